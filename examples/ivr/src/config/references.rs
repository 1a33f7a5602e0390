//! What a value says about others: names that lead nowhere, numbers that may not be called, limits.

use std::net::SocketAddr;

use super::{Action, Config, Problem, Sounds};

/// People whose hashes are tried for each PIN: each costs tens of milliseconds.
const MAX_PEOPLE: usize = 20;

pub(super) fn problems(config: &Config) -> Vec<Problem> {
    let mut check = Check {
        config,
        problems: Vec::new(),
    };
    check.limits();
    check.languages();
    check.transfer();
    check.menus();
    check.pins();
    check.records();
    check.problems
}

struct Check<'a> {
    config: &'a Config,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn problem(&mut self, key: impl Into<String>, problem: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(Problem {
            key: key.into(),
            problem: problem.into(),
            remedy: remedy.into(),
        });
    }

    fn range(&mut self, key: impl Into<String>, value: u64, range: std::ops::RangeInclusive<u64>) {
        if !range.contains(&value) {
            let remedy = format!("write {} to {}", range.start(), range.end());
            self.problem(key, format!("{value} is out of range"), remedy);
        }
    }

    fn limits(&mut self) {
        let address = self.config.listen.parse::<SocketAddr>();
        if !address.is_ok_and(|address| address.ip().is_loopback()) {
            let problem = format!(
                "{:?} is no address and port of this machine alone",
                self.config.listen
            );
            let remedy = "write 127.0.0.1:4573, and put a tunnel before it where Asterisk is elsewhere: AGI has neither \
                          password nor encryption";
            self.problem("listen", problem, remedy);
        }
        self.range("max_calls", self.config.max_calls as u64, 1..=10_000);
        self.range("call_minutes", self.config.call_minutes.into(), 1..=240);
        self.range("stop_seconds", self.config.stop_seconds.into(), 0..=3600);
        self.range(
            "transfer.ring_seconds",
            self.config.transfer.ring_seconds.into(),
            1..=300,
        );
    }

    fn languages(&mut self) {
        if self.config.languages.is_empty() {
            self.problem(
                "languages",
                "there is none",
                "name those you have sounds for, such as [\"fr\", \"en\"]",
            );
        }
        for language in &self.config.languages {
            if language.is_empty()
                || !language
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            {
                let remedy = "write it as the folder of its sounds is called, such as \"fr\"";
                self.problem("languages", format!("{language:?} is no language"), remedy);
            }
        }
        for (number, language) in &self.config.language_by_number {
            self.language(&format!("language_by_number.{number}"), language);
        }
    }

    fn language(&mut self, key: &str, language: &str) {
        if !self.config.languages.iter().any(|known| known == language) {
            let remedy = "add it to `languages`, or correct it";
            self.problem(key, format!("{language:?} is not among the languages"), remedy);
        }
    }

    fn transfer(&mut self) {
        let transfer = &self.config.transfer;
        if transfer.numbers.is_empty() {
            self.problem(
                "transfer.numbers",
                "calls may go nowhere",
                "list patterns such as \"1XX\"",
            );
        }
        match (&transfer.context, &transfer.dial) {
            (None, None) => self.problem(
                "transfer",
                "nothing says how a call goes on",
                "give `context`, where it goes on in the dialplan, or `dial`, such as \"PJSIP/{number}\"",
            ),
            (Some(_), Some(_)) => self.problem(
                "transfer",
                "both `context` and `dial` are there",
                "remove one of them",
            ),
            (Some(context), None) if context.is_empty() => {
                self.problem(
                    "transfer.context",
                    "it is empty",
                    "name a context of extensions.conf",
                );
            }
            (None, Some(dial)) if !dial.contains("{number}") => {
                self.problem(
                    "transfer.dial",
                    "the number is not in it",
                    "write it such as \"PJSIP/{number}\"",
                );
            }
            (None, Some(dial)) if dial.contains([',', '&', '$']) => self.problem(
                "transfer.dial",
                "it holds a sign that would add options, other destinations or variables",
                "write a single destination such as \"PJSIP/{number}\"",
            ),
            _ => {}
        }
        self.sounds("transfer.unavailable", &transfer.unavailable);
    }

    fn menus(&mut self) {
        if self.config.menu.is_empty() {
            self.problem("menu", "there is none", "add a section [menu.main]");
        }
        for (name, menu) in &self.config.menu {
            let key = |part: &str| format!("menu.{name}.{part}");
            if let Some(hours) = &menu.hours
                && !self.config.hours.contains_key(hours)
            {
                self.nowhere(&key("hours"), "hours", hours);
            }
            if menu.prompt.is_empty() {
                self.problem(
                    key("prompt"),
                    "it is empty",
                    "name the sounds that offer the keys",
                );
            }
            if menu.keys.is_empty() {
                self.problem(
                    key("keys"),
                    "there is none",
                    "give at least one key something to do",
                );
            }
            for (part, sounds) in [
                ("closed", &menu.closed),
                ("greeting", &menu.greeting),
                ("prompt", &menu.prompt),
                ("invalid", &menu.invalid),
                ("nothing", &menu.nothing),
            ] {
                self.sounds(&key(part), sounds);
            }
            self.range(key("timeout_seconds"), menu.timeout_seconds.into(), 1..=60);
            self.range(key("tries"), menu.tries.into(), 1..=10);
            for (digit, action) in &menu.keys {
                self.action(&key(&format!("keys.{}", digit.0)), action);
            }
            self.action(&key("closed_then"), &menu.closed_then);
            self.action(&key("otherwise"), &menu.otherwise);
        }
    }

    fn pins(&mut self) {
        for (name, pin) in &self.config.pin {
            let key = |part: &str| format!("pin.{name}.{part}");
            if pin.people.is_empty() || pin.people.len() > MAX_PEOPLE {
                let remedy =
                    format!("name 1 to {MAX_PEOPLE} people, each with the output of `switchhook-ivr hash`");
                self.problem(key("people"), format!("there are {}", pin.people.len()), remedy);
            }
            self.range(key("tries"), pin.tries.into(), 1..=10);
            self.range(key("lock_after"), pin.lock_after as u64, 1..=1000);
            self.sounds(&key("prompt"), &pin.prompt);
            self.sounds(&key("invalid"), &pin.invalid);
            self.action(&key("right"), &pin.right);
            self.action(&key("wrong"), &pin.wrong);
        }
    }

    fn records(&mut self) {
        for (name, record) in &self.config.record {
            let key = |part: &str| format!("record.{name}.{part}");
            if !record.folder.is_absolute() {
                let remedy = "write the whole path, as Asterisk sees it";
                self.problem(
                    key("folder"),
                    format!("{:?} is no whole path", record.folder),
                    remedy,
                );
            }
            self.range(key("max_seconds"), record.max_seconds.into(), 1..=3600);
            self.range(
                key("min_seconds"),
                record.min_seconds.into(),
                0..=u64::from(record.max_seconds),
            );
            self.range(key("silence_seconds"), record.silence_seconds.into(), 1..=60);
            self.range(key("max_messages"), record.max_messages as u64, 1..=100_000);
            for (part, sounds) in [
                ("prompt", &record.prompt),
                ("full", &record.full),
                ("review", &record.review),
            ] {
                self.sounds(&key(part), sounds);
            }
            self.action(&key("then"), &record.then);
        }
    }

    fn action(&mut self, key: &str, action: &Action) {
        match action {
            Action::Menu(name) if !self.config.menu.contains_key(name) => self.nowhere(key, "menu", name),
            Action::Pin(name) if !self.config.pin.contains_key(name) => self.nowhere(key, "pin", name),
            Action::Record(name) if !self.config.record.contains_key(name) => {
                self.nowhere(key, "record", name);
            }
            Action::Transfer(number) if !self.config.transfer.allows(number) => {
                let remedy = "correct it, or add a pattern for it to `transfer.numbers`";
                self.problem(key, format!("calls may not go to {number:?}"), remedy);
            }
            Action::Language(language) => self.language(key, language),
            Action::Play(sounds) | Action::AskExtension(sounds) => self.sounds(key, sounds),
            Action::Menu(_) | Action::Pin(_) | Action::Record(_) | Action::Transfer(_) | Action::Hangup => {}
        }
    }

    fn sounds(&mut self, key: &str, sounds: &Sounds) {
        for sound in sounds {
            if sound.is_empty() || sound.contains(char::is_control) || sound.len() > 200 {
                self.problem(
                    key,
                    format!("{sound:?} is no sound"),
                    "name files without their ending, such as \"vm-intro\"",
                );
            }
        }
    }

    fn nowhere(&mut self, key: &str, section: &str, name: &str) {
        self.problem(
            key,
            format!("there is no [{section}.{name}]"),
            "add that section, or correct the name",
        );
    }
}
