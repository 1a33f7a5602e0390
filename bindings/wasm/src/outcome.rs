//! What became of a call, as a union that TypeScript tells apart by `status`.

use js_sys::BigInt;
use switchhook_rating::{Charge, Destination, Forbidden, Money, Outcome, Prefix, Status};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::object::{number, object, seconds, set};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What kind of numbers a destination is. */
export type Kind =
  | "internal" | "fixed" | "mobile" | "special" | "tollfree" | "premium" | "service" | "emergency" | "forbidden" | "other";

/** How an amount was rounded. */
export type Rounding = "up" | "down" | "ceil" | "floor" | "half_up" | "half_down" | "half_even" | "none";

/** An exact amount. Add up `micros`, and show `text`. */
export interface Money {
  /** Millionths of the currency. */
  readonly micros: bigint;
  /** An ISO 4217 code. */
  readonly currency: string;
  /** All of the amount, with the code: `177.65 XPF`. */
  readonly text: string;
}

/** A set of numbers that share a price. */
export interface Destination {
  readonly name: string;
  readonly kind: Kind;
  /** The prefix that matched: `+33`, `872`. */
  readonly prefix: string;
}

/** What a call costs, and how that came about. */
export interface Charge {
  readonly beforeTax: Money;
  readonly afterTax: Money;
  /** The difference of the two. */
  readonly tax: Money;
  /** In coins of the currency, rounded as the plan says, without the code: `177`. */
  readonly shownBeforeTax: string;
  readonly shownAfterTax: string;
  readonly destination: Destination;
  /** The band of the week in which the call began. */
  readonly band: string;
  /** Seconds that the call lasted. */
  readonly duration: number;
  /** Seconds that it is billed for. */
  readonly billed: number;
  /** The blocks billed, the first one included. */
  readonly units: bigint;
  /** First and next block in seconds: `60/1`. */
  readonly increment: string;
  /** The price in the band in which the call began, as a decimal or a fraction, and the seconds that it is for. */
  readonly price: string;
  readonly per: number;
  /** Paid once a call, as a decimal. */
  readonly fee: string;
  /** The tax in percent as a decimal, and whether the price holds it. */
  readonly taxPercent: string;
  readonly taxIncluded: boolean;
  /** How the exact price was rounded to the amount; `null` when it did not have to be. */
  readonly rounded: Rounding | null;
  /** The line of the deck. */
  readonly line: number;
}

/** The five ends that a call can come to. */
export type Status = "rated" | "free" | "forbidden" | "unmatched" | "rejected";

/**
 * What became of a call: exactly one of these. A call that the tariff does not know is `unmatched`, never free; one that
 * nobody answered is free without a charge. `text` is one line that says how the price came about, or why there is none.
 */
export type Outcome =
  | { readonly status: "rated"; readonly charge: Charge; readonly text: string }
  | { readonly status: "free"; readonly charge: Charge | null; readonly text: string }
  | { readonly status: "forbidden"; readonly number: string; readonly destination: Destination | null; readonly text: string }
  | { readonly status: "unmatched"; readonly number: string; readonly reason: string; readonly text: string }
  | { readonly status: "rejected"; readonly reason: string; readonly text: string };
"#;

/// An outcome as an object.
pub(crate) fn of(outcome: &Outcome<'_>) -> JsValue {
    let object = object([("status", outcome.status().name().into())]);
    match outcome {
        Outcome::Rated(charge) | Outcome::Free(charge) => set(&object, "charge", self::charge(charge)),
        Outcome::Forbidden { number, by } => {
            set(&object, "number", number.to_string());
            let destination = match by {
                Forbidden::Row {
                    destination, prefix, ..
                } => self::destination(destination, *prefix),
                _ => JsValue::NULL,
            };
            set(&object, "destination", destination);
        }
        Outcome::Unmatched { number, why } => {
            set(&object, "number", number.to_string());
            set(&object, "reason", why.to_string());
        }
        Outcome::Rejected(why) => set(&object, "reason", why.to_string()),
        Outcome::NotAnswered => set(&object, "charge", JsValue::NULL),
        _ => {}
    }
    set(&object, "text", outcome.to_string());
    object
}

/// A record that cannot even be put to the book.
pub(crate) fn rejected(reason: &str) -> JsValue {
    object([
        ("status", Status::Rejected.name().into()),
        ("reason", reason.into()),
        ("text", format!("cannot be rated: {reason}").into()),
    ])
}

pub(crate) fn destination(destination: &Destination, prefix: Prefix) -> JsValue {
    object([
        ("name", destination.name.as_ref().into()),
        ("kind", destination.kind.to_string().into()),
        ("prefix", prefix.to_string().into()),
    ])
}

fn charge(charge: &Charge<'_>) -> JsValue {
    object([
        ("beforeTax", money(charge.before_tax)),
        ("afterTax", money(charge.after_tax)),
        ("tax", money(charge.tax_amount())),
        ("shownBeforeTax", charge.shown_before_tax().into()),
        ("shownAfterTax", charge.shown_after_tax().into()),
        ("destination", destination(charge.destination(), charge.prefix())),
        ("band", charge.band().into()),
        ("duration", seconds(charge.duration)),
        ("billed", seconds(charge.billed)),
        ("units", BigInt::from(charge.units).into()),
        ("increment", charge.increment().to_string().into()),
        ("price", charge.price().to_string().into()),
        ("per", seconds(charge.per())),
        ("fee", charge.fee().to_string().into()),
        ("taxPercent", charge.tax_percent().to_string().into()),
        ("taxIncluded", charge.tax_included().into()),
        (
            "rounded",
            charge
                .rounded()
                .map_or(JsValue::NULL, |mode| mode.to_string().into()),
        ),
        ("line", number(charge.line()).into()),
    ])
}

fn money(money: Money) -> JsValue {
    object([
        ("micros", BigInt::from(money.micros()).into()),
        ("currency", money.currency().to_string().into()),
        ("text", money.to_string().into()),
    ])
}
