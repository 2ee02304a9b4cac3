//! For tests of programs that use a client: transports that answer without a
//! server. Needs the feature `testing`.
//!
//! [`Mock`] answers by rules that are typed by the operation, and keeps what it
//! was sent:
//!
//! ```
//! # use bindery_runtime::contract::{ResponseInfo, Api, Operation};
//! # use bindery_runtime::{Body, Builder, Bytes, Call, Client, Method};
//! # use bindery_runtime::contract::{Server, Status, read};
//! # static API: Api = Api::new("Pets", "1", "pets/1").servers(&[Server::new("https://pets.example")]);
//! # static COUNT: Operation = Operation::new("countPets", Method::GET, "/count")
//! #     .responses(&[ResponseInfo::success(Status::Code(200), "application/json")]).idempotent();
//! # fn count_pets(client: &Client) -> Call<i64, Bytes> {
//! #     Call::new(client, &COUNT, &[], Body::None, read::json, read::bytes)
//! # }
//! use bindery_runtime::testing::Mock;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # futures(async {
//! let mock = Mock::new();
//! let client: Client = Builder::new(&API).transport(mock.clone()).build()?;
//! // First an overload, then the response, which is typed as the call is.
//! mock.on(&count_pets(&client)).status(503).answer(&7);
//!
//! assert_eq!(count_pets(&client).await?, 7);
//! assert_eq!(mock.sent().len(), 2);
//! # Ok(())
//! # })
//! # }
//! # fn futures<T>(future: impl Future<Output = T>) -> T {
//! #     let mut future = std::pin::pin!(future);
//! #     let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
//! #     loop {
//! #         if let std::task::Poll::Ready(done) = future.as_mut().poll(&mut cx) { return done; }
//! #     }
//! # }
//! ```
//!
//! Operations with streams are answered with typed events
//! ([`MockRule::events`]) or items ([`MockRule::items`]), and a stream that
//! [breaks off](MockRule::cut_off) or [falls silent](MockRule::stall) is one word more.
//!
//! [`Cassette`] records what a real server answered, and plays it back.

mod cassette;
mod clock;
mod mock;
mod reply;
mod rule;
mod samples;
mod sent;
mod streams;

pub use cassette::Cassette;
pub use mock::Mock;
pub use reply::{Example, Examples, Replied, Reply};
pub use rule::MockRule;
pub use samples::find_webhook_sample;
pub use sent::Sent;
