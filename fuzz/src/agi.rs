//! Laws of `switchhook-agi`.

use std::time::{Duration, Instant};

use switchhook_agi::Environment;
use switchhook_agi::command::{
    Answer, ChannelStatus, Command, ControlStreamFile, DatabaseDelTree, DatabaseGet, DatabasePut, Exec,
    GetData, GetFullVariable, GetOption, GetVariable, Gosub, Hangup, Noop, RawCommand, ReceiveChar,
    ReceiveText, RecordFile, Request, SayDigits, SetPriority, SetVariable, SpeechCreate, SpeechEnd,
    SpeechRecognize, StreamFile, TddMode, WaitForDigit,
};
use switchhook_agi::proto::{Notice, Options, Session};
use switchhook_agi::wire::{
    Frame, Limits, LineLimit, MAX_WORDS, Reader, Reply, RequestUrl, Shape, percent_decode, split_words,
};

/// Small enough for inputs of a few kilobytes to reach each of them.
fn small() -> Limits {
    let mut limits = Limits::default();
    (
        limits.environment_bytes,
        limits.reply_bytes,
        limits.unexpected_bytes,
    ) = (600, 120, 200);
    limits
}

fn frames(mut reader: Reader, limits: Limits, stream: &[u8], size: usize, shape: Shape) -> Vec<Frame> {
    let mut frames = Vec::new();
    for piece in stream.chunks(size) {
        reader.push(piece);
        while let Some(frame) = reader.next(shape) {
            if let Frame::Reply(reply) = &frame {
                assert!(
                    reply.as_bytes().len() <= limits.reply_bytes,
                    "a reply over the limit"
                );
            }
            frames.push(match frame {
                // Which of these it is, and what it shows, depends on what had come by then. Either ends the session.
                Frame::NotAgi(_) | Frame::EnvironmentTooLong { .. } => Frame::EnvironmentTooLong { limit: 0 },
                frame => frame,
            });
        }
        let most = limits.reply_bytes.max(limits.environment_bytes) + size;
        assert!(reader.buffered() <= most, "{} bytes held back", reader.buffered());
    }
    frames
}

/// Wherever TCP cuts a session, the same frames come out, within the limits.
///
/// Input: what Asterisk says.
pub fn reader(stream: &[u8]) {
    for limits in [small(), Limits::default()] {
        for shape in [Shape::Word, Shape::Value] {
            for new in [Reader::new, Reader::without_environment] {
                let whole = frames(new(limits), limits, stream, stream.len().max(1), shape);
                for size in [1, 7, 100] {
                    assert_eq!(
                        frames(new(limits), limits, stream, size, shape),
                        whole,
                        "in pieces of {size}"
                    );
                }
            }
        }
    }
}

/// The environment of a call keeps every line, and whatever it says can be read.
///
/// Input: an environment.
pub fn environment(block: &[u8]) {
    url(&String::from_utf8_lossy(block));
    let Ok(call) = Environment::parse(block) else {
        return;
    };
    for (name, value) in call.iter() {
        // A value may hold line breaks: a caller's name is the caller's.
        assert!(
            block
                .windows(value.len().max(1))
                .any(|window| value.is_empty() || window == value)
        );
        if let Ok(name) = std::str::from_utf8(name) {
            assert!(call.get_bytes(name).is_some(), "{name:?} is listed and not found");
        }
    }
    let _ = (
        call.request(),
        call.channel(),
        call.language(),
        call.channel_type(),
        call.unique_id(),
        call.version(),
    );
    let _ = (
        call.caller_id(),
        call.caller_id_name(),
        call.calling_presentation(),
        call.calling_ani2(),
    );
    let _ = (
        call.kind(),
        call.network_script(),
        call.calling_ton(),
        call.calling_tns(),
        call.dialled_number(),
        call.redirecting_number(),
    );
    let _ = (
        call.context(),
        call.extension(),
        call.priority(),
        call.is_enhanced(),
        call.account_code(),
    );
    let _ = (call.thread_id(), call.url());
    for (number, argument) in call.arguments().enumerate() {
        assert_eq!(call.argument(number + 1), Some(argument));
    }
    if let Some(version) = call.version() {
        assert!(LineLimit::of_version(&version) >= LineLimit::BYTES_2046);
    }
}

fn url(text: &str) {
    let decoded = percent_decode(text);
    assert!(
        text.contains(['%', '+']) || decoded == text,
        "{decoded:?} from {text:?}"
    );
    for url in [RequestUrl::of_script(text), RequestUrl::of_request(text)] {
        assert!(url.segments().all(|segment| !segment.is_empty()));
        for (name, _) in url.queries() {
            assert!(url.query(&name).is_some());
        }
    }
}

