//! Idempotency keys: one for one call, the same on all of its attempts, by which a server
//! knows what it has carried out already.
//!
//! <https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header>

use super::Plan;
use crate::params::Location;

/// What the header is mostly called.
const USUAL_HEADER: &str = "Idempotency-Key";

impl Plan {
    /// Adds a key, unless the caller has given one; then the call may be tried again.
    pub(super) fn add_idempotency_key(&mut self) {
        let Some(header) = self.idempotency_header() else {
            return;
        };
        if self.idempotency_key().is_none()
            && let Some(key) = make_idempotency_key()
        {
            let at = format!("header.{header}");
            self.draft.set_header(at, header, &key);
        }
        self.idempotent |= self.idempotency_key().is_some();
    }

    /// Takes a new key instead of one that was made for an equal call.
    pub(crate) fn renew_idempotency_key(&mut self) {
        if let Some(header) = self.idempotency_header()
            && let Some(key) = make_idempotency_key()
        {
            self.headers.remove(header);
            self.draft
                .set_header(format!("header.{header}"), header, &key);
        }
    }

    /// The key that the call is sent with.
    pub(crate) fn idempotency_key(&self) -> Option<&str> {
        let header = self.idempotency_header()?;
        let all = [&self.headers, &self.draft.headers];
        let value = all.iter().find_map(|headers| headers.get(header))?;
        value.to_str().ok()
    }

    /// The header of the key: that of a parameter, else of the operation, else that of the client. Methods that
    /// are idempotent need none.
    fn idempotency_header(&self) -> Option<&'static str> {
        if self.method.is_idempotent() {
            return None;
        }
        let mut parameters = self.operation.parameters.iter();
        let documented = parameters.find(|one| {
            one.location == Location::Header && one.name.eq_ignore_ascii_case(USUAL_HEADER)
        });
        let documented = documented.map(|one| one.name);
        documented
            .or(self.operation.idempotency_header)
            .or(self.client.shared().idempotency_header)
    }
}

/// A random UUID (RFC 9562 §5.4). The bits are those that the standard library keys its
/// hashers with, which come from the operating system.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn make_idempotency_key() -> Option<String> {
    use std::hash::{BuildHasher as _, RandomState};
    let random = RandomState::new();
    let (high, low) = (random.hash_one(0u8), random.hash_one(1u8));
    Some(format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48) & 0x3fff,
        low & 0xffff_ffff_ffff
    ))
}

/// None: the standard library has no random bits here, and a key that comes again would
/// let a server take a new call for an old one.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn make_idempotency_key() -> Option<String> {
    None
}
