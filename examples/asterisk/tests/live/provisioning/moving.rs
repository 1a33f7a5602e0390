//! A telephone passes from one person to another and back, again and again, and what moves it is killed after each step.

use switchhook_provisioning::MacAddr;
use switchhook_provisioning::grandstream::PNumber;
use switchhook_provisioning::reassign::{Change, Command, Fact, Kind, Side, Todo};
use switchhook_provisioning::server::{FileHash, Store as _};
use switchhook_provisioning::testing::{Phone as Simulated, Reaction};
use switchhook_rig::{Behaviour, Instance, Manager, Phone, Secret, Task, wait_for};

use super::world::{Contact, Person, World, reload, update};
use super::{MAC, notify};
use crate::{SOON, done, manager};

const CONTEXT: &str = "switchhook-phones";

pub(crate) fn a_phone_that_changes_hands_never_rings_for_the_wrong_person(pbx: &Instance) {
    let mut desk = Desk::new(pbx);
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    assert_eq!(desk.rings(&alice), ["106"]);
    let (mut old, mut new) = (desk.people[0].clone(), desk.people[1].clone());
    for step in 0.. {
        let mut stored = Change::new(Kind::Owner).to_string();
        desk.side = [old.clone(), new.clone()];
        let killed = desk.go_on(&mut stored, Some(step));
        let rings = desk.rings(&alice);
        let belongs = desk.phone.account(1).unwrap().user;
        // Nobody's calls from before its new file is offered until it has registered as what that file says.
        let wanted = match step {
            0 => vec![old.extension],
            1..=6 => vec![],
            _ => vec![new.extension],
        };
        assert_eq!(
            rings, wanted,
            "killed at step {step}, {stored}, the phone is {belongs}'s"
        );
        if killed {
            // Another process, later: it has the stored text and nothing else.
            assert!(!desk.go_on(&mut stored, None), "{stored}");
        }
        assert_eq!(desk.rings(&alice), [new.extension], "{stored}");
        let account = desk.phone.account(1).unwrap();
        assert_eq!(
            (account.user.as_str(), account.display_name.as_str()),
            (new.account, new.name)
        );
        assert_eq!(account.label, new.extension);
        // Nothing of whoever had it before is left in it.
        let values: Vec<_> = desk.phone.values().map(|(_, text)| text.to_owned()).collect();
        assert!(
            !values
                .iter()
                .any(|text| text == old.account || text == old.secret.expose() || text == old.name)
        );
        std::mem::swap(&mut old, &mut new);
        if !killed {
            break;
        }
    }
    // Name and number at the other end too: who it belongs to now is the former `new`.
    let mut call = desk.taking.as_ref().unwrap().calls("100").unwrap();
    call.answered(SOON).unwrap();
    call.hang_up();
    let caller = format!("\"{}\" <{}>", old.name, old.extension);
    wait_for("the record of the call", SOON, || {
        let rows = pbx.master_csv().unwrap();
        rows.iter()
            .any(|row| row.clid == caller && row.dst == "100")
            .then_some(())
    })
    .unwrap_or_else(|e| panic!("{e} {caller} {:#?}", pbx.master_csv()));
}

/// What a portal has: Asterisk, the server, and what it stored. And the telephone, which does what it wants.
struct Desk<'a> {
    pbx: &'a Instance,
    world: World,
    config: Manager,
    people: [Person; 2],
    /// From whom to whom.
    side: [Person; 2],
    /// Whose calls ring at the telephone.
    rings_for: Option<Person>,
    locked: bool,
    /// The file that the telephone had when the change began.
    before: Option<FileHash>,
    mac: MacAddr,
    phone: Simulated,
    contact: Contact,
    taking: Option<Phone>,
}

