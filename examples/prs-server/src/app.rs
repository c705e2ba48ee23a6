//! What every request can reach.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::sync::watch;

use crate::counters::Counters;
use crate::db::Db;
use crate::events::Events;
use crate::switches::Switches;

pub type Shared = Arc<App>;

pub struct App {
    pub db: Db,
    pub events: Events,
    pub switches: Switches,
    pub counters: Counters,
    pub address: SocketAddr,
    /// Moves when open connections shall end after the request they are at; new ones are not concerned.
    pub recycle: watch::Sender<()>,
    /// Moves once, when the server stops: delays are cut short.
    pub stopping: watch::Sender<bool>,
    /// Set after the last request has been answered: the sockets close.
    pub close_sockets: watch::Sender<bool>,
}

impl App {
    pub fn new(db: Db, address: SocketAddr) -> Self {
        Self {
            db,
            events: Events::new(),
            switches: Switches::default(),
            counters: Counters::default(),
            address,
            recycle: watch::Sender::new(()),
            stopping: watch::Sender::new(false),
            close_sockets: watch::Sender::new(false),
        }
    }
}
