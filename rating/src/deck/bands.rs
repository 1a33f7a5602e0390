//! The columns of a deck for single bands, and for calls that last.

use super::csv::RowError;
use crate::{Increment, Ratio, Slot};

/// What a column of a single band holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfBand {
    Price,
    Increment,
    Fee,
}

impl OfBand {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Price, "price_"),
        (Self::Increment, "increment_"),
        (Self::Fee, "fee_"),
    ];

    /// The name of the column of a band.
    pub(super) fn column(self, band: &str) -> String {
        let start = Self::ALL.iter().find(|(of, _)| *of == self);
        format!("{}{band}", start.map_or("", |(_, start)| start))
    }

    /// What the column holds, and of which band. The name of a band is the plan's, capitals and all.
    pub(super) fn of_column(name: &str) -> Option<(Self, &str)> {
        Self::ALL.into_iter().find_map(|(of, start)| {
            let (head, band) = name.split_at_checked(start.len())?;
            (head.eq_ignore_ascii_case(start) && !band.is_empty()).then_some((of, band))
        })
    }
}

/// Reads a slot: `60:9.5` or `120:8:30/6`.
pub(super) fn slot(
    text: &str,
    number: impl Fn(&str) -> Result<Ratio, RowError>,
    steps: impl Fn(&str) -> Result<Increment, RowError>,
) -> Result<Slot, RowError> {
    let fail = || RowError::Value {
        column: "slots",
        text: text.to_owned(),
        remedy: "write seconds above 0, a price and perhaps steps, such as 60:9.5 or 60:9.5:30/6",
    };
    let (from, rest) = text.split_once(':').ok_or_else(fail)?;
    let (price, increment) = rest.split_once(':').map_or((rest, None), |(a, b)| (a, Some(b)));
    let from = number(from.trim())?
        .to_millis()
        .filter(|&from| from > 0)
        .ok_or_else(fail)?;
    let slot = Slot::new(
        std::time::Duration::from_millis(from.into()),
        number(price.trim())?,
    );
    Ok(match increment {
        Some(increment) => slot.increment(steps(increment.trim())?),
        None => slot,
    })
}
