//! How each family writes settings: numbers and codes, both ways.

pub(crate) mod number;
