//! Configuration files. Asterisk `main/manager.c`, `action_getconfig` and its neighbours.

use super::super::config::{Category, ConfigFile};
use super::super::config_update;
use super::super::model::Model;
use super::super::request::{Request, is_true};
use super::super::text::Message;
use super::{Caller, Reply, ack, error};

/// Files and bytes one PBX keeps here, so that no client can fill the memory.
const FILES: usize = 1000;
const LINES: usize = 200_000;

/// Modules that bring no action here; see [`is_module`].
const MODULES: [&str; 8] = [
    "app_queue",
    "cdr",
    "features",
    "logger",
    "manager",
    "pbx_config",
    "res_pjsip",
    "res_pjsip_config_wizard",
];

/// Whether this PBX has the module, named with or without `.so`: one that brings an action, or one of a few others.
pub(super) fn is_module(model: &Model, name: &str) -> bool {
    let name = name.strip_suffix(".so").unwrap_or(name);
    let is_it = |known: &str| known.eq_ignore_ascii_case(name);
    let brings_action = || {
        let mut commands = model.commands.iter();
        commands.any(|c| c.module != "core" && is_it(c.module) && model.command(c.name).is_some())
    };
    let missing = model.settings.modules_missing.iter().any(|module| is_it(module));
    !missing && (MODULES.iter().any(|known| is_it(known)) || brings_action())
}

/// The file a request names, or the error.
fn file<'a>(model: &'a Model, request: &Request, header: &str) -> Result<&'a ConfigFile, Reply> {
    let name = request.get(header);
    if name.is_empty() {
        return Err(error(request, "Filename not specified"));
    }
    model
        .files
        .get(name)
        .ok_or_else(|| error(request, "Config file not found"))
}

/// What GetConfig does with templates, which it hides unless asked.
#[derive(Clone, Copy)]
enum Templates {
    Hidden,
    Shown,
    Only,
}

pub(super) fn get_config(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let file = match file(model, request, "Filename") {
        Ok(file) => file,
        Err(reply) => return reply,
    };
    let templates = match request.get("Filter").to_ascii_lowercase().as_str() {
        "" => Templates::Hidden,
        "templates=include" => Templates::Shown,
        "templates=restrict" => Templates::Only,
        // Not Asterisk's text: better refused than unfiltered.
        _ => {
            return error(
                request,
                "this Filter is not simulated; only TEMPLATES=include and TEMPLATES=restrict are",
            );
        }
    };
    let wanted = request.get("Category");
    let mut reply = Message::response("Success", request.action_id());
    let named = |c: &&Category| wanted.is_empty() || c.name.eq_ignore_ascii_case(wanted);
    let shown = |c: &&Category| match templates {
        Templates::Hidden => !c.template,
        Templates::Shown => true,
        Templates::Only => c.template,
    };
    let chosen = file.categories.iter().filter(named).filter(shown);
    let mut count = 0;
    for category in chosen {
        reply.push(&format!("Category-{count:06}"), &category.name);
        if category.template {
            reply.push(&format!("IsTemplate-{count:06}"), 1);
        }
        if !category.inherits.is_empty() {
            reply.push(&format!("Templates-{count:06}"), category.inherits.join(","));
        }
        for (line, variable) in file.effective(category).iter().enumerate() {
            reply.push(
                &format!("Line-{count:06}-{line:06}"),
                format_args!("{}={}", variable.name, variable.value),
            );
        }
        count += 1;
    }
    // Nothing is said of an empty file.
    if count == 0 && !wanted.is_empty() {
        reply = reply.line("No categories found");
    }
    Reply::Text(reply.end())
}

pub(super) fn list_categories(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let file = match file(model, request, "Filename") {
        Ok(file) => file,
        Err(reply) => return reply,
    };
    let mut reply = Message::response("Success", request.action_id());
    let shown: Vec<&Category> = file.categories.iter().filter(|c| !c.template).collect();
    for (index, category) in shown.iter().enumerate() {
        reply.push(&format!("Category-{index:06}"), &category.name);
    }
    if shown.is_empty() {
        reply.push("Error", "no categories found");
    }
    Reply::Text(reply.end())
}

