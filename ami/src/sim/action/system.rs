//! Actions about the PBX as a whole.

use super::super::clock::Moment;
use super::super::company::Version;
use super::super::model::Model;
use super::super::request::Request;
use super::super::text::Message;
use super::{Caller, Reply, ack, error};

pub(super) fn ping(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let Moment(milliseconds) = model.now;
    let reply = Message::response("Success", request.action_id())
        .header("Ping", "Pong")
        .header(
            "Timestamp",
            format_args!("{}.{:06}", milliseconds / 1000, milliseconds % 1000 * 1000),
        );
    Reply::Text(reply.end())
}

pub(super) fn list_commands(model: &mut Model, request: &Request, caller: Caller) -> Reply {
    let reply = Message::response("Success", request.action_id());
    let here = model.commands.iter().filter(|c| model.command(c.name).is_some());
    let visible = here.filter(|command| command.is_allowed(caller.write));
    let reply = visible.fold(reply, |reply, command| reply.header(command.name, command.text));
    Reply::Text(reply.end())
}

pub(super) fn core_settings(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let version = model.settings.version;
    let reply = Message::response("Success", request.action_id())
        .header("AMIversion", version.manager())
        .header("AsteriskVersion", version.asterisk())
        .header("SystemName", "")
        .header("CoreMaxCalls", 0)
        .header("CoreMaxLoadAvg", "0.000000")
        .header("CoreRunUser", "")
        .header("CoreRunGroup", "")
        .header("CoreMaxFilehandles", 0)
        .header("CoreRealTimeEnabled", "No")
        .header("CoreCDRenabled", "Yes")
        .header("CoreHTTPenabled", "No");
    let reply = match version {
        Version::V16 => reply,
        Version::V22 => reply.header("SoundsSearchCustomDir", "No"),
    };
    Reply::Text(reply.end())
}

/// `ModuleCheck` of a module that is loaded, which is one that brings an action here.
pub(super) fn module_check(model: &mut Model, request: &Request, _: Caller) -> Reply {
    if !super::configuration::is_module(model, request.get("Module")) {
        return error(request, "Module not loaded");
    }
    Reply::Text(
        Message::response("Success", request.action_id())
            .header("Version", "")
            .end(),
    )
}

/// Asterisk `main/manager.c`, `action_userevent`: every header of the request but two goes out again, its ActionID too.
pub(super) fn user_event(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let name = request.get("UserEvent");
    let more = request
        .lines()
        .filter(|line| !["action:", "userevent:"].iter().any(|start| starts(line, start)));
    model.announce_user_event(name, more);
    ack(request, "Event Sent")
}

/// As Asterisk compares: without case, and without asking where the name ends.
fn starts(line: &str, start: &str) -> bool {
    line.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

pub(super) fn core_status(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let (started, reloaded) = (
        model.started.civil(model.utc_offset),
        model.reloaded.civil(model.utc_offset),
    );
    let reply = Message::response("Success", request.action_id())
        .header("CoreStartupDate", started.format("%Y-%m-%d"))
        .header("CoreStartupTime", started.format("%H:%M:%S"))
        .header("CoreReloadDate", reloaded.format("%Y-%m-%d"))
        .header("CoreReloadTime", reloaded.format("%H:%M:%S"))
        .header("CoreCurrentCalls", model.calls.len());
    let reply = match model.settings.version {
        Version::V16 => reply,
        Version::V22 => reply.header("CoreProcessedCalls", model.processed_calls),
    };
    Reply::Text(reply.end())
}

/// `Action: Command`, in the form of Asterisk 14 and later: one `Output:` per line.
pub(super) fn command(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let asked = request.get("Command");
    if asked.is_empty() {
        return error(request, "No command provided");
    }
    let words: Vec<&str> = asked.split_whitespace().collect();
    if matches!(
        words[..],
        ["module", "load" | "unload", ..] | ["restart", "gracefully", ..]
    ) {
        return error(request, "Command blacklisted");
    }
    let (word, output) = match words[..] {
        ["core", "show", "version"] => ("Success", version(model.settings.version)),
        ["core", "show", "uptime"] => ("Success", uptime(model, spoken)),
        ["core", "show", "uptime", "seconds"] => ("Success", uptime(model, |seconds| seconds.to_string())),
        _ => {
            let known = words[..words.len().min(2)].join(" ");
            let text = format!(
                "No such command '{asked}' (type 'core show help {known}' for other possible commands)"
            );
            ("Error", vec![text])
        }
    };
    let reply = Message::response(word, request.action_id()).header("Message", "Command output follows");
    Reply::Text(
        output
            .into_iter()
            .fold(reply, |reply, line| reply.header("Output", line))
            .end(),
    )
}

fn version(version: Version) -> Vec<String> {
    let number = version.asterisk();
    vec![format!(
        "Asterisk {number} built by root @ switchhook on a x86_64 running Linux on 2026-08-05 12:00:00 UTC"
    )]
}

fn uptime(model: &Model, say: impl Fn(u64) -> String) -> Vec<String> {
    let since = |moment| say(model.now.since(moment).as_secs());
    vec![
        format!("System uptime: {}", since(model.started)),
        format!("Last reload: {}", since(model.reloaded)),
    ]
}

/// `1 hour, 2 minutes, 3 seconds`: Asterisk `main/asterisk.c`, `print_uptimestr`. Nothing is said of zero parts, unless
/// there is no other.
fn spoken(seconds: u64) -> String {
    const UNITS: [(u64, &str); 5] = [
        (604_800, "week"),
        (86_400, "day"),
        (3600, "hour"),
        (60, "minute"),
        (1, "second"),
    ];
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (length, name) in UNITS {
        let count = rest / length;
        rest %= length;
        if count > 0 {
            parts.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
        }
    }
    if parts.is_empty() {
        "0 seconds".to_owned()
    } else {
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uptime_is_spoken_as_asterisk_speaks() {
        assert_eq!(spoken(0), "0 seconds");
        assert_eq!(spoken(1), "1 second");
        assert_eq!(spoken(3723), "1 hour, 2 minutes, 3 seconds");
        assert_eq!(spoken(90_000), "1 day, 1 hour");
    }
}
