//! A finished call: what Asterisk said about it, and what became of it in our words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// As long as any value that is taken over; Asterisk itself drops records of more than about 1020 bytes.
const LONGEST: usize = 1024;

/// One finished call. Templates know it as `call`; texts that Asterisk did not give are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Call {
    /// The channel's `UniqueId`: by this a call is known, and never delivered twice.
    pub unique_id: String,
    /// The same in all records that belong together.
    pub linked_id: String,
    /// The caller's number.
    pub caller: String,
    /// The caller's name.
    pub caller_name: String,
    /// What was dialled.
    pub called: String,
    /// The context it was dialled in.
    pub context: String,
    /// The caller's channel.
    pub channel: String,
    /// The called channel.
    pub called_channel: String,
    /// The account code.
    pub account: String,
    /// The dialplan's own text.
    pub user_field: String,
    /// Moments with their distance from UTC: `2026-11-22T10:00:00+01:00`.
    pub start: String,
    /// Empty if nobody answered.
    pub answer: String,
    /// When it ended.
    pub end: String,
    /// Seconds from start to end.
    pub duration: u64,
    /// Seconds from answer to end.
    pub talk: u64,
    /// Asterisk's `DIALSTATUS`; only the dialplan knows it.
    pub dial_status: String,
    /// Asterisk's disposition.
    pub disposition: String,
    /// What became of it, in the words of `[statuses]`.
    pub status: String,
    /// The file that MixMonitor named, if the dialplan said so.
    pub recorded_to: String,
    /// The last application that ran.
    pub application: String,
    /// Orders the records of one channel; of the last record taken over.
    pub sequence: String,
}

/// Why a call cannot be registered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Nothing to know the call by.
    #[error(
        "the call has no uniqueid; set `loguniqueid = yes` in section [csv] of cdr.conf, or name the column in [table.columns]"
    )]
    NoUniqueId,
    /// It would be no file name.
    #[error("the uniqueid {0:?} is none: letters, digits, `.`, `-` and `_`, up to 150, are")]
    OddUniqueId(String),
}

impl Call {
    /// Makes every text fit for other programs, and decides the status.
    pub fn finish(mut self, statuses: &Statuses) -> Result<Self, CallError> {
        for text in [
            &mut self.unique_id,
            &mut self.linked_id,
            &mut self.caller,
            &mut self.caller_name,
            &mut self.called,
            &mut self.context,
            &mut self.channel,
            &mut self.called_channel,
            &mut self.account,
            &mut self.user_field,
            &mut self.dial_status,
            &mut self.disposition,
            &mut self.recorded_to,
            &mut self.application,
        ] {
            clean(text);
        }
        if self.unique_id.is_empty() {
            return Err(CallError::NoUniqueId);
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        if self.unique_id.len() > 150
            || self.unique_id.starts_with('.')
            || !self.unique_id.chars().all(allowed)
        {
            return Err(CallError::OddUniqueId(self.unique_id));
        }
        if self.linked_id.is_empty() {
            self.linked_id.clone_from(&self.unique_id);
        }
        self.status = statuses.of(&self.dial_status, &self.disposition).to_owned();
        Ok(self)
    }

    /// Adds a later record of the same channel, such as voicemail after a busy telephone. The record of the last
    /// `Dial` or `Queue` says what became of the call, as `DIALSTATUS` would.
    pub fn merge(&mut self, later: Self, statuses: &Statuses) {
        let dialled = |call: &Self| ["Dial", "Queue"].contains(&call.application.as_str());
        if dialled(&later) || !dialled(self) {
            self.disposition = later.disposition;
            self.application = later.application;
            self.called_channel = later.called_channel;
        }
        if !later.dial_status.is_empty() {
            self.dial_status = later.dial_status;
        }
        if !later.recorded_to.is_empty() {
            self.recorded_to = later.recorded_to;
        }
        if self.answer.is_empty() {
            self.answer = later.answer;
        }
        if !later.user_field.is_empty() {
            self.user_field = later.user_field;
        }
        self.end = later.end;
        self.sequence = later.sequence;
        self.duration = self.duration.saturating_add(later.duration);
        self.talk = self.talk.saturating_add(later.talk);
        self.status = statuses.of(&self.dial_status, &self.disposition).to_owned();
    }

    /// `0:01:05`.
    pub fn duration_text(&self) -> String {
        let (minutes, seconds) = (self.duration / 60, self.duration % 60);
        format!("{}:{:02}:{seconds:02}", minutes / 60, minutes % 60)
    }
}

/// Line breaks and the like would end headers and are no XML; what is longer than Asterisk's own is cut.
fn clean(text: &mut String) {
    if text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&end| text.is_char_boundary(end));
        text.truncate(end.unwrap_or(0));
    }
    if text.contains(char::is_control) {
        *text = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
    }
    let trimmed = text.trim();
    if trimmed.len() != text.len() {
        *text = trimmed.to_owned();
    }
}

/// Which of Asterisk's words becomes which of ours.
#[derive(Clone, Debug)]
pub struct Statuses {
    words: BTreeMap<String, String>,
}

