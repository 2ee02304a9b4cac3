//! Amounts of money whose type is a binary floating point number.

use heck::ToSnakeCase as _;

use super::{Complaint, ComplaintKind, Examined, Mend};
use crate::diagnostics::Place;
use crate::rust::{NumberType, Options};
use crate::source::{Node, Pointer};

/// Words of names of amounts.
const WORDS: [&str; 22] = [
    "amount", "amounts", "balance", "charge", "charges", "cost", "costs", "credit", "debit",
    "discount", "fee", "fees", "payment", "payout", "price", "prices", "refund", "revenue",
    "salary", "subtotal", "tax", "total",
];

/// Words by which a number is a share, a count, a time or another measure, whatever else its name says.
const OTHER_WORDS: [&str; 37] = [
    "area",
    "bytes",
    "calories",
    "count",
    "cpu",
    "days",
    "depth",
    "distance",
    "duration",
    "energy",
    "height",
    "hours",
    "items",
    "latency",
    "length",
    "mass",
    "memory",
    "minutes",
    "pages",
    "percent",
    "percentage",
    "power",
    "quantity",
    "rate",
    "ratio",
    "score",
    "seconds",
    "size",
    "temperature",
    "time",
    "times",
    "tokens",
    "units",
    "volume",
    "votes",
    "weight",
    "width",
];

/// All amounts of a document that are `number` without an exact format.
pub(super) fn list_inexact_money(examined: &Examined, options: &Options) -> Vec<Complaint> {
    if options.number == NumberType::Decimal {
        return Vec::new();
    }
    let mut complaints = Vec::new();
    collect_inexact_money(&examined.root, Pointer::root(), &mut |name, schema| {
        complaints.push(Complaint {
            kind: ComplaintKind::Money,
            code: None,
            message: format!("`{name}` looks like money and is a number that rounds"),
            place: Some(Place::NodeIn(examined.file.clone(), schema.clone())),
            mend: Mend::update(&examined.root, schema, &[("format", "decimal")]),
        });
    });
    complaints
}

/// Meets every schema of an amount. Documents are nested no deeper than their reader allows.
fn collect_inexact_money(node: &Node, at: Pointer, meet: &mut impl FnMut(&str, &Pointer)) {
    match node {
        Node::Map(map) => {
            if let Some(properties) = node.get("properties").and_then(Node::as_map) {
                let place = at.join("properties");
                let named = properties.iter();
                let amounts = named.filter(|(name, schema)| is_inexact_amount(name, schema));
                amounts.for_each(|(name, _)| meet(name, &place.join(name)));
            }
            if let (Some(Node::String(name)), Some(_), Some(schema)) =
                (node.get("name"), node.get("in"), node.get("schema"))
                && is_inexact_amount(name, schema)
            {
                meet(name, &at.join("schema"));
            }
            for (key, inner) in map {
                // What stands in examples is no schema.
                if !matches!(
                    &**key,
                    "example" | "examples" | "default" | "enum" | "const"
                ) {
                    collect_inexact_money(inner, at.join(key), meet);
                }
            }
        }
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_inexact_money(item, at.join(index), meet);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}

fn is_inexact_amount(name: &str, schema: &Node) -> bool {
    let is_number = match schema.get("type") {
        Some(Node::String(name)) => &**name == "number",
        Some(Node::List(types)) => types.iter().any(|one| one.as_str() == Some("number")),
        _ => false,
    };
    let format = schema.get("format").and_then(Node::as_str);
    let is_binary = matches!(format, None | Some("float" | "double"));
    is_number && is_binary && is_amount_name(name)
}

fn is_amount_name(name: &str) -> bool {
    let name = name.to_snake_case();
    let has = |words: &[&str]| name.split('_').any(|word| words.contains(&word));
    has(&WORDS) && !has(&OTHER_WORDS)
}

#[cfg(test)]
mod tests {
    use super::is_amount_name;

    #[test]
    fn amounts_are_told_by_their_names() {
        for name in ["total", "unitPrice", "fee_amount", "TotalCost", "balance"] {
            assert!(is_amount_name(name), "{name}");
        }
        for name in [
            "totally",
            "tax_rate",
            "total_count",
            "specimenTotalVolume",
            "weight",
            "costume",
            "",
        ] {
            assert!(!is_amount_name(name), "{name}");
        }
    }
}
