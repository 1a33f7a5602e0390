//! `callback.toml`: read once at the start; every mistake with its place and what to do.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono_tz::Tz;
use serde::Deserialize;
use switchhook_callfile::{CallFile, Target, ValueError};

use crate::ledger::Budget;
use crate::numbers::Pattern;
use crate::pin::Hash;

/// A checked configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Where Asterisk finds the program. Loopback only.
    #[serde(default = "listen")]
    pub(crate) listen: String,
    /// What everybody used today is kept here.
    pub(crate) state: PathBuf,
    /// Asterisk's `astspooldir`.
    #[serde(default = "spool")]
    pub(crate) spool: PathBuf,
    /// Budgets begin anew at midnight there.
    pub(crate) zone: Tz,
    /// Logs all that Asterisk says of a call: personal data.
    #[serde(default)]
    pub(crate) log_variables: bool,
    #[serde(default)]
    pub(crate) back: Back,
    #[serde(default)]
    pub(crate) pin: PinPlan,
    #[serde(default)]
    pub(crate) menu: Menu,
    pub(crate) dial: Dial,
    #[serde(default)]
    pub(crate) budget: BudgetPlan,
    pub(crate) people: BTreeMap<String, Person>,
}

/// The call back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Back {
    /// After the caller was hung up.
    pub(crate) pause_seconds: u32,
    /// `{number}` and `{person}` stand for who is called; so in `context` and `extension`.
    pub(crate) channel: String,
    pub(crate) context: String,
    pub(crate) extension: String,
    /// What their telephone shows.
    pub(crate) caller_number: String,
    pub(crate) ring_seconds: u32,
    pub(crate) retries: u32,
    pub(crate) retry_seconds: u32,
    /// To each person.
    pub(crate) per_day: u32,
}

// Waits and retries of the article that this program grew out of.
impl Default for Back {
    fn default() -> Self {
        Self {
            pause_seconds: 5,
            channel: "SIP/{number}@sip-provider".into(),
            context: "outgoing_to_{number}".into(),
            extension: "s".into(),
            caller_number: String::new(),
            ring_seconds: 60,
            retries: 2,
            retry_seconds: 20,
            per_day: 20,
        }
    }
}

/// How the PIN is asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PinPlan {
    pub(crate) ask: Vec<String>,
    pub(crate) wrong: Vec<String>,
    pub(crate) tries: u32,
    /// After so many wrong ones in a day a person is not called back before midnight.
    pub(crate) lock_after: u32,
}

impl Default for PinPlan {
    fn default() -> Self {
        Self {
            ask: sounds(&["vm-password"]),
            wrong: sounds(&["vm-incorrect"]),
            tries: 3,
            lock_after: 9,
        }
    }
}

/// How the number is asked for. Sounds are named as Asterisk names them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Menu {
    pub(crate) ask: Vec<String>,
    pub(crate) wrong: Vec<String>,
    pub(crate) unavailable: Vec<String>,
    pub(crate) used_up: Vec<String>,
    pub(crate) goodbye: Vec<String>,
    pub(crate) tries: u32,
    pub(crate) wait_seconds: u32,
    pub(crate) between_seconds: u32,
}

impl Default for Menu {
    fn default() -> Self {
        Self {
            ask: sounds(&["vm-enter-num-to-call"]),
            wrong: sounds(&["pbx-invalid"]),
            unavailable: sounds(&["number-not-answering"]),
            used_up: sounds(&["vm-sorry"]),
            goodbye: sounds(&["vm-goodbye"]),
            tries: 3,
            wait_seconds: 10,
            between_seconds: 5,
        }
    }
}

/// Where calls may go.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dial {
    /// `{number}` is what the rule made of what was keyed in.
    #[serde(default = "dial_channel")]
    pub(crate) channel: String,
    /// What the called telephone shows.
    #[serde(default)]
    pub(crate) caller_number: String,
    #[serde(default = "dial_ring_seconds")]
    pub(crate) ring_seconds: u32,
    /// The longest call.
    #[serde(default = "max_minutes")]
    pub(crate) max_minutes: u32,
    /// Never, whatever the rules say: neither keyed in nor dialled for it.
    #[serde(default = "refuse")]
    pub(crate) refuse: Vec<Pattern>,
    #[serde(default = "rules")]
    pub(crate) rules: Vec<Rule>,
}

