use std::fmt;

/// A mailbox such as `100@default`: a number and a context of `voicemail.conf`.
///
/// ```
/// use switchhook_ami::value::Mailbox;
/// let mailbox = Mailbox::from("100@default");
/// assert_eq!((mailbox.number(), mailbox.context()), ("100", Some("default")));
/// assert_eq!(Mailbox::new("100", "default"), mailbox);
/// // Without a context Asterisk takes `default`.
/// assert_eq!(Mailbox::from("100").context(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mailbox(String);

impl Mailbox {
    /// The mailbox of this number in a context.
    pub fn new(number: &str, context: &str) -> Self {
        Self(format!("{number}@{context}"))
    }

    /// All of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn number(&self) -> &str {
        self.0.split_once('@').map_or(&self.0, |(number, _)| number)
    }

    /// What stands after the `@`, where there is one.
    pub fn context(&self) -> Option<&str> {
        self.0.split_once('@').map(|(_, context)| context)
    }
}

impl From<&str> for Mailbox {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<&String> for Mailbox {
    fn from(text: &String) -> Self {
        Self(text.clone())
    }
}

impl From<String> for Mailbox {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl AsRef<str> for Mailbox {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
