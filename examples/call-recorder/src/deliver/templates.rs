//! Requests as templates: what an administrator wrote, with the values of a call in it.

use base64ct::{Base64, Encoding as _};
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::http::Request;
use crate::call::Call;
use crate::config::{Destination, Step};

/// The templates of one destination, compiled.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    steps: Vec<Step>,
    url: String,
    headers: Vec<String>,
}

/// A recording as templates see it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Recording {
    /// Whether there is one to send.
    pub present: bool,
    /// Its file name.
    pub name: String,
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
    /// Why it is missing, or not what was asked for.
    pub note: String,
}

/// What a request is made of.
#[derive(Debug)]
pub struct Context<'a> {
    /// The call.
    pub call: &'a Call,
    /// Its recording.
    pub recording: &'a Recording,
    /// Its bytes.
    pub sound: &'a [u8],
    /// What earlier answers gave.
    pub steps: &'a Value,
    /// What the configuration says.
    pub settings: &'a Value,
    /// Secrets, exposed.
    pub secrets: &'a Value,
}

impl Templates {
    /// Compiles what a destination is made of.
    pub fn new(destination: &Destination) -> Result<Self, String> {
        let mut environment = Environment::new();
        // A misspelt name is an error, not an empty text.
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
            Some("xml") => AutoEscape::Html,
            Some("json") => AutoEscape::Json,
            _ => AutoEscape::None,
        });
        let steps = match destination.steps.is_empty() {
            true => vec![plain(destination)],
            false => destination.steps.clone(),
        };
        let base = destination.url.clone().unwrap_or_default();
        let mut add = |step: &str, part: &str, source: &str| {
            environment
                .add_template_owned(format!("{step}/{part}"), source.to_owned())
                .map_err(|error| format!("destination {}, step {step}, {part}: {error}", destination.name))
        };
        for step in &steps {
            add(&step.name, "url", &full_url(&base, &step.url))?;
            if let Some(body) = &step.body {
                add(&step.name, &body_name(destination, step), body)?;
            }
            if let Some(when) = &step.when {
                add(&step.name, "when", &format!("{{% if {when} %}}1{{% endif %}}"))?;
            }
            for (name, value) in headers(destination, step) {
                add(&step.name, &format!("header/{name}"), value)?;
            }
        }
        Ok(Self {
            environment,
            steps,
            url: base,
            headers: destination.headers.keys().cloned().collect(),
        })
    }

    /// The requests, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether any of them needs the recording's bytes.
    pub fn wants_sound(&self, index: usize) -> bool {
        let Some(step) = self.steps.get(index) else {
            return false;
        };
        step.send_recording
            || step
                .body
                .as_ref()
                .is_some_and(|body| body.contains("recording.base64") || body.contains("document"))
    }

    /// Whether this step is to be done.
    pub fn applies(&self, index: usize, context: &Context<'_>) -> Result<bool, String> {
        let step = &self.steps[index];
        if step.when.is_none() {
            return Ok(true);
        }
        Ok(!self.render(step, "when", &self.value(index, context))?.is_empty())
    }

    /// The request of a step.
    pub fn request(&self, index: usize, context: &Context<'_>) -> Result<Request, String> {
        let step = &self.steps[index];
        let value = self.value(index, context);
        let url = self.render(step, "url", &value)?;
        let mut request = Request {
            method: step.method.clone(),
            url: url.trim().to_owned(),
            headers: Vec::new(),
            body: None,
        };
        let mut names: Vec<&String> = self
            .headers
            .iter()
            .filter(|name| !step.headers.contains_key(*name))
            .collect();
        names.extend(step.headers.keys());
        for name in names {
            let value = self.render(step, &format!("header/{name}"), &value)?;
            request.headers.push((name.clone(), value.trim().to_owned()));
        }
        if step.send_recording {
            request.body = Some(context.sound.to_vec());
        } else if let Some(body) = self.body_template(step) {
            request.body = Some(self.render(step, &body, &value)?.into_bytes());
        } else if !["GET", "HEAD", "DELETE"].contains(&step.method.as_str()) {
            request.body = Some(Vec::new());
        }
        let has = |request: &Request, wanted: &str| {
            request
                .headers
                .iter()
                .any(|(name, _)| name.eq_ignore_ascii_case(wanted))
        };
        if step.send_recording && !has(&request, "content-type") {
            request
                .headers
                .push(("Content-Type".into(), context.recording.media_type.clone()));
        }
        if !has(&request, "idempotency-key") {
            let key = format!("{}-{}", context.call.unique_id, step.name);
            request.headers.push(("Idempotency-Key".into(), key));
        }
        Ok(request)
    }

    fn body_template(&self, step: &Step) -> Option<String> {
        step.body.as_ref()?;
        ["body.xml", "body.json", "body.txt"]
            .into_iter()
            .find(|part| {
                self.environment
                    .get_template(&format!("{}/{part}", step.name))
                    .is_ok()
            })
            .map(str::to_owned)
    }

    fn value(&self, index: usize, context: &Context<'_>) -> minijinja::Value {
        let mut call = to_value(context.call);
        let mut recording = to_value(context.recording);
        if let Value::Object(call) = &mut call {
            call.insert("duration_text".into(), context.call.duration_text().into());
        }
        if self.wants_sound(index)
            && let Value::Object(recording) = &mut recording
        {
            recording.insert("base64".into(), Base64::encode_string(context.sound).into());
        }
        let document = document(&call, &recording);
        minijinja::Value::from(Serde(json!({
            "call": call, "recording": recording, "steps": context.steps, "settings": context.settings,
            "secrets": context.secrets, "document": document, "url": self.url,
        })))
    }

    fn render(&self, step: &Step, part: &str, value: &minijinja::Value) -> Result<String, String> {
        let at = |error: minijinja::Error| {
            // Its longer form shows the template's values.
            let line = error
                .line()
                .map_or_else(String::new, |line| format!(", line {line}"));
            let detail = error
                .detail()
                .map_or_else(String::new, |detail| format!(": {detail}"));
            format!(
                "the template {part} of step {}{line}: {}{detail}",
                step.name,
                error.kind()
            )
        };
        self.environment
            .get_template(&format!("{}/{part}", step.name))
            .and_then(|template| template.render(value.clone()))
            .map_err(at)
    }
}

