//! Asterisk's splitter of command lines, written again statement by statement from `parse_args` in `res/res_agi.c`: what
//! is written here has to come out of it as it was meant, and [`split_words`] has to agree with it.

use proptest::prelude::*;
use switchhook_agi::command::{RawCommand, Request, SetVariable};
use switchhook_agi::wire::{EncodeError, LineLimit, MAX_WORDS, split_words};

/// `MAX_ARGS`: how many pointers the array has, the last of which is null.
const MAX_ARGS: usize = 128;

/// `parse_args`. `None` where the original would write past its array.
fn parse_args(line: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut buffer = Vec::new();
    let mut argv: Vec<usize> = Vec::new();
    let (mut quoted, mut escaped, mut whitespace) = (false, false, true);
    for &byte in line.iter().take_while(|byte| **byte != 0) {
        let is_normal = match byte {
            b'"' if !escaped => {
                quoted = !quoted;
                if quoted && whitespace {
                    // The original does not look whether there is room.
                    argv.push(buffer.len());
                    whitespace = false;
                }
                escaped = false;
                false
            }
            b' ' | b'\t' if !quoted && !escaped => {
                whitespace = true;
                buffer.push(0);
                false
            }
            b'\\' if !escaped => {
                escaped = true;
                false
            }
            _ => true,
        };
        if is_normal {
            if whitespace {
                if argv.len() >= MAX_ARGS - 1 {
                    // "Too many arguments, truncating".
                    continue;
                }
                argv.push(buffer.len());
                whitespace = false;
            }
            buffer.push(byte);
            escaped = false;
        }
    }
    buffer.push(0);
    if argv.len() >= MAX_ARGS {
        return None;
    }
    let word = |start: &usize| {
        let length = buffer[*start..]
            .iter()
            .position(|byte| *byte == 0)
            .expect("the last byte is 0");
        buffer[*start..start + length].to_vec()
    };
    Some(argv.iter().map(word).collect())
}

fn written(words: &[Vec<u8>]) -> Result<Vec<u8>, EncodeError> {
    let raw = words.iter().fold(RawCommand::new("NOOP"), RawCommand::argument);
    Request::new(&raw, LineLimit::BYTES_8190).map(|request| request.as_bytes().trim_ascii_end().to_vec())
}

#[test]
fn the_copy_does_what_the_facts_say() {
    for (line, words) in [
        ("  GET \t VARIABLE\tx ", &["GET", "VARIABLE", "x"][..]),
        (r#"a"b c"d"#, &["ab cd"]),
        (r#"x "" y"#, &["x", "", "y"]),
        (r"a\ b\nc", &["a bnc"]),
        (r#""a\"b\\c""#, &[r#"a"b\c"#]),
        ("\"never closed\tx", &["never closed\tx"]),
        (r#"x "y \""#, &["x", "y \""]),
        (r"x \", &["x"]),
        ("ANSWER\r", &["ANSWER\r"]),
    ] {
        let words: Vec<Vec<u8>> = words.iter().map(|word| word.as_bytes().to_vec()).collect();
        assert_eq!(parse_args(line.as_bytes()), Some(words), "{line:?}");
    }
}

#[test]
fn of_128_words_asterisk_drops_one_or_breaks_and_128_are_never_written() {
    let words = |count: usize| vec![b"x".to_vec(); count];
    // With the command itself.
    let most = written(&words(MAX_WORDS - 1)).unwrap();
    assert_eq!(parse_args(&most).unwrap().len(), MAX_WORDS);
    assert!(matches!(
        written(&words(MAX_WORDS)),
        Err(EncodeError::TooManyWords { words: 128, .. })
    ));
    let plain = "x ".repeat(200);
    assert_eq!(parse_args(plain.as_bytes()).unwrap().len(), MAX_WORDS);
    let quoted = "\"x\" ".repeat(200);
    assert_eq!(parse_args(quoted.as_bytes()), None);
    assert_eq!(split_words(quoted.as_bytes()).len(), MAX_WORDS);
}

proptest! {
    /// Whatever the values, Asterisk sees exactly them.
    #[test]
    fn asterisk_sees_the_words_that_were_given(
        words in prop::collection::vec(
            prop_oneof![r#"[ \t"\\a]{0,8}"#.prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..12)],
            0..20,
        )
    ) {
        match written(&words) {
            Ok(line) => {
                let seen = parse_args(&line).expect("few words");
                prop_assert_eq!(&seen[0], b"NOOP");
                prop_assert_eq!(&seen[1..], &words[..]);
            }
            Err(EncodeError::Forbidden { byte, .. }) => prop_assert!(matches!(byte, b'\r' | b'\n' | 0)),
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        }
    }

    /// Lines of others, with quotes that are never closed and a backslash at the end, are split as Asterisk does.
    #[test]
    fn any_line_is_split_as_asterisk_does(line in r#"[ \t"\\a-c]{0,60}"#, long in any::<bool>()) {
        let line = if long { line.repeat(6) } else { line };
        if let Some(seen) = parse_args(line.as_bytes()) {
            prop_assert_eq!(split_words(line.as_bytes()), seen);
        }
    }
}

// Long inputs are slow to invent.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Asterisk sees up to 127 words, short ones and empty ones.
    #[test]
    fn asterisk_sees_as_many_words_as_there_may_be(
        words in prop::collection::vec(r#"[ \t"\\a]{0,3}"#.prop_map(String::into_bytes), 100..130)
    ) {
        match written(&words) {
            Ok(line) => {
                prop_assert!(words.len() < MAX_WORDS);
                prop_assert_eq!(&parse_args(&line).expect("not too many")[1..], &words[..]);
            }
            Err(error) => {
                prop_assert!(words.len() >= MAX_WORDS, "{}", error);
            }
        }
    }

    /// A value of any length is sent whole or refused, never cut.
    #[test]
    fn a_line_is_as_long_as_asterisk_reads_or_is_not_sent(value in r#"[a"\\]{1900,2100}"#) {
        match Request::new(&SetVariable::new("X", &value), LineLimit::BYTES_2046) {
            Ok(request) => {
                prop_assert!(request.as_bytes().len() <= 2047);
                prop_assert_eq!(&parse_args(request.as_bytes().trim_ascii_end()).unwrap()[3], value.as_bytes());
            }
            Err(error) => prop_assert!(
                matches!(error, EncodeError::TooLong { limit: 2046, length, .. } if length > 2046),
                "{}", error
            ),
        }
    }
}
