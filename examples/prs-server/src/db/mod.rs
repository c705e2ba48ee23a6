//! The database: one thread owns the only writing connection, so writes are applied one after the other; readers come
//! from a small pool and never wait for a writer (WAL).

pub mod clients;
pub mod deals;
pub mod entity;
pub mod idempotency;
pub mod list;
pub mod payments;
pub mod records;
mod schema;
pub mod seed;
mod seed_words;
mod validate;
pub mod write;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::{Semaphore, mpsc, oneshot};

use crate::config::Location;
use crate::error::ApiError;

const READERS: usize = 4;
const QUEUED_WRITES: usize = 256;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

pub struct Db {
    writer: mpsc::Sender<Job>,
    /// None for `:memory:`, where only one connection can see the data and reads go through the writer too.
    readers: Option<Arc<Readers>>,
    thread: JoinHandle<()>,
}

struct Readers {
    path: PathBuf,
    permits: Semaphore,
    idle: Mutex<Vec<Connection>>,
}

impl Db {
    pub fn open(location: &Location, reseed: bool) -> Result<Self, String> {
        let mut conn = schema::open_writer(location)?;
        if reseed || seed::is_empty(&conn).map_err(|e| e.to_string())? {
            seed::reseed(&mut conn).map_err(|e| format!("cannot write the seed data: {e}"))?;
        }
        let (writer, jobs) = mpsc::channel(QUEUED_WRITES);
        let thread = std::thread::Builder::new().name("sqlite-writer".into()).spawn(move || run_writer(conn, jobs)).map_err(|e| e.to_string())?;
        let readers = match location {
            Location::Memory => None,
            Location::File(path) => Some(Arc::new(Readers { path: path.clone(), permits: Semaphore::new(READERS), idle: Mutex::default() })),
        };
        Ok(Self { writer, readers, thread })
    }

    /// Runs on the writer thread. It runs to its end also when the caller has gone away in the meantime.
    pub async fn write<T: Send + 'static>(&self, job: impl FnOnce(&mut Connection) -> Result<T, ApiError> + Send + 'static) -> Result<T, ApiError> {
        let (answer, result) = oneshot::channel();
        let job: Job = Box::new(move |conn| drop(answer.send(job(conn))));
        self.writer.send(job).await.map_err(|_| ApiError::internal("the writer thread has ended"))?;
        result.await.map_err(|_| ApiError::internal("a write job failed"))?
    }

    /// One consistent view: everything the job reads is of the same moment.
    pub async fn read<T: Send + 'static>(&self, job: impl FnOnce(&Connection) -> Result<T, ApiError> + Send + 'static) -> Result<T, ApiError> {
        let Some(readers) = self.readers.clone() else {
            return self.write(move |conn| job(conn)).await;
        };
        let _permit = readers.permits.acquire().await.map_err(ApiError::internal)?;
        let pool = readers.clone();
        tokio::task::spawn_blocking(move || {
            let idle = pool.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut conn = match idle {
                Some(conn) => conn,
                None => schema::open_reader(&pool.path)?,
            };
            let tx = conn.transaction()?;
            let result = job(&tx);
            tx.finish()?;
            pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
            result
        })
        .await
        .map_err(ApiError::internal)?
    }

    /// Finishes queued writes and moves everything from the WAL into the file. Blocks; call when no request is left.
    pub fn close(self) {
        drop((self.writer, self.readers));
        if self.thread.join().is_err() {
            eprintln!("prs-server: the writer thread ended with a panic");
        }
    }
}

fn run_writer(mut conn: Connection, mut jobs: mpsc::Receiver<Job>) {
    while let Some(job) = jobs.blocking_recv() {
        // A bug in one request must not end the thread that serves all the others; its transaction is rolled back.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(&mut conn)));
    }
    let checkpoint = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    if let Err(error) = checkpoint.and_then(|()| conn.close().map_err(|(_, e)| e)) {
        eprintln!("prs-server: the last checkpoint failed ({error}); the data is safe in the -wal file beside the database");
    }
}
