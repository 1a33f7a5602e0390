//! The keys beside a phone's display.

use crate::setting::KeyFunction;

/// A key beside the display: what it does, for which number, and what stands beside it.
///
/// ```
/// use switchhook_provisioning::{FunctionKey, KeyFunction};
/// let busy_lamp = FunctionKey::new(KeyFunction::BusyLamp).value("101").label("Reception");
/// let dnd = FunctionKey::new(KeyFunction::DoNotDisturb);
/// assert_ne!(busy_lamp, dnd);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct FunctionKey {
    pub(crate) function: KeyFunction,
    pub(crate) line: u8,
    pub(crate) label: Option<String>,
    pub(crate) value: Option<String>,
}

impl FunctionKey {
    /// A key on line 1, without label and value.
    pub fn new(function: KeyFunction) -> Self {
        Self {
            function,
            line: 1,
            label: None,
            value: None,
        }
    }

    /// The line that the key acts on, from 1; line 1 by default.
    pub fn line(mut self, line: u8) -> Self {
        self.line = line;
        self
    }

    /// The text beside the key; none by default.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The number (or digits) that the function needs; none by default.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
}
