//! A simulated PBX.

mod action;
mod cdr;
mod channel;
mod class;
mod clock;
mod company;
mod config;
mod config_update;
mod error;
mod history;
mod life;
mod manager;
mod model;
mod random;
mod request;
mod server;
mod text;

pub use cdr::CdrRecord;
pub use company::{AmiUser, Behaviour, Company, Settings, SimPhone, SimQueue};
pub use error::SimError;
pub use history::history;
pub use server::Pbx;
