//! Servers that judge calls, as processes.

use std::io::{self, BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// So long a server may take to read what it serves.
const PATIENCE: Duration = Duration::from_secs(180);

/// A server; it ends with the value.
pub(crate) struct Server {
    process: Child,
}

/// A port that nobody listens at.
pub(crate) fn find_free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

impl Server {
    /// Starts a command and waits until it prints a line that holds `sign`. `Err` inside: it
    /// did not, and what it said last.
    pub(crate) fn start(
        command: &mut Command,
        sign: &'static str,
    ) -> io::Result<Result<Self, String>> {
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = process.stdout.take();
        let server = Self { process };
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || output.map(|output| watch_server(output, sign, &tell)));
        Ok(match told.recv_timeout(PATIENCE) {
            Ok(Ok(())) => Ok(server),
            Ok(Err(reason)) => Err(reason),
            Err(_) => Err("the server does not start".to_owned()),
        })
    }
}

/// Tells when the server listens, or its last words. Reads on to the end: a server stops
/// when nobody reads what it prints.
fn watch_server(output: ChildStdout, sign: &str, tell: &mpsc::Sender<Result<(), String>>) {
    let mut last = String::new();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        if line.contains(sign) {
            // the receiver may have given up
            let _ = tell.send(Ok(()));
        }
        if !line.trim().is_empty() {
            last = line;
        }
    }
    let _ = tell.send(Err(last));
}

impl Drop for Server {
    fn drop(&mut self) {
        // it may have ended by itself
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
