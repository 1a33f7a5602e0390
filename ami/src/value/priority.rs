use std::fmt;

/// A step of an extension: its number, or the label that it has in the dialplan.
///
/// ```
/// use switchhook_ami::value::Priority;
/// assert_eq!(Priority::from(1), Priority::Number(1));
/// assert_eq!(Priority::from("17"), Priority::Number(17));
/// assert_eq!(Priority::from("dial"), Priority::Label("dial".to_owned()));
/// assert_eq!(Priority::from("hint"), Priority::HINT_WORD.into());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Priority {
    /// Counted from 1.
    Number(u32),
    /// A label, as in `same => n(dial),Dial(…)`; or `hint`.
    Label(String),
}

impl Priority {
    /// Stands for the device that an extension hints at, where a step would be.
    pub const HINT_WORD: &'static str = "hint";
}

impl From<u32> for Priority {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Priority {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<&String> for Priority {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Priority {
    fn from(text: String) -> Self {
        // `+1` and `007` are not how Asterisk writes a number, so they would not come back as they were.
        match text.parse() {
            Ok(number) if u32::to_string(&number) == text => Self::Number(number),
            _ => Self::Label(text),
        }
    }
}

/// Displays as in the dialplan.
impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Label(label) => f.write_str(label),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Priority;

    #[test]
    fn a_text_stays_what_it_was() {
        for text in ["1", "0", "007", "+1", "dial", "", "4294967296"] {
            assert_eq!(Priority::from(text).to_string(), text);
        }
    }
}
