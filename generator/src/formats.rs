//! The one table of formats: what `format` says to this compiler.
//!
//! A format that does not stand here is text or a number like any other. To add one: a
//! line in [`FORMATS`]; if it gets a Rust type of its own, a case in [`WireClass`], and the
//! compiler shows the places in `rust/` that have to take notice.

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// As documents write it.
    pub name: &'static str,
    /// The type that it implies where the document gives none, and beside which it counts.
    pub json: JsonType,
    /// What is read and written.
    pub class: WireClass,
}

/// The types of JSON that have formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonType {
    /// `type: string`
    String,
    /// `type: integer`, or `type: number`, whose values are then whole.
    Integer,
    /// `type: number`
    Number,
}

impl JsonType {
    /// The word behind `type:`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
        }
    }
}

/// What a value travels as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WireClass {
    /// Text that is kept as it is.
    Text,
    /// A point in time (RFC 3339).
    Timestamp,
    /// A day (RFC 3339).
    Date,
    /// Bytes as Base64 (RFC 4648 §4).
    Base64,
    /// Bytes as Base64 for URLs (RFC 4648 §5).
    Base64Url,
    /// Bytes as they are: a file where the place has one, else text.
    Raw,
    /// A whole number of at most 32 bits.
    Int32,
    /// A whole number of at most 32 bits that is not negative.
    Uint32,
    /// A whole number of at most 64 bits that is not negative.
    Uint64,
    /// Any whole number.
    Whole,
    /// Any number.
    Float,
    /// A number of which no digit may be lost.
    Decimal,
}

impl WireClass {
    /// Whether any text is one of these, and comes back as it was.
    pub const fn is_lossless_text(self) -> bool {
        matches!(self, Self::Text | Self::Raw)
    }
}

const fn text(name: &'static str, class: WireClass) -> Format {
    Format {
        name,
        json: JsonType::String,
        class,
    }
}

const fn whole(name: &'static str, class: WireClass) -> Format {
    Format {
        name,
        json: JsonType::Integer,
        class,
    }
}

const fn number(name: &'static str, class: WireClass) -> Format {
    Format {
        name,
        json: JsonType::Number,
        class,
    }
}

/// All formats that say something, as in the registry of formats
/// (<https://spec.openapis.org/registry/format/>), and such as many documents have.
pub const FORMATS: [Format; 27] = [
    text("date-time", WireClass::Timestamp),
    text("date", WireClass::Date),
    text("byte", WireClass::Base64),
    text("base64url", WireClass::Base64Url),
    text("binary", WireClass::Raw),
    text("time", WireClass::Text),
    text("duration", WireClass::Text),
    text("uuid", WireClass::Text),
    text("email", WireClass::Text),
    text("hostname", WireClass::Text),
    text("ipv4", WireClass::Text),
    text("ipv6", WireClass::Text),
    text("uri", WireClass::Text),
    text("url", WireClass::Text),
    text("uri-reference", WireClass::Text),
    text("password", WireClass::Text),
    whole("int32", WireClass::Int32),
    whole("uint32", WireClass::Uint32),
    whole("uint64", WireClass::Uint64),
    whole("int64", WireClass::Whole),
    whole("int16", WireClass::Whole),
    whole("int8", WireClass::Whole),
    whole("uint16", WireClass::Whole),
    whole("uint8", WireClass::Whole),
    number("float", WireClass::Float),
    number("double", WireClass::Float),
    number("decimal", WireClass::Decimal),
];

/// The format of a name.
pub fn find_format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// What a text travels as: `encoding` is its `contentEncoding`, which comes before its
/// format (JSON Schema 2020-12, Validation §8.3). A format of numbers says nothing of a
/// text.
pub fn classify_text(encoding: Option<&str>, format: Option<&str>) -> WireClass {
    match encoding {
        Some("base64") => WireClass::Base64,
        Some("base64url") => WireClass::Base64Url,
        Some("binary") => WireClass::Raw,
        // quoted-printable and others are text to us
        Some(_) => WireClass::Text,
        None => format
            .and_then(find_format)
            .filter(|format| format.json == JsonType::String)
            .map_or(WireClass::Text, |format| format.class),
    }
}

/// What a number travels as. A format of whole numbers counts beside `type: number`, too:
/// it says that the number is one.
pub fn classify_number(format: Option<&str>) -> Option<WireClass> {
    let format = format.and_then(find_format)?;
    (format.json != JsonType::String).then_some(format.class)
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, WireClass, classify_number, classify_text};

    #[test]
    fn each_name_stands_once() {
        let mut names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FORMATS.len());
    }

    #[test]
    fn a_format_counts_beside_its_own_type() {
        assert_eq!(classify_text(None, Some("decimal")), WireClass::Text);
        assert_eq!(classify_number(Some("date")), None);
        assert_eq!(classify_number(Some("int8")), Some(WireClass::Whole));
        assert_eq!(
            classify_text(Some("base64"), Some("date")),
            WireClass::Base64
        );
    }
}
