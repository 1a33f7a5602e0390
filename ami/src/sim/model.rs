//! The PBX itself: a state machine without sockets or a clock. Actions and passing time go in, events come out.

mod bridge;
mod calls;
mod channels;
mod legs;
mod moves;
mod originate;
mod parking;
mod phones;
mod queues;
mod records;

use std::collections::BTreeMap;
use std::time::Duration;

use super::channel::Channel;
use super::class::Classes;
use super::clock::Moment;
use super::company::{Behaviour, Company, Settings, resource};
use super::config::ConfigFile;
use super::error::SimError;
use super::random::Random;
use super::recorded::{self, Command};
use super::text::{Event, Message};
use legs::Refusal;

pub(super) use calls::{Call, Plan};
pub(super) use originate::{Order, Then};
pub(super) use parking::{PARKING_LOT, Parked};
pub(super) use phones::{DeviceState, Number, Phone, Target};
pub(super) use queues::{Member, Queue, SERVICE_LEVEL};

/// A channel or a call of this run; never used twice.
pub(super) type Key = u64;

/// Something that will happen when its time has come, unless its call is over by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// A rung channel is picked up.
    LegAnswers { call: Key, leg: Key },
    /// A called phone says it is busy, or a line that it has none left.
    LegRefuses { call: Key, leg: Key, refusal: Refusal },
    /// The dialplan's `Dial` has rung long enough.
    DialTimeout { call: Key },
    /// The phone of an Originate is picked up.
    OriginAnswers { call: Key },
    /// The phone of an Originate is busy, or cannot be reached for want of a line.
    OriginRefuses { call: Key, refusal: Refusal },
    /// An Originate has rung long enough.
    OriginTimeout { call: Key },
    /// One side hangs up.
    TalkEnds { call: Key },
    /// A waiting caller's turn to be offered to free members.
    QueueTry { call: Key, attempt: u32 },
    /// A queue has rung its members long enough.
    QueueRingEnds { call: Key, attempt: u32 },
    /// A waiting caller hangs up.
    CallerGivesUp { call: Key },
    /// The next call that nobody asked for.
    Life,
    /// Nobody took a parked call.
    ParkingEnds { call: Key },
    /// The modules are loaded.
    Booted,
}

/// The state of the simulated PBX.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) settings: Settings,
    /// Seconds of local time from UTC.
    pub(super) utc_offset: i32,
    /// Where the simulation's time stands.
    pub(super) now: Moment,
    pub(super) started: Moment,
    pub(super) reloaded: Moment,
    /// Whether all modules are loaded; actions of modules are unknown before.
    pub(super) booted: bool,
    pub(super) channels: BTreeMap<Key, Channel>,
    pub(super) calls: BTreeMap<Key, Call>,
    /// Calls that ended since the start.
    pub(super) processed_calls: u64,
    pub(super) phones: BTreeMap<String, Phone>,
    pub(super) numbers: BTreeMap<String, Number>,
    pub(super) queues: Vec<Queue>,
    /// AstDB: `/family/key` to value.
    pub(super) database: BTreeMap<String, String>,
    pub(super) files: BTreeMap<String, ConfigFile>,
    /// Endpoint of the trunk, without technology; empty without one.
    pub(super) trunk: String,
    /// All actions this Asterisk could have; see [`command`](Self::command).
    pub(super) commands: Vec<Command>,
    pub(super) parked: Vec<Parked>,
    /// Made for the first parked call, and kept.
    parking_bridge: Option<bridge::Bridge>,
    /// Global variables.
    pub(super) globals: BTreeMap<String, String>,
    company: Company,
    random: Random,
    tasks: BTreeMap<(Moment, u64), Task>,
    events: Vec<Event>,
    /// Ends of synchronous Originates: session, and whether the phone was picked up.
    finished: Vec<(u64, bool)>,
    next_key: u64,
    next_channel: u32,
    next_serial: u64,
    next_sequence: u64,
}