/// A reply is read as what it says, digits stay text, and each command makes a value or an error of it.
///
/// Input: a reply, without its line end.
pub fn reply(bytes: &[u8]) {
    for shape in [Shape::Word, Shape::Value] {
        let Ok(reply) = Reply::parse(bytes, shape) else {
            continue;
        };
        let text = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        if text.ends_with(b"\n") {
            return;
        }
        assert_eq!(reply.as_bytes(), text);
        assert_eq!(
            Reply::parse(reply.as_bytes(), shape).as_ref(),
            Ok(&reply),
            "not the same twice"
        );
        for part in [reply.result(), reply.text(), Some(reply.rest())]
            .into_iter()
            .flatten()
        {
            assert!(part.is_empty() || text.windows(part.len()).any(|window| window == part));
        }
        let _ = (
            reply.number(),
            reply.attribute("endpos"),
            reply.number_of("endpos"),
            reply.usage().count(),
        );
        // What a caller typed may be a PIN.
        assert!(format!("{reply:?}").len() < 60);

        if let Ok(data) = GetData::new("pin").response(&reply) {
            assert_eq!(
                Some(data.digits().as_bytes()),
                reply.result(),
                "digits are not what came"
            );
        }
        let _ = Answer.response(&reply);
        let _ = Noop.response(&reply);
        let _ = Hangup::new().response(&reply);
        let _ = Exec::new("Echo").response(&reply);
        let _ = StreamFile::new("hello").response(&reply);
        let _ = SetVariable::new("A", "b").response(&reply);
        let _ = WaitForDigit::forever().response(&reply);
        if let Ok(Some(value)) = GetVariable::new("A").response(&reply) {
            assert!(reply.text().is_some_and(|text| text.ends_with(value.as_bytes())));
        }
        let _ = GetFullVariable::new("${A}").response(&reply);
        others(&reply);
    }
}

/// The commands that have laws of their own for what they read, or none but not to panic.
fn others(reply: &Reply) {
    if let Ok(Some(value)) = DatabaseGet::new("a", "b").response(reply) {
        assert!(reply.text().is_some_and(|text| text == value.as_bytes()));
    }
    if let Ok(recording) = RecordFile::new("a", "wav").response(reply) {
        assert!(reply.text().is_some(), "{recording:?} of nothing");
    }
    if let Ok(heard) = SpeechRecognize::new("a").response(reply) {
        // Whatever was heard stands in the reply.
        if let SpeechEnd::Speech(texts) = heard.end {
            let length: usize = texts.iter().map(|text| text.text.as_bytes().len()).sum();
            assert!(length <= reply.rest().len());
        }
    }
    if let Ok(removed) = DatabaseDelTree::new("a").response(reply) {
        assert_eq!(removed, reply.number() == Some(0));
    }
    if let Ok(played) = ControlStreamFile::new("a").response(reply) {
        assert_eq!(played.digit.is_none(), reply.number() == Some(0));
    }
    let _ = (
        ChannelStatus::new().response(reply),
        Gosub::new("a", "s", 1).response(reply),
    );
    let _ = (
        ReceiveChar::forever().response(reply),
        ReceiveText::forever().response(reply),
    );
    let _ = (
        SayDigits::new("1").response(reply),
        GetOption::new("a", "1").response(reply),
    );
    let _ = (
        TddMode::On.response(reply),
        SpeechCreate::new("a").response(reply),
    );
    let _ = (
        SetPriority::new(1).response(reply),
        DatabasePut::new("a", "b", "c").response(reply),
    );
}

/// What is written is, word for word, what Asterisk takes it apart to; what could not be is refused.
///
/// Input: the words of a command on the first line, then an argument a line; 0x1a stands for a line break in them.
pub fn line(bytes: &[u8]) {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let name = String::from_utf8_lossy(lines.next().unwrap_or_default()).into_owned();
    let arguments: Vec<Vec<u8>> = lines
        .map(|line| {
            line.iter()
                .map(|byte| if *byte == 0x1a { b'\n' } else { *byte })
                .collect()
        })
        .collect();
    let raw = arguments
        .iter()
        .fold(RawCommand::new(&name), RawCommand::argument);
    for limit in [LineLimit::BYTES_2046, LineLimit::BYTES_8190] {
        let Ok(request) = Request::new(&raw, limit) else {
            continue;
        };
        let line = request.as_bytes().strip_suffix(b"\n").expect("it ends its line");
        assert!(
            !line.iter().any(|byte| matches!(byte, b'\n' | b'\r' | 0)),
            "more than one line is sent"
        );
        assert!(line.len() <= limit.bytes());
        let words = split_words(line);
        assert!(words.len() <= MAX_WORDS);
        let expected: Vec<Vec<u8>> = name
            .split(' ')
            .map(|word| word.as_bytes().to_vec())
            .chain(arguments.iter().cloned())
            .collect();
        assert_eq!(words, expected, "Asterisk reads something else");
    }
}

/// Any line is split as Asterisk splits it, and the words written again are the same words.
///
/// Input: a command line.
pub fn words(line: &[u8]) {
    let line = line
        .split(|byte| matches!(byte, b'\n' | 0))
        .next()
        .unwrap_or_default();
    let words = split_words(line);
    assert!(words.len() <= MAX_WORDS);
    if let Some(seen) = parse_args(line) {
        assert_eq!(words, seen, "not as Asterisk");
    }
    let again = words.iter().fold(RawCommand::new("X"), RawCommand::argument);
    if let Ok(request) = Request::new(&again, LineLimit::BYTES_8190) {
        let seen = parse_args(request.as_bytes().trim_ascii_end()).expect("never too many words");
        assert_eq!(seen[1..], words);
    }
}

