//! All that people may get to see of a call and its error.

use std::error::Error as _;
use std::fmt::Debug;
use std::iter::successors;

use bindery_runtime::{Call, Error};

/// Whether errors can be told from others by it.
pub fn outputs<E: Debug>(error: &Error<E>) -> Vec<(&'static str, String)> {
    let chain = || successors(error.source(), |&reason| reason.source());
    let all = |show: fn(&(dyn std::error::Error + 'static)) -> String| {
        chain().map(show).collect::<Vec<_>>().join("; ")
    };
    vec![
        ("{}", error.to_string()),
        ("{:?}", format!("{error:?}")),
        ("{:#?}", format!("{error:#?}")),
        ("url()", error.url().to_owned()),
        ("source(), {}", all(|reason| reason.to_string())),
        ("source(), {:?}", all(|reason| format!("{reason:?}"))),
        ("source(), {:#?}", all(|reason| format!("{reason:#?}"))),
        ("message()", error.message().unwrap_or_default()),
        ("code()", error.code().unwrap_or_default()),
        ("body()", String::from_utf8_lossy(error.body()).into_owned()),
        ("{:?} of body()", format!("{:?}", error.body())),
        (
            "request_id()",
            error.request_id().unwrap_or_default().to_owned(),
        ),
        ("violations()", format!("{:?}", error.violations())),
    ]
}

pub fn of_call<T, E: Debug>(call: &Call<T, E>) -> Vec<(&'static str, String)> {
    let request = call.request();
    vec![
        ("{:?} of the call", format!("{call:?}")),
        ("{:?} of the request", format!("{request:?}")),
        ("{:#?} of the request", format!("{request:#?}")),
    ]
}

/// Sends a call, and writes down what `tracing` is told of it.
#[cfg(feature = "tracing")]
pub async fn logged<T, E>(call: Call<T, E>) -> (String, Result<T, Error<E>>) {
    use std::future::IntoFuture as _;
    use tracing::instrument::WithSubscriber as _;

    let log = crate::outputs::log::Log::default();
    let result = call.into_future().with_subscriber(log.clone()).await;
    (log.text(), result)
}

/// Without the feature `tracing` nothing is told.
#[cfg(not(feature = "tracing"))]
pub async fn logged<T, E>(call: Call<T, E>) -> (String, Result<T, Error<E>>) {
    (String::new(), call.await)
}

#[cfg(feature = "tracing")]
mod log {
    use std::fmt::{Debug, Write as _};
    use std::sync::{Arc, Mutex};

    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    /// Writes down all fields of spans and events of this crate.
    #[derive(Clone, Default)]
    pub struct Log(Arc<Mutex<String>>);

    impl Log {
        pub fn text(&self) -> String {
            let text = self.0.lock().unwrap().clone();
            assert!(text.contains("url.full="), "nothing was told");
            text
        }
    }

    struct Line<'a>(&'a mut String);

    impl Visit for Line<'_> {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            write!(self.0, " {field}={value:?}").unwrap();
        }
    }

    impl Subscriber for Log {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.target().starts_with("bindery_runtime")
        }

        fn new_span(&self, span: &Attributes<'_>) -> Id {
            span.record(&mut Line(&mut self.0.lock().unwrap()));
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, values: &Record<'_>) {
            values.record(&mut Line(&mut self.0.lock().unwrap()));
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn event(&self, event: &Event<'_>) {
            event.record(&mut Line(&mut self.0.lock().unwrap()));
        }

        fn enter(&self, _: &Id) {}

        fn exit(&self, _: &Id) {}
    }
}
