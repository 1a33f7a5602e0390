//! Where calls go: one request, or several of which each may use the answers before.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::SecretSource;
use crate::deliver::Templates;

/// A receiver of calls, in its own order and with its own patience.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// By this the queue knows it: a new name is a new destination.
    pub name: String,
    /// For plain JSON: where it is posted. For steps: what theirs are relative to.
    pub url: Option<String>,
    /// Further headers of each request, as templates.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// For plain JSON: puts the recording into it as base64.
    #[serde(default = "yes")]
    pub recording: bool,
    /// The requests, in order. None is plain JSON.
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
    /// Values for templates, as `settings`.
    #[serde(default)]
    pub settings: BTreeMap<String, toml::Value>,
    /// Values for templates, as `secrets`.
    #[serde(default)]
    pub secrets: BTreeMap<String, SecretSource>,
    /// For one request with its answer.
    #[serde(default = "timeout")]
    pub timeout_seconds: u64,
    /// The pause after a first failure; each further one doubles it …
    #[serde(default = "first_pause")]
    pub retry_seconds: u64,
    /// … up to this.
    #[serde(default = "longest_pause")]
    pub retry_ceiling_seconds: u64,
    /// So often a refusal of this call (400, 404, 422 …) is believed not to be final; then it is set aside.
    #[serde(default = "refusals")]
    pub refusals: u32,
    /// The same for an answer that the receiver itself failed (500): SOAP says so of wrong requests too.
    #[serde(default = "failures")]
    pub failures: u32,
    /// A file of certificates (PEM) to trust instead of the system's.
    pub trust: Option<std::path::PathBuf>,
    /// As large an answer as is read.
    #[serde(default = "answer_limit")]
    pub answer_kib: u64,
    /// A larger recording is not sent; the call is, and says so.
    #[serde(default = "recording_limit")]
    pub recording_mib: u64,
}

fn yes() -> bool {
    true
}
fn timeout() -> u64 {
    60
}
fn first_pause() -> u64 {
    2
}
fn longest_pause() -> u64 {
    300
}
fn refusals() -> u32 {
    5
}
fn failures() -> u32 {
    20
}
fn answer_limit() -> u64 {
    1024
}
fn recording_limit() -> u64 {
    64
}

/// One request of a sequence.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What later steps call its values: `steps.<name>.<value>`.
    pub name: String,
    /// POST by default.
    #[serde(default = "post")]
    pub method: String,
    /// A template; without a scheme it is put after the destination's `url`.
    #[serde(default)]
    pub url: String,
    /// Templates.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// A template. Values are escaped for the `Content-Type`: XML, JSON, or not at all.
    pub body: Option<String>,
    /// The same from a file beside the configuration.
    pub body_file: Option<std::path::PathBuf>,
    /// Sends the recording itself as body.
    #[serde(default)]
    pub send_recording: bool,
    /// An expression: the step is left out unless it holds.
    pub when: Option<String>,
    /// Runs again for every attempt, and its values are never written to disk: a login.
    #[serde(default)]
    pub each_attempt: bool,
    /// Statuses that are success; 200 to 299 by default.
    #[serde(default)]
    pub success: Vec<u16>,
    /// What later steps need of the answer.
    #[serde(default)]
    pub extract: BTreeMap<String, Extract>,
}

fn post() -> String {
    "POST".to_owned()
}

/// A value of an answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extract {
    /// A path of element names without their prefixes: `//createObjectrefReturn`, `/Envelope/Body/x/item[2]/@id`.
    pub xml: Option<String>,
    /// A JSON pointer: `/contact/0/id`.
    pub json: Option<String>,
    /// A header of the answer.
    pub header: Option<String>,
    /// A cookie that the answer sets.
    pub cookie: Option<String>,
    /// The answer as it is.
    #[serde(default)]
    pub text: bool,
    /// An answer without it is none of this step's failures: a lookup that found nobody.
    #[serde(default)]
    pub optional: bool,
}

impl Destination {
    pub(super) fn validate(&self) -> Result<(), String> {
        let name = &self.name;
        let word = |text: &str| {
            !text.is_empty()
                && text.len() <= 64
                && text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
        };
        if !word(name) {
            return Err(format!(
                "destination name {name:?}: letters, digits, `-` and `_`, up to 64"
            ));
        }
        if self.steps.is_empty() && self.url.is_none() {
            return Err(format!("destination {name}: add url, or [[destination.step]]"));
        }
        if self.timeout_seconds == 0 || self.retry_seconds == 0 {
            return Err(format!(
                "destination {name}: timeout_seconds and retry_seconds are at least 1"
            ));
        }
        if self.retry_ceiling_seconds < self.retry_seconds {
            return Err(format!(
                "destination {name}: retry_ceiling_seconds is less than retry_seconds"
            ));
        }
        if self.refusals == 0 || self.failures == 0 {
            return Err(format!(
                "destination {name}: refusals and failures are at least 1"
            ));
        }
        let mut names = std::collections::BTreeSet::new();
        for step in &self.steps {
            let at = format!("destination {name}, step {:?}", step.name);
            // Names of values in templates.
            if !word(&step.name) || step.name.contains('-') {
                return Err(format!("{at}: a step's name is letters, digits and `_`"));
            }
            if !names.insert(&step.name) {
                return Err(format!("{at}: another step has this name"));
            }
            if step.send_recording && step.body.is_some() {
                return Err(format!("{at}: give body or send_recording, not both"));
            }
            if !step.method.chars().all(|c| c.is_ascii_uppercase()) || step.method.is_empty() {
                return Err(format!("{at}: method {:?}; write it as POST", step.method));
            }
            for (value, extract) in &step.extract {
                extract
                    .validate()
                    .map_err(|reason| format!("{at}, value {value}: {reason}"))?;
            }
        }
        Templates::new(self).map(drop)
    }
}

impl Extract {
    fn validate(&self) -> Result<(), String> {
        let ways = [&self.xml, &self.json, &self.header, &self.cookie];
        let given = ways.iter().filter(|way| way.is_some()).count() + usize::from(self.text);
        if given != 1 {
            return Err("give one of xml, json, header, cookie and text".into());
        }
        if let Some(pointer) = &self.json
            && !(pointer.is_empty() || pointer.starts_with('/'))
        {
            return Err(format!(
                "json {pointer:?} is no JSON pointer; write it as /contact/0/id"
            ));
        }
        if let Some(path) = &self.xml {
            crate::deliver::check_path(path)?;
        }
        Ok(())
    }
}
