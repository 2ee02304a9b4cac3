//! A hash that is the same on every machine and in every version, unlike the standard
//! library's: what it decides or shows is written to disk.

/// FNV-1a with 64 bits. It shows edits and spreads names; nobody is kept from forging it.
/// <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
pub(crate) fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::hash_bytes;

    #[test]
    fn the_hash_is_that_of_its_specification() {
        let hash_name = |name: &str| hash_bytes(name.bytes());
        assert_eq!(hash_name(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash_name("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash_name("foobar"), 0x8594_4171_f739_67e8);
    }
}
