//! Longer reading: what surprises people about AGI.

#[doc = include_str!("surprises.md")]
pub mod surprises {}
