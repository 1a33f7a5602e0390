//! What does a call cost, and why? `cargo run -p switchhook-rating --example rate_call -- 872345 979`
//!
//! Arguments: the number, the seconds, and if wanted the start (`2011-12-19 11:08:58`) and the folder of a plan.

#![expect(
    clippy::disallowed_methods,
    reason = "a program reads files; the crate itself does not"
)]

use std::error::Error;
use std::io::{Write, stderr, stdout};
use std::path::PathBuf;
use std::time::Duration;

use switchhook_rating::{Book, Call, Deck, Outcome, Plan, Start};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(number), Some(seconds)) = (arguments.next(), arguments.next()) else {
        return Err("which call? give a number and its seconds, such as 872345 979".into());
    };
    let start: Start = arguments
        .next()
        .as_deref()
        .unwrap_or("2011-12-19 11:08:58")
        .parse()?;
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/new-caledonia");
    let folder = arguments
        .next()
        .map_or_else(|| PathBuf::from(sample), PathBuf::from);

    let book = read_book(&folder)?;
    let outcome = book.rate(&Call::new(&number, start, Duration::from_secs(seconds.parse()?)));
    let mut out = stdout().lock();
    writeln!(out, "{outcome}")?;
    if let Outcome::Rated(charge) = outcome {
        writeln!(
            out,
            "shown as {} {}",
            charge.shown_after_tax(),
            charge.after_tax.currency()
        )?;
    }
    Ok(())
}

/// Reads `plan.toml` of a folder and the decks that it names. Lines that are refused are told, the others count.
fn read_book(folder: &std::path::Path) -> Result<Book, Box<dyn Error>> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let plan = Plan::from_toml(&read("plan.toml")?).map_err(|error| format!("plan.toml: {error}"))?;
    let mut deck = Deck::new();
    for file in plan.decks() {
        let (part, rejected) = Deck::from_csv(&read(&file.file)?, &file.format);
        for line in rejected {
            writeln!(stderr(), "{}: {line}", file.file)?;
        }
        for (line, error) in deck.merge(part) {
            writeln!(stderr(), "{}: line {line}: {error}", file.file)?;
        }
    }
    Ok(Book::new(plan, deck)?)
}
