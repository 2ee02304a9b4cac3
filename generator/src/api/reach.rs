//! Which types a shape or an operation holds.

use super::types::{
    BodyKind, Content, Operation, OtherProperties, Response, Shape, TypeId, TypeUse,
};

impl Shape {
    /// The types that it holds, not those inside these.
    pub fn inner(&self) -> Vec<TypeId> {
        match self {
            Self::Any
            | Self::Never
            | Self::Null
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Enum(_)
            | Self::Const(_) => Vec::new(),
            Self::Struct(object) => {
                let fields = object.fields.values().map(|field| field.ty);
                fields.chain(object.rest.inner()).collect()
            }
            Self::Map(map) => vec![map.value.id],
            Self::List(list) => vec![list.item.id],
            Self::Tuple(tuple) => tuple.items.iter().map(|item| item.id).collect(),
            Self::Union(union) => union.variants.iter().map(|variant| variant.ty).collect(),
            Self::Alias(target) => vec![target.id],
        }
    }

    /// The types whose names or texts stand in the text of a type, if it is no item of its
    /// own: lists, maps, tuples and aliases are written out where they are used.
    pub fn written_inside(&self) -> Vec<TypeId> {
        match self {
            Self::List(_) | Self::Map(_) | Self::Tuple(_) | Self::Alias(_) => self.inner(),
            Self::Any
            | Self::Never
            | Self::Null
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Enum(_)
            | Self::Const(_)
            | Self::Struct(_)
            | Self::Union(_) => Vec::new(),
        }
    }
}

impl OtherProperties {
    /// The type of the values, if it is known.
    pub fn inner(&self) -> Option<TypeId> {
        match self {
            Self::Of(of) => Some(of.id),
            Self::Any | Self::Closed => None,
        }
    }
}

impl Operation {
    /// The types that its requests hold, not those inside these.
    pub fn sent(&self) -> Vec<TypeId> {
        let parameters = self.parameters.iter().map(|parameter| parameter.ty.id);
        let contents = self.request_body.iter().flat_map(|body| &body.contents);
        let contents =
            contents.flat_map(|content| of_parts(content).chain(find_body_type(content)));
        parameters.chain(contents).collect()
    }

    /// The types that its responses hold, not those inside these.
    pub fn received(&self) -> Vec<TypeId> {
        let answers = self.successes.iter().chain(&self.failures);
        answers.flat_map(of_answer).collect()
    }
}

impl Response {
    /// The types of its bodies and headers.
    pub fn types(&self) -> Vec<TypeId> {
        of_answer(self).collect()
    }
}

fn of_answer(answer: &Response) -> impl Iterator<Item = TypeId> {
    let headers = answer.headers.iter().map(|header| header.ty.id);
    answer
        .contents
        .iter()
        .filter_map(find_body_type)
        .chain(headers)
}

/// The types of the headers of parts.
fn of_parts(content: &Content) -> impl Iterator<Item = TypeId> {
    let encodings = match &content.body {
        BodyKind::Multipart(_, encodings) => Some(encodings),
        BodyKind::Json(_)
        | BodyKind::Form(..)
        | BodyKind::Text(_)
        | BodyKind::Plain(_)
        | BodyKind::Binary
        | BodyKind::EventStream(_)
        | BodyKind::JsonLines(_) => None,
    };
    let encodings = encodings.into_iter().flat_map(|them| them.values());
    let headers = encodings.flat_map(|encoding| &encoding.headers);
    headers.map(|header| header.ty.id)
}

fn find_body_type(content: &Content) -> Option<TypeId> {
    match &content.body {
        BodyKind::Json(of)
        | BodyKind::Form(of, _)
        | BodyKind::Multipart(of, _)
        | BodyKind::Plain(of)
        | BodyKind::Text(Some(of))
        | BodyKind::JsonLines(of) => Some(of),
        BodyKind::EventStream(data) => data.ty(),
        BodyKind::Text(None) | BodyKind::Binary => None,
    }
    .map(|of: &TypeUse| of.id)
}
