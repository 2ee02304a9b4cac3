//! Spector's server, and what it thinks of the requests that it got.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::path::Path;

use serde::Deserialize;

use super::export::run_node;
use crate::name_step;
use crate::server::{Server, find_free_port};

/// The server of all scenarios.
pub(super) struct SpectorServer {
    port: u16,
    /// It serves as long as the value lives.
    _server: Server,
}

/// What Spector reports of one package of specifications.
#[derive(Deserialize)]
struct CoverageReport {
    results: BTreeMap<String, String>,
}

impl SpectorServer {
    /// Serves the scenarios of a folder of installed packages.
    pub(super) fn start(tools: &Path, folder: &Path) -> io::Result<Self> {
        let port = find_free_port()?;
        let packages = tools.join("node_modules");
        let mut command = run_node(tools);
        command.arg(packages.join("@typespec/spector/cmd/cli.mjs"));
        command.arg("serve");
        command.arg(packages.join("@typespec/http-specs/specs"));
        command.args(["--port", &port.to_string(), "--coverageFile"]);
        command.arg(folder.join("coverage.json"));
        let server = Server::start(&mut command, "Started server on")?;
        let server = server.map_err(io::Error::other);
        Ok(Self {
            port,
            _server: server.map_err(name_step("tsp-spector"))?,
        })
    }

    /// Its address, spelt as in the links that it answers with.
    pub(super) fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The names of the scenarios whose requests all came as they should.
    pub(super) fn list_passed_scenarios(&self) -> io::Result<Vec<String>> {
        // Of HTTP 1.0 an answer is neither chunked nor kept open (RFC 1945 §7.2).
        let mut stream = TcpStream::connect(("localhost", self.port))?;
        stream.write_all(b"GET /.coverage HTTP/1.0\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body);
        let body = body.ok_or_else(|| io::Error::other("the coverage has no body"))?;
        let reports: Vec<CoverageReport> = serde_json::from_str(body)?;
        let results = reports.into_iter().flat_map(|report| report.results);
        let passed = results.filter(|(_, status)| status == "pass");
        Ok(passed.map(|(name, _)| name).collect())
    }
}
