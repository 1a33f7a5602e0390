//! What Asterisk said, by name: the one thing that the domain asks of a manager message.

use std::borrow::Cow;

/// A message of named values, such as a manager event.
///
/// With the feature `ami` the messages of `switchhook-ami` are headers; in a test, a list of pairs is.
///
/// ```
/// use switchhook_portal_core::Headers;
///
/// let event = [("Event", "Newchannel"), ("Exten", "")];
/// assert_eq!(event.header("event").as_deref(), Some("Newchannel"));
/// assert_eq!(event.filled("Exten"), None);
/// ```
pub trait Headers {
    /// The first value of that name, in any case. Bytes that are no UTF-8 are replaced.
    fn header(&self, name: &str) -> Option<Cow<'_, str>>;

    /// Like [`header`](Self::header), but nothing where there is only an empty value.
    fn filled(&self, name: &str) -> Option<Cow<'_, str>> {
        self.header(name).filter(|value| !value.is_empty())
    }
}

impl<K: AsRef<str>, V: AsRef<str>> Headers for [(K, V)] {
    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        let (_, value) = self
            .iter()
            .find(|(key, _)| key.as_ref().eq_ignore_ascii_case(name))?;
        Some(Cow::Borrowed(value.as_ref()))
    }
}

impl<K: AsRef<str>, V: AsRef<str>, const N: usize> Headers for [(K, V); N] {
    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        self.as_slice().header(name)
    }
}

#[cfg(feature = "ami")]
impl Headers for switchhook_ami::wire::Message<'_> {
    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        self.text(name)
    }
}

#[cfg(feature = "ami")]
impl Headers for switchhook_ami::wire::MessageBuf {
    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        self.text(name)
    }
}
