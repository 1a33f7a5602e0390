//! When a device looks for a new configuration: P194 and what belongs to it.

use std::time::Duration;

use crate::catalogue::choices::ScheduleCodes;
use crate::catalogue::tables::values::SCHEDULES;
use crate::catalogue::{Family, Model};
use crate::device::Schedule;
use crate::grandstream::PNumber;
use crate::problem::Problem;
use crate::setting::{DeviceSetting, Setting};

use super::code::Put;

pub(super) const INTERVAL: u32 = 193;
pub(super) const HOUR: u32 = 285;
pub(super) const WEEKDAY: u32 = 286;
const MINUTES_OF_A_DAY: u64 = 24 * 60;

fn codes(family: Family) -> &'static ScheduleCodes {
    SCHEDULES
        .iter()
        .find(|codes| codes.families.is_empty() || codes.families.contains(&family))
        // The last row is for all families.
        .unwrap_or(&SCHEDULES[SCHEDULES.len() - 1])
}

pub(super) fn put(model: Model, schedule: Schedule, put: Put<'_>) -> Result<(), Problem> {
    let family = model.family();
    let mode = model.first_number(Setting::Device(DeviceSetting::ProvSchedule))?;
    let codes = codes(family);
    let cannot = || Problem::ScheduleForm {
        family: family.title(),
    };
    let known = |number: u32| {
        family
            .knows(PNumber::new(number))
            .then_some(number)
            .ok_or_else(cannot)
    };
    match schedule {
        Schedule::Never => put(mode, codes.off.ok_or_else(cannot)?),
        Schedule::Every(time) => {
            let (code, interval) = (codes.every.ok_or_else(cannot)?, known(INTERVAL)?);
            let minutes = time.as_secs().div_ceil(60);
            let count = match codes.in_days {
                false => minutes,
                true if minutes % MINUTES_OF_A_DAY == 0 => minutes / MINUTES_OF_A_DAY,
                true => return Err(cannot()),
            };
            put(mode, code);
            put(interval, &count.to_string());
        }
        Schedule::Daily { hour } => {
            let (code, of_hour) = (codes.daily.ok_or_else(cannot)?, known(HOUR)?);
            put(mode, code);
            put(of_hour, &hour.to_string());
        }
        Schedule::Weekly { weekday, hour } => {
            let (code, of_hour, of_day) = (codes.weekly.ok_or_else(cannot)?, known(HOUR)?, known(WEEKDAY)?);
            put(mode, code);
            put(of_hour, &hour.to_string());
            put(of_day, &weekday.to_string());
        }
    }
    Ok(())
}

/// What the texts of P194, P193, P285 and P286 say.
pub(super) fn read<'a>(model: Model, mode: &str, text: impl Fn(u32) -> Option<&'a str>) -> Option<Schedule> {
    let codes = codes(model.family());
    let small = |number: u32| text(number).and_then(|text| text.parse::<u8>().ok());
    let mode = Some(mode);
    if mode == codes.off {
        Some(Schedule::Never)
    } else if mode == codes.every {
        let count: u64 = text(INTERVAL)?.parse().ok()?;
        let minutes = if codes.in_days {
            count.checked_mul(MINUTES_OF_A_DAY)?
        } else {
            count
        };
        Some(Schedule::Every(Duration::from_secs(minutes.checked_mul(60)?)))
    } else if mode == codes.daily {
        Some(Schedule::Daily { hour: small(HOUR)? })
    } else if mode == codes.weekly {
        let (weekday, hour) = (small(WEEKDAY)?, small(HOUR)?);
        Some(Schedule::Weekly { weekday, hour })
    } else {
        None
    }
}
