use types::{CreateRequest, CreateRequestAddress};

let address = CreateRequestAddress::new().city("Bern");
let metadata = [("plan".to_owned(), "x".to_owned())];
let new = CreateRequest::new().email("a@b.example").address(address).metadata(metadata.into());
let made = client.customers().create(&new).await?;
(made.id, client.customers().list_items().all().await?.len())
