//! The side of the client: calls, and what their outcomes must be.

use std::convert::Infallible;
use std::io;
use std::ops::Range;
use std::time::Duration;

use bindery_runtime::contract::{Api, BodyInfo, Operation, Parameter, ResponseInfo, Status, read};
use bindery_runtime::json::Encode;
use bindery_runtime::transport::{
    BoxFuture, RequestBody, ReqwestTransport, ResponseBody, Transport, TransportError,
};
use bindery_runtime::{Body, Builder, Call, Client, Delivery, Error, Method, Value, http};

use crate::faults::{Fault, choose_fault};
use crate::report::Report;
use crate::server::Seen;

static API: Api = Api::new("Soak", "1", "soak/1");

const ANSWERS: &[ResponseInfo] = &[ResponseInfo::success(Status::Code(200), "application/json")];

static GET_ITEM: Operation = Operation::new("getItem", Method::GET, "/items/{id}")
    .parameters(&[Parameter::path("id")])
    .responses(ANSWERS)
    .idempotent();

static ADD_ITEM: Operation = Operation::new("addItem", Method::POST, "/items/{id}")
    .parameters_of(&GET_ITEM)
    .body(BodyInfo::required("application/json"))
    .responses(ANSWERS);

static REPEATED_ADD_ITEM: Operation = Operation::new("addItemAgain", Method::POST, "/items/{id}")
    .parameters_of(&GET_ITEM)
    .body(BodyInfo::required("application/json"))
    .responses(ANSWERS)
    .idempotent();

/// A client of this server.
pub(crate) fn connect(url: &str) -> io::Result<Client> {
    let transport = Hurried(ReqwestTransport::new().map_err(io::Error::other)?);
    let builder = Builder::new(&API).base_url(url).transport(transport);
    builder.build().map_err(io::Error::other)
}

/// The default transport, which does not wait as long between attempts: a quarter of a
/// million waits of half a second are no part of the trial.
#[derive(Debug)]
struct Hurried(ReqwestTransport);

/// Limits of time last longer than this.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

impl Transport for Hurried {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        self.0.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let hurried = duration < LONGEST_WAIT;
        self.0
            .sleep(if hurried { duration / 100 } else { duration })
    }
}

/// Makes the calls with these ids, one after the other, every third of them a POST.
pub(crate) async fn call_many_times(
    client: &Client,
    seen: &Seen,
    ids: Range<u64>,
    repeats_posts: bool,
) -> Report {
    let post = match repeats_posts {
        true => &REPEATED_ADD_ITEM,
        false => &ADD_ITEM,
    };
    let mut report = Report::default();
    for id in ids {
        let is_post = id.is_multiple_of(3);
        let outcome = make_call(client, id, is_post.then_some(post)).await;
        judge_outcome(&mut report, id, is_post, &outcome, seen.count(id));
    }
    report
}

fn make_call(
    client: &Client,
    id: u64,
    post: Option<&'static Operation>,
) -> Call<Value, Infallible> {
    let values: [&dyn Encode; 1] = [&id];
    let (operation, body) = match post {
        Some(post) => (post, Body::json("application/json", &id)),
        None => (&GET_ITEM, Body::None),
    };
    Call::new(client, operation, &values, body, read::json, read::never)
}

fn judge_outcome(
    report: &mut Report,
    id: u64,
    is_post: bool,
    outcome: &Result<Value, Error<Infallible>>,
    seen: u8,
) {
    report.outcomes += 1;
    report.repeated += u64::from(is_post && seen > 1);
    report.too_often += u64::from(seen > 3);
    match outcome {
        Ok(value) if value.get("id").and_then(Value::as_u64) == Some(id) => report.answered += 1,
        Ok(_) => report.mixed_up += 1,
        Err(error) => {
            report.failed += 1;
            report.denied += u64::from(error.delivery() == Delivery::NotSent && seen > 0);
            report.unfounded += u64::from(is_unfounded(id, is_post, seen));
        }
    }
}

/// Whether a call failed that must not: one that has reached the server, which did nothing
/// to its last attempt but answer late, or close the connection afterwards. A call that
/// did not reach the server met a connection that another call's fault had closed.
fn is_unfounded(id: u64, is_post: bool, seen: u8) -> bool {
    let harmless = matches!(
        choose_fault(id, seen),
        None | Some(Fault::Slow | Fault::CloseAfter)
    );
    let attempts_left = !is_post && seen < 3;
    seen > 0 && (harmless || attempts_left && choose_fault(id, 2).is_none())
}
