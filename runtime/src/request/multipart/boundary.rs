//! The lines between the parts (RFC 2046 §5.1.1).

/// Characters that a parameter can hold without quotes (RFC 9110 §5.6.2), as far as
/// they may stand in a boundary.
const PLAIN: &str = "'+_-.";

/// Characters of a boundary that need quotes.
const QUOTED: &str = "(),/:=? ";

/// What is wrong with a boundary for this media type, if anything is.
pub(super) fn check_boundary(boundary: &str, media_type: &str) -> Result<(), &'static str> {
    if read_boundary(media_type).is_some() {
        return Err("has a media type with a boundary of its own; set it with `.boundary(…)`");
    }
    let fits =
        |one: char| one.is_ascii_alphanumeric() || PLAIN.contains(one) || QUOTED.contains(one);
    let is_long_enough = (1..=70).contains(&boundary.len());
    if is_long_enough && boundary.chars().all(fits) && !boundary.ends_with(' ') {
        Ok(())
    } else {
        Err(
            "has a boundary that is not of 1 to 70 letters, digits, `'()+_,-./:=?` and blanks, the last of which is no blank",
        )
    }
}

/// The parameter of the media type.
pub(super) fn print_boundary_parameter(boundary: &str) -> String {
    if boundary.contains(|one| QUOTED.contains(one)) {
        format!("boundary=\"{boundary}\"")
    } else {
        format!("boundary={boundary}")
    }
}

/// The boundary that a media type names; the names of parameters have no case.
pub(in crate::request) fn read_boundary(media_type: &str) -> Option<String> {
    let mut rest = media_type.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_at(after.find(';').unwrap_or(after.len())),
        };
        if name.trim().eq_ignore_ascii_case("boundary") {
            return Some(value.trim_end().to_owned());
        }
        rest = next.split_once(';')?.1;
    }
}

/// Whether a line of the text begins with the boundary, which would end the part
/// ("MUST NOT appear … as the prefix of any line"). Some readers take any line end.
pub(super) fn is_boundary_in(text: &[u8], boundary: &str) -> bool {
    let line = format!("--{boundary}");
    let is_line_start = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        matches!(before, None | Some(b'\n' | b'\r'))
    };
    memchr::memmem::find_iter(text, line.as_bytes()).any(is_line_start)
}
