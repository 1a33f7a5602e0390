//! The command line.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand};
use switchhook_portal_core::audit::Actor;
use switchhook_portal_core::dial::{ClientForm, NewApiClient};
use switchhook_portal_core::{DialString, rights};

use crate::check::{self, Verdict};
use crate::config::{Config, Level, Log, reference};
use crate::lock::DatabaseLock;
use crate::pbx::Pbx;
use crate::recordings::index;
use crate::site::Sites;
use crate::store::{AuditRow, Link, Store, StoreError};
use crate::{backup, demo, log, run, service, stop, web};

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
    /// Checks configuration, port, folders, tariff and, account by account, the PBX; says what to do about each failure.
    Check { config: PathBuf },
    /// Rates the calls that have no price yet.
    Rate { config: PathBuf },
    /// Deletes recordings and notes that have been kept for long enough, as the portal does each night.
    Purge {
        config: PathBuf,
        /// Only lists what would go.
        #[arg(long)]
        dry_run: bool,
    },
    /// Prints a one-time link with which somebody chooses a new password; without a login, the first administrator's.
    Invite { config: PathBuf, login: Option<String> },
    /// Prints every key of portal.toml, as Markdown.
    Reference,
    /// Saves database, tariff and configuration in one file, while the portal runs or not.
    Backup {
        config: PathBuf,
        /// The file to make, or a folder: in it the backup gets a name of its own.
        to: PathBuf,
        /// Of the backups in the folder, only this many stay, the newest.
        #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..))]
        keep: Option<u16>,
    },
    /// Puts a backup in place, all of it or nothing. The portal must not run.
    Restore {
        config: PathBuf,
        from: PathBuf,
        /// Replaces a database that is not empty, and files that differ; what was there is kept beside it.
        #[arg(long)]
        overwrite: bool,
        /// Restores the configuration too; one that is not there is always restored.
        #[arg(long)]
        configuration: bool,
    },
    /// Makes a token with which another program may start calls, and prints it.
    Token {
        config: PathBuf,
        /// The program's name in the audit trail, such as crm.
        name: String,
        /// The extensions that it may ring, such as "1XX 200"; all without it.
        #[arg(long, default_value = "")]
        sources: String,
    },
    /// Says what is dialled for a number, and by which rules.
    Number {
        config: PathBuf,
        #[arg(allow_hyphen_values = true)]
        number: String,
        /// The number is that of the telephone that rings first.
        #[arg(long)]
        source: bool,
    },
    /// Reads astportal.ini and the table of telephones of the original portal; says what would be stored, and stores it
    /// when told to.
    ImportOriginal {
        config: PathBuf,
        /// The original's configuration file.
        #[arg(long)]
        ini: Option<PathBuf>,
        /// Its table of telephones as CSV, with a heading.
        #[arg(long)]
        phones: Option<PathBuf>,
        /// Stores what can be stored; without it, nothing is changed.
        #[arg(long)]
        store: bool,
    },
    /// Reads an export of the table `queue_log`, where Asterisk wrote its queue log to a database. The portal must not run.
    ImportQueueLog {
        config: PathBuf,
        /// CSV with a heading: id, time, callid, queuename, agent, event, and data1 to data5 or data.
        file: PathBuf,
        /// Times are GMT (`queue_log_realtime_use_gmt=yes`), not those of `pbx.time_zone`.
        #[arg(long)]
        gmt: bool,
    },
    /// Verifies that no line of the audit trail was changed, taken out or put in; prints where it ends.
    VerifyAudit { config: PathBuf },
    /// Prints which profile may do what.
    Profiles {
        /// As JSON, for programs.
        #[arg(long)]
        json: bool,
    },
    /// Prints the names of the events in the log.
    Events,
}

