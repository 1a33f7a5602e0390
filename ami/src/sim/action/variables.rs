//! Variables of channels and of the PBX.

use super::super::model::Model;
use super::super::request::Request;
use super::super::text::Message;
use super::{Caller, Reply, ack, error};

/// Variables of one channel, or of the PBX: a client that sets without end fills these rather than the memory.
const VARIABLES: usize = 1000;

/// An unset variable has an empty value; so has a function, since there are none here.
pub(super) fn get(model: &mut Model, request: &Request, caller: Caller) -> Reply {
    let name = request.get("Variable");
    if name.is_empty() {
        return error(request, "No variable specified");
    }
    let dangerous = ["SHELL", "EVAL"]
        .iter()
        .any(|word| name.to_ascii_uppercase().contains(word));
    if dangerous && !caller.write.contains(super::super::class::Classes::SYSTEM) {
        return error(request, "GetVar Access Forbidden: Variable");
    }
    let channel = request.get("Channel");
    let variables = if channel.is_empty() {
        &model.globals
    } else {
        match model
            .channel_named(channel)
            .and_then(|key| model.channels.get(&key))
        {
            Some(channel) => &channel.variables,
            None => return error(request, "No such channel"),
        }
    };
    let value = variables.get(name).map_or("", String::as_str);
    let reply = Message::response("Success", request.action_id())
        .header("Variable", name)
        .header("Value", value);
    Reply::Text(reply.end())
}

pub(super) fn set(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let (name, value) = (request.get("Variable"), request.get("Value"));
    if name.is_empty() {
        return error(request, "No variable specified");
    }
    let channel = request.get("Channel");
    if channel.is_empty() {
        if model.globals.len() < VARIABLES || model.globals.contains_key(name) {
            model.globals.insert(name.to_owned(), value.to_owned());
        }
        return ack(request, "Variable Set");
    }
    let Some(key) = model.channel_named(channel) else {
        return error(request, "No such channel");
    };
    model.set_variable(key, name, value);
    ack(request, "Variable Set")
}

impl Model {
    /// Gives a channel a variable, and tells of it.
    pub(in super::super) fn set_variable(&mut self, key: u64, name: &str, value: &str) {
        let Some(channel) = self.channels.get_mut(&key) else {
            return;
        };
        if channel.variables.len() >= VARIABLES && !channel.variables.contains_key(name) {
            return;
        }
        channel.variables.insert(name.to_owned(), value.to_owned());
        self.announce_variable(key, name, value);
    }
}

/// The `Variable` headers of an Originate: several in one header between commas, quoted and escaped as in Asterisk
/// `main/manager.c`, `astman_get_variables`, and `main/app.c`, `__ast_app_separate_args`.
pub(in super::super) fn assignments(request: &Request) -> Vec<(String, String)> {
    let parts = request.all("Variable").flat_map(split);
    let pairs = parts.filter_map(|part| {
        let (name, value) = part.split_once('=')?;
        Some((name.to_owned(), value.to_owned()))
    });
    pairs.take(VARIABLES).collect()
}

fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut depth) = (false, 0usize);
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        let last = parts.len() - 1;
        match c {
            '\\' => parts[last].extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted && depth == 0 => parts.push(String::new()),
            _ => {
                match c {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                parts[last].push(c);
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_split_as_asterisk_splits_them() {
        for (text, expected) in [
            ("a=1", vec!["a=1"]),
            ("a=1,b=2", vec!["a=1", "b=2"]),
            ("a=\"1,2\",b", vec!["a=1,2", "b"]),
            ("a=1\\,2", vec!["a=1,2"]),
            ("f(x,y)=1,b= 2", vec!["f(x,y)=1", "b= 2"]),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }
}
