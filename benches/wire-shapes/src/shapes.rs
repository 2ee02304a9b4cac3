//! The crates that are compared: the same types with different wire code.

use std::fmt::Write;

/// A way of writing wire code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// No serialisation at all.
    None,
    /// `#[derive(Serialize, Deserialize)]` and serde_json.
    Derive,
    /// Tables, `&[&dyn Encode]` and `&mut [&mut dyn Slot]`.
    Slots,
    /// The same reader and tables without `dyn`: one arm a field.
    Arms,
}

impl Shape {
    pub const ALL: [Self; 4] = [Self::None, Self::Derive, Self::Slots, Self::Arms];

    /// Name of the library; the program's is the same with `_app`.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "shape_none",
            Self::Derive => "shape_derive",
            Self::Slots => "shape_slots",
            Self::Arms => "shape_arms",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::None => "(a) no serialisation",
            Self::Derive => "(b) serde derive",
            Self::Slots => "(c) tables and dyn slots",
            Self::Arms => "(d) tables and one arm a field",
        }
    }

    pub fn has_program(self) -> bool {
        self != Self::None
    }
}

/// A field: its name in Rust, on the wire, its type, and whether it may be absent.
struct Field {
    name: &'static str,
    wire: &'static str,
    ty: String,
    optional: bool,
}

/// Eight fields, as real documents have them; every fourth type ends a chain
/// of references.
fn fields(index: usize) -> Vec<Field> {
    let required = |name, wire, ty: &str| Field {
        name,
        wire,
        ty: ty.to_owned(),
        optional: false,
    };
    let optional = |name, wire, ty: &str| Field {
        name,
        wire,
        ty: ty.to_owned(),
        optional: true,
    };
    let owner = match index % 4 {
        0 => "i64".to_owned(),
        _ => format!("Box<T{}>", index - 1),
    };
    vec![
        required("id", "id", "i64"),
        required("name", "name", "String"),
        optional("description", "description", "String"),
        required("cost", "cost", "f64"),
        required("tags", "tags", "Vec<String>"),
        optional("owner", "owner", &owner),
        optional("is_enabled", "isEnabled", "bool"),
        required("labels", "labels", "BTreeMap<String, String>"),
    ]
}

/// Variants of the union: each is a struct of nine fields and a tag, like the
/// lines of a cost report.
const VARIANTS: usize = 8;

fn variant_fields() -> Vec<Field> {
    let field = |name, ty: &str, optional| Field {
        name,
        wire: name,
        ty: ty.to_owned(),
        optional,
    };
    vec![
        field("billing_feature_name", "String", true),
        field("billing_metric_name", "String", false),
        field("billing_value", "f64", false),
        field("billing_value_unit", "String", false),
        field("cost", "f64", true),
        field("currency", "String", true),
        field("region", "i64", false),
        field("region_id", "i64", false),
        field("flavor", "String", false),
    ]
}

/// The library: `types` structs, and one union.
pub fn library(shape: Shape, types: usize) -> String {
    let mut text = header(shape);
    for index in 0..types {
        let name = format!("T{index}");
        structure(shape, &name, &fields(index), true, &mut text);
    }
    for index in 0..VARIANTS {
        let mut fields = variant_fields();
        // serde keeps the tag of an internally tagged enum to itself.
        if shape != Shape::Derive {
            let ty = "String".to_owned();
            fields.insert(
                0,
                Field {
                    name: "kind",
                    wire: "kind",
                    ty,
                    optional: false,
                },
            );
        }
        structure(shape, &format!("V{index}"), &fields, false, &mut text);
    }
    union(shape, &mut text);
    text
}

fn header(shape: Shape) -> String {
    let mut text = "#![allow(missing_docs)]\nuse std::collections::BTreeMap;\n".to_owned();
    text += match shape {
        Shape::None => "",
        Shape::Derive => "use serde::{Deserialize, Serialize};\n",
        Shape::Slots | Shape::Arms => {
            "use bindery_runtime::Extra;\nuse bindery_runtime::json::{Decode, DecodeError, Encode, Field, Reader, Record, Writer};\n"
        }
    };
    text
}

