//! Time zones: a distance from GMT, and a rule of its own for summer time.

use super::{D, Decoder, Setting, Value};
use crate::brand::zone::{Clock, Date, Summer, zone_of};
use crate::time_zone::UtcOffset;

/// Half and quarter hours that the phone's list has; of whole hours it has -12 to 13.
const ODD_OFFSETS: [i16; 5] = [-210, 210, 330, 345, 570];

pub(super) fn is_offset(offset: UtcOffset) -> bool {
    let minutes = offset.minutes();
    (minutes % 60 == 0 && minutes <= 13 * 60) || ODD_OFFSETS.contains(&minutes)
}

pub(super) fn offset(offset: UtcOffset) -> String {
    match offset.minutes() {
        0 => "GMT".to_owned(),
        _ => offset.to_string().replace("UTC", "GMT"),
    }
}

/// `start=3/-1/7/2:0:0;end=10/-1/7/3:0:0;save=1:0:0`: month, day, weekday from 1 for Monday (on or after that day; the last one
/// for -1), time.
pub(super) fn daylight(summer: Summer) -> String {
    let date = |date: Date| {
        let weekday = if date.weekday == 0 { 7 } else { date.weekday };
        let day = match date.week {
            5 => "-1".to_owned(),
            week => ((week.saturating_sub(1)) * 7 + 1).to_string(),
        };
        format!("{}/{day}/{weekday}/{}:{}:0", date.month, date.hour, date.minute)
    };
    let save = summer.save;
    let (sign, minutes) = (if save < 0 { "-" } else { "" }, save.unsigned_abs());
    format!(
        "start={};end={};save={sign}{}:{}:0",
        date(summer.start),
        date(summer.end),
        minutes / 60,
        minutes % 60
    )
}

fn read_daylight(rule: &str) -> Option<Summer> {
    let part = |wanted: &str| {
        rule.split(';')
            .find_map(|part| part.trim().strip_prefix(wanted)?.strip_prefix('='))
    };
    let clock = |text: &str| {
        let mut parts = text.split(':').map(str::parse::<u8>);
        let hour = parts.next()?.ok()?;
        Some((hour, parts.next().unwrap_or(Ok(0)).ok()?))
    };
    let date = |text: &str| {
        let mut parts = text.split('/');
        let month: u8 = parts.next()?.parse().ok()?;
        let week = match parts.next()?.parse::<i8>().ok()? {
            -1 => 5,
            // A weekday on or after a day that begins no week is none of those that a rule can say.
            day @ (1 | 8 | 15 | 22) => u8::try_from(day / 7 + 1).ok()?,
            _ => return None,
        };
        let weekday: u8 = parts.next()?.parse().ok().filter(|day| (1..=7).contains(day))?;
        let (hour, minute) = parts.next().map_or(Some((2, 0)), clock)?;
        let good = (1..=12).contains(&month) && hour < 24 && minute < 60;
        good.then_some(Date {
            month,
            week,
            weekday: weekday % 7,
            hour,
            minute,
        })
    };
    let save = part("save")?;
    let (sign, save) = save.strip_prefix('-').map_or((1, save), |save| (-1, save));
    let (hours, minutes) = clock(save).filter(|(hours, minutes)| *hours < 3 && *minutes < 60)?;
    Some(Summer {
        save: sign * (i16::from(hours) * 60 + i16::from(minutes)),
        start: date(part("start")?)?,
        end: date(part("end")?)?,
    })
}

pub(super) fn read_zone(decoder: &mut Decoder<'_>) {
    let Some(text) = decoder.take("Time_Zone") else {
        return;
    };
    let offset = match text.strip_prefix("GMT") {
        Some("") => UtcOffset::from_minutes(0),
        Some(distance) => distance.parse().ok(),
        None => None,
    };
    let has = decoder
        .take("Daylight_Saving_Time_Enable")
        .is_some_and(|on| on.eq_ignore_ascii_case("yes"));
    let rule = decoder.take("Daylight_Saving_Time_Rule").filter(|_| has);
    let summer = rule.and_then(read_daylight);
    let zone = offset
        .filter(|_| summer.is_some() == has)
        .map(|offset| zone_of(&Clock { offset, summer }));
    // A zone that is none of ours is left over.
    let value = zone.map_or(Value::Text(String::new()), Value::Zone);
    decoder.set("Time_Zone", Setting::Device(D::TimeZone), Some(value));
}
