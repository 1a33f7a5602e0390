use memchr::memchr;

use super::environment::{Environment, NotAgi, PREFIX};
use super::limits::Limits;
use super::reply::{Reply, Shape, result};
use super::text::Text;

/// How much of a skipped line is kept: more than the line that ends a usage.
const KEPT_TAIL: usize = 64;

/// The last line of a usage.
const USAGE_END: &[u8] = b"520 End of proper usage.";

/// Cuts what Asterisk sends into the environment, replies and hangup notices, wherever the network cut it before.
///
/// Push what arrived, then call [`next`](Self::next) until it returns `None`. Cost is linear in the bytes pushed, even
/// one at a time.
///
/// ```
/// use switchhook_agi::wire::{Frame, Limits, Reader, Shape};
///
/// let mut reader = Reader::new(Limits::default());
/// reader.push(b"agi_network: yes\nagi_callerid: 100\n\nHANG");
/// assert!(matches!(reader.next(Shape::Word), Some(Frame::Environment(call)) if call.caller_id().is_some()));
/// assert!(reader.next(Shape::Word).is_none());
/// reader.push(b"UP\n200 result=1 (a)\n");
/// assert!(matches!(reader.next(Shape::Word), Some(Frame::Hangup)));
/// assert!(matches!(reader.next(Shape::Value), Some(Frame::Reply(reply)) if reply.text() == Some(b"a")));
/// ```
pub struct Reader {
    limits: Limits,
    buffer: Vec<u8>,
    /// First byte of the current frame; all before it is done with.
    start: usize,
    /// First byte of the current line.
    line_start: usize,
    /// No line end lies between `line_start` and here.
    scanned: usize,
    mode: Mode,
    /// The current frame was given up: its bytes are dropped, its end is still looked for.
    skipping: bool,
    /// The begin of the current line was dropped.
    beheaded: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Environment,
    /// At the first line of a reply, a HANGUP or something else.
    Line,
    /// In a value with line breaks.
    Value,
    /// In the lines of a usage.
    Usage,
    /// The peer is no Asterisk.
    Failed,
}

/// What a [`Reader`] hands out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Frame {
    /// The block at the beginning.
    Environment(Environment),
    /// A whole reply.
    Reply(Reply),
    /// The channel is hung up. Asterisk may say so twice, and says so at the end of every session.
    Hangup,
    /// A reply over [`Limits::reply_bytes`], which was skipped. The next ones are not affected.
    TooLong {
        /// [`Limits::reply_bytes`].
        limit: usize,
    },
    /// A line that is none of these, such as the rest of a value with a line break after a `)`.
    Unexpected(Text),
    /// The session does not begin as AGI does. Nothing more comes after this.
    NotAgi(NotAgi),
    /// The environment is over [`Limits::environment_bytes`]. Nothing more comes after this.
    EnvironmentTooLong {
        /// [`Limits::environment_bytes`].
        limit: usize,
    },
}

