//! The actions the simulated PBX knows: who may call them, and what they answer.

mod bridges;
mod channels;
mod configuration;
mod database;
mod parking;
mod queues;
mod session;
mod states;
mod system;
mod variables;

use super::class::Classes;
use super::model::Model;
use super::recorded;
use super::request::Request;
use super::text;

pub(super) use session::Login;

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

type Handler = fn(&mut Model, &Request, Caller) -> Reply;

/// The actions that the model answers. The session's own (Login, Logoff, Challenge, Events, Filter) are answered before,
/// all others from what a real Asterisk said.
const HANDLERS: &[(&str, Handler)] = &[
    ("BlindTransfer", bridges::blind_transfer),
    ("Bridge", bridges::bridge),
    ("BridgeDestroy", bridges::destroy),
    ("BridgeInfo", bridges::info),
    ("BridgeKick", bridges::kick),
    ("BridgeList", bridges::list),
    ("Command", system::command),
    ("CoreSettings", system::core_settings),
    ("CoreShowChannelMap", bridges::channel_map),
    ("CoreShowChannels", channels::core_show_channels),
    ("CoreStatus", system::core_status),
    ("CreateConfig", configuration::create_config),
    ("DBDel", database::del),
    ("DBDelTree", database::del_tree),
    ("DBGet", database::get),
    ("DBGetTree", database::get_tree),
    ("DBPut", database::put),
    ("DeviceStateList", states::device_state_list),
    ("ExtensionState", states::extension_state),
    ("ExtensionStateList", states::extension_state_list),
    ("GetConfig", configuration::get_config),
    ("GetConfigJSON", configuration::get_config_json),
    ("Getvar", variables::get),
    ("Hangup", channels::hangup),
    ("ListCategories", configuration::list_categories),
    ("ListCommands", system::list_commands),
    ("MixMonitor", channels::mix_monitor),
    ("ModuleCheck", system::module_check),
    ("Originate", channels::originate),
    ("PJSIPHangup", channels::hangup),
    ("Park", parking::park),
    ("ParkedCalls", parking::list),
    ("Ping", system::ping),
    ("QueueAdd", queues::add),
    ("QueueLog", queues::log),
    ("QueueMemberRingInUse", queues::ring_in_use),
    ("QueuePause", queues::pause),
    ("QueuePenalty", queues::penalty),
    ("QueueRemove", queues::remove),
    ("QueueReset", queues::reset),
    ("QueueStatus", queues::status),
    ("QueueSummary", queues::summary),
    ("Redirect", bridges::redirect),
    ("Reload", configuration::reload),
    ("Setvar", variables::set),
    ("Status", channels::status),
    ("StopMixMonitor", channels::stop_mix_monitor),
    ("UpdateConfig", configuration::update_config),
    ("UserEvent", system::user_event),
];

/// Runs an action for a logged-in user.
pub(super) fn run(model: &mut Model, request: &Request, caller: Caller) -> Reply {
    let asked = request.get("Action");
    let Some(command) = model.command(asked) else {
        return unknown(request);
    };
    if !command.is_allowed(caller.write) {
        return error(request, "Permission denied");
    }
    let name = command.name;
    if let Some((_, handler)) = HANDLERS.iter().find(|(known, _)| *known == name) {
        return handler(model, request, caller);
    }
    match recorded::answer(model, name, request) {
        Some(text) => Reply::Text(text),
        None => unknown(request),
    }
}

fn unknown(request: &Request) -> Reply {
    let name = request.get("Action");
    error(
        request,
        &format!("Invalid/unknown command: {name}. Use Action: ListCommands to show available commands."),
    )
}

fn ack(request: &Request, message: &str) -> Reply {
    Reply::Text(text::ack(request.action_id(), message))
}

fn error(request: &Request, message: &str) -> Reply {
    Reply::Text(text::error(request.action_id(), message))
}
