//! Secrets in the parts of a multipart body (RFC 7578).

use crate::secrets::{MASK, Names};

/// Masks the parts that are named like secrets.
pub(super) fn mask_parts(body: &str, names: Names<'_>) -> String {
    const HEAD_ENDS: &str = "\r\n\r\n";
    const PART_ENDS: &str = "\r\n--";
    let mut masked = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = rest.find(HEAD_ENDS) {
        let (head, content) = rest
            .split_at_checked(end + HEAD_ENDS.len())
            .unwrap_or((rest, ""));
        masked.push_str(head);
        let length = content.find(PART_ENDS).unwrap_or(content.len());
        let (content, after) = content.split_at_checked(length).unwrap_or((content, ""));
        let is_secret = find_part_name(head).is_some_and(|name| names(name).is_some());
        masked.push_str(if is_secret { MASK } else { content });
        rest = after;
    }
    masked.push_str(rest);
    masked
}

/// The parameter `name` of `Content-Disposition`.
fn find_part_name(head: &str) -> Option<&str> {
    let (_, after) = head.split_once(" name=\"")?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::is_secret_name;

    #[test]
    fn parts_by_their_names() {
        let body = |token: &str| {
            format!(
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"token\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"api_token\"\r\n\r\n{token}\r\n--b--\r\n"
            )
        };
        assert_eq!(mask_parts(&body("hush"), &is_secret_name), body(MASK));
    }
}