impl Reader {
    /// For a session that begins with its environment.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            buffer: Vec::new(),
            start: 0,
            line_start: 0,
            scanned: 0,
            mode: Mode::Environment,
            skipping: false,
            beheaded: false,
        }
    }

    /// For a session whose environment came by another way.
    pub fn without_environment(limits: Limits) -> Self {
        Self {
            mode: Mode::Line,
            ..Self::new(limits)
        }
    }

    /// Takes bytes as they came.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.mode == Mode::Failed {
            return;
        }
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.line_start -= self.start;
            self.scanned -= self.start;
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// How many bytes wait for the end of their frame.
    pub fn buffered(&self) -> usize {
        self.buffer.len() - self.start
    }

    /// The next frame, if it is complete. `shape` is that of the reply to the command under way.
    pub fn next(&mut self, shape: Shape) -> Option<Frame> {
        loop {
            if self.mode == Mode::Failed {
                return None;
            }
            let Some(length) = memchr(b'\n', &self.buffer[self.scanned..]) else {
                self.scanned = self.buffer.len();
                return self.check_unfinished(shape);
            };
            let end = self.scanned + length;
            self.scanned = end + 1;
            // Far below the limit in the ordinary case, so that a reply in one piece is never refused for its length.
            if !self.skipping
                && let Some(frame) = self.over_limit(end - self.start, shape)
            {
                self.scanned = self.line_start;
                return Some(frame);
            }
            let ended = self.on_line(end, shape);
            self.line_start = end + 1;
            self.beheaded = false;
            if let Some(frame) = ended {
                self.start = end + 1;
                self.skipping = false;
                if let Some(frame) = frame {
                    return Some(frame);
                }
            } else if self.skipping {
                self.start = end + 1;
            }
        }
    }

    /// Looks at the line that ends before `end`. `Some` if the frame is over; within it the frame, unless it was
    /// skipped.
    fn on_line(&mut self, end: usize, shape: Shape) -> Option<Option<Frame>> {
        let line = &self.buffer[self.line_start..end];
        let frame = &self.buffer[self.start..end];
        match self.mode {
            Mode::Environment => {
                if !matches!(line, b"" | b"\r") {
                    return None;
                }
                let (mode, frame) = match Environment::parse(frame) {
                    Ok(environment) => (Mode::Line, Frame::Environment(environment)),
                    Err(error) => (Mode::Failed, Frame::NotAgi(error)),
                };
                self.mode = mode;
                Some(Some(frame))
            }
            Mode::Line if self.skipping => Some(None),
            Mode::Line if line == b"HANGUP" => Some(Some(Frame::Hangup)),
            Mode::Line if line.starts_with(b"520-") => {
                self.mode = Mode::Usage;
                None
            }
            Mode::Line if shape == Shape::Value && is_open_value(line) => {
                self.mode = Mode::Value;
                None
            }
            Mode::Line => Some(Some(reply(line, shape))),
            Mode::Value => {
                if line.last() != Some(&b')') {
                    return None;
                }
                self.mode = Mode::Line;
                Some((!self.skipping).then(|| reply(frame, Shape::Value)))
            }
            Mode::Usage => {
                if self.beheaded || line != USAGE_END {
                    return None;
                }
                self.mode = Mode::Line;
                Some((!self.skipping).then(|| reply(frame, shape)))
            }
            Mode::Failed => Some(None),
        }
    }

    /// Whether what came so far is too long, or is no AGI at all.
    fn check_unfinished(&mut self, shape: Shape) -> Option<Frame> {
        let begin = &self.buffer[self.start..];
        let compared = begin.len().min(PREFIX.len());
        if self.mode == Mode::Environment && begin[..compared] != PREFIX[..compared] {
            let error = NotAgi::new(begin);
            self.mode = Mode::Failed;
            return Some(Frame::NotAgi(error));
        }
        let length = self.buffer.len() - self.start;
        if self.skipping {
            self.drop_all_but_tail();
            return None;
        }
        let frame = self.over_limit(length, shape)?;
        if self.skipping {
            self.drop_all_but_tail();
        }
        Some(frame)
    }

    fn over_limit(&mut self, length: usize, shape: Shape) -> Option<Frame> {
        if self.mode == Mode::Environment {
            let limit = self.limits.environment_bytes;
            if length <= limit {
                return None;
            }
            self.mode = Mode::Failed;
            return Some(Frame::EnvironmentTooLong { limit });
        }
        let limit = self.limits.reply_bytes;
        if length <= limit {
            return None;
        }
        // The first line may be the one that is too long: then what it begins with tells where it ends.
        let begin = &self.buffer[self.start..];
        let begin = &begin[..begin.len().min(limit)];
        if self.mode == Mode::Line && begin.starts_with(b"520-") {
            self.mode = Mode::Usage;
        } else if self.mode == Mode::Line && shape == Shape::Value && opens_value(begin) {
            self.mode = Mode::Value;
        }
        self.skipping = true;
        Some(Frame::TooLong { limit })
    }

    fn drop_all_but_tail(&mut self) {
        let from = self.buffer.len().saturating_sub(KEPT_TAIL).max(self.line_start);
        self.beheaded |= from > self.line_start;
        self.start = from;
        self.line_start = from;
        self.scanned = self.buffer.len();
    }
}

