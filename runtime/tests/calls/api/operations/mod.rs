mod billing;

pub use billing::*;
