//! Laws of `switchhook-ami`.

use std::time::{Duration, Instant};

use switchhook_ami::action::{
    Action, Command, CoreSettings, CoreShowChannels, DbGet, DeviceStateList, Expects, GetConfig, Originate,
    Ping, QueueStatus, RawAction, Reply, Request, Target,
};
use switchhook_ami::proto::{Connection, LoginMethod, Notice, Options};
use switchhook_ami::value::{ChannelName, EventMask, LinkedId, UniqueId};
use switchhook_ami::wire::{Banner, Frame, Framer, Limits, Malformed, MessageBuf, WireText};
use switchhook_ami::{Event, Secret};

mod event;
pub mod text;

/// Small enough for inputs of a few kilobytes to reach each of them.
const SMALL: Limits = Limits {
    banner_bytes: 64,
    message_bytes: 512,
    headers: 12,
    line_bytes: 300,
    reply_bytes: 2048,
};

#[derive(Debug, PartialEq)]
enum Owned {
    Banner(Banner),
    Message(MessageBuf),
    Malformed(Malformed),
}

/// What comes out of a stream that arrives in pieces of `size`, while memory stays bounded.
fn frames(mut framer: Framer, limits: Limits, stream: &[u8], size: usize) -> (Vec<Owned>, Framer) {
    let mut frames = Vec::new();
    for piece in stream.chunks(size) {
        framer.push(piece);
        while let Some(frame) = framer.next() {
            frames.push(match frame {
                Frame::Banner(banner) => Owned::Banner(banner),
                Frame::Message(message) => {
                    assert!(message.as_bytes().len() <= limits.message_bytes);
                    assert!(message.headers().len() <= limits.headers);
                    Owned::Message(message.to_owned())
                }
                Frame::Malformed(malformed) => Owned::Malformed(malformed),
                other => panic!("a new kind of frame: {other:?}"),
            });
        }
        let most = limits.message_bytes.max(limits.banner_bytes) + size;
        assert!(framer.buffered() <= most, "{} bytes held back", framer.buffered());
    }
    (frames, framer)
}

/// Wherever TCP cuts a stream, the same messages come out, and but for what was given up, no byte is lost.
///
/// Input: what a server sends.
pub fn framing(stream: &[u8]) {
    for limits in [SMALL, Limits::default()] {
        for framer in [Framer::new, Framer::without_banner] {
            let (whole, framer_of_whole) = frames(framer(limits), limits, stream, stream.len().max(1));
            for size in [1, 7, 100] {
                let (pieces, _) = frames(framer(limits), limits, stream, size);
                assert_eq!(pieces, whole, "in pieces of {size}");
            }
            if whole.iter().any(|frame| matches!(frame, Owned::Malformed(_))) {
                continue;
            }
            let visible = |bytes: &[u8]| bytes.iter().filter(|byte| !matches!(byte, b'\r' | b'\n')).count();
            let kept: usize = whole
                .iter()
                .map(|frame| match frame {
                    Owned::Message(message) => visible(message.as_bytes()),
                    // A banner is text: what was no UTF-8 in it is no longer counted in bytes.
                    Owned::Banner(_) => {
                        visible(stream.split(|byte| *byte == b'\n').next().unwrap_or_default())
                    }
                    Owned::Malformed(_) => 0,
                })
                .sum();
            // What is held back is the end of the stream.
            let held = visible(&stream[stream.len() - framer_of_whole.buffered()..]);
            assert_eq!(kept + held, visible(stream), "a byte was lost or came twice");
        }
    }
}

/// The whole messages of a stream.
fn messages(stream: &[u8]) -> Vec<MessageBuf> {
    let (frames, _) = frames(Framer::without_banner(SMALL), SMALL, stream, stream.len().max(1));
    let message = |frame| match frame {
        Owned::Message(message) => Some(message),
        Owned::Banner(_) | Owned::Malformed(_) => None,
    };
    frames.into_iter().filter_map(message).collect()
}

