//! The command line.
#![expect(
    clippy::print_stdout,
    reason = "this is what the program prints to whoever started it"
)]

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use switchhook_portal_core::rights;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, reference};
use crate::store::{Link, Store};
use crate::{demo, run, stop};

type Error = Box<dyn std::error::Error>;

/// A telephony portal for Asterisk. Without a command: a living demo with a simulated PBX.
#[derive(Parser)]
#[command(name = "switchhook-portal", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    demo: demo::Options,
}

#[derive(Subcommand)]
enum Command {
    /// Serves a real site.
    Serve { config: PathBuf },
    /// Checks the configuration, the database, the tariff and the connection to the PBX.
    Check { config: PathBuf },
    /// Rates the calls that have no price yet.
    Rate { config: PathBuf },
    /// Prints a one-time link with which somebody chooses a new password; without a login, the first administrator's.
    Invite { config: PathBuf, login: Option<String> },
    /// Prints every key of portal.toml, as Markdown.
    Reference,
    /// Prints which profile may do what.
    Profiles {
        /// As JSON, for programs.
        #[arg(long)]
        json: bool,
    },
}

pub async fn run() -> Result<(), Error> {
    let arguments = Arguments::parse();
    let quiet = if arguments.command.is_none() {
        "warn"
    } else {
        "info"
    };
    let filter = EnvFilter::try_from_env("SWITCHHOOK_LOG").unwrap_or_else(|_| EnvFilter::new(quiet));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    match arguments.command {
        None => demo::run(arguments.demo).await,
        Some(Command::Serve { config }) => Ok(run::serve(Config::read(&config)?, None, stop::asked()).await?),
        Some(Command::Check { config }) => check(Config::read(&config)?).await,
        Some(Command::Rate { config }) => rate(Config::read(&config)?).await,
        Some(Command::Invite { config, login }) => invite(Config::read(&config)?, login).await,
        Some(Command::Reference) => {
            print!("{}", reference::markdown());
            Ok(())
        }
        Some(Command::Profiles { json }) => {
            print!(
                "{}",
                if json {
                    rights::json() + "\n"
                } else {
                    rights::markdown()
                }
            );
            Ok(())
        }
    }
}

async fn check(config: Config) -> Result<(), Error> {
    let items = run::check(&config).await;
    let mut bad = 0;
    for item in &items {
        let mark = if item.sound { "ok  " } else { "FAIL" };
        println!("{mark} {}: {}", item.name, item.detail);
        if !item.sound {
            bad += 1;
            println!("     {}", item.remedy);
        }
    }
    if bad == 0 {
        Ok(())
    } else {
        Err(format!("{bad} of {} checks failed", items.len()).into())
    }
}

async fn rate(config: Config) -> Result<(), Error> {
    let store = Store::open(&config.database).await?;
    let tariff = crate::tariff::TariffFiles::load(config.tariff.clone());
    for problem in tariff.current().problems() {
        println!("{problem}");
    }
    let report = crate::jobs::rating::run(&store, &tariff.current(), chrono::Utc::now().timestamp()).await?;
    println!("{report}");
    store.close().await;
    Ok(())
}

async fn invite(config: Config, login: Option<String>) -> Result<(), Error> {
    let store = Store::open(&config.database).await?;
    let link = match &login {
        Some(login) => {
            let (person, _) = store.account(login).await?.ok_or_else(|| {
                format!("nobody has the login {login:?}; the page People and `switchhook-portal invite` without a login make accounts")
            })?;
            Link::ChoosePassword(person.id)
        }
        None if store.nobody_can_log_in().await? => Link::FirstAdministrator,
        None => {
            return Err(
                "there is an administrator already; give the login of whoever needs a new password".into(),
            );
        }
    };
    println!("{}", run::make_link(&store, link, &run::base_url(&config)).await?);
    store.close().await;
    Ok(())
}
