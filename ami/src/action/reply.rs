use crate::wire::MessageBuf;

/// A complete answer: the response and, for lists, the events that followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The response.
    pub response: MessageBuf,
    /// The events after it, in order, the one that ends a list included.
    pub events: Vec<MessageBuf>,
}

impl Reply {
    /// Checks that the action was accepted.
    ///
    /// # Errors
    /// [`ReplyError::Refused`] with Asterisk's words.
    pub fn accepted(&self) -> Result<(), ReplyError> {
        if self.response.is_success() {
            return Ok(());
        }
        let message = self.response.text("Message").unwrap_or_default().into_owned();
        Err(ReplyError::Refused { message })
    }

    /// The text of an answer that has no response of its own: the first message of it, or else the response.
    pub(crate) fn text(&self) -> &MessageBuf {
        self.events.first().unwrap_or(&self.response)
    }

    /// The events called `name`.
    pub fn events_named(&self, name: &str) -> impl Iterator<Item = &MessageBuf> {
        self.events
            .iter()
            .filter(move |event| event.event_name() == Some(name))
    }
}

/// What Asterisk says of something that is not there. The words are the same in 16 and 22, whose transcripts in
/// `testdata/` hold them. A `DBDel` says no more than that it could not.
#[cfg(feature = "tokio")]
const NOT_FOUND: [&str; 3] = [
    "Database entry not found",
    "Config file not found",
    "No such channel",
];

/// Whether these words say that what an action names is not there.
#[cfg(feature = "tokio")]
pub(crate) fn is_not_found(message: &str) -> bool {
    NOT_FOUND.iter().any(|words| message.eq_ignore_ascii_case(words))
}

/// What may help against a refusal, where its words alone do not say it.
pub(crate) fn hint(message: &str) -> &'static str {
    if message.eq_ignore_ascii_case("Permission denied") {
        "; give the user the write class that the action needs, in manager.conf"
    } else {
        ""
    }
}

/// Why an answer is not what was hoped for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// Asterisk said no. Its words are for people and change between releases.
    #[error("refused: {message}{}", hint(.message))]
    Refused {
        /// `Message` of the response; empty if there was none.
        message: String,
    },
    /// A header that the answer must have is not there.
    #[error(
        "the answer to {action} has no usable header {header}; the peer does not speak AMI as Asterisk does"
    )]
    Missing {
        /// The action.
        action: &'static str,
        /// The header.
        header: &'static str,
    },
}
