//! Starts the server on a free port and talks to it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;

pub struct Server {
    child: Child,
    pub url: String,
    pub http: reqwest::Client,
    log: PathBuf,
    _dir: TempDir,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn id(&self) -> i64 {
        self.body["id"].as_i64().expect("an id")
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

impl Server {
    pub fn start() -> Self {
        Self::with(":memory:".as_ref())
    }

    pub fn with(db: &Path) -> Self {
        let dir = TempDir::new().unwrap();
        let log = dir.path().join("stderr.log");
        let mut child = command().arg("--port").arg("0").arg("--db").arg(db).stderr(std::fs::File::create(&log).unwrap()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("prs-server listening on ").unwrap_or_else(|| panic!("no address but {line:?}")).to_owned();
        Self { child, url, http: reqwest::Client::new(), log, _dir: dir }
    }

    pub fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.http.request(Method::from_bytes(method.as_bytes()).unwrap(), format!("{}{path}", self.url))
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(self.request("GET", path)).await
    }

    pub async fn write(&self, method: &str, path: &str, body: Value) -> Answer {
        send(self.request(method, path).json(&body)).await
    }

    pub async fn write_with_key(&self, method: &str, path: &str, body: Value, key: &str) -> Answer {
        send(self.request(method, path).header("Idempotency-Key", key).json(&body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        send(self.request("DELETE", path)).await
    }

    pub async fn count(&self, path: &str) -> i64 {
        self.get(path).await.expect(200).body["count"].as_i64().unwrap()
    }

    pub async fn effects(&self, key: &str) -> i64 {
        self.get(&format!("/__test__/effects/{key}")).await.expect(200).body["effects"].as_i64().unwrap()
    }

    /// It still answers, and nothing has gone wrong inside.
    pub async fn assert_healthy(&self) {
        assert_eq!(self.get("/healthz").await.expect(200).body, json!({ "status": "ok" }));
        self.get("/api/deals/deals/?page_size=1").await.expect(200);
        let log = std::fs::read_to_string(&self.log).unwrap();
        assert_eq!(log, "", "the server complained");
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    pub fn wait(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prs-server"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub async fn send(request: RequestBuilder) -> Answer {
    read(request.send().await.expect("an answer")).await
}

pub async fn read(response: reqwest::Response) -> Answer {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).unwrap_or_else(|e| panic!("not JSON ({e}): {text}")) };
    Answer { status, headers, body }
}

pub fn client(name: &str) -> Value {
    json!({ "client_name": name, "email": "someone@example.com" })
}

pub fn deal(client: i64) -> Value {
    json!({ "client": client, "deal_name": "A deal", "deal_value": "1000.00", "deal_date": "2026-01-02", "due_date": "2026-02-03" })
}

pub fn payment(deal: i64) -> Value {
    json!({ "deal": deal, "payment_date": "2026-01-05", "received_amount": "250.50" })
}
