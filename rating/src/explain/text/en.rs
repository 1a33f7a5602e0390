//! Explanations in English.

use super::{Summary, Writer};
use crate::explain::{BadRecord, ChosenBy, NoRow, Segment, Step};
use crate::{CountedPer, Counting, Kind, Place, Rounding, Seconds, TaxSide};

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Internal => "internal",
        Kind::Fixed => "fixed line",
        Kind::Mobile => "mobile",
        Kind::Special => "special number",
        Kind::TollFree => "toll-free",
        Kind::Premium => "premium rate",
        Kind::Service => "service",
        Kind::Emergency => "emergency",
        Kind::Forbidden => "forbidden",
        _ => "other",
    }
}

const fn mode(mode: Rounding) -> &'static str {
    match mode {
        Rounding::Up | Rounding::Ceil => "up",
        Rounding::Down | Rounding::Floor => "down",
        Rounding::HalfUp | Rounding::Exact => "half up",
        Rounding::HalfDown => "half down",
        Rounding::HalfEven => "half to even",
    }
}

const fn seconds(mode: Seconds) -> &'static str {
    match mode {
        Seconds::Up => "up",
        Seconds::Down => "down",
        Seconds::HalfUp | Seconds::Exact => "half up",
    }
}

const fn place(place: Place) -> &'static str {
    match place {
        Place::Increment => "each increment",
        Place::Segment => "each segment",
        Place::Call => "the call",
        Place::Invoice => "the invoice",
    }
}