fn structure(shape: Shape, name: &str, fields: &[Field], open: bool, text: &mut String) {
    let open = open && matches!(shape, Shape::Slots | Shape::Arms);
    let derives = match shape {
        Shape::Derive => ", Serialize, Deserialize",
        Shape::None | Shape::Slots | Shape::Arms => "",
    };
    let _ = write!(
        text,
        "\n#[derive(Debug, Clone, PartialEq{derives})]\npub struct {name} {{\n"
    );
    for Field {
        name,
        wire,
        ty,
        optional,
    } in fields
    {
        let ty = if *optional {
            format!("Option<{ty}>")
        } else {
            ty.clone()
        };
        if shape == Shape::Derive && name != wire {
            let _ = writeln!(text, "    #[serde(rename = \"{wire}\")]");
        }
        if shape == Shape::Derive && *optional {
            *text += "    #[serde(skip_serializing_if = \"Option::is_none\")]\n";
        }
        let _ = writeln!(text, "    pub {name}: {ty},");
    }
    if open {
        *text += "    pub extra: Extra,\n";
    }
    *text += "}\n";
    match shape {
        Shape::None | Shape::Derive => {}
        Shape::Slots => {
            table(name, fields, text);
            slots(name, fields, open, text);
        }
        Shape::Arms => {
            table(name, fields, text);
            arms(name, fields, open, text);
        }
    }
}

fn table(name: &str, fields: &[Field], text: &mut String) {
    let _ = writeln!(
        text,
        "static TABLE_{name}: Record = Record::new(\"{name}\", &["
    );
    for Field { wire, optional, .. } in fields {
        let presence = if *optional { "optional" } else { "required" };
        let _ = writeln!(text, "    Field::{presence}(\"{wire}\"),");
    }
    *text += "]);\n";
}

/// `f0, f1, f2` with something around each.
fn locals(fields: &[Field], around: impl Fn(usize) -> String) -> String {
    (0..fields.len()).map(around).collect::<Vec<_>>().join(", ")
}

fn slots(name: &str, fields: &[Field], open: bool, text: &mut String) {
    let rest = if open { "&self.extra" } else { "&()" };
    let values: Vec<String> = fields
        .iter()
        .map(|field| format!("&self.{}", field.name))
        .collect();
    let values = values.join(", ");
    let _ = write!(
        text,
        "impl Encode for {name} {{
    #[inline]
    fn encode(&self, to: &mut Writer) {{
        to.record(&TABLE_{name}, &[{values}], {rest});
    }}
}}
"
    );
    let slots = locals(fields, |index| format!("&mut f{index}"));
    let rest = if open { "&mut extra" } else { "&mut ()" };
    let read = format!("        from.record(&TABLE_{name}, &mut [{slots}], {rest})?;\n");
    decode(name, fields, open, &read, text);
}