/// A message parses to itself, written again from its headers it is the same, and its event keeps all of it.
///
/// Input: messages.
pub fn message(stream: &[u8]) {
    for message in messages(stream) {
        assert_eq!(MessageBuf::parse(message.as_bytes()).as_ref(), Some(&message));
        for header in message.headers() {
            let name = header.name();
            assert!(header.is(&name) || name.contains('\u{fffd}'));
            assert!(
                header.line().starts_with(header.name_bytes())
                    && header.line().ends_with(header.value_bytes())
            );
            if let Ok(name) = std::str::from_utf8(header.name_bytes()) {
                let first = message.get_all(name).next();
                assert_eq!(message.get_bytes(name), first);
            }
        }
        assert!(message.output().all(|line| !line.contains(&b'\n')));
        written_again(&message);
        assert_eq!(message.event().message(), message.as_message());
        event::read(message.event());
        // Debug is what ends up in logs: it shows the first line, and no value of another.
        let shown = format!("{message:?}");
        assert!(shown.len() < 600, "{shown}");
    }
}

/// Writes a message from its headers where they are as our writer would make them; the bytes must be the same.
fn written_again(message: &MessageBuf) {
    let usual = message
        .headers()
        .all(|header| header.line().len() == header.name_bytes().len() + 2 + header.value_bytes().len());
    let bytes = message.as_bytes();
    let ends = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .all(|line| line.ends_with(b"\r\n"));
    if !usual || !ends || message.body().is_some() {
        return;
    }
    let again = MessageBuf::build(|headers| {
        for header in message.headers() {
            headers.header(&header.name(), header.value_bytes());
        }
    });
    // What the writer refuses (a control character in a name) was never ours.
    if let Ok(again) = again
        && message
            .headers()
            .all(|header| std::str::from_utf8(header.name_bytes()).is_ok())
    {
        let (again, before) = (again.as_bytes(), message.as_bytes());
        assert_eq!(String::from_utf8_lossy(again), String::from_utf8_lossy(before));
    }
}

/// Whatever answers an action, reading the answer ends in a value or an error.
///
/// Input: a response and the events after it.
pub fn reply(stream: &[u8]) {
    let mut messages = messages(stream).into_iter();
    let Some(response) = messages.next() else { return };
    let reply = Reply {
        response,
        events: messages.collect(),
    };
    let accepted = reply.accepted().is_ok();
    if let Ok(file) = GetConfig::file("pjsip.conf").response(&reply) {
        assert!(accepted);
        let lines = |category: &switchhook_ami::action::Category| 1 + category.lines.len();
        let read: usize = file.categories.iter().map(lines).sum();
        assert!(read <= reply.response.headers().len(), "more lines than headers");
        for category in &file.categories {
            assert!(file.category(&category.name).is_some());
        }
    }
    if let Ok(output) = Command::new("core show version").response(&reply) {
        let _ = format!("{output:?}");
    }
    for refused in [
        CoreSettings.response(&reply).is_err(),
        CoreShowChannels.response(&reply).is_err(),
        QueueStatus::all().response(&reply).is_err(),
        DeviceStateList.response(&reply).is_err(),
        DbGet::new("family", "key").response(&reply).is_err(),
    ] {
        assert!(
            refused || accepted,
            "an answer that says Error was taken for a success"
        );
    }
    let originate = Originate::new("PJSIP/100", Target::extension("internal", "200"));
    let _ = originate.response(&reply);
    if let Ok(queues) = QueueStatus::all().response(&reply) {
        for queue in queues.iter() {
            for member in queue.members {
                event::read(Event::QueueMember(member));
            }
            for entry in queue.entries {
                event::read(Event::QueueEntry(entry));
            }
        }
    }
}

