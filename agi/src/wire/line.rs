use std::fmt::{self, Display};

use memchr::{memchr2, memchr3};

use super::words::MAX_WORDS;

/// The longest command line that an Asterisk reads, which depends on its version. It cuts longer ones, and takes the
/// rest for the next command.
///
/// ```
/// use switchhook_agi::wire::LineLimit;
/// assert_eq!(LineLimit::of_version("22.10.1"), LineLimit::BYTES_8190);
/// assert_eq!(LineLimit::of_version("16.28.0~dfsg-0+deb11u4"), LineLimit::BYTES_2046);
/// assert_eq!(LineLimit::of_version("of our own"), LineLimit::BYTES_2046);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineLimit(usize);

impl LineLimit {
    /// 1.4.12 to 20.15, 21.10 and 22.5: 2048 bytes with line end and NUL.
    pub const BYTES_2046: Self = Self(2046);
    /// From 20.16, 21.11, 22.6 and 23 on: 8192 bytes with line end and NUL.
    pub const BYTES_8190: Self = Self(8190);

    /// In AsyncAGI, of any version: a line of AMI has 1024 bytes with its end, of which the first are `Command: `.
    pub const ASYNC_AGI: Self = Self(1013);

    /// By what Asterisk says in `agi_version`. A version that is not understood gets the smaller limit.
    pub fn of_version(version: &str) -> Self {
        let mut numbers = version.split(|c: char| !c.is_ascii_digit());
        let mut next = || numbers.next().and_then(|number| number.parse::<u32>().ok());
        match (next(), next()) {
            (Some(20), Some(16..)) | (Some(21), Some(11..)) | (Some(22), Some(6..)) | (Some(23..), _) => {
                Self::BYTES_8190
            }
            _ => Self::BYTES_2046,
        }
    }

    /// How many bytes a line may have, without its end.
    pub fn bytes(self) -> usize {
        self.0
    }
}

/// Writes one command line and remembers the first thing that could not be written.
///
/// Calls chain and never fail; the error comes with [`finish`](Self::finish), before a byte is sent.
///
/// ```
/// use switchhook_agi::wire::{LineLimit, LineWriter};
///
/// let mut line = LineWriter::new("SET VARIABLE");
/// line.argument("GREETING").argument(r#"say "hi""#);
/// assert_eq!(line.finish(LineLimit::BYTES_2046)?, br#"SET VARIABLE "GREETING" "say \"hi\""
/// "#);
///
/// let mut injected = LineWriter::new("SET VARIABLE");
/// injected.argument("NAME").argument("x\nHANGUP");
/// assert_eq!(
///     injected.finish(LineLimit::BYTES_2046).unwrap_err().to_string(),
///     "SET VARIABLE: LF at byte 1 of argument 2; remove it, a command cannot carry line breaks or NUL"
/// );
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
pub struct LineWriter {
    /// Begins with the words of the command.
    line: Vec<u8>,
    command_length: usize,
    words: usize,
    arguments: usize,
    error: Option<EncodeError>,
}