pub(super) fn create_config(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let name = request.get("Filename");
    if name.is_empty() {
        return error(request, "Filename not specified");
    }
    if escapes(name) {
        return error(request, "File requires escalated privileges");
    }
    if model.files.contains_key(name) {
        return error(request, "File exists");
    }
    if model.files.len() >= FILES {
        return error(request, "No space left on device");
    }
    model.files.insert(name.to_owned(), ConfigFile::default());
    ack(request, "New configuration file created successfully")
}

/// Whether a name leaves the configuration directory.
fn escapes(name: &str) -> bool {
    name.starts_with('/') || name.split('/').any(|part| part == "..")
}

pub(super) fn update_config(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let (source, destination) = (request.get("SrcFilename"), request.get("DstFilename"));
    if source.is_empty() || destination.is_empty() {
        return error(request, "Filename not specified");
    }
    if escapes(source) || escapes(destination) {
        return error(request, "File requires escalated privileges");
    }
    let config = model
        .files
        .get(source)
        .filter(|_| model.files.contains_key(destination));
    let Some(config) = config else {
        // So says Asterisk 22 of a file that is not there, source or destination: its path cannot be resolved.
        return error(request, "File requires escalated privileges");
    };
    let updated = match config_update::apply(config, request) {
        Ok(updated) => updated,
        Err(reason) => return error(request, reason),
    };
    let lines: usize = updated
        .categories
        .iter()
        .map(|category| category.variables.len() + 1)
        .sum();
    if lines > LINES {
        return error(request, "Save of config failed");
    }
    model.files.insert(destination.to_owned(), updated);
    let reply = Message::response("Success", request.action_id()).end();
    let reload = request.get("Reload");
    // Anything that is not a yes names one module.
    let reloads = is_true(reload) || is_module(model, reload);
    if reloads {
        Reply::ThenReload(reply, reloaded(reload))
    } else {
        Reply::Text(reply)
    }
}

/// The module a `Reload` event names.
fn reloaded(module: &str) -> String {
    if module.is_empty() || is_true(module) {
        "All".to_owned()
    } else {
        module.to_owned()
    }
}

pub(super) fn reload(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let module = request.get("Module");
    if module.is_empty() || is_module(model, module) {
        let reply = Message::response("Success", request.action_id()).header("Message", "Module Reloaded");
        return Reply::ThenReload(reply.end(), reloaded(module));
    }
    error(request, "No such module")
}

/// Asterisk `main/manager.c`, `action_getconfigjson`: text made by hand, so repeated names stay repeated.
pub(super) fn get_config_json(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let name = request.get("Filename");
    if name.is_empty() {
        return error(request, "Filename not specified");
    }
    let Some(file) = model.files.get(name) else {
        // So says Asterisk 22 of a file that is not there: its path cannot be resolved.
        return error(request, "File requires escalated privileges");
    };
    let wanted = request.get("Category");
    let shown = file
        .categories
        .iter()
        .filter(|c| !c.template && (wanted.is_empty() || c.name.eq_ignore_ascii_case(wanted)));
    let categories: Vec<String> = shown
        .map(|category| {
            let mut members = Vec::new();
            if !category.inherits.is_empty() {
                let templates = quoted(&category.inherits.join(","));
                members.push(format!("\"templates\":{templates}"));
            }
            let variables = file.effective(category);
            members.extend(
                variables
                    .iter()
                    .map(|v| format!("{}:{}", quoted(&v.name), quoted(&v.value))),
            );
            format!("{}:{{{}}}", quoted(&category.name), members.join(","))
        })
        .collect();
    let json = format!("{{{}}}", categories.join(","));
    let reply = Message::response("Success", request.action_id()).header("JSON", json);
    Reply::Text(reply.end())
}

/// Only `"` and `\` are escaped.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
