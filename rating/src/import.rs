//! Rates from the files of operators, whatever their columns.
//!
//! A [`Mapping`] says which column is what; [`Mapping::read`] makes a [`Deck`] of the file and accounts for every line
//! of it: a row, refused with its reason, or skipped. Nothing is dropped and nothing is guessed in silence.
//!
//! # A file of an operator, step by step
//!
//! Look at the first lines of the file. Say it came with these, from a spreadsheet in French:
//!
//! ```text
//! Tarifs internationaux au 01/01/2026
//! Pays;Type;Indicatif;Villes;Prix TTC la minute
//! France;Fixe;33;;22,60
//! France;Mobile;33;6, 7;37,66
//! Corée du Sud;Fixe;82;2-6;1 028,30
//! ```
//!
//! 1. **Lines and fields.** `;` stands between the fields, `,` before the decimals; the first line is a title and the second
//!    names the columns: `delimiter`, `decimal_mark`, `skip`, `header`. The encoding is detected unless it is given, and
//!    [`Imported::encoding`] says which one it was.
//! 2. **Columns.** Each thing that a row needs is a column by name, by number from 1, or from the right by a negative
//!    number. `area` holds what goes on behind the code.
//! 3. **What no column says.** Codes without `+` are international; the steps are a first minute and then seconds; prices
//!    hold 13 % tax, which is taken out exactly.
//! 4. **Words.** `Fixe` and `Mobile` are kinds.
//! 5. **Dirt.** `1 028,30` has a blank in it: `blanks` takes it out and reports it.
//! 6. **Duplicates.** Both rows of France would be for the same numbers without their areas. Rows that are for the same
//!    calls are refused, or the first or last one stands (`duplicates`), or each asks for its kind (`by_kind`).
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! use switchhook_rating::import::{Encoding, Mapping};
//! let mapping = Mapping::from_toml(r#"
//!     delimiter = ";"
//!     decimal_mark = ","
//!     skip = 1
//!     header = true
//!     international = true
//!     increment = "60/1"
//!     tax = "13"
//!     currency = "XPF"
//!     duplicates = "refuse"
//!
//!     [columns]
//!     destination = "Pays"
//!     kind = "Type"
//!     prefix = "Indicatif"
//!     area = "Villes"
//!     price = -1
//!
//!     [kinds]
//!     Fixe = "fixed"
//!     Mobile = "mobile"
//!
//!     [repairs]
//!     blanks = true
//! "#)?;
//! let file = "Tarifs internationaux au 01/01/2026\n\
//!             Pays;Type;Indicatif;Villes;Prix TTC la minute\n\
//!             France;Fixe;33;;22,60\n\
//!             France;Mobile;33;6, 7;37,66\n\
//!             Corée du Sud;Fixe;82;2-6;1 028,30\n\
//!             Espagne;Fixe;34;;sur demande\n";
//! let imported = mapping.read(file.as_bytes())?;
//! assert_eq!(imported.deck.len(), 3);
//! assert_eq!(imported.deck.prefix_count(), 1 + 2 + 5);
//! assert_eq!(imported.encoding, Encoding::Utf8);
//! assert_eq!(imported.repaired[0].to_string(), "line 5: price (column -1): \"1 028,30\" read as \"1028,30\"");
//! assert!(imported.refused[0].to_string().starts_with("line 6: price (column -1): \"sur demande\" is not a number"));
//! assert!(imported.counts.add_up());
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Files that exist
//!
//! [`ready`] has mappings for three files of the original program: `inter.csv`, `opt_rates.txt` and `teliax-rates.csv`.
//! Its manual names two more, `opt_inter.csv` (the international tariff of an operator) and `ipop.csv` (that of an IP
//! provider). They are known by name only: no copy was found, so there is no mapping for them here, and one would be a
//! guess. The two files above are their likely relatives: begin with [`ready::inter`] for the first and
//! [`ready::teliax`] for the second, read, and look at what is refused.
//!
//! # What is refused, and what is repaired
//!
//! A line comes back as [`Refused`] with its number, the field with its column, the reason and the remedy. Dirt is taken
//! off only where the mapping says so ([`Repairs`]), and each time reported as [`Repaired`] with what stood there and what
//! it was read as. [`Counts`] add up: rows, refused and skipped lines are all the lines.

mod clean;
mod duplicates;
mod encoding;
#[cfg(feature = "serde")]
mod file;
mod lines;
mod mapping;
mod problem;
mod read;
pub mod ready;
mod row;

pub use encoding::{Encoding, ParseEncodingError};
#[cfg(feature = "serde")]
pub use file::MappingFileError;
pub use mapping::{Column, Duplicates, Group, Mapping, Repairs};
pub use problem::{MappingError, Refused, Repaired, RowProblem};

use crate::Deck;

/// What came out of a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Imported {
    /// The rows that were read.
    pub deck: Deck,
    /// The lines that were refused, in their order.
    pub refused: Vec<Refused>,
    /// The dirt that was taken off, in the order of the lines.
    pub repaired: Vec<Repaired>,
    /// How many lines became what.
    pub counts: Counts,
    /// The encoding in which the file was read.
    pub encoding: Encoding,
    /// Whether the encoding was told from the bytes and not by the mapping.
    pub is_detected: bool,
}

/// How many lines became what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counts {
    /// Lines in the file.
    pub lines: usize,
    /// Those that became a row.
    pub rows: usize,
    /// Those that were refused.
    pub refused: usize,
    /// Those that say nothing: blank ones, comments, the header and what stands above it.
    pub skipped: usize,
}

impl Counts {
    /// Whether every line became something.
    #[must_use]
    pub const fn add_up(&self) -> bool {
        self.rows + self.refused + self.skipped == self.lines
    }
}
