//! Rates calls from the command line: `rating --help`. The README has a session to type along.

mod commands;
mod failure;
mod held;
mod people;
mod progress;
mod read;
mod row;
mod tariff;
mod write;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use switchhook_rating::explain::Language;
use switchhook_rating::report::Words;

/// What calls cost, exactly, and why.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 fine; 1 done, but something was refused, has no rate or differs; 2 wrong command line; \
                  3 something cannot be read; 4 something cannot be written; 5 the tariff cannot be used; 141 nobody \
                  reads the output any more."
)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compiles a tariff, and says what is wrong with it and what is odd
    Check(commands::check::Options),
    /// Makes a deck of the file of an operator
    Import(commands::import::Options),
    /// Prices the calls of a file
    Rate(commands::rate::Options),
    /// Says what one call costs, and why
    Explain(commands::explain::Options),
    /// Sums of rated calls by department, phone, person, destination, trunk, month, day
    Report(commands::report::Options),
    /// Says what changed from one tariff to another, and what that does to calls
    Diff(commands::diff::Options),
    /// Lists numbers without a rate, with their calls
    Unmatched(commands::unmatched::Options),
    /// Measures this machine on a file of yours
    Bench(commands::bench::Options),
}

/// A language of reports and explanations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Lang {
    Fr,
    En,
    Es,
    Ru,
}

impl Lang {
    fn words(self) -> &'static Words {
        match self {
            Self::Fr => &Words::FRENCH,
            Self::En => &Words::ENGLISH,
            Self::Es => &Words::SPANISH,
            Self::Ru => &Words::RUSSIAN,
        }
    }

    fn language(self) -> Language {
        match self {
            Self::Fr => Language::Fr,
            Self::En => Language::En,
            Self::Es => Language::Es,
            Self::Ru => Language::Ru,
        }
    }
}

fn main() -> ExitCode {
    let ended = match Options::parse().command {
        Command::Check(options) => commands::check::run(&options),
        Command::Import(options) => commands::import::run(&options),
        Command::Rate(options) => commands::rate::run(&options),
        Command::Explain(options) => commands::explain::run(&options),
        Command::Report(options) => commands::report::run(&options),
        Command::Diff(options) => commands::diff::run(&options),
        Command::Unmatched(options) => commands::unmatched::run(&options),
        Command::Bench(options) => commands::bench::run(&options),
    };
    match ended {
        Ok(ended) => ended.code(),
        Err(failure @ failure::Failure::ReaderGone) => failure.code(),
        Err(failure) => {
            say(&failure.to_string());
            failure.code()
        }
    }
}

/// A line for whoever runs the program, apart from its output.
fn say(text: &str) {
    // When even that cannot be written, there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "rating: {text}");
}
