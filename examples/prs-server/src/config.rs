//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

pub const HELP: &str = "\
prs-server [--port N] [--db FILE] [--seed]

  --port N    port on 127.0.0.1, 0 picks a free one (default 8787)
  --db FILE   SQLite file, made when missing, or :memory: (default prs.sqlite)
  --seed      throw away what the file holds and fill it with the seed data again
              (an empty database is filled without being asked)
";

pub struct Config {
    pub port: u16,
    pub db: Location,
    pub reseed: bool,
}

#[derive(Clone)]
pub enum Location {
    Memory,
    File(PathBuf),
}

pub enum Command {
    Serve(Config),
    Help,
}

pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, String> {
    use lexopt::prelude::*;

    let mut config = Config { port: 8787, db: Location::File("prs.sqlite".into()), reseed: false };
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next().map_err(|e| e.to_string())? {
        match arg {
            Long("port") => {
                let text = parser.value().and_then(|v| v.string()).map_err(|e| e.to_string())?;
                config.port = text.parse().map_err(|_| format!("--port takes a number from 0 to 65535, not '{text}'"))?;
            }
            Long("db") => {
                let file = parser.value().map_err(|e| e.to_string())?;
                config.db = match file.to_str() {
                    Some(":memory:") => Location::Memory,
                    Some("") => return Err("--db takes a file name or :memory:".into()),
                    _ => Location::File(file.into()),
                };
            }
            Long("seed") => config.reseed = true,
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Command::Serve(config))
}
