//! Phones, the numbers that reach them, and the states others see.

use super::super::channel::{ChannelState, Party};
use super::super::class::Classes;
use super::super::company::{Behaviour, resource};
use super::super::config::ConfigFile;
use super::super::text::Message;
use super::Model;

/// A phone and how it stands.
#[derive(Clone, Debug)]
pub(in super::super) struct Phone {
    pub(in super::super) extension: String,
    pub(in super::super) name: String,
    pub(in super::super) behaviour: Behaviour,
    /// The state last told to everybody.
    pub(in super::super) reported: DeviceState,
    /// Whether a configuration file made it: then it goes when its section goes.
    from_file: bool,
}

/// A number of the dialplan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Number {
    pub(in super::super) context: String,
    pub(in super::super) target: Target,
}

/// Where a number leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Target {
    /// The phone with this endpoint.
    Phone(String),
    /// The queue of this name.
    Queue(String),
    /// Out through the trunk.
    Outside(String),
}

/// The state of a device, in the three forms AMI shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum DeviceState {
    NotInUse,
    InUse,
    Ringing,
    Unavailable,
    Invalid,
}

impl DeviceState {
    /// As in `DeviceStateChange`.
    pub(in super::super) const fn name(self) -> &'static str {
        match self {
            Self::NotInUse => "NOT_INUSE",
            Self::InUse => "INUSE",
            Self::Ringing => "RINGING",
            Self::Unavailable => "UNAVAILABLE",
            Self::Invalid => "INVALID",
        }
    }

    /// As PJSIP's lists say it.
    pub(in super::super) const fn spoken(self) -> &'static str {
        match self {
            Self::NotInUse => "Not in use",
            Self::InUse => "In use",
            Self::Ringing => "Ringing",
            Self::Unavailable => "Unavailable",
            Self::Invalid => "Invalid",
        }
    }

    /// As in a queue member's `Status`.
    pub(in super::super) const fn member_status(self) -> u8 {
        match self {
            Self::NotInUse => 1,
            Self::InUse => 2,
            Self::Invalid => 4,
            Self::Unavailable => 5,
            Self::Ringing => 6,
        }
    }

    /// As in `ExtensionStatus`: number and text.
    pub(in super::super) const fn extension_status(self) -> (i8, &'static str) {
        match self {
            Self::NotInUse => (0, "Idle"),
            Self::InUse => (1, "InUse"),
            Self::Ringing => (8, "Ringing"),
            Self::Unavailable | Self::Invalid => (4, "Unavailable"),
        }
    }

    pub(in super::super) const fn is_engaged(self) -> bool {
        matches!(self, Self::InUse | Self::Ringing)
    }
}

impl Model {
    /// Builds phones and numbers from the company and the configuration files, as a reload does.
    pub(in super::super) fn load(&mut self) {
        let mut numbers = std::collections::BTreeMap::new();
        let mut wanted = std::collections::BTreeMap::new();
        let context = self.settings.context.clone();
        let from_files = self.endpoints_in_file();
        for phone in &self.company.phones {
            let endpoint = resource(&phone.endpoint).to_owned();
            let number = Number {
                context: context.clone(),
                target: Target::Phone(endpoint.clone()),
            };
            numbers.insert(phone.extension.clone(), number);
            wanted.insert(endpoint, (Party::new(&phone.extension, &phone.name), false));
        }
        for queue in &self.company.queues {
            let number = Number {
                context: context.clone(),
                target: Target::Queue(queue.name.clone()),
            };
            numbers.insert(queue.extension.clone(), number);
        }
        for (endpoint, caller) in from_files {
            // The company knows its own phones best.
            wanted.entry(endpoint).or_insert((caller, true));
        }
        for (exten, context, endpoint) in self.dialplan_lines() {
            let Some((caller, from_file)) = wanted.get_mut(&endpoint) else {
                continue;
            };
            if *from_file {
                caller.number.clone_from(&exten);
            }
            numbers.entry(exten).or_insert(Number {
                context,
                target: Target::Phone(endpoint),
            });
        }
        self.numbers = numbers;

        let gone: Vec<String> = self
            .phones
            .iter()
            .filter(|(e, p)| p.from_file && !wanted.contains_key(*e))
            .map(|(e, _)| e.clone())
            .collect();
        for endpoint in gone {
            self.phones.remove(&endpoint);
            self.announce_device(&endpoint);
        }
        for (endpoint, (caller, from_file)) in wanted {
            let default = self.settings.phones;
            let phone = self.phones.entry(endpoint.clone()).or_insert_with(|| Phone {
                extension: String::new(),
                name: String::new(),
                behaviour: default,
                // Nobody has heard of it yet, so whatever it is now is news.
                reported: DeviceState::Invalid,
                from_file,
            });
            phone.extension = caller.number;
            phone.name = caller.name;
            self.refresh_device(&endpoint);
        }
        self.reloaded = self.now;
    }

