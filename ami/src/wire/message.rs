use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::encode::{EncodeError, HeaderWriter};
use super::framer::{Frame, Framer};
use super::header::{Header, Parts};
use super::limits::Limits;

/// What a message is, told by its first line: `Response:` also stands inside `OriginateResponse` events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Answers an action: begins with `Response:`.
    Response,
    /// Tells of something: begins with `Event:`.
    Event,
    /// Asks for something: has an `Action:`. Only servers receive these.
    Action,
    /// None of the above, such as the bare text that `IAXnetstats` answers with.
    Other,
}

/// A message that borrows from the [`Framer`] it came from.
///
/// Every header is there, in order, repeats included; values are bytes first and text on request. Make it
/// last with [`to_owned`](Self::to_owned).
///
/// ```
/// use switchhook_ami::wire::{Frame, Framer, Kind, Limits};
///
/// let mut framer = Framer::without_banner(Limits::default());
/// framer.push(b"Event: Hangup\r\nChannel: PJSIP/100-00000001\r\nCause: 16\r\n\r\n");
/// let Some(Frame::Message(message)) = framer.next() else { panic!("one whole message was pushed") };
/// assert_eq!(message.kind(), Kind::Event);
/// assert_eq!(message.get("channel"), Some("PJSIP/100-00000001"));
/// ```
#[derive(Clone, Copy)]
pub struct Message<'a> {
    bytes: &'a [u8],
    lines: &'a [Line],
    body: Option<(u32, u32)>,
}

/// A message that owns its bytes; same accessors as [`Message`].
///
/// ```
/// use switchhook_ami::wire::MessageBuf;
/// let event = MessageBuf::build(|headers| {
///     headers.header("Event", "Hangup").header("Cause", "16");
/// })?;
/// assert_eq!(event.as_bytes(), b"Event: Hangup\r\nCause: 16\r\n\r\n");
/// # Ok::<(), switchhook_ami::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct MessageBuf {
    bytes: Box<[u8]>,
    lines: Box<[Line]>,
    body: Option<(u32, u32)>,
}

/// Where one line is, counted from the first byte of its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    start: u32,
    end: u32,
    name_end: u32,
    value_start: u32,
}

impl Line {
    /// `at` is the place of `line` in its message; messages are shorter than 4 GiB by [`Framer`]'s limit.
    pub(super) fn new(at: usize, line: &[u8]) -> Self {
        let parts = Parts::of(line);
        Self {
            start: at as u32,
            end: (at + line.len()) as u32,
            name_end: parts.name_end as u32,
            value_start: parts.value_start as u32,
        }
    }

    pub(super) fn header<'a>(&self, bytes: &'a [u8]) -> Header<'a> {
        let line = &bytes[self.start as usize..self.end as usize];
        Header::new(
            line,
            Parts {
                name_end: self.name_end as usize,
                value_start: self.value_start as usize,
            },
        )
    }
}

impl<'a> Message<'a> {
    pub(super) fn new(bytes: &'a [u8], lines: &'a [Line], body: Option<Range<usize>>) -> Self {
        Self {
            bytes,
            lines,
            body: body.map(|body| (body.start as u32, body.end as u32)),
        }
    }

    /// What it is, by its first line.
    pub fn kind(self) -> Kind {
        match self.headers().next() {
            Some(first) if first.is("Response") => Kind::Response,
            Some(first) if first.is("Event") => Kind::Event,
            _ if self.get_bytes("Action").is_some() => Kind::Action,
            _ => Kind::Other,
        }
    }

    /// The value of the first header called `name` (compared without case), if it is there and is UTF-8.
    pub fn get(self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(self.get_bytes(name)?).ok()
    }