/// What may be keyed in, and what is dialled for it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub(crate) pattern: Pattern,
    #[serde(default = "as_it_is")]
    pub(crate) dial: String,
}

/// Of each person and day.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BudgetPlan {
    pub(crate) calls: u32,
    pub(crate) minutes: u32,
}

impl Default for BudgetPlan {
    fn default() -> Self {
        Self {
            calls: 20,
            minutes: 60,
        }
    }
}

/// Who is called back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    /// From where they call, as Asterisk says it: numbers or patterns.
    pub(crate) numbers: Vec<Pattern>,
    pub(crate) pin: Option<Hash>,
    /// False says that this person needs none.
    #[serde(default = "yes")]
    pub(crate) pin_required: bool,
    /// In place of `budget`.
    pub(crate) calls: Option<u32>,
    pub(crate) minutes: Option<u32>,
}

fn sounds(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}
fn listen() -> String {
    "127.0.0.1:4573".to_owned()
}
fn spool() -> PathBuf {
    "/var/spool/asterisk".into()
}
fn yes() -> bool {
    true
}
fn dial_channel() -> String {
    "SIP/{number}@sip-provider".to_owned()
}
fn dial_ring_seconds() -> u32 {
    120
}
fn max_minutes() -> u32 {
    30
}
fn as_it_is() -> String {
    "{number}".to_owned()
}
fn pattern(text: &str) -> Pattern {
    Pattern::try_from(text.to_owned()).expect("ours are patterns")
}
fn refuse() -> Vec<Pattern> {
    // Behind 8 and 10 lies the whole world.
    vec![pattern("810.")]
}
fn rules() -> Vec<Rule> {
    let rule = |text, dial: &str| Rule {
        pattern: pattern(text),
        dial: dial.to_owned(),
    };
    vec![
        rule("100", "8495{number}"),
        rule("XXXXXXX", "8495{number}"),
        rule("8X.", "{number}"),
    ]
}

impl Dial {
    /// What is dialled for what was keyed in; none if that is not allowed.
    pub(crate) fn number(&self, keyed: &str) -> Option<String> {
        let is_refused = |number: &str| self.refuse.iter().any(|pattern| pattern.takes(number));
        if is_refused(keyed) {
            return None;
        }
        let rule = self.rules.iter().find(|rule| rule.pattern.takes(keyed))?;
        // What a rule puts before the keys may lead to where they alone do not.
        Some(rule.dial.replace("{number}", keyed)).filter(|dialled| !is_refused(dialled))
    }