/// Whatever stands in a value, one action is sent, with exactly these headers; otherwise none is.
///
/// Input: the name of the action, then `name=value` for each header, one a line; `\r` and NUL stay in them.
pub fn action(bytes: &[u8]) {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let name = text(lines.next().unwrap_or_default());
    let headers: Vec<(String, Vec<u8>)> = lines
        .map(|line| {
            let at = line.iter().position(|byte| *byte == b'=').unwrap_or(line.len());
            // The escape lets a line feed into a value.
            let value = line
                .get(at + 1..)
                .unwrap_or_default()
                .iter()
                .map(|byte| match byte {
                    0x1a => b'\n',
                    other => *other,
                });
            (text(&line[..at]), value.collect())
        })
        .collect();
    let raw = headers.iter().fold(RawAction::new(&name), |raw, (name, value)| {
        raw.header(name, value)
    });
    let Ok(request) = Request::new(&raw) else { return };

    let now = Instant::now();
    let mut connection = ready(now);
    let id = connection.send(&request, now).expect("it is ready");
    let sent = connection.poll_transmit().expect("what was accepted is sent");
    assert_eq!(connection.poll_transmit(), None);
    let mut framer = Framer::without_banner(Limits::default());
    framer.push(&sent);
    let Some(Frame::Message(message)) = framer.next() else {
        panic!("one message was sent")
    };
    let message = message.to_owned();
    assert!(
        framer.next().is_none() && framer.buffered() == 0,
        "more than one message was sent"
    );
    let id = connection.action_id(id);
    let expected = [
        ("Action".to_owned(), name.into_bytes()),
        ("ActionID".to_owned(), id.into_bytes()),
    ]
    .into_iter()
    .chain(headers);
    let read = message
        .headers()
        .map(|header| (header.name().into_owned(), header.value_bytes().to_vec()));
    assert!(read.eq(expected), "{message:?} is not what was asked for");
}

/// Nothing of ours may show it.
const SECRET: &str = "hunter2";

fn options() -> Options {
    Options {
        method: LoginMethod::Plain,
        limits: SMALL,
        id_prefix: "t".to_owned(),
        ..Options::new("ops", Secret::new(SECRET))
    }
}

/// A connection that has logged in.
fn ready(now: Instant) -> Connection {
    let mut connection = Connection::new(options(), now).expect("clean credentials");
    connection.receive(
        b"Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nActionID: t-1\r\n\r\n",
        now,
    );
    while connection.poll_transmit().is_some() {}
    while connection.poll_event().is_some() {}
    connection
}

/// Whatever the server says and however time goes: every accepted action gets exactly one reply, the connection ends
/// exactly once and says nothing afterwards, each thing written is one action, and the secret appears in no notice.
///
/// Input: what the server sends. The byte 0xff cuts it, and the byte after that says what happens in between.
pub fn connection(script: &[u8]) {
    let mut now = Instant::now();
    let mut connection = Connection::new(options(), now).expect("clean credentials");
    let parts = script
        .split(|byte| *byte == 0xff)
        .enumerate()
        .map(|(index, part)| match part {
            [step, said @ ..] if index > 0 => (Some(step), said),
            said => (None, said),
        });
    // A server that says the secret itself is shown, in however many pieces it comes.
    let stream: Vec<u8> = parts.clone().flat_map(|(_, said)| said).copied().collect();
    let mut watch = Watch {
        told: stream
            .windows(SECRET.len())
            .any(|window| window == SECRET.as_bytes()),
        ..Watch::default()
    };
    for (step, said) in parts {
        if let Some(step) = step {
            watch.step(&mut connection, *step, &mut now);
            watch.look(&mut connection);
        }
        connection.receive(said, now);
        watch.look(&mut connection);
    }
    connection.closed_by_peer(now);
    watch.look(&mut connection);
    assert!(watch.closed, "the end was not told");
    assert!(watch.waiting.is_empty(), "{:?} never got a reply", watch.waiting);
    assert_eq!(connection.poll_timeout(), None);
    assert_eq!(connection.pending(), 0);
}

