use super::types;
use bindery_runtime::Extra;
use bindery_runtime::json::{Decode, DecodeError, Encode, Field, Reader, Record, Rule, Writer};

static API_ERROR: Record = Record::new(
    "ApiError",
    &[
        Field::required("title"),
        Field::required("status"),
        Field::optional("detail"),
    ],
);

static RESOURCE: Record = Record::new("Resource", &[Field::required("name")]);

static PAGE: Record = Record::new(
    "Page",
    &[Field::required("count"), Field::required("resources")],
);

static REPORT_REQUEST: Record = Record::new(
    "ReportRequest",
    &[
        Field::required("from"),
        Field::optional("limit").rules(&[Rule::Minimum("1"), Rule::Maximum("100")]),
        Field::optional("offset"),
    ],
);

static HISTORY_REQUEST: Record = Record::new(
    "HistoryRequest",
    &[Field::required("session"), Field::required("starttime")],
);

static HISTORY: Record = Record::new(
    "History",
    &[
        Field::required("result"),
        Field::optional("error"),
        Field::optional("array"),
    ],
);

/// Stands for what bindery writes out for each struct.
macro_rules! record {
    ($type:ident, $table:ident, [$($field:ident: $presence:ident),*]) => {
        impl Encode for types::$type {
            #[inline]
            fn encode(&self, to: &mut Writer) {
                to.record(&$table, &[$(&self.$field),*], &self.extra);
            }
        }
        impl Decode for types::$type {
            #[inline]
            fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                $(let mut $field = None;)*
                let mut extra = Extra::new();
                from.record(&$table, &mut [$(&mut $field),*], &mut extra)?;
                Ok(Self { $($field: record!($presence, $field, from, $table),)* extra })
            }
        }
    };
    (required, $field:ident, $from:ident, $table:ident) => {
        match $field {
            Some(value) => value,
            None => return Err($from.incomplete(&$table)),
        }
    };
    (optional, $field:ident, $from:ident, $table:ident) => {
        $field
    };
}

record!(ApiError, API_ERROR, [title: required, status: required, detail: optional]);
record!(Resource, RESOURCE, [name: required]);
record!(Page, PAGE, [count: required, resources: required]);
record!(ReportRequest, REPORT_REQUEST, [from: required, limit: optional, offset: optional]);
record!(HistoryRequest, HISTORY_REQUEST, [session: required, starttime: required]);
record!(History, HISTORY, [result: required, error: optional, array: optional]);

bindery_runtime::open_enum!(types::Metric { Domains = "domains", Requests = "requests" });

impl super::operations::BreakdownError {
    pub(in crate::api) fn read(received: &bindery_runtime::Received) -> Result<Self, DecodeError> {
        match received.case() {
            1 => received.json().map(Self::BadRequest),
            2 => received.json().map(Self::NotFound),
            3 => received.empty().map(|()| Self::Conflict),
            4 => received.json().map(Self::ServerError),
            _ => Err(received.undocumented()),
        }
    }
}

impl super::operations::HistoryError {
    pub(in crate::api) fn read(received: &bindery_runtime::Received) -> Result<Self, DecodeError> {
        match received.case() {
            0 => received.json().map(Self::Failure),
            _ => Err(received.undocumented()),
        }
    }
}

impl super::operations::ExportOk {
    pub(in crate::api) fn read(received: &bindery_runtime::Received) -> Result<Self, DecodeError> {
        match received.case() {
            0 => received.json().map(Self::Json),
            1 => received.text().map(Self::Csv),
            _ => Err(received.undocumented()),
        }
    }
}

bindery_runtime::replies! {
    super::operations::BreakdownError {
        value BadRequest = 1,
        value NotFound = 2,
        empty Conflict = 3,
        value ServerError = 4,
    }
}

bindery_runtime::replies! {
    super::operations::ExportOk {
        value Json = 0,
        value Csv = 1,
    }
}

bindery_runtime::examples! {
    super::Client {
        "export" 0 "json" = "{\"count\":9,\"resources\":[]}",
        "export" 1 "csv" = "\"a,b\\n\"",
        "get_breakdown" 2 "example" = "{\"title\":\"gone\",\"status\":404}",
    }
}
