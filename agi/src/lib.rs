#![doc = include_str!("../README.md")]
pub mod command;
pub mod proto;
pub mod wire;
