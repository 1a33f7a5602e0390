//! Time zones: P64, and P246 where it holds a rule.

use crate::catalogue::Model;
use crate::catalogue::choices::ZoneForm;
use crate::grandstream::{PNumber, zone, zone_names};
use crate::mac::shown;
use crate::problem::Problem;
use crate::time_zone::{TimeZone, UtcOffset};

use super::code::Put;

pub(super) const RULE: u32 = 246;
const CUSTOM: &str = "customize";
/// The oldest devices count from twelve hours west.
const WESTERNMOST: i16 = 720;

pub(super) fn put(model: Model, number: u32, zone: &TimeZone, put: Put<'_>) -> Result<(), Problem> {
    let family = model.family();
    let cannot = || Problem::ZoneForm {
        family: family.title(),
    };
    match (family.zone_form(), zone) {
        (ZoneForm::Posix, TimeZone::Maker(code)) => {
            put(number, code);
            if family.knows(PNumber::new(RULE)) {
                put(RULE, "");
            }
        }
        (ZoneForm::Posix, zone) => {
            if !family.knows(PNumber::new(RULE)) {
                return Err(Problem::ZoneList {
                    family: family.title(),
                });
            }
            put(number, CUSTOM);
            put(RULE, &rule(zone)?);
        }
        (ZoneForm::Minutes, TimeZone::Utc(offset)) => {
            put(number, &(offset.minutes() + WESTERNMOST).to_string());
        }
        (ZoneForm::Minutes, TimeZone::Maker(code))
            if code.parse::<u16>().is_ok_and(|count| count <= 1560) =>
        {
            put(number, code);
        }
        // A zone without summer time is its distance from UTC.
        (ZoneForm::Minutes, zone) => {
            let offset = zone::fixed_offset(&rule(zone)?).ok_or_else(cannot)?;
            put(number, &(offset.minutes() + WESTERNMOST).to_string());
        }
        (ZoneForm::Names, TimeZone::Named(name) | TimeZone::Maker(name)) => put(number, name),
        (ZoneForm::Names, _) => return Err(cannot()),
    }
    Ok(())
}

fn rule(of: &TimeZone) -> Result<String, Problem> {
    Ok(match of {
        TimeZone::Named(name) => zone_names::rule(name)
            .ok_or_else(|| Problem::ZoneName { text: shown(name) })?
            .to_owned(),
        TimeZone::Utc(offset) => zone::fixed(*offset),
        TimeZone::Posix(rule) | TimeZone::Maker(rule) => rule.clone(),
    })
}

/// What P64 and P246 say.
pub(super) fn read(model: Model, code: &str, rule: Option<&str>) -> Option<TimeZone> {
    match model.family().zone_form() {
        ZoneForm::Posix if code == CUSTOM => rule.map(|rule| TimeZone::Posix(rule.to_owned())),
        ZoneForm::Posix => Some(TimeZone::Maker(code.to_owned())),
        ZoneForm::Minutes => {
            let minutes = code.parse::<i16>().ok()?.checked_sub(WESTERNMOST)?;
            UtcOffset::from_minutes(minutes).map(TimeZone::Utc)
        }
        // Some devices have zones that no rule can say.
        ZoneForm::Names => Some(match zone_names::rule(code) {
            Some(_) => TimeZone::Named(code.to_owned()),
            None => TimeZone::Maker(code.to_owned()),
        }),
    }
}
