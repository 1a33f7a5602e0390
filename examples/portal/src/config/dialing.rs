//! `[pbx.dialing]`: what becomes of numbers, and the rules of click-to-dial as the domain takes them.

use std::time::Duration;

use switchhook_portal_core::DialString;
use switchhook_portal_core::dial::{Pattern, Policy, Rule, RuleError, SourceRule};

use super::reader::Reader;
use super::{ConfigError, Dialing, Pbx, context};

impl Pbx {
    /// What holds for a click on a page and for a request of another program alike.
    pub fn policy(&self) -> Policy {
        let mut policy = self.dialing.policy();
        policy.outside_number.clone_from(&self.phones.outside_number);
        policy
    }
}

impl Dialing {
    fn policy(&self) -> Policy {
        let mut policy = Policy::new(&*self.context);
        // The configuration was checked: what is no dial string is empty.
        policy.prefix = self.outside_prefix.parse().ok();
        policy.timeout = Duration::from_secs(self.ring_seconds.into());
        policy.caller_id = (!self.caller_id.is_empty()).then(|| self.caller_id.clone());
        policy.destinations.clone_from(&self.destinations);
        policy.sources.clone_from(&self.sources);
        policy.allowed.clone_from(&self.allowed);
        policy.forbidden.clone_from(&self.forbidden);
        policy
    }
}

/// What would otherwise be found out by the first person who clicks on a number.
pub fn read(file: &Reader<'_>) -> Result<Dialing, ConfigError> {
    let outside_prefix = file.text("pbx.dialing.outside_prefix")?;
    if !outside_prefix.is_empty()
        && let Err(error) = outside_prefix.parse::<DialString>()
    {
        return Err(file.bad(
            "pbx.dialing.outside_prefix",
            format!("{outside_prefix:?}: {error}"),
            "write the digits that get a line, such as \"0\", or \"\" for none",
        ));
    }
    let destinations = file.tables("pbx.dialing.destination").iter().map(rule);
    let sources = file.tables("pbx.dialing.source").iter().map(source);
    Ok(Dialing {
        context: context(file, "pbx.dialing.context")?,
        outside_prefix,
        ring_seconds: file.integer("pbx.dialing.ring_seconds")?,
        caller_id: file.text("pbx.dialing.caller_id")?,
        per_minute: file.integer("pbx.dialing.per_minute")?,
        destinations: destinations.collect::<Result<_, _>>()?,
        sources: sources.collect::<Result<_, _>>()?,
        allowed: patterns(file, "pbx.dialing.allowed")?,
        forbidden: patterns(file, "pbx.dialing.forbidden")?,
    })
}

pub(super) fn patterns(file: &Reader<'_>, key: &str) -> Result<Vec<Pattern>, ConfigError> {
    let texts = file.texts(key)?;
    texts.iter().map(|text| pattern(file, key, text)).collect()
}

/// The error of a pattern says itself what to write.
fn pattern(file: &Reader<'_>, key: &str, text: &str) -> Result<Pattern, ConfigError> {
    text.parse().map_err(|error| {
        file.bad(
            key,
            format!("{text:?}: {error}"),
            "such as \"1XX\", \"00.\" or \"*21!\"",
        )
    })
}

/// One of the rules, in a table of its own.
fn rule(table: &Reader<'_>) -> Result<Rule, ConfigError> {
    let pattern = pattern(table, "match", &table.text("match")?)?;
    let (strip, prefix) = (table.integer("strip")?, table.text("prefix")?);
    Rule::new(pattern, strip, &prefix).map_err(|error| mistake(table, &error))
}

fn source(table: &Reader<'_>) -> Result<SourceRule, ConfigError> {
    let endpoint = table.optional("endpoint")?;
    SourceRule::new(rule(table)?, endpoint.as_deref()).map_err(|error| mistake(table, &error))
}

fn mistake(table: &Reader<'_>, error: &RuleError) -> ConfigError {
    let (key, remedy) = match error {
        RuleError::StripsTooMuch { .. } => ("strip", "or write a longer pattern"),
        RuleError::BadPrefix { .. } => ("prefix", "or write \"\" for none"),
        _ => ("endpoint", "it is the name of its section in pjsip.conf"),
    };
    table.bad(key, error.to_string(), remedy)
}
