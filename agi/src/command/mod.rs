//! Commands: what a program asks of Asterisk, each with the type of its answer.
//!
//! [`RawCommand`] sends any command there is; the others know their arguments and read their reply. All of them are
//! values: encoding one has no effect, a [`Session`](crate::proto::Session) or a call sends it.
#![doc = include_str!("table.md")]

mod answer;
mod async_agi;
mod auto_hangup;
mod caller_id;
mod channel;
mod control;
mod data;
mod database;
mod digit;
mod error;
mod exec;
mod get_option;
mod gosub;
mod hangup;
mod music;
mod noop;
mod place;
mod raw;
mod receive;
mod record;
mod say;
mod say_time;
mod send;
mod speech;
mod stream;
mod tdd;
mod time;
mod variable;
mod wait;

pub use answer::Answer;
pub use async_agi::AsyncAgiBreak;
pub use auto_hangup::SetAutoHangup;
pub use caller_id::SetCallerId;
pub use channel::{ChannelState, ChannelStatus};
pub use control::{ControlStreamFile, ControlledPlayback};
pub use data::{Data, GetData};
pub use database::{DatabaseDel, DatabaseDelTree, DatabaseGet, DatabasePut};
pub use digit::Digit;
pub use error::ReplyError;
pub use exec::Exec;
pub use get_option::GetOption;
pub use gosub::{Gosub, GosubEnd};
pub use hangup::Hangup;
pub use music::SetMusic;
pub use noop::{Noop, Verbose};
pub use place::{Priority, SetContext, SetExtension, SetPriority};
pub use raw::RawCommand;
pub use receive::{ReceiveChar, ReceiveText};
pub use record::{RecordFile, Recording, RecordingEnd};
pub use say::{Gender, LetterCase, SayAlpha, SayDigits, SayNumber, SayPhonetic};
pub use say_time::{SayDate, SayDateTime, SayTime};
pub use send::{SendImage, SendText};
pub use speech::{
    Recognition, RecognizedText, SpeechActivateGrammar, SpeechCreate, SpeechDeactivateGrammar, SpeechDestroy,
    SpeechEnd, SpeechLoadGrammar, SpeechRecognize, SpeechSet, SpeechUnloadGrammar,
};
pub use stream::{Playback, StreamFile};
pub use tdd::TddMode;
pub use variable::{GetFullVariable, GetVariable, SetVariable};
pub use wait::WaitForDigit;

use std::fmt;

use crate::wire::{EncodeError, LineLimit, LineWriter, Reply, Shape};

/// Something to ask of Asterisk, and how to read the answer.
///
/// ```
/// use switchhook_agi::command::{Command, ReplyError};
/// use switchhook_agi::wire::{LineWriter, Reply};
///
/// /// Says a number with the files of Asterisk's own voice.
/// struct SayNumber(u32);
///
/// impl Command for SayNumber {
///     type Response = ();
///
///     fn name(&self) -> &str {
///         "SAY NUMBER"
///     }
///
///     fn encode(&self, line: &mut LineWriter) {
///         line.display(self.0).argument("");
///     }
///
///     fn is_open_ended(&self) -> bool {
///         true
///     }
///
///     fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
///         ReplyError::unless_done(reply)?;
///         Ok(())
///     }
/// }
/// ```
pub trait Command {
    /// What a successful answer says.
    type Response;

    /// The words of the command, such as `GET VARIABLE`.
    fn name(&self) -> &str;

    /// Writes the arguments.
    fn encode(&self, line: &mut LineWriter);

    /// Whether it may take as long as the caller stays, such as playing a sound. By default it does not, and a reply
    /// that does not come in time ends the session.
    fn is_open_ended(&self) -> bool {
        false
    }

    /// Whether Asterisk runs it on a channel that is hung up. By default it does not.
    fn is_for_the_dead(&self) -> bool {
        false
    }

