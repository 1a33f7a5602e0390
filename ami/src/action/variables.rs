use std::fmt;

use crate::text::assignment;
use crate::wire::{EncodeError, HeaderWriter};

/// Variables to set, each in a `Variable` header of its own, so that each arrives as it was given.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Variables(Vec<(String, String)>);

impl Variables {
    /// One variable.
    pub(crate) fn of(name: impl Into<String>, value: impl Into<String>) -> Self {
        let mut variables = Self::default();
        variables.add(name, value);
        variables
    }

    pub(crate) fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    pub(crate) fn write(&self, headers: &mut HeaderWriter<'_>) {
        for (name, value) in &self.0 {
            match assignment(name, value) {
                Ok(value) => {
                    headers.header("Variable", value);
                }
                Err(_) => headers.fail(EncodeError::Value {
                    header: "Variable".to_owned(),
                    problem: "a name is empty or would be read as something else (= , \" \\ or a stray bracket); \
                              rename the variable",
                }),
            }
        }
    }
}

/// Shows names only: a value may be a secret.
impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Variables;

    #[test]
    fn debug_shows_names_only() {
        let shown = format!("{:?}", Variables::of("PIN", "4711"));
        assert_eq!(shown, "[\"PIN\"]");
    }
}
