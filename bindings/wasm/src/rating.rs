//! What a call costs.

use std::time::Duration;

use js_sys::{Array, Date};
use switchhook_rating::explain::Language;
use switchhook_rating::{self as rating, Call, Deck, Format, Plan, Start};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{Failure, hint};
use crate::object::{number, object};
use crate::outcome;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A line of a deck that was left out. The others count. */
export interface RejectedLine {
  /** The name of the deck in the plan, or `deck 1` where the plan names none. */
  readonly deck: string;
  /** From 1. */
  readonly line: number;
  /** The line, its first 80 characters. */
  readonly text: string;
  /** Why, and what to do. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/** A language that explanations are written in. */
export type Language = "fr" | "en" | "es" | "ru";

/** Why a call costs what it costs, or why it has no price. */
export interface Explanation {
  readonly status: Status;
  /** All in one line. */
  readonly line: string;
  /** One sentence for each step. */
  readonly sentences: readonly string[];
}

/**
 * A plan and its decks, checked and compiled: the thing that rates. It never changes, and the same call always gets
 * the same outcome.
 */
export class Book {
  private constructor();
  /**
   * Reads a plan (TOML) and its decks (CSV), in the order in which the plan names them. A plan that names none takes
   * them all, written with `,` between fields and `.` before decimals.
   *
   * @throws {SwitchhookError} The plan is none, or plan and decks do not fit.
   */
  static fromText(plan: string, ...decks: string[]): Book;
  /**
   * The names of the decks that a plan wants, in order: fetch these.
   *
   * @throws {SwitchhookError} The plan is none.
   */
  static deckNames(plan: string): string[];
  /** The name of the plan. */
  readonly name: string;
  /** The ISO 4217 code of all amounts. */
  readonly currency: string;
  /** The time zone whose clock the tariff goes by, such as `Pacific/Noumea`. */
  readonly zone: string;
  /** The lines of the decks that were left out. Empty when all is well. */
  readonly rejected: readonly RejectedLine[];
  /**
   * What a dialled number belongs to, whether it may be called or not; `null` when no row is for it.
   *
   * @throws {SwitchhookError} What was dialled is no number.
   */
  destination(number: string): Destination | null;
  /**
   * Rates one call. A record that cannot be rated is an outcome too, `rejected`, and not thrown.
   *
   * @param number What was dialled.
   * @param start When the call was answered, or began, as the tariff goes by. A `Date`, or text with an offset such as
   *   `2025-06-11T10:00:00+02:00`, is an instant; `2025-06-11 10:00:00` is what the clock showed in the plan's zone.
   * @param duration How long the parties talked, in seconds; 0 when nobody answered.
   * @throws {SwitchhookError} An argument is of another type.
   */
  rate(number: string, start: Date | string, duration: number): Outcome;
  /**
   * Says why a call costs what it costs, or why it has no price and what to do. The call is as for `rate`.
   *
   * @param language English where it is left out.
   * @throws {SwitchhookError} An argument is of another type, or the record is none.
   */
  explain(number: string, start: Date | string, duration: number, language?: Language): Explanation;
  /** Gives the memory back now; otherwise that happens when the book is collected. */
  free(): void;
}
"#;

/// A plan and its decks, checked and compiled.
#[wasm_bindgen(skip_typescript)]
#[derive(Debug)]
pub struct Book {
    book: rating::Book,
    rejected: Vec<RejectedLine>,
}

#[derive(Debug)]
struct RejectedLine {
    deck: String,
    line: usize,
    text: String,
    message: String,
}

/// The most that a deck may hold: far more than any tariff, less than the memory of a page.
const DECK_BYTES: usize = 64 << 20;

#[wasm_bindgen]
impl Book {
    /// Reads a plan and its decks.
    ///
    /// # Errors
    ///
    /// The plan is none, or plan and decks do not fit.
    #[wasm_bindgen(js_name = fromText, skip_typescript, variadic)]
    pub fn from_text(plan: &JsValue, decks: &JsValue) -> Result<Self, JsValue> {
        let plan = read_plan(plan)?;
        let texts = Array::from(decks)
            .iter()
            .map(|deck| {
                deck.as_string()
                    .ok_or_else(|| Failure::argument("deck", "a string for each deck"))
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self::build(plan, &texts)?)
    }

    fn build(plan: Plan, texts: &[String]) -> Result<Self, Failure> {
        let named = plan.decks();
        if !named.is_empty() && named.len() != texts.len() {
            let (wanted, given) = (named.len(), texts.len());
            return Err(Failure::new(
                "deck-count",
                format!(
                    "the plan names {wanted} decks and {given} were given; give one text for each, in its order"
                ),
            ));
        }
        let mut deck = Deck::new();
        let mut rejected = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let (name, format) = match named.get(index) {
                Some(file) => (file.file.clone(), file.format),
                None => (format!("deck {}", index + 1), Format::default()),
            };
            if text.len() > DECK_BYTES {
                let message =
                    format!("{name} has more than {DECK_BYTES} bytes; split it, or use shorter prefixes");
                return Err(Failure::new("deck-too-long", message));
            }
            let (rows, refused) = Deck::from_csv(text, &format);
            let mut reject = |line, text, message| {
                let deck = name.clone();
                rejected.push(RejectedLine {
                    deck,
                    line,
                    text,
                    message,
                });
            };
            for refused in refused {
                reject(refused.line, refused.text, refused.error.to_string());
            }
            let twins = deck.merge(rows);
            if twins.is_empty() {
                continue;
            }
            let lines: Vec<&str> = text.lines().collect();
            for (line, error) in twins {
                let shown = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
                reject(line, shown.chars().take(80).collect(), error.to_string());
            }
        }
        let book = rating::Book::new(plan, deck)?;
        Ok(Self { book, rejected })
    }

