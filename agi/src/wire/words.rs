/// Most words of a command that Asterisk looks at; it drops the others with a warning in its log (`MAX_ARGS` in
/// `res/res_agi.c`).
pub const MAX_WORDS: usize = 127;

/// Takes a command line apart the way Asterisk does (`parse_args` in `res/res_agi.c`).
///
/// Blanks and tabs separate words. `"` begins and ends quoting and is removed, in the middle of a word too. `\` makes
/// the next character an ordinary one, inside quotes too, and is removed; there is no `\n` for a line break. A quote
/// that is never closed runs to the end of the line.
///
/// ```
/// use switchhook_agi::wire::split_words;
/// let words = split_words(br#"SET VARIABLE a"b c"d "say \"hi\"" """#);
/// assert_eq!(words, [&b"SET"[..], b"VARIABLE", b"ab cd", b"say \"hi\"", b""]);
/// ```
pub fn split_words(line: &[u8]) -> Vec<Vec<u8>> {
    let mut words: Vec<Vec<u8>> = Vec::new();
    let (mut quoted, mut escaped, mut between) = (false, false, true);
    for &byte in line {
        match byte {
            b'"' if !escaped => {
                quoted = !quoted;
                if quoted && between {
                    words.push(Vec::new());
                    between = false;
                }
            }
            b' ' | b'\t' if !quoted && !escaped => between = true,
            b'\\' if !escaped => escaped = true,
            other => {
                if between {
                    words.push(Vec::new());
                    between = false;
                }
                if let Some(word) = words.last_mut() {
                    word.push(other);
                }
                escaped = false;
            }
        }
    }
    words.truncate(MAX_WORDS);
    words
}

#[cfg(test)]
mod tests {
    use super::split_words;

    fn split(line: &str) -> Vec<String> {
        split_words(line.as_bytes())
            .into_iter()
            .map(|word| String::from_utf8(word).expect("the samples are UTF-8"))
            .collect()
    }

    #[test]
    fn words_are_those_that_asterisk_sees() {
        for (line, expected) in [
            ("ANSWER", &["ANSWER"][..]),
            ("  GET \t VARIABLE  x ", &["GET", "VARIABLE", "x"]),
            (r#"a"b c"d"#, &["ab cd"]),
            (r#""""#, &[""]),
            (r#"x "" y"#, &["x", "", "y"]),
            (r#""a""b""#, &["ab"]),
            (r"a\ b", &["a b"]),
            (r"a\nb", &["anb"]),
            (r#""a\\b""#, &[r"a\b"]),
            (r#"\"a"#, &["\"a"]),
            (r#""never closed x"#, &["never closed x"]),
            (r"ends with \", &["ends", "with"]),
            ("ANSWER\r", &["ANSWER\r"]),
            ("", &[]),
        ] {
            assert_eq!(split(line), expected, "{line:?}");
        }
    }

    #[test]
    fn no_more_than_127_words_are_seen() {
        assert_eq!(split(&"x ".repeat(130)).len(), 127);
    }
}