impl Model {
    pub(super) fn new(
        company: Company,
        settings: Settings,
        utc_offset: i32,
        now: Moment,
    ) -> Result<Self, SimError> {
        company.check()?;
        let mut files = BTreeMap::new();
        for (name, text) in &company.files {
            files.insert(name.clone(), ConfigFile::parse(name, text)?);
        }
        let mut model = Self {
            commands: recorded::commands(settings.version),
            parked: Vec::new(),
            parking_bridge: None,
            globals: BTreeMap::new(),
            random: Random::new(settings.seed),
            trunk: resource(&company.trunk).to_owned(),
            settings,
            utc_offset,
            now,
            started: now,
            reloaded: now,
            booted: true,
            channels: BTreeMap::new(),
            calls: BTreeMap::new(),
            processed_calls: 0,
            phones: BTreeMap::new(),
            numbers: BTreeMap::new(),
            queues: company
                .queues
                .iter()
                .map(|queue| Queue::new(queue, now))
                .collect(),
            database: BTreeMap::new(),
            files,
            company,
            tasks: BTreeMap::new(),
            events: Vec::new(),
            finished: Vec::new(),
            next_key: 0,
            next_channel: 0,
            next_serial: 0,
            next_sequence: 0,
        };
        model.load();
        // The phones that were there at the start changed nothing.
        model.events.clear();
        model.schedule_life();
        Ok(model)
    }

    /// Starts again after a crash: calls, channels and statistics are gone; AstDB, files, phones' habits and dynamic
    /// queue members (which Asterisk keeps in AstDB) are still there. It takes `boot` until all modules are loaded.
    pub(super) fn reboot(&mut self, now: Moment, boot: Duration) {
        self.now = self.now.max(now);
        self.started = self.now;
        self.reloaded = self.now;
        self.channels.clear();
        self.calls.clear();
        self.parked.clear();
        self.parking_bridge = None;
        self.globals.clear();
        self.tasks.clear();
        self.finished.clear();
        self.processed_calls = 0;
        self.next_channel = 0;
        self.next_serial = 0;
        self.next_sequence = 0;
        for queue in &mut self.queues {
            queue.reset();
        }
        let endpoints: Vec<String> = self.phones.keys().cloned().collect();
        for endpoint in &endpoints {
            self.refresh_device(endpoint);
        }
        self.load();
        self.events.clear();
        self.booted = boot.is_zero();
        if !self.booted {
            self.schedule(boot, Task::Booted);
        }
        self.schedule_life();
    }

    /// Lets time pass.
    pub(super) fn handle_timeout(&mut self, now: Moment) {
        while let Some(entry) = self.tasks.first_entry() {
            if entry.key().0 > now {
                break;
            }
            // Each thing happens at its own time, however late we are told: one seed, one life.
            self.now = self.now.max(entry.key().0);
            let task = entry.remove();
            self.run(task);
        }
        self.now = self.now.max(now);
    }

    /// When [`handle_timeout`](Self::handle_timeout) has something to do next.
    pub(super) fn poll_timeout(&self) -> Option<Moment> {
        self.tasks.first_key_value().map(|((at, _), _)| *at)
    }

    /// What happened since the last call.
    pub(super) fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Synchronous Originates that ended since the last call.
    pub(super) fn take_finished(&mut self) -> Vec<(u64, bool)> {
        std::mem::take(&mut self.finished)
    }

    fn run(&mut self, task: Task) {
        match task {
            Task::LegAnswers { call, leg } => self.leg_answers(call, leg),
            Task::LegRefuses { call, leg, refusal } => self.leg_refuses(call, leg, refusal),
            Task::DialTimeout { call } => self.dial_timeout(call),
            Task::OriginAnswers { call } => self.origin_answers(call),
            Task::OriginRefuses { call, refusal } => {
                self.origin_fails(call, originate::Failure::Refused(refusal));
            }
            Task::OriginTimeout { call } => self.origin_fails(call, originate::Failure::NoAnswer),
            Task::TalkEnds { call } => self.talk_ends(call),
            Task::QueueTry { call, attempt } => self.queue_try(call, attempt),
            Task::QueueRingEnds { call, attempt } => self.queue_ring_ends(call, attempt),
            Task::CallerGivesUp { call } => self.caller_gives_up(call),
            Task::Life => self.live(),
            Task::ParkingEnds { call } => self.parking_ends(call),
            Task::Booted => {
                self.booted = true;
                let event = self.fully_booted();
                self.emit(event);
            }
        }
    }

