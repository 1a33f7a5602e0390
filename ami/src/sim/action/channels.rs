//! Actions on channels.

use std::time::Duration;

use regex_lite::Regex;

use super::super::channel::Party;
use super::super::class::Classes;
use super::super::model::{Model, Order, Then};
use super::super::request::Request;
use super::super::text::{self, Message};
use super::variables::assignments;
use super::{Caller, Reply, ack, error};

/// Applications refused to whoever lacks class system, and words of `Data` likewise.
const FORBIDDEN_APPLICATIONS: [&str; 8] = [
    "agi",
    "dbdeltree",
    "exec",
    "externalivr",
    "mixmonitor",
    "originate",
    "reload",
    "system",
];
const FORBIDDEN_DATA: [&str; 7] = ["CURL", "DB", "EVAL", "FILE", "ODBC", "REALTIME", "SHELL"];

/// Asterisk `main/manager.c`, `action_originate`: the checks in their order.
pub(super) fn originate(model: &mut Model, request: &Request, caller: Caller) -> Reply {
    let channel = request.get("Channel");
    if channel.is_empty() {
        return error(request, "Channel not specified");
    }
    let (exten, context, priority) = (
        request.get("Exten"),
        request.get("Context"),
        request.get("Priority"),
    );
    // Every number of this PBX has the one priority 1.
    if !matches!(priority, "" | "1") {
        return error(request, "Invalid priority");
    }
    let timeout = request.get("Timeout");
    let milliseconds = if timeout.is_empty() {
        Ok(30_000)
    } else {
        timeout.parse::<u32>()
    };
    let Ok(milliseconds) = milliseconds else {
        return error(request, "Invalid timeout");
    };
    if !channel.contains('/') {
        return error(request, "Invalid channel");
    }
    let channel_id = request.get("ChannelId");
    if [channel_id, request.get("OtherChannelId")]
        .iter()
        .any(|id| id.len() > 149)
    {
        return error(request, "Uniqueid length exceeds maximum of 149\n");
    }
    let application = request.get("Application");
    let synchronous = !request.is_true("Async");
    let then = if application.is_empty() {
        if exten.is_empty() || context.is_empty() || priority.is_empty() {
            return error(
                request,
                "Originate with 'Exten' requires 'Context' and 'Priority'",
            );
        }
        if model.resolve(context, exten).is_none() {
            return error(request, "Extension does not exist.");
        }
        Then::Extension {
            context: context.to_owned(),
            exten: exten.to_owned(),
        }
    } else {
        let (lower, data) = (application.to_ascii_lowercase(), request.get("Data"));
        let forbidden = FORBIDDEN_APPLICATIONS.iter().any(|word| lower.contains(word))
            || FORBIDDEN_DATA.iter().any(|word| data.contains(word));
        if forbidden && !caller.write.contains(Classes::SYSTEM) {
            return error(request, "Originate Access Forbidden: app or data blacklisted");
        }
        Then::Application {
            name: application.to_owned(),
            data: data.to_owned(),
        }
    };
    model.originate(Order {
        channel: channel.to_owned(),
        then,
        timeout: Duration::from_millis(u64::from(milliseconds)),
        caller: Party::parse(request.get("CallerID")),
        account: request.get("Account").to_owned(),
        variables: assignments(request),
        channel_id: channel_id.to_owned(),
        action_id: request.action_id().map(str::to_owned),
        waiting_session: synchronous.then_some(caller.session),
    });
    if synchronous {
        Reply::Wait
    } else {
        ack(request, "Originate successfully queued")
    }
}

pub(super) fn hangup(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let channel = request.get("Channel");
    if channel.is_empty() {
        return error(request, "No channel specified");
    }
    let pattern = channel.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    let Some(pattern) = pattern.filter(|_| channel.len() > 1) else {
        return if model.hang_up_by_name(channel) {
            ack(request, "Channel Hungup")
        } else {
            error(request, "No such channel")
        };
    };
    let Ok(regex) = Regex::new(pattern) else {
        return error(request, &format!("Regex compile failed on: {channel}"));
    };
    let id = request.action_id();
    let names = model.channels.values().map(|channel| channel.name.clone());
    let names: Vec<String> = names.filter(|name| regex.is_match(name)).collect();
    let mut reply = text::list_start(id, "Channels hung up will follow");
    for name in &names {
        // Hanging up one may have taken others along; each is told of.
        model.hang_up_by_name(name);
        let item = Message::item("ChannelHungup")
            .action_id(id)
            .header("Channel", name);
        reply.push_str(&item.end());
    }
    reply.push_str(&text::list_end(id, "ChannelsHungupListComplete", names.len()));
    Reply::Text(reply)
}

