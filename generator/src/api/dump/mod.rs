//! An [`Api`] as text for people: stable, indented, one line for each field,
//! variant and parameter.
//!
//! Types are named by their hints. Unnamed scalars stand where they are used and
//! have no entry of their own.

use std::fmt::Write as _;

use super::types::{Api, Server};

mod label;
mod operation;
mod shape;

/// Writes an API as text.
pub fn dump_api(api: &Api) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "api {:?} {}", api.info.title, api.info.version);
    for server in &api.servers {
        self::dump_server(&mut out, "", server);
    }
    for scheme in &api.security_schemes {
        let _ = write!(out, "scheme {}: {:?}", scheme.name, scheme.kind);
        if !scheme.prefix.is_empty() {
            let _ = write!(out, " prefix {:?}", scheme.prefix);
        }
        out.push('\n');
    }
    for tag in &api.tags {
        let _ = writeln!(out, "tag {}", tag.name);
    }
    for (id, ty) in api.types.iter() {
        if api.selected.has_type(id) && !label::is_inline(api, id) {
            shape::dump_type(&mut out, api, id, ty);
        }
    }
    for operation in api.wanted_operations() {
        operation::dump_operation(&mut out, api, operation);
    }
    out
}

fn dump_server(out: &mut String, indent: &str, server: &Server) {
    let _ = write!(out, "{indent}server {}", server.url);
    if !server.name.is_empty() {
        let _ = write!(out, " named {:?}", server.name);
    }
    out.push('\n');
    for variable in &server.variables {
        let _ = write!(
            out,
            "{indent}  variable {} = {:?}",
            variable.name, variable.default
        );
        if !variable.allowed.is_empty() {
            let _ = write!(out, " of {}", variable.allowed.join(", "));
        }
        out.push('\n');
    }
}
