//! What the generated lists are written in.

use std::fmt::Debug;

use switchhook_ami::MessageBuf;

/// A test of one view: its events, then `header = value => accessor, what it shows`.
macro_rules! samples {
    ($test:ident: $view:ident reads $names:tt $($header:literal = $value:literal => $accessor:ident $shown:literal)*) => {
        #[test]
        fn $test() {
            use switchhook_ami::event::{EventView, $view};
            use $crate::support;
            for name in $names {
                let message = support::message(name, "X", "1");
                let kind = message.event_kind().expect(name);
                assert_eq!(kind.as_str(), name);
                assert!(<$view<'_>>::KINDS.contains(&kind), "{name}");
                assert!(message.event_as::<$view<'_>>().is_some(), "{name}");
                $({
                    let message = support::message(name, $header, $value);
                    let view: $view<'_> = message.event_as().expect("recognised a moment ago");
                    support::assert_reads(view.$accessor(), $shown, name, $header);
                    assert_eq!(view.message().get("X-Novelty"), Some("kept"), "{name}");
                })*
            }
        }
    };
}

/// An event with this header and one that no table knows.
pub(crate) fn message(event: &str, header: &str, value: &str) -> MessageBuf {
    let text = format!("Event: {event}\r\nX-Novelty: kept\r\n{header}: {value}\r\n\r\n");
    MessageBuf::parse(text.as_bytes()).expect("a whole message")
}

pub(crate) fn assert_reads(value: Option<impl Debug>, shown: &str, event: &str, header: &str) {
    let value = value.unwrap_or_else(|| panic!("{event}: {header} was not read"));
    assert_eq!(format!("{value:?}"), shown, "{event}: {header}");
}
