//! The reference backend of querycache: a small PRS (clients, deals, payments) over SQLite. See README.md.

mod app;
mod clock;
mod config;
mod counters;
mod db;
mod error;
mod etag;
mod events;
mod http;
mod money;
mod serve;
mod switches;
mod ws;

use std::io::Write;
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::app::App;
use crate::config::{Command, Config};
use crate::db::Db;

fn main() -> ExitCode {
    let outcome = match config::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => {
            print!("{}", config::HELP);
            return ExitCode::SUCCESS;
        }
        Ok(Command::Serve(config)) => run(config),
        Err(message) => Err(format!("{message}; prs-server --help shows the options")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("prs-server: {message}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(config: Config) -> Result<(), String> {
    let signals = || -> std::io::Result<_> { Ok((signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?)) };
    let (mut terminate, mut interrupt) = signals().map_err(|e| format!("cannot listen for signals: {e}"))?;
    let stop = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await;
    let listener = listener.map_err(|e| format!("cannot listen on 127.0.0.1:{}: {e}; stop what uses the port or choose another with --port", config.port))?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let db = Db::open(&config.db, config.reseed)?;
    let app = Arc::new(App::new(db, address));
    let router = http::router(app.clone());
    // Whoever started the server may not read this and have closed the pipe.
    let _ = writeln!(std::io::stdout(), "prs-server listening on http://{address}");

    serve::serve(listener, app.clone(), router, stop).await;
    // Requests that were given up may still hold the app; what they have committed is safe without the checkpoint.
    if let Some(app) = Arc::into_inner(app) {
        app.db.close();
    }
    Ok(())
}
