//! The server, asked without a socket: who gets what, and who gets nothing.

mod enrolment;

mod world;
