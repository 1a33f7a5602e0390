//! What takes part in the test, and how it is spoken to.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use switchhook_rig::{Behaviour, CdrRow, Instance, Phone, Secret, Task, Version, wait_for};

use crate::browser::Browser;
use crate::portal::{Portal, until};
use crate::records::Tariff;

/// What the portal shows once, to be typed into a telephone.
#[derive(Clone, Debug, Deserialize)]
pub struct Sip {
    pub server: String,
    pub user: String,
    pub password: String,
}

/// The report of the costs as the page shows it.
#[derive(Debug, Deserialize)]
pub struct Costs {
    pub lines: Vec<Vec<String>>,
    pub total: Vec<String>,
    pub notices: Vec<String>,
}

/// A browser, a portal and an Asterisk; dropped in this order.
pub struct Scene {
    pub browser: Browser,
    pub portal: Portal,
    pub pbx: Instance,
    pub tariff: Tariff,
    begun: Instant,
    _folder: tempfile::TempDir,
}

impl Scene {
    pub fn start(version: Version) -> Self {
        Self::start_with(version, |_| String::new())
    }

    /// The same with more tables in portal.toml.
    pub fn start_with(version: Version, tables: impl FnOnce(&Instance) -> String) -> Self {
        let begun = Instant::now();
        let pbx = Instance::start(version)
            .unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk: {e}"));
        let folder = tempfile::tempdir().unwrap();
        let portal = Portal::start_with_tables(&pbx, folder.path(), &tables(&pbx));
        let mut scene = Self {
            browser: Browser::start(),
            portal,
            pbx,
            tariff: Tariff::read(),
            begun,
            _folder: folder,
        };
        let url = json!({ "url": scene.portal.url });
        scene.ask::<()>("portal", &[&url]);
        scene
    }

    /// Says how far the test is, for whoever reads its output.
    pub fn step(&self, what: &str) {
        eprintln!("{:6.1} s  {what}", self.begun.elapsed().as_secs_f64());
    }

    /// One step in the browser: see [`Browser::ask`].
    #[track_caller]
    pub fn ask<T: DeserializeOwned>(&mut self, step: &str, parts: &[&Value]) -> T {
        self.browser.ask(step, parts)
    }

    /// A link that was used does not work again.
    #[track_caller]
    pub fn link_is_void(&mut self, link: &str) {
        let answer: Value = self.ask("linkIsVoid", &[&json!({ "tab": "nobody", "link": link })]);
        let status = answer["status"].as_u64().unwrap();
        assert!((400..500).contains(&status), "{status}");
    }

    /// Registers a telephone with what the portal showed.
    #[track_caller]
    pub fn register(&self, sip: &Sip, behaviour: &Behaviour) -> Phone {
        // Asterisk answers the reload before it has made the account.
        wait_for("a registration", Duration::from_secs(20), || {
            Phone::register(&self.pbx, &sip.user, &Secret::new(&*sip.password), behaviour).ok()
        })
        .unwrap_or_else(|e| {
            let last = Phone::register(&self.pbx, &sip.user, &Secret::new(&*sip.password), behaviour).err();
            panic!("{e}: {last:?}\n{}", self.pbx.log())
        })
    }

    /// An account that is gone is refused, once Asterisk has carried out the reload.
    #[track_caller]
    pub fn is_refused(&self, sip: &Sip) {
        let secret = Secret::new(&*sip.password);
        wait_for("a refusal", Duration::from_secs(10), || {
            Phone::register(&self.pbx, &sip.user, &secret, &Behaviour::answer()).err()
        })
        .unwrap();
    }

    /// Asterisk's record number `index`, once it is written.
    #[track_caller]
    pub fn record(&self, index: usize) -> CdrRow {
        let look = || self.pbx.master_csv().unwrap().get(index).cloned();
        wait_for("the record in Master.csv", Duration::from_secs(10), look).unwrap()
    }

    /// The call log of somebody, once all of these calls are in it and what was answered is rated.
    #[track_caller]
    pub fn call_log(&mut self, tab: &str, calls: usize) -> Vec<Vec<String>> {
        let command = json!({ "tab": tab, "calls": calls });
        let log = until(
            || self.ask::<Vec<Vec<String>>>("callLog", &[&command]),
            |log| log.iter().all(|line| !line[6].is_empty()),
        );
        assert_eq!(log.len(), calls, "{log:?}");
        log
    }

    /// Nothing was wrong in the browser, no secret is in the log, and the portal ends when asked.
    pub fn conclude(mut self, phones: &[&Sip]) {
        self.step("the end");
        assert_eq!(self.ask::<Vec<String>>("wrong", &[]), [] as [String; 0]);
        let status = self.portal.stop();
        let said = self.portal.said();
        assert!(status.success(), "{status}: {said}");
        for task in Task::ALL {
            assert!(
                !said.contains(self.pbx.account(task).1.expose()),
                "the secret of {task:?} is in the log"
            );
        }
        for phone in phones {
            assert!(
                !said.contains(&phone.password),
                "the secret of {} is in the log",
                phone.user
            );
        }
        self.step("done");
    }
}