    /// The value of the first header called `name`; bytes that are not UTF-8 are replaced.
    pub fn text(self, name: &str) -> Option<Cow<'a, str>> {
        self.get_bytes(name).map(String::from_utf8_lossy)
    }

    /// The value of the first header called `name`, as it was sent.
    pub fn get_bytes(self, name: &str) -> Option<&'a [u8]> {
        self.get_joined("", name)
    }

    /// The value of the first header whose name is `prefix` and `name` together.
    pub(crate) fn get_joined(self, prefix: &str, name: &str) -> Option<&'a [u8]> {
        let (prefix, name) = (prefix.as_bytes(), name.as_bytes());
        let length = (prefix.len() + name.len()) as u32;
        self.lines
            .iter()
            // The index alone rules out nearly all of them.
            .filter(|line| line.name_end == length)
            .map(|line| line.header(self.bytes))
            .find(|header| {
                let (start, end) = header.name_bytes().split_at(prefix.len());
                start.eq_ignore_ascii_case(prefix) && end.eq_ignore_ascii_case(name)
            })
            .map(|header| header.value_bytes())
    }

    /// The values of all headers called `name`, in order.
    pub fn get_all(self, name: &str) -> impl Iterator<Item = &'a [u8]> + use<'a, '_> {
        self.headers()
            .filter(move |header| header.is(name))
            .map(|header| header.value_bytes())
    }

    /// All headers in order, repeats and lines without a colon included.
    pub fn headers(self) -> impl ExactSizeIterator<Item = Header<'a>> + use<'a> {
        let bytes = self.bytes;
        self.lines.iter().map(move |line| line.header(bytes))
    }

    /// The name of an event, `None` for other kinds.
    pub fn event_name(self) -> Option<&'a str> {
        self.first_value("Event")
    }

    /// The word of a response such as `Success`, `None` for other kinds.
    pub fn response_word(self) -> Option<&'a str> {
        self.first_value("Response")
    }

    /// Whether this is a response that says `Success`, or one of its kin (`Goodbye`, `Follows`, `Pong`).
    pub fn is_success(self) -> bool {
        self.response_word()
            .is_some_and(|word| !word.eq_ignore_ascii_case("Error"))
    }

    /// The id that ties replies to their action.
    pub fn action_id(self) -> Option<&'a str> {
        self.get("ActionID").filter(|id| !id.is_empty())
    }

    /// The lines a CLI command printed, in the form of Asterisk 14 and later (`Output:` headers) and in that of 13
    /// and before (raw text after `Response: Follows`). Line ends are removed, nothing else.
    pub fn output(self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let body = self.body().map(|body| body.strip_suffix(b"\n").unwrap_or(body));
        let old = body.filter(|body| !body.is_empty()).into_iter().flat_map(|body| {
            body.split(|byte| *byte == b'\n')
                .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        });
        self.get_all("Output").chain(old)
    }

    /// The raw text between the headers and `--END COMMAND--` of a `Response: Follows` (Asterisk 13 and before).
    pub fn body(self) -> Option<&'a [u8]> {
        self.body
            .map(|(start, end)| &self.bytes[start as usize..end as usize])
    }

    /// The message exactly as it was received, its closing empty line included.
    pub fn as_bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// A copy that owns its bytes.
    pub fn to_owned(self) -> MessageBuf {
        MessageBuf {
            bytes: self.bytes.into(),
            lines: self.lines.into(),
            body: self.body,
        }
    }

    fn first_value(self, name: &str) -> Option<&'a str> {
        let first = self.headers().next().filter(|first| first.is(name))?;
        std::str::from_utf8(first.value_bytes()).ok()
    }
}

impl MessageBuf {
    /// Builds a message as a server would send it, of any length.
    ///
    /// # Errors
    /// The first header that cannot stand on the wire: a bad name, or CR, LF or NUL in a value.
    pub fn build(fill: impl FnOnce(&mut HeaderWriter<'_>)) -> Result<Self, EncodeError> {
        let mut bytes = Vec::new();
        let mut headers = HeaderWriter::unlimited(&mut bytes);
        fill(&mut headers);
        headers.finish()?;
        bytes.extend_from_slice(b"\r\n");
        Ok(Self::parse(&bytes).unwrap_or_else(|| Message::new(b"\r\n", &[], None).to_owned()))
    }

    /// Parses the first message in `bytes`, whose closing empty line must be there.
    ///
    /// `None` if it is not complete or is over the default [`Limits`].
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut framer = Framer::without_banner(Limits::default());
        framer.push(bytes);
        match framer.next()? {
            Frame::Message(message) => Some(message.to_owned()),
            Frame::Banner(_) | Frame::Malformed(_) => None,
        }
    }

    /// The same message, borrowed.
    pub fn as_message(&self) -> Message<'_> {
        Message {
            bytes: &self.bytes,
            lines: &self.lines,
            body: self.body,
        }
    }

    /// See [`Message::kind`].
    pub fn kind(&self) -> Kind {
        self.as_message().kind()
    }

    /// See [`Message::get`].
    pub fn get(&self, name: &str) -> Option<&str> {
        self.as_message().get(name)
    }

    /// See [`Message::text`].
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.as_message().text(name)
    }

    /// See [`Message::get_bytes`].
    pub fn get_bytes(&self, name: &str) -> Option<&[u8]> {
        self.as_message().get_bytes(name)
    }

    /// See [`Message::get_all`].
    pub fn get_all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.as_message().get_all(name)
    }

    /// See [`Message::headers`].
    pub fn headers(&self) -> impl ExactSizeIterator<Item = Header<'_>> {
        self.as_message().headers()
    }

    /// See [`Message::event_name`].
    pub fn event_name(&self) -> Option<&str> {
        self.as_message().event_name()
    }

    /// See [`Message::response_word`].
    pub fn response_word(&self) -> Option<&str> {
        self.as_message().response_word()
    }

    /// See [`Message::is_success`].
    pub fn is_success(&self) -> bool {
        self.as_message().is_success()
    }

    /// See [`Message::action_id`].
    pub fn action_id(&self) -> Option<&str> {
        self.as_message().action_id()
    }

    /// See [`Message::output`].
    pub fn output(&self) -> impl Iterator<Item = &[u8]> {
        self.as_message().output()
    }

    /// See [`Message::body`].
    pub fn body(&self) -> Option<&[u8]> {
        self.as_message().body()
    }

    /// See [`Message::as_bytes`].
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl PartialEq for Message<'_> {
    fn eq(&self, other: &Self) -> bool {
        // Lines and body follow from the bytes.
        self.bytes == other.bytes
    }
}

impl Eq for Message<'_> {}

/// Shows the first line and the number of headers only: a value may be a secret.
impl fmt::Debug for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self
            .headers()
            .next()
            .map_or(Cow::Borrowed(""), |first| String::from_utf8_lossy(first.line()));
        let short: String = first.chars().take(60).collect();
        write!(f, "Message({short:?}, {} headers)", self.lines.len())
    }
}

impl fmt::Debug for MessageBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_message().fmt(f)
    }
}