pub async fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match run_command(arguments).await {
        Ok(status) => status,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "switchhook-portal: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run_command(arguments: Arguments) -> Result<ExitCode, Error> {
    if !matches!(arguments.command, Some(Command::Serve { .. })) {
        // What else there is to say is printed.
        let log = Log {
            level: Level::Warn,
            ..Log::default()
        };
        log::start(&log)?;
    }
    match arguments.command {
        None => demo::run(arguments.demo).await?,
        Some(Command::Serve { config }) => return Ok(service::serve(&config).await),
        Some(Command::Check { config }) => check(Config::read(&config)?).await?,
        Some(Command::Rate { config }) => rate(Config::read(&config)?).await?,
        Some(Command::Purge { config, dry_run }) => purge(&Config::read(&config)?, dry_run).await?,
        Some(Command::Invite { config, login }) => invite(Config::read(&config)?, login).await?,
        Some(Command::Backup { config, to, keep }) => {
            let made = until_asked(backup::make(&config, &to, keep.map(usize::from), Utc::now())).await?;
            print(made)?;
        }
        Some(Command::Restore {
            config,
            from,
            overwrite,
            configuration,
        }) => {
            let options = backup::Options {
                overwrite,
                configuration,
            };
            print(until_asked(backup::restore(&config, &from, options, Utc::now())).await?)?;
        }
        Some(Command::Token {
            config,
            name,
            sources,
        }) => {
            let form = ClientForm {
                name: &name,
                sources: &sources,
            };
            token(&Config::read(&config)?, &form).await?;
        }
        Some(Command::Number {
            config,
            number,
            source,
        }) => explain(&Config::read(&config)?, &number, source).await?,
        Some(Command::ImportOriginal {
            config,
            ini,
            phones,
            store,
        }) => import_original(&Config::read(&config)?, ini.as_deref(), phones.as_deref(), store).await?,
        Some(Command::ImportQueueLog { config, file, gmt }) => {
            import_queue_log(&Config::read(&config)?, &file, gmt).await?;
        }
        Some(Command::VerifyAudit { config }) => verify_audit(&Config::read(&config)?).await?,
        Some(Command::Profiles { json: true }) => print_line(rights::json())?,
        Some(Command::Profiles { json: false }) => print(rights::markdown())?,
        Some(Command::Reference) => print(reference::markdown())?,
        Some(Command::Events) => print(log::markdown())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Does the work, unless Ctrl-C or a service manager ends it: then what it made until then goes away.
async fn until_asked<T>(work: impl Future<Output = Result<T, backup::BackupError>>) -> Result<T, Error> {
    tokio::select! {
        biased;
        done = work => Ok(done?),
        () = stop::asked() => Err("stopped before the end; nothing was changed".into()),
    }
}

/// To whoever started it. Who reads the first line only, as `head` does, has what they wanted.
fn print(text: impl fmt::Display) -> Result<(), Error> {
    let mut output = io::stdout().lock();
    match write!(output, "{text}").and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot print what was done: {error}").into())
        }
        _ => Ok(()),
    }
}

fn print_line(text: impl fmt::Display) -> Result<(), Error> {
    print(format_args!("{text}\n"))
}

async fn check(config: Config) -> Result<(), Error> {
    let items = check::all(&config).await;
    for item in &items {
        print_line(format_args!(
            "{} {}: {}",
            item.verdict.mark(),
            item.name,
            item.detail
        ))?;
        for line in item.remedy.lines() {
            print_line(format_args!("     {line}"))?;
        }
    }
    let count = |verdict| items.iter().filter(|item| item.verdict == verdict).count();
    let (bad, odd) = (count(Verdict::Failure), count(Verdict::Warning));
    if bad == 0 {
        print_line(format_args!("{} checks, {odd} warnings", items.len()))?;
        Ok(())
    } else {
        Err(format!("{bad} of {} checks failed", items.len()).into())
    }
}

async fn rate(config: Config) -> Result<(), Error> {
    let store = Store::open(&config.database).await?;
    let tariff = crate::tariff::Tariffs::load(config.tariff.clone(), config.pbx.time_zone);
    tariff.read_versions(&store).await?;
    let in_force = tariff.in_force();
    for problem in in_force.problems() {
        print_line(problem)?;
    }
    let report = crate::jobs::rating::run(&store, &in_force, Utc::now().timestamp()).await?;
    print_line(report)?;
    store.close().await;
    Ok(())
}

async fn purge(config: &Config, dry_run: bool) -> Result<(), Error> {
    use crate::jobs::purge;

    let store = Store::open(&config.database).await?;
    let (policy, now) = (purge::Policy::of(config), Utc::now().timestamp());
    if let Some(folder) = &config.recordings.folder {
        // The portal may not have run for a while: what is listed is there.
        index::compare(&store, &config.database, folder, false, now).await?;
    }
    if dry_run {
        let mut after = purge::FIRST;
        loop {
            let old = purge::planned(&store, &policy, now, after, 1000).await?;
            let Some(last) = old.last() else { break };
            after = (last.recorded, last.id.into());
            for old in &old {
                let when = DateTime::from_timestamp(old.recorded, 0).unwrap_or_default();
                let when = when
                    .with_timezone(&config.pbx.time_zone)
                    .format("%Y-%m-%d %H:%M:%S");
                print_line(format_args!("{when} {:>10} {}", old.bytes, old.file))?;
            }
        }
        print_line(purge::plan(&store, &policy, now).await?)?;
    } else {
        let run = purge::run(&store, &policy, now).await?;
        let entry = purge::audit(Actor::System, &run);
        store.add_audit(&AuditRow::of(&entry, now, None, "", "")).await?;
        print_line(run)?;
    }
    store.close().await;
    Ok(())
}

