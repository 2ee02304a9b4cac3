//! Prism as a process that serves one document.

use std::io::{self, BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// So long Prism may take to read a document.
const PATIENCE: Duration = Duration::from_secs(180);

/// A server of Prism; it ends with the value.
pub(super) struct Server {
    pub(super) url: String,
    process: Child,
}

impl Server {
    /// Serves a document. `Err` inside: Prism does not take it, and what it says.
    pub(super) fn start(prism: &Path, document: &Path) -> io::Result<Result<Self, String>> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut process = Command::new(prism)
            .args(["mock", "--errors", "--port", &port.to_string()])
            .arg(document)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = process.stdout.take();
        let server = Self {
            url: format!("http://127.0.0.1:{port}"),
            process,
        };
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || output.map(|output| watch_prism(output, &tell)));
        Ok(match told.recv_timeout(PATIENCE) {
            Ok(Ok(())) => Ok(server),
            Ok(Err(reason)) => Err(reason),
            Err(_) => Err("Prism does not start".to_owned()),
        })
    }
}

/// Tells when Prism listens, or its last words. Reads on to the end: Prism stops
/// when nobody reads what it prints.
fn watch_prism(output: ChildStdout, tell: &mpsc::Sender<Result<(), String>>) {
    let mut last = String::new();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        if line.contains("is listening") {
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
