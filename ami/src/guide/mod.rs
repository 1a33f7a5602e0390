//! Longer reading: recipes, the loop without I/O, and what surprises people about AMI.
//!
//! | Page | Answers |
//! |---|---|
//! | [`cookbook`] | how do I …? Programs to copy |
//! | [`sans_io`] | how do I run the protocol over a transport, or in a runtime, of my own? |
//! | [`privileges`] | what does an account need for a task, and no more? |
//! | [`surprises`] | why does Asterisk do that, and what does this crate do about it? |

#[doc = include_str!("cookbook.md")]
pub mod cookbook {}

#[doc = include_str!("sans_io.md")]
///
/// ```no_run
#[doc = include_str!("../../examples/sans_io.rs")]
/// ```
pub mod sans_io {}

#[doc = include_str!("privileges.md")]
#[doc = include_str!("generated/classes.md")]
pub mod privileges {}

#[doc = include_str!("surprises.md")]
pub mod surprises {}
