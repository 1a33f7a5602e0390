//! The portal's words in four languages, and its numbers, dates and durations as each language writes them.
//!
//! The sentences stand in `i18n/*.ftl` (Fluent), English being the reference. `build.rs` checks them and turns each
//! message into a method of [`Texts`], so that a page that names a message that does not exist does not compile.

mod format;
mod lang;
mod texts;

#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod check;

pub(crate) use lang::Lang;
pub(crate) use texts::Texts;