impl LineWriter {
    /// Begins with the words of the command, such as `GET VARIABLE`, which are written as they are.
    pub fn new(command: &str) -> Self {
        let words = command.split(' ');
        let is_good = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        };
        // Asterisk takes a line that begins with this for a program that could not be started, and ends the session.
        let ends_session = command
            .get(..7)
            .is_some_and(|begin| begin.eq_ignore_ascii_case("failure"));
        let error = (!words.clone().all(is_good) || ends_session).then(|| EncodeError::Command {
            command: command.chars().take(60).collect(),
        });
        let mut line = Vec::with_capacity(USUAL_LENGTH);
        line.extend_from_slice(command.as_bytes());
        Self {
            line,
            command_length: command.len(),
            words: words.count(),
            arguments: 0,
            error,
        }
    }

    /// Writes one argument, quoted. An empty one is an argument too.
    pub fn argument(&mut self, value: impl AsRef<[u8]>) -> &mut Self {
        self.arguments += 1;
        self.words += 1;
        let value = value.as_ref();
        let forbidden = memchr3(b'\r', b'\n', 0, value);
        if let Some(position) = forbidden {
            self.fail(EncodeError::Forbidden {
                command: self.command(),
                argument: self.arguments,
                byte: value[position],
                position,
            });
            return self;
        }
        self.line.reserve(value.len() + 3);
        self.line.extend_from_slice(b" \"");
        let mut rest = value;
        while let Some(at) = memchr2(b'"', b'\\', rest) {
            self.line.extend_from_slice(&rest[..at]);
            self.line.extend_from_slice(&[b'\\', rest[at]]);
            rest = &rest[at + 1..];
        }
        self.line.extend_from_slice(rest);
        self.line.push(b'"');
        self
    }

    /// Writes one argument that is displayed, such as a number.
    pub fn display(&mut self, value: impl Display) -> &mut Self {
        self.argument(value.to_string())
    }

    /// Writes one argument if there is one.
    pub fn optional(&mut self, value: Option<impl AsRef<[u8]>>) -> &mut Self {
        match value {
            Some(value) => self.argument(value),
            None => self,
        }
    }

    /// Remembers that Asterisk would misread the argument written last, unless there is an error already. `problem` says
    /// how, and what to do.
    pub fn refuse(&mut self, problem: &'static str) {
        self.fail(EncodeError::Argument {
            command: self.command(),
            argument: self.arguments,
            problem,
        });
    }

    /// Remembers `error` unless there is one already: for arguments that have rules of their own.
    pub fn fail(&mut self, error: EncodeError) {
        self.error.get_or_insert(error);
    }

    /// The whole line, LF included.
    ///
    /// # Errors
    /// The first thing that Asterisk would not take as it is meant.
    pub fn finish(mut self, limit: LineLimit) -> Result<Vec<u8>, EncodeError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        if self.words > MAX_WORDS {
            return Err(EncodeError::TooManyWords {
                command: self.command(),
                words: self.words,
            });
        }
        if self.line.len() > limit.bytes() {
            return Err(EncodeError::TooLong {
                command: self.command(),
                length: self.line.len(),
                limit: limit.bytes(),
            });
        }
        let mut line = self.line;
        line.push(b'\n');
        Ok(line)
    }

    fn command(&self) -> String {
        String::from_utf8_lossy(&self.line[..self.command_length]).into_owned()
    }
}

/// A line of this length is written without asking for memory twice.
const USUAL_LENGTH: usize = 96;

/// Shows the command only: arguments may hold secrets.
impl fmt::Debug for LineWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "LineWriter({:?}, {} arguments)",
            self.command(),
            self.arguments
        )
    }
}

/// Why a command cannot be written as a line of AGI. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// A byte that no line can carry.
    #[error(
        "{command}: {} at byte {position} of argument {argument}; remove it, a command cannot carry line breaks or NUL",
        name(*.byte)
    )]
    Forbidden {
        /// Of which command.
        command: String,
        /// In which argument, from 1.
        argument: usize,
        /// CR, LF or NUL.
        byte: u8,
        /// Where in it, from 0.
        position: usize,
    },
    /// An argument that Asterisk would misread.
    #[error("{command}: argument {argument}: {problem}")]
    Argument {
        /// Of which command.
        command: String,
        /// Which, from 1.
        argument: usize,
        /// What is wrong and what to do.
        problem: &'static str,
    },
    /// Not the name of a command.
    #[error("{command:?} is no command; write its words with one blank between, such as GET VARIABLE")]
    Command {
        /// At most 60 characters of what was given.
        command: String,
    },
    /// Asterisk would drop words.
    #[error("{command}: {words} words, but Asterisk reads at most 127; put several values into one argument")]
    TooManyWords {
        /// Of which command.
        command: String,
        /// How many.
        words: usize,
    },
    /// Asterisk would cut the line.
    #[error(
        "{command}: the line is {length} bytes long, but this Asterisk reads at most {limit}; shorten the arguments"
    )]
    TooLong {
        /// Of which command.
        command: String,
        /// With quotes and backslashes, without the line end.
        length: usize,
        /// See [`LineLimit`].
        limit: usize,
    },
}