fn arms(name: &str, fields: &[Field], open: bool, text: &mut String) {
    let rest = if open { "&self.extra" } else { "&()" };
    let _ = write!(
        text,
        "impl Encode for {name} {{
    #[inline]
    fn encode(&self, to: &mut Writer) {{
        to.object(&TABLE_{name}, |to| {{
"
    );
    for (
        index,
        Field {
            name: field,
            optional,
            ..
        },
    ) in fields.iter().enumerate()
    {
        let method = if *optional { "maybe" } else { "always" };
        let _ = writeln!(
            text,
            "            to.{method}(&TABLE_{name}, {index}, &self.{field});"
        );
    }
    let _ = write!(text, "        }}, {rest});\n    }}\n}}\n");
    let rest = if open { "&mut extra" } else { "&mut ()" };
    let mut read = format!(
        "        let mut walk = from.walk(&TABLE_{name})?;
        while let Some(index) = from.next_field(&mut walk, &TABLE_{name}, {rest})? {{
            let filled = match index {{
"
    );
    for index in 0..fields.len() {
        let _ = writeln!(
            read,
            "                {index} => from.into(&TABLE_{name}, {index}, &mut f{index}),"
        );
    }
    read += "                _ => Ok(()),\n            };\n            filled?;\n        }\n";
    decode(name, fields, open, &read, text);
}

/// What both kinds of `decode` have around the reading itself.
fn decode(name: &str, fields: &[Field], open: bool, read: &str, text: &mut String) {
    let variables = locals(fields, |index| format!("mut f{index}"));
    let nones = locals(fields, |_| "None".to_owned());
    let indices = || fields.iter().enumerate();
    let required: Vec<usize> = indices()
        .filter(|(_, field)| !field.optional)
        .map(|(index, _)| index)
        .collect();
    let join =
        |around: fn(&usize) -> String| required.iter().map(around).collect::<Vec<_>>().join(", ");
    let (some, plain) = (
        join(|index| format!("Some(f{index})")),
        join(|index| format!("f{index}")),
    );
    let mut members: Vec<String> = indices()
        .map(|(index, field)| format!("{}: f{index}", field.name))
        .collect();
    let mut extra = "";
    if open {
        members.push("extra".to_owned());
        extra = "        let mut extra = Extra::new();\n";
    }
    let members = members.join(", ");
    let _ = write!(
        text,
        "impl Decode for {name} {{
    #[inline]
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {{
        let ({variables}) = ({nones});
{extra}{read}        let ({some}) = ({plain}) else {{
            return Err(from.incomplete(&TABLE_{name}));
        }};
        Ok(Self {{ {members} }})
    }}
}}
"
    );
}

/// A union of which the tag tells the variant.
fn union(shape: Shape, text: &mut String) {
    let derives = match shape {
        Shape::Derive => ", Serialize, Deserialize)]\n#[serde(tag = \"kind\")]",
        Shape::None | Shape::Slots | Shape::Arms => ")]",
    };
    let _ = write!(
        text,
        "\n#[derive(Debug, Clone, PartialEq{derives}\npub enum Union {{\n"
    );
    for index in 0..VARIANTS {
        if shape == Shape::Derive {
            let _ = writeln!(text, "    #[serde(rename = \"kind_{index}\")]");
        }
        let _ = writeln!(text, "    V{index}(Box<V{index}>),");
    }
    *text += "}\n";
    if matches!(shape, Shape::None | Shape::Derive) {
        return;
    }
    *text += "impl Encode for Union {\n    #[inline]\n    fn encode(&self, to: &mut Writer) {\n        match self {\n";
    for index in 0..VARIANTS {
        let _ = writeln!(
            text,
            "            Self::V{index}(value) => value.encode(to),"
        );
    }
    let tags: Vec<String> = (0..VARIANTS)
        .map(|index| format!("\"kind_{index}\""))
        .collect();
    let tags = tags.join(", ");
    let _ = write!(
        text,
        "        }}\n    }}\n}}\nimpl Decode for Union {{
    #[inline]
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {{
        match from.tag(\"kind\", &[{tags}])? {{
"
    );
    for index in 0..VARIANTS {
        let _ = writeln!(
            text,
            "            Some({index}) => from.read().map(Self::V{index}),"
        );
    }
    *text += "            _ => Err(from.error(\"an unknown tag\")),\n        }\n    }\n}\n";
}

/// The program: decodes and encodes every fifth type, and tells how fast.
pub fn program(shape: Shape, types: usize) -> String {
    let (read, write) = match shape {
        Shape::Derive | Shape::None => (
            "serde_json::from_str(body).unwrap()",
            "serde_json::to_string(&value).unwrap()",
        ),
        Shape::Slots | Shape::Arms => (
            "bindery_runtime::json::from_json(body).unwrap()",
            "bindery_runtime::json::to_json(&value)",
        ),
    };
    let library = shape.name();
    let mut text = include_str!("../templates/program.rs").to_owned();
    let mut calls = String::new();
    for index in (3..types).step_by(5) {
        let _ = writeln!(calls, "    run!(T{index}, &bodies.records[{}]);", index % 4);
    }
    for (from, to) in [
        ("LIBRARY", library),
        ("READ", read),
        ("WRITE", write),
        ("    CALLS\n", &calls),
    ] {
        text = text.replace(from, to);
    }
    text
}
