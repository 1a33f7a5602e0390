//! `extensions.conf` as values: contexts, extensions and their steps, written and read back.
//!
//! What [`Dialplan`] writes is read by [`parse`] as the same value. A line of another hand that does not fit these
//! values is reported with its number and costs that line alone.

mod read;

use std::fmt;
use std::str::FromStr;

pub use self::read::{NotUnderstood, parse};
use crate::Problem;

/// The name of a context, a label or an application: letters, digits, `-` and `_` of ASCII.
///
/// `general` and `globals` are refused: Asterisk reads these sections as settings.
///
/// ```
/// use switchhook_portal_core::{Problem, dialplan::Name};
///
/// assert_eq!("app-welcome-v2".parse::<Name>()?.as_str(), "app-welcome-v2");
/// assert_eq!("a,b".parse::<Name>(), Err(Problem::BadCharacter { character: ',' }));
/// # Ok::<(), Problem>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

/// An extension or a pattern of extensions: `100`, `s`, `_0[1-9]X.`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern(String);

/// What stands between the parentheses of an application, as Asterisk evaluates it.
///
/// Variables and expressions in it are carried out, so text of other people has no place here. It is one line, at most
/// [`Arguments::MAX`] bytes long; a semicolon is data and is escaped when it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Arguments(String);

/// The contexts of a file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dialplan {
    /// The contexts.
    pub contexts: Vec<Context>,
}

/// A section of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Its name.
    pub name: Name,
    /// What it answers, in order.
    pub extensions: Vec<Extension>,
    /// The contexts that are asked when no extension fits, in order.
    pub includes: Vec<Name>,
}

/// What is done for the numbers that fit a pattern: at least one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The numbers.
    pub pattern: Pattern,
    /// Priority 1.
    pub first: Step,
    /// The priorities after it.
    pub rest: Vec<Step>,
}

/// One priority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where `Goto` finds it.
    pub label: Option<Name>,
    /// The application.
    pub application: Name,
    /// What it is given.
    pub arguments: Arguments,
}

impl Name {
    /// The longest name, in bytes (`AST_MAX_CONTEXT` is 80 with its end).
    pub const MAX: usize = 79;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Pattern {
    /// The longest pattern, in bytes (`AST_MAX_EXTENSION` is 80 with its end).
    pub const MAX: usize = 79;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Arguments {
    /// The longest text, in bytes: half of the line that Asterisk reads (8,192), since every byte may be escaped, less
    /// the room for what stands before it.
    pub const MAX: usize = 3_900;

    /// The text, unescaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text without characters but those allowed, of one to `max` bytes.
fn checked(text: &str, max: usize, allowed: impl Fn(char) -> bool) -> Result<String, Problem> {
    if let Some(character) = text.chars().find(|&c| !allowed(c)) {
        return Err(Problem::BadCharacter { character });
    }
    match text.len() {
        0 => Err(Problem::Empty),
        length if length > max => Err(Problem::TooLong { max }),
        _ => Ok(text.to_owned()),
    }
}

impl FromStr for Name {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if ["general", "globals"]
            .iter()
            .any(|taken| text.eq_ignore_ascii_case(taken))
        {
            return Err(Problem::Taken);
        }
        checked(text, Self::MAX, |c| c.is_ascii_alphanumeric() || "-_".contains(c)).map(Self)
    }
}

impl FromStr for Pattern {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        checked(text, Self::MAX, |c| {
            c.is_ascii_alphanumeric() || "_*#+.![]-".contains(c)
        })
        .map(Self)
    }
}

impl FromStr for Arguments {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        checked(text, Self::MAX, |c| !c.is_control()).map(Self)
    }
}

impl fmt::Display for Step {
    /// `(label),Application(arguments)`: what follows the priority.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(label) = &self.label {
            write!(f, "({})", label.0)?;
        }
        write!(
            f,
            ",{}({})",
            self.application.0,
            self.arguments.0.replace(';', "\\;")
        )
    }
}

impl fmt::Display for Dialplan {
    /// The file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for context in &self.contexts {
            writeln!(f, "[{}]", context.name.0)?;
            for extension in &context.extensions {
                writeln!(f, "exten => {},1{}", extension.pattern.0, extension.first)?;
                for step in &extension.rest {
                    writeln!(f, " same => n{step}")?;
                }
            }
            for include in &context.includes {
                writeln!(f, "include => {}", include.0)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
