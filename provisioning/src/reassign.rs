//! A telephone passes to another person, or gets another SIP secret: in steps that can be interrupted anywhere.
//!
//! Two sides have to change, the telephone and the PBX, and no step changes both. So the order is what keeps a call from
//! reaching the wrong person: the telephone rings for nobody from before its new file is offered until it has registered
//! as what that file says.
//!
//! A [`Change`] says what is to be done next ([`Change::todo`]). The host does it, calls [`Change::done`] and stores the change
//! as text. Every command may be carried out again: after a crash the host reads the text and goes on, and at worst
//! repeats the last command. What is waited for is a condition and not an event, so nothing is missed while nobody looked.
//!
//! ```
//! use switchhook_provisioning::reassign::{Change, Command, Fact, Kind, Side, Todo};
//! let mut change = Change::new(Kind::Secret);
//! assert_eq!(change.todo(), Todo::Do(Command::Stage(Side::New)));
//! change.done();
//! assert_eq!(change.todo(), Todo::Do(Command::Notify));
//! change.done();
//! let stored = change.to_string();
//!
//! // Another process, later.
//! let mut change: Change = stored.parse()?;
//! assert_eq!(change.todo(), Todo::Wait(Fact::Fetched(Side::New)));
//! // The telephone was off all the time: put both sides back.
//! assert!(change.give_up());
//! assert_eq!(change.todo(), Todo::Do(Command::Stage(Side::Old)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::str::FromStr;

use crate::mac::shown;

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Whose telephone it is.
    Owner,
    /// The SIP secret of the person who has it.
    Secret,
}

/// Before the change, or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// As it was.
    Old,
    /// As it shall be.
    New,
}

/// What the host does next. Carried out twice, each does what it does once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Mark the device as being changed, so that nobody else changes it, and note the contact under which the registrar
    /// has it: soon that is the only way to reach it.
    Lock,
    /// No call rings at this telephone, whoever's it is.
    Hold,
    /// The server offers this file from now on. The new one has to clear what the old one set and it does not.
    Stage(Side),
    /// Tell the telephone, at the contact that was noted, to fetch its file.
    Notify,
    /// The PBX takes registrations of this side at this telephone, and none of the other.
    Switch(Side),
    /// Calls for this person ring at this telephone.
    Attach(Side),
    /// Remove the binding under which the telephone was registered before.
    Unbind,
    /// The device can be changed again.
    Unlock,
}

/// What is waited for: a condition, to be looked up, rather than an event that may have passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// The last file that the server gave the device is this side's: see `Record::seen` of the server.
    Fetched(Side),
    /// The device is registered as this side, with a registration made after that file was given.
    Registered(Side),
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Todo {
    /// This, and then [`Change::done`].
    Do(Command),
    /// Wait for this, then [`Change::done`]; or, if it takes too long, [`Change::give_up`].
    Wait(Fact),
    /// Nothing: telephone and PBX are at this side.
    Finished(Side),
}

struct Row {
    name: &'static str,
    todo: Todo,
    /// Where it goes on when it was waited for in vain.
    otherwise: Option<&'static str>,
}

const fn command(name: &'static str, command: Command) -> Row {
    Row {
        name,
        todo: Todo::Do(command),
        otherwise: None,
    }
}

const fn wait(name: &'static str, fact: Fact, otherwise: Option<&'static str>) -> Row {
    Row {
        name,
        todo: Todo::Wait(fact),
        otherwise,
    }
}

const fn finished(name: &'static str, side: Side) -> Row {
    Row {
        name,
        todo: Todo::Finished(side),
        otherwise: None,
    }
}

/// Names are stored; a row is never renamed.
const OWNER: &[Row] = &[
    command("lock", Command::Lock),
    command("hold", Command::Hold),
    command("stage", Command::Stage(Side::New)),
    command("notify", Command::Notify),
    wait("fetch", Fact::Fetched(Side::New), Some("back-stage")),
    command("switch", Command::Switch(Side::New)),
    wait("register", Fact::Registered(Side::New), Some("back-switch")),
    command("attach", Command::Attach(Side::New)),
    command("unbind", Command::Unbind),
    command("unlock", Command::Unlock),
    finished("done", Side::New),
    command("back-switch", Command::Switch(Side::Old)),
    command("back-stage", Command::Stage(Side::Old)),
    command("back-notify", Command::Notify),
    // No way back from here: the telephone comes by its schedule if by nothing else, and rings for nobody until then.
    wait("back-fetch", Fact::Fetched(Side::Old), None),
    wait("back-register", Fact::Registered(Side::Old), None),
    command("back-attach", Command::Attach(Side::Old)),
    command("back-unlock", Command::Unlock),
    finished("undone", Side::Old),
];

