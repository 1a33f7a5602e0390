//! Longer answers, one page each.

#[doc = include_str!("explain.md")]
pub mod explain {}