async fn verify_audit(config: &Config) -> Result<(), Error> {
    let store = Store::open(&config.database).await?;
    let verified = store.verify_trail(None).await?;
    store.close().await;
    for wrong in &verified.broken {
        print_line(wrong)?;
    }
    if !verified.broken.is_empty() {
        return Err(format!("{} things are wrong with the audit trail", verified.broken.len()).into());
    }
    print_line(format_args!(
        "{} lines follow each other; the last is {} with {}",
        verified.lines, verified.place.number, verified.place.fingerprint
    ))?;
    Ok(())
}

async fn token(config: &Config, form: &ClientForm<'_>) -> Result<(), Error> {
    let new = NewApiClient::parse(form).map_err(|found| {
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        found.join("; ")
    })?;
    let store = Store::open(&config.database).await?;
    let now = Utc::now().timestamp();
    let added = store.add_client(&new, now).await;
    if let Ok((id, _)) = &added {
        let entry = web::clients::added(Actor::System, *id, &new);
        store.add_audit(&AuditRow::of(&entry, now, None, "", "")).await?;
    }
    store.close().await;
    match added {
        Ok((_, token)) => {
            print_line(token)?;
            Ok(())
        }
        Err(StoreError::Taken(_)) => Err(format!(
            "there is a client called {:?} already; stop it on the page API clients, or choose another name",
            new.name
        )
        .into()),
        Err(error) => Err(error.into()),
    }
}

/// The same decision as for a call, with its steps.
async fn explain(config: &Config, number: &str, source: bool) -> Result<(), Error> {
    let given: DialString = number.parse()?;
    let policy = config.pbx.policy();
    let (steps, result) = if source {
        let store = Store::open(&config.database).await?;
        let phones = store.phones().await?;
        store.close().await;
        let (steps, source) = policy.source(&given, &phones);
        (
            steps,
            source.map(|source| format!("{} rings", source.endpoint.channel())),
        )
    } else {
        let (steps, dialled) = policy.destination(&given);
        (
            steps,
            dialled.map(|number| format!("{number} is dialled in context {}", policy.context)),
        )
    };
    print_line(given)?;
    for step in &steps {
        print_line(format_args!("  {step}"))?;
    }
    print_line(format_args!("{}", result?))?;
    Ok(())
}

async fn import_queue_log(config: &Config, file: &Path, gmt: bool) -> Result<(), Error> {
    let _lock = DatabaseLock::take(&config.database)?;
    let store = Store::open(&config.database).await?;
    let site = config.pbx.time_zone;
    let zone = if gmt { chrono_tz::Tz::UTC } else { site };
    print(crate::jobs::queue_log::import(&store, file, zone, site).await?)?;
    store.close().await;
    Ok(())
}

async fn import_original(
    config: &Config,
    ini: Option<&Path>,
    phones: Option<&Path>,
    keep: bool,
) -> Result<(), Error> {
    use crate::original::{self, Facts, Ini, Original, Phones};

    if ini.is_none() && phones.is_none() {
        return Err("nothing to read; give --ini, --phones or both".into());
    }
    let read = |path: &Path| -> Result<Vec<u8>, Error> {
        let bytes =
            std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        if bytes.len() > original::FILE_BYTES {
            return Err(format!("{} is larger than 4 MB; it is not such a file", path.display()).into());
        }
        Ok(bytes)
    };
    let store = Store::open(&config.database).await?;
    let sites = Sites::load(config, &store).await?;
    let held = sites.current();
    let ini = ini.map(read).transpose()?;
    let phones = phones.map(read).transpose()?;
    let facts = Facts::load(&store, config).await?;
    let original = Original {
        ini: ini.map(|bytes| Ini::read(&String::from_utf8_lossy(&bytes), &held.site)),
        phones: phones.map(|bytes| Phones::read(&bytes, &facts)),
    };
    print(&original)?;
    if keep {
        let pbx = Pbx::start(&config.pbx);
        pbx.set_outside_number(held.site.default_number.clone());
        if original
            .phones
            .as_ref()
            .is_some_and(|phones| !phones.read.is_empty())
        {
            pbx.writable(Duration::from_secs(10)).await?;
        }
        let now = Utc::now().timestamp();
        let stored = original::store(&store, &pbx, &original, &held, &original::who(), now).await;
        pbx.close().await;
        print(stored?)?;
    } else {
        print_line("nothing was stored; --store stores what can be stored")?;
    }
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
    print_line(format_args!(
        "{}",
        run::make_link(&store, link, &run::base_url(&config)).await?
    ))?;
    store.close().await;
    Ok(())
}