    /// How many keys there may be.
    pub(crate) fn longest(&self) -> usize {
        self.rules
            .iter()
            .map(|rule| rule.pattern.longest())
            .max()
            .unwrap_or(1)
    }
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("cannot read {path}: {source}; give the path of a configuration such as callback.example.toml")]
    Unreadable { path: PathBuf, source: std::io::Error },
    /// Without what stands there: it may be a PIN.
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

    /// Who calls from this number.
    pub(crate) fn who(&self, caller: &str) -> Option<(&str, &Person)> {
        let of_them = |person: &Person| person.numbers.iter().any(|number| number.takes(caller));
        self.people
            .iter()
            .find(|(_, person)| of_them(person))
            .map(|(name, person)| (name.as_str(), person))
    }

    pub(crate) fn budget_of(&self, person: &Person) -> Budget {
        Budget {
            calls: person.calls.unwrap_or(self.budget.calls),
            seconds: 60 * person.minutes.unwrap_or(self.budget.minutes),
        }
    }

    /// The call back.
    pub(crate) fn call_file(&self, person: &str, number: &str) -> Result<CallFile, ValueError> {
        let fill = |text: &str| text.replace("{number}", number).replace("{person}", person);
        let back = &self.back;
        let target = Target::extension(fill(&back.context), fill(&back.extension))?;
        let mut call = CallFile::builder(fill(&back.channel), target)
            .wait_time(Duration::from_secs(back.ring_seconds.into()))
            .max_retries(back.retries)
            .retry_time(Duration::from_secs(back.retry_seconds.into()))
            .variable("__CALLBACK_PERSON", person)
            .variable("__CALLBACK_NUMBER", number);
        if !back.caller_number.is_empty() {
            call = call.caller_id("", &back.caller_number);
        }
        call.build()
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
        let mut range = |key: &str, value: u32, least: u32, most: u32| {
            if !(least..=most).contains(&value) {
                problem(format!(
                    "`{key}`: {value} is out of range; write {least} to {most}"
                ));
            }
        };
        range("back.pause_seconds", self.back.pause_seconds, 0, 3600);
        range("back.ring_seconds", self.back.ring_seconds, 5, 600);
        range("back.retries", self.back.retries, 0, 20);
        range("back.retry_seconds", self.back.retry_seconds, 1, 3600);
        range("back.per_day", self.back.per_day, 1, 1000);
        range("pin.tries", self.pin.tries, 1, 10);
        range("pin.lock_after", self.pin.lock_after, 1, 1000);
        range("menu.tries", self.menu.tries, 1, 10);
        range("menu.wait_seconds", self.menu.wait_seconds, 1, 60);
        range("menu.between_seconds", self.menu.between_seconds, 1, 60);
        range("dial.ring_seconds", self.dial.ring_seconds, 5, 600);
        range("dial.max_minutes", self.dial.max_minutes, 1, 240);
        range("budget.calls", self.budget.calls, 0, 10_000);
        range("budget.minutes", self.budget.minutes, 0, 1440);
        for (name, person) in &self.people {
            range(
                &format!("people.{name}.calls"),
                person.calls.unwrap_or(0),
                0,
                10_000,
            );
            range(
                &format!("people.{name}.minutes"),
                person.minutes.unwrap_or(0),
                0,
                1440,
            );
        }
        if self.people.is_empty() {
            problem("`people`: nobody is called back; add [people.…]".into());
        }
        for (name, person) in &self.people {
            let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
            if name.is_empty() || !name.bytes().all(is_name) {
                problem(format!(
                    "`people.{name}`: no name for a person; use letters, digits, - and _"
                ));
            }
            if person.numbers.is_empty() {
                problem(format!(
                    "`people.{name}.numbers`: none; write from where they call"
                ));
            }
            for everything in person.numbers.iter().filter(|number| number.is_everything()) {
                problem(format!(
                    "`people.{name}.numbers`: {everything:?} is everybody; begin the pattern with digits"
                ));
            }
            match (&person.pin, person.pin_required) {
                (None, true) => problem(format!(
                    "`people.{name}.pin`: none; make one with `switchhook-callback hash`, or write pin_required = false: \
                     whoever has that telephone may then call"
                )),
                (Some(_), false) => problem(format!(
                    "`people.{name}.pin_required`: false, but there is a PIN; leave one of the two out"
                )),
                _ => {}
            }
            if let Err(error) = self.call_file(name, "100") {
                problem(format!("`back`: no call file can be made: {error}"));
            }
        }
        for rule in &self.dial.rules {
            let is_dialled = |sign: char| sign.is_ascii_digit() || "+*#".contains(sign);
            let rest = rule.dial.replacen("{number}", "", 1);
            if !rest.chars().all(is_dialled) || rule.dial.is_empty() {
                problem(format!(
                    "`dial.rules`: {:?} is nothing to dial; write digits and {{number}}",
                    rule.dial
                ));
            }
            if rule.pattern.is_everything() {
                problem(format!(
                    "`dial.rules`: the pattern {:?} takes every number, at your cost; begin it with digits",
                    rule.pattern
                ));
            }
        }
        if self.dial.rules.is_empty() {
            problem("`dial.rules`: none; nobody could call anybody".into());
        }
        if !self.dial.channel.contains("{number}") || self.dial.channel.contains([',', '&', '"', '\\']) {
            problem(format!(
                "`dial.channel`: {:?} is no channel; write for example PJSIP/{{number}}@sip-provider",
                self.dial.channel
            ));
        }
        for (key, sounds) in [
            ("pin.ask", &self.pin.ask),
            ("pin.wrong", &self.pin.wrong),
            ("menu.ask", &self.menu.ask),
            ("menu.wrong", &self.menu.wrong),
            ("menu.unavailable", &self.menu.unavailable),
            ("menu.used_up", &self.menu.used_up),
            ("menu.goodbye", &self.menu.goodbye),
        ] {
            let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"/_-.".contains(&byte);
            let is_sound = |name: &&String| !name.is_empty() && name.bytes().all(allowed);
            for sound in sounds.iter().filter(|name| !is_sound(name)) {
                problem(format!(
                    "`{key}`: {sound:?} is no name of a sound; write it as Asterisk does, such as vm-password"
                ));
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests;
