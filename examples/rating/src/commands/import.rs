//! `rating import`: a deck from the file of an operator.

use std::path::PathBuf;

use clap::ValueEnum;
use switchhook_rating::Format;
use switchhook_rating::import::{Mapping, ready};

use crate::failure::{Ended, Failure};
use crate::say;
use crate::tariff::{read_bytes, read_text};
use crate::write::Sink;

#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// The file of an operator: delimited text with any columns
    rates: PathBuf,
    /// What its columns are: a mapping in TOML
    #[arg(long, value_name = "FILE", required_unless_present = "ready")]
    map: Option<PathBuf>,
    /// A mapping that is there already
    #[arg(long, conflicts_with = "map")]
    ready: Option<Ready>,
    /// Where the deck goes, as CSV; the standard output if not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Mappings for files that exist.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Ready {
    /// inter.csv, the classic price
    Inter,
    /// inter.csv, the basic price of the packages
    InterOptimum,
    /// inter.csv, packages of 1 to 16 hours
    #[value(name = "inter-1-16")]
    Inter1To16,
    /// inter.csv, packages of 25 to 250 hours
    #[value(name = "inter-25-250")]
    Inter25To250,
    /// inter.csv, packages of 500 hours and more
    #[value(name = "inter-500")]
    Inter500,
    /// opt_rates.txt, options of a web page
    OptRates,
    /// teliax-rates.csv
    Teliax,
}

impl Ready {
    fn mapping(self) -> Mapping {
        match self {
            Self::Inter => ready::inter(ready::InterPrice::Classic),
            Self::InterOptimum => ready::inter(ready::InterPrice::Optimum),
            Self::Inter1To16 => ready::inter(ready::InterPrice::Hours1To16),
            Self::Inter25To250 => ready::inter(ready::InterPrice::Hours25To250),
            Self::Inter500 => ready::inter(ready::InterPrice::Hours500),
            Self::OptRates => ready::opt_rates(),
            Self::Teliax => ready::teliax(),
        }
    }
}

pub(crate) fn run(options: &Options) -> Result<Ended, Failure> {
    let mapping = match (&options.map, options.ready) {
        (Some(path), _) => Mapping::from_toml(&read_text(path)?)
            .map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?,
        (None, Some(ready)) => ready.mapping(),
        (None, None) => return Err(Failure::Usage("give --map or --ready".to_owned())),
    };
    let name = options.rates.display();
    let imported = mapping
        .read(&read_bytes(&options.rates)?)
        .map_err(|error| Failure::Input(format!("{name}: {error}")))?;
    // Every line that is not as it stood in the file is told, each of them: the file is the contract.
    for repaired in &imported.repaired {
        say(&format!("{name}, {repaired}"));
    }
    for refused in &imported.refused {
        say(&format!("{name}, {refused}"));
    }
    let mut out = Sink::open(options.output.as_deref())?;
    out.put(imported.deck.to_csv(&Format::default()).as_bytes())?;
    out.finish()?;
    let counts = imported.counts;
    say(&format!(
        "{} lines in {}: {} rows with {} prefixes, {} refused, {} skipped; {} repaired",
        counts.lines,
        imported.encoding,
        counts.rows,
        imported.deck.prefix_count(),
        counts.refused,
        counts.skipped,
        imported.repaired.len()
    ));
    Ok(Ended::remarks(!imported.refused.is_empty()))
}
