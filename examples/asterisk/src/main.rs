//! `switchhook-rig`: starts and stops a disposable real Asterisk.

use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use switchhook_rig::{
    Behaviour, Phone, Ports, Result, RigError, Root, Site, Task, Up, Version, default_folder, down,
    find_site, status,
};

/// A disposable real Asterisk with SIPp phones, for trying the examples.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Folder for root folders and instances; default SWITCHHOOK_RIG_DIR, else $XDG_CACHE_HOME/switchhook-rig, else
    /// /var/cache/switchhook-rig.
    #[arg(long, global = true)]
    dir: Option<PathBuf>,
    #[command(subcommand)]
    command: Job,
}

#[derive(Subcommand)]
enum Job {
    /// Prepare the root folders (about a minute and 400 MB each), so that `up` and tests start at once.
    Fetch {
        /// 22 or 16; both by default.
        #[arg(long)]
        version: Option<Version>,
    },
    /// Start an instance and print its accounts once.
    Up(UpArguments),
    /// Stop an instance and remove its folder.
    Down {
        /// Its name; by default that of the version, 22.
        #[arg(long, default_value = "22")]
        name: String,
    },
    /// List the instances.
    Status,
    /// Play one of the company's phones until Ctrl-C.
    Phone(PhoneArguments),
}

#[derive(Args)]
struct UpArguments {
    /// 22 or 16.
    #[arg(long, default_value = "22")]
    version: Version,
    /// Name of the instance; by default that of the version.
    #[arg(long)]
    name: Option<String>,
    /// Manager interface.
    #[arg(long, default_value_t = Ports::default().ami)]
    ami_port: u16,
    /// Phones.
    #[arg(long, default_value_t = Ports::default().sip)]
    sip_port: u16,
    /// HTTP.
    #[arg(long, default_value_t = Ports::default().http)]
    http_port: u16,
    /// Where extension 300 looks for a FastAGI program.
    #[arg(long, default_value_t = Ports::default().agi)]
    agi_port: u16,
    /// Where the outside line is expected, on 127.0.0.2.
    #[arg(long, default_value_t = Ports::default().trunk)]
    trunk_port: u16,
    /// First of 100 ports for sound.
    #[arg(long, default_value_t = Ports::default().rtp)]
    rtp_port: u16,
    /// First of 270 ports for phones played with `phone`.
    #[arg(long, default_value_t = Ports::default().phones)]
    phone_ports: u16,
    /// It ends by itself after so many hours.
    #[arg(long, default_value_t = 12)]
    hours: u16,
}

