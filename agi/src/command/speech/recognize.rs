use std::fmt;
use std::time::Duration;

use super::super::digit::Digit;
use super::super::time::some_seconds;
use super::super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply, Text};

/// Plays a sound and listens to what the caller says, until the speech engine has understood it, a key is pressed or
/// time is up. [`ReplyError::NotDone`] if no engine is ready.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::command::{Command, Request, SpeechEnd, SpeechRecognize};
/// use switchhook_agi::wire::{LineLimit, Reply};
/// let listen = SpeechRecognize::new("who-do-you-want").at_most(Duration::from_secs(5));
/// let request = Request::new(&listen, LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SPEECH RECOGNIZE \"who-do-you-want\" \"5\"\n");
///
/// let reply = br#"200 result=1 (speech) endpos=0 results=1 score0=900 text0="alice martin" grammar0=people"#;
/// let heard = listen.response(&Reply::parse(reply, listen.shape())?)?;
/// let SpeechEnd::Speech(texts) = heard.end else { panic!("something was said") };
/// assert_eq!((texts[0].text.to_str()?, texts[0].score), ("alice martin", 900));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechRecognize {
    prompt: String,
    timeout: Option<Duration>,
    offset: Option<u64>,
}

/// What came of listening.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recognition {
    /// What ended it.
    pub end: SpeechEnd,
    /// The sample of the prompt at which the caller began to speak; 0 if that was after it.
    pub prompt_end: u64,
}

/// What ended listening.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpeechEnd {
    /// Something was said. These are the texts that it may have been, as the engine orders them; perhaps none.
    Speech(Vec<RecognizedText>),
    /// A key was pressed.
    Digit(Digit),
    /// The time was up.
    Timeout,
    /// The caller hung up.
    Hangup,
}

/// What somebody may have said. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecognizedText {
    /// How sure the engine is. What its numbers mean is the engine's affair.
    pub score: i64,
    /// What was said, or what the grammar makes of it.
    pub text: Text,
    /// Which grammar took it.
    pub grammar: Text,
}

