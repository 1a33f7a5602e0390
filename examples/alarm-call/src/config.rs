//! `alarm-call.toml`: read once at the start; every mistake with its place and what to do.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use switchhook_agi::command::Digit;
use switchhook_callfile::pacer::PhoneNumber;
use switchhook_callfile::{CallFile, Target, ValueError};

use crate::inbox::is_sound;

/// A checked configuration: every name in it leads somewhere.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Where Asterisk finds the program. Loopback only.
    #[serde(default = "listen")]
    pub(crate) listen: String,
    /// Alarms and requests are kept here.
    pub(crate) state: PathBuf,
    /// Asterisk's `astspooldir`.
    #[serde(default = "spool")]
    pub(crate) spool: PathBuf,
    /// Alarms of one key within this time are one.
    #[serde(default = "same_within_minutes")]
    pub(crate) same_within_minutes: u32,
    /// How long alarms that are over are shown by `status`.
    #[serde(default = "keep_days")]
    pub(crate) keep_days: u32,
    /// How many may be open at once.
    #[serde(default = "max_alarms")]
    pub(crate) max_alarms: usize,
    #[serde(default)]
    pub(crate) call: CallPlan,
    #[serde(default)]
    pub(crate) message: Message,
    pub(crate) speech: Option<SpeechPlan>,
    pub(crate) people: BTreeMap<String, Person>,
    pub(crate) list: BTreeMap<String, List>,
}

/// How people are called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CallPlan {
    /// `{number}` and `{person}` stand for who is called; so in `context` and `extension`.
    pub(crate) channel: String,
    pub(crate) context: String,
    pub(crate) extension: String,
    /// What their telephone shows.
    pub(crate) caller_name: String,
    pub(crate) caller_number: String,
    /// How long it may ring, the mobile after the desk phone included.
    pub(crate) ring_seconds: u32,
    pub(crate) at_once: u32,
    pub(crate) per_minute: u32,
}

impl Default for CallPlan {
    fn default() -> Self {
        Self {
            channel: "Local/{number}@autocaller/n".into(),
            context: "outgoing_to_{number}".into(),
            extension: "s".into(),
            caller_name: "Alarm".into(),
            caller_number: String::new(),
            ring_seconds: 60,
            at_once: 2,
            per_minute: 10,
        }
    }
}

/// What is said. Sounds are named as Asterisk names them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Message {
    pub(crate) greeting: Vec<String>,
    /// After the alarm, each time.
    pub(crate) press: Vec<String>,
    pub(crate) thanks: Vec<String>,
    /// Somebody else has acknowledged.
    pub(crate) already: Vec<String>,
    pub(crate) acknowledge: Key,
    /// Cannot take care of it: the next person at once.
    pub(crate) pass_on: Option<Key>,
    /// How often the alarm is said.
    pub(crate) repeat: u32,
    /// How long to wait for a key each time.
    pub(crate) wait_seconds: u32,
    /// How many letters of a text are spelled where nothing speaks it.
    pub(crate) spell_at_most: usize,
}

impl Default for Message {
    fn default() -> Self {
        let sounds = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self {
            greeting: sounds(&["beep", "beep"]),
            press: sounds(&["vm-press", "digits/1"]),
            thanks: sounds(&["auth-thankyou"]),
            already: sounds(&["auth-thankyou", "vm-goodbye"]),
            acknowledge: Key(Digit::D1),
            pass_on: None,
            repeat: 3,
            wait_seconds: 6,
            spell_at_most: 40,
        }
    }
}

/// A program that speaks texts into WAV files.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpeechPlan {
    /// The text comes on standard input; `{file}` is the WAV file to write.
    pub(crate) command: Vec<String>,
    /// The folder of its sounds as Asterisk sees it.
    pub(crate) folder: PathBuf,
    /// The same folder as this program sees it, where that is another path.
    pub(crate) local_folder: Option<PathBuf>,
    #[serde(default = "speech_seconds")]
    pub(crate) seconds: u32,
}

