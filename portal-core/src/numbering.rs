//! The numbers of a site: what somebody means by what is written, dialled or recorded, and who may call it.
//!
//! [`Site`] has the rules of the place. It reads a number once into a [`Number`]; two ways to write the same number are
//! then equal, and each is shown and dialled in one way.

mod class;
mod direct;
mod e164;
mod short;
mod site;

pub use class::{Because, Class, ClassKind, Explained, Verdict};
pub use direct::DirectNumbers;
pub use e164::{E164, ParseE164Error};
pub use short::{ShortNumber, ShortNumberError, ShortNumbers};
pub use site::{Digits, Number, ParseDigitsError, Site};

#[cfg(test)]
mod tests;
