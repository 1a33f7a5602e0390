//! Actions that move calls and show bridges.

use super::super::model::Model;
use super::super::recorded;
use super::super::request::Request;
use super::super::text::{self, Message};
use super::{Caller, Reply, ack, error};

pub(super) fn list(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let id = request.action_id();
    let wanted = request.get("BridgeType");
    let items: Vec<String> = model
        .bridges()
        .filter(|bridge| wanted.is_empty() || bridge.technology() == wanted)
        .map(|bridge| {
            bridge
                .snapshot(Message::item("BridgeListItem").action_id(id))
                .end()
        })
        .collect();
    let start = text::list_start(id, "Bridge listing will follow");
    Reply::Text(start + &items.concat() + &text::list_end(id, "BridgeListComplete", items.len()))
}

pub(super) fn info(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let wanted = request.get("BridgeUniqueid");
    if wanted.is_empty() {
        return error(request, "BridgeUniqueid must be provided");
    }
    let Some(bridge) = model.bridges().find(|bridge| bridge.id == wanted) else {
        return error(request, "Specified BridgeUniqueid not found");
    };
    let id = request.action_id();
    let mut reply = text::list_start(id, "Bridge channel listing will follow");
    for channel in bridge.members.iter().filter_map(|key| model.channels.get(key)) {
        let mut item = Message::item("BridgeInfoChannel").action_id(id);
        channel.snapshot("", &mut item);
        reply.push_str(&item.end());
    }
    let end = Message::item("BridgeInfoComplete")
        .action_id(id)
        .header("EventList", "Complete")
        .header("ListItems", bridge.members.len());
    Reply::Text(reply + &bridge.snapshot(end).end())
}

/// The channels connected to one, through whatever bridges.
pub(super) fn channel_map(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let wanted = request.get("Channel");
    if wanted.is_empty() {
        return error(request, "CoreShowChannelMap requires a channel.\n");
    }
    let id = request.action_id();
    let Some(key) = model.channel_named(wanted) else {
        return error(request, "Could not get channel snapshot\n");
    };
    let bridge = model.bridges().find(|bridge| bridge.members.contains(&key));
    let others = bridge.map(|bridge| bridge.members.clone()).unwrap_or_default();
    let others = others.iter().filter(|other| **other != key);
    let items: Vec<String> = others
        .filter_map(|other| model.channels.get(other))
        .map(|channel| {
            let item = Message::item("CoreShowChannelMap").action_id(id);
            item.header("Channel", &channel.name).end()
        })
        .collect();
    let start = text::list_start(id, "Channel map will follow");
    Reply::Text(start + &items.concat() + &text::list_end(id, "CoreShowChannelMapComplete", items.len()))
}

/// Asterisk `main/features.c`, `action_bridge`.
pub(super) fn bridge(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let (one, two) = (request.get("Channel1"), request.get("Channel2"));
    if one.is_empty() || two.is_empty() {
        return error(request, "Missing channel parameter in request");
    }
    let Some(first) = model.channel_named(one) else {
        return error(request, &format!("Channel1 does not exist: {one}"));
    };
    let Some(second) = model.channel_named(two) else {
        return error(request, &format!("Channel2 does not exist: {two}"));
    };
    model.bridge_channels(first, second);
    ack(request, "Channels have been bridged")
}

/// Asterisk `main/manager.c`, `action_redirect`.
pub(super) fn redirect(model: &mut Model, request: &Request, _: Caller) -> Reply {
    for header in ["Channel", "Context", "Exten", "Priority"] {
        if request.get(header).is_empty() {
            return error(request, &format!("{header} not specified"));
        }
    }
    let (name, context, exten) = (
        request.get("Channel"),
        request.get("Context"),
        request.get("Exten"),
    );
    let Some(channel) = model.channel_named(name) else {
        return error(request, &format!("Channel does not exist: {name}"));
    };
    let extra = request.get("ExtraChannel");
    if extra.is_empty() {
        model.redirect(channel, context, exten);
        return ack(request, "Redirect successful");
    }
    let Some(second) = model.channel_named(extra) else {
        return error(request, &format!("ExtraChannel does not exist: {extra}"));
    };
    let or = |header: &str, other: &str| {
        let value = request.get(header);
        if value.is_empty() { other } else { value }.to_owned()
    };
    let (extra_context, extra_exten) = (or("ExtraContext", context), or("ExtraExten", exten));
    model.redirect(channel, context, exten);
    // Talking to each other, the first hung the second up: then there is nobody left to redirect.
    if model.channels.contains_key(&second) {
        model.redirect(second, &extra_context, &extra_exten);
    }
    ack(request, "Dual Redirect successful")
}

/// Asterisk `main/manager.c`, `action_blind_transfer`.
pub(super) fn blind_transfer(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let (name, exten) = (request.get("Channel"), request.get("Exten"));
    if name.is_empty() {
        return error(request, "No channel specified");
    }
    if exten.is_empty() {
        return error(request, "No extension specified");
    }
    let Some(channel) = model.channel_named(name) else {
        return error(request, "Channel specified does not exist");
    };
    let context = match request.get("Context") {
        "" => model
            .channels
            .get(&channel)
            .map(|c| c.context.clone())
            .unwrap_or_default(),
        context => context.to_owned(),
    };
    if model.blind_transfer(channel, &context, exten) {
        ack(request, "Transfer succeeded")
    } else {
        error(request, "Transfer invalid")
    }
}

/// Whoever is in a bridge is hung up with it; in Asterisk they go on in the dialplan, which has nothing more for them.
pub(super) fn destroy(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let said = recorded::answer(model, "BridgeDestroy", request).unwrap_or_default();
    let wanted = request.get("BridgeUniqueid");
    let members = model
        .bridges()
        .find(|bridge| bridge.id == wanted)
        .map(|bridge| bridge.members.clone());
    for key in members.unwrap_or_default() {
        hang_up(model, key);
    }
    Reply::Text(said)
}

/// Likewise, one of them.
pub(super) fn kick(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let said = recorded::answer(model, "BridgeKick", request).unwrap_or_default();
    if let Some(key) = model.channel_named(request.get("Channel")) {
        hang_up(model, key);
    }
    Reply::Text(said)
}

fn hang_up(model: &mut Model, key: u64) {
    if let Some(name) = model.channels.get(&key).map(|channel| channel.name.clone()) {
        model.hang_up_by_name(&name);
    }
}
