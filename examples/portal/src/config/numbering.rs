//! `[numbering]` and `[forward]`: what numbers mean at the site, who may call them, and where calls may be forwarded.

use std::time::Duration;

use switchhook_portal_core::forward::Policy;
use switchhook_portal_core::numbering::{Class, ClassKind, Digits, Site};

use super::dialing::patterns;
use super::reader::Reader;
use super::{ConfigError, Pbx};

pub(super) fn site(file: &Reader<'_>, pbx: &Pbx) -> Result<Site, ConfigError> {
    let classes = file.tables("numbering.class").iter().map(class);
    Ok(Site {
        country: digits(file, "numbering.country")?,
        area: digits(file, "numbering.area")?,
        trunk_prefix: digits(file, "numbering.trunk_prefix")?,
        international_prefix: digits(file, "numbering.international_prefix")?,
        // A prefix of other signs is no part of a number that is read.
        line_prefix: pbx.dialing.outside_prefix.parse().unwrap_or_default(),
        source_prefix: file.text("prefix.src")?.parse().unwrap_or_default(),
        internal_digits: file.integer("numbering.internal_digits")?,
        emergency: patterns(file, "spool.emergency")?,
        classes: classes.collect::<Result<_, _>>()?,
        everyone: file
            .texts("numbering.everyone")?
            .iter()
            .map(|text| right(file, "numbering.everyone", text))
            .collect::<Result<_, _>>()?,
    })
}

pub(super) fn forwards(file: &Reader<'_>) -> Result<Policy, ConfigError> {
    let days: u64 = file.integer("forward.days")?;
    let countries = file.texts("forward.countries")?;
    let countries: Vec<Digits> = countries
        .iter()
        .map(|text| parsed(file, "forward.countries", text))
        .collect::<Result<_, _>>()?;
    Ok(Policy {
        confirm: file.flag("forward.confirm")?,
        longest: (days > 0).then(|| Duration::from_secs(days * 24 * 3600)),
        // A forward is no way to countries that nobody may call.
        countries: if countries.is_empty() {
            super::budget::countries(file)?
        } else {
            countries
        },
        forbidden: patterns(file, "forward.forbidden")?,
    })
}

fn class(table: &Reader<'_>) -> Result<Class, ConfigError> {
    let kind = table.text("kind")?;
    // The reader takes no other words.
    let kind = ClassKind::ALL.into_iter().find(|known| known.key() == kind);
    Ok(Class {
        right: right(table, "right", &table.text("right")?)?,
        kind: kind.unwrap_or(ClassKind::National),
        numbers: patterns(table, "numbers")?,
    })
}

fn right(file: &Reader<'_>, key: &str, text: &str) -> Result<switchhook_portal_core::Right, ConfigError> {
    text.parse().map_err(|_| {
        file.bad(
            key,
            format!("{text:?} is no dialplan context"),
            "write the names of contexts in extensions.conf, such as \"international\"",
        )
    })
}

fn digits(file: &Reader<'_>, key: &str) -> Result<Digits, ConfigError> {
    parsed(file, key, &file.text(key)?)
}

pub(super) fn parsed(file: &Reader<'_>, key: &str, text: &str) -> Result<Digits, ConfigError> {
    text.parse().map_err(|_| {
        file.bad(
            key,
            format!("{text:?} is no prefix"),
            "write digits between quotation marks, such as \"33\"",
        )
    })
}
