use std::collections::HashSet;

use bindery_runtime::json::{from_json, to_json};
use bindery_runtime::{Decimal, uuid::Uuid};
use shop::types::*;
use shop::{Client, operations::GetOrderParams};
use own::{Money, Sku, Version};

const ORDER: &str = concat!(
    r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","customer":"c-7","invoice":9,"#,
    r#""external":"67e55044-10b1-426f-9247-bb680e5fe0c8","price":"7.50 EUR","#,
    r#""lines":[{"sku":"SKU-7","count":2,"weight":1.5}],"kind":"low","site":"https://shop.example/","#,
    r#""took":"PT1H30M","at":"12:00:00","host":"10.0.0.1","made":"2026-01-31T12:00:00Z","total":"1.10","rate":0.19,"version":"1.2","#,
    r#""by_id":{"a":"67e55044-10b1-426f-9247-bb680e5fe0c8"},"prices":{"b":"1 USD"},"#,
    r#""either":"67e55044-10b1-426f-9247-bb680e5fe0c8"}"#,
);

fn main() {
    let order: Order = from_json(ORDER).unwrap();
    let id: Uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8".parse().unwrap();
    assert_eq!(order.id, id);
    assert_eq!(order.customer, CustomerId::from("c-7"));
    assert_eq!(order.customer.as_str(), "c-7");
    assert_eq!(order.invoice, InvoiceId(9));
    assert_eq!(order.external, Some(ExternalId(id)));
    assert_eq!(order.price, Money("7.50 EUR".to_owned()));
    assert_eq!(order.lines[0].sku, Sku(7));
        assert_eq!(order.lines[0].weight, Some(1.5));
    assert_eq!(order.took.unwrap().as_secs(), 5400);
    assert!(order.host.unwrap().is_private());
    assert_eq!(order.total.unwrap().0, Decimal::new(110, 2));
    assert_eq!(order.version.clone().unwrap().0, Version(1, 2));
    assert_eq!(to_json(&order), ORDER);
    let error = from_json::<Order>(&ORDER.replace("67e55044", "nothing")).unwrap_err();
    assert!(error.to_string().contains("$.id: expected a UUID, found another text"), "{error}");
    let error = from_json::<Order>(&ORDER.replace("SKU-7", "7")).unwrap_err();
    assert!(error.to_string().contains("a SKU (SKU-7)"), "{error}");

    // What is only wanted where it can be: a line holds a floating point number.
    let ids: HashSet<ExternalId> = HashSet::from([ExternalId(id)]);
    assert!(ids.contains(&ExternalId(id)));
    assert!(Level::Low < Level::High && CustomerId::from("a") < CustomerId::from("b"));
    let invoice = "9".parse::<InvoiceId>().unwrap();
    let (one, two) = (invoice, invoice);
    assert_eq!(one, two);

    let client = Client::builder().build().unwrap();
    let day: Day = "2026-01-31".parse().unwrap();
    let params = GetOrderParams::new().ids(vec![id, id]).owner("c-7").x_trace(id);
    let call = client.get_order(id, day).params(&params);
    let request = call.request().unwrap();
    assert_eq!(
        request.uri(),
        "https://api.example/orders/67e55044-10b1-426f-9247-bb680e5fe0c8/2026-01-31?\
         ids=67e55044-10b1-426f-9247-bb680e5fe0c8&ids=67e55044-10b1-426f-9247-bb680e5fe0c8&owner=c-7"
    );
    assert_eq!(request.headers()["x-trace"], "67e55044-10b1-426f-9247-bb680e5fe0c8");
    let new = Order::new(OrderRequired {
        id,
        customer: "c-8".into(),
        invoice: 9.into(),
        price: Money("1".to_owned()),
        lines: Vec::new(),
        kind: Level::High,
    });
    let new = new.site("https://shop.example".parse::<bindery_runtime::url::Url>().unwrap());
    let request = client.put_order(id, day, &new).request().unwrap();
    let body = String::from_utf8_lossy(request.body()).into_owned();
    assert!(body.ends_with(r#""kind":"high","site":"https://shop.example/"}"#), "{body}");
    let request = client.delete_invoice(invoice).request().unwrap();
    assert_eq!(request.uri(), "https://api.example/invoices/9");
    println!("all is as it should be");
}
