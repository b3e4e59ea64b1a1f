//! JSON: the door of `serde_json`. Values with `Serialize` become text; nothing is parsed here.

use serde::Serialize;

/// `value` in one line.
pub fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("our own values have text keys and no failing Serialize")
}

/// `value` indented by two spaces.
pub fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("our own values have text keys and no failing Serialize")
}