/// What must not happen on a connection.
#[derive(Default)]
struct Watch {
    waiting: Vec<switchhook_ami::proto::RequestId>,
    closed: bool,
    told: bool,
}

impl Watch {
    fn step(&mut self, connection: &mut Connection, step: u8, now: &mut Instant) {
        let request = match step % 8 {
            0 => Request::new(&Ping),
            1 => Request::new(&QueueStatus::all()),
            2 => Request::new(&Originate::new("PJSIP/100", Target::extension("internal", "200"))),
            3 => Request::new(&RawAction::new("Old").list("OldComplete")),
            4 => {
                *now += Duration::from_secs(u64::from(step));
                connection.handle_timeout(*now);
                return;
            }
            5 => {
                // A driver sleeps until the time that it is told.
                if let Some(due) = connection.poll_timeout() {
                    *now = due.max(*now);
                    connection.handle_timeout(*now);
                }
                return;
            }
            6 => Request::new(&switchhook_ami::action::Logoff),
            _ => {
                connection.lost("reset");
                return;
            }
        };
        let request = request.expect("these can be sent");
        match connection.send(&request, *now) {
            Ok(id) => self.waiting.push(id),
            Err(_) => assert!(!connection.is_ready()),
        }
    }

    fn look(&mut self, connection: &mut Connection) {
        while let Some(bytes) = connection.poll_transmit() {
            let message = MessageBuf::parse(&bytes).expect("each thing written is a message");
            assert_eq!(message.as_bytes(), bytes, "and nothing else");
            assert!(message.get("Action").is_some() && message.action_id().is_some());
        }
        while let Some(notice) = connection.poll_event() {
            assert!(!self.closed, "{notice:?} after the end");
            assert!(
                self.told || !format!("{notice:?}").contains(SECRET),
                "the secret is shown"
            );
            match notice {
                Notice::Reply { id, result } => {
                    let at = self.waiting.iter().position(|waiting| *waiting == id);
                    self.waiting.remove(at.expect("a reply to what was asked, once"));
                    if let Ok(reply) = result {
                        let events = reply.events.iter().map(|event| event.as_bytes().len());
                        let most = SMALL.reply_bytes + 2 * SMALL.message_bytes;
                        assert!(events.sum::<usize>() <= most, "a list over the limit");
                    }
                }
                Notice::Closed(_) => self.closed = true,
                _ => {}
            }
        }
        if self.closed {
            assert!(!connection.is_ready());
        }
    }
}

/// Names and numbers in headers are read for what they are, and none panics.
///
/// Input: text.
pub fn value(bytes: &[u8]) {
    assert_eq!(
        WireText::new(bytes).is_ok(),
        !bytes.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0))
    );
    let text = String::from_utf8_lossy(bytes);
    let channel = ChannelName::new(text.as_ref());
    assert!(text.starts_with(channel.endpoint()));
    assert!(text.starts_with(channel.technology()));
    assert_eq!(
        UniqueId::new(text.as_ref()).epoch_seconds(),
        LinkedId::new(text.as_ref()).epoch_seconds()
    );
    let banner = Banner::new(text.as_ref());
    assert!(banner.version().is_none_or(|version| text.contains(version)));
    if let [low, high, ..] = bytes {
        let mask = |byte: &u8| {
            if byte & 1 == 1 {
                EventMask::CALL
            } else {
                EventMask::AGENT
            }
        };
        assert!((mask(low) | mask(high)).contains(mask(low)));
    }
    // A name that Asterisk is told to expect is one that can be waited for.
    let raw = RawAction::new("X").list(text.clone().into_owned());
    assert_eq!(raw.expects(), Expects::List(text.into_owned().into()));
    // Every event of that name is recognised or kept.
    let named = MessageBuf::build(|headers| {
        headers.header("Event", bytes);
    });
    if let Ok(message) = named {
        let event = Event::of(message.as_message());
        assert_eq!(event.message().get_bytes("Event"), Some(bytes));
    }
}
