//! `switchhook-portal` without arguments: the same program on a simulated PBX, with a company, a day behind it and
//! calls that go on while you look. Leaves nothing behind unless asked to.
#![expect(
    clippy::print_stdout,
    reason = "the demo tells whoever started it where to look"
)]

mod company;
mod journeys;
mod phones;
mod queue_log;
pub(crate) mod recordings;
pub(crate) mod spool;
mod tariff;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{NaiveTime, Offset, TimeZone, Utc};
use switchhook_ami::sim;
use switchhook_portal_core::asterisk::{self, PhoneSettings, Section};
use switchhook_portal_core::call_log::{CallRecord, Cdr};
use switchhook_portal_core::dial::budget::Budget;
use switchhook_portal_core::numbering::{Class, ClassKind, Site};
use switchhook_portal_core::port::Occasion;
use switchhook_portal_core::{
    ContactDetails, ContactForm, NewDepartment, NewPerson, NewPhone, PartyIndex, PersonForm, PersonId, Phone,
    PhoneForm, Profile, Subject, contact, department, person,
};
use switchhook_provisioning::{Firmware, MacAddr, Model};
use tempfile::TempDir;
use tokio::task::JoinHandle;

use self::company::{CONTACTS, DEPARTMENTS, EMPLOYEES, FORWARDS, OUTSIDE, QUEUE, ROOMS};
use crate::app::Shared;
use crate::auth::password;
use crate::config::{
    Account, Api, Budgets, Config, Dialing, Log, Pbx, Phones, Provisioning, QueueLog, Recordings, Secret,
    Servers, Session, Spool, Transport, Web,
};
use crate::log::Event;
use crate::run::{self, RunError};
use crate::store::{Store, StoreError};
use crate::tariff::{Source, Tariffs};
use crate::{jobs, stop, token};

const TIME_ZONE: chrono_tz::Tz = chrono_tz::Pacific::Noumea;

/// The demo's password, the same for all: it is printed, and the demo listens on loopback only.
pub(crate) const PASSWORD: &str = "switchhook demo";

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Keep the database in this folder, and go on with it next time. Otherwise the demo leaves nothing behind.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Print one line of JSON for programs instead of text for people.
    #[arg(long)]
    json: bool,
    /// What happens by itself, the same for the same number.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Calls in an hour that go on by themselves.
    #[arg(long, default_value_t = 240)]
    calls_per_hour: u32,
}

/// An account that the demo offers on its login page.
#[derive(Clone, Debug)]
pub struct DemoAccount {
    pub profile: Profile,
    pub login: &'static str,
    pub password: &'static str,
}

pub type Accounts = Arc<[DemoAccount]>;

/// What the pages tell of the demo.
#[derive(Clone, Debug)]
pub struct Shown {
    pub accounts: Accounts,
    /// Where simulated telephones answer, out of the box.
    pub phones: Arc<[String]>,
    /// All telephones that are not there.
    pub all: phones::All,
}

impl Shown {
    /// A telephone was sent something by the PBX.
    pub fn told(&self, mac: MacAddr, restart: bool) {
        self.all.told(mac, restart);
    }
}