impl SpeechRecognize {
    /// With this sound, named without its ending. Without end.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self {
            prompt: prompt.into(),
            timeout: None,
            offset: None,
        }
    }

    /// How long to listen after the sound, in whole seconds, a begun one counted. Without end by default.
    #[must_use]
    pub fn at_most(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Begins the sound after this many samples. 0 by default.
    #[must_use]
    pub fn from_sample(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl Command for SpeechRecognize {
    type Response = Recognition;

    fn name(&self) -> &str {
        "SPEECH RECOGNIZE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.prompt)
            .display(self.timeout.map_or(0, some_seconds));
        line.optional(self.offset.map(|offset| offset.to_string()));
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Recognition, ReplyError> {
        ReplyError::unless_not_done(reply)?;
        let malformed = |problem: &'static str| ReplyError::Malformed {
            problem: problem.into(),
        };
        let end = match reply.text() {
            Some(b"speech") => SpeechEnd::Speech(texts(reply.rest())),
            Some(b"digit") => match reply.attribute("digit") {
                Some(&[key]) => SpeechEnd::Digit(
                    Digit::new(char::from(key)).ok_or_else(|| malformed("a digit that no telephone has"))?,
                ),
                _ => return Err(malformed("(digit) without one")),
            },
            Some(b"timeout") => SpeechEnd::Timeout,
            Some(b"hangup") => SpeechEnd::Hangup,
            _ => return Err(malformed("no word that says how listening ended")),
        };
        Ok(Recognition {
            end,
            prompt_end: reply.number_of("endpos").unwrap_or(0),
        })
    }
}

/// Reads `scoreN=.. textN=".." grammarN=..`. A text may hold quotes, which Asterisk does not escape, so it is its
/// surroundings that end it. Asterisk cuts what is over 4 KiB; what is cut there is left out.
fn texts(mut left: &[u8]) -> Vec<RecognizedText> {
    let mut texts = Vec::new();
    loop {
        let number = texts.len();
        let Some((_, after)) = cut(left, &format!("score{number}=")) else {
            return texts;
        };
        let Some((score, after)) = cut(after, &format!(" text{number}=\"")) else {
            return texts;
        };
        let Some((text, after)) = cut(after, &format!("\" grammar{number}=")) else {
            return texts;
        };
        let next = format!(" score{}=", number + 1);
        let grammar = cut(after, &next).map_or(after, |(grammar, _)| grammar);
        left = &after[grammar.len()..];
        let Some(score) = std::str::from_utf8(score)
            .ok()
            .and_then(|score| score.parse().ok())
        else {
            return texts;
        };
        texts.push(RecognizedText {
            score,
            text: text.into(),
            grammar: grammar.trim_ascii_end().into(),
        });
    }
}

/// What stands before `mark`, and after it.
fn cut<'a>(text: &'a [u8], mark: &str) -> Option<(&'a [u8], &'a [u8])> {
    let at = text
        .windows(mark.len())
        .position(|window| window == mark.as_bytes())?;
    Some((&text[..at], &text[at + mark.len()..]))
}

impl fmt::Debug for RecognizedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (score, bytes) = (self.score, self.text.as_bytes().len());
        write!(f, "RecognizedText(score {score}, {bytes} bytes)")
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{line, read};
    use super::{Digit, Duration, ReplyError, SpeechEnd, SpeechRecognize};

    #[test]
    fn without_a_time_it_listens_without_end() {
        assert_eq!(line(&SpeechRecognize::new("x")), r#"SPEECH RECOGNIZE "x" "0""#);
        let listen = SpeechRecognize::new("x").at_most(Duration::ZERO).from_sample(800);
        assert_eq!(line(&listen), r#"SPEECH RECOGNIZE "x" "1" "800""#);
    }

    #[test]
    fn every_text_is_read_whatever_is_in_it() {
        for (rest, expected) in [
            ("endpos=0 results=0 ", vec![]),
            (
                r#"endpos=0 results=1 score0=900 text0="a" grammar0=g"#,
                vec![(900, "a", "g")],
            ),
            (
                r#"endpos=0 results=2 score0=90 text0="say "hi" (now)" grammar0=g score1=-1 text1="" grammar1=a b"#,
                vec![(90, "say \"hi\" (now)", "g"), (-1, "", "a b")],
            ),
            // Cut by Asterisk.
            (
                r#"endpos=0 results=2 score0=90 text0="a" grammar0=g score1=5 text1="b"#,
                vec![(90, "a", "g")],
            ),
        ] {
            let reply = format!("200 result=1 (speech) {rest}");
            let heard = read(&SpeechRecognize::new("x"), &reply).unwrap();
            let SpeechEnd::Speech(texts) = heard.end else {
                panic!("{reply}");
            };
            let texts: Vec<_> = texts
                .iter()
                .map(|text| {
                    (
                        text.score,
                        text.text.to_str().unwrap(),
                        text.grammar.to_str().unwrap(),
                    )
                })
                .collect();
            assert_eq!(texts, expected, "{reply}");
        }
    }

    #[test]
    fn every_end_of_listening_is_told() {
        let listen = SpeechRecognize::new("x");
        for (reply, end) in [
            (
                "200 result=1 (digit) digit=# endpos=800",
                SpeechEnd::Digit(Digit::new('#').unwrap()),
            ),
            ("200 result=1 (timeout) endpos=800", SpeechEnd::Timeout),
            ("200 result=1 (hangup) endpos=800", SpeechEnd::Hangup),
        ] {
            let heard = read(&listen, reply).unwrap_or_else(|error| panic!("{reply}: {error}"));
            assert_eq!((heard.end, heard.prompt_end), (end, 800), "{reply}");
        }
        assert_eq!(read(&listen, "200 result=0"), Err(ReplyError::NotDone));
        assert_eq!(read(&listen, "200 result=0 endpos=0"), Err(ReplyError::NotDone));
        for reply in [
            "200 result=1",
            "200 result=1 (digit) digit=x endpos=0",
            "200 result=1 (digit) endpos=0",
        ] {
            let error = read(&listen, reply).unwrap_err();
            assert!(matches!(error, ReplyError::Malformed { .. }), "{reply}: {error}");
        }
    }
}
