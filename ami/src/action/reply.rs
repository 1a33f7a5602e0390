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

    /// The events called `name`.
    pub fn events_named(&self, name: &str) -> impl Iterator<Item = &MessageBuf> {
        self.events
            .iter()
            .filter(move |event| event.event_name() == Some(name))
    }
}

/// Why an answer is not what was hoped for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// Asterisk said no. Its words are for people and change between releases.
    #[error("refused: {message}")]
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
