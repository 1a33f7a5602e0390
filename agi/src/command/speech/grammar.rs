use super::super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Gives the speech engine a grammar, which says what it may understand. [`ReplyError::NotDone`] if it cannot have it.
///
/// ```
/// use switchhook_agi::command::{Request, SpeechLoadGrammar};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SpeechLoadGrammar::new("digits", "/etc/grammars/digits.gram"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SPEECH LOAD GRAMMAR \"digits\" \"/etc/grammars/digits.gram\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechLoadGrammar {
    name: String,
    path: String,
}

impl SpeechLoadGrammar {
    /// Under this name, from this file.
    pub fn new(name: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            path: path.into(),
        }
    }
}

impl Command for SpeechLoadGrammar {
    type Response = ();

    fn name(&self) -> &str {
        "SPEECH LOAD GRAMMAR"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.name).argument(&self.path);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_not_done(reply)
    }
}

/// Takes a grammar from the speech engine. [`ReplyError::NotDone`] if it has none of this name. Runs on a dead channel
/// too.
///
/// ```
/// use switchhook_agi::command::{Request, SpeechUnloadGrammar};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SpeechUnloadGrammar::new("digits"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SPEECH UNLOAD GRAMMAR \"digits\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechUnloadGrammar {
    name: String,
}

impl SpeechUnloadGrammar {
    /// That of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl Command for SpeechUnloadGrammar {
    type Response = ();

    fn name(&self) -> &str {
        "SPEECH UNLOAD GRAMMAR"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.name);
    }

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_not_done(reply)
    }
}

/// Has the speech engine use a grammar that it was given. [`ReplyError::NotDone`] if it has none of this name.
///
/// ```
/// use switchhook_agi::command::{Request, SpeechActivateGrammar};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SpeechActivateGrammar::new("digits"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SPEECH ACTIVATE GRAMMAR \"digits\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechActivateGrammar {
    name: String,
}

impl SpeechActivateGrammar {
    /// That of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl Command for SpeechActivateGrammar {
    type Response = ();

    fn name(&self) -> &str {
        "SPEECH ACTIVATE GRAMMAR"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.name);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_not_done(reply)
    }
}

/// Has the speech engine not use a grammar any more. [`ReplyError::NotDone`] if it has none of this name.
///
/// ```
/// use switchhook_agi::command::{Request, SpeechDeactivateGrammar};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SpeechDeactivateGrammar::new("digits"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SPEECH DEACTIVATE GRAMMAR \"digits\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechDeactivateGrammar {
    name: String,
}

impl SpeechDeactivateGrammar {
    /// That of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl Command for SpeechDeactivateGrammar {
    type Response = ();

    fn name(&self) -> &str {
        "SPEECH DEACTIVATE GRAMMAR"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.name);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_not_done(reply)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::read;
    use super::*;

    #[test]
    fn what_the_engine_did_not_do_is_an_error() {
        let load = SpeechLoadGrammar::new("a", "b");
        assert_eq!(read(&load, "200 result=1"), Ok(()));
        assert_eq!(read(&load, "200 result=0"), Err(ReplyError::NotDone));
        for reply in ["200 result=0", "200 result=1"] {
            let expected = if reply.ends_with('1') {
                Ok(())
            } else {
                Err(ReplyError::NotDone)
            };
            assert_eq!(read(&SpeechUnloadGrammar::new("a"), reply), expected, "{reply}");
            assert_eq!(read(&SpeechActivateGrammar::new("a"), reply), expected, "{reply}");
            assert_eq!(
                read(&SpeechDeactivateGrammar::new("a"), reply),
                expected,
                "{reply}"
            );
        }
    }
}
