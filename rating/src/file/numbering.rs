//! The keys of a numbering plan, both ways.

use serde::{Deserialize, Serialize};

use super::FileError;
use super::words::parse;
use crate::{Kind, KindRule, Numbering};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumberingEntry {
    #[serde(skip_serializing)]
    ready: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    national: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    international: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outside_line: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    access_codes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lengths: Vec<u8>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    emergency: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    short_codes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<String>,
}

impl NumberingEntry {
    pub(super) fn read(&self, at: &str) -> Result<Numbering, FileError> {
        let mut numbering = match &self.ready {
            Some(country) => Numbering::ready(country).ok_or_else(|| {
                FileError::value(
                    format!("{at}.ready"),
                    format!(
                        "{country:?} is not ready; use one of {}, or set the codes one by one",
                        Numbering::ready_names().collect::<Vec<_>>().join(", ")
                    ),
                )
            })?,
            None => Numbering::new(),
        };
        if let Some(code) = &self.country {
            numbering = numbering.country(code);
        }
        if let Some(code) = &self.national {
            numbering = numbering.national(code);
        }
        if let Some(code) = &self.outside_line {
            numbering = numbering.outside_line(code);
        }
        for code in &self.international {
            numbering = numbering.international(code);
        }
        for code in &self.access_codes {
            numbering = numbering.access_code(code);
        }
        for (place, &digits) in self.lengths.iter().enumerate() {
            if !(1..=15).contains(&digits) {
                let message = format!("{digits} is no number of digits; write 1 to 15");
                return Err(FileError::value(format!("{at}.lengths[{place}]"), message));
            }
            numbering = numbering.length(digits);
        }
        for code in &self.emergency {
            numbering = numbering.emergency(code);
        }
        for (place, text) in self.short_codes.iter().enumerate() {
            let key = format!("{at}.short_codes[{place}]");
            let (code, kind) = text.trim().split_once(' ').unwrap_or((text.as_str(), "special"));
            numbering = numbering.short_code(code, parse::<Kind>(&key, kind.trim())?);
        }
        for (place, text) in self.kinds.iter().enumerate() {
            numbering = numbering.kind(parse::<KindRule>(&format!("{at}.kinds[{place}]"), text)?);
        }
        match numbering.misfit() {
            Some((key, code)) => Err(FileError::value(
                format!("{at}.{key}"),
                format!("{code:?} is no code; write 1 to 8 digits"),
            )),
            None => Ok(numbering),
        }
    }

    pub(super) fn print(numbering: &Numbering) -> Option<Self> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let (emergency, others): (Vec<_>, Vec<_>) = numbering
            .short_codes()
            .partition(|(_, kind)| *kind == Kind::Emergency);
        (*numbering != Numbering::new()).then(|| Self {
            ready: None,
            country: some(numbering.country_code()),
            national: some(numbering.national_code()),
            international: numbering.international_codes().map(str::to_owned).collect(),
            outside_line: some(numbering.outside_line_code()),
            access_codes: numbering.carrier_codes().map(str::to_owned).collect(),
            lengths: numbering.lengths().collect(),
            emergency: emergency.iter().map(|(code, _)| (*code).to_owned()).collect(),
            short_codes: others
                .iter()
                .map(|(code, kind)| format!("{code} {kind}"))
                .collect(),
            kinds: numbering.kind_rules().iter().map(KindRule::to_string).collect(),
        })
    }
}
