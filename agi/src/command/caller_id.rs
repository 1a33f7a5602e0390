use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply, Text};

/// The most bytes of a caller that Asterisk reads (`handle_setcallerid` in `res/res_agi.c`).
const MOST: usize = 255;

/// Changes who calls, for what comes after in the call. `Debug` does not show who.
///
/// ```
/// use switchhook_agi::command::{Request, SetCallerId};
/// use switchhook_agi::wire::{LineLimit, split_words};
/// let set = SetCallerId::named("The \"old\" cellar", "200");
/// let request = Request::new(&set, LineLimit::BYTES_2046)?;
/// assert_eq!(split_words(request.as_bytes().trim_ascii_end())[2], br#""The \"old\" cellar" <200>"#);
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SetCallerId(Caller);

#[derive(Clone, PartialEq, Eq)]
enum Caller {
    Named { name: Text, number: Text },
    Raw(Text),
}

impl SetCallerId {
    /// A name and a number. Either may be empty. Asterisk drops blanks, `(`, `)`, `-` and `.` of a number.
    pub fn named(name: impl AsRef<[u8]>, number: impl AsRef<[u8]>) -> Self {
        Self(Caller::Named {
            name: name.as_ref().into(),
            number: number.as_ref().into(),
        })
    }

    /// A number without a name.
    pub fn number(number: impl AsRef<[u8]>) -> Self {
        Self::named("", number)
    }

    /// Any text; Asterisk takes it apart as `"name" <number>`, as a number or as a name.
    pub fn raw(text: impl AsRef<[u8]>) -> Self {
        Self(Caller::Raw(text.as_ref().into()))
    }
}

impl Command for SetCallerId {
    type Response = ();

    fn name(&self) -> &str {
        "SET CALLERID"
    }

    fn encode(&self, line: &mut LineWriter) {
        let text = match &self.0 {
            Caller::Raw(text) => text.as_bytes().to_vec(),
            Caller::Named { name, number } => written(name.as_bytes(), number.as_bytes()),
        };
        line.argument(&text);
        if text.len() > MOST {
            line.refuse(
                "shorten the caller to 255 bytes, quotes and backslashes included; Asterisk cuts the rest",
            );
        }
        if let Caller::Named { number, .. } = &self.0
            && number.as_bytes().iter().any(|byte| matches!(byte, b'<' | b'>'))
        {
            line.refuse("remove < and > from the number; they would end it");
        }
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}

fn written(name: &[u8], number: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(name.len() + number.len() + 5);
    if !name.is_empty() {
        text.push(b'"');
        for &byte in name {
            if matches!(byte, b'"' | b'\\') {
                text.push(b'\\');
            }
            text.push(byte);
        }
        text.extend_from_slice(b"\" ");
    }
    // Also around nothing: a `<` in the name would otherwise begin the number.
    text.push(b'<');
    text.extend_from_slice(number);
    text.push(b'>');
    text
}

impl std::fmt::Debug for SetCallerId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SetCallerId(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read, refusal};
    use super::SetCallerId;
    use crate::wire::split_words;

    #[test]
    fn a_caller_is_written_as_asterisk_takes_it_apart() {
        for (set, expected) in [
            (SetCallerId::number("200"), "<200>"),
            (SetCallerId::named("A <b>", "1"), r#""A <b>" <1>"#),
            (SetCallerId::named(r#"a"\b"#, ""), r#""a\"\\b" <>"#),
            (SetCallerId::raw("Zoe <106>"), "Zoe <106>"),
        ] {
            let words = split_words(line(&set).as_bytes());
            assert_eq!(words[2], expected.as_bytes());
            assert_eq!(words.len(), 3);
        }
        assert_eq!(read(&SetCallerId::raw(""), "200 result=1"), Ok(()));
    }

    #[test]
    fn what_asterisk_would_cut_is_refused() {
        assert!(refusal(&SetCallerId::number("1> <2")).contains("remove < and >"));
        assert!(refusal(&SetCallerId::raw("x".repeat(256))).contains("255 bytes"));
        assert!(refusal(&SetCallerId::raw("a\nb")).contains("LF at byte 1"));
        assert_eq!(
            format!("{:?}", SetCallerId::named("Zoe", "106")),
            "SetCallerId(..)"
        );
    }
}
