//! `rating diff`: what changed from one tariff to another, and what that does to calls.

use std::path::PathBuf;

use switchhook_rating::cdr::CdrRecord;
use switchhook_rating::question::{Change, Difference, Priced};
use switchhook_rating::report::{Cell, Figures, Row, RowKind, Table};
use switchhook_rating::{Charge, Deck, Outcome};

use super::rate::call;
use crate::Lang;
use crate::failure::{Ended, Failure};
use crate::read::cdr::{Calls, From};
use crate::say;
use crate::tariff::{Part, Tariff};
use crate::write::Sink;

#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// The older tariff: its TOML or JSON file, or the folder that it stands in
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The newer one
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Call records, as for `rating rate`: what both tariffs make of them, by destination
    #[arg(long, value_name = "FILE")]
    calls: Vec<PathBuf>,
    /// In which form the records stand; told from their beginning if not given
    #[arg(long)]
    from: Option<From>,
    /// The times of the records are UTC (usegmtime=yes in cdr.conf)
    #[arg(long)]
    utc: bool,
    /// The language of the heads
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

pub(crate) fn run(options: &Options) -> Result<Ended, Failure> {
    let (old, new) = (
        Tariff::read_aloud(&options.old)?,
        Tariff::read_aloud(&options.new)?,
    );
    let mut out = Sink::open(None)?;
    let pairs = pairs(&old.parts, &new.parts);
    let (mut differs, mut counts, nothing) = (false, [0; 3], Deck::new());
    for (before, after) in &pairs {
        let deck = |part: &Option<&Part>| part.map_or(&nothing, |part| &part.deck).clone();
        let (old, new) = (deck(before), deck(after));
        let difference = old.difference(&new);
        if difference.is_empty() {
            continue;
        }
        differs = true;
        if pairs.len() > 1 {
            let name = after.or(*before).map(Part::name).unwrap_or_default();
            out.put(format!("{name}:\n").as_bytes())?;
        }
        out.put(difference.to_string().as_bytes())?;
        let [added, removed, changed] = counts;
        counts = [
            added + difference.added(),
            removed + difference.removed(),
            changed + difference.changed(),
        ];
    }
    let [added, removed, changed] = counts;
    let rows = format!("{added} added, {removed} removed, {changed} changed\n");
    out.put(rows.as_bytes())?;
    // Bands, taxes, rounding: what is no row. Fingerprints know, and so do the calls.
    if !differs && old.book.fingerprint() != new.book.fingerprint() {
        differs = true;
        out.put(
            b"the rows are the same, and something else of the tariffs is not; --calls says what it does\n",
        )?;
    }
    if !options.calls.is_empty() {
        let difference = compare(options, &old, &new)?;
        out.put(b"\n")?;
        out.put(table(&difference, options.lang).to_csv().as_bytes())?;
    }
    out.finish()?;
    Ok(Ended::remarks(
        differs || !old.refused.is_empty() || !new.refused.is_empty(),
    ))
}

/// The decks of both tariffs side by side: those of one plan and one day; what is left of a plan, in order.
fn pairs<'a>(old: &'a [Part], new: &'a [Part]) -> Vec<(Option<&'a Part>, Option<&'a Part>)> {
    let mut pairs: Vec<(Option<&Part>, Option<&Part>)> = Vec::new();
    let mut left: Vec<&Part> = old.iter().collect();
    let mut take = |fits: &dyn Fn(&Part) -> bool| {
        let at = left.iter().position(|part| fits(part))?;
        Some(left.remove(at))
    };
    for part in new {
        pairs.push((take(&|other: &Part| other.name() == part.name()), Some(part)));
    }
    for (before, after) in &mut pairs {
        if let (None, Some(part)) = (&before, *after) {
            *before = take(&|other: &Part| other.plan.name() == part.plan.name());
        }
    }
    // The only plan of each side is the same one under another name.
    if let [(before @ None, Some(_))] = pairs.as_mut_slice() {
        *before = take(&|_| old.len() == 1);
    }
    pairs.extend(left.into_iter().map(|part| (Some(part), None)));
    pairs
}

/// Both tariffs over the calls, one after the other; sums by destination.
fn compare(options: &Options, old: &Tariff, new: &Tariff) -> Result<Difference<String>, Failure> {
    let mut difference = Difference::new();
    let (mut record, mut bad) = (CdrRecord::new(), 0u64);
    for path in &options.calls {
        let mut calls = Calls::open(path, options.from, options.utc)?;
        while let Some(read) = calls.read(&mut record)? {
            if read.is_err() {
                bad += 1;
                continue;
            }
            let call = call(&record);
            let (before, after) = (old.book.rate(&call), new.book.rate(&call));
            let group = destination(&after).or_else(|| destination(&before));
            difference.record(
                group.unwrap_or_default(),
                Priced::from(&before),
                Priced::from(&after),
            );
        }
        calls.bar.finish_and_clear();
    }
    if bad > 0 {
        say(&format!("{bad} records cannot be used; `rating rate` says why"));
    }
    Ok(difference)
}

fn destination<'a>(outcome: &'a Outcome<'_>) -> Option<&'a str> {
    let destination = match outcome {
        Outcome::Forbidden { by, .. } => by.destination(),
        other => other.charge().map(Charge::destination),
    };
    destination.map(|destination| &*destination.name)
}

/// The destinations, those first whose sum changed most, and the total.
fn table(difference: &Difference<String>, lang: Lang) -> Table {
    let heads = match lang {
        Lang::En => [
            "Destination",
            "Calls",
            "Changed",
            "Now priced",
            "No longer priced",
            "Old",
            "New",
            "Difference",
        ],
        Lang::Fr => [
            "Destination",
            "Appels",
            "Changés",
            "Désormais taxés",
            "Plus taxés",
            "Ancien",
            "Nouveau",
            "Écart",
        ],
        Lang::Es => [
            "Destino",
            "Llamadas",
            "Cambiadas",
            "Ahora con precio",
            "Ya sin precio",
            "Antes",
            "Ahora",
            "Diferencia",
        ],
        Lang::Ru => [
            "Направление",
            "Звонки",
            "Изменено",
            "Появилась цена",
            "Цены больше нет",
            "Было",
            "Стало",
            "Разница",
        ],
    };
    let amount =
        |amount: Option<_>| amount.map_or(Cell::Empty, |amount| Cell::Amount(amount, Figures::Exact));
    let row = |kind, name: &str, change: &Change| {
        Row::new(
            kind,
            [
                Cell::text(name),
                Cell::Count(change.calls),
                Cell::Count(change.changed),
                Cell::Count(change.gained),
                Cell::Count(change.lost),
                amount(change.old.after_tax()),
                amount(change.new.after_tax()),
                amount(change.delta()),
            ],
        )
    };
    let words = lang.words();
    let mut rows: Vec<Row> = difference
        .by_delta()
        .into_iter()
        .map(|(name, change)| {
            let name = if name.is_empty() { words.unknown } else { name };
            row(RowKind::Line, name, change)
        })
        .collect();
    // A hundred thousand destinations are kept apart.
    if difference.rest().calls > 0 {
        rows.push(row(RowKind::Line, "…", difference.rest()));
    }
    rows.push(row(RowKind::Total, words.total, difference.total()));
    Table {
        preamble: Vec::new(),
        heads: heads.map(str::to_owned).to_vec(),
        rows,
    }
}
