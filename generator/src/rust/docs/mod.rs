//! Documentation of the generated code: the document's text as clean Markdown,
//! and what the schema says besides.
//!
//! Takes CommonMark as people write it into documents, gives lines that rustdoc
//! and clippy have nothing to say against.

mod facts;
mod markdown;
mod render;
mod text;

mod wrap;

pub(super) use facts::{describe_facts, make_code_span};
pub(super) use markdown::one_line;
pub(super) use text::plain_line;

use super::cx::ShapeCx;
use super::model;
use super::names::operations::OperationNames;
use super::names::{MethodIdent, SubClientName};
use crate::api::{self, TypeId};
use crate::printable::{CodeSpan, DocLine, WebLink};

/// Builds documentation paragraph by paragraph.
#[derive(Debug, Default)]
pub(super) struct Writer {
    lines: Vec<DocLine>,
}

impl Writer {
    /// Adds Markdown of the document.
    pub(super) fn markdown(&mut self, text: &str) -> &mut Self {
        self.paragraph(markdown::clean_markdown(text))
    }

    /// Adds lines of this program's own, as they are.
    pub(super) fn own(&mut self, line: impl Into<String>) -> &mut Self {
        self.paragraph(vec![line.into()])
    }

    /// Adds what a schema or parameter says: its text, and its facts.
    pub(super) fn docs(&mut self, name: &str, docs: &api::ApiDocs) -> &mut Self {
        if let Some(title) = docs
            .title
            .as_deref()
            .filter(|title| says_more(title, name, docs))
        {
            self.markdown(title);
        }
        if let Some(description) = &docs.description {
            self.markdown(description);
        }
        if let Some(link) = docs.link.as_deref() {
            let link = WebLink::new(link)
                .map(|link| format!("<{link}>"))
                .or_else(|| make_code_span(link).map(|shown| shown.to_string()));
            if let Some(link) = link {
                self.own(format!("See {link}."));
            }
        }
        self
    }

    /// Adds an item of a list.
    pub(super) fn item(&mut self, text: String) -> &mut Self {
        let mut lines = wrap::wrap_at_blanks(&text, markdown::WIDTH - 2).into_iter();
        let first = lines.next().map(|line| format!("- {line}"));
        let lines: Vec<String> = first
            .into_iter()
            .chain(lines.map(|line| format!("  {line}")))
            .collect();
        let outer = |line: &&DocLine| !line.as_str().starts_with("  ");
        let last = self.lines.iter().rev().find(outer);
        if last.is_some_and(|line| line.as_str().starts_with("- ")) {
            self.lines.extend(DocLine::paragraph(lines));
        } else {
            self.paragraph(lines);
        }
        self
    }

    /// Adds lines as a paragraph of their own.
    pub(super) fn paragraph(&mut self, lines: Vec<String>) -> &mut Self {
        self.block(DocLine::paragraph(lines))
    }

    /// Adds lines that are ready as a block of their own.
    pub(super) fn block(&mut self, lines: Vec<DocLine>) -> &mut Self {
        if lines.is_empty() {
            return self;
        }
        if !self.lines.is_empty() {
            self.lines.push(DocLine::gap());
        }
        self.lines.extend(lines);
        self
    }

    /// Whether nothing was added yet.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The documentation; `fallback`, if there is any, stands for one that says nothing.
    pub(super) fn finish(&mut self, deprecated: bool, fallback: &str) -> model::ItemDocs {
        if self.is_empty() && !fallback.is_empty() {
            self.own(fallback);
        }
        model::ItemDocs {
            lines: std::mem::take(&mut self.lines),
            deprecated,
        }
    }
}

/// Documentation of a property or parameter. What a type without a name of its
/// own says is said here, and the name that travels, where the field has another one.
pub(super) fn of_field(
    cx: &ShapeCx,
    ident: &str,
    wire: &str,
    ty: TypeId,
    docs: &api::ApiDocs,
) -> model::ItemDocs {
    let own = cx.arena.get(ty);
    // What a type without a name says has no page of its own, so that it is said where the type is
    // used.
    let silent = docs.description.is_none() && docs.title.is_none();
    let docs = if silent && !cx.arena.is_nominal(ty) {
        &merge_docs(docs, &own.docs)
    } else {
        docs
    };
    let mut writer = Writer::default();
    writer.docs(wire, docs);
    if writer.is_empty()
        && !repeats_name(wire, ident)
        && let Some(wire) = make_code_span(wire)
    {
        writer.own(format!("{wire}."));
    }
    if let Some(facts) = describe_facts(cx.arena.bare(ty), docs) {
        writer.own(facts);
    }
    writer.finish(docs.deprecated, "")
}

