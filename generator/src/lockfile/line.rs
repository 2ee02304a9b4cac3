//! One line of the file ↔ one item.
//!
//! ```text
//! op GET /pets list_pets gives:200:application/json pages=list_pets_pages
//! type GET /pets/{}#params operations::ListPetsParams struct query:limit=limit?
//! type /components/schemas/Pet types::Pet sent-struct(PetRequired) id pet-name=pet_name kind?
//! never type /components/schemas/Old types::Old enum a=A
//! was type /components/schemas/Keeper types::Owner struct name
//! own GET /pets/responses/200/content/application/json/schema types::ListPetsResponse alias
//! ```
//!
//! Behind the name of a method stands whether it takes a body, the responses that it gives, and
//! the methods beside it. A type whose values programs make is a `sent-` one. Words stand apart by one space; blanks, `=`, `%` and a `?` inside of a word are written as in
//! URLs. A member whose name is its key is written once. `?` stands for `Option`, `??` for
//! `Maybe`, and a `-` before a member says that it is gone. Behind a name and a `:` stands what
//! the document said of a text or a number that any other one fits into, as behind `of:` of those
//! of operations themselves and in lines of headers:
//!
//! ```text
//! op GET /pets/{} get_pet gives:200:application/json of:path:0=integer/int64
//! type /components/schemas/Pet types::Pet struct born:text?
//! header x-rate-limit integer
//! ```
//!
//! `:box` stands behind what is in a `Box`, and `:is/cat` behind what is sent as `cat` unless a
//! program says otherwise.

use std::fmt::Write as _;

use crate::rust::{
    LockedBody, LockedForm, LockedMember, LockedOperation, LockedPrecision, LockedScalar,
    LockedType,
};

/// What stands before the form of a type that programs make values of.
const SENT: &str = "sent-";

/// What stands behind the name of what is in a `Box`.
const BOXED: &str = "box";

/// What stands behind the name of a property, and before the value that it has.
const SENT_AS: &str = "is/";

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LockedLine {
    /// The names of an operation, by its place.
    Operation(String, LockedOperation),
    /// The names of a type, by its place.
    Type(String, LockedType),
    /// A name that the type at a place had before.
    Former(String, LockedType),
    /// The name of the place of a type that is called after several.
    Own(String, LockedType),
    /// What a header of answers holds.
    Header(String, LockedScalar),
}

/// Reads a line.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn parse_line(line: &str) -> Result<LockedLine, String> {
    let mut words = line.split(' ').filter(|word| !word.is_empty()).peekable();
    let first = words.next_if(|word| matches!(*word, "never" | "was"));
    let is_gone = first == Some("never");
    let kind = words.next().unwrap_or_default();
    if (kind, first) == ("header", None) {
        let name = decode_word(words.next().unwrap_or_default());
        let scalar = parse_scalar(words.next().unwrap_or_default())?;
        return Ok(LockedLine::Header(name, scalar));
    }
    let mut place = decode_word(words.next().unwrap_or_default());
    if !place.starts_with('/') {
        let path = words.next().unwrap_or_default();
        place = format!("{place} {}", decode_word(path));
    }
    let name = words.next().unwrap_or_default();
    match (kind, first) {
        ("op", None | Some("never")) => {
            check_name(name)?;
            let mut operation = LockedOperation {
                name: name.to_owned(),
                is_gone,
                ..LockedOperation::default()
            };
            for word in words {
                match word {
                    // Locks of before 0.1 said so of methods that took parameters besides the
                    // path.
                    "params" => {}
                    "body" => operation.body = LockedBody::Required,
                    "body?" => operation.body = LockedBody::Optional,
                    _ => match (word.strip_prefix("gives:"), word.strip_prefix("of:")) {
                        (Some(key), _) => operation.gives.push(decode_word(key)),
                        (None, Some(part)) => {
                            let (key, scalar) = part.split_once('=').unwrap_or_default();
                            let scalar = parse_scalar(scalar)?;
                            operation.scalars.push((decode_word(key), scalar));
                        }
                        (None, None) => operation.others.push(parse_member(word)?),
                    },
                }
            }
            Ok(LockedLine::Operation(place, operation))
        }
        ("type", _) | ("own", None | Some("never")) => {
            let ident = name
                .strip_prefix("types::")
                .or(name.strip_prefix("operations::"));
            check_name(ident.ok_or_else(|| format!("`{name}` is no path of a type"))?)?;
            let form = words.next().unwrap_or_default();
            let (form, is_sent) = match form.strip_prefix(SENT) {
                Some(form) => (form, true),
                None => (form, false),
            };
            let (form, scalar) = split_scalar(form)?;
            let (form, required) = parse_form(form)?;
            let members = words.map(parse_member).collect::<Result<_, _>>()?;
            let ty = LockedType {
                name: name.to_owned(),
                form,
                is_sent,
                required,
                scalar,
                members,
                is_gone,
            };
            Ok(match (kind, first) {
                ("own", _) => LockedLine::Own(place, ty),
                (_, Some("was")) => LockedLine::Former(place, ty),
                _ => LockedLine::Type(place, ty),
            })
        }
        _ => Err(
            "a line is an `op`, a `type` or an `own`, with `never` or `was` before it".to_owned(),
        ),
    }
}