pub(super) fn step(w: &Writer, step: &Step) -> String {
    match step {
        Step::Dialled {
            dialled,
            number,
            kind: known,
        } => {
            let known = known.map_or(String::new(), |known| format!(" ({})", kind(known)));
            match dialled == number {
                true => format!("Dialled {number}{known}."),
                false => format!("Dialled {dialled}: the number {number}{known}."),
            }
        }
        Step::Plan { plan, by } => match by {
            ChosenBy::Default => format!("Plan “{plan}”."),
            ChosenBy::Account(of) => format!("Plan “{plan}”, by account {of}."),
            ChosenBy::Extension(of) => format!("Plan “{plan}”, by extension {of}."),
            ChosenBy::Trunk(of) => format!("Plan “{plan}”, by trunk {of}."),
            ChosenBy::Number(of) => format!("Plan “{plan}”, for numbers that begin with {of}."),
            ChosenBy::Caller(of) => format!("Plan “{plan}”, for callers whose number begins with {of}."),
        },
        Step::Version { since } => format!("Deck in force since {}.", w.day(*since)),
        Step::Row {
            prefix,
            line,
            destination,
            kind: of,
            parent,
        } => {
            let of = if *of == Kind::Other {
                String::new()
            } else {
                format!(" ({})", kind(*of))
            };
            let line = if *line == 0 {
                String::new()
            } else {
                format!(", line {line} of the deck")
            };
            let parent = parent.as_ref().map_or(String::new(), |parent| {
                format!(", from the parent plan “{parent}”")
            });
            format!("Prefix {prefix}: {destination}{of}{line}{parent}.")
        }
        Step::Clock {
            local,
            zone,
            band,
            holiday,
        } => {
            let holiday = if *holiday { ", a holiday" } else { "" };
            format!("{} in {zone}{holiday}: band “{band}”.", w.clock(*local))
        }
        Step::Seconds {
            lasted,
            mode: how,
            counted,
        } => {
            format!(
                "{} rounded {} to whole seconds: {}.",
                w.seconds(*lasted),
                seconds(*how),
                w.seconds(*counted)
            )
        }
        Step::Grace { length, grace } => {
            format!(
                "{}: calls of up to {} cost nothing.",
                w.seconds(*length),
                w.seconds(*grace)
            )
        }
        Step::FreeSeconds { length, free, left } => format!(
            "{} less the first {}, which are free: {}.",
            w.seconds(*length),
            w.seconds(*free),
            w.seconds(*left)
        ),
        Step::Billed {
            length,
            first,
            next,
            counting,
            units,
            billed,
        } => {
            let rule = match counting {
                Counting::Started => "",
                Counting::FromZero => ", blocks counted from the start of the call",
                Counting::Completed => ", completed blocks only",
                Counting::Next => ", one block more than were completed",
            };
            format!(
                "{} in steps of {}{rule}: {} {}, {} billed.",
                w.seconds(*length),
                w.steps(*first, *next),
                w.count(*units),
                w.form(*units, "unit", "units", "units"),
                w.seconds(*billed)
            )
        }
        Step::Segment(part) => segment(w, part),
        Step::Fee { fee, kept } => match w.is_same(*fee, *kept) {
            true => format!("Plus {} a call.", w.price(*fee)),
            false => format!("Plus {} a call, which is {}.", w.price(*fee), w.amount(*kept)),
        },
        Step::Factor { factor } => format!(
            "The prices of the parent plan are multiplied by {}.",
            w.number(*factor)
        ),
        Step::Exchange { rate, .. } => format!("{} is {}.", w.price(super::Fraction::ONE), w.amount(*rate)),
        Step::Sum { total } => format!("Together {}.", w.amount(*total)),
        Step::Minimum { before, total, .. } => {
            format!(
                "{} is less than a call costs at least: {}.",
                w.amount(*before),
                w.amount(*total)
            )
        }
        Step::Maximum { before, total, .. } => {
            format!(
                "{} is more than a call costs at most: {}.",
                w.amount(*before),
                w.amount(*total)
            )
        }
        Step::OtherSide {
            percent,
            side: TaxSide::After,
            before,
            total,
        } => format!(
            "The amount with tax comes first: {} and {} are {}.",
            w.amount(*before),
            w.percent(*percent),
            w.amount(*total)
        ),
        Step::OtherSide {
            percent,
            before,
            total,
            ..
        } => format!(
            "The amount before tax comes first: {} without the {} are {}.",
            w.amount(*before),
            w.percent(*percent),
            w.amount(*total)
        ),
        Step::Round {
            place: at,
            mode: how,
            unit,
            before,
            after,
        } => match w.is_exact(*before, *after) {
            true => format!("Amount: {}, nothing to round.", w.money(*after)),
            false => format!(
                "{} rounded {} to multiples of {} for {}: {}.",
                w.amount(*before),
                mode(*how),
                w.money(*unit),
                place(*at),
                w.money(*after)
            ),
        },
        Step::Tax { percent, .. } if percent.is_zero() => "No tax.".to_owned(),
        Step::Tax {
            percent,
            first,
            mode: how,
            unit,
            before,
            tax,
            after,
            ..
        } => {
            let rounded = match w.is_fine(*unit) {
                true => String::new(),
                false => format!(", rounded {} to multiples of {}", mode(*how), w.money(*unit)),
            };
            match first {
                TaxSide::Before => format!(
                    "{} before tax, {} tax {}: {} with tax{rounded}.",
                    w.money(*before),
                    w.percent(*percent),
                    w.money(*tax),
                    w.money(*after)
                ),
                TaxSide::After => format!(
                    "{} with tax, of which {} tax {}: {} before tax{rounded}.",
                    w.money(*after),
                    w.percent(*percent),
                    w.money(*tax),
                    w.money(*before)
                ),
            }
        }
        Step::Package {
            package,
            per,
            owner,
            year,
            month,
            tiers,
        } => {
            let whose = match per {
                CountedPer::Trunk => "trunk",
                CountedPer::Account => "account",
                CountedPer::Extension => "extension",
            };
            let quantity = |of| w.quantity(of, "before tax", "with tax");
            let left = w.tiers(tiers, |tier| {
                format!(
                    "“{}”, {} left of {}",
                    tier.plan,
                    quantity(tier.left),
                    quantity(tier.size)
                )
            });
            format!("Package “{package}” of {whose} {owner}, {month:02}/{year}: {left}.")
        }
        Step::Part {
            tier: None,
            plan,
            length,
            ..
        } => {
            format!("Beyond the package: {} by plan “{plan}”.", w.seconds(*length))
        }
        Step::Part {
            plan, length, used, ..
        } => {
            let used = used.map_or(String::new(), |used| {
                format!(", which use up {}", w.quantity(used, "before tax", "with tax"))
            });
            format!(
                "Inside the package: {} by plan “{plan}”{used}.",
                w.seconds(*length)
            )
        }
        Step::Share { from, length, total } => match from {
            0 => format!("Of this the first {}: {}.", w.seconds(*length), w.amount(*total)),
            _ => format!(
                "Of this {} behind the first {}: {}.",
                w.seconds(*length),
                w.seconds(*from),
                w.amount(*total)
            ),
        },
        Step::Stuck { lasted, longest } => format!(
            "{} is more than the {} that the plan believes: see whether the call hung.",
            w.seconds(*lasted),
            w.seconds(*longest)
        ),
        Step::NotAnswered => "Nobody answered: nothing to pay.".to_owned(),
        Step::Forbidden { by_row: true } => {
            "The deck forbids this destination. To allow it, give its row a price.".to_owned()
        }
        Step::Forbidden { by_row: false } => {
            "Numbers of this kind are forbidden. To allow this one, change its kind in the numbering plan."
                .to_owned()
        }
        Step::Unmatched { why } => no_row(w, why),
        Step::Rejected { why } => bad_record(w, why),
    }
}

