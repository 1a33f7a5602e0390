use std::borrow::Cow;

use crate::wire::{Code, Reply};

/// Why a reply is not the one hoped for. The session goes on after each of these.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// 510: this Asterisk has no such command.
    #[error(
        "Asterisk does not know this command; `agi show commands` lists those it has, some need a module"
    )]
    Unknown,
    /// 511: the channel is hung up, or runs an intercept routine, and this command needs a living one.
    #[error("the channel is hung up, and this command needs a living one")]
    NotPermitted,
    /// 520: the arguments are wrong.
    #[error("Asterisk refused the arguments{}", first(.usage))]
    Usage {
        /// What Asterisk says about them, line by line. May be empty.
        usage: Vec<String>,
    },
    /// The command was carried out and failed: result -1. Often the caller has hung up, which is told next.
    #[error("the command failed (result -1): the caller hung up, or Asterisk's log tells why")]
    Failed,
    /// `EXEC` of an application that does not exist.
    #[error("this Asterisk has no such application; `core show applications` lists those it has")]
    NoApplication,
    /// `GOSUB` to a place that does not exist.
    #[error("the dialplan has no such context, extension and priority; `dialplan show` lists those it has")]
    NoSuchPlace,
    /// `RECORD FILE` to a file that cannot be written.
    #[error(
        "Asterisk cannot write the recording; look at its format, its folder, and what Asterisk may do there"
    )]
    CannotRecord,
    /// The command was understood and not carried out: result 0 where success is 1.
    #[error("Asterisk did not do it (result 0), and its log may tell why; for speech, an engine is needed")]
    NotDone,
    /// Another code that refuses, such as 503 when there is no memory left.
    #[error("refused with code {code}: {message}")]
    Refused {
        /// From 500 on.
        code: u16,
        /// Asterisk's words.
        message: String,
    },
    /// The reply cannot be that to this command.
    #[error("the reply was not understood: {problem}")]
    Malformed {
        /// What is strange about it.
        problem: Cow<'static, str>,
    },
    /// The reply was over the limit, and was not kept.
    #[error("the reply is over {limit} bytes and was dropped; raise Limits::reply_bytes")]
    TooLong {
        /// [`Limits::reply_bytes`](crate::wire::Limits::reply_bytes).
        limit: usize,
    },
}

impl ReplyError {
    /// For [`Command::response`](super::Command::response): an error unless the reply is a 200 with a result.
    ///
    /// # Errors
    /// What the code says.
    pub fn unless_done(reply: &Reply) -> Result<&[u8], Self> {
        match reply.code() {
            Code::Done => reply.result().ok_or(Self::Malformed {
                problem: "a 200 without a result".into(),
            }),
            Code::Unknown => Err(Self::Unknown),
            Code::NotPermitted => Err(Self::NotPermitted),
            Code::Usage => Err(Self::Usage {
                usage: reply
                    .usage()
                    .map(|line| String::from_utf8_lossy(line).into_owned())
                    .collect(),
            }),
            code if code.number() >= 500 => Err(Self::Refused {
                code: code.number(),
                message: String::from_utf8_lossy(reply.rest()).into_owned(),
            }),
            code => Err(Self::Malformed {
                problem: format!("code {}, which no reply to it has", code.number()).into(),
            }),
        }
    }

    /// For [`Command::response`](super::Command::response): the result as a number; -1 is an error.
    ///
    /// # Errors
    /// The command was refused or failed, or its result is no number.
    pub fn unless_failed(reply: &Reply) -> Result<i64, Self> {
        let result = Self::unless_done(reply)?;
        match reply.number() {
            Some(-1) => Err(Self::Failed),
            Some(number) => Ok(number),
            None => Err(Self::Malformed {
                problem: if result.is_empty() {
                    "an empty result".into()
                } else {
                    "a result that is no number".into()
                },
            }),
        }
    }

    /// For [`Command::response`](super::Command::response): an error unless the result is 1, as that of a command that
    /// says 0 for failure.
    ///
    /// # Errors
    /// The command was refused or not carried out.
    pub fn unless_not_done(reply: &Reply) -> Result<(), Self> {
        match Self::unless_failed(reply)? {
            0 => Err(Self::NotDone),
            _ => Ok(()),
        }
    }
}

fn first(usage: &[String]) -> String {
    match usage.iter().find(|line| !line.trim().is_empty()) {
        Some(line) => format!("; it says: {}", line.trim()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::ReplyError;
    use crate::wire::{Reply, Shape};

    #[test]
    fn each_refusal_says_what_and_what_to_do() {
        for (reply, expected) in [
            ("200 result=-1", "the command failed (result -1)"),
            ("200 result=", "the reply was not understood: an empty result"),
            ("200 ok", "the reply was not understood: a 200 without a result"),
            (
                "510 Invalid or unknown command",
                "Asterisk does not know this command",
            ),
            (
                "511 Command Not Permitted on a dead channel",
                "the channel is hung up",
            ),
            (
                "503 result=-2 Memory allocation failure",
                "refused with code 503: Memory allocation failure",
            ),
            (
                "520 Invalid command syntax.  Proper usage not available.",
                "Asterisk refused the arguments",
            ),
            (
                "520-Invalid\nUsage: ANSWER\n\n520 End of proper usage.",
                "arguments; it says: Usage: ANSWER",
            ),
            ("300 x", "code 300, which no reply to it has"),
        ] {
            let parsed = Reply::parse(reply.as_bytes(), Shape::Word).unwrap();
            let error = ReplyError::unless_failed(&parsed).unwrap_err().to_string();
            assert!(error.contains(expected), "{reply:?}: {error}");
        }
    }
}
