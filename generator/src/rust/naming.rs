//! Rules for names that users give, by what is named.

/// How names of the document become names of Rust, beyond case and what no identifier can
/// hold.
///
/// What an overlay names (`x-bindery-name`) is called so, whatever the rules say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameRules {
    /// For schemas under `components/schemas`, and whatever is named after them: schemas
    /// inside them, and variants of unions.
    pub schemas: NameRule,
}

/// What becomes of names of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameRule {
    /// What names lose at their beginning: the first of these that they begin with.
    pub strip_prefix: Vec<String>,
    /// What names lose at their end: the first of these that they end with.
    pub strip_suffix: Vec<String>,
}

impl NameRule {
    /// The name without what is stripped; as it is where nothing would be left.
    ///
    /// ```
    /// use bindery::rust::NameRule;
    ///
    /// let rule = NameRule {
    ///     strip_suffix: vec!["Serializer".to_owned()],
    ///     ..NameRule::default()
    /// };
    /// assert_eq!(rule.shorten("InvoiceSerializer"), "Invoice");
    /// assert_eq!(rule.shorten("Serializer"), "Serializer");
    /// ```
    pub fn shorten<'n>(&self, name: &'n str) -> &'n str {
        let is_name = |rest: &&str| rest.contains(char::is_alphanumeric);
        let mut prefixes = self.strip_prefix.iter();
        let behind = prefixes.find_map(|prefix| name.strip_prefix(prefix.as_str()));
        let name = behind.filter(is_name).unwrap_or(name);
        let mut suffixes = self.strip_suffix.iter();
        let before = suffixes.find_map(|suffix| name.strip_suffix(suffix.as_str()));
        before.filter(is_name).unwrap_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::NameRule;

    fn shortened(name: &str, prefixes: &[&str], suffixes: &[&str]) -> String {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let rule = NameRule {
            strip_prefix: owned(prefixes),
            strip_suffix: owned(suffixes),
        };
        rule.shorten(name).to_owned()
    }

    #[test]
    fn names_lose_one_prefix_and_one_suffix() {
        let cases = [
            ("ApiPetDto", "Pet"),
            ("ApiApiPet", "ApiPet"),
            ("PetDtoSerializer", "PetDto"),
            ("Pet", "Pet"),
            ("Api", "Api"),
            ("Dto", "Dto"),
            ("Api_", "Api_"),
            ("PetDtos", "PetDtos"),
        ];
        for (name, expected) in cases {
            let found = shortened(name, &["Api"], &["Dto", "Serializer"]);
            assert_eq!(found, expected, "{name}");
        }
    }
}
