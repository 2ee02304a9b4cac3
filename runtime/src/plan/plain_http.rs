//! Secrets and connections that anybody on the way can read: `http://` carries
//! them to this machine alone, unless the caller allows more (RFC 6750 §5.3, RFC
//! 6749 §3.2).

use std::net::IpAddr;

use http::Uri;

/// Whether what is sent to this URL can be read on its way.
pub(super) fn is_readable(uri: &Uri) -> bool {
    uri.scheme_str() != Some("https") && !uri.host().is_some_and(is_loopback)
}

/// Whether a host is this machine (RFC 6761 §6.3, RFC 1122 §3.2.1.3).
fn is_loopback(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let address = name.trim_start_matches('[').trim_end_matches(']').parse();
    match address {
        Ok(IpAddr::V4(address)) => address.is_loopback(),
        Ok(IpAddr::V6(address)) => address.is_loopback(),
        Err(_) => name == "localhost" || name.ends_with(".localhost"),
    }
}