    /// Phone sections of [`Settings::phones_file`](super::super::Settings::phones_file) with their caller ids.
    fn endpoints_in_file(&self) -> Vec<(String, Party)> {
        let Some(file) = self.files.get(&self.settings.phones_file) else {
            return Vec::new();
        };
        let is_phone = |c: &&super::super::config::Category| {
            let kind = file.value(c, "type");
            !c.template
                && kind.is_some_and(|kind| kind == "wizard" || kind == "endpoint")
                && c.name != self.trunk
        };
        let caller = |c| {
            file.value(c, "endpoint/callerid")
                .or_else(|| file.value(c, "callerid"))
                .unwrap_or("")
        };
        file.categories
            .iter()
            .filter(is_phone)
            .map(|c| (c.name.clone(), Party::parse(caller(c))))
            .collect()
    }

    /// Extension, context and endpoint of every `exten` line that names a PJSIP endpoint.
    fn dialplan_lines(&self) -> Vec<(String, String, String)> {
        let lines = |file: &ConfigFile| {
            let all = file
                .categories
                .iter()
                .flat_map(|c| c.variables.iter().map(move |v| (c.name.clone(), v)));
            let extens = all.filter(|(_, v)| v.name.eq_ignore_ascii_case("exten"));
            let parsed = extens.filter_map(|(context, v)| {
                let (exten, rest) = v.value.split_once(',')?;
                let (priority, application) = rest.split_once(',')?;
                if !matches!(priority.trim(), "1" | "hint") {
                    return None;
                }
                let (_, after) = application.split_once("PJSIP/")?;
                let end = after
                    .find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)))
                    .unwrap_or(after.len());
                Some((exten.trim().to_owned(), context, after[..end].to_owned()))
            });
            parsed.collect::<Vec<_>>()
        };
        self.files.values().flat_map(lines).collect()
    }

    /// Where a number leads when dialled in `context`.
    pub(in super::super) fn resolve(&self, context: &str, number: &str) -> Option<Target> {
        let everything = context == self.settings.context;
        if let Some(found) = self.numbers.get(number) {
            return (everything || found.context == context).then(|| found.target.clone());
        }
        let digits = number.strip_prefix('+').unwrap_or(number);
        let outside = self.company.outside.iter().any(|known| known == number)
            || (digits.len() >= 6 && digits.bytes().all(|b| b.is_ascii_digit()));
        (everything && outside && !self.trunk.is_empty()).then(|| Target::Outside(number.to_owned()))
    }

    /// The endpoint of the phone with this extension.
    pub(in super::super) fn phone_of(&self, extension: &str) -> Option<String> {
        match &self.numbers.get(extension)?.target {
            Target::Phone(endpoint) => Some(endpoint.clone()),
            _ => None,
        }
    }

    /// The state of an interface such as `PJSIP/ab12cd34` or of an endpoint.
    pub(in super::super) fn device_state(&self, interface: &str) -> DeviceState {
        self.phones
            .get(resource(interface))
            .map_or(DeviceState::Invalid, |phone| phone.reported)
    }

    pub(in super::super) fn set_behaviour(&mut self, endpoint: &str, behaviour: Behaviour) {
        if let Some(phone) = self.phones.get_mut(endpoint) {
            phone.behaviour = behaviour;
        }
        self.refresh_device(endpoint);
    }

    /// Works out a phone's state again and tells everybody if it changed.
    pub(super) fn refresh_device(&mut self, endpoint: &str) {
        let mut states = self
            .channels
            .values()
            .filter(|c| c.endpoint == endpoint)
            .map(|c| c.state);
        let live = if states
            .clone()
            .any(|s| matches!(s, ChannelState::Up | ChannelState::Ring))
        {
            Some(DeviceState::InUse)
        } else {
            states
                .any(|s| s == ChannelState::Ringing)
                .then_some(DeviceState::Ringing)
        };
        let Some(phone) = self.phones.get_mut(endpoint) else {
            return;
        };
        let idle = if phone.behaviour == Behaviour::Unreachable {
            DeviceState::Unavailable
        } else {
            DeviceState::NotInUse
        };
        let state = live.unwrap_or(idle);
        if phone.reported != state {
            phone.reported = state;
            self.announce_device(endpoint);
        }
    }

    /// DeviceStateChange, then what follows from it: hints and queue members.
    fn announce_device(&mut self, endpoint: &str) {
        let state = self.device_state(endpoint);
        let device = format!("PJSIP/{endpoint}");
        self.emit(
            Message::event("DeviceStateChange", Classes::CALL)
                .header("Device", &device)
                .header("State", state.name()),
        );
        let hinted: Vec<String> = self
            .numbers
            .iter()
            .filter(|(_, number)| number.target == Target::Phone(endpoint.to_owned()))
            .map(|(exten, _)| exten.clone())
            .collect();
        for exten in hinted {
            if let Some(message) =
                self.extension_status(&exten, Message::event("ExtensionStatus", Classes::CALL))
            {
                self.emit(message);
            }
        }
        self.announce_members(&device);
    }

    /// Adds the headers of `ExtensionStatus` for a number that has a hint.
    pub(in super::super) fn extension_status(&self, exten: &str, message: Message) -> Option<Message> {
        let number = self.numbers.get(exten)?;
        let Target::Phone(endpoint) = &number.target else {
            return None;
        };
        let (status, text) = self.device_state(endpoint).extension_status();
        Some(
            message
                .header("Exten", exten)
                .header("Context", &number.context)
                .header("Hint", format_args!("PJSIP/{endpoint}"))
                .header("Status", status)
                .header("StatusText", text),
        )
    }
}