fn name(byte: u8) -> &'static str {
    match byte {
        b'\r' => "CR",
        b'\n' => "LF",
        _ => "NUL",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::words::split_words;
    use super::{EncodeError, LineLimit, LineWriter};

    fn line(command: &str, arguments: &[&[u8]]) -> Result<Vec<u8>, EncodeError> {
        let mut writer = LineWriter::new(command);
        for argument in arguments {
            writer.argument(argument);
        }
        writer.finish(LineLimit::BYTES_2046)
    }

    #[test]
    fn only_the_names_of_commands_begin_a_line() {
        for command in [
            "",
            " ",
            "GET  VARIABLE",
            "ANSWER\n",
            "NOOP \"x",
            "failure",
            "FAILUREx now",
        ] {
            let error = line(command, &[]).unwrap_err();
            assert!(
                matches!(error, EncodeError::Command { .. }),
                "{command:?}: {error}"
            );
        }
        assert_eq!(line("GET VARIABLE", &[]).unwrap(), b"GET VARIABLE\n");
    }

    #[test]
    fn the_longest_line_is_sent_and_one_byte_more_is_refused() {
        let fits = vec![b'x'; 2046 - r#"NOOP """#.len()];
        assert_eq!(line("NOOP", &[&fits]).unwrap().len(), 2047);
        let error = line("NOOP", &[&[&fits[..], b"x"].concat()]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "NOOP: the line is 2047 bytes long, but this Asterisk reads at most 2046; shorten the arguments"
        );
    }

    #[test]
    fn words_that_asterisk_would_drop_are_refused() {
        let arguments = vec![&b"x"[..]; 127];
        assert!(line("NOOP", &arguments[1..]).is_ok());
        assert!(matches!(
            line("NOOP", &arguments),
            Err(EncodeError::TooManyWords { words: 128, .. })
        ));
    }

    #[test]
    fn versions_know_their_limit() {
        for (version, limit) in [
            ("1.4.44", 2046),
            ("16.28.0", 2046),
            ("18.26.4", 2046),
            ("20.15.2", 2046),
            ("20.16.0", 8190),
            ("21.10.2", 2046),
            ("21.11.0", 8190),
            ("22.5.1", 2046),
            ("22.6.0~dfsg+~cs6.15.60671435-1", 8190),
            ("23.0.0", 8190),
            ("certified/20.7-cert5", 2046),
            ("", 2046),
        ] {
            assert_eq!(LineLimit::of_version(version).bytes(), limit, "{version}");
        }
    }

    proptest! {
        /// Whatever the value, Asterisk sees the same words that were written.
        #[test]
        fn quoting_is_undone_by_asterisks_splitter(
            arguments in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 0..8)
        ) {
            let given: Vec<&[u8]> = arguments.iter().map(Vec::as_slice).collect();
            match line("SET VARIABLE", &given) {
                Ok(written) => {
                    let (end, text) = written.split_last().unwrap();
                    prop_assert_eq!(*end, b'\n');
                    prop_assert!(!text.contains(&b'\n'));
                    let words = split_words(text);
                    prop_assert_eq!(&words[..2], &[b"SET".to_vec(), b"VARIABLE".to_vec()]);
                    prop_assert_eq!(&words[2..], &arguments[..]);
                }
                Err(EncodeError::Forbidden { argument, byte, position, .. }) => {
                    prop_assert_eq!(given[argument - 1][position], byte);
                    prop_assert!(matches!(byte, b'\r' | b'\n' | 0));
                }
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            }
        }

        /// The characters that matter to the splitter, close together.
        #[test]
        fn quoting_is_undone_in_the_awkward_alphabet(
            arguments in prop::collection::vec(r#"[ \t"\\a,$()]{0,12}"#, 1..6)
        ) {
            let given: Vec<&[u8]> = arguments.iter().map(String::as_bytes).collect();
            let written = line("NOOP", &given).unwrap();
            let words = split_words(&written[..written.len() - 1]);
            prop_assert_eq!(&words[1..], &given[..]);
        }
    }
}
