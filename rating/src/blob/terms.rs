//! The terms and conditions of rates.

use std::time::Duration;

use chrono::{Datelike, NaiveDate};

use super::BlobError;
use super::bytes::{Reader, Writer};
use crate::{BandTerms, Conditions, Counting, Currency, Increment, Kind, Prefix, Ratio, Slot, Terms};

/// What stands for no day: not even the calendar of chrono goes that far.
const NO_DAY: i64 = i64::MIN;

/// All but their price, which goes in front of them.
pub(crate) fn write_terms(writer: &mut Writer, terms: &Terms) {
    let Terms {
        price: _,
        bands,
        slots,
        per,
        increment,
        fee,
        surcharge,
        minimum,
        maximum,
        grace,
        free,
        blocked,
    } = terms;
    writer.count(bands.len());
    for BandTerms {
        band,
        price,
        increment,
        fee,
    } in bands
    {
        writer.text(band);
        some(writer, *price, ratio);
        some(writer, *increment, steps);
        some(writer, *fee, ratio);
    }
    writer.count(slots.len());
    for Slot {
        from,
        price,
        increment,
    } in slots
    {
        length(writer, *from);
        ratio(writer, *price);
        some(writer, *increment, steps);
    }
    length(writer, *per);
    steps(writer, *increment);
    ratio(writer, *fee);
    ratio(writer, *surcharge);
    some(writer, *minimum, ratio);
    some(writer, *maximum, ratio);
    length(writer, *grace);
    length(writer, *free);
    writer.u8(u8::from(*blocked));
}

/// Terms without a price.
pub(crate) fn read_terms(reader: &mut Reader<'_>) -> Result<Terms, BlobError> {
    let mut bands = Vec::new();
    // A band has a count and three marks at least, a slot 28 bytes and a mark.
    for _ in 0..reader.count(11)? {
        bands.push(BandTerms {
            band: reader.text()?.into(),
            price: read_some(reader, read_ratio)?,
            increment: read_some(reader, read_steps)?,
            fee: read_some(reader, read_ratio)?,
        });
    }
    let mut slots: Vec<Slot> = Vec::new();
    for _ in 0..reader.count(29)? {
        let slot = Slot {
            from: read_length(reader)?,
            price: read_ratio(reader)?,
            increment: read_some(reader, read_steps)?,
        };
        if slots.last().is_some_and(|last| last.from >= slot.from) {
            return Err(BlobError::Content {
                what: "slots out of order",
            });
        }
        slots.push(slot);
    }
    Ok(Terms {
        price: None,
        bands,
        slots,
        per: read_length(reader)?,
        increment: read_steps(reader)?,
        fee: read_ratio(reader)?,
        surcharge: read_ratio(reader)?,
        minimum: read_some(reader, read_ratio)?,
        maximum: read_some(reader, read_ratio)?,
        grace: read_length(reader)?,
        free: read_length(reader)?,
        blocked: read_flag(reader)?,
    })
}

pub(crate) fn write_conditions(writer: &mut Writer, conditions: &Conditions) {
    let Conditions {
        only,
        caller,
        from,
        until,
        priority,
    } = *conditions;
    some(writer, only, write_kind);
    some(writer, caller, prefix);
    write_day(writer, from);
    write_day(writer, until);
    writer.i64(i64::from(priority));
}

pub(crate) fn read_conditions(reader: &mut Reader<'_>) -> Result<Conditions, BlobError> {
    Ok(Conditions {
        only: read_some(reader, read_kind)?,
        caller: read_some(reader, read_prefix)?,
        from: read_day(reader)?,
        until: read_day(reader)?,
        priority: i32::try_from(reader.i64()?).map_err(|_| BlobError::Content {
            what: "a priority that is none",
        })?,
    })
}

pub(crate) fn write_kind(writer: &mut Writer, kind: Kind) {
    writer.text(&kind.to_string());
}

pub(crate) fn read_kind(reader: &mut Reader<'_>) -> Result<Kind, BlobError> {
    reader.text()?.parse().map_err(|_| BlobError::Content {
        what: "a kind that is none",
    })
}

