//! The keys that name parts of a document for programs: bindery's own, which overlays
//! write, and those of other generators, which vendors have written already.
//!
//! `generator/NAMES.md` has the same table for users.

/// What bindery's own key is called wherever something can be named.
pub(crate) const OWN_KEY: &str = "x-bindery-name";

/// What bindery's own key for the values of an `enum` is called.
pub(crate) const OWN_VALUES_KEY: &str = "x-bindery-names";

/// What a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamedPart {
    /// A type.
    Schema,
    /// A field of a struct.
    Property,
    /// A variant of an enum.
    Value,
    /// A method.
    Operation,
    /// What operations belong to, before the method's name.
    Group,
    /// An argument or a field of the parameters.
    Parameter,
    /// A module of operations.
    Tag,
}

/// How a name stands under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameForm {
    /// A text.
    Text,
    /// A text, or a list of texts.
    Texts,
    /// An object whose member of this name is a text.
    Member(&'static str),
    /// A text, or an object that holds one for Rust or for all languages, under one of
    /// several members.
    ByLanguage,
    /// Names of values: a list in the order of the values, or an object by value.
    List,
    /// An object by value, of objects with `name`.
    Objects,
    /// An object whose `values` is a list of `{value, name}`.
    Entries,
}

/// A key that names something.
pub(crate) struct NameKey {
    pub(crate) key: &'static str,
    pub(crate) part: NamedPart,
    pub(crate) form: NameForm,
}

const fn row(part: NamedPart, key: &'static str, form: NameForm) -> NameKey {
    NameKey { key, part, form }
}

/// All of them; of those of one part, the first that a place has counts.
pub(crate) const NAME_KEYS: [NameKey; 34] = [
    row(NamedPart::Schema, OWN_KEY, NameForm::Text),
    row(NamedPart::Schema, "x-fern-type-name", NameForm::Text),
    row(
        NamedPart::Schema,
        "x-speakeasy-name-override",
        NameForm::Text,
    ),
    row(
        NamedPart::Schema,
        "x-stainless-naming",
        NameForm::ByLanguage,
    ),
    row(NamedPart::Schema, "x-ms-client-name", NameForm::Text),
    row(NamedPart::Schema, "x-ms-enum", NameForm::Member("name")),
    row(NamedPart::Schema, "x-ogen-name", NameForm::Text),
    row(NamedPart::Schema, "x-go-name", NameForm::Text),
    row(NamedPart::Property, OWN_KEY, NameForm::Text),
    row(NamedPart::Property, "x-fern-property-name", NameForm::Text),
    row(
        NamedPart::Property,
        "x-speakeasy-name-override",
        NameForm::Text,
    ),
    row(
        NamedPart::Property,
        "x-stainless-naming",
        NameForm::ByLanguage,
    ),
    row(NamedPart::Property, "x-ms-client-name", NameForm::Text),
    row(NamedPart::Property, "x-go-name", NameForm::Text),
    row(NamedPart::Value, OWN_VALUES_KEY, NameForm::List),
    row(NamedPart::Value, "x-fern-enum", NameForm::Objects),
    row(NamedPart::Value, "x-speakeasy-enums", NameForm::List),
    row(NamedPart::Value, "x-enum-varnames", NameForm::List),
    row(NamedPart::Value, "x-enumNames", NameForm::List),
    row(NamedPart::Value, "x-enum-names", NameForm::List),
    row(NamedPart::Value, "x-ms-enum", NameForm::Entries),
    row(NamedPart::Operation, OWN_KEY, NameForm::Text),
    row(
        NamedPart::Operation,
        "x-fern-sdk-method-name",
        NameForm::Text,
    ),
    row(
        NamedPart::Operation,
        "x-speakeasy-name-override",
        NameForm::Text,
    ),
    row(
        NamedPart::Operation,
        "x-stainless-naming",
        NameForm::ByLanguage,
    ),
    row(
        NamedPart::Operation,
        "x-codegen-method-name",
        NameForm::Text,
    ),
    row(NamedPart::Group, "x-fern-sdk-group-name", NameForm::Texts),
    row(NamedPart::Group, "x-speakeasy-group", NameForm::Texts),
    row(NamedPart::Parameter, OWN_KEY, NameForm::Text),
    row(
        NamedPart::Parameter,
        "x-fern-parameter-name",
        NameForm::Text,
    ),
    row(
        NamedPart::Parameter,
        "x-speakeasy-name-override",
        NameForm::Text,
    ),
    row(
        NamedPart::Parameter,
        "x-stainless-naming",
        NameForm::ByLanguage,
    ),
    row(NamedPart::Parameter, "x-ms-client-name", NameForm::Text),
    row(NamedPart::Tag, OWN_KEY, NameForm::Text),
];

/// Whether a key names a part of this kind.
pub(crate) fn is_name_key(key: &str, part: NamedPart) -> bool {
    list_name_keys(part).any(|row| row.key == key)
}

/// The keys of a part, in their order.
pub(crate) fn list_name_keys(part: NamedPart) -> impl Iterator<Item = &'static NameKey> {
    NAME_KEYS.iter().filter(move |row| row.part == part)
}

#[cfg(test)]
mod tests {
    use super::{NAME_KEYS, NameForm, NamedPart};

    fn print_part(part: NamedPart) -> &'static str {
        match part {
            NamedPart::Schema => "schema: the type",
            NamedPart::Property => "property: the field",
            NamedPart::Value => "values of an `enum`: the variants",
            NamedPart::Operation => "operation: the method",
            NamedPart::Group => "operation: what stands before the method's name",
            NamedPart::Parameter => "parameter: the argument or field",
            NamedPart::Tag => "tag: the module",
        }
    }

    fn print_form(form: NameForm) -> String {
        match form {
            NameForm::Text => "`NAME`".to_owned(),
            NameForm::Texts => "`NAME` or `[NAME, …]`".to_owned(),
            NameForm::Member(member) => format!("`{{{member}: NAME}}`"),
            NameForm::ByLanguage => "`NAME` or `{rust: NAME}`".to_owned(),
            NameForm::List => "`[NAME, …]` or `{VALUE: NAME}`".to_owned(),
            NameForm::Objects => "`{VALUE: {name: NAME}}`".to_owned(),
            NameForm::Entries => "`{values: [{value: VALUE, name: NAME}]}`".to_owned(),
        }
    }

    /// The documentation lists what is read, in the order in which it is read.
    #[test]
    fn documentation_lists_all_keys() {
        let row = |row: &super::NameKey| {
            let (part, form) = (print_part(row.part), print_form(row.form));
            format!("| `{}` | {part} | {form} |", row.key)
        };
        let read: Vec<String> = NAME_KEYS.iter().map(row).collect();
        let document = include_str!("../NAMES.md");
        let listed = document.lines().filter(|line| line.starts_with("| `x-"));
        assert_eq!(listed.collect::<Vec<_>>(), read);
    }
}
