//! The Switchhook portal for Asterisk: directory and click-to-dial, live calls and queues, call log and costs.

mod app;
mod assets;
mod auth;
mod backup;
mod budgets;
mod check;
mod cli;
mod client_calls;
mod config;
mod contact_imports;
mod csv;
mod demo;
mod dialing;
mod directory;
mod files;
mod finder;
mod forwards;
mod i18n;
mod jobs;
mod live;
mod lock;
mod log;
mod notify;
mod original;
mod pbx;
mod provisioning;
mod recordings;
mod run;
mod scheduled;
mod server;
mod service;
mod site;
mod stop;
mod store;
mod tariff;
#[cfg(test)]
mod testing;
mod token;
mod web;

use std::process::ExitCode;

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("switchhook-portal: cannot start its threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    runtime.block_on(cli::run())
}
