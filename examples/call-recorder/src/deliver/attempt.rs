//! One attempt at delivering one call: its requests, from the first that is not confirmed yet.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::extract::extract;
use super::{Answer, Client, Context, HttpError, Recording, Templates};
use crate::config::{Destination, Secret, Step};
use crate::convert;
use crate::queue::{Delivery, Fault, Learned, Queue, QueueError};
use crate::time;

/// So much of an answer is shown with an error.
const SHOWN: usize = 300;

/// What every attempt at one destination has in common.
#[derive(Debug)]
pub struct Attempt {
    name: String,
    templates: Templates,
    client: Client,
    secrets: Vec<Secret>,
    secret_values: SecretValues,
    settings: Value,
    recording_limit: u64,
}

/// Exposed, for templates; never shown.
struct SecretValues(Value);

impl std::fmt::Debug for SecretValues {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretValues(***)")
    }
}

/// Why an attempt ended early.
#[derive(Debug)]
pub struct Failure {
    /// Who is to blame.
    pub fault: Fault,
    /// For people, without secrets.
    pub reason: String,
    /// How long the receiver asks to be left alone.
    pub retry_after: Option<Duration>,
    /// Whether a step was confirmed before.
    pub progressed: bool,
}

impl Failure {
    fn new(fault: Fault, reason: String) -> Self {
        Self {
            fault,
            reason,
            retry_after: None,
            progressed: false,
        }
    }
}

/// What was learned in this attempt: some of it goes to disk, logins do not.
#[derive(Default)]
struct Known {
    kept: Learned,
    passing: Learned,
}

impl Known {
    fn value(&self) -> Value {
        let mut all = self.kept.clone();
        all.extend(self.passing.clone());
        json!(all)
    }
}

impl Attempt {
    /// Compiles the templates, reads secrets and certificates.
    pub fn new(destination: &Destination) -> Result<Self, String> {
        let in_destination = |reason| format!("destination {}: {reason}", destination.name);
        let mut secrets = Vec::new();
        let mut exposed = BTreeMap::new();
        for (name, source) in &destination.secrets {
            let secret = Secret::read(source).map_err(in_destination)?;
            exposed.insert(name.clone(), secret.expose().to_owned());
            secrets.push(secret);
        }
        Ok(Self {
            name: destination.name.clone(),
            templates: Templates::new(destination)?,
            client: Client::new(destination).map_err(in_destination)?,
            secrets,
            secret_values: SecretValues(json!(exposed)),
            settings: json!(destination.settings),
            recording_limit: destination.recording_mib.saturating_mul(1024 * 1024),
        })
    }

    /// Sends what is not confirmed yet. The outer error is the queue's: what it could not keep was not confirmed.
    pub async fn run(&self, queue: &Queue, delivery: &Delivery) -> Result<Result<(), Failure>, QueueError> {
        let steps = self.templates.steps();
        let recording = self.recording(delivery);
        let mut known = Known {
            kept: delivery.learned.clone(),
            ..Known::default()
        };
        let mut progressed = false;
        for (index, step) in steps.iter().enumerate() {
            let is_confirmed = index < delivery.step;
            if is_confirmed && !step.each_attempt {
                continue;
            }
            let learned = match self.step(queue, delivery, index, &recording, &known).await {
                Ok(learned) => learned,
                Err(mut failure) => {
                    failure.progressed = progressed;
                    failure.reason = self.scrub(&failure.reason, &known);
                    return Ok(Err(failure));
                }
            };
            if step.each_attempt {
                known.passing.insert(step.name.clone(), learned);
            } else {
                known.kept.insert(step.name.clone(), learned);
            }
            if !is_confirmed && index + 1 < steps.len() {
                // A login alone is no progress.
                if !step.each_attempt {
                    progressed = true;
                    queue
                        .step_done(&self.name, delivery.id, index + 1, &known.kept, time::now())
                        .await?;
                }
            }
        }
        Ok(Ok(()))
    }