/// Shows how much waits, not what.
impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reader({:?}, {} bytes)", self.mode, self.buffered())
    }
}

fn reply(bytes: &[u8], shape: Shape) -> Frame {
    match Reply::parse(bytes, shape) {
        Ok(reply) => Frame::Reply(reply),
        Err(_) => Frame::Unexpected(bytes.into()),
    }
}

/// Whether a value begins in this line and does not end in it.
fn is_open_value(line: &[u8]) -> bool {
    opens_value(line) && line.last() != Some(&b')')
}

fn opens_value(line: &[u8]) -> bool {
    line.strip_prefix(b"200 ")
        .and_then(|after| result(after).ok())
        .is_some_and(|(after, _)| after.starts_with(b" ("))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Frame, Reader};
    use crate::wire::{Code, Limits, Shape};

    fn frames(stream: &[u8], size: usize, shape: Shape) -> Vec<Frame> {
        frames_within(stream, size, shape, Limits::default())
    }

    fn frames_within(stream: &[u8], size: usize, shape: Shape, limits: Limits) -> Vec<Frame> {
        let mut reader = Reader::without_environment(limits);
        let mut frames = Vec::new();
        for chunk in stream.chunks(size) {
            reader.push(chunk);
            while let Some(frame) = reader.next(shape) {
                frames.push(frame);
            }
        }
        frames
    }

    fn said(frame: &Frame) -> String {
        match frame {
            Frame::Reply(reply) => String::from_utf8_lossy(reply.as_bytes()).into_owned(),
            Frame::Unexpected(line) => format!("?{line}"),
            Frame::Hangup => "HANGUP".to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn replies_hangups_and_strays_are_told_apart() {
        let stream = b"200 result=1\nHANGUP\n520-Invalid command syntax.  Proper usage follows:\nUsage: 200 x\n\n\
            520 End of proper usage.\nHANGUP\nwhat\n511 Command Not Permitted on a dead channel or intercept routine\n";
        for size in [1, 7, 1000] {
            let said: Vec<_> = frames(stream, size, Shape::Word).iter().map(said).collect();
            assert_eq!(said.len(), 6, "{said:?}");
            assert_eq!(
                (&said[0][..], &said[1][..], &said[3][..], &said[4][..]),
                ("200 result=1", "HANGUP", "HANGUP", "?what")
            );
            assert!(
                said[2].ends_with("Usage: 200 x\n\n520 End of proper usage."),
                "{said:?}"
            );
            assert!(said[5].starts_with("511 "), "{said:?}");
        }
    }

    #[test]
    fn a_value_may_have_line_breaks_and_only_a_value() {
        let stream = b"200 result=1 (two (2) \nHANGUP\nlines)\n200 result=0\n";
        let read: Vec<_> = frames(stream, 5, Shape::Value).iter().map(said).collect();
        assert_eq!(read, ["200 result=1 (two (2) \nHANGUP\nlines)", "200 result=0"]);
        // Asterisk escapes nothing, so a line that ends with a parenthesis ends the value.
        let stream = b"200 result=1 (a)\nb)\n";
        let read: Vec<_> = frames(stream, 5, Shape::Value).iter().map(said).collect();
        assert_eq!(read, ["200 result=1 (a)", "?b)"]);
        // The reply of other commands is a line: a parenthesis that stays open does not swallow the next one.
        let stream = b"200 result=1 (speech) text0=\"(\"\n200 result=0\n";
        assert_eq!(frames(stream, 5, Shape::Word).len(), 2);
    }

    #[test]
    fn a_reply_over_the_limit_costs_that_reply() {
        let limits = Limits {
            reply_bytes: 100,
            ..Limits::default()
        };
        let long = "x".repeat(300);
        for stream in [
            format!("200 result=1 ({long})\n200 result=2\n"),
            format!("200 result=1 (\n{long}\n\n{long}a)\n200 result=2\n"),
            format!("520-{long}\n{long}\n520 End of proper usage.\n200 result=2\n"),
            format!("520-Usage\n{long}520 End of proper usage.\n\n520 End of proper usage.\n200 result=2\n"),
            format!("{long}\n200 result=2\n"),
        ] {
            for size in [1, 3, 64, 99, 1000] {
                let read = frames_within(stream.as_bytes(), size, Shape::Value, limits);
                assert_eq!(read.len(), 2, "{size}: {stream:?}: {read:?}");
                assert_eq!(read[0], Frame::TooLong { limit: 100 });
                assert!(
                    matches!(&read[1], Frame::Reply(reply) if reply.number() == Some(2)),
                    "{size}: {stream:?}"
                );
            }
        }
    }

    #[test]
    fn a_skipped_reply_takes_no_memory() {
        let limits = Limits {
            reply_bytes: 1000,
            ..Limits::default()
        };
        let mut reader = Reader::without_environment(limits);
        reader.push(b"200 result=1 (");
        for _ in 0..1000 {
            reader.push(&[b'x'; 1000]);
            while reader.next(Shape::Value).is_some() {}
            assert!(reader.buffered() <= 2000, "{}", reader.buffered());
        }
    }

    #[test]
    fn the_environment_comes_first_and_has_a_limit() {
        let mut reader = Reader::new(Limits::default());
        reader.push(b"agi_network: yes\nagi_x: 1\n\n200 result=0\n");
        assert!(matches!(reader.next(Shape::Word), Some(Frame::Environment(_))));
        assert!(matches!(reader.next(Shape::Word), Some(Frame::Reply(reply)) if reply.code() == Code::Done));

        let mut reader = Reader::new(Limits {
            environment_bytes: 50,
            ..Limits::default()
        });
        reader.push(b"agi_network: yes\n");
        assert_eq!(reader.next(Shape::Word), None);
        reader.push(&[b'x'; 50]);
        assert_eq!(
            reader.next(Shape::Word),
            Some(Frame::EnvironmentTooLong { limit: 50 })
        );
        reader.push(b"\n\n");
        assert_eq!(reader.next(Shape::Word), None);
    }

    #[test]
    fn what_is_not_agi_is_noticed_at_its_first_byte() {
        let mut reader = Reader::new(Limits::default());
        reader.push(b"ag");
        assert_eq!(reader.next(Shape::Word), None);
        let mut reader = Reader::new(Limits::default());
        reader.push(b"G");
        assert!(matches!(reader.next(Shape::Word), Some(Frame::NotAgi(_))));
    }

    proptest! {
        /// TCP may cut a stream anywhere; where it does must not matter.
        #[test]
        fn chunking_never_changes_the_frames(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "200 result=1\n", "200 result= (timeout)\n", "200 result=1 (a\nb)\n", "200 result=1 (", ")", "\n",
                    "HANGUP\n", "520-x\n", "520 End of proper usage.\n", "510 y\n", "xxxxxxxxxxxxxxxxxxxx", "\r", "\0",
                ]),
                0..40,
            ),
            size in 1usize..64,
            value in any::<bool>(),
            limit in 10usize..200,
        ) {
            let stream = pieces.concat();
            let shape = if value { Shape::Value } else { Shape::Word };
            let limits = Limits { reply_bytes: limit, ..Limits::default() };
            let whole = frames_within(stream.as_bytes(), usize::MAX, shape, limits);
            prop_assert_eq!(frames_within(stream.as_bytes(), size, shape, limits), whole);
        }

        #[test]
        fn no_bytes_make_it_panic(stream in prop::collection::vec(any::<u8>(), 0..500), size in 1usize..64) {
            for shape in [Shape::Word, Shape::Value] {
                let read = frames(&stream, size, shape);
                prop_assert!(read.len() <= stream.len());
            }
        }
    }
}