/// Why the demo could not start.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(
        "cannot make a folder for the demo: {0}; set TMPDIR to a folder that can be written, or use --keep"
    )]
    Folder(#[source] std::io::Error),
    #[error("cannot start the simulated telephones: {0}")]
    Phones(#[from] phones::PhonesError),
    #[error("cannot start the simulated PBX: {0}")]
    Pbx(#[from] sim::SimError),
    #[error("cannot fill the demo's database: {0}")]
    Store(#[from] StoreError),
    #[error("cannot write the demo's telephones: {0}")]
    Section(#[from] asterisk::ConfigError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// A filled demo, not yet serving.
pub struct Ready {
    pub accounts: Accounts,
    options: Options,
    begun: Instant,
    pbx: sim::Pbx,
    player: spool::Player,
    phones: phones::Phones,
    folder: Option<TempDir>,
}

pub async fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let mut asked = Box::pin(stop::asked());
    let (config, ready) = tokio::select! {
        ready = prepare(options) => ready?,
        // Dropped on the way, it takes its folder along.
        () = &mut asked => return Ok(()),
    };
    Ok(run::serve(config, Some(ready), None, asked).await?)
}

/// The same company for tests: a PBX on which nothing happens by itself, and no history.
#[cfg(test)]
pub(crate) async fn prepare_quiet(database: &Path) -> Result<(Config, sim::Pbx), DemoError> {
    let store = Store::open(database).await?;
    fill(&store).await?;
    std::fs::create_dir_all(recordings_of(database)).map_err(DemoError::Folder)?;
    spool::make(&spool_of(database)).map_err(DemoError::Folder)?;
    std::fs::write(queue_log_of(database), "").map_err(DemoError::Folder)?;
    let company = sim_company(&store, "secret").await?;
    store.close().await;
    let answers = sim::Behaviour::Answers {
        after: Duration::from_millis(50),
        talk: Duration::from_secs(2),
    };
    let settings = sim::Settings {
        phones: answers,
        outside: answers,
        utc_offset: Some(utc_offset()),
        ..sim::Settings::default()
    };
    let pbx = sim::Pbx::start("127.0.0.1:0", company, settings).await?;
    Ok((config(database, 0, &pbx.addr().to_string(), "secret"), pbx))
}

/// A configuration like the demo's, for tests that need one and nothing else.
#[cfg(test)]
pub(crate) fn site_of_tests() -> Config {
    config(Path::new("demo.db"), 0, "127.0.0.1:1", "secret")
}

async fn prepare(options: Options) -> Result<(Config, Ready), DemoError> {
    let begun = Instant::now();
    let (database, folder) = match &options.keep {
        Some(keep) => {
            std::fs::create_dir_all(keep).map_err(DemoError::Folder)?;
            (keep.join("demo.db"), None)
        }
        None => {
            let folder = tempfile::Builder::new()
                .prefix("switchhook-demo-")
                .tempdir()
                .map_err(DemoError::Folder)?;
            (folder.path().join("demo.db"), Some(folder))
        }
    };
    let secret = token::random();
    let store = Store::open(&database).await?;
    std::fs::create_dir_all(recordings_of(&database)).map_err(DemoError::Folder)?;
    spool::make(&spool_of(&database)).map_err(DemoError::Folder)?;
    if store.people().await?.is_empty() {
        fill(&store).await?;
        tell_history(&store, &recordings_of(&database), options.seed).await?;
        spool::tell_history(&store, Utc::now().timestamp()).await?;
        queue_log::write(&queue_log_of(&database), options.seed, Utc::now()).map_err(DemoError::Folder)?;
    }
    let company = sim_company(&store, &secret).await?;
    let company_phones = store.phones().await?;
    store.close().await;
    let settings = sim::Settings {
        seed: options.seed,
        pace: 1.0,
        calls_per_hour: options.calls_per_hour,
        utc_offset: Some(utc_offset()),
        ..sim::Settings::default()
    };
    let pbx = sim::Pbx::start("127.0.0.1:0", company, settings).await?;
    set_forwards(&pbx, &company_phones)?;
    let config = config(&database, options.port, &pbx.addr().to_string(), &secret);
    let accounts = accounts();
    let player = spool::Player::start(&config);
    Ok((
        config,
        Ready {
            player,
            phones: phones::Phones::start().await?,
            accounts,
            options,
            begun,
            pbx,
            folder,
        },
    ))
}

impl Ready {
    pub fn shown(&self) -> Shown {
        Shown {
            accounts: self.accounts.clone(),
            phones: self.phones.addresses(),
            all: self.phones.all(),
        }
    }

    /// Telephones arrive at their desks once the portal answers.
    pub fn arrive(&self, app: &Shared) -> JoinHandle<()> {
        tokio::spawn(self.phones.all().arrive(app.clone()))
    }

    /// Says where the demo is, and how long it took to get there.
    pub fn announce(&self, url: &str, _serving: Instant) {
        let took = self.begun.elapsed();
        if self.options.json {
            let accounts: Vec<_> = self
                .accounts
                .iter()
                .map(|a| serde_json::json!({ "profile": a.profile.key(), "login": a.login, "password": a.password }))
                .collect();
            println!(
                "{}",
                serde_json::json!({ "url": url, "ready_ms": took.as_millis() as u64, "pbx": self.pbx.addr().to_string(), "accounts": accounts })
            );
            return;
        }
        println!("Switchhook demo: a sample company on a simulated PBX.\n");
        println!(
            "    listening on {url}   (ready after {:.1} s)\n",
            took.as_secs_f32()
        );
        println!("    {:<16} {:<12} password", "profile", "login");
        for account in self.accounts.iter() {
            println!(
                "    {:<16} {:<12} {}",
                account.profile.key(),
                account.login,
                account.password
            );
        }
        match &self.options.keep {
            Some(folder) => println!(
                "\nDatabase and recordings stay in {}. Ctrl-C stops the demo.",
                folder.display()
            ),
            None => println!(
                "\nCtrl-C stops the demo; it leaves nothing behind (--keep FOLDER keeps the database)."
            ),
        }
    }

    pub async fn clean_up(self) {
        self.player.stop().await;
        self.pbx.stop().await;
        if let Some(folder) = self.folder {
            let path = folder.path().to_owned();
            if let Err(error) = folder.close() {
                tracing::warn!(event = %Event::DemoLeft, %error, folder = %path.display(), "the folder could not be removed");
            }
        }
    }
}

/// The first employee of each profile.
pub(crate) fn accounts() -> Accounts {
    Profile::ALL
        .into_iter()
        .filter_map(|profile| EMPLOYEES.iter().find(|e| e.profile == profile))
        .map(|e| DemoAccount {
            profile: e.profile,
            login: e.login,
            password: PASSWORD,
        })
        .collect()
}

fn utc_offset() -> i32 {
    TIME_ZONE
        .offset_from_utc_datetime(&Utc::now().naive_utc())
        .fix()
        .local_minus_utc()
}

fn config(database: &Path, port: u16, pbx: &str, secret: &str) -> Config {
    let account = || Account {
        user: "portal".into(),
        secret: Secret::new(secret),
    };
    Config {
        log: Log::default(),
        company: "Pacific Mills".into(),
        database: database.into(),
        language: "en".into(),
        web: Web {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            transport: Transport::Loopback,
            public_url: None,
        },
        session: Session {
            idle: Duration::from_secs(30 * 60),
            ..Session::default()
        },
        pbx: Pbx {
            name: "Demo PBX".into(),
            address: pbx.into(),
            time_zone: TIME_ZONE,
            events: account(),
            calls: Some(account()),
            config: Some(account()),
            notify: Some(account()),
            state: Some(account()),
            dialing: Dialing::default(),
            phones: Phones {
                rights: ["internal", "national", "international"]
                    .into_iter()
                    .filter_map(|right| right.parse().ok())
                    .collect(),
                ..Phones::default()
            },
        },
        api: Api::default(),
        provisioning: Provisioning {
            address: None,
            key: crate::files::folder_of(database).join("provisioning.key"),
            networks: Vec::new(),
            ca: None,
            firmware: BTreeMap::from([(Model::GRP2614, Firmware::new(1, 0, 13, 44))]),
        },
        tariff: Source::Sample,
        server: Servers {
            sip: "pbx.example".into(),
            ..Servers::default()
        },
        source_prefix: String::new(),
        numbering: numbering(),
        forward: switchhook_portal_core::forward::Policy::default(),
        budget: budgets(),
        recordings: Recordings {
            folder: Some(recordings_of(database)),
            pbx_folder: "/var/spool/asterisk/monitor".into(),
            // Of the past week, the oldest are due.
            keep_days: 6,
            purge_at: NaiveTime::from_hms_opt(3, 30, 0).unwrap_or_default(),
        },
        queue_log: QueueLog {
            file: Some(queue_log_of(database)),
            wrap_up: Duration::from_secs(15),
            wrap_up_reasons: Vec::new(),
        },
        spool: Spool {
            folder: Some(spool_of(database)),
            per_person: 10,
            days: 31,
            retries: 1,
            // Shorter than a real site's: whoever looks at the demo does not wait for long.
            retry: Duration::from_secs(60),
            emergency: ["112", "15", "17", "18"]
                .into_iter()
                .filter_map(|number| number.parse().ok())
                .collect(),
        },
    }
}

/// Extensions of three digits, numbers of New Caledonia; calls abroad for those who have the right.
fn numbering() -> Site {
    let class = |right: &str, kind, numbers: &[&str]| {
        Some(Class {
            right: right.parse().ok()?,
            kind,
            numbers: numbers.iter().filter_map(|number| number.parse().ok()).collect(),
        })
    };
    let classes = [
        class("services", ClassKind::Services, &["8XX", "7XX"]),
        class("internal", ClassKind::Internal, &[]),
        class("premium", ClassKind::Premium, &["36XX"]),
        class("national", ClassKind::National, &[]),
        class("international", ClassKind::International, &[]),
    ];
    Site {
        country: "687".parse().unwrap_or_default(),
        internal_digits: 3,
        emergency: ["112", "15", "17", "18"]
            .into_iter()
            .filter_map(|number| number.parse().ok())
            .collect(),
        classes: classes.into_iter().flatten().collect(),
        everyone: ["services", "internal", "national"]
            .into_iter()
            .filter_map(|right| right.parse().ok())
            .collect(),
        ..Site::default()
    }
}

/// More than anybody of the company spends, so that the demo's visitors can call.
fn budgets() -> Budgets {
    Budgets {
        person: Budget {
            minutes_per_day: Some(240),
            ..Budget::default()
        },
        department: Budget {
            minutes_per_day: Some(1500),
            ..Budget::default()
        },
        ..Budgets::default()
    }
}

/// What people dialled before the demo began, in the telephone's own way.
fn set_forwards(pbx: &sim::Pbx, phones: &[Phone]) -> Result<(), sim::SimError> {
    for (extension, family, target) in FORWARDS {
        if let Some(phone) = phones.iter().find(|phone| phone.extension.as_str() == *extension) {
            pbx.set_database(family.name(), phone.endpoint.as_str(), Some(target))?;
        }
    }
    Ok(())
}

/// Beside the database.
fn recordings_of(database: &Path) -> PathBuf {
    crate::files::folder_of(database).join("recordings")
}

/// The same for what happened in queues.
fn queue_log_of(database: &Path) -> PathBuf {
    crate::files::folder_of(database).join("queue_log")
}

/// The same for the spool of call files, which the simulated PBX does not have: see [`spool::Player`].
pub(crate) fn spool_of(database: &Path) -> PathBuf {
    crate::files::folder_of(database).join("spool")
}

/// Who set up the company: an administrator without an account.
fn nobody() -> Subject {
    Subject::holding(PersonId(0), [Profile::Administrator].into())
}

/// When the company was set up: two years ago, so that it does not stand above what is tried out.
fn opening() -> Occasion {
    Occasion {
        at: Utc::now() - chrono::Duration::days(730),
        login: String::new(),
        address: String::new(),
    }
}

/// People, telephones and contacts.
async fn fill(store: &Store) -> Result<(), StoreError> {
    let mut departments = std::collections::HashMap::new();
    for (short, full) in DEPARTMENTS {
        let new =
            NewDepartment::parse(short, full).unwrap_or_else(|e| panic!("sample department {short}: {e:?}"));
        let approved = department::add(&nobody(), new, &[]).unwrap_or_else(|e| panic!("{short}: {e}"));
        departments.insert(*short, store.add_department(approved, &opening()).await?.0);
    }
    // One hash for all: the demo must be ready in a moment, and its password is no secret.
    let hash = password::hash(PASSWORD.into()).await;
    let mut creator = None;
    for e in EMPLOYEES {
        let department = departments[e.department].to_string();
        let held = if e.profile.is_of_queue() {
            format!("{}:{}", e.profile, QUEUE.0)
        } else {
            e.profile.to_string()
        };
        let mut profiles = vec![&*held];
        if e.profile != Profile::Auditor && e.profile != Profile::User {
            profiles.push(Profile::User.key());
        }
        let person = NewPerson::parse(&PersonForm {
            login: e.login,
            first_name: e.first_name,
            last_name: e.last_name,
            email: &format!("{}@pacific-mills.example", e.login),
            department: &department,
            profiles: &profiles,
            disabled: false,
        })
        .unwrap_or_else(|errors| panic!("sample person {}: {errors:?}", e.login));
        let approved = person::add(&nobody(), person).unwrap_or_else(|error| panic!("{}: {error}", e.login));
        let (id, _) = store.add_person(approved, Some(&hash), &opening()).await?;
        creator.get_or_insert(id);
        if !e.extension.is_empty() {
            add_phone(store, e.extension, "", &id.to_string(), &department).await?;
        }
    }
    for (label, department, extension) in ROOMS {
        add_phone(store, extension, label, "", &departments[department].to_string()).await?;
    }
    let Some(creator) = creator else { return Ok(()) };
    for (first_name, last_name, company, numbers) in CONTACTS {
        let contact = ContactDetails::parse(&ContactForm {
            first_name,
            last_name,
            company,
            phone1: numbers[0],
            phone2: numbers[1],
            phone3: numbers[2],
            private: false,
            ..ContactForm::default()
        })
        .unwrap_or_else(|e| panic!("sample contact {last_name}: {e:?}"));
        let creator = Subject::holding(creator, [Profile::User].into());
        let approved =
            contact::add(&creator, contact).unwrap_or_else(|error| panic!("{last_name}: {}", error.reason));
        store.add_contact(approved, &opening()).await?;
    }
    Ok(())
}

async fn add_phone(
    store: &Store,
    extension: &str,
    label: &str,
    owner: &str,
    department: &str,
) -> Result<(), StoreError> {
    let phone = NewPhone::parse(&PhoneForm {
        extension,
        label,
        owner,
        department,
        hidden: false,
    })
    .unwrap_or_else(|e| panic!("sample phone {extension}: {e:?}"));
    // A random name, as for real telephones: account names that are extensions are guessed first.
    store
        .add_phone(&format!("p{}", token::typeable(10)), &phone)
        .await?;
    Ok(())
}

/// Days of calls before the past week, for the statistics.
const EARLIER_DAYS: i64 = 112;

/// Of the earlier calls, one in so many is told: enough for every month, and the demo is ready in a moment.
const EARLIER_SHARE: usize = 6;

/// The past week, from the simulated PBX's own generator, rated as real calls are; of the months before some calls.
async fn tell_history(store: &Store, folder: &Path, seed: u64) -> Result<(), DemoError> {
    let company = sim_company(store, "").await?;
    let now = Utc::now().with_timezone(&TIME_ZONE).naive_local();
    let records = sim::history(&company, seed, now - chrono::Duration::days(7), now);
    let index = PartyIndex::new(&store.phones().await?, &store.people().await?);
    let mut records: Vec<_> = records
        .iter()
        .filter_map(|record| Cdr::from_headers(record.headers().as_slice(), TIME_ZONE).ok())
        .collect();
    recordings::name(&mut records, |cdr| {
        cdr.start.with_timezone(&TIME_ZONE).naive_local()
    });
    journeys::leave_messages(&mut records);
    let calls: Vec<_> = records
        .iter()
        .map(|cdr| CallRecord::new(cdr.clone(), &index))
        .collect();
    store.add_calls(&calls).await?;
    let week_ago = now - chrono::Duration::days(7);
    let earlier = week_ago - chrono::Duration::days(EARLIER_DAYS);
    let earlier: Vec<_> = sim::history(&company, seed.wrapping_add(1), earlier, week_ago)
        .iter()
        .step_by(EARLIER_SHARE)
        .filter_map(|record| Cdr::from_headers(record.headers().as_slice(), TIME_ZONE).ok())
        .map(|cdr| CallRecord::new(cdr, &index))
        .collect();
    store.add_calls(&earlier).await?;
    recordings::make(store, folder, &records).await?;
    journeys::tell(store, &records, &store.phones().await?, &index).await?;
    let tariffs = Tariffs::load(Source::Sample, TIME_ZONE);
    let now = Utc::now().timestamp();
    jobs::rating::run(store, &tariffs.in_force(), now).await?;
    tariff::tell_history(store, &tariffs, now).await?;
    Ok(())
}

/// The same company, as the simulated PBX knows it.
async fn sim_company(store: &Store, secret: &str) -> Result<sim::Company, DemoError> {
    let people = store.people().await?;
    let phones = store.phones().await?;
    let (queue, extension, members) = QUEUE;
    let name = |phone: &switchhook_portal_core::Phone| {
        people
            .iter()
            .find(|p| Some(p.id) == phone.owner)
            .map_or_else(|| phone.label.clone(), switchhook_portal_core::Person::ascii_name)
    };
    Ok(sim::Company {
        phones: phones
            .iter()
            .map(|phone| sim::SimPhone {
                endpoint: phone.endpoint.channel(),
                extension: phone.extension.to_string(),
                name: name(phone),
            })
            .collect(),
        queues: vec![sim::SimQueue {
            name: queue.into(),
            extension: extension.into(),
            members: phones
                .iter()
                .filter(|phone| members.contains(&phone.extension.as_str()))
                .map(|phone| (phone.endpoint.channel(), name(phone)))
                .collect(),
        }],
        outside: OUTSIDE.iter().map(|number| (*number).to_owned()).collect(),
        users: vec![sim::AmiUser::new("portal", secret)],
        files: phone_files(&phones, &name)?,
        trunk: "PJSIP/trunk".into(),
    })
}

/// The telephones' sections, as if the portal had written them: so it can change them too.
fn phone_files(
    phones: &[Phone],
    name: &impl Fn(&Phone) -> String,
) -> Result<Vec<(String, String)>, DemoError> {
    let settings = PhoneSettings {
        context: Dialing::default().context,
        ..PhoneSettings::default()
    };
    let mut sections = Vec::new();
    for phone in phones {
        let secret = switchhook_portal_core::Secret::sip(token::bytes());
        sections.push(asterisk::phone_section(phone, &secret, &name(phone), &settings)?);
    }
    let dialplan = asterisk::dialplan_section(phones, &settings)?;
    let text = |sections: &[Section]| -> String {
        sections
            .iter()
            .map(|section| {
                let lines = section
                    .lines()
                    .iter()
                    .map(|l| format!("{} = {}\n", l.key(), l.value().expose()));
                format!("[{}]\n{}\n", section.name(), lines.collect::<String>())
            })
            .collect()
    };
    Ok(vec![
        (asterisk::PHONES_FILE.to_owned(), text(&sections)),
        (asterisk::DIALPLAN_FILE.to_owned(), text(&[dialplan])),
    ])
}