/// Documentation of a header of a part.
pub(super) fn of_part_header(
    cx: &ShapeCx,
    property: &str,
    header: &api::TypedHeader,
) -> model::ItemDocs {
    let code = |name: &str| make_code_span(name).unwrap_or_default();
    let (part, name) = (code(property), code(&header.name));
    let own = format!("The header {name} of the part {part}.");
    let said = header.docs.description.as_deref().unwrap_or_default();
    let docs = api::ApiDocs {
        description: Some(format!("{own}\n\n{said}")),
        ..header.docs.clone()
    };
    of_field(cx, "", &header.name, header.ty.id, &docs)
}

fn merge_docs(place: &api::ApiDocs, ty: &api::ApiDocs) -> api::ApiDocs {
    api::ApiDocs {
        title: ty.title.clone(),
        description: ty.description.clone(),
        deprecated: place.deprecated || ty.deprecated,
        examples: if place.examples.is_empty() {
            ty.examples.clone()
        } else {
            place.examples.clone()
        },
        default: place.default.clone().or_else(|| ty.default.clone()),
        link: place.link.clone().or_else(|| ty.link.clone()),
    }
}

/// A link to the method of an operation, from the module of its types.
pub(super) fn link_method(names: &OperationNames) -> String {
    link_method_of(names.client.as_ref(), "", &names.method)
}

/// A link to a method of a client; a group's is in the module at `path`.
pub(super) fn link_method_of(
    client: Option<&SubClientName>,
    path: &str,
    method: &MethodIdent,
) -> String {
    // Without `r#`: rustdoc takes what follows `#` for a place on the page.
    let name = method.as_str();
    match client {
        None => format!("[`Client::{name}`]"),
        Some(client) => {
            let (get, ident) = (&client.method, &client.ident);
            format!("[`{get}().{name}`]({path}{ident}::{name})")
        }
    }
}

/// Documentation of what several fields have in common: the paragraphs that all of
/// them begin with, else its name, and what becomes of variants that nobody knows yet.
pub(super) fn of_shared(property: &str, all: &[&model::ItemDocs]) -> model::ItemDocs {
    let mut lines = common_paragraphs(all);
    if lines.is_empty() {
        let name = CodeSpan::new(property).map(|name| format!(" {name}"));
        let name = name.unwrap_or_default();
        lines = wrap_markdown(&format!("The property{name}, which all variants have."));
    }
    lines.push(DocLine::gap());
    lines.extend(wrap_markdown(
        "Read from a variant that the document does not name, too: `None` where it is missing or has another form.",
    ));
    of_lines(lines)
}

fn common_paragraphs(all: &[&model::ItemDocs]) -> Vec<DocLine> {
    let Some((first, others)) = all.split_first() else {
        return Vec::new();
    };
    let same = |(at, line): &(usize, &DocLine)| {
        let mut others = others.iter();
        others.all(|docs| docs.lines.get(*at) == Some(*line))
    };
    let lines = first.lines.iter().enumerate().take_while(same).count();
    let is_whole = |end: usize| {
        let mut all = all.iter();
        all.all(|docs| {
            docs.lines
                .get(end)
                .is_none_or(|line| *line == DocLine::gap())
        })
    };
    let end = (0..=lines).rev().find(|end| is_whole(*end)).unwrap_or(0);
    first.lines.iter().take(end).cloned().collect()
}

/// Documentation of one line that is clean Markdown.
pub(super) fn of_line(line: String) -> model::ItemDocs {
    of_lines(DocLine::paragraph(vec![line]))
}

/// Documentation of some lines.
pub(super) fn of_lines(lines: Vec<DocLine>) -> model::ItemDocs {
    model::ItemDocs {
        lines,
        deprecated: false,
    }
}

/// Clean Markdown, broken into lines.
pub(super) fn wrap_markdown(text: &str) -> Vec<DocLine> {
    DocLine::paragraph(wrap::wrap_at_blanks(text, markdown::WIDTH))
}

/// Whether a name of the document is the identifier made of it, but for case and for what
/// no identifier can hold: saying it again helps nobody.
pub(super) fn repeats_name(name: &str, ident: &str) -> bool {
    keep_letters(name) == keep_letters(ident)
}

fn keep_letters(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a title says what neither the name nor the text says: many documents
/// repeat the name as the title of everything.
fn says_more(title: &str, name: &str, docs: &api::ApiDocs) -> bool {
    let own = keep_letters(title);
    let description = docs
        .description
        .as_deref()
        .map(keep_letters)
        .unwrap_or_default();
    !own.is_empty() && !keep_letters(name).ends_with(&own) && !description.starts_with(&own)
}
