//! Longer answers than fit beside a type.

pub mod time;
