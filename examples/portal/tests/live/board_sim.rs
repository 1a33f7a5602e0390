//! The same two pages in front of a simulated PBX that loses events, cuts messages, breaks connections and restarts: what
//! they show, never loaded again, is in the end what the PBX holds, and where they cannot know they say so.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use switchhook_ami::Secret;
use switchhook_ami::action::{CoreShowChannels, Hangup, QueueStatus};
use switchhook_ami::client::{Client, Config};
use switchhook_ami::event::CoreShowChannel;
use switchhook_ami::sim::{AmiUser, Behaviour, Company, Fault, Pbx, Settings, SimPhone, SimQueue};
use switchhook_ami::value::QueueMemberStatus;
use switchhook_rig::wait_for;
use tokio::runtime::Runtime;

use crate::board::{Queue, look, rows};
use crate::browser::Browser;
use crate::portal::Portal;

/// The browser's tabs.
const PAGES: [&str; 2] = ["board", "channels"];

const SECRET: &str = "an otter in the harbour";

/// Nothing in this test ends by itself.
const LONG: Duration = Duration::from_secs(3_600);

/// A line that broke is there again long before.
const SOON: Duration = Duration::from_secs(20);

/// The portal compares its picture with the PBX every minute.
const NEXT_CHECK: Duration = Duration::from_secs(90);

/// Who waits in the queue (the digits that everybody may see), how its members are, and all channels.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Picture {
    callers: Vec<String>,
    agents: BTreeSet<(String, String)>,
    channels: BTreeSet<String>,
}

/// What a page says of being out of date.
#[derive(Debug, Deserialize)]
struct LastKnown {
    now: bool,
    /// Since it was last asked.
    said: Vec<String>,
}

/// Dropped in this order.
struct Site {
    browser: Browser,
    portal: Portal,
    pbx: Pbx,
    runtime: Runtime,
    folder: tempfile::TempDir,
}

#[test]
#[ignore = "needs Chromium: see tests/browser"]
fn the_board_and_the_channels_heal_after_the_faults_of_a_simulated_pbx() {
    let mut site = Site::start();
    site.watch();
    site.pbx.call("100", "101", LONG).unwrap();
    let caller = site.is_called_by("254001");
    let seen = site.agrees(SOON);
    assert_eq!(seen.callers, ["254"]);
    assert_eq!(seen.agents, agents("Ringing"));
    assert_eq!(seen.channels.len(), 4, "{seen:?}");

    // Events that nobody hears of: the pages cannot know, until the portal looks by itself.
    assert_eq!(site.pbx.fault(Fault::DropEvents { next: 10_000 }).unwrap(), 1);
    site.hangs_up(&caller);
    assert_eq!(site.holds().unwrap().callers, [] as [&str; 0]);
    assert_eq!(site.shows(), seen, "the events were not lost");
    let seen = site.agrees(NEXT_CHECK);
    assert_eq!(seen.agents, agents("Free"));
    assert_eq!(seen.channels.len(), 2, "the two go on talking: {seen:?}");

    // Half a message and then nothing; and a line that breaks just before somebody calls.
    for (fault, number, waiting) in [
        (Fault::CutMessage, "254002", &["254"][..]),
        (Fault::Close, "187003", &["254", "187"]),
    ] {
        site.pbx.fault(Fault::Heal).unwrap();
        site.said_meanwhile();
        assert_eq!(site.pbx.fault(fault.clone()).unwrap(), 1);
        site.is_called_by(number);
        let seen = site.agrees(SOON);
        assert!(site.said_meanwhile(), "{fault:?}");
        assert_eq!(seen.callers, waiting, "{fault:?}");
        assert_eq!(seen.agents, agents("Ringing"), "{fault:?}");
    }

    // As long as it is away, the pages say that they show what was, and show it.
    let before = site.shows();
    site.pbx.crash();
    for page in PAGES {
        wait_for("the page to say it", SOON, || {
            site.last_known(page).now.then_some(())
        })
        .unwrap_or_else(|e| panic!("{page}: {e}"));
    }
    assert_eq!(site.shows(), before);
    site.runtime.block_on(site.pbx.revive()).unwrap();
    let nothing = Picture {
        callers: Vec::new(),
        agents: agents("Free"),
        channels: BTreeSet::new(),
    };
    assert_eq!(site.agrees(SOON), nothing);
    site.said_meanwhile();

    // A restart whose modules come later than its managers; the pages follow the next call.
    site.is_called_by("254004");
    assert_eq!(site.agrees(SOON).callers, ["254"]);
    site.runtime
        .block_on(site.pbx.restart(Duration::from_secs(2)))
        .unwrap();
    assert_eq!(site.agrees(SOON), nothing);
    assert!(site.said_meanwhile());
    site.is_called_by("187005");
    let seen = site.agrees(SOON);
    assert_eq!(
        (seen.callers, seen.agents),
        (vec!["187".to_owned()], agents("Ringing"))
    );
    look(&mut site.browser, "board-sim", |queue| queue.callers.len() == 1);
    site.conclude();
}