    async fn step(
        &self,
        queue: &Queue,
        delivery: &Delivery,
        index: usize,
        recording: &Recording,
        known: &Known,
    ) -> Result<BTreeMap<String, Value>, Failure> {
        let step = &self.templates.steps()[index];
        let sound = match &delivery.stored {
            Some(stored) if recording.present && self.templates.wants_sound(index) => {
                let path = queue.stored_path(&stored.file);
                let read = tokio::fs::read(&path).await;
                read.map_err(|error| {
                    let reason = format!(
                        "cannot read the recording {}: {error}; bring it back",
                        path.display()
                    );
                    Failure::new(Fault::Unreachable, reason)
                })?
            }
            _ => Vec::new(),
        };
        let context = Context {
            call: &delivery.call,
            recording,
            sound: &sound,
            steps: &known.value(),
            settings: &self.settings,
            secrets: &self.secret_values.0,
        };
        let refused = |reason| Failure::new(Fault::Refused, reason);
        if !self.templates.applies(index, &context).map_err(refused)? {
            // Later templates may name its values all the same.
            return Ok(step
                .extract
                .keys()
                .map(|name| (name.clone(), "".into()))
                .collect());
        }
        let request = self.templates.request(index, &context).map_err(refused)?;
        drop(sound);
        let client = self.client.clone();
        let sent = tokio::task::spawn_blocking(move || client.send(request)).await;
        let answer = match sent {
            Ok(Ok(answer)) => answer,
            Ok(Err(error @ HttpError::Request(_))) => {
                return Err(refused(format!("step {}: {error}", step.name)));
            }
            Ok(Err(error)) => {
                return Err(Failure::new(
                    Fault::Unreachable,
                    format!("step {}: {error}", step.name),
                ));
            }
            Err(error) => {
                return Err(Failure::new(
                    Fault::Unreachable,
                    format!("step {}: {error}", step.name),
                ));
            }
        };
        judge(step, &answer)?;
        let mut learned = BTreeMap::new();
        for (name, what) in &step.extract {
            let value = extract(what, &answer).map_err(|reason| {
                let reason = format!(
                    "step {}, value {name}: {reason}; it answered {}",
                    step.name,
                    shown(&answer)
                );
                Failure::new(Fault::Failed, reason)
            })?;
            learned.insert(name.clone(), value);
        }
        Ok(learned)
    }

    fn recording(&self, delivery: &Delivery) -> Recording {
        let mut recording = Recording {
            note: delivery.note.clone(),
            ..Recording::default()
        };
        let Some(stored) = &delivery.stored else {
            return recording;
        };
        recording.name = stored.file.rsplit('/').next().unwrap_or_default().to_owned();
        recording.media_type = convert::media_type(&stored.file).to_owned();
        recording.bytes = u64::try_from(stored.bytes).unwrap_or(0);
        recording.present = recording.bytes <= self.recording_limit;
        if !recording.present {
            recording.note = "larger than recording_mib; it is in the recorder's store".into();
        }
        recording
    }

    /// Neither secrets nor what logins gave stand in errors.
    fn scrub(&self, text: &str, known: &Known) -> String {
        let text = self
            .secrets
            .iter()
            .fold(text.to_owned(), |text, secret| secret.scrub(&text));
        let tokens = known
            .passing
            .values()
            .flat_map(BTreeMap::values)
            .filter_map(Value::as_str);
        tokens
            .filter(|token| token.len() >= 8)
            .fold(text, |text, token| text.replace(token, "***"))
    }
}

/// Whether an answer is success, and whose fault it is if not.
fn judge(step: &Step, answer: &Answer) -> Result<(), Failure> {
    let is_success = match step.success.is_empty() {
        true => (200..300).contains(&answer.status),
        false => step.success.contains(&answer.status),
    };
    if is_success {
        return Ok(());
    }
    let hint = match answer.status {
        300..=399 => "; redirects are not followed: give the address it leads to",
        401 | 403 => "; check the account in the configuration",
        _ => "",
    };
    let fault = match answer.status {
        // The account, the load or the way there: no fault of this call.
        300..=399 | 401 | 403 | 408 | 425 | 429 | 502..=504 => Fault::Unreachable,
        500.. => Fault::Failed,
        _ => Fault::Refused,
    };
    let mut failure = Failure::new(
        fault,
        format!("step {}: it answered {}{hint}", step.name, shown(answer)),
    );
    failure.retry_after = answer.retry_after();
    Err(failure)
}

/// Status and beginning of an answer, on one line.
fn shown(answer: &Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    let body: Vec<&str> = body.split_whitespace().collect();
    let mut body = body.join(" ");
    if let Some((end, _)) = body.char_indices().nth(SHOWN) {
        body.truncate(end);
        body.push('…');
    }
    format!("{} {body}", answer.status).trim_end().to_owned()
}
