//! Every event of Asterisk: seen on the wire and recognised, or the reason why not.

pub(crate) mod provoke;
mod table;

use std::collections::BTreeSet;

use switchhook_ami::MessageBuf;
use switchhook_ami::event::{Event, EventKind};
use switchhook_rig::Version;

use table::{Sight, sight};

/// What is wrong with the events of a whole run: unknown ones, ones that should have come, ones that should not.
pub(crate) fn check(version: Version, messages: &[MessageBuf]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for message in messages {
        let Some(name) = message.event_name() else {
            continue;
        };
        seen.insert(name.to_owned());
        let event = message.event();
        if matches!(event, Event::Other(_)) {
            wrong.push(format!("{name}: is not recognised"));
        }
        if event.message() != message.as_message() {
            wrong.push(format!("{name}: the view lost headers"));
        }
    }
    for kind in EventKind::ALL {
        let name = kind.as_str();
        match (sight(name, version), seen.contains(name)) {
            (Sight::Seen, false) => wrong.push(format!("{name}: should have been seen")),
            (Sight::Unseen(_), true) => {
                wrong.push(format!("{name}: was seen, though the table says that it is not"));
            }
            (Sight::Unseen(""), false) => wrong.push(format!("{name}: needs a reason")),
            _ => {}
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}