/// Chloé in this state, and David, whose telephone is off.
fn agents(chloe: &str) -> BTreeSet<(String, String)> {
    [("Chloé Durand", chloe), ("David Nguyen", "Unavailable")]
        .map(|(name, state)| (name.to_owned(), state.to_owned()))
        .into()
}

impl Site {
    fn start() -> Self {
        let phones = [
            ("100", "Anna Martin"),
            ("101", "Bruno Costa"),
            ("102", "Chloé Durand"),
            ("103", "David Nguyen"),
        ];
        let company = Company {
            phones: phones
                .map(|(extension, name)| SimPhone::new(format!("PJSIP/{extension}"), extension, name))
                .into(),
            queues: vec![SimQueue {
                name: "support".into(),
                extension: "800".into(),
                members: phones[2..]
                    .iter()
                    .map(|(extension, name)| (format!("PJSIP/{extension}"), (*name).into()))
                    .collect(),
            }],
            trunk: "PJSIP/trunk".into(),
            users: vec![AmiUser::new("events", SECRET), AmiUser::new("witness", SECRET)],
            ..Company::default()
        };
        let settings = Settings {
            queue_timeout: LONG,
            ..Settings::default()
        };
        let runtime = Runtime::new().unwrap();
        let pbx = runtime
            .block_on(Pbx::start("127.0.0.1:0", company, settings))
            .unwrap();
        pbx.set_phone("102", Behaviour::NoAnswer).unwrap();
        pbx.set_phone("103", Behaviour::Unreachable).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let configuration = format!(
            "database = \"portal.db\"\n[web]\nlisten = \"{free}\"\n\
             [pbx]\nname = \"Sim\"\naddress = \"{}\"\ntime_zone = \"UTC\"\n\
             [[pbx.manager]]\nuser = \"events\"\nsecret = {SECRET:?}\ntasks = [\"events\"]\n",
            pbx.addr()
        );
        Self {
            browser: Browser::start(),
            portal: Portal::serve(folder.path(), free.port(), &configuration),
            pbx,
            runtime,
            folder,
        }
    }

    /// An administrator opens the two pages, and leaves them open.
    fn watch(&mut self) {
        let link = self.portal.first_link();
        let url = json!({ "url": self.portal.url });
        self.browser.ask::<()>("portal", &[&url]);
        let login = json!({ "tab": "admin", "login": "olga", "password": "a long walk by the sea" });
        let account = json!({ "link": link, "first": "Olga", "last": "Admin" });
        self.browser.ask::<()>("makeFirstAccount", &[&login, &account]);
        self.browser.ask::<serde_json::Value>("logIn", &[&login]);
        for (tab, path) in PAGES.into_iter().zip(["/queues", "/channels"]) {
            let page = json!({ "tab": tab, "like": "admin", "path": path });
            self.browser.ask::<()>("watchPage", &[&page]);
        }
    }

    /// Somebody outside calls the queue; gives the channel.
    fn is_called_by(&self, number: &str) -> String {
        let id = self.pbx.incoming("support", number, LONG).unwrap();
        let channels = self.asked(async |witness| witness.send(CoreShowChannels).await);
        let channels = channels.unwrap();
        let mut messages = channels.iter().map(CoreShowChannel::channel);
        let channel = messages.find(|channel| channel.unique_id().is_some_and(|own| own.to_string() == id));
        channel.unwrap().name().unwrap().to_string()
    }

