//! Device and extension states.

use super::super::model::{Model, Target};
use super::super::request::Request;
use super::super::text::{self, Message};
use super::{Caller, Reply, error};

pub(super) fn device_state_list(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let id = request.action_id();
    let mut reply = text::list_start(id, "Device State Changes will follow");
    for (endpoint, phone) in &model.phones {
        let item = Message::item("DeviceStateChange")
            .action_id(id)
            .header("Device", format_args!("PJSIP/{endpoint}"))
            .header("State", phone.reported.name());
        reply.push_str(&item.end());
    }
    reply.push_str(&text::list_end(id, "DeviceStateListComplete", model.phones.len()));
    Reply::Text(reply)
}

pub(super) fn extension_state_list(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let id = request.action_id();
    let items: Vec<String> = model
        .numbers
        .keys()
        .filter_map(|exten| model.extension_status(exten, Message::item("ExtensionStatus").action_id(id)))
        .map(Message::end)
        .collect();
    if items.is_empty() {
        return error(request, "No dialplan hints are available");
    }
    let start = text::list_start(id, "Extension Statuses will follow");
    Reply::Text(start + &items.concat() + &text::list_end(id, "ExtensionStateListComplete", items.len()))
}

pub(super) fn extension_state(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let exten = request.get("Exten");
    if exten.is_empty() {
        return error(request, "Extension not specified");
    }
    let context = if request.get("Context").is_empty() {
        "default"
    } else {
        request.get("Context")
    };
    let (hint, (status, text)) = match model.resolve(context, exten) {
        Some(Target::Phone(endpoint)) => {
            let state = model.device_state(&endpoint);
            (format!("PJSIP/{endpoint}"), state.extension_status())
        }
        _ => (String::new(), (-1, "Unknown")),
    };
    let reply = Message::response("Success", request.action_id())
        .header("Message", "Extension Status")
        .header("Exten", exten)
        .header("Context", context)
        .header("Hint", hint)
        .header("Status", status)
        .header("StatusText", text);
    Reply::Text(reply.end())
}
