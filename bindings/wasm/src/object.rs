//! Plain JavaScript objects.

use std::time::Duration;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// An object of these properties, in their order.
pub(crate) fn object<const N: usize>(properties: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        set(&object, name, value);
    }
    object.into()
}

/// Sets a property of an object that was made here: nothing can refuse it.
pub(crate) fn set(object: &JsValue, name: &str, value: impl Into<JsValue>) {
    let done = Reflect::set(object, &name.into(), &value.into());
    debug_assert!(done.is_ok());
}

/// A small number, such as that of a line. What does not fit (no text has so many lines) is the largest that does.
pub(crate) fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A length of time in seconds, as JavaScript counts everything.
pub(crate) fn seconds(length: Duration) -> JsValue {
    length.as_secs_f64().into()
}

/// Bytes as text; what is not UTF-8 is replaced.
pub(crate) fn text(bytes: &[u8]) -> JsValue {
    String::from_utf8_lossy(bytes).as_ref().into()
}
