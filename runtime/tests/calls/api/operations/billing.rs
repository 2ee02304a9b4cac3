use bindery_runtime::json::Rule;
use bindery_runtime::{
    Answer, Body, BodyInfo, Call, EmbeddedFailure, Items, Method, Operation, PageInfo, Pages,
    Parameter, Requirement, Status, read,
};

use crate::api::Client;
use crate::api::types;

pub static BREAKDOWN: Operation = Operation {
    id: "get_breakdown",
    method: Method::GET,
    path: "/v1/breakdown/{metric}",
    parameters: &[
        Parameter::path("metric"),
        Parameter::query("client_ids"),
        Parameter::query("from").required(),
        Parameter::query("limit").rules(&[Rule::Minimum("0"), Rule::Maximum("100")]),
        Parameter::header("X-Tenant"),
    ],
    body: None,
    answers: &[
        Answer::success(Status::Code(200), "application/json"),
        Answer::failure(Status::Code(400), "application/problem+json"),
        Answer::failure(Status::Code(404), "application/problem+json"),
        Answer::failure(Status::Code(409), ""),
        Answer::failure(Status::Range(5), "application/problem+json"),
    ],
    security: Some(&[&[Requirement::new("APIKey")]]),
    servers: &[],
    idempotent: true,
};

/// Query and header parameters of [`Client::breakdown`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BreakdownParams {
    pub client_ids: Option<Vec<i64>>,
    pub from: String,
    pub limit: Option<i64>,
    pub x_tenant: Option<String>,
}

impl BreakdownParams {
    /// Makes a value of what is required.
    #[inline]
    pub fn new(from: impl Into<String>) -> Self {
        Self {
            client_ids: None,
            from: from.into(),
            limit: None,
            x_tenant: None,
        }
    }

    #[inline]
    #[must_use]
    pub fn client_ids(mut self, client_ids: impl Into<Vec<i64>>) -> Self {
        self.client_ids = Some(client_ids.into());
        self
    }

    #[inline]
    #[must_use]
    pub fn limit(mut self, limit: i64) -> Self {
        self.limit = Some(limit);
        self
    }

    #[inline]
    #[must_use]
    pub fn x_tenant(mut self, x_tenant: impl Into<String>) -> Self {
        self.x_tenant = Some(x_tenant.into());
        self
    }
}

/// Why [`Client::breakdown`] was refused.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum BreakdownError {
    /// 400: Bad Request
    BadRequest(types::ApiError),
    /// 404: Not Found
    NotFound(types::ApiError),
    /// 409: Conflict
    Conflict,
    /// 5XX
    ServerError(types::ApiError),
}

pub static REPORT: Operation = Operation {
    id: "create_report",
    method: Method::POST,
    path: "/v1/report",
    parameters: &[],
    body: Some(BodyInfo {
        required: true,
        media_type: "application/json",
    }),
    answers: &[Answer::success(Status::Code(200), "application/json")],
    security: Some(&[&[Requirement::new("APIKey")]]),
    servers: &[],
    idempotent: false,
};

pub static HISTORY: Operation = Operation {
    id: "getHistory",
    method: Method::POST,
    path: "/v1/history",
    parameters: &[],
    body: Some(BodyInfo {
        required: true,
        media_type: "application/x-www-form-urlencoded",
    }),
    answers: &[
        Answer::success(Status::Code(200), "application/json").embedded(&EmbeddedFailure {
            pointer: "/result",
            success: "0",
            code: Some("/result"),
            message: Some("/error"),
        }),
    ],
    security: Some(&[]),
    servers: &[],
    idempotent: true,
};

/// Why [`Client::history`] was refused.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum HistoryError {
    /// The answer's body says that the call failed.
    Failure(types::History),
}

pub static EXPORT: Operation = Operation {
    id: "export",
    method: Method::GET,
    path: "/v1/export",
    parameters: &[],
    body: None,
    answers: &[
        Answer::success(Status::Code(200), "application/json"),
        Answer::success(Status::Code(200), "text/csv"),
    ],
    security: None,
    servers: &[],
    idempotent: true,
};

/// What [`Client::export`] gives.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ExportOk {
    /// `application/json`
    Json(types::Page),
    /// `text/csv`
    Csv(String),
}

impl Client {
    /// Consumption by metric
    ///
    /// `GET /v1/breakdown/{metric}`
    #[inline]
    pub fn breakdown(
        &self,
        metric: &types::Metric,
        params: &BreakdownParams,
    ) -> Call<types::Page, BreakdownError> {
        Call::new(
            &self.inner,
            &BREAKDOWN,
            &[
                metric,
                &params.client_ids,
                &params.from,
                &params.limit,
                &params.x_tenant,
            ],
            Body::None,
            read::json,
            BreakdownError::read,
        )
    }

    /// Report of usage
    ///
    /// `POST /v1/report`
    #[inline]
    pub fn report(
        &self,
        body: &types::ReportRequest,
    ) -> Call<types::Page, std::convert::Infallible> {
        Call::new(
            &self.inner,
            &REPORT,
            &[],
            Body::json("application/json", body),
            read::json,
            read::never,
        )
    }

    /// Pages of [`Client::report`].
    #[inline]
    pub fn report_pages(
        &self,
        body: &types::ReportRequest,
    ) -> Pages<types::Page, std::convert::Infallible> {
        let (client, body) = (self.clone(), body.clone());
        Pages::offset(
            u64::try_from(body.offset.unwrap_or(0)).unwrap_or(0),
            move |offset| {
                let mut body = body.clone();
                body.offset = Some(offset as i64);
                client.report(&body)
            },
            |page: &types::Page| PageInfo {
                items: page.resources.len() as u64,
                total: Some(page.count as u64),
            },
        )
    }

    /// Items of [`Client::report`].
    #[inline]
    pub fn report_items(
        &self,
        body: &types::ReportRequest,
    ) -> Items<types::Resource, types::Page, std::convert::Infallible> {
        Items::new(self.report_pages(body), |page: types::Page| page.resources)
    }

    /// History
    ///
    /// `POST /v1/history`
    #[inline]
    pub fn history(&self, body: &types::HistoryRequest) -> Call<types::History, HistoryError> {
        Call::new(
            &self.inner,
            &HISTORY,
            &[],
            Body::form(body, &[]),
            read::json,
            HistoryError::read,
        )
    }

    /// Export
    ///
    /// `GET /v1/export`
    #[inline]
    pub fn export(&self) -> Call<ExportOk, std::convert::Infallible> {
        Call::new(
            &self.inner,
            &EXPORT,
            &[],
            Body::None,
            ExportOk::read,
            read::never,
        )
    }
}