const SECRET: &[Row] = &[
    command("stage", Command::Stage(Side::New)),
    command("notify", Command::Notify),
    wait("fetch", Fact::Fetched(Side::New), Some("back-stage")),
    // Not before the telephone has it: until then it registers with the old one.
    command("switch", Command::Switch(Side::New)),
    wait("register", Fact::Registered(Side::New), Some("back-switch")),
    finished("done", Side::New),
    command("back-switch", Command::Switch(Side::Old)),
    command("back-stage", Command::Stage(Side::Old)),
    command("back-notify", Command::Notify),
    wait("back-fetch", Fact::Fetched(Side::Old), None),
    wait("back-register", Fact::Registered(Side::Old), None),
    finished("undone", Side::Old),
];

/// A change, and how far it is. As text it is what a host stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    kind: Kind,
    at: usize,
}

impl Change {
    /// A change that has not begun.
    #[must_use]
    pub const fn new(kind: Kind) -> Self {
        Self { kind, at: 0 }
    }

    /// What is changed.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    const fn rows(&self) -> &'static [Row] {
        match self.kind {
            Kind::Owner => OWNER,
            Kind::Secret => SECRET,
        }
    }

    fn row(&self) -> &'static Row {
        &self.rows()[self.at]
    }

    /// What is to be done now.
    #[must_use]
    pub fn todo(&self) -> Todo {
        self.row().todo
    }

    /// The command was carried out, or what was waited for is so. Changes nothing when all is finished.
    pub fn done(&mut self) {
        if !matches!(self.todo(), Todo::Finished(_)) {
            self.at += 1;
        }
    }

    /// What is waited for takes too long: from now on both sides are put back. False where there is nothing to give up.
    pub fn give_up(&mut self) -> bool {
        let to = self.row().otherwise.and_then(|name| self.find(name));
        self.at = to.unwrap_or(self.at);
        to.is_some()
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.rows().iter().position(|row| row.name == name)
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Owner => "owner",
            Kind::Secret => "secret",
        };
        write!(f, "{kind} {}", self.row().name)
    }
}

/// A text that is no stored change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no stored change of a telephone; give what a change was shown as")]
pub struct ParseChangeError {
    /// What was given, shortened when long.
    pub text: String,
}

impl FromStr for Change {
    type Err = ParseChangeError;

    fn from_str(text: &str) -> Result<Self, ParseChangeError> {
        let read = || {
            let (kind, name) = text.split_once(' ')?;
            let change = Self::new(match kind {
                "owner" => Kind::Owner,
                "secret" => Kind::Secret,
                _ => return None,
            });
            change.find(name).map(|at| Self { at, ..change })
        };
        read().ok_or_else(|| ParseChangeError { text: shown(text) })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet, VecDeque};

    use super::*;

