//! Choices that have a name: in forms, in scripts, in configuration files.

use crate::mac::shown;

/// A text that is none of the names of a choice.
///
/// ```
/// use switchhook_provisioning::Transport;
/// let error = "sctp".parse::<Transport>().unwrap_err();
/// assert_eq!(error.to_string(), "\"sctp\" is no transport; known are udp, tcp, tls");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no {what}; known are {}", known.join(", "))]
#[non_exhaustive]
pub struct ParseNameError {
    /// What was given, shortened when long.
    pub text: String,
    /// What it should have been.
    pub what: &'static str,
    /// The names that there are.
    pub known: Vec<&'static str>,
}

impl ParseNameError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-NAME-UNKNOWN"
    }
}

/// Finds the choice with a name.
pub(crate) fn by_name<T: Copy>(
    text: &str,
    what: &'static str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<T, ParseNameError> {
    let found = all.iter().find(|choice| name(**choice) == text);
    found.copied().ok_or_else(|| ParseNameError {
        text: shown(text),
        what,
        known: all.iter().map(|choice| name(*choice)).collect(),
    })
}

/// Gives an enum its names: `ALL`, `name`, `Display` and `FromStr`, which agree with each other.
macro_rules! names {
    ($type:ident, $what:literal, { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl $type {
            /// All that there are.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name, for forms and scripts; it does not change between releases.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = crate::named::ParseNameError;

            /// By its name.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                crate::named::by_name(text, $what, Self::ALL, Self::name)
            }
        }
    };
}
pub(crate) use names;

#[cfg(test)]
mod tests {
    use crate::{KeyFunction, Protocol, SyslogLevel, Transport};

    #[test]
    fn every_name_reads_back_and_stands_once() {
        fn check<T>(all: &[T])
        where
            T: Copy + PartialEq + std::fmt::Debug + ToString + std::str::FromStr<Err = super::ParseNameError>,
        {
            for (index, choice) in all.iter().enumerate() {
                let name = choice.to_string();
                assert_eq!(name.parse::<T>().as_ref(), Ok(choice));
                assert!(
                    all[index + 1..].iter().all(|other| other.to_string() != name),
                    "{name} twice"
                );
            }
        }
        check(Transport::ALL);
        check(Protocol::ALL);
        check(SyslogLevel::ALL);
        check(KeyFunction::ALL);
        assert!("".parse::<Protocol>().is_err());
        assert!("HTTPS".parse::<Protocol>().is_err(), "one spelling");
    }
}
