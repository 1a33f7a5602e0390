use std::borrow::Cow;

use crate::wire::Message;

/// An action that `ListCommands` names: one that exists in this Asterisk and that this user may call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCommand<'a> {
    /// The action.
    pub name: Cow<'a, str>,
    /// What it does, in Asterisk's words.
    pub synopsis: Cow<'a, str>,
    /// The write classes of which a user needs one; none for those open to everybody.
    pub classes: Vec<Cow<'a, str>>,
}

/// Reads the answer to `ListCommands`, whose header names are the actions themselves.
///
/// ```
/// use switchhook_ami::{MessageBuf, text::commands};
/// let reply = MessageBuf::parse(
///     b"Response: Success\r\nActionID: 1\r\nHangup: Hangup channel.  (Priv: system,call,all)\r\nPing: Keepalive command.  (Priv: <none>)\r\n\r\n",
/// ).unwrap();
/// let found: Vec<_> = commands(reply.as_message()).collect();
/// assert_eq!((&*found[0].name, &*found[0].synopsis), ("Hangup", "Hangup channel."));
/// assert_eq!(found[0].classes, ["system", "call", "all"]);
/// assert!(found[1].classes.is_empty());
/// ```
pub fn commands<'a>(message: Message<'a>) -> impl Iterator<Item = ListedCommand<'a>> {
    message.headers().filter_map(|header| {
        let (synopsis, classes) = described(header.value_bytes())?;
        let classes = String::from_utf8_lossy(classes);
        let classes = match classes.trim() {
            "" | "<none>" => Vec::new(),
            classes => classes
                .split(',')
                .map(|class| Cow::Owned(class.to_owned()))
                .collect(),
        };
        Some(ListedCommand {
            name: header.name(),
            synopsis: String::from_utf8_lossy(synopsis.trim_ascii()),
            classes,
        })
    })
}

/// `synopsis  (Priv: a,b)`. The synopsis may hold brackets of its own, so the last ones count.
fn described(value: &[u8]) -> Option<(&[u8], &[u8])> {
    const MARK: &[u8] = b"(Priv: ";
    let value = value.trim_ascii_end().strip_suffix(b")")?;
    let last = value.windows(MARK.len()).rposition(|window| window == MARK)?;
    Some((&value[..last], &value[last + MARK.len()..]))
}

#[cfg(test)]
mod tests {
    use super::described;

    #[test]
    fn only_a_line_with_its_classes_is_a_command() {
        for (line, expected) in [
            ("Show  (Priv: system,all)", Some(("Show  ", "system,all"))),
            ("Sets (or gets) it.  (Priv: )", Some(("Sets (or gets) it.  ", ""))),
            ("a (Priv: b) c  (Priv: d)", Some(("a (Priv: b) c  ", "d"))),
            ("Success", None),
            ("(Priv: a", None),
            (")", None),
            ("", None),
        ] {
            let found = described(line.as_bytes());
            let expected = expected.map(|(synopsis, classes)| (synopsis.as_bytes(), classes.as_bytes()));
            assert_eq!(found, expected, "{line:?}");
        }
    }
}