/// The channel a request names, or the error.
fn named(model: &Model, request: &Request) -> Result<u64, Reply> {
    let name = request.get("Channel");
    if name.is_empty() {
        return Err(error(request, "No channel specified"));
    }
    model
        .channel_named(name)
        .ok_or_else(|| error(request, "No such channel"))
}

pub(super) fn mix_monitor(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let key = match named(model, request) {
        Ok(key) => key,
        Err(reply) => return reply,
    };
    if let Some(channel) = model.channels.get_mut(&key) {
        channel.recorded = true;
    }
    model.announce_recording(key, "MixMonitorStart");
    Reply::Text(Message::response("Success", request.action_id()).end())
}

pub(super) fn stop_mix_monitor(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let key = match named(model, request) {
        Ok(key) => key,
        Err(reply) => return reply,
    };
    let recorded = model
        .channels
        .get_mut(&key)
        .is_some_and(|channel| std::mem::take(&mut channel.recorded));
    if !recorded {
        return error(request, "Could not stop monitoring channel");
    }
    model.announce_recording(key, "MixMonitorStop");
    Reply::Text(Message::response("Success", request.action_id()).end())
}

/// Asterisk `main/manager.c`, `action_status`. What its items lack of the snapshot's order, they have at the end.
pub(super) fn status(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let id = request.action_id();
    let wanted = request.get("Channel");
    let keys: Vec<u64> = if wanted.is_empty() {
        model.channels.keys().copied().collect()
    } else {
        match model.channel_named(wanted) {
            Some(key) => vec![key],
            None => return error(request, "No such channel"),
        }
    };
    let mut reply = text::list_start(id, "Channel status will follow");
    for channel in keys.iter().filter_map(|key| model.channels.get(key)) {
        let mut item = Message::item("Status").header("Privilege", "Call");
        channel.snapshot("", &mut item);
        let unknown = |text: &str| if text.is_empty() { "<unknown>" } else { text }.to_owned();
        let mut item = item
            .header("Type", "PJSIP")
            .header("DNID", "")
            .header("EffectiveConnectedLineNum", unknown(&channel.connected.number))
            .header("EffectiveConnectedLineName", unknown(&channel.connected.name))
            .header("TimeToHangup", 0)
            .header("BridgeID", &channel.bridge)
            .header("Application", &channel.application)
            .header("Data", &channel.data)
            .header("Nativeformats", "(ulaw)")
            .header("Readformat", "ulaw")
            .header("Readtrans", "")
            .header("Writeformat", "ulaw")
            .header("Writetrans", "")
            .header("Callgroup", 0)
            .header("Pickupgroup", 0)
            .header("Seconds", model.now.since(channel.created).as_secs());
        let all = request.is_true("AllVariables");
        let asked: Vec<&str> = if all {
            channel.variables.keys().map(String::as_str).collect()
        } else {
            request
                .get("Variables")
                .split(',')
                .filter(|name| !name.is_empty())
                .collect()
        };
        for name in asked.into_iter().take(100) {
            let value = channel.variables.get(name).map_or("(null)", String::as_str);
            item.push("Variable", format_args!("{name}={value}"));
        }
        reply.push_str(&item.action_id(id).end());
    }
    let end = Message::item("StatusComplete")
        .action_id(id)
        .header("EventList", "Complete")
        .header("ListItems", keys.len())
        .header("Items", keys.len());
    Reply::Text(reply + &end.end())
}

pub(super) fn core_show_channels(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let id = request.action_id();
    let mut reply = text::list_start(id, "Channels will follow");
    for channel in model.channels.values() {
        let mut item = Message::item("CoreShowChannel").action_id(id);
        channel.snapshot("", &mut item);
        let seconds = model.now.since(channel.created).as_secs();
        let item = item
            .header("Application", &channel.application)
            .header("ApplicationData", &channel.data)
            .header(
                "Duration",
                format_args!(
                    "{:02}:{:02}:{:02}",
                    seconds / 3600,
                    seconds / 60 % 60,
                    seconds % 60
                ),
            )
            .header("BridgeId", &channel.bridge);
        reply.push_str(&item.end());
    }
    reply.push_str(&text::list_end(
        id,
        "CoreShowChannelsComplete",
        model.channels.len(),
    ));
    Reply::Text(reply)
}
