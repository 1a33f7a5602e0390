//! What is wrong with a phone's settings.

use std::fmt;

use crate::setting::Setting;

/// One thing that is wrong or doubtful: where, what, and what to do.
///
/// ```
/// use switchhook_provisioning::{Device, Line, Model};
/// let phone = Device::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?)
///     .line(Line::new("https://pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s"));
/// let findings = phone.check();
/// assert_eq!(findings[0].code(), "E-HOST-SCHEME");
/// assert_eq!(
///     findings[0].to_string(),
///     "account.1.server.1: \"https://pbx.example.net\" has a scheme; leave out what stands before the name"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where.
    pub setting: Setting,
    /// What.
    pub problem: Problem,
}

impl Finding {
    /// A code that does not change between releases: `E-…` for an error, `W-…` for a warning.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.problem.told().0
    }

    /// Whether the phone cannot be configured like that; else it is a warning.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.code().starts_with('E')
    }

    /// What is wrong, without the setting's name. Passwords are never part of it.
    #[must_use]
    pub fn what(&self) -> String {
        self.problem.to_string()
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match (&self.problem, self.setting.is_optional()) {
            (Problem::Empty, true) => "fill it in, or do not set it",
            _ => self.problem.told().1,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.setting, self.problem, self.remedy())
    }
}

/// A phone's settings cannot become a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// Everything that was found, errors and warnings, in the order of the settings.
    pub findings: Vec<Finding>,
}

impl fmt::Display for Refused {
    /// One error a line, the warnings left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.findings.iter().filter(|finding| finding.is_error());
        for (index, finding) in errors.enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}