/// `struct(PetRequired)`.
fn parse_form(word: &str) -> Result<(LockedForm, Option<String>), String> {
    let (form, required) = match word.strip_suffix(')').and_then(|word| word.split_once('(')) {
        Some((form, required)) => (form, Some(required)),
        None => (word, None),
    };
    if let Some(required) = required {
        check_name(required)?;
    }
    let found = LockedForm::ALL.into_iter().find(|one| one.as_str() == form);
    let found = found.ok_or_else(|| format!("`{form}` is no form of a type"))?;
    Ok((found, required.map(str::to_owned)))
}

fn parse_member(word: &str) -> Result<LockedMember, String> {
    let (word, is_gone) = match word.strip_prefix('-') {
        Some(word) => (word, true),
        None => (word, false),
    };
    let (plain, around) = match (word.strip_suffix("??"), word.strip_suffix('?')) {
        (Some(plain), _) => (plain, LockedPrecision::Maybe),
        (None, Some(plain)) => (plain, LockedPrecision::Option),
        (None, None) => (word, LockedPrecision::Always),
    };
    // A word without a `=` is a name, which has no `:` in it.
    let (key, name) = match plain.split_once('=') {
        Some((key, name)) => (Some(key), name),
        None => (None, plain),
    };
    let mut marks = name.split(':');
    let name = marks.next().unwrap_or_default();
    let key = key.unwrap_or(name);
    check_name(name)?;
    let mut member = LockedMember {
        around,
        is_gone,
        ..LockedMember::new(decode_word(key), name)
    };
    for mark in marks {
        match (mark, mark.strip_prefix(SENT_AS)) {
            (BOXED, _) => member.is_boxed = true,
            (_, Some(tag)) => member.tag = Some(decode_word(tag)),
            _ => member.scalar = Some(parse_scalar(mark)?),
        }
    }
    Ok(member)
}

/// `born:text/date`: what stands before the colon, and what is said of a text or number.
fn split_scalar(word: &str) -> Result<(&str, Option<LockedScalar>), String> {
    match word.split_once(':') {
        Some((word, scalar)) => Ok((word, Some(parse_scalar(scalar)?))),
        None => Ok((word, None)),
    }
}

fn parse_scalar(word: &str) -> Result<LockedScalar, String> {
    let scalar = LockedScalar::parse(&decode_word(word));
    scalar.ok_or_else(|| format!("`{word}` is no `text`, `integer` or `number` with its format"))
}

/// Whoever edits the file may name things, and rustc has to take what they write.
fn check_name(name: &str) -> Result<(), String> {
    let mut letters = name.chars();
    let first = letters.next();
    let starts = first.is_some_and(|one| one == '_' || unicode_ident::is_xid_start(one));
    let is_reserved = matches!(name, "_" | "self" | "Self" | "super" | "crate");
    if starts && letters.all(unicode_ident::is_xid_continue) && !is_reserved {
        Ok(())
    } else {
        Err(format!("`{name}` is no name that Rust takes"))
    }
}