/// The one request of plain JSON.
fn plain(destination: &Destination) -> Step {
    let content_type = ("Content-Type".to_owned(), "application/json".to_owned());
    Step {
        name: "call".into(),
        method: "POST".into(),
        headers: [content_type].into(),
        body: Some(
            if destination.recording {
                "{{ document }}"
            } else {
                "{{ call }}"
            }
            .into(),
        ),
        ..Step::default()
    }
}

/// Plain JSON: the call, and its recording in it.
fn document(call: &Value, recording: &Value) -> Value {
    let mut document = call.as_object().cloned().unwrap_or_else(Map::new);
    let recording = match recording["present"] == true || recording["note"] != "" {
        true => recording.clone(),
        false => Value::Null,
    };
    document.insert("recording".into(), recording);
    Value::Object(document)
}

fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("texts and numbers, which JSON has")
}

fn full_url(base: &str, url: &str) -> String {
    // A template may begin with the scheme that a setting gives.
    if url.contains("://") || url.starts_with("{{") {
        return url.to_owned();
    }
    format!("{base}{url}")
}

fn headers<'a>(
    destination: &'a Destination,
    step: &'a Step,
) -> impl Iterator<Item = (&'a String, &'a String)> {
    let inherited = destination.headers.iter();
    inherited
        .filter(|(name, _)| !step.headers.contains_key(*name))
        .chain(&step.headers)
}

/// The name tells how values are escaped.
fn body_name(destination: &Destination, step: &Step) -> String {
    let content_type = headers(destination, step)
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        .map(|(_, value)| value.to_ascii_lowercase())
        .unwrap_or_default();
    let ending = match () {
        () if content_type.contains("xml") || content_type.contains("html") => "xml",
        () if content_type.contains("json") => "json",
        () => "txt",
    };
    format!("body.{ending}")
}
