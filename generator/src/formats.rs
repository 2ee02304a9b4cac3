//! The one table of formats: what `format` says to this compiler.
//!
//! A format that does not stand here is text or a number like any other. To add one: a
//! line in [`FORMATS`]; if it gets a Rust type of its own, a case in [`WireClass`], and the
//! compiler shows the places in `rust/` that have to take notice.

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatInfo {
    /// As documents write it.
    pub name: &'static str,
    /// The type that it implies where the document gives none, and beside which it counts.
    pub json: FormattedType,
    /// What is read and written.
    pub class: WireClass,
}

/// The types of JSON that have formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormattedType {
    /// `type: string`
    String,
    /// `type: integer`, or `type: number`, whose values are then whole.
    Integer,
    /// `type: number`
    Number,
}

impl FormattedType {
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

const fn make_text_format(name: &'static str, class: WireClass) -> FormatInfo {
    FormatInfo {
        name,
        json: FormattedType::String,
        class,
    }
}

const fn make_integer_format(name: &'static str, class: WireClass) -> FormatInfo {
    FormatInfo {
        name,
        json: FormattedType::Integer,
        class,
    }
}

const fn make_number_format(name: &'static str, class: WireClass) -> FormatInfo {
    FormatInfo {
        name,
        json: FormattedType::Number,
        class,
    }
}

/// All formats that say something, as in the registry of formats
/// (<https://spec.openapis.org/registry/format/>), and such as many documents have.
pub const FORMATS: [FormatInfo; 27] = [
    make_text_format("date-time", WireClass::Timestamp),
    make_text_format("date", WireClass::Date),
    make_text_format("byte", WireClass::Base64),
    make_text_format("base64url", WireClass::Base64Url),
    make_text_format("binary", WireClass::Raw),
    make_text_format("time", WireClass::Text),
    make_text_format("duration", WireClass::Text),
    make_text_format("uuid", WireClass::Text),
    make_text_format("email", WireClass::Text),
    make_text_format("hostname", WireClass::Text),
    make_text_format("ipv4", WireClass::Text),
    make_text_format("ipv6", WireClass::Text),
    make_text_format("uri", WireClass::Text),
    make_text_format("url", WireClass::Text),
    make_text_format("uri-reference", WireClass::Text),
    make_text_format("password", WireClass::Text),
    make_integer_format("int32", WireClass::Int32),
    make_integer_format("uint32", WireClass::Uint32),
    make_integer_format("uint64", WireClass::Uint64),
    make_integer_format("int64", WireClass::Whole),
    make_integer_format("int16", WireClass::Whole),
    make_integer_format("int8", WireClass::Whole),
    make_integer_format("uint16", WireClass::Whole),
    make_integer_format("uint8", WireClass::Whole),
    make_number_format("float", WireClass::Float),
    make_number_format("double", WireClass::Float),
    make_number_format("decimal", WireClass::Decimal),
];

/// The format of a name.
pub fn find_format(name: &str) -> Option<&'static FormatInfo> {
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
            .filter(|format| format.json == FormattedType::String)
            .map_or(WireClass::Text, |format| format.class),
    }
}

/// What a number travels as. A format of whole numbers counts beside `type: number`, too:
/// it says that the number is one.
pub fn classify_number(format: Option<&str>) -> Option<WireClass> {
    let format = format.and_then(find_format)?;
    (format.json != FormattedType::String).then_some(format.class)
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
