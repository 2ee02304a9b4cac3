//! Media types: what a body in one of them is made of.

/// What the name of a media type says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaKind {
    /// `application/json`, any `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// `text/event-stream`.
    EventStream,
    /// JSON Lines and their like.
    JsonLines,
    /// XML, which is only carried as text.
    Xml,
    /// Any other text.
    Text,
    /// `*/*` and `application/*`: whatever the schema is best served by.
    Range,
    /// Anything else.
    Binary,
}

/// Reads a media type; parameters and case do not matter.
pub(super) fn classify_media_type(media_type: &str) -> MediaKind {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let (top, sub) = essence.split_once('/').unwrap_or((essence.as_str(), ""));
    match (top, sub) {
        ("application", "x-www-form-urlencoded") => MediaKind::Form,
        ("text", "event-stream") => MediaKind::EventStream,
        ("multipart", _) => MediaKind::Multipart,
        ("*", "*" | "") | ("application", "*") => MediaKind::Range,
        // Before JSON: `stream+json` ends like it.
        (_, sub) if is_lines(sub) => MediaKind::JsonLines,
        (_, sub) if sub == "json" || sub.ends_with("+json") => MediaKind::Json,
        (_, sub) if sub == "xml" || sub.ends_with("+xml") => MediaKind::Xml,
        ("text", _) => MediaKind::Text,
        (_, sub) if is_text_media_type(sub) => MediaKind::Text,
        _ => MediaKind::Binary,
    }
}

fn is_lines(sub: &str) -> bool {
    const NAMES: [&str; 9] = [
        "jsonl",
        "x-jsonl",
        "jsonlines",
        "x-jsonlines",
        "json-lines",
        "ndjson",
        "x-ndjson",
        "json-seq",
        "stream+json",
    ];
    NAMES.contains(&sub)
}

fn is_text_media_type(sub: &str) -> bool {
    const NAMES: [&str; 6] = ["yaml", "x-yaml", "graphql", "javascript", "sql", "toml"];
    NAMES.contains(&sub) || sub.ends_with("+yaml")
}