/// What is wrong with a setting. Texts are shortened when long; passwords are never repeated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing where something is needed.
    #[error("is empty")]
    Empty,
    /// An empty password.
    #[error("is empty")]
    EmptyPassword,
    /// More than there is room for.
    #[error("has {characters} characters and at most {longest} have room")]
    Long {
        /// How many it has.
        characters: usize,
        /// How many it may have.
        longest: usize,
    },
    /// A character that no file or no phone can carry.
    #[error("character {position} is U+{:04X}", u32::from(*found))]
    Control {
        /// Which character, from 1.
        position: usize,
        /// The character.
        found: char,
    },
    /// A character that does not belong into this setting. The character is not told when the setting is a password.
    #[error("character {position}{} does not belong there", found.map(|found| format!(", {found:?},")).unwrap_or_default())]
    Character {
        /// Which character, from 1.
        position: usize,
        /// The character; `None` in passwords.
        found: Option<char>,
    },
    /// A blank at the beginning or the end.
    #[error("begins or ends with a blank")]
    Blank,
    /// A server's name with `https://` or the like.
    #[error("{text:?} has a scheme")]
    Scheme {
        /// What was given.
        text: String,
    },
    /// Neither a name nor an address.
    #[error("{text:?} is neither a host name nor an address")]
    Host {
        /// What was given.
        text: String,
    },
    /// An address that no phone can reach.
    #[error("{text:?} is an address that nothing can be reached at")]
    Nowhere {
        /// What was given.
        text: String,
    },
    /// A port outside 1 to 65535.
    #[error("{text:?} has no port from 1 to 65535 after its colon")]
    Port {
        /// What was given.
        text: String,
    },
    /// A path with something that no path of a phone has.
    #[error("{text:?} has {found:?} in its path")]
    Path {
        /// What was given.
        text: String,
        /// What does not belong.
        found: char,
    },
    /// More servers than the phone has room for.
    #[error("{given} servers, and the phone has room for {room}")]
    Servers {
        /// How many were given.
        given: usize,
        /// How many have room.
        room: usize,
    },
    /// A time between checks that phones do not know.
    #[error("{minutes} minutes between two checks")]
    Interval {
        /// What was given.
        minutes: u64,
    },
    /// An hour or weekday that does not exist.
    #[error("hour {hour}{}", weekday.map(|weekday| format!(" of day {weekday}")).unwrap_or_default())]
    When {
        /// What was given; `None` for a daily check.
        weekday: Option<u8>,
        /// What was given.
        hour: u8,
    },
    /// A code that no language has.
    #[error("{text:?} is no code of a language")]
    Language {
        /// What was given.
        text: String,
    },
    /// None of the words of a setting.
    #[error("{text:?} is none of {}", known.join(", "))]
    Word {
        /// What was given.
        text: String,
        /// The words that there are.
        known: Vec<&'static str>,
    },
    /// No number within the range of a setting.
    #[error("{text:?} is no number from {least} to {most}")]
    Number {
        /// What was given.
        text: String,
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A value of another kind than the setting takes.
    #[error("takes values of another kind")]
    Kind,
    /// A setting that the model's files do not have, as far as is known.
    #[error("is not known to exist on the {model}")]
    Lacks {
        /// The model.
        model: &'static str,
    },
    /// Something of a model that nobody has published.
    #[error("is something that nobody has published of the {model}")]
    Unpublished {
        /// The model.
        model: &'static str,
    },
    /// A model of whose accounts nobody has published the numbers.
    #[error("how the {model} is told its accounts is published nowhere; so it is with {}", others.join(", "))]
    NoAccountNumbers {
        /// The model.
        model: &'static str,
        /// The others of which this is true.
        others: Vec<&'static str>,
    },
    /// A setting of an account that the model keeps in a profile of servers.
    #[error("is kept in a profile on the {model}")]
    OfProfile {
        /// The model.
        model: &'static str,
    },
    /// A word that a family has no code for.
    #[error("{family} cannot be told {word:?}{}", only_those(known))]
    Inexpressible {
        /// The family.
        family: &'static str,
        /// What was wanted.
        word: String,
        /// What it can be told.
        known: Vec<&'static str>,
    },
    /// A codec that a family has no code for, or none that is proved.
    #[error("{family} have no proved code of {codec}")]
    Codec {
        /// The family.
        family: &'static str,
        /// The codec.
        codec: &'static str,
    },
    /// A clock that a family cannot be told.
    #[error("{family} cannot be told this clock")]
    ZoneForm {
        /// The family.
        family: &'static str,
    },
    /// A clock for a family that takes the maker's own list alone.
    #[error("{family} know time zones by the maker's own codes alone")]
    ZoneList {
        /// The family.
        family: &'static str,
    },
    /// A schedule that a family does not have.
    #[error("{family} have no such schedule")]
    ScheduleForm {
        /// The family.
        family: &'static str,
    },
    /// Something that came with a later firmware.
    #[error("came with firmware {needed}, and the device has {firmware}")]
    Firmware {
        /// What the device has.
        firmware: crate::catalogue::Firmware,
        /// What it should have.
        needed: crate::catalogue::Firmware,
    },
    /// Accounts with more different servers than there are profiles.
    #[error("is the {given}. different set of servers, and the device has room for {room}")]
    Profiles {
        /// Which one.
        given: usize,
        /// How many have room.
        room: u8,
    },
    /// An account that the first firmware of the model lacks.
    #[error("the {model} had {lines} accounts with its first firmware, and ignores the others")]
    LaterLine {
        /// The model.
        model: &'static str,
        /// How many there were.
        lines: u8,
    },
    /// The least session time is above the one that is asked for.
    #[error("is more than session_expires, which is {expires}")]
    Session {
        /// What is asked for.
        expires: u32,
    },
    /// One number rules the protocol of configuration and firmware.
    #[error("cannot differ from prov.config_protocol: one number rules both on this family")]
    SharedProtocol,
    /// A number that another setting writes.
    #[error("writes P{number}, and so does {by}")]
    Taken {
        /// The number.
        number: u32,
        /// The other setting.
        by: Setting,
    },
    /// No URL.
    #[error("{text:?} is no URL")]
    Url {
        /// What was given.
        text: String,
    },
    /// No certificate or key in PEM.
    #[error("is no PEM text")]
    Pem,
    /// No schedule.
    #[error("{text:?} is no schedule")]
    ScheduleText {
        /// What was given.
        text: String,
    },
    /// A time zone that is not in the table.
    #[error("{text:?} is no time zone that phones can be told by name")]
    ZoneName {
        /// What was given.
        text: String,
    },
    /// A time zone rule that cannot be read.
    #[error("{text:?} is no time zone rule")]
    ZoneRule {
        /// What was given.
        text: String,
    },
    /// A password that is too short or too long for the phone.
    #[error("has {characters} characters, and this model takes {shortest} to {longest}")]
    PasswordLength {
        /// How many it has.
        characters: usize,
        /// How many it must have.
        shortest: usize,
        /// How many it may have.
        longest: usize,
    },
    /// A password that phones leave the factory with.
    #[error("is a password that phones leave the factory with")]
    FactoryPassword,
    /// The password of the phone's own pages is used elsewhere too.
    #[error("is also {elsewhere}")]
    SamePassword {
        /// Where else it stands.
        elsewhere: Setting,
    },
    /// A SIP secret that can be guessed.
    #[error("has {characters} characters, few enough to be guessed")]
    ShortSecret {
        /// How many it has.
        characters: usize,
    },
    /// More lines than the model has.
    #[error("the {model} has {lines} lines")]
    NoSuchLine {
        /// The model.
        model: &'static str,
        /// How many it has.
        lines: u8,
    },
    /// A setting whose number is not established for this line.
    #[error("is not known to exist on line {line} of the {model}")]
    LineLacks {
        /// The model.
        model: &'static str,
        /// The line.
        line: u8,
    },
    /// No line at all.
    #[error("has no line")]
    NoLine,
    /// More keys than the model has.
    #[error("the {model} has keys 1 to {keys}")]
    NoSuchKey {
        /// The model.
        model: &'static str,
        /// How many it has.
        keys: u8,
    },
    /// A key on a line that is not set up.
    #[error("line {line} is not set up")]
    KeyLine {
        /// The line.
        line: u8,
    },
    /// A label of a line that no key stands for.
    #[error("no key of this {model} shows it")]
    LabelUnseen {
        /// The model.
        model: &'static str,
    },
    /// A key without what its function needs.
    #[error("{function} needs a number")]
    KeyValue {
        /// What the key does.
        function: &'static str,
    },
    /// A function that this key cannot have.
    #[error("the line keys (1 to {line_keys}) of the {model} cannot do {function}")]
    KeyFunction {
        /// The model.
        model: &'static str,
        /// How many line keys it has.
        line_keys: u8,
        /// What the key should do.
        function: &'static str,
    },
    /// An address that no single device has.
    #[error("{mac} is no address of one device")]
    NoDevice {
        /// The address.
        mac: crate::MacAddr,
    },
    /// An address that does not begin as the maker's do.
    #[error("{mac} does not begin as addresses of Grandstream do")]
    OtherMaker {
        /// The address.
        mac: crate::MacAddr,
    },
    /// A setting that phones of a brand do not have, or not in a form that is known.
    #[error("{brand} phones cannot be told this")]
    OfBrand {
        /// The brand.
        brand: &'static str,
    },
    /// An address that begins as those of another brand do.
    #[error("{mac} begins as addresses of another maker do, and the model is a {brand}")]
    OtherBrand {
        /// The address.
        mac: crate::MacAddr,
        /// The brand of the model.
        brand: &'static str,
    },
    /// A name of a brand's own that no file of it can have.
    #[error("{name:?} cannot stand as a name in this brand's files")]
    OwnName {
        /// What was given, shortened when long.
        name: String,
    },
    /// Lines that differ in what the phone has once for all of them.
    #[error("differs from that of account 1, and {brand} phones have one for all accounts")]
    OneForAll {
        /// The brand.
        brand: &'static str,
    },
    /// A firmware path without the file.
    #[error("{text:?} names no file, and phones of this brand are told the file itself")]
    FirmwareFile {
        /// What was given, shortened when long.
        text: String,
    },
    /// Secrets travel where others can read them.
    #[error("the file with its SIP secrets travels unencrypted")]
    Plain,
    /// A rule of the site, of layers or of sense.
    #[error(transparent)]
    Rule(#[from] crate::rule::Rule),
}

impl Problem {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.told().0
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        self.told().1
    }

    /// Code and remedy.
    const fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Empty => ("E-TEXT-EMPTY", "fill it in"),
            Self::EmptyPassword => ("E-PWD-EMPTY", "set one"),
            Self::Long { .. } => ("E-TEXT-LONG", "shorten it"),
            Self::Control { .. } => ("E-CHAR-FORBIDDEN", "take control characters out"),
            Self::Character { .. } => ("E-CHAR-UNFIT", "take it out"),
            Self::Blank => ("E-CHAR-BLANK", "take the blank away"),
            Self::Scheme { .. } => ("E-HOST-SCHEME", "leave out what stands before the name"),
            Self::Host { .. } => (
                "E-HOST-NAME",
                "write a name or an address, such as pbx.example.net or [2001:db8::5]:5061",
            ),
            Self::Nowhere { .. } => ("E-HOST-NOWHERE", "write the address that phones reach it at"),
            Self::Port { .. } => (
                "E-HOST-PORT",
                "write it as pbx.example.net:5060, and an IPv6 address in brackets",
            ),
            Self::Path { .. } => (
                "E-HOST-PATH",
                "keep to letters, digits and - . _ ~ / % + = @ : , in a path",
            ),
            Self::Servers { .. } => ("E-MODEL-SERVERS", "keep the best ones"),
            Self::Interval { .. } => ("E-RANGE-INTERVAL", "give 60 minutes to a year"),
            Self::When { .. } => ("E-RANGE-WHEN", "give hours 0 to 23, and weekdays 0 (Sunday) to 6"),
            Self::Language { .. } => (
                "E-LANGUAGE-CODE",
                "write the phone's code for it, such as en or fr",
            ),
            Self::Word { .. } => ("E-ENUM-WORD", "choose one of them"),
            Self::Number { .. } => ("E-RANGE-NUMBER", "give a number within the range"),
            Self::Kind => ("E-ENUM-KIND", "give a value of the kind that the setting has"),
            Self::Lacks { .. } => (
                "E-MODEL-SETTING",
                "leave it out; if you know its number from the maker, set that as raw.P…",
            ),
            Self::Unpublished { .. } => (
                "E-MODEL-UNPROVED",
                "leave it out; if you know its numbers from the maker, set them as raw.P…",
            ),
            Self::NoAccountNumbers { .. } => (
                "E-MODEL-UNPROVED",
                "set the account up on the phone's own pages and leave it out, or set the maker's numbers of it as raw.P…",
            ),
            Self::OfProfile { .. } => (
                "E-MODEL-PROFILE",
                "set it of a profile, such as profile.1.server.1",
            ),
            Self::Inexpressible { .. } => {
                ("E-ENUM-FAMILY", "choose one that it can be told, or leave it out")
            }
            Self::Codec { .. } => ("E-CODEC-FAMILY", "choose another codec"),
            Self::ZoneForm { .. } => (
                "E-ZONE-FAMILY",
                "give a distance from UTC to the oldest devices, and a name such as Europe/Paris to those with Android",
            ),
            Self::ZoneList { .. } => ("E-ZONE-LIST", "give the code on its web page, as maker:…"),
            Self::ScheduleForm { .. } => (
                "E-ENUM-SCHEDULE",
                "use every N minutes (N days on the oldest adapters), or leave it out",
            ),
            Self::Firmware { .. } => ("E-MODEL-FIRMWARE", "update the firmware first, or leave it out"),
            Self::Profiles { .. } => (
                "E-MODEL-PROFILES",
                "give its accounts the same servers, transport and expiry",
            ),
            Self::LaterLine { .. } => ("W-MODEL-FIRMWARE", "make sure that its firmware is up to date"),
            Self::Session { .. } => ("E-RANGE-SESSION", "lower it, or raise session_expires"),
            Self::SharedProtocol => ("E-ENUM-SHARED", "set both to the same"),
            Self::Taken { .. } => ("E-RAW-TAKEN", "set one of the two"),
            Self::Url { .. } => ("E-HOST-URL", "begin it with http:// or https://"),
            Self::Pem => ("E-TEXT-PEM", "copy all of it, from -----BEGIN to the last -----"),
            Self::ScheduleText { .. } => (
                "E-RANGE-SCHEDULE",
                "write never, every 90 (minutes), daily 3 (o'clock) or weekly 0 3 (day from Sunday, o'clock)",
            ),
            Self::ZoneName { .. } => (
                "E-ZONE-NAME",
                "write it as Europe/Paris, or give its rule or its distance from UTC",
            ),
            Self::ZoneRule { .. } => (
                "E-ZONE-RULE",
                "write it as CET-1CEST,M3.5.0,M10.5.0/3, with names of letters and both dates of the summer time",
            ),
            Self::PasswordLength { .. } => ("E-PWD-LENGTH", "choose another one"),
            Self::FactoryPassword => ("E-PWD-FACTORY", "choose another one"),
            Self::SamePassword { .. } => ("E-PWD-SAME", "choose another one for the phone's own pages"),
            Self::ShortSecret { .. } => ("W-PWD-SHORT", "give it 20 or more random ones"),
            Self::NoSuchLine { .. } => ("E-MODEL-LINE", "take this one out, or choose a larger model"),
            Self::LineLacks { .. } => ("E-MODEL-SETTING", "leave it out, or use one of lines 1 to 6"),
            Self::NoLine => ("W-NO-LINE", "add one, unless the phone is to be signed off"),
            Self::NoSuchKey { .. } => ("E-MODEL-KEY", "use another key, or choose a larger model"),
            Self::KeyLine { .. } => ("E-KEY-LINE", "choose one of the phone's lines"),
            Self::LabelUnseen { .. } => (
                "W-KEY-LABEL",
                "leave it out; the display shows the line's display name",
            ),
            Self::KeyValue { .. } => ("E-KEY-VALUE", "give it one"),
            Self::KeyFunction { .. } => ("E-KEY-FUNCTION", "use a key after them"),
            Self::NoDevice { .. } => ("E-MAC-GROUP", "copy it from the label of the phone"),
            Self::OtherMaker { .. } => ("W-MAC-MAKER", "compare it with the label of the phone"),
            Self::OfBrand { .. } => (
                "E-BRAND-SETTING",
                "leave it out, or set the phone's own name for it",
            ),
            Self::OtherBrand { .. } => ("W-MAC-MAKER", "compare it with the label of the phone"),
            Self::OwnName { .. } => ("E-BRAND-NAME", "copy it from a file that the phone wrote"),
            Self::OneForAll { .. } => ("E-BRAND-SHARED", "give all accounts the same"),
            Self::FirmwareFile { .. } => (
                "E-HOST-FILE",
                "end it with the name of the file, such as spa50x-30x-7-6-2c.bin",
            ),
            Self::Plain => ("W-SEC-PLAIN", "use HTTPS"),
            Self::Rule(rule) => rule.told(),
        }
    }
}

fn only_those(known: &[&str]) -> String {
    match known {
        [] => String::new(),
        known => format!(", only {}", known.join(", ")),
    }
}
