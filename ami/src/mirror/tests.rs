mod channels;
mod health;
mod laws;
mod pbx;
mod queues;

use std::time::{Duration, SystemTime};

use super::*;

fn at(second: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000 + second)
}

/// A message from `Name key=value key=value`.
fn message(line: &str) -> MessageBuf {
    let mut words = line.split_whitespace();
    let mut text = format!("Event: {}\r\n", words.next().unwrap());
    for word in words {
        let (key, value) = word.split_once('=').unwrap();
        text += &format!("{key}: {value}\r\n");
    }
    MessageBuf::parse(format!("{text}\r\n").as_bytes()).unwrap()
}

/// A list of these items, whole.
fn list(part: Part, items: &[String]) -> Reply {
    let mut events: Vec<MessageBuf> = items.iter().map(|item| message(item)).collect();
    events.push(message(&format!(
        "{} EventList=Complete ListItems={}",
        part.list_end(),
        items.len()
    )));
    Reply {
        response: MessageBuf::parse(b"Response: Success\r\nEventList: start\r\n\r\n").unwrap(),
        events,
    }
}

fn refusal(words: &str) -> Reply {
    let response = format!("Response: Error\r\nMessage: {words}\r\n\r\n");
    Reply {
        response: MessageBuf::parse(response.as_bytes()).unwrap(),
        events: Vec::new(),
    }
}

/// A mirror with a clock that the test sets.
struct Trace {
    mirror: Mirror,
    now: SystemTime,
}

impl Trace {
    /// Connected, with an empty PBX read.
    fn new() -> Self {
        let mut trace = Self::unread();
        trace.serve(|part| list(part, &[]));
        trace.mirror.settle(trace.now);
        trace
    }

    fn unread() -> Self {
        let mut mirror = Mirror::new(Options::default(), at(0));
        mirror.connected(at(0));
        Self { mirror, now: at(0) }
    }

    fn serve(&mut self, answer: impl Fn(Part) -> Reply) {
        while let Some(part) = self.mirror.next_list() {
            self.mirror.listed(part, &answer(part), self.now);
        }
    }

    fn at(&mut self, second: u64, lines: &[&str]) -> Vec<Change> {
        self.now = at(second);
        for line in lines {
            self.mirror.event(message(line).as_message(), self.now);
        }
        self.mirror.settle(self.now)
    }

    fn check(&mut self, second: u64, answer: impl Fn(Part) -> Reply) -> Vec<Change> {
        self.now = at(second);
        self.mirror.check();
        self.serve(answer);
        self.mirror.settle(self.now)
    }

    fn state(&self) -> &State {
        self.mirror.state()
    }
}
