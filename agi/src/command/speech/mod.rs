mod grammar;
mod recognize;

pub use grammar::{SpeechActivateGrammar, SpeechDeactivateGrammar, SpeechLoadGrammar, SpeechUnloadGrammar};
pub use recognize::{Recognition, RecognizedText, SpeechEnd, SpeechRecognize};

use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Makes speech recognition ready, by an engine that Asterisk has. [`ReplyError::NotDone`] if it has not, or if there
/// is one ready already.
///
/// ```
/// use switchhook_agi::command::{Request, SpeechCreate};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SpeechCreate::new("vosk"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SPEECH CREATE \"vosk\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechCreate {
    engine: String,
}

impl SpeechCreate {
    /// The engine of this name. An empty one is Asterisk's choice.
    pub fn new(engine: impl Into<String>) -> Self {
        Self {
            engine: engine.into(),
        }
    }
}

impl Command for SpeechCreate {
    type Response = ();

    fn name(&self) -> &str {
        "SPEECH CREATE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.engine);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_not_done(reply)
    }
}

/// Sets something that the speech engine knows. [`ReplyError::NotDone`] if none is ready.
///
/// ```
/// use switchhook_agi::command::{Request, SpeechSet};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SpeechSet::new("language", "fr"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SPEECH SET \"language\" \"fr\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechSet {
    setting: String,
    value: String,
}

impl SpeechSet {
    /// This, to that.
    pub fn new(setting: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            setting: setting.into(),
            value: value.into(),
        }
    }
}

impl Command for SpeechSet {
    type Response = ();

    fn name(&self) -> &str {
        "SPEECH SET"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.setting).argument(&self.value);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_not_done(reply)
    }
}

/// Ends speech recognition. [`ReplyError::NotDone`] if none is ready. Runs on a dead channel too.
///
/// ```
/// use switchhook_agi::command::{Request, SpeechDestroy};
/// use switchhook_agi::wire::LineLimit;
/// assert_eq!(Request::new(&SpeechDestroy, LineLimit::BYTES_2046).unwrap().as_bytes(), b"SPEECH DESTROY\n");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpeechDestroy;

impl Command for SpeechDestroy {
    type Response = ();

    fn name(&self) -> &str {
        "SPEECH DESTROY"
    }

    fn encode(&self, _line: &mut LineWriter) {}

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_not_done(reply)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use super::{ReplyError, SpeechCreate, SpeechDestroy, SpeechSet};

    #[test]
    fn without_an_engine_nothing_is_done() {
        assert_eq!(read(&SpeechCreate::new("x"), "200 result=1"), Ok(()));
        assert_eq!(
            read(&SpeechCreate::new("x"), "200 result=0"),
            Err(ReplyError::NotDone)
        );
        assert_eq!(
            read(&SpeechSet::new("a", "b"), "200 result=0"),
            Err(ReplyError::NotDone)
        );
        assert_eq!(read(&SpeechDestroy, "200 result=0"), Err(ReplyError::NotDone));
    }
}
