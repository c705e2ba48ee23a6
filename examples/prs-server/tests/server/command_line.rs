use std::net::TcpListener;

use crate::harness::command;

fn refused(args: &[&str]) -> String {
    let output = command().args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn wrong_options_are_named() {
    assert!(refused(&["--port", "70000"]).contains("--port takes a number"));
    assert!(refused(&["--verbose"]).contains("--verbose"));
    assert!(refused(&["--db"]).contains("--db"));
    assert!(refused(&["extra"]).contains("--help"));
}

#[test]
fn help_is_printed() {
    let output = command().arg("--help").output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains("--seed"));
}

#[test]
fn a_taken_port_is_said_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    assert!(refused(&["--port", &port, "--db", ":memory:"]).contains("choose another with --port"));
}

#[test]
fn foreign_files_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let text = dir.path().join("notes.txt");
    std::fs::write(&text, "not a database, but long enough to be looked at ".repeat(40)).unwrap();
    assert!(refused(&["--port", "0", "--db", text.to_str().unwrap()]).contains("cannot use"));

    let other = dir.path().join("other.sqlite");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE clients (mine TEXT)").unwrap();
    assert!(refused(&["--port", "0", "--seed", "--db", other.to_str().unwrap()]).contains("another program"));
    assert!(refused(&["--port", "0", "--db", "/no/such/folder/prs.sqlite"]).contains("cannot open"));
}
