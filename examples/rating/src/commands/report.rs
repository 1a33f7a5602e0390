//! `rating report`: sums of rated calls.

use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;
use switchhook_rating::report::{Entry, Figures, Key, Report, ReportError, Table};
use switchhook_rating::{Currency, Money, Rounding, Start, Status};

use crate::Lang;
use crate::failure::{Ended, Failure};
use crate::people::People;
use crate::read::rated::Rated;
use crate::row::{Column, Row, seconds};
use crate::say;
use crate::write::{Form, Sink, xlsx};

#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// What `rating rate` wrote, as CSV or JSON lines; - for the standard input
    #[arg(required = true)]
    rated: Vec<PathBuf>,
    /// What is summed up: department, phone, person, destination, trunk, month, day; the outermost first
    #[arg(long, value_delimiter = ',', value_name = "KEY,…", default_value = "phone")]
    by: Vec<Key>,
    /// A line for each call, the newest first, beside the sums
    #[arg(long)]
    detail: bool,
    /// Show whole numbers in detail; their first three characters and *** if not given
    #[arg(long)]
    whole_numbers: bool,
    /// Who owns which telephone: extension,department,person, a line for each
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// The zone in which days and months begin, for times that were recorded as instants
    #[arg(long, default_value = "UTC")]
    zone: chrono_tz::Tz,
    /// The first day that counts
    #[arg(long, value_name = "DAY")]
    since: Option<NaiveDate>,
    /// The last day that counts, in full
    #[arg(long, value_name = "DAY")]
    until: Option<NaiveDate>,
    /// Show amounts rounded to coins: up, down, ceil, floor, half_up, half_down, half_even; in full if not given
    #[arg(long, value_name = "MODE")]
    shown: Option<Rounding>,
    /// The currency of the report, where calls have several; that of the first call with a price if not given
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
    /// For plans that tax or round per invoice: round the sums of each group of the first key, and not the calls
    #[arg(long, value_name = "MODE")]
    invoices: Option<Rounding>,
    /// The language of heads and totals
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
    /// Where the report goes; the standard output if not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// csv or xlsx; that of the file's name if not given, or CSV
    #[arg(long)]
    format: Option<Form>,
}

/// Messages about single lines; further ones are only counted.
const MOST_SAID: u64 = 100;

pub(crate) fn run(options: &Options) -> Result<Ended, Failure> {
    let form = Form::choose(options.format, options.output.as_deref())?;
    if !matches!(form, Form::Csv | Form::Xlsx) {
        return Err(Failure::Usage("a report is written as csv or xlsx".to_owned()));
    }
    let people = options
        .people
        .as_deref()
        .map(People::read)
        .transpose()?
        .unwrap_or_default();
    let mut gathered = Gathered {
        priced: None,
        without_price: empty(options, options.currency.unwrap_or(Currency::XPF)),
    };
    let mut problems = 0u64;
    for path in &options.rated {
        let mut rated = Rated::open(path)?;
        let mut row = Row::default();
        while let Some(read) = rated.read(&mut row)? {
            if let Err(problem) = read.and_then(|()| add(options, &people, &mut gathered, &row)) {
                problems += 1;
                if problems <= MOST_SAID {
                    rated.bar.suspend(|| say(&rated.place(&problem)));
                }
            }
        }
        rated.bar.finish_and_clear();
    }
    if problems > 0 {
        say(&format!("{problems} lines are not in the report"));
    }
    let failed = |error: ReportError| Failure::Input(error.to_string());
    let report = match gathered.priced {
        Some(mut report) => {
            report.merge(gathered.without_price).map_err(failed)?;
            report
        }
        // All sums are zero, in any currency.
        None => gathered.without_price,
    };
    let words = options.lang.words();
    let figures = options.shown.map_or(Figures::Exact, Figures::Shown);
    let summary = report
        .finish()
        .map_err(|error| Failure::Input(error.to_string()))?;
    let table = summary.table(words, figures);
    write(&table, form, options)?;
    Ok(Ended::remarks(problems > 0))
}

fn write(table: &Table, form: Form, options: &Options) -> Result<(), Failure> {
    let mut out = Sink::open(options.output.as_deref())?;
    match form {
        Form::Xlsx => out.put(&xlsx::to_file(table)?)?,
        _ => out.put(table.to_csv().as_bytes())?,
    }
    out.finish()
}

/// The calls so far. Those without a price say nothing about the currency, and may come first.
struct Gathered {
    priced: Option<Report>,
    without_price: Report,
}

fn empty(options: &Options, currency: Currency) -> Report {
    let report = Report::new(options.by.iter().copied(), currency, options.zone)
        .detail(options.detail)
        .whole_numbers(options.whole_numbers);
    match options.invoices {
        None => report,
        Some(mode) => report.invoices(mode, 10i64.pow(6 - u32::from(currency.decimals().min(6)))),
    }
}

/// Adds a call, if it is of the period. What is wrong with it otherwise.
fn add(options: &Options, people: &People, gathered: &mut Gathered, row: &Row) -> Result<(), String> {
    let amounts = match row.get(Column::Currency) {
        "" => None,
        code if options.currency.is_some_and(|currency| currency.code() != code) => return Ok(()),
        code => {
            let amount = |name: &str, column| -> Result<Money, String> {
                format!("{} {code}", row.get(column))
                    .parse()
                    .map_err(|error| format!("{name}: {error}"))
            };
            Some((
                amount("before_tax", Column::BeforeTax)?,
                amount("after_tax", Column::AfterTax)?,
            ))
        }
    };
    let word = row.get(Column::Status);
    let status = Status::ALL.into_iter().find(|status| status.name() == word);
    let status =
        status.ok_or_else(|| format!("status: {word:?} is none; write the file again with `rating rate`"))?;
    let duration = match (row.get(Column::Duration), status) {
        // Of a record that could not be read there is none.
        ("", Status::Rejected) => Duration::ZERO,
        (text, _) => seconds(text).ok_or("duration: no seconds such as 61 or 61.5")?,
    };
    let mut entry = match amounts {
        Some((before_tax, after_tax)) => Entry::priced(status, 0, before_tax, after_tax),
        None => Entry::without_price(status, 0),
    };
    let at = match row.get(Column::Start) {
        "" => None,
        text => Some(
            text.parse::<Start>()
                .map_err(|error| error.to_string())?
                .reading_in(options.zone),
        ),
    };
    let at = at.flatten();
    if options
        .since
        .is_some_and(|since| at.is_none_or(|at| at.date() < since))
        || options
            .until
            .is_some_and(|until| at.is_none_or(|at| at.date() > until))
    {
        return Ok(());
    }
    if let Some(at) = at {
        entry = entry.at(at);
    }
    let billed = seconds(row.get(Column::Billed)).unwrap_or(Duration::ZERO);
    let entry = entry
        .duration(duration)
        .billed(billed)
        .owner(people.owner(row.get(Column::Extension)))
        .number(row.get(Column::Number))
        .destination(row.get(Column::Destination))
        .trunk(row.get(Column::Trunk));
    let report = match amounts {
        None => &mut gathered.without_price,
        // The first amount says in which currency all are.
        Some((amount, _)) => gathered
            .priced
            .get_or_insert_with(|| empty(options, amount.currency())),
    };
    report.add(&entry).map_err(|error| error.to_string())
}
