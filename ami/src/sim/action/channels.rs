//! Actions on channels.

use std::time::Duration;

use super::super::channel::Party;
use super::super::class::Classes;
use super::super::model::{Model, Order, Then};
use super::super::request::Request;
use super::super::text::{self, Message};
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
    if model.hang_up_by_name(channel) {
        ack(request, "Channel Hungup")
    } else {
        error(request, "No such channel")
    }
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
