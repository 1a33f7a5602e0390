//! Sections of a configuration file.

use std::fmt;

use crate::Secret;

/// A section with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    name: String,
    lines: Vec<Line>,
}

impl Section {
    /// An empty section.
    ///
    /// # Errors
    ///
    /// The name is empty, too long or holds a bracket, a comma, a semicolon or a control character.
    pub fn new(name: &str) -> Result<Self, ConfigError> {
        let bad = |c: char| c.is_control() || "[](),;\"".contains(c);
        if name.is_empty() || name.trim() != name || name.len() > 79 || name.contains(bad) {
            return Err(ConfigError::Name {
                name: crate::text::clip(name, 79),
            });
        }
        Ok(Self {
            name: name.to_owned(),
            lines: Vec::new(),
        })
    }

    /// Adds a line. A key that names a password or secret makes its value one.
    ///
    /// # Errors
    ///
    /// The key or the value cannot stand in a configuration file, or could not be written through AMI.
    pub fn line(mut self, key: &str, value: &str) -> Result<Self, ConfigError> {
        self.lines.push(Line::new(&self.name, key, value)?);
        Ok(self)
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The lines in their order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(super) fn lines_mut(&mut self) -> &mut Vec<Line> {
        &mut self.lines
    }
}

/// A line `key = value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    key: String,
    value: Value,
}

impl Line {
    fn new(section: &str, key: &str, value: &str) -> Result<Self, ConfigError> {
        let place = || format!("[{section}] {}", crate::text::clip(key, 79));
        let word = |c: char| c.is_ascii_alphanumeric() || "_-/.@".contains(c);
        if key.is_empty() || !key.chars().all(word) {
            return Err(ConfigError::Key { place: place() });
        }
        // Asterisk trims values; a `>` in front makes another kind of line through AMI. Other control characters
        // only hide what is written.
        if let Some(character) = value.chars().find(|c| c.is_control()) {
            return Err(ConfigError::Value {
                place: place(),
                character,
            });
        }
        if let Some(character) = value.chars().next().filter(|&first| first == '>') {
            return Err(ConfigError::Value {
                place: place(),
                character,
            });
        }
        // A comment within a line would swallow the rest, and lines are read with a limit.
        if value.contains(";--") {
            return Err(ConfigError::Value {
                place: place(),
                character: ';',
            });
        }
        if value.len() > MAX_VALUE {
            return Err(ConfigError::TooLong {
                place: place(),
                max: MAX_VALUE,
            });
        }
        let value = value.trim().to_owned();
        let secret = ["password", "secret", "md5_cred"]
            .iter()
            .any(|word| key.ends_with(word));
        let value = if secret {
            Value::Secret(Secret::new(value))
        } else {
            Value::Plain(value)
        };
        Ok(Self {
            key: key.to_owned(),
            value,
        })
    }

    /// What is set.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// To what.
    pub fn value(&self) -> &Value {
        &self.value
    }
}

impl fmt::Display for Line {
    /// The line with a secret left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.key, self.value)
    }
}

/// The longest value: Asterisk reads lines of up to 8191 bytes, and the actions that carry them have to be shorter.
const MAX_VALUE: usize = 1000;

/// The value of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// May be shown.
    Plain(String),
    /// May not.
    Secret(Secret),
}

impl Value {
    /// The text, also of a secret: for Asterisk only.
    pub fn expose(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Secret(secret) => secret.expose(),
        }
    }
}

impl fmt::Display for Value {
    /// The text as it stands in the file (`;` escaped), or `…` for a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(text) => f.write_str(&text.replace(';', "\\;")),
            Self::Secret(_) => f.write_str("…"),
        }
    }
}

/// The sections as text, for a person to look at: secrets are shown as `…`.
pub fn render(sections: &[Section]) -> String {
    let mut text = String::new();
    for (index, section) in sections.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        text.push_str(&format!("[{}]\n", section.name));
        for line in &section.lines {
            text.push_str(&format!("{line}\n"));
        }
    }
    text
}

/// What cannot stand in a configuration file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The name of a section.
    #[error("{name:?} cannot name a section; use up to 79 letters, digits, `-` and `_`")]
    Name {
        /// The name, or its beginning.
        name: String,
    },
    /// The key of a line.
    #[error("{place}: not a key; use letters, digits, `_`, `-`, `/` and `.`")]
    Key {
        /// Section and key.
        place: String,
    },
    /// The value of a line. It is not told, since it may be a secret.
    #[error("{place}: the value cannot contain {character:?} there; leave it out")]
    Value {
        /// Section and key.
        place: String,
        /// The first character that cannot be written.
        character: char,
    },
    /// The value of a line is too long.
    #[error("{place}: the value is longer than {max} bytes; shorten it")]
    TooLong {
        /// Section and key.
        place: String,
        /// The greatest length.
        max: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_breaks_a_file_can_be_built() {
        for name in ["", " a", "a]", "a\n", "a,b", "a;b", "(x)"] {
            assert!(
                matches!(Section::new(name), Err(ConfigError::Name { .. })),
                "{name:?}"
            );
        }
        let section = Section::new("a").unwrap();
        for (key, value) in [
            ("", "x"),
            ("a b", "x"),
            ("#include", "x"),
            ("a", "x\ny"),
            ("a", ">x"),
            ("a", "x;--y"),
            ("a=", "x"),
        ] {
            assert!(section.clone().line(key, value).is_err(), "{key:?} {value:?}");
        }
        let long = "x".repeat(1001);
        assert!(matches!(
            section.line("a", &long),
            Err(ConfigError::TooLong { max: 1000, .. })
        ));
    }

    #[test]
    fn semicolons_are_escaped_where_a_file_is_shown() {
        let section = Section::new("a").unwrap().line("k", "x;y").unwrap();
        assert_eq!(
            render(&[section.clone(), section]),
            "[a]\nk = x\\;y\n\n[a]\nk = x\\;y\n"
        );
    }

    #[test]
    fn keys_that_name_secrets_hide_their_values() {
        for key in ["password", "inbound_auth/password", "secret", "auth/md5_cred"] {
            let section = Section::new("a").unwrap().line(key, "hush").unwrap();
            assert!(
                !format!("{section:?} {}", render(std::slice::from_ref(&section))).contains("hush"),
                "{key}"
            );
            assert_eq!(section.lines()[0].value().expose(), "hush");
        }
    }
}