    /// The names of the decks that a plan wants.
    ///
    /// # Errors
    ///
    /// The plan is none.
    #[wasm_bindgen(js_name = deckNames, skip_typescript)]
    pub fn deck_names(plan: &JsValue) -> Result<Vec<String>, JsValue> {
        let plan = read_plan(plan)?;
        Ok(plan.decks().iter().map(|deck| deck.file.clone()).collect())
    }

    /// The name of the plan.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn name(&self) -> String {
        self.book.plan().name().to_owned()
    }

    /// The code of the currency.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn currency(&self) -> String {
        self.book.plan().currency().to_string()
    }

    /// The time zone of the plan.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn zone(&self) -> String {
        self.book.plan().zone().name().to_owned()
    }

    /// The lines that were left out.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn rejected(&self) -> Array {
        let line = |rejected: &RejectedLine| {
            object([
                ("deck", rejected.deck.as_str().into()),
                ("line", number(rejected.line).into()),
                ("text", rejected.text.as_str().into()),
                ("message", rejected.message.as_str().into()),
                ("hint", hint(&rejected.message).into()),
            ])
        };
        self.rejected.iter().map(line).collect()
    }

    /// What a dialled number belongs to.
    ///
    /// # Errors
    ///
    /// What was dialled is no number.
    #[wasm_bindgen(skip_typescript)]
    pub fn destination(&self, number: &JsValue) -> Result<JsValue, JsValue> {
        let number = dialled(number)?;
        let found = self.book.destination(&number).map_err(Failure::from)?;
        Ok(found.map_or(JsValue::NULL, |(prefix, destination)| {
            outcome::destination(destination, prefix)
        }))
    }

    /// Rates one call.
    ///
    /// # Errors
    ///
    /// An argument is of another type.
    #[wasm_bindgen(skip_typescript)]
    pub fn rate(&self, number: &JsValue, start: &JsValue, duration: &JsValue) -> Result<JsValue, JsValue> {
        let number = dialled(number)?;
        Ok(match record(start, duration)? {
            Ok((start, duration)) => outcome::of(&self.book.rate(&Call::new(&number, start, duration))),
            Err(reason) => outcome::rejected(&reason),
        })
    }

    /// Why a call costs what it costs.
    ///
    /// # Errors
    ///
    /// An argument is of another type, or the record is none.
    #[wasm_bindgen(skip_typescript)]
    pub fn explain(
        &self,
        number: &JsValue,
        start: &JsValue,
        duration: &JsValue,
        language: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let number = dialled(number)?;
        let language = match language.as_string() {
            None if language.is_undefined() => Language::En,
            code => code
                .and_then(|code| code.parse().ok())
                .ok_or_else(|| Failure::argument("language", "fr, en, es or ru"))?,
        };
        let (start, duration) = record(start, duration)?.map_err(|reason| Failure::new("record", reason))?;
        let explanation = self.book.explain(&Call::new(&number, start, duration));
        let sentences: Array = explanation
            .sentences(language)
            .into_iter()
            .map(JsValue::from)
            .collect();
        Ok(object([
            ("status", explanation.status.name().into()),
            ("line", explanation.line(language).into()),
            ("sentences", sentences.into()),
        ]))
    }
}

/// Start and length of a call, or what is wrong with them.
fn record(start: &JsValue, duration: &JsValue) -> Result<Result<(Start, Duration), String>, Failure> {
    let seconds = duration
        .as_f64()
        .ok_or_else(|| Failure::argument("duration", "a number of seconds"))?;
    let Ok(duration) = Duration::try_from_secs_f64(seconds) else {
        return Ok(Err(format!(
            "{seconds} s is not a length of time; give 0 or more seconds"
        )));
    };
    let text = match start.dyn_ref::<Date>() {
        // An invalid Date has no text.
        Some(date) if date.get_time().is_nan() => String::new(),
        Some(date) => date.to_iso_string().into(),
        None => start
            .as_string()
            .ok_or_else(|| Failure::argument("start", "a Date or a string"))?,
    };
    Ok(match text.parse::<Start>() {
        Ok(start) => Ok((start, duration)),
        Err(error) => Err(error.to_string()),
    })
}

fn read_plan(plan: &JsValue) -> Result<Plan, Failure> {
    let text = plan
        .as_string()
        .ok_or_else(|| Failure::argument("plan", "the text of a plan"))?;
    Ok(Plan::from_toml(&text)?)
}

fn dialled(number: &JsValue) -> Result<String, Failure> {
    number
        .as_string()
        .ok_or_else(|| Failure::argument("number", "what was dialled as a string"))
}
