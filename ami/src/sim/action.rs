//! The actions the simulated PBX knows: who may call them, and what they answer.

mod channels;
mod configuration;
mod database;
mod queues;
mod session;
mod states;
mod system;

use super::class::Classes;
use super::model::Model;
use super::request::Request;
use super::text;

pub(super) use session::Login;

/// An action: its name and synopsis as `ListCommands` shows them, the classes that may call it, and its handler.
pub(super) struct Action {
    pub(super) name: &'static str,
    synopsis: &'static str,
    /// Any one of them is enough; none means every logged-in user.
    pub(super) classes: Classes,
    run: fn(&mut Model, &Request, Caller) -> Reply,
}

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    pub(super) session: u64,
    pub(super) write: Classes,
}

/// What an action answers.
#[derive(Debug)]
pub(super) enum Reply {
    /// These bytes.
    Text(String),
    /// These bytes; configuration files are read again afterwards, in the name of this module.
    ThenReload(String, String),
    /// Nothing until [`Model::take_finished`] names the session.
    Wait,
}

impl Action {
    /// Whether a module brings it, which a booting PBX loads after it lets managers in.
    fn is_of_a_module(&self) -> bool {
        self.name.starts_with("Queue") || self.name == "DeviceStateList"
    }
}

macro_rules! actions {
    ($($name:literal, $classes:expr, $run:path, $synopsis:literal;)*) => {
        &[$(Action { name: $name, synopsis: $synopsis, classes: $classes, run: $run }),*]
    };
}

const SYSTEM_OR_REPORTING: Classes = Classes::SYSTEM.with(Classes::REPORTING);
const CALL_OR_REPORTING: Classes = Classes::CALL.with(Classes::REPORTING);
const SYSTEM_OR_CONFIG: Classes = Classes::SYSTEM.with(Classes::CONFIG);

/// In the order of `ListCommands`, which is alphabetical. The session's own actions (Login, Logoff, Challenge, Events)
/// are answered before this table is asked, and stand here for `ListCommands` only.
const ACTIONS: &[Action] = actions! {
    "Challenge", Classes::NONE, system::unreachable, "Generate Challenge for MD5 Auth.";
    "Command", Classes::COMMAND, system::command, "Execute Asterisk CLI Command.";
    "CoreSettings", SYSTEM_OR_REPORTING, system::core_settings, "Show PBX core settings (version etc).";
    "CoreShowChannels", SYSTEM_OR_REPORTING, channels::core_show_channels, "List currently active channels.";
    "CoreStatus", SYSTEM_OR_REPORTING, system::core_status, "Show PBX core status variables.";
    "CreateConfig", Classes::CONFIG, configuration::create_config, "Creates an empty file in the configuration directory.";
    "DBDel", Classes::SYSTEM, database::del, "Delete DB entry.";
    "DBDelTree", Classes::SYSTEM, database::del_tree, "Delete DB Tree.";
    "DBGet", SYSTEM_OR_REPORTING, database::get, "Get DB Entry.";
    "DBGetTree", SYSTEM_OR_REPORTING, database::get_tree, "Get DB entries, optionally at a particular family/key";
    "DBPut", Classes::SYSTEM, database::put, "Put DB entry.";
    "DeviceStateList", CALL_OR_REPORTING, states::device_state_list, "List the current known device states.";
    "Events", Classes::NONE, system::unreachable, "Control Event Flow.";
    "ExtensionState", CALL_OR_REPORTING, states::extension_state, "Check Extension Status.";
    "ExtensionStateList", CALL_OR_REPORTING, states::extension_state_list, "List the current known extension states.";
    "GetConfig", SYSTEM_OR_CONFIG, configuration::get_config, "Retrieve configuration.";
    "Hangup", Classes::SYSTEM.with(Classes::CALL), channels::hangup, "Hangup channel.";
    "ListCategories", Classes::CONFIG, configuration::list_categories, "List categories in configuration file.";
    "ListCommands", Classes::NONE, system::list_commands, "List available manager commands.";
    "Login", Classes::NONE, system::unreachable, "Login Manager.";
    "Logoff", Classes::NONE, system::unreachable, "Logoff Manager.";
    "Originate", Classes::ORIGINATE, channels::originate, "Originate a call.";
    "Ping", Classes::NONE, system::ping, "Keepalive command.";
    "QueueAdd", Classes::AGENT, queues::add, "Add interface to queue.";
    "QueuePause", Classes::AGENT, queues::pause, "Makes a queue member temporarily unavailable.";
    "QueueRemove", Classes::AGENT, queues::remove, "Remove interface from queue.";
    "QueueStatus", Classes::NONE, queues::status, "Show queue status.";
    "QueueSummary", Classes::NONE, queues::summary, "Show queue summary.";
    "Reload", SYSTEM_OR_CONFIG, configuration::reload, "Send a reload event.";
    "UpdateConfig", Classes::CONFIG, configuration::update_config, "Update basic configuration.";
};

/// Runs an action for a logged-in user.
pub(super) fn run(model: &mut Model, request: &Request, caller: Caller) -> Reply {
    let name = request.get("Action");
    let id = request.action_id();
    let Some(action) = ACTIONS
        .iter()
        .find(|action| action.name.eq_ignore_ascii_case(name))
        .filter(|action| model.booted || !action.is_of_a_module())
    else {
        let text =
            format!("Invalid/unknown command: {name}. Use Action: ListCommands to show available commands.");
        return Reply::Text(text::error(id, &text));
    };
    if !allowed(action, caller) {
        return Reply::Text(text::error(id, "Permission denied"));
    }
    (action.run)(model, request, caller)
}

fn allowed(action: &Action, caller: Caller) -> bool {
    action.classes.is_empty() || action.classes.touches(caller.write)
}

fn ack(request: &Request, message: &str) -> Reply {
    Reply::Text(text::ack(request.action_id(), message))
}

fn error(request: &Request, message: &str) -> Reply {
    Reply::Text(text::error(request.action_id(), message))
}