pub(crate) fn write_day(writer: &mut Writer, day: Option<NaiveDate>) {
    writer.i64(day.map_or(NO_DAY, |day| i64::from(day.num_days_from_ce())));
}

pub(crate) fn read_day(reader: &mut Reader<'_>) -> Result<Option<NaiveDate>, BlobError> {
    let days = reader.i64()?;
    if days == NO_DAY {
        return Ok(None);
    }
    i32::try_from(days)
        .ok()
        .and_then(NaiveDate::from_num_days_from_ce_opt)
        .map(Some)
        .ok_or(BlobError::Content {
            what: "a day that is none",
        })
}

pub(crate) fn write_currency(writer: &mut Writer, currency: Currency) {
    writer.text(currency.code());
    writer.u8(currency.decimals());
}

pub(crate) fn read_currency(reader: &mut Reader<'_>) -> Result<Currency, BlobError> {
    let code = reader.text()?;
    Currency::new(code, reader.u8()?).ok_or(BlobError::Content {
        what: "a currency that is none",
    })
}

fn prefix(writer: &mut Writer, prefix: Prefix) {
    writer.text(&prefix.to_string());
}

fn read_prefix(reader: &mut Reader<'_>) -> Result<Prefix, BlobError> {
    reader.text()?.parse().map_err(|_| BlobError::Content {
        what: "a prefix that is none",
    })
}

pub(crate) fn write_price(writer: &mut Writer, price: Option<Ratio>) {
    some(writer, price, ratio);
}

pub(crate) fn read_price(reader: &mut Reader<'_>) -> Result<Option<Ratio>, BlobError> {
    read_some(reader, read_ratio)
}

fn ratio(writer: &mut Writer, ratio: Ratio) {
    writer.i64(ratio.numerator());
    writer.i64(ratio.denominator());
}

fn read_ratio(reader: &mut Reader<'_>) -> Result<Ratio, BlobError> {
    let (numerator, denominator) = (reader.i64()?, reader.i64()?);
    Ratio::new(numerator, denominator).ok_or(BlobError::Content {
        what: "a price that is none",
    })
}

fn steps(writer: &mut Writer, increment: Increment) {
    // Both come from whole milliseconds in 32 bits.
    writer.u32(increment.first().as_millis() as u32);
    writer.u32(increment.next().as_millis() as u32);
    let rule = Counting::ALL.iter().position(|rule| *rule == increment.rule());
    writer.u8(rule.unwrap_or(0) as u8);
}

fn read_steps(reader: &mut Reader<'_>) -> Result<Increment, BlobError> {
    let increment = Increment::from_millis(reader.u32()?, reader.u32()?);
    Counting::ALL
        .get(usize::from(reader.u8()?))
        .map(|rule| increment.counting(*rule))
        .ok_or(BlobError::Content {
            what: "a counting rule that is none",
        })
}

fn length(writer: &mut Writer, length: Duration) {
    writer.u64(length.as_secs());
    writer.u32(length.subsec_nanos());
}

fn read_length(reader: &mut Reader<'_>) -> Result<Duration, BlobError> {
    let (seconds, nanos) = (reader.u64()?, reader.u32()?);
    if nanos >= 1_000_000_000 {
        return Err(BlobError::Content {
            what: "a length that is none",
        });
    }
    Ok(Duration::new(seconds, nanos))
}

fn some<T>(writer: &mut Writer, value: Option<T>, write: impl Fn(&mut Writer, T)) {
    writer.u8(u8::from(value.is_some()));
    if let Some(value) = value {
        write(writer, value);
    }
}

fn read_some<T>(
    reader: &mut Reader<'_>,
    read: impl Fn(&mut Reader<'_>) -> Result<T, BlobError>,
) -> Result<Option<T>, BlobError> {
    if read_flag(reader)? {
        read(reader).map(Some)
    } else {
        Ok(None)
    }
}

fn read_flag(reader: &mut Reader<'_>) -> Result<bool, BlobError> {
    match reader.u8()? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(BlobError::Content {
            what: "a mark that is neither yes nor no",
        }),
    }
}