/// `parse_args` of Asterisk's `res/res_agi.c`, statement by statement. `None` where it would write past its array.
fn parse_args(line: &[u8]) -> Option<Vec<Vec<u8>>> {
    let (mut buffer, mut argv) = (Vec::new(), Vec::new());
    let (mut quoted, mut escaped, mut whitespace) = (false, false, true);
    for &byte in line {
        match byte {
            b'"' if !escaped => {
                quoted = !quoted;
                if quoted && whitespace {
                    argv.push(buffer.len());
                    whitespace = false;
                }
                continue;
            }
            b' ' | b'\t' if !quoted && !escaped => {
                whitespace = true;
                buffer.push(0);
                continue;
            }
            b'\\' if !escaped => {
                escaped = true;
                continue;
            }
            _ => {}
        }
        if whitespace {
            if argv.len() >= MAX_WORDS {
                continue;
            }
            argv.push(buffer.len());
            whitespace = false;
        }
        buffer.push(byte);
        escaped = false;
    }
    buffer.push(0);
    let word = |start: &usize| {
        buffer[*start..]
            .split(|byte| *byte == 0)
            .next()
            .unwrap_or_default()
            .to_vec()
    };
    (argv.len() <= MAX_WORDS).then(|| argv.iter().map(word).collect())
}

/// Whatever Asterisk says and however time goes: no command runs beside another, each gets at most one reply, the
/// session begins once, ends once, and says nothing afterwards.
///
/// Input: what Asterisk says. The byte 0xff cuts it, and the byte after that says what happens in between.
pub fn session(script: &[u8]) {
    let mut now = Instant::now();
    let mut options = Options::default();
    options.limits = small();
    let mut session = Session::new(options, now);
    let mut watch = Watch::default();
    for (index, part) in script.split(|byte| *byte == 0xff).enumerate() {
        let (step, said) = match part {
            [step, said @ ..] if index > 0 => (Some(*step), said),
            said => (None, said),
        };
        if let Some(step) = step {
            watch.step(&mut session, step, &mut now);
            watch.look(&mut session);
        }
        session.receive(said, now);
        watch.look(&mut session);
    }
    session.closed_by_peer();
    watch.look(&mut session);
    assert!(watch.closed && session.is_closed(), "the end was not told");
    assert_eq!(session.poll_timeout(), None);
}

#[derive(Default)]
struct Watch {
    started: bool,
    waiting: bool,
    hung_up: bool,
    closed: bool,
}

impl Watch {
    fn step(&mut self, session: &mut Session, step: u8, now: &mut Instant) {
        if step == b'!' {
            // It is stopped once at most, and is under way until it is told.
            let stops = session.interrupt(*now);
            assert!(!stops || (self.waiting && !session.is_idle() && !session.can_interrupt()));
            return;
        }
        let limit = session.line_limit();
        let request = match step % 8 {
            0 => Request::new(&Noop, limit),
            1 => Request::new(&GetVariable::new("A"), limit),
            2 => Request::new(&GetData::new("pin"), limit),
            3 => Request::new(&Exec::new("Echo"), limit),
            4 => Request::new(&SetVariable::new("A", "b"), limit),
            5 => {
                *now += Duration::from_secs(u64::from(step));
                session.handle_timeout(*now);
                return;
            }
            6 => {
                if let Some(due) = session.poll_timeout() {
                    *now = due.max(*now);
                    session.handle_timeout(*now);
                }
                return;
            }
            _ => Request::new(&Hangup::new(), limit),
        };
        let idle = session.is_idle();
        let sent = session.send(&request.expect("these can be sent"), *now).is_ok();
        assert!(!sent || (idle && !self.waiting), "a command beside another");
        self.waiting |= sent;
    }

    fn look(&mut self, session: &mut Session) {
        while let Some(line) = session.poll_transmit() {
            assert!(line.ends_with(b"\n") && line.iter().filter(|byte| **byte == b'\n').count() == 1);
        }
        while let Some(notice) = session.poll_event() {
            assert!(!self.closed, "{notice:?} after the end");
            match notice {
                Notice::Started(_) => assert!(!std::mem::replace(&mut self.started, true), "it began twice"),
                Notice::Reply(_) => {
                    assert!(std::mem::replace(&mut self.waiting, false), "a reply to nothing");
                }
                Notice::Interrupted => {
                    assert!(
                        std::mem::replace(&mut self.waiting, false),
                        "nothing was interrupted"
                    );
                }
                Notice::HungUp => assert!(!std::mem::replace(&mut self.hung_up, true), "it hung up twice"),
                Notice::Closed(_) => self.closed = true,
                _ => {}
            }
            assert!(self.started || self.closed, "something before the beginning");
        }
        if self.closed {
            assert!(!session.is_idle());
        }
    }
}
