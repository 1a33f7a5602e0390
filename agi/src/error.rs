use crate::command::ReplyError;
use crate::proto::CloseReason;
use crate::wire::EncodeError;

/// Why a command has no answer, or not the one hoped for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The command cannot be written as a line of AGI. It was not sent.
    #[error("the command was not sent: {0}")]
    Invalid(#[from] EncodeError),
    /// The caller has hung up. What is allowed on a dead channel may still be sent.
    #[error("the caller has hung up")]
    HungUp,
    /// Asterisk refused the command, or it failed. The call goes on.
    #[error("{0}")]
    Reply(#[source] ReplyError),
    /// The session was over before. The command was not sent.
    #[error("the command was not sent, the session is over: {reason}")]
    Ended {
        /// Why.
        reason: CloseReason,
    },
    /// The session ended while the command was under way: it was perhaps carried out.
    #[error("the session ended before the reply, the outcome is unknown: {reason}")]
    OutcomeUnknown {
        /// Why.
        reason: CloseReason,
    },
}

impl CallError {
    /// Whether there is nobody left to talk to: the caller hung up, or the session ended. A handler may return such an
    /// error: it is the ordinary end of a call and no failure of the handler, unless a deadline or a limit of ours
    /// ended the session, which is reported.
    ///
    /// ```
    /// use switchhook_agi::CallError;
    /// use switchhook_agi::command::ReplyError;
    /// assert!(CallError::HungUp.is_over());
    /// assert!(!CallError::Reply(ReplyError::Unknown).is_over());
    /// ```
    pub fn is_over(&self) -> bool {
        match self {
            Self::HungUp | Self::Ended { .. } | Self::OutcomeUnknown { .. } => true,
            Self::Invalid(_) | Self::Reply(_) => false,
        }
    }

    /// Whether the call ended as calls do. One that a deadline or a limit of ours ended is for whoever runs the program
    /// to know: the dialplan goes on with a `FAILURE`.
    #[cfg(any(feature = "tokio", feature = "blocking"))]
    pub(crate) fn is_ordinary(&self) -> bool {
        match self {
            Self::Ended { reason } | Self::OutcomeUnknown { reason } => {
                !reason.is_timeout() && !matches!(reason, CloseReason::Flooded { .. })
            }
            other => other.is_over(),
        }
    }
}