fn segment(w: &Writer, part: &Segment) -> String {
    let surcharge = match part.surcharge.is_zero() {
        true => String::new(),
        false => format!(" plus {}", w.price(part.surcharge)),
    };
    let slot = part.slot.filter(|from| *from > 0).map_or(String::new(), |from| {
        format!(", price from {} on", w.seconds(from))
    });
    let rounded = match (part.exact == part.kept, w.place) {
        (true, _) => String::new(),
        (false, Place::Increment) => format!(
            ", each of {} blocks rounded: {}",
            w.count(part.blocks),
            w.amount(part.kept)
        ),
        (false, _) => format!(", rounded {}", w.amount(part.kept)),
    };
    format!(
        "{}, band “{}”{slot}, at {}{surcharge} per {}: {}{rounded}.",
        w.seconds(part.length),
        part.band,
        w.price(part.price),
        w.seconds(part.per),
        w.amount(part.exact)
    )
}

fn no_row(w: &Writer, why: &NoRow) -> String {
    match why {
        NoRow::NoPrefix => {
            "No tariff: no prefix of the deck begins this number. Add a row for it and rate again.".to_owned()
        }
        NoRow::Length {
            prefix,
            allowed,
            digits,
        } => format!(
            "No tariff: prefix {prefix} is for numbers of {allowed} digits, this one has {digits}. Correct the row or add another."
        ),
        NoRow::Kind {
            prefix,
            wanted,
            kind: None,
        } => format!(
            "No tariff: prefix {prefix} is for numbers of the kind “{}”, and the numbering plan does not know what kind this one is. Add its beginning to the kinds of the numbering plan, or a row for all kinds.",
            kind(*wanted)
        ),
        NoRow::Kind {
            prefix,
            wanted,
            kind: Some(is),
        } => format!(
            "No tariff: prefix {prefix} is for numbers of the kind “{}”, this one is of the kind “{}”. Add a row for that kind.",
            kind(*wanted),
            kind(*is)
        ),
        NoRow::Caller { prefix, caller } => format!(
            "No tariff: prefix {prefix} is for callers whose number begins with {caller}. Add a row for other callers."
        ),
        NoRow::Validity { prefix, line, day } => format!(
            "No tariff: the row of prefix {prefix} (line {line}) is not valid on {}. Correct its dates or add a row.",
            w.day(*day)
        ),
        NoRow::NoDeck { day } => format!(
            "No tariff: no deck of the plan is in force on {}. Add one, or let the first begin earlier.",
            w.day(*day)
        ),
        NoRow::Other { message } => format!("No tariff: {message}."),
    }
}

fn bad_record(w: &Writer, why: &BadRecord) -> String {
    match why {
        BadRecord::Empty => "Not rated: nothing was dialled. Check the record.".to_owned(),
        BadRecord::Character { found, at } => {
            format!("Not rated: {found:?} at position {at} stands in no number. Check what was dialled.")
        }
        BadRecord::TooLong => "Not rated: the number is too long. Check what was dialled.".to_owned(),
        BadRecord::Skipped { start, zone } => format!(
            "Not rated: the clock in {zone} never showed {start}, it was put forward. Give the start with its offset."
        ),
        BadRecord::StartOutOfRange { start } => {
            format!("Not rated: the start {start} is out of range. Check the clock that wrote the record.")
        }
        BadRecord::TooLarge { seconds } => format!(
            "Not rated: {seconds} s cost more than an amount can hold. Check the length and the rate."
        ),
        BadRecord::Endless { seconds } => {
            format!("Not rated: {seconds} s are longer than a hundred years. Check the length.")
        }
        BadRecord::NoExchange { currency, day } => format!(
            "Not rated: the plan does not say what {currency} was worth on {}. Add a rate of exchange.",
            w.day(*day)
        ),
        BadRecord::Other { message } => format!("Not rated: {message}."),
    }
}

/// The whole of a priced call in one line.
pub(super) fn line(w: &Writer, summary: &Summary<'_>) -> String {
    let Summary {
        destination,
        prefix,
        bands,
        ..
    } = summary;
    let mut line = format!(
        "{destination} (prefix {prefix}), {}: {}",
        bands.join(" + "),
        w.seconds(summary.lasted)
    );
    if let Some((first, next, billed)) = summary.billed {
        line += &format!(" in steps of {} = {}", w.steps(first, next), w.seconds(billed));
    }
    line += "; ";
    line += &summary.sum(
        w,
        |times, price, per| format!("{times} × {price} a {per}"),
        "at least",
        "at most",
    );
    match summary.tax {
        None => line += ", no tax",
        Some((percent, false, _, after)) => {
            line += &format!(", with {} tax {}", w.percent(percent), w.money(after));
        }
        Some((percent, true, tax, _)) => {
            line += &format!(", of which {} tax {}", w.percent(percent), w.money(tax));
        }
    }
    line
}