    /// What the text in parentheses of the reply is. By default one word.
    fn shape(&self) -> Shape {
        Shape::Word
    }

    /// Whether Asterisk looks at its input while the command runs, and stops it when something comes: see
    /// [`Session::interrupt`](crate::proto::Session::interrupt). By default it does not.
    fn can_be_interrupted(&self) -> bool {
        false
    }

    /// Whether a reply with result 1 is followed by a 520 that answers nothing. Only that of `EXEC` is: Asterisk takes
    /// what the application returned for what the command returned.
    fn may_be_followed_by_usage(&self) -> bool {
        false
    }

    /// Reads the reply, refusals too.
    ///
    /// # Errors
    /// The command was refused or failed, or the reply is not what it should be.
    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError>;
}

/// A command made ready to send, once it was found to be sendable.
///
/// ```
/// use switchhook_agi::command::{GetVariable, Request};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&GetVariable::new("CALLERID(num)"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"GET VARIABLE \"CALLERID(num)\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// Begins with the words of the command.
    line: Vec<u8>,
    name_length: usize,
    open_ended: bool,
    for_the_dead: bool,
    shape: Shape,
    followed_by_usage: bool,
    interruptible: bool,
}

impl Request {
    /// Encodes `command` for an Asterisk that reads lines of this length.
    ///
    /// # Errors
    /// The first thing that Asterisk would not take as it is meant. Nothing was sent.
    pub fn new<C: Command + ?Sized>(command: &C, limit: LineLimit) -> Result<Self, EncodeError> {
        let name = command.name();
        let mut line = LineWriter::new(name);
        command.encode(&mut line);
        Ok(Self {
            line: line.finish(limit)?,
            name_length: name.len(),
            open_ended: command.is_open_ended(),
            for_the_dead: command.is_for_the_dead(),
            shape: command.shape(),
            followed_by_usage: command.may_be_followed_by_usage(),
            interruptible: command.can_be_interrupted(),
        })
    }

    /// The words of the command.
    pub fn name(&self) -> &str {
        // A line is only made of a name that is ASCII.
        std::str::from_utf8(&self.line[..self.name_length]).unwrap_or_default()
    }

    /// The whole line, LF included.
    pub fn as_bytes(&self) -> &[u8] {
        &self.line
    }

    /// See [`Command::is_open_ended`].
    pub fn is_open_ended(&self) -> bool {
        self.open_ended
    }

    /// See [`Command::is_for_the_dead`].
    pub fn is_for_the_dead(&self) -> bool {
        self.for_the_dead
    }

    /// See [`Command::shape`].
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// See [`Command::can_be_interrupted`].
    pub fn can_be_interrupted(&self) -> bool {
        self.interruptible
    }

    /// See [`Command::may_be_followed_by_usage`].
    pub fn may_be_followed_by_usage(&self) -> bool {
        self.followed_by_usage
    }
}

/// Shows the command only: arguments may hold secrets.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({})", self.name())
    }
}

/// What all tests of commands need: a command's line as text, and its reading of a reply.
#[cfg(test)]
pub(crate) mod testing {
    use super::{Command, ReplyError, Request};
    use crate::wire::{LineLimit, Reply};

    pub(crate) fn line(command: &impl Command) -> String {
        let request = Request::new(command, LineLimit::BYTES_2046).expect("the samples can be sent");
        let line = String::from_utf8(request.as_bytes().to_vec()).expect("the samples are UTF-8");
        line.strip_suffix('\n').expect("a line").to_owned()
    }

    /// Why a command cannot be sent.
    pub(crate) fn refusal(command: &impl Command) -> String {
        Request::new(command, LineLimit::BYTES_2046)
            .expect_err("the samples cannot be sent")
            .to_string()
    }

    pub(crate) fn read<C: Command>(command: &C, reply: &str) -> Result<C::Response, ReplyError> {
        command.response(&Reply::parse(reply.as_bytes(), command.shape()).expect("a reply"))
    }
}