    /// One telephone and its PBX, as far as a change is about them.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    struct World {
        staged: Side,
        fetched: Side,
        /// What it is: it takes a while from the fetch.
        phone: Side,
        pbx: Side,
        bound: (bool, bool),
        /// Whether it has registered since the last fetch.
        fresh: bool,
        rings_for: Option<Side>,
        locked: bool,
        /// Whether `Hold` is carried out: without it this test has to find fault.
        holds: bool,
    }

    const BEFORE: World = World {
        staged: Side::Old,
        fetched: Side::Old,
        phone: Side::Old,
        pbx: Side::Old,
        bound: (true, false),
        fresh: true,
        rings_for: Some(Side::Old),
        locked: false,
        holds: true,
    };

    impl World {
        fn carry_out(&mut self, command: Command) {
            match command {
                Command::Lock => self.locked = true,
                Command::Hold if self.holds => self.rings_for = None,
                Command::Stage(side) => self.staged = side,
                // It fetches whenever it wants, told or not.
                Command::Hold | Command::Notify => {}
                Command::Switch(side) => self.pbx = side,
                Command::Attach(side) => self.rings_for = Some(side),
                Command::Unbind => self.bound.0 = false,
                Command::Unlock => self.locked = false,
            }
        }

        fn is_so(&self, fact: Fact) -> bool {
            match fact {
                Fact::Fetched(side) => self.fetched == side,
                Fact::Registered(side) => self.fresh && self.phone == side && self.binding(side),
            }
        }

        fn binding(&self, side: Side) -> bool {
            match side {
                Side::Old => self.bound.0,
                Side::New => self.bound.1,
            }
        }

        /// What the telephone does by itself, in any order, at any time.
        fn by_itself(self) -> [Self; 3] {
            let mut fetches = self;
            fetches.fresh &= self.fetched == self.staged;
            fetches.fetched = self.staged;
            let mut applies = self;
            applies.phone = self.fetched;
            let mut registers = self;
            if self.phone == self.pbx {
                match self.phone {
                    Side::Old => registers.bound.0 = true,
                    Side::New => registers.bound.1 = true,
                }
                registers.fresh |= self.phone == self.fetched;
            }
            [fetches, applies, registers]
        }

        /// For whom a call would ring at this telephone now, though it is somebody else's by what it shows.
        fn is_wrong(&self) -> bool {
            self.rings_for
                .is_some_and(|side| self.binding(side) && self.phone != side)
        }
    }

    /// Every way in which it can go: the host dies before or after each command, gives up at any time, and the telephone
    /// does what it does in between.
    fn everything(kind: Kind, before: World) -> HashMap<(Change, World), Vec<(Change, World)>> {
        let mut seen = HashMap::new();
        let mut open = VecDeque::from([(Change::new(kind), before)]);
        while let Some((change, world)) = open.pop_front() {
            if seen.contains_key(&(change, world)) {
                continue;
            }
            let mut next: Vec<_> = world
                .by_itself()
                .into_iter()
                .map(|world| (change, world))
                .collect();
            let mut after = change;
            match change.todo() {
                Todo::Do(command) => {
                    let mut changed = world;
                    changed.carry_out(command);
                    after.done();
                    // Died before it was stored; and stored.
                    next.extend([(change, changed), (after, changed)]);
                }
                Todo::Wait(fact) => {
                    if world.is_so(fact) {
                        after.done();
                        next.push((after, world));
                    }
                    let mut given_up = change;
                    if given_up.give_up() {
                        next.push((given_up, world));
                    }
                }
                Todo::Finished(_) => {}
            }
            open.extend(next.iter().copied());
            seen.insert((change, world), next);
        }
        seen
    }

    #[test]
    fn killed_at_any_step_no_call_reaches_the_wrong_person() {
        let all = everything(Kind::Owner, BEFORE);
        assert!(all.len() > 80, "{}", all.len());
        for (change, world) in all.keys() {
            assert!(!world.is_wrong(), "{change}: {world:?}");
        }
    }

    #[test]
    fn were_it_not_held_a_call_would_reach_the_wrong_person() {
        let careless = World {
            holds: false,
            ..BEFORE
        };
        assert!(
            everything(Kind::Owner, careless)
                .keys()
                .any(|(_, world)| world.is_wrong())
        );
    }

    #[test]
    fn from_everywhere_it_can_be_completed_and_then_both_sides_agree() {
        for kind in [Kind::Owner, Kind::Secret] {
            let all = everything(kind, BEFORE);
            let mut good: HashSet<_> = HashSet::new();
            for state @ (change, world) in all.keys() {
                if let Todo::Finished(side) = change.todo() {
                    assert_eq!(
                        (world.staged, world.pbx, world.locked),
                        (side, side, false),
                        "{change}: {world:?}"
                    );
                    assert!(kind == Kind::Secret || world.rings_for == Some(side));
                    if world.phone == side && world.binding(side) {
                        good.insert(*state);
                    }
                }
            }
            assert!(!good.is_empty());
            loop {
                let before = good.len();
                for (state, next) in &all {
                    if next.iter().any(|next| good.contains(next)) {
                        good.insert(*state);
                    }
                }
                if good.len() == before {
                    break;
                }
            }
            assert_eq!(good.len(), all.len(), "{kind:?}: some cannot be completed");
        }
    }

    #[test]
    fn the_pbx_gets_a_new_secret_only_after_the_telephone() {
        for (change, world) in everything(Kind::Secret, BEFORE).keys() {
            let is_back = change.to_string().contains("back");
            assert!(
                is_back || world.pbx == Side::Old || change.at >= 3,
                "{change}: {world:?}"
            );
        }
    }

    #[test]
    fn what_is_stored_reads_back_wherever_it_is() {
        for kind in [Kind::Owner, Kind::Secret] {
            let mut change = Change::new(kind);
            for at in 0..change.rows().len() {
                change.at = at;
                assert_eq!(change.to_string().parse(), Ok(change));
            }
            change.done();
            assert_eq!(change.todo(), Todo::Finished(Side::Old));
        }
        for text in ["", "owner", "owner nowhere", "secret hold", "tariff stage"] {
            assert!(text.parse::<Change>().is_err(), "{text}");
        }
    }
}
