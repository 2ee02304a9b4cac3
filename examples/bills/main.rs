//! Reads bills: costs by service and region, consumption page by page, and one
//! failure as its own type.
//!
//! Without credentials a server inside this program answers with the examples of
//! the documents. With `GCORE_API_KEY` the Gcore host is asked, with
//! `VIRTUOZZO_HOST` and `VIRTUOZZO_SESSION` the Virtuozzo host:
//!
//! ```text
//! cargo run --example bills
//! ```

mod access;
mod costs;
mod history;
mod samples;
mod server;
mod usage;

use std::error::Error;

use access::Access;
use comfy_table::{Table, presets};

/// An empty table in the form that all of this program's tables have.
fn table() -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let demo = server::start().await?;
    let access = Access::from_environment(&demo.uri());
    println!("{access}\n");

    let (costs, summary) = costs::table(&access.cloud()?).await?;
    println!("Costs by service and region\n{costs}\n{summary}\n");
    println!(
        "Consumption, page by page\n{}\n",
        usage::table(&access.cloud()?).await?
    );
    println!(
        "Billing history\n{}\n",
        history::table(&access.virtuozzo()?, access.session()).await?
    );
    println!(
        "A failure, typed\n{}",
        history::failure(&access.virtuozzo()?).await
    );
    Ok(())
}
