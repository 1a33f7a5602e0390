//! What clients send: bytes to actions, with Asterisk's own limits.
//!
//! Asterisk `main/manager.c`, `get_input` and `do_message`. The crate's `wire` module reads what a PBX sends and is
//! generous about it; a PBX reading clients is strict, so this is a reader of its own.

/// Bytes of one line without its ending, when that is CR LF: the buffer of 1024 less two.
const LINE_BYTES: usize = 1022;

/// `AST_MAX_MANHEADERS`.
const HEADERS: usize = 128;

/// One action as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    lines: Vec<String>,
}

impl Request {
    /// The first non-empty value of a header; empty if there is none, which Asterisk does not tell apart.
    pub(super) fn get(&self, name: &str) -> &str {
        self.all(name).find(|value| !value.is_empty()).unwrap_or("")
    }

    /// Every value of a header, in order.
    pub(super) fn all<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s str> {
        self.lines.iter().filter_map(move |line| {
            let (found, value) = line.split_once(':')?;
            // Leading blanks of the value are skipped, trailing ones belong to it.
            found
                .eq_ignore_ascii_case(name)
                .then(|| value.trim_start_matches(|c: char| c <= ' '))
        })
    }

    /// Its lines as they came.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(String::as_str)
    }

    /// The request's ActionID, if it has a non-empty one.
    pub(super) fn action_id(&self) -> Option<&str> {
        Some(self.get("ActionID")).filter(|id| !id.is_empty())
    }

    /// Whether a boolean parameter is set to one of Asterisk's words for yes.
    pub(super) fn is_true(&self, name: &str) -> bool {
        is_true(self.get(name))
    }
}

/// Asterisk's `ast_true`.
pub(super) fn is_true(text: &str) -> bool {
    ["yes", "true", "y", "t", "1", "on"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}

/// What a reader found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Incoming {
    Action(Request),
    /// A line was longer than the buffer; the rest of the message was read.
    LineTooLong(Request),
    /// More than 128 lines.
    TooManyLines(Request),
}

/// Cuts a client's bytes into actions. Holds at most one line and one message.
#[derive(Debug, Default)]
pub(super) struct Reader {
    line: Vec<u8>,
    lines: Vec<String>,
    line_too_long: bool,
    too_many_lines: bool,
    message_broken: bool,
}

impl Reader {
    /// Takes one byte; yields a message when that byte ends one.
    pub(super) fn push(&mut self, byte: u8) -> Option<Incoming> {
        if byte != b'\n' {
            // One byte more than fits, so that a CR before the LF is not counted against the line.
            if self.line.len() <= LINE_BYTES {
                self.line.push(byte);
            } else {
                self.line_too_long = true;
            }
            return None;
        }
        let mut line = std::mem::take(&mut self.line);
        let too_long = std::mem::take(&mut self.line_too_long);
        if !too_long && line.last() == Some(&b'\r') {
            line.pop();
        }
        if too_long {
            self.message_broken = true;
            return None;
        }
        // A NUL ends the line early: what follows it up to the line end is dropped.
        if let Some(end) = line.iter().position(|b| *b == 0) {
            line.truncate(end);
        }
        if line.is_empty() {
            let request = Request {
                lines: std::mem::take(&mut self.lines),
            };
            let broken = std::mem::take(&mut self.message_broken);
            return Some(if std::mem::take(&mut self.too_many_lines) {
                Incoming::TooManyLines(request)
            } else if broken {
                Incoming::LineTooLong(request)
            } else {
                Incoming::Action(request)
            });
        }
        if self.lines.len() < HEADERS {
            self.lines.push(String::from_utf8_lossy(&line).into_owned());
        } else {
            self.too_many_lines = true;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Incoming> {
        let mut reader = Reader::default();
        bytes.iter().filter_map(|byte| reader.push(*byte)).collect()
    }

    #[test]
    fn bare_lf_ends_a_line_too() {
        let [Incoming::Action(request)] = &read(b"action:  Ping\nActionID: 7 \r\n\r\n")[..] else {
            panic!()
        };
        assert_eq!(request.get("Action"), "Ping");
        assert_eq!(
            request.action_id(),
            Some("7 "),
            "trailing blanks belong to the value"
        );
    }

    #[test]
    fn the_longest_line_fits_and_one_byte_more_costs_the_message() {
        let line = |n: usize| format!("{}\r\nActionID: 1\r\n\r\n", "x".repeat(n));
        assert!(matches!(read(line(1022).as_bytes())[..], [Incoming::Action(_)]));
        let [Incoming::LineTooLong(request)] = &read(line(1024).as_bytes())[..] else {
            panic!()
        };
        assert_eq!(request.action_id(), Some("1"));
    }

    #[test]
    fn the_129th_line_costs_the_message_and_not_the_next() {
        let many = "X: 1\r\n".repeat(129) + "\r\nAction: Ping\r\n\r\n";
        assert!(matches!(
            read(many.as_bytes())[..],
            [Incoming::TooManyLines(_), Incoming::Action(_)]
        ));
        let most = "X: 1\r\n".repeat(128) + "\r\n";
        assert!(matches!(read(most.as_bytes())[..], [Incoming::Action(_)]));
    }
}
