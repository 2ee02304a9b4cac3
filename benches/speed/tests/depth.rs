//! The deepest values of the widest types on a thread as Rust and Tokio make them: what
//! cannot be read is refused, and what was read can be written, cloned, compared, shown
//! and dropped. Optimised and not: `cargo test --release -p bindery-speed --test depth`.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::fmt::Debug;
use std::thread;

use bindery_runtime::Value;
use bindery_runtime::json::{Decode, Encode, from_json, to_json};
use bindery_speed::generated::wide::types::{Optional, Required, Tagged, Thousand, Untagged};

/// Bytes of the stack of a thread that nobody gave more.
const THREAD: usize = 2 << 20;

/// Levels that are tried: twice as many as are allowed.
const TRIED: usize = 256;

fn on_a_thread(size: usize, work: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(size).spawn(work);
    thread.unwrap().join().unwrap();
}

/// Does all that can be done with the deepest value that is read, and gives how many
/// levels it has.
fn deepest<T>(before: &str, last: &str, behind: &str) -> usize
where
    T: Decode + Encode + Clone + PartialEq + Debug,
{
    let text = |levels: usize| {
        let levels = levels - 1;
        format!("{}{last}{}", before.repeat(levels), behind.repeat(levels))
    };
    let refused = from_json::<T>(&text(TRIED)).unwrap_err();
    assert!(refused.is_limit(), "{refused}");
    let (mut levels, mut refused) = (1, TRIED);
    while levels + 1 < refused {
        let between = levels.midpoint(refused);
        match from_json::<T>(&text(between)) {
            Ok(_) => levels = between,
            Err(_) => refused = between,
        }
    }
    let value: T = from_json(&text(levels)).unwrap();
    let copy = value.clone();
    assert!(copy == value);
    assert!(format!("{value:?}").len() > levels);
    assert!(format!("{value:#?}").len() > levels);
    assert_eq!(from_json::<T>(&to_json(&value)).unwrap(), value);
    drop(copy);
    levels
}

/// An object of 200 strings, and what is behind them.
fn strings(behind: &str) -> String {
    let member = |place: u8| format!("\"a{place}\":\"\"");
    let members: Vec<String> = (0..200).map(member).collect();
    format!("{{{}{behind}", members.join(","))
}

/// Types that are read to the limit of levels, or of the stack.
macro_rules! deepest {
    ($($test:ident: $type:ty, $least:literal, $before:expr, $last:expr, $behind:expr;)+) => { $(
        #[test]
        fn $test() {
            on_a_thread(THREAD, || {
                let levels = deepest::<$type>(&$before, &$last, $behind);
                println!("{}: {levels} levels", stringify!($type));
                assert!(levels >= $least, "{levels} levels");
            });
        }
    )+ };
}

deepest! {
    objects_of_optional_strings: Optional, 16, r#"{"child":"#, "{}", "}";
    lists_of_them: Optional, 16, r#"{"children":["#, "{}", "]}";
    maps_of_them: Optional, 16, r#"{"named":{"a":"#, "{}", "}}";
    objects_of_a_thousand_strings: Thousand, 4, r#"{"child":"#, "{}", "}";
    objects_of_required_strings: Required, 8, strings(",\"child\":"), strings("}"), "}";
    tagged_unions: Tagged, 64, r#"{"kind":"Tagged29","child":"#, r#"{"kind":"Tagged7"}"#, "}";
    untagged_unions: Untagged, 64, r#"{"v29":1,"child":"#, r#"{"v7":1}"#, "}";
    values: Value, 128, "[", "0", "]";
}