impl<'a> Desk<'a> {
    /// The telephone is the first one's, and registered.
    fn new(pbx: &'a Instance) -> Self {
        let people = [
            Person::new("Zoe Blanc", "106", "zoe-ab12"),
            Person::new("Max Roux", "107", "max-cd34"),
        ];
        let mut config = manager(pbx, Task::Config);
        people[0].add(&mut config);
        let world = World::new();
        let mac = MAC.parse().unwrap();
        world.host.give(mac, &people[0], pbx.sip_addr());
        let mut phone = world.phone(mac);
        world.runtime.block_on(phone.boot());
        let mut desk = Self {
            pbx,
            world,
            config,
            side: people.clone(),
            rings_for: Some(people[0].clone()),
            people,
            locked: false,
            before: None,
            mac,
            phone,
            contact: Contact::new(),
            taking: None,
        };
        reload(&mut desk.config);
        desk.dialplan();
        desk.registers();
        desk
    }

    /// Goes on with a stored change. Killed after a step, it has done what the step says and not stored that. Says whether
    /// it was killed.
    fn go_on(&mut self, stored: &mut String, kill_after: Option<usize>) -> bool {
        let mut step = 0;
        loop {
            let mut change: Change = stored.parse().unwrap();
            match change.todo() {
                Todo::Finished(side) => {
                    assert_eq!(side, Side::New);
                    return false;
                }
                Todo::Do(command) => self.carry_out(command),
                Todo::Wait(fact) => {
                    wait_for(&format!("{fact:?}"), SOON, || self.is_so(fact).then_some(())).unwrap();
                }
            }
            if kill_after == Some(step) {
                return true;
            }
            change.done();
            *stored = change.to_string();
            step += 1;
        }
    }

    fn carry_out(&mut self, command: Command) {
        match command {
            Command::Lock => {
                self.locked = true;
                self.before = self.fetched();
            }
            Command::Hold => {
                self.rings_for = None;
                self.dialplan();
            }
            Command::Stage(side) => self
                .world
                .host
                .give(self.mac, &self.of(side), self.pbx.sip_addr()),
            Command::Notify => {
                notify(self.pbx, &self.side[0]);
                let reactions = self.contact.until_told(&mut self.phone);
                if reactions == [Reaction::Challenge, Reaction::Resync] {
                    self.world.runtime.block_on(self.phone.react(Reaction::Resync));
                } else {
                    // Told once more after it has fetched: it is the new one's by now, and asks for the new one's secret,
                    // which the old one's account does not have.
                    assert!(reactions.iter().all(|reaction| *reaction == Reaction::Challenge));
                    assert!(
                        !reactions.is_empty() && self.is_so(Fact::Fetched(Side::New)),
                        "{reactions:?}"
                    );
                }
            }
            Command::Switch(side) => {
                let other = match side {
                    Side::New => Side::Old,
                    Side::Old => Side::New,
                };
                let (gone, here) = (self.of(other), self.of(side));
                let file =
                    std::fs::read_to_string(self.pbx.config_dir().join("switchhook/phones.conf")).unwrap();
                let has = |person: &Person| file.contains(&format!("[{}]", person.account));
                if has(&gone) {
                    let steps = [("DelCat", gone.account, "", "")];
                    done(&update(&mut self.config, "switchhook/phones.conf", &steps));
                }
                if !has(&here) {
                    here.add(&mut self.config);
                }
                reload(&mut self.config);
                self.dialplan();
                // The telephone tries all the time.
                self.registers();
            }
            Command::Attach(side) => {
                self.rings_for = Some(self.of(side));
                self.dialplan();
            }
            Command::Unbind => self.unbind(&self.side[0].clone()),
            Command::Unlock => self.locked = false,
        }
    }

    fn is_so(&mut self, fact: Fact) -> bool {
        match fact {
            Fact::Fetched(_) => self.fetched() != self.before,
            Fact::Registered(side) => {
                let person = self.of(side);
                self.is_bound(&person)
            }
        }
    }

    fn of(&self, side: Side) -> Person {
        match side {
            Side::Old => self.side[0].clone(),
            Side::New => self.side[1].clone(),
        }
    }

    fn fetched(&self) -> Option<FileHash> {
        let record = self
            .world
            .runtime
            .block_on(self.world.server.store().by_mac(self.mac));
        record.unwrap().unwrap().seen.as_ref().map(|seen| seen.file)
    }

