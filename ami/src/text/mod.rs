//! The small languages inside header values: configuration files, variables, the list of commands.
//!
//! Everything here takes bytes and gives values. What a CLI command printed stays text
//! ([`Message::output`](crate::wire::Message::output)): its tables are made for eyes, and change from release to release.

mod commands;
mod config;
mod config_json;
mod variable;

pub use commands::{ListedCommand, commands};
pub use config::{Category, ConfigFile, ConfigLine, categories};
pub use config_json::ConfigJsonError;
pub use variable::{
    Assignment, ChannelVariable, MAX_ASSIGNMENTS, Separator, VariableNameError, VariableOwner, assignment,
    channel_variables, escape, name_value, split,
};