    pub(super) fn schedule(&mut self, wait: Duration, task: Task) {
        let order = self.key();
        self.tasks.insert((self.now.after(wait), order), task);
    }

    /// Draws from the PBX's own chance.
    pub(super) fn with_random<T>(&mut self, draw: impl FnOnce(&mut Random) -> T) -> T {
        draw(&mut self.random)
    }

    /// The numbers outside that the company knows.
    pub(super) fn outside_numbers(&self) -> &[String] {
        &self.company.outside
    }

    /// The action of this name, if its module is loaded by now.
    pub(super) fn command(&self, name: &str) -> Option<&Command> {
        let command = self.commands.iter().find(|c| c.name.eq_ignore_ascii_case(name))?;
        let loaded = self.booted || command.module == "core";
        let here = !self.settings.modules_missing.iter().any(|m| m == command.module);
        (loaded && here).then_some(command)
    }

    /// Tells that a module, or `All`, was read again.
    pub(super) fn announce_reload(&mut self, module: &str) {
        self.emit(
            Message::event("Reload", Classes::SYSTEM)
                .header("Module", module)
                .header("Status", 0),
        );
    }

    /// Tells what somebody wants everybody to know.
    pub(super) fn announce_user_event<'l>(&mut self, name: &str, lines: impl Iterator<Item = &'l str>) {
        let event = Message::event("UserEvent", Classes::USER).header("UserEvent", name);
        self.emit(lines.fold(event, Message::line));
    }

    /// Tells that all modules are loaded.
    pub(super) fn fully_booted(&self) -> Message {
        Message::event("FullyBooted", Classes::SYSTEM)
            .header("Uptime", self.now.since(self.started).as_secs())
            .header("LastReload", self.now.since(self.reloaded).as_secs())
            .header("Status", "Fully Booted")
    }

    /// Tells that everything ends, and begins again.
    pub(super) fn announce_shutdown(&mut self) {
        self.emit(
            Message::event("Shutdown", Classes::SYSTEM)
                .header("Shutdown", "Cleanly")
                .header("Restart", "True"),
        );
    }

    fn key(&mut self) -> Key {
        self.next_key += 1;
        self.next_key
    }

    fn emit(&mut self, message: Message) {
        self.events.push(message.into_event());
    }

    /// An event about one channel: its snapshot, then what `more` adds.
    fn emit_channel(
        &mut self,
        name: &str,
        classes: Classes,
        channel: Key,
        more: impl FnOnce(Message) -> Message,
    ) {
        let Some(channel) = self.channels.get(&channel) else {
            return;
        };
        let mut message = Message::event(name, classes);
        channel.snapshot("", &mut message);
        self.emit(more(message));
    }

    /// An event about a caller (who may be absent) and a called channel, whose snapshot has the prefix `Dest`.
    fn emit_pair(
        &mut self,
        name: &str,
        classes: Classes,
        (caller, called): (Option<Key>, Key),
        more: impl FnOnce(Message) -> Message,
    ) {
        let mut message = Message::event(name, classes);
        if let Some(caller) = caller.and_then(|key| self.channels.get(&key)) {
            caller.snapshot("", &mut message);
        }
        let Some(called) = self.channels.get(&called) else {
            return;
        };
        called.snapshot("Dest", &mut message);
        self.emit(more(message));
    }

    /// What the far side of a dialled endpoint does.
    fn reaction(&self, endpoint: &str, outcome: Option<Behaviour>) -> Behaviour {
        let behaviour = if endpoint == self.trunk {
            self.settings.outside
        } else {
            match self.phones.get(endpoint) {
                None => return Behaviour::Unreachable,
                // One line per phone: who talks is busy.
                Some(phone) if phone.reported.is_engaged() => return Behaviour::Busy,
                Some(phone) => phone.behaviour,
            }
        };
        match (behaviour, outcome) {
            // A phone that was told not to answer does not answer, whatever the call has in mind.
            (Behaviour::Answers { .. }, Some(outcome)) => outcome,
            (behaviour, _) => behaviour,
        }
    }
}
