//! What a real Asterisk said: its list of commands, and its answers to the actions that the model does not know.
//!
//! `recorded/commands-*.txt` are `ListCommands`, with the module of each action before it. `recorded/22.txt` are answers
//! of Asterisk 22; `16.txt` those in which 16 differs; `hardware.txt` stands in for modules that Debian does not package.
//! In an answer `{Name}` is a header of the request, and a line of nothing but an empty `{ActionID}` is left out.

use super::class::Classes;
use super::company::{Behaviour, Version};
use super::model::{Model, Phone};
use super::request::Request;

/// An action as `ListCommands` shows it.
#[derive(Clone, Debug)]
pub(super) struct Command {
    pub(super) name: &'static str,
    /// The module that brings it; `core` is Asterisk itself.
    pub(super) module: &'static str,
    /// What stands after its name, classes included.
    pub(super) text: &'static str,
    /// Any one of them is enough; none means every logged-in user.
    pub(super) classes: Classes,
}

impl Command {
    /// Whether somebody with these rights may call it.
    pub(super) fn is_allowed(&self, write: Classes) -> bool {
        self.classes.is_empty() || self.classes.touches(write)
    }
}

/// The actions of an Asterisk, in its order.
pub(super) fn commands(version: Version) -> Vec<Command> {
    let text = match version {
        Version::V16 => include_str!("recorded/commands-16.txt"),
        Version::V22 => include_str!("recorded/commands-22.txt"),
    };
    text.lines().filter_map(command).collect()
}

fn command(line: &'static str) -> Option<Command> {
    let (module, rest) = line.split_once('\t')?;
    let (name, text) = rest.split_once(": ")?;
    let (_, classes) = text.rsplit_once("(Priv: ")?;
    // `all` is a name of every class but says nothing here, and `<none>` is no name.
    let classes = classes.trim_end_matches(')').trim_end_matches(",all");
    let classes = match classes {
        "<none>" => Classes::NONE,
        names => Classes::from_mask(names)?,
    };
    Some(Command {
        name,
        module,
        text,
        classes,
    })
}

/// The recorded answer to an action, filled in; `None` if there is none.
pub(super) fn answer(model: &Model, name: &str, request: &Request) -> Option<String> {
    let files: &[&str] = match model.settings.version {
        Version::V16 => &[
            include_str!("recorded/16.txt"),
            include_str!("recorded/22.txt"),
            include_str!("recorded/hardware.txt"),
        ],
        Version::V22 => &[
            include_str!("recorded/22.txt"),
            include_str!("recorded/hardware.txt"),
        ],
    };
    let blocks = || {
        let blocks = files.iter().flat_map(|file| file.split("\n== ").skip(1));
        blocks.filter_map(|block| {
            let (title, body) = block.split_once('\n')?;
            let (found, condition) = title.split_once(' ').unwrap_or((title, ""));
            (found == name).then_some((condition, body))
        })
    };
    // What is wrong with a request is looked for first, in the order in which Asterisk looks.
    let wrong = blocks().find(|(condition, _)| !condition.is_empty() && holds(model, condition, request));
    let (_, body) = wrong.or_else(|| blocks().find(|(condition, _)| condition.is_empty()))?;
    Some(fill(model, body.trim_end_matches('\n'), request))
}

/// `without Channel` or `unknown Endpoint`.
fn holds(model: &Model, condition: &str, request: &Request) -> bool {
    match condition.split_once(' ') {
        Some(("without", header)) => request.get(header).is_empty(),
        Some(("unknown", header)) => {
            let value = request.get(header);
            match header {
                "Channel" => model.channel_named(value).is_none(),
                "BridgeUniqueid" => !model.bridges().any(|bridge| bridge.id == value),
                _ => value != model.trunk && !model.phones.contains_key(value),
            }
        }
        _ => false,
    }
}

fn fill(model: &Model, body: &str, request: &Request) -> String {
    let mut filled = String::new();
    let mut items = 0;
    for message in body.split("\n\n") {
        let Some((which, item)) = message.strip_prefix("* ").and_then(|m| m.split_once('\n')) else {
            filled.push_str(&fill_message(model, message, request, None, items));
            continue;
        };
        let registered = |phone: &Phone| phone.behaviour != Behaviour::Unreachable;
        for phone in model
            .phones
            .iter()
            .filter(|(_, p)| which == "phones" || registered(p))
        {
            items += 1;
            filled.push_str(&fill_message(model, item, request, Some(phone), items));
        }
    }
    filled
}

fn fill_message(
    model: &Model,
    message: &str,
    request: &Request,
    phone: Option<(&String, &Phone)>,
    items: usize,
) -> String {
    let mut text = String::new();
    for line in message.lines() {
        if line == "ActionID: {ActionID}" && request.action_id().is_none() {
            continue;
        }
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            text.push_str(before);
            match (name, phone) {
                ("endpoint", Some((endpoint, _))) => text.push_str(endpoint),
                ("name", Some((_, phone))) => text.push_str(&phone.name),
                ("state", Some((_, phone))) => text.push_str(phone.reported.spoken()),
                ("state", None) => text.push_str(model.device_state(request.get("Endpoint")).spoken()),
                // Simulated phones register again all the time.
                ("expires", _) => text.push_str(&(model.now.seconds() + 3600).to_string()),
                ("items", _) => text.push_str(&items.to_string()),
                _ => text.push_str(request.get(name)),
            }
            rest = after;
        }
        text.push_str(&rest.replace("\\n", "\n"));
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lists_of_commands_is_understood() {
        for (version, count, text) in [
            (Version::V16, 149, include_str!("recorded/commands-16.txt")),
            (Version::V22, 154, include_str!("recorded/commands-22.txt")),
        ] {
            assert_eq!(text.lines().count() - 1, count, "{version:?}");
            assert_eq!(commands(version).len(), count, "{version:?}");
        }
        let commands = commands(Version::V22);
        let originate = commands.iter().find(|c| c.name == "Originate").unwrap();
        assert_eq!(originate.classes.to_string(), "originate");
        assert_eq!(originate.module, "core");
    }
}