impl SpeechPlan {
    pub(crate) fn local_folder(&self) -> &Path {
        self.local_folder.as_deref().unwrap_or(&self.folder)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    #[serde(deserialize_with = "number")]
    pub(crate) number: PhoneNumber,
    /// In place of `call.channel`.
    pub(crate) channel: Option<String>,
}

/// Who is called, in which order, how often.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    pub(crate) people: Vec<String>,
    /// Of each person, before the next one's turn.
    #[serde(default = "attempts")]
    pub(crate) attempts: u32,
    #[serde(default = "retry_seconds")]
    pub(crate) retry_seconds: u32,
    /// How often the whole list.
    #[serde(default = "rounds")]
    pub(crate) rounds: u32,
    #[serde(default = "pause_seconds")]
    pub(crate) pause_seconds: u32,
}

/// A key of a telephone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Key(pub(crate) Digit);

impl TryFrom<String> for Key {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut signs = text.chars();
        match (signs.next().and_then(Digit::new), signs.next()) {
            (Some(key), None) => Ok(Self(key)),
            _ => Err(format!(
                "{text:?} is no key of a telephone; write \"0\" to \"9\" or \"#\""
            )),
        }
    }
}

fn number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<PhoneNumber, D::Error> {
    let text = String::deserialize(deserializer)?;
    PhoneNumber::new(&text).map_err(serde::de::Error::custom)
}

fn listen() -> String {
    "127.0.0.1:4573".to_owned()
}
fn spool() -> PathBuf {
    "/var/spool/asterisk".into()
}
fn same_within_minutes() -> u32 {
    30
}
fn keep_days() -> u32 {
    30
}
fn max_alarms() -> usize {
    100
}
fn speech_seconds() -> u32 {
    10
}
// Attempts and waits of the article that this program grew out of: MaxRetries 2, RetryTime 20, WaitTime 60.
fn attempts() -> u32 {
    3
}
fn retry_seconds() -> u32 {
    20
}
fn rounds() -> u32 {
    3
}
fn pause_seconds() -> u32 {
    300
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("cannot read {path}: {source}; give the path of a configuration such as alarm-call.example.toml")]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{path}, line {line}, column {column}: {message}")]
    Syntax {
        path: PathBuf,
        line: usize,
        column: usize,
        message: String,
    },
    #[error("{path}: {}", problems.join("\n"))]
    Values { path: PathBuf, problems: Vec<String> },
}

