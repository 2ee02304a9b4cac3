//! What runs the guide's examples.

use std::error::Error;

use bindery_runtime::blocking::block_on;
use bindery_runtime::testing::Mock;

use crate::Client;
use crate::types::{Item, ItemRequired, NewOrder, NewOrderRequired, OrderChange};

/// Runs an example with a client whose server is a mock: it answers with the document's
/// examples until the example gives it rules of its own.
///
/// # Errors
///
/// Those of the example.
pub fn run(
    example: impl AsyncFnOnce(Client, Mock) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let mock = Mock::with_examples::<Client>();
    let client: Client = Client::builder()
        .bearer("test")
        .transport(mock.clone())
        .build()?;
    mock.on(&client.list_orders()).example();
    mock.on(&client.create_order(&new_order())).example();
    mock.on(&client.get_order("o_1")).example();
    mock.on(&client.update_order("o_1", &OrderChange::new()))
        .example();
    block_on(example(client, mock))
}

/// An order as examples place it.
#[must_use]
pub fn new_order() -> NewOrder {
    NewOrder::new(NewOrderRequired {
        items: vec![Item::new(ItemRequired {
            sku: "mug".into(),
            quantity: 2,
        })],
        currency: "EUR".into(),
    })
}
