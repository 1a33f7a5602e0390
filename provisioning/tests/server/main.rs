//! The server, asked without a socket: who gets what, and who gets nothing.

mod attacks;
mod enrolment;
mod files;
mod limits;
mod operators;
mod uniform;
mod world;
