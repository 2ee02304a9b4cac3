//! serde for errors: what a log or another program wants of them.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Delivery, Error, ErrorKind};

/// By the name of its variant.
impl Serialize for ErrorKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Invalid => "Invalid",
            Self::Auth => "Auth",
            Self::Connect => "Connect",
            Self::Timeout => "Timeout",
            Self::Transport => "Transport",
            Self::Api => "Api",
            Self::Undocumented => "Undocumented",
            Self::Decode => "Decode",
            Self::Pagination => "Pagination",
            Self::File => "File",
        })
    }
}

/// By the name of its variant.
impl Serialize for Delivery {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::NotSent => "NotSent",
            Self::Refused => "Refused",
            Self::MaybeApplied => "MaybeApplied",
            Self::Applied => "Applied",
        })
    }
}

/// What is known besides the type of the failure: `operation`, `kind`, `delivery`, `status`,
/// `attempts`, `request_id`, and `message` as it is displayed, without secrets.
impl<E> Serialize for Error<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Error", 7)?;
        fields.serialize_field("operation", self.operation())?;
        fields.serialize_field("kind", &self.kind())?;
        fields.serialize_field("delivery", &self.delivery())?;
        fields.serialize_field("status", &self.status().map(|status| status.as_u16()))?;
        fields.serialize_field("attempts", &self.attempts())?;
        fields.serialize_field("request_id", &self.request_id())?;
        fields.serialize_field("message", &self.to_string())?;
        fields.end()
    }
}
