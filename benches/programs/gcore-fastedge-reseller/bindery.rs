//! Prints what one operation answers.

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let client = subject::Client::builder().build().unwrap();
    let from = "2026-01-01T00:00:00Z".parse().unwrap();
    let to = "2026-01-31T23:59:59Z".parse().unwrap();
    let request = subject::types::ListPrebillingRequest::new(subject::types::ListPrebillingRequestRequired { from, metrics: vec![], service: "FAST_EDGE".into(), to });
    println!(
        "{:?}",
        runtime.block_on(client.list_prebilling(&request).into_future())
    );
}
