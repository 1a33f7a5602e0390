//! The decks that the plans of a book name.

use super::BookBuilder;
use crate::{Deck, DeckError, DeckFile};

/// A row of a file that another file of the same deck has already. It was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {error}")]
pub struct Overlap {
    /// The file.
    pub file: String,
    /// The line in it.
    pub line: usize,
    /// Why it is no part of the deck.
    #[source]
    pub error: DeckError,
}

impl BookBuilder {
    /// Gives every plan the decks that stand in the files which it names; `read` reads one file.
    ///
    /// Files of one plan that are in force from the same day make one deck. Rows that would be in it twice are left
    /// out of the later file, and returned.
    ///
    /// ```
    /// use switchhook_rating::{BookBuilder, Currency, Deck, DeckFile, Format, Plan};
    /// # #[cfg(feature = "csv")] {
    /// let plan = Plan::new("example", Currency::EUR, chrono_tz::Europe::Paris)
    ///     .deck(DeckFile::new("deck.csv", Format::default()));
    /// let (builder, overlaps) = BookBuilder::default().plan(plan, []).read_decks(|file| {
    ///     let text = match file.file.as_str() {
    ///         "deck.csv" => "prefix,destination,price,per,first,next\n+33,France,0.02,60,60,1\n",
    ///         other => return Err(format!("{other}: no such file")),
    ///     };
    ///     let (deck, refused) = Deck::from_csv(text, &file.format);
    ///     match refused.first() {
    ///         Some(line) => Err(format!("{}: {line}", file.file)),
    ///         None => Ok(deck),
    ///     }
    /// })?;
    /// assert!(overlaps.is_empty());
    /// assert_eq!(builder.plans()[0].1[0].len(), 1);
    /// # }
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first that `read` returns.
    pub fn read_decks<E>(
        mut self,
        mut read: impl FnMut(&DeckFile) -> Result<Deck, E>,
    ) -> Result<(Self, Vec<Overlap>), E> {
        let mut overlaps = Vec::new();
        for (plan, decks) in &mut self.plans {
            for file in plan.decks() {
                let mut deck = read(file)?;
                if let Some(day) = file.effective {
                    deck = deck.effective_from(day);
                }
                if let Some(currency) = file.currency {
                    deck = deck.in_currency(currency);
                }
                let same = decks.iter_mut().find(|known| {
                    (known.effective(), known.currency()) == (deck.effective(), deck.currency())
                });
                match same {
                    Some(known) => {
                        let refused = known.merge(deck).into_iter().map(|(line, error)| Overlap {
                            file: file.file.clone(),
                            line,
                            error,
                        });
                        overlaps.extend(refused);
                    }
                    None => decks.push(deck),
                }
            }
        }
        Ok((self, overlaps))
    }
}