impl Statuses {
    /// `DIALSTATUS` first, then the dispositions; their blanks are left out.
    pub const DEFAULTS: [(&str, &str); 13] = [
        ("ANSWER", "answered"),
        ("BUSY", "busy"),
        ("NOANSWER", "unanswered"),
        ("CANCEL", "unanswered"),
        ("CONGESTION", "impossible"),
        // The number or the way to it does not exist or is down: as little possible as without money on the account.
        ("CHANUNAVAIL", "impossible"),
        ("INVALIDARGS", "impossible"),
        // Privacy: the called side did not want the call.
        ("DONTCALL", "unanswered"),
        ("TORTURE", "unanswered"),
        ("ANSWERED", "answered"),
        ("FAILED", "impossible"),
        // A word that is not here, and no word at all.
        ("OTHER", "unknown"),
        ("NONE", "unknown"),
    ];

    /// The defaults with what the configuration changes.
    pub fn new(changed: &BTreeMap<String, String>) -> Self {
        let mut words: BTreeMap<String, String> = Self::DEFAULTS
            .map(|(asterisk, ours)| (asterisk.to_owned(), ours.to_owned()))
            .into();
        words.extend(changed.iter().map(|(word, ours)| (key(word), ours.clone())));
        Self { words }
    }

    /// What became of a call: as `DIALSTATUS` says; without a `Dial`, as the disposition says.
    pub fn of(&self, dial_status: &str, disposition: &str) -> &str {
        let word = [dial_status, disposition]
            .into_iter()
            .map(key)
            .find(|word| !word.is_empty());
        let known = |word: &str| self.words.get(word).map(String::as_str);
        match word {
            Some(word) => known(&word).or_else(|| known("OTHER")),
            None => known("NONE"),
        }
        .unwrap_or("unknown")
    }
}

fn key(word: &str) -> String {
    word.chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(disposition: &str, application: &str) -> Call {
        Call {
            unique_id: "1763773200.7".into(),
            disposition: disposition.into(),
            application: application.into(),
            duration: 5,
            ..Call::default()
        }
    }

    #[test]
    fn each_word_of_asterisk_has_a_status_and_the_configuration_may_change_it() {
        let statuses = Statuses::new(&BTreeMap::new());
        for (dial_status, disposition, expected) in [
            ("ANSWER", "ANSWERED", "answered"),
            ("BUSY", "ANSWERED", "busy"),
            ("NOANSWER", "NO ANSWER", "unanswered"),
            ("CANCEL", "NO ANSWER", "unanswered"),
            ("CONGESTION", "FAILED", "impossible"),
            ("CHANUNAVAIL", "", "impossible"),
            ("", "NO ANSWER", "unanswered"),
            ("", "FAILED", "impossible"),
            ("", "", "unknown"),
            ("SOMETHING", "ANSWERED", "unknown"),
        ] {
            assert_eq!(
                statuses.of(dial_status, disposition),
                expected,
                "{dial_status} {disposition}"
            );
        }
        let changed = BTreeMap::from([
            ("no answer".to_owned(), "missed".to_owned()),
            ("OTHER".to_owned(), "?".to_owned()),
        ]);
        let statuses = Statuses::new(&changed);
        assert_eq!(statuses.of("", "NO ANSWER"), "missed");
        assert_eq!(statuses.of("SOMETHING", ""), "?");
    }

    #[test]
    fn what_would_break_a_request_or_a_path_is_not_taken_over() {
        let statuses = Statuses::new(&BTreeMap::new());
        let mut odd = call("ANSWERED", "Dial");
        odd.caller_name = " Zo\u{e9}\r\nX-Admin: 1\0 ".into();
        odd.user_field = "é".repeat(2000);
        let odd = odd.finish(&statuses).unwrap();
        assert_eq!(odd.caller_name, "Zoé  X-Admin: 1");
        assert_eq!(
            (odd.user_field.len(), odd.linked_id.as_str()),
            (1024, "1763773200.7")
        );
        for id in ["../../etc/passwd", "", ".hidden", "a b", "a/b"] {
            let bad = Call {
                unique_id: id.into(),
                ..Call::default()
            };
            assert!(bad.finish(&statuses).is_err(), "{id:?}");
        }
    }

    #[test]
    fn the_last_dial_says_what_became_of_a_call_of_several_records() {
        let statuses = Statuses::new(&BTreeMap::new());
        let mut busy = call("BUSY", "Dial").finish(&statuses).unwrap();
        busy.merge(call("ANSWERED", "VoiceMail"), &statuses);
        assert_eq!((busy.status.as_str(), busy.duration), ("busy", 10));
        let mut forwarded = call("NO ANSWER", "Dial").finish(&statuses).unwrap();
        forwarded.merge(call("ANSWERED", "Dial"), &statuses);
        assert_eq!(forwarded.status, "answered");
        assert_eq!(
            Call {
                duration: 3725,
                ..Call::default()
            }
            .duration_text(),
            "1:02:05"
        );
    }
}
