//! The server, asked without a socket: who gets what, and who gets nothing.

#![allow(clippy::disallowed_methods, reason = "tests: they have files and tasks")]

mod attacks;
mod brands;
mod enrolment;
mod files;
mod limits;
mod operators;
mod uniform;
mod world;