impl Config {
    /// Reads and checks a file.
    pub(crate) fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&text, path)
    }

    /// Checks a text; the path is for messages.
    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text).map_err(|error| {
            let before = text
                .get(..error.span().unwrap_or_default().start)
                .unwrap_or_default();
            let line_start = before.rfind('\n').map_or(0, |end| end + 1);
            ConfigError::Syntax {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
                message: error.message().trim_end().replace('\n', "; "),
            }
        })?;
        let problems = config.problems();
        if problems.is_empty() {
            return Ok(config);
        }
        Err(ConfigError::Values {
            path: path.to_owned(),
            problems,
        })
    }

    /// The call file for a person.
    pub(crate) fn call_file(&self, person: &str, alarm: &str) -> Result<CallFile, ValueError> {
        let found = self.people.get(person);
        let number = found.map_or("", |found| found.number.as_str());
        let fill = |text: &str| text.replace("{number}", number).replace("{person}", person);
        let channel = found.and_then(|found| found.channel.as_deref());
        let target = Target::extension(fill(&self.call.context), fill(&self.call.extension))?;
        let mut call = CallFile::builder(fill(channel.unwrap_or(&self.call.channel)), target)
            .wait_time(Duration::from_secs(self.call.ring_seconds.into()))
            // Whether anybody answered.
            .archive(true)
            // To the channel that the dialplan of a Local channel runs on too.
            .variable("__ALARM_ID", alarm)
            .variable("__ALARM_PERSON", person);
        if !self.call.caller_name.is_empty() || !self.call.caller_number.is_empty() {
            call = call.caller_id(&self.call.caller_name, &self.call.caller_number);
        }
        call.build()
    }

    /// The list that is meant without a name.
    pub(crate) fn default_list(&self) -> Option<&str> {
        let mut names = self.list.keys();
        match (names.next(), names.next()) {
            (Some(only), None) => Some(only),
            _ => self.list.contains_key("oncall").then_some("oncall"),
        }
    }

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut problem = |text: String| problems.push(text);
        let address = self.listen.parse::<SocketAddr>();
        if !address.is_ok_and(|address| address.ip().is_loopback()) {
            problem(format!(
                "`listen`: {:?} is no address and port of this machine alone; write 127.0.0.1:4573: AGI has neither \
                 password nor encryption",
                self.listen
            ));
        }
        let mut range = |key: &str, value: u64, least: u64, most: u64| {
            if !(least..=most).contains(&value) {
                problem(format!(
                    "`{key}`: {value} is out of range; write {least} to {most}"
                ));
            }
        };
        range("same_within_minutes", self.same_within_minutes.into(), 1, 10_080);
        range("keep_days", self.keep_days.into(), 1, 3660);
        range("max_alarms", self.max_alarms as u64, 1, 10_000);
        range("call.ring_seconds", self.call.ring_seconds.into(), 5, 600);
        range("call.at_once", self.call.at_once.into(), 1, 1000);
        range("call.per_minute", self.call.per_minute.into(), 1, 10_000);
        range("message.repeat", self.message.repeat.into(), 1, 20);
        range("message.wait_seconds", self.message.wait_seconds.into(), 1, 60);
        range("message.spell_at_most", self.message.spell_at_most as u64, 1, 200);
        if let Some(speech) = &self.speech {
            range("speech.seconds", speech.seconds.into(), 1, 60);
        }
        for (name, list) in &self.list {
            let mut range = |key: &str, value: u32, least, most| {
                range(&format!("list.{name}.{key}"), value.into(), least, most);
            };
            range("attempts", list.attempts, 1, 20);
            range("retry_seconds", list.retry_seconds, 0, 3600);
            range("rounds", list.rounds, 1, 100);
            range("pause_seconds", list.pause_seconds, 0, 86_400);
        }
        if self.list.is_empty() {
            problem("`list`: there is none; add [list.oncall] with people = [\"…\"]".into());
        }
        for (name, list) in &self.list {
            if list.people.is_empty() {
                problem(format!("`list.{name}.people`: nobody; name somebody of [people]"));
            }
            for person in list
                .people
                .iter()
                .filter(|person| !self.people.contains_key(*person))
            {
                problem(format!(
                    "`list.{name}.people`: nobody is called {person:?}; add [people.{person}], or correct the name"
                ));
            }
        }
        for person in self.people.keys() {
            let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
            if person.is_empty() || !person.bytes().all(is_name) {
                problem(format!(
                    "`people.{person}`: no name for a person; use letters, digits, - and _"
                ));
            } else if let Err(error) = self.call_file(person, "1") {
                problem(format!("`people.{person}`: no call file can be made: {error}"));
            }
        }
        let message = &self.message;
        for (key, sounds) in [
            ("greeting", &message.greeting),
            ("press", &message.press),
            ("thanks", &message.thanks),
            ("already", &message.already),
        ] {
            for sound in sounds.iter().filter(|sound| !is_sound(sound)) {
                problem(format!(
                    "`message.{key}`: {sound:?} is no name of a sound; write it as Asterisk does, such as vm-press"
                ));
            }
        }
        if message.pass_on == Some(message.acknowledge) {
            problem("`message.pass_on`: the key that acknowledges; choose another".into());
        }
        for key in [Some(message.acknowledge), message.pass_on].into_iter().flatten() {
            if key.0 == Digit::STAR {
                problem("`message`: \"*\" says the alarm again; choose another key".into());
            }
        }
        if let Some(speech) = &self.speech {
            if !speech.command.iter().any(|word| word.contains("{file}")) {
                problem(
                    "`speech.command`: nothing in it is {file}; write for example [\"espeak-ng\", \"--stdin\", \"-w\", \
                     \"{file}\"]"
                        .into(),
                );
            }
            if !speech.folder.is_absolute() || !speech.folder.to_str().is_some_and(is_sound) {
                problem(
                    "`speech.folder`: no path that Asterisk takes; write a whole one of letters, digits, - and _".into(),
                );
            }
        }
        problems
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::Config;

    pub(crate) fn config(more: &str) -> Config {
        let text = format!(
            "{more}\n[people]\nanna = {{ number = \"101\" }}\nbruno = {{ number = \"102\", channel = \"PJSIP/102\" }}\n\
             [list.oncall]\npeople = [\"anna\", \"bruno\"]\nattempts = 1\nrounds = 1\n"
        );
        let text = if more.contains("state =") {
            text
        } else {
            format!("state = \"/nonexistent\"\n{text}")
        };
        Config::parse(&text, Path::new("test.toml")).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn the_example_is_valid_and_its_defaults_are_those_of_the_program() {
        let example = include_str!("../alarm-call.example.toml");
        let config = Config::parse(example, Path::new("alarm-call.example.toml")).unwrap();
        let bare = super::CallPlan::default();
        assert_eq!(
            (
                &config.call.channel,
                &config.call.context,
                config.call.ring_seconds
            ),
            (&bare.channel, &bare.context, bare.ring_seconds)
        );
        assert_eq!(config.default_list(), Some("oncall"));
    }

    #[test]
    fn a_call_file_rings_as_the_article_has_it() {
        let call = config("").call_file("anna", "7").unwrap();
        assert_eq!(
            call.to_string(),
            "Channel: Local/101@autocaller/n\nCallerID: \"Alarm\" <>\nWaitTime: 60\nContext: outgoing_to_101\n\
             Extension: s\nSet: __ALARM_ID=7\nSet: __ALARM_PERSON=anna\nArchive: yes\n"
        );
        let own = config("").call_file("bruno", "7").unwrap().to_string();
        assert!(own.starts_with("Channel: PJSIP/102\n"), "{own}");
    }

    #[test]
    fn every_mistake_is_told_with_its_remedy() {
        let bad = r#"
            listen = "0.0.0.0:4573"
            state = "/s"
            same_within_minutes = 0
            [call]
            channel = "nonsense"
            [message]
            pass_on = "1"
            greeting = ["a b"]
            [speech]
            command = ["espeak-ng"]
            folder = "sounds"
            [people.anna]
            number = "101"
            [list.oncall]
            people = ["anna", "zoe"]
            attempts = 0
        "#;
        let error = Config::parse(bad, Path::new("a.toml")).unwrap_err().to_string();
        for part in [
            "`listen`: \"0.0.0.0:4573\" is no address and port of this machine alone",
            "`same_within_minutes`: 0 is out of range; write 1 to 10080",
            "`list.oncall.attempts`: 0 is out of range",
            "nobody is called \"zoe\"; add [people.zoe]",
            "`people.anna`: no call file can be made",
            "`message.greeting`: \"a b\" is no name of a sound",
            "`message.pass_on`: the key that acknowledges",
            "`speech.command`: nothing in it is {file}",
            "`speech.folder`",
        ] {
            assert!(error.contains(part), "{part}: {error}");
        }
        let error = Config::parse("state = 1", Path::new("a.toml"))
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("a.toml, line 1, column 9: "), "{error}");
        let error = Config::parse(
            "state = \"/s\"\n[people.anna]\nnumber = \"anna\"\n",
            Path::new("a.toml"),
        )
        .unwrap_err()
        .to_string();
        assert!(
            error.contains("line 3") && error.contains("no number to dial"),
            "{error}"
        );
    }
}