    fn is_bound(&self, person: &Person) -> bool {
        let mut state = manager(self.pbx, Task::State);
        let contacts = state.list(&[("Action", "PJSIPShowContacts")]).unwrap();
        contacts.iter().any(|contact| {
            contact
                .headers()
                .iter()
                .any(|(_, text)| text.contains(person.account))
        })
    }

    /// What an account that is gone leaves behind: Asterisk keeps its contacts in AstDB until they expire.
    fn unbind(&self, person: &Person) {
        let mut state = manager(self.pbx, Task::State);
        for contact in state.list(&[("Action", "PJSIPShowContacts")]).unwrap() {
            let name = contact.get("ObjectName").unwrap_or_default();
            if name.starts_with(&format!("{};@", person.account)) {
                let action = [
                    ("Action", "DBDel"),
                    ("Family", "registrar/contact"),
                    ("Key", name),
                ];
                done(&state.ask(&action).unwrap());
            }
        }
        assert!(
            !self.is_bound(person),
            "{:?}",
            state.list(&[("Action", "PJSIPShowContacts")])
        );
    }

    /// The telephone registers with what stands in its file: SIPp takes its calls, a socket of ours the rest.
    fn registers(&mut self) {
        let account = self.phone.account(1).unwrap();
        let secret = Secret::new(account.password.expose());
        drop(self.taking.take());
        let taking = wait_for("the account", SOON, || {
            Phone::register(self.pbx, &account.user, &secret, &Behaviour::answer()).ok()
        });
        self.taking = Some(taking.unwrap());
        Phone::register_contact(self.pbx, &account.user, &secret, self.contact.port()).unwrap();
    }

    /// Both extensions as they shall be, and waits until Asterisk has them so.
    fn dialplan(&mut self) {
        let rows: Vec<_> = self
            .people
            .iter()
            .map(|person| {
                let rings = self
                    .rings_for
                    .as_ref()
                    .is_some_and(|whose| whose.account == person.account);
                let (application, data) = match rings {
                    // All contacts: the one that takes calls is among them.
                    true => ("Dial", format!("${{PJSIP_DIAL_CONTACTS({})}},10", person.account)),
                    false => ("Hangup", "21".to_owned()),
                };
                (person.extension, application, data)
            })
            .collect();
        let lines: Vec<_> = rows
            .iter()
            .map(|(number, name, data)| format!("{number},1,{name}({data})"))
            .collect();
        let mut steps = vec![("EmptyCat", CONTEXT, "", "")];
        steps.extend(
            lines
                .iter()
                .map(|line| ("Append", CONTEXT, "exten", line.as_str())),
        );
        done(&update(&mut self.config, "switchhook/dialplan.conf", &steps));
        done(
            &self
                .config
                .ask(&[("Action", "Reload"), ("Module", "pbx_config")])
                .unwrap(),
        );
        let mut events = manager(self.pbx, Task::Events);
        wait_for("the dialplan", SOON, || {
            let list = events
                .list(&[("Action", "ShowDialPlan"), ("Context", CONTEXT)])
                .unwrap();
            let is_there = |(number, name, data): &(&str, &str, String)| {
                list.iter().any(|row| {
                    row.get("Extension") == Some(*number)
                        && row.get("Application") == Some(*name)
                        && row.get("AppData") == Some(data.as_str())
                })
            };
            rows.iter().all(is_there).then_some(())
        })
        .unwrap();
    }

    /// The extensions whose calls ring at the telephone.
    fn rings(&self, alice: &Phone) -> Vec<&'static str> {
        let mut reached = Vec::new();
        for person in &self.people {
            let before = self.taking.as_ref().map_or(0, Phone::rung);
            let mut call = alice.calls(person.extension).unwrap();
            wait_for("the call to be answered or refused", SOON, || {
                let moment = std::time::Duration::from_millis(1);
                (call.refused(moment).is_ok() || call.answered(moment).is_ok()).then_some(())
            })
            .unwrap();
            if self.taking.as_ref().map_or(0, Phone::rung) > before {
                reached.push(person.extension);
            }
            call.hang_up();
        }
        assert_eq!(self.phone.value(PNumber::new(401)), "0", "one account");
        reached
    }
}
