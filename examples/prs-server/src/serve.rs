//! Connections: accepting, cutting on request, and a stop that finishes what was begun.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt;

use crate::app::Shared;
use crate::http::gate::Cut;

/// A request that takes longer than this to finish is given up when the server stops.
const FINISH_PATIENCE: Duration = Duration::from_secs(10);
const SOCKET_PATIENCE: Duration = Duration::from_secs(3);
const HEADER_PATIENCE: Duration = Duration::from_secs(30);

pub async fn serve(listener: TcpListener, app: Shared, router: Router, stop: impl Future<Output = ()>) {
    tokio::select! {
        () = accept(listener, &app, router) => {}
        () = stop => {}
    }
    // The listener is gone, so no connection comes in any more.
    app.stopping.send_replace(true);
    app.recycle.send_replace(());
    if tokio::time::timeout(FINISH_PATIENCE, app.recycle.closed()).await.is_err() {
        eprintln!("prs-server: gave up on requests that did not finish within {} s", FINISH_PATIENCE.as_secs());
    }
    app.close_sockets.send_replace(true);
    let _ = tokio::time::timeout(SOCKET_PATIENCE, app.close_sockets.closed()).await;
}

async fn accept(listener: TcpListener, app: &Shared, router: Router) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let recycle = app.recycle.subscribe();
                tokio::spawn(connection(stream, app.clone(), router.clone(), recycle));
            }
            Err(error) => {
                // Most often too many open files: wait for some to be closed instead of spinning.
                eprintln!("prs-server: cannot accept a connection: {error}");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// `recycle` lives as long as the connection: the server waits for it when it stops.
async fn connection(stream: TcpStream, app: Shared, router: Router, mut recycle: watch::Receiver<()>) {
    // Small answers and events shall not wait for the acknowledgement of earlier ones.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| answer(app.clone(), router.clone(), request));
    let connection =
        http1::Builder::new().timer(TokioTimer::new()).header_read_timeout(HEADER_PATIENCE).serve_connection(TokioIo::new(stream), service).with_upgrades();
    let mut connection = std::pin::pin!(connection);
    loop {
        tokio::select! {
            // An error here is the other side's (gone, not speaking HTTP) or a cut: nothing to do.
            _ = connection.as_mut() => return,
            Ok(()) = recycle.changed() => connection.as_mut().graceful_shutdown(),
        }
    }
}

/// An error makes hyper close the connection without an answer.
async fn answer(app: Shared, router: Router, request: Request<Incoming>) -> Result<Response<Body>, CutOff> {
    let mut response = router.oneshot(request.map(Body::new)).await.unwrap_or_else(|never: Infallible| match never {});
    if response.extensions().get::<Cut>().is_some() {
        return Err(CutOff);
    }
    if app.switches.drops_armed() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}

#[derive(Debug)]
struct CutOff;

impl std::fmt::Display for CutOff {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("cut by the switch apply_then_drop")
    }
}

impl std::error::Error for CutOff {}