    fn hangs_up(&self, channel: &str) {
        let hangup = Hangup::channel(channel);
        self.asked(async |witness| witness.send(hangup).await).unwrap();
    }

    /// What an account says that no fault meets: it is connected only while it is asked.
    fn asked<T>(&self, ask: impl AsyncFnOnce(&Client) -> T) -> T {
        self.runtime.block_on(async {
            let config = Config::new(self.pbx.addr().to_string(), "witness", Secret::new(SECRET));
            let witness = Client::connect(config).await.unwrap();
            let answer = ask(&witness).await;
            witness.close().await;
            answer
        })
    }

    /// What the PBX really holds; nothing while its modules are being loaded.
    fn holds(&self) -> Option<Picture> {
        let (queues, channels) = self.asked(async |witness| {
            let queues = witness.send(QueueStatus::all()).await;
            (queues, witness.send(CoreShowChannels).await)
        });
        let (queues, channels) = (queues.ok()?, channels.ok()?);
        let queue = queues.iter().next()?;
        let callers = queue.entries.iter();
        let word = |status| match status {
            QueueMemberStatus::NotInUse => "Free",
            QueueMemberStatus::Ringing => "Ringing",
            QueueMemberStatus::Unavailable => "Unavailable",
            other => panic!("no member is {other:?} in this test"),
        };
        let members = queue.members.iter();
        Some(Picture {
            callers: callers
                .map(|entry| visible(&entry.caller_number().unwrap()))
                .collect(),
            agents: members
                .map(|member| {
                    (
                        member.name().unwrap().into(),
                        word(member.status().unwrap()).into(),
                    )
                })
                .collect(),
            channels: channels
                .iter()
                .map(|item| item.channel().name().unwrap().to_string())
                .collect(),
        })
    }

    /// What the two pages show.
    fn shows(&mut self) -> Picture {
        let board = json!({ "tab": "board" });
        let mut queues: Vec<Queue> = self.browser.ask("board", &[&board]);
        // There is none where the page says that it has nothing to show.
        let queue = queues.pop();
        let (callers, agents) = queue.map_or_else(Default::default, |queue| (queue.callers, queue.agents));
        let channels = rows(&mut self.browser, |_| true);
        Picture {
            callers: callers.iter().map(|row| visible(&row[1])).collect(),
            agents: agents
                .into_iter()
                .map(|row| (row[0].clone(), row[1].clone()))
                .collect(),
            channels: channels.into_iter().map(|row| row[0].clone()).collect(),
        }
    }

    fn last_known(&mut self, page: &str) -> LastKnown {
        self.browser.ask("lastKnown", &[&json!({ "tab": page })])
    }

    /// Waits until both pages are current; gives whether both said since this was last asked that they were not.
    #[track_caller]
    fn said_meanwhile(&mut self) -> bool {
        let of_page = PAGES.map(|page| {
            let mut said = Vec::new();
            let current = wait_for("the page to be current", SOON, || {
                let last_known = self.last_known(page);
                said.extend(last_known.said);
                (!last_known.now).then_some(())
            });
            current.unwrap_or_else(|e| panic!("{page}: {e}"));
            said
        });
        let says = |said: &String| said.starts_with("This is the last known state");
        of_page.iter().all(|said| said.iter().any(says))
    }

    /// Waits until the pages show what the PBX holds.
    #[track_caller]
    fn agrees(&mut self, within: Duration) -> Picture {
        let agreed = wait_for("the pages to be right", within, || {
            let (shown, held) = (self.shows(), self.holds());
            (held.as_ref() == Some(&shown)).then_some(shown)
        });
        agreed.unwrap_or_else(|e| panic!("{e}: they show {:?}, and it is {:?}", self.shows(), self.holds()))
    }

    /// Nothing was wrong in the browser, no secret is in the log, and the portal ends when asked.
    fn conclude(mut self) {
        assert_eq!(self.browser.ask::<Vec<String>>("wrong", &[]), [] as [String; 0]);
        let status = self.portal.stop();
        let said = self.portal.said();
        assert!(status.success(), "{status}: {said}");
        assert!(!said.contains(SECRET), "the secret is in the log");
        drop(self.browser);
        self.folder.close().unwrap();
    }
}

/// The digits of a number that the page does not hide.
fn visible(number: &str) -> String {
    number.chars().take(3).collect()
}
