//! Addresses of the standard library (`format: ipv4`, `ipv6`).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::encode_by_text;

encode_by_text!(Ipv4Addr, "an IPv4 address");
encode_by_text!(Ipv6Addr, "an IPv6 address");
encode_by_text!(IpAddr, "an IP address");
