//! AstDB. Asterisk `main/db.c`: values come in an event, not in the response.

use super::super::model::Model;
use super::super::request::Request;
use super::super::text::{self, Message};
use super::{Caller, Reply, ack, error};

/// Entries one PBX keeps here: a test that writes without end fills this rather than the memory.
const ENTRIES: usize = 100_000;

/// `/family/key`, or the error. The texts of DBPut lack the full stop that the others have.
fn entry(request: &Request, stop: &str) -> Result<String, Reply> {
    let (family, key) = (request.get("Family"), request.get("Key"));
    for (value, name) in [(family, "family"), (key, "key")] {
        if value.is_empty() {
            return Err(error(request, &format!("No {name} specified{stop}")));
        }
    }
    Ok(format!("/{family}/{key}"))
}

pub(super) fn put(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let entry = match entry(request, "") {
        Ok(entry) => entry,
        Err(reply) => return reply,
    };
    if model.database.len() >= ENTRIES && !model.database.contains_key(&entry) {
        return error(request, "Failed to update entry");
    }
    model.database.insert(entry, request.get("Val").to_owned());
    ack(request, "Updated database successfully")
}

pub(super) fn get(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let entry = match entry(request, ".") {
        Ok(entry) => entry,
        Err(reply) => return reply,
    };
    let Some(value) = model.database.get(&entry) else {
        return error(request, "Database entry not found");
    };
    let id = request.action_id();
    let item = Message::item("DBGetResponse")
        .header("Family", request.get("Family"))
        .header("Key", request.get("Key"))
        .header("Val", value)
        .action_id(id);
    Reply::Text(
        text::list_start(id, "Result will follow") + &item.end() + &text::list_end(id, "DBGetComplete", 1),
    )
}

pub(super) fn del(model: &mut Model, request: &Request, _: Caller) -> Reply {
    match entry(request, ".") {
        Err(reply) => reply,
        Ok(entry) if model.database.remove(&entry).is_none() => {
            error(request, "Database entry could not be deleted")
        }
        Ok(_) => ack(request, "Key deleted successfully"),
    }
}

/// Entries at or below `/family` or `/family/key`.
fn tree(model: &Model, request: &Request) -> Vec<String> {
    let (family, key) = (request.get("Family"), request.get("Key"));
    let root = match (family.is_empty(), key.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!("/{family}"),
        (false, false) => format!("/{family}/{key}"),
    };
    let below = format!("{root}/");
    model
        .database
        .keys()
        .filter(|entry| **entry == root || entry.starts_with(&below))
        .cloned()
        .collect()
}

pub(super) fn get_tree(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let id = request.action_id();
    let entries = tree(model, request);
    let mut reply = text::list_start(id, "Result will follow");
    for entry in &entries {
        let value = model.database.get(entry).map_or("", String::as_str);
        let item = Message::item("DBGetTreeResponse")
            .header("Key", entry)
            .header("Val", value)
            .action_id(id);
        reply.push_str(&item.end());
    }
    reply.push_str(&text::list_end(id, "DBGetTreeComplete", entries.len()));
    Reply::Text(reply)
}

pub(super) fn del_tree(model: &mut Model, request: &Request, _: Caller) -> Reply {
    if request.get("Family").is_empty() {
        return error(request, "No family specified.");
    }
    let entries = tree(model, request);
    if entries.is_empty() {
        return error(request, "Database entry not found");
    }
    for entry in entries {
        model.database.remove(&entry);
    }
    ack(request, "Key tree deleted successfully")
}