#[derive(Args)]
struct PhoneArguments {
    /// 100 to 105, or `outside` for the line that 6-digit numbers and 00 lead to.
    extension: String,
    /// The instance.
    #[arg(long, default_value = "22")]
    name: String,
    /// What it does with calls.
    #[arg(long, value_enum, default_value = "answer")]
    on_call: OnCall,
    /// Hang up so many seconds after answering.
    #[arg(long)]
    hang_up_after: Option<u64>,
    /// Dial this first.
    #[arg(long)]
    calls: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum OnCall {
    Answer,
    Ring,
    Busy,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            let _ = writeln!(io::stderr(), "switchhook-rig: {e}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    let folder = arguments.dir.unwrap_or_else(default_folder);
    match arguments.command {
        Job::Fetch { version } => {
            let versions = version.map_or(Version::ALL.to_vec(), |one| vec![one]);
            // Mostly waiting for the mirror, so both at once.
            let made: Vec<_> = thread::scope(|scope| {
                let fetch = |version: &Version| {
                    let (folder, version) = (&folder, *version);
                    scope.spawn(move || Root::fetch(folder, version))
                };
                let running: Vec<_> = versions.iter().map(fetch).collect();
                running.into_iter().map(ScopedJoinHandle::join).collect()
            });
            for root in made {
                let root = root.unwrap_or_else(|panic| resume_unwind(panic))?;
                let how = match root.made_in.as_secs() {
                    0 => "was there".to_owned(),
                    seconds => format!("made in {seconds} s"),
                };
                say(&format!("{} in {}, {how}", root.describe()?, root.path.display()))?;
            }
            Ok(())
        }
        Job::Up(up) => {
            let version = up.version;
            let root = Root::fetch(&folder, version)?;
            if !root.made_in.is_zero() {
                say(&format!(
                    "root folder made in {:.0} s",
                    root.made_in.as_secs_f64()
                ))?;
            }
            let (site, time) = Up::new(version)
                .name(up.name.clone().unwrap_or_else(|| version.to_string()))
                .ports(up.ports())
                .limit(Duration::from_secs(u64::from(up.hours) * 3600))
                .start(&folder)?;
            say(&introduction(&site, &root.describe()?, time))
        }
        Job::Down { name } => {
            let how = if down(&folder, &name)? {
                "stopped and removed"
            } else {
                "was not running; removed its remains"
            };
            say(&format!("{name}: {how}"))
        }
        Job::Status => {
            let instances = status(&folder)?;
            if instances.is_empty() {
                return say("no instances");
            }
            for (site, pid) in instances {
                let state = pid.map_or("not running".to_owned(), |pid| format!("process {pid}"));
                say(&format!(
                    "{}: Asterisk {}, {state}, AMI {}, SIP {}, {}",
                    site.name,
                    site.version,
                    site.ami_addr(),
                    site.sip_addr(),
                    site.folder().display()
                ))?;
            }
            Ok(())
        }
        Job::Phone(phone) => play(&phone, &find_site(&folder, &phone.name)?),
    }
}

fn play(arguments: &PhoneArguments, site: &Site) -> Result<()> {
    let behaviour = match (arguments.on_call, arguments.hang_up_after) {
        (OnCall::Ring, _) => Behaviour::RingWithoutAnswer,
        (OnCall::Busy, _) => Behaviour::Busy,
        (OnCall::Answer, None) => Behaviour::answer(),
        (OnCall::Answer, Some(seconds)) => Behaviour::answer().hang_up_after(Duration::from_secs(seconds)),
    };
    let phone = match arguments.extension.as_str() {
        "outside" => Phone::trunk(site, &behaviour)?,
        extension => Phone::register(site, extension, &site.phone_secret(extension)?, &behaviour)?,
    };
    say(&format!("{} is there; Ctrl-C ends it", arguments.extension))?;
    let _call = arguments
        .calls
        .as_ref()
        .map(|number| phone.calls(number))
        .transpose()?;
    let mut rung = 0;
    loop {
        // SIPp ends with us: it notices that our end of its standard input closes.
        let now = switchhook_rig::wait_for("a call", Duration::from_secs(3600), || {
            (phone.rung() > rung).then(|| phone.rung())
        });
        if let Ok(now) = now {
            rung = now;
            say(&format!("{}: call {rung}", arguments.extension))?;
        }
    }
}

impl UpArguments {
    fn ports(&self) -> Ports {
        Ports {
            ami: self.ami_port,
            sip: self.sip_port,
            http: self.http_port,
            agi: self.agi_port,
            trunk: self.trunk_port,
            rtp: self.rtp_port,
            phones: self.phone_ports,
        }
    }
}

/// Everything that the user needs, secrets included. This is the only place where they are shown.
fn introduction(site: &Site, asterisk: &str, time: Duration) -> String {
    let mut text = format!(
        "{asterisk}, ready after {:.1} s; stop it with: switchhook-rig down --name {}\nfolder {}\n\nPhones, at {}:\n",
        time.as_secs_f64(),
        site.name,
        site.folder().display(),
        site.sip_addr()
    );
    for phone in switchhook_rig::PHONES {
        if let Ok(secret) = site.phone_secret(phone) {
            text.push_str(&format!("  {phone}  {}\n", secret.expose()));
        }
    }
    text.push_str("\nManager accounts, as a fragment of portal.toml:\n\n[pbx]\n");
    text.push_str(&format!(
        "address = \"{}\"\ntime_zone = \"Etc/UTC\"\n",
        site.ami_addr()
    ));
    for task in Task::ALL {
        let (user, secret) = site.account(task);
        // The portal has no use for these two yet, and refuses tasks that it does not know.
        let mark = if matches!(task, Task::Queues | Task::State) {
            "# "
        } else {
            ""
        };
        let secret = secret.expose();
        text.push_str(&format!(
            "\n{mark}[[pbx.manager]]\n{mark}user = \"{user}\"\n{mark}secret = \"{secret}\"\n{mark}tasks = [\"{user}\"]\n"
        ));
    }
    text.push_str(&format!("\n[server]\nsip = \"{}\"", site.sip_addr()));
    text
}

fn say(text: &str) -> Result<()> {
    writeln!(io::stdout(), "{text}").map_err(|source| RigError::File {
        path: "standard output".into(),
        source,
    })
}