impl LockedLine {
    pub(super) fn place(&self) -> &str {
        match self {
            Self::Operation(place, _)
            | Self::Type(place, _)
            | Self::Former(place, _)
            | Self::Own(place, _)
            | Self::Header(place, _) => place,
        }
    }
}

/// Writes an operation's line.
pub(super) fn print_operation(place: &str, operation: &LockedOperation) -> String {
    let never = if operation.is_gone { "never " } else { "" };
    let mut line = format!("{never}op {} {}", encode_place(place), operation.name);
    line.push_str(match operation.body {
        LockedBody::None => "",
        LockedBody::Optional => " body?",
        LockedBody::Required => " body",
    });
    for key in &operation.gives {
        let _ = write!(line, " gives:{}", encode_word(key));
    }
    for (key, scalar) in &operation.scalars {
        let _ = write!(line, " of:{}={}", encode_word(key), print_scalar(scalar));
    }
    print_members(&mut line, &operation.others);
    line
}

/// Writes the line of a header.
pub(super) fn print_header(name: &str, scalar: &LockedScalar) -> String {
    format!("header {} {}", encode_word(name), print_scalar(scalar))
}

fn print_scalar(scalar: &LockedScalar) -> String {
    encode_mark(&scalar.to_string())
}

/// Behind a name, where a `:` is between marks.
fn encode_mark(text: &str) -> String {
    encode_word(text).replace(':', "%3A")
}

/// Writes a type's line; `first` are the words before its place: `was type`.
pub(super) fn print_type(first: &str, place: &str, ty: &LockedType) -> String {
    let form = ty.form.as_str();
    let sent = if ty.is_sent { SENT } else { "" };
    let mut line = format!("{first} {} {} {sent}{form}", encode_place(place), ty.name);
    if let Some(required) = &ty.required {
        let _ = write!(line, "({required})");
    }
    if let Some(scalar) = &ty.scalar {
        let _ = write!(line, ":{}", print_scalar(scalar));
    }
    print_members(&mut line, &ty.members);
    line
}

fn print_members(line: &mut String, members: &[LockedMember]) {
    for member in members {
        let mut key = encode_word(&member.key);
        if key.starts_with('-') {
            key.replace_range(..1, "%2D");
        }
        line.push_str(if member.is_gone { " -" } else { " " });
        line.push_str(&key);
        if key != member.name {
            let _ = write!(line, "={}", member.name);
        }
        if let Some(scalar) = &member.scalar {
            let _ = write!(line, ":{}", print_scalar(scalar));
        }
        if let Some(tag) = &member.tag {
            let _ = write!(line, ":{SENT_AS}{}", encode_mark(tag));
        }
        if member.is_boxed {
            let _ = write!(line, ":{BOXED}");
        }
        line.push_str(match member.around {
            LockedPrecision::Free | LockedPrecision::Always => "",
            LockedPrecision::Option => "?",
            LockedPrecision::Maybe => "??",
        });
    }
}

/// The blank behind the method stays.
fn encode_place(place: &str) -> String {
    match place.split_once(' ') {
        Some((method, path)) if !place.starts_with('/') => {
            format!("{} {}", encode_word(method), encode_word(path))
        }
        _ => encode_word(place),
    }
}

fn encode_word(text: &str) -> String {
    let mut word = String::new();
    for letter in text.chars() {
        if letter.is_whitespace() || letter.is_control() || matches!(letter, '%' | '=' | '?') {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                let _ = write!(word, "%{byte:02X}");
            }
        } else {
            word.push(letter);
        }
    }
    // Nothing at all would be no word.
    if word.is_empty() {
        "%".to_owned()
    } else {
        word
    }
}

fn decode_word(word: &str) -> String {
    let mut bytes = Vec::new();
    let mut parts = word.split('%');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let digits = part
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.extend(digits);
        let rest = if digits.is_some() {
            part.get(2..)
        } else {
            Some(part)
        };
        bytes.extend_from_slice(rest.unwrap_or_default().as_bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
