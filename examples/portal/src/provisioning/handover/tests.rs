//! A device that is passed on by a portal that is killed again and again.

use std::collections::BTreeSet;
use std::pin::pin;
use std::task::Poll;

use switchhook_ami::action::{Category, GetConfig};
use switchhook_ami::client::{Client, Config};
use switchhook_ami::value::Secret as ManagerSecret;
use switchhook_provisioning::testing::Phone as Simulated;

use super::*;
use crate::provisioning::tests::{Site, telephone};

/// A portal that does nothing by itself any more, a device at 299, and 298 without one.
struct Scene {
    site: Site,
    desk: Simulated,
    pbx: Client,
}

impl Scene {
    async fn start() -> Self {
        let site = Site::start().await;
        let mut browser = site.portal.log_in("admin").await;
        let (_, address) = site.enrolled(&mut browser, "GRP2614").await;
        let mut desk = telephone("GRP2614", &address);
        desk.boot().await;
        let fields = [("extension", "298"), ("label", "Salle 9")];
        browser.post("/admin/phones/new", &fields).await;
        let pbx = Client::connect(Config::new(
            site.portal.pbx.addr().to_string(),
            "portal",
            ManagerSecret::new("secret"),
        ))
        .await
        .unwrap();
        drop(browser);
        site.portal.stop().await;
        Self { site, desk, pbx }
    }

    fn app(&self) -> &App {
        &self.site.portal.app
    }

    fn provisioning(&self) -> &Provisioning {
        self.app().provisioning.as_ref().unwrap()
    }

    async fn file(&self, file: &str) -> Vec<Category> {
        self.pbx.send(GetConfig::file(file)).await.unwrap().categories
    }

    /// Whose calls ring at the device as it is configured now.
    async fn reached(&self) -> BTreeSet<String> {
        let phones = &self.app().config.pbx.phones;
        let dialplan = self.file(&phones.dialplan_file).await;
        let account = self.desk.account(1).unwrap();
        let mut reached = BTreeSet::new();
        for extension in ["299", "298"] {
            let phone = self.site.phone(extension).await;
            let secret = self.app().pbx.sip_secret(&phone).await.unwrap();
            let registers =
                (&*account.user, account.password.expose()) == (phone.endpoint.as_str(), secret.expose());
            let first = format!("{extension},1,");
            let rings = dialplan
                .iter()
                .flat_map(|category| &category.lines)
                .any(|line| line.value.starts_with(&first) && !line.value.contains("Hangup("));
            if registers && rings {
                reached.insert(extension.to_owned());
            }
        }
        reached
    }

    /// The same, by what the portal noted: before anything was done, after all of it, and nobody in between.
    async fn reaches_nobody_wrong(&self, from: &Phone, to: &Phone, place: &str) {
        let reached = self.reached().await;
        let may = match self.app().store.handovers().await.unwrap().first() {
            None => Some(to),
            Some(handover) => match handover.change.parse::<Change>().unwrap().todo() {
                Todo::Do(Command::Lock | Command::Hold) => Some(from),
                Todo::Do(Command::Attach(_) | Command::Unbind | Command::Unlock) | Todo::Finished(_) => {
                    Some(to)
                }
                _ => None,
            },
        };
        let may: BTreeSet<String> = may.iter().map(|phone| phone.extension.to_string()).collect();
        assert!(
            reached.is_subset(&may),
            "{place}: {reached:?} ring at the device, {may:?} may"
        );
    }

    /// What a portal does that starts again.
    async fn restarts(&self, from: &Phone, to: &Phone) {
        self.app().pbx.unhold([from, to]);
        hold_again(self.app()).await;
    }

    /// One look at what goes on, as the portal has every two seconds; killed at this wait for a database or the PBX. False
    /// if it came to its end before.
    async fn goes_on(&self, waits: usize) -> bool {
        let Some(handover) = self.app().store.handovers().await.unwrap().pop() else {
            return false;
        };
        let mut left = waits;
        let mut going = pin!(go_on(self.app(), self.provisioning(), handover));
        std::future::poll_fn(|context| {
            if left == 0 {
                return Poll::Ready(true);
            }
            left -= 1;
            going.as_mut().poll(context).map(|done| {
                done.unwrap();
                false
            })
        })
        .await
    }

    /// Passes the device on, killed once: so many waits after it fetched, or before. Gives the step at which it was killed; none
    /// if it came to its end.
    async fn passes(&mut self, from: &str, to: &str, fetched: bool, waits: usize) -> Option<String> {
        let place = format!("{from} to {to}, killed at {waits}, fetched {fetched}");
        let (from, to) = (self.site.phone(from).await, self.site.phone(to).await);
        let device = self.app().store.device(from.id).await.unwrap().unwrap();
        let before = self.app().pbx.sip_secret(&from).await.unwrap();
        assert!(
            self.provisioning()
                .pass_on(self.app(), &device, &from, &to)
                .await
                .unwrap(),
            "{place}"
        );
        if fetched {
            self.goes_on(usize::MAX).await;
            self.desk.resync().await;
        }
        let killed = self.goes_on(waits).await;
        let step = self.app().store.handovers().await.unwrap().pop();
        let step = step.map_or_else(|| "over".to_owned(), |step| step.change);
        self.reaches_nobody_wrong(&from, &to, &place).await;
        self.restarts(&from, &to).await;
        // Whatever the portal was doing: the device may come at any moment.
        self.desk.resync().await;
        self.reaches_nobody_wrong(&from, &to, &place).await;
        for _ in 0..10 {
            if self.app().store.handovers().await.unwrap().is_empty() {
                break;
            }
            self.goes_on(usize::MAX).await;
            self.reaches_nobody_wrong(&from, &to, &place).await;
            self.desk.resync().await;
        }
        assert!(self.app().store.handovers().await.unwrap().is_empty(), "{place}");
        // Both ends have the new name and number, and the old secret is void.
        assert_eq!(
            self.reached().await,
            BTreeSet::from([to.extension.to_string()]),
            "{place}"
        );
        let account = self.desk.account(1).unwrap();
        assert_eq!(account.display_name, to.label, "{place}");
        assert_eq!(
            self.app().store.device(to.id).await.unwrap(),
            Some(device),
            "{place}"
        );
        assert_eq!(self.app().store.device(from.id).await.unwrap(), None, "{place}");
        let after = self.app().pbx.sip_secret(&from).await.unwrap();
        assert_ne!(after.expose(), before.expose(), "{place}");
        let accounts = self.file(&self.app().config.pbx.phones.file).await;
        let section = accounts
            .iter()
            .find(|category| category.name == to.endpoint.as_str())
            .unwrap();
        let caller = format!("\"{}\" <{}>", to.label, to.extension);
        assert!(
            section.lines.iter().any(|line| line.value == caller),
            "{place}: no {caller}"
        );
        killed.then_some(step)
    }
}

#[tokio::test]
async fn killed_at_any_step_no_call_reaches_the_wrong_person_and_running_it_again_completes_it() {
    let mut scene = Scene::start().await;
    let (mut from, mut to) = ("299", "298");
    let mut steps = BTreeSet::new();
    for fetched in [false, true] {
        for waits in (0..).step_by(3) {
            let step = scene.passes(from, to, fetched, waits).await;
            (from, to) = (to, from);
            match step {
                Some(step) => steps.insert(step),
                None => break,
            };
        }
    }
    // The steps that write to the PBX take many waits; how many the others take is for the machine to say.
    for step in ["hold", "switch", "attach"] {
        assert!(
            steps.iter().any(|killed| killed.contains(step)),
            "never killed at {step}: {steps:?}"
        );
    }
}
