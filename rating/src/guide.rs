//! Longer answers than fit beside a type.

#[doc = include_str!("guide/explain.md")]
pub mod explain {}
pub mod time;
