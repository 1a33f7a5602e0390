//! Decks and calls of any size, the same in every run, shaped like those of a wholesale carrier.
//!
//! Just under half of the prefixes are blocks of North America (1, area, exchange); the others are runs of siblings
//! below the codes of countries, with lengths from 1 to 12. There are at most 2000 different rates, and siblings most
//! often share theirs. Calls go to destinations by 1/rank, as calls do, and a few to numbers that nobody has.

#![allow(dead_code, reason = "each test and bench takes what it needs")]

use std::collections::HashSet;
use std::fmt::Write;

/// A small generator of numbers that look random.
#[derive(Clone, Debug)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// A row of a deck.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its digits, without a `+`.
    pub(crate) prefix: String,
    /// A minute at peak, in ten-thousandths.
    pub(crate) peak: u32,
    /// A minute at other times.
    pub(crate) offpeak: u32,
    /// The first block in seconds.
    pub(crate) first: u32,
    /// Those after it.
    pub(crate) next: u32,
}

/// A call.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// What was dialled, with `00`.
    pub(crate) number: String,
    /// Seconds since 1970.
    pub(crate) start: i64,
    /// How long it took.
    pub(crate) seconds: u32,
}

/// The codes of some countries, from most calls to fewest.
const COUNTRIES: [&str; 48] = [
    "33", "44", "49", "34", "39", "61", "32", "41", "31", "351", "81", "86", "91", "52", "55", "7", "64",
    "687", "689", "262", "590", "212", "213", "216", "20", "27", "234", "254", "90", "30", "36", "40", "43",
    "45", "46", "47", "48", "420", "421", "380", "62", "63", "66", "84", "82", "92", "880", "971",
];

/// A deck of so many prefixes, sorted.
pub(crate) fn deck(prefixes: usize) -> Vec<Row> {
    let mut random = Random(1);
    let mut rates = Vec::new();
    for _ in 0..2000 {
        let peak = 20 + random.below(5000) as u32;
        let (first, next) = [(60, 60), (60, 1), (30, 6), (1, 1), (0, 6)][random.below(5) as usize];
        rates.push((peak, peak - random.below(u64::from(peak) / 2) as u32, first, next));
    }
    let mut codes: Vec<String> = COUNTRIES.iter().map(|code| (*code).to_owned()).collect();
    codes.push("1".to_owned());
    // Areas and networks of the countries, below which the rest is grown.
    while codes.len() < 1000 {
        let country = COUNTRIES[random.below(COUNTRIES.len() as u64) as usize];
        let area = random.below(1000);
        codes.push(format!("{country}{area}"));
    }
    let mut taken: HashSet<String> = HashSet::with_capacity(prefixes);
    let mut rows: Vec<Row> = Vec::with_capacity(prefixes);
    let mut rate = 0;
    let mut add = |prefix: String, rate: usize| {
        if rows.len() < prefixes && prefix.len() <= 12 && taken.insert(prefix.clone()) {
            let (peak, offpeak, first, next) = rates[rate];
            rows.push(Row {
                prefix,
                peak,
                offpeak,
                first,
                next,
            });
        }
        rows.len() < prefixes
    };
    let mut more = true;
    for code in &codes {
        more = add(code.clone(), random.below(2000) as usize);
    }
    while more {
        if random.below(6) != 0 {
            rate = random.below(2000) as usize;
        }
        if random.below(100) < 17 {
            // Runs of exchanges in an area of North America.
            let area = 200 + random.below(800);
            let from = 200 + random.below(800);
            for exchange in from..(from + 2 + random.below(12)).min(1000) {
                if random.below(10) < 4 {
                    rate = random.below(2000) as usize;
                }
                more = add(format!("1{area}{exchange}"), rate);
            }
        } else {
            let mut code = codes[random.below(codes.len() as u64) as usize].clone();
            for _ in 0..random.below(5).min(random.below(5)) {
                let _ = write!(code, "{}", random.below(10));
            }
            let from = random.below(8);
            for digit in from..=from + random.below(10 - from) {
                if random.below(10) < 4 {
                    rate = random.below(2000) as usize;
                }
                more = add(format!("{code}{digit}"), rate);
            }
        }
    }
    rows.sort_by(|a, b| a.prefix.cmp(&b.prefix));
    rows
}

/// The deck as a file, in the crate's own columns.
pub(crate) fn csv(rows: &[Row]) -> String {
    let mut text = String::from("prefix,destination,price_peak,price_offpeak,per,first,next\n");
    for row in rows {
        let Row {
            prefix,
            peak,
            offpeak,
            first,
            next,
        } = row;
        let _ = writeln!(
            text,
            "+{prefix},Destination {prefix},{}.{:04},{}.{:04},60,{first},{next}",
            peak / 10_000,
            peak % 10_000,
            offpeak / 10_000,
            offpeak % 10_000
        );
    }
    text
}

/// How calls choose their destinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawn {
    /// By 1/rank, as people call: each doubling of the rank has as many calls as the one before.
    ByRank,
    /// All prefixes alike, as nobody calls: what is in no cache shows.
    Alike,
}

/// So many calls, with destinations drawn by 1/rank.
pub(crate) fn calls(rows: &[Row], count: usize) -> Vec<Call> {
    calls_drawn(rows, count, Drawn::ByRank)
}

/// So many calls.
pub(crate) fn calls_drawn(rows: &[Row], count: usize, drawn: Drawn) -> Vec<Call> {
    let mut random = Random(2);
    // Which row has which rank.
    let mut ranks: Vec<u32> = (0..rows.len() as u32).collect();
    for at in (1..ranks.len()).rev() {
        ranks.swap(at, random.below(at as u64 + 1) as usize);
    }
    let doublings = u64::from(rows.len().ilog2()) + 1;
    (0..count)
        .map(|_| {
            let mut number = String::with_capacity(16);
            number.push_str("00");
            if random.below(50) == 0 {
                let _ = write!(number, "{:011}", random.below(1 << 31) * 46);
            } else {
                let rank = match drawn {
                    Drawn::ByRank => {
                        let from = 1u64 << random.below(doublings);
                        (from + random.below(from)).min(rows.len() as u64) - 1
                    }
                    Drawn::Alike => random.below(rows.len() as u64),
                };
                number.push_str(&rows[ranks[rank as usize] as usize].prefix);
                let length = number.len().max(10) + 1 + random.below(3) as usize;
                while number.len() < length {
                    let _ = write!(number, "{}", random.below(10));
                }
            }
            // A month of calls, in the order in which they began but for some.
            let start = 1_751_320_800 + random.below(31 * 86_400) as i64;
            let seconds = 1 + (random.below(600) * random.below(600) / 300) as u32;
            Call {
                number,
                start,
                seconds,
            }
        })
        .collect()
}

/// A plan with two bands, tax and exact amounts, and the deck: which the tests price by themselves.
pub(crate) fn book(rows: &[Row]) -> switchhook_rating::Book {
    use switchhook_rating::{Band, Book, Currency, Days, Deck, Hours, Numbering, Plan, Tax};
    let (deck, rejected) = Deck::from_csv(&csv(rows), &switchhook_rating::Format::default());
    assert!(rejected.is_empty(), "the deck is our own");
    let peak = Hours::new(7 * 60, 19 * 60).expect("hours within a day");
    let plan = Plan::new("carrier", Currency::EUR, chrono_tz::Europe::Paris)
        .band(Band::new("peak", Days::WORKING, peak))
        .otherwise("offpeak")
        .tax(Tax::exclusive().from(chrono::NaiveDate::MIN, "20".parse().expect("a decimal number")))
        .numbering(Numbering::new().international("00"));
    Book::new(plan, deck).expect("a deck without conflicts")
}

/// Calls in columns, as a batch takes them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) text: String,
    pub(crate) offsets: Vec<i32>,
    pub(crate) starts: Vec<i64>,
    pub(crate) durations: Vec<u64>,
}

impl Columns {
    /// The columns of these calls.
    pub(crate) fn of(calls: &[Call]) -> Self {
        let mut columns = Self {
            offsets: vec![0],
            ..Self::default()
        };
        for call in calls {
            columns.text.push_str(&call.number);
            columns.offsets.push(columns.text.len() as i32);
            columns.starts.push(call.start);
            columns.durations.push(u64::from(call.seconds) * 1000);
        }
        columns
    }

    /// The same as the crate sees them.
    pub(crate) fn calls(&self) -> switchhook_rating::Calls<'_> {
        self.some(0, self.durations.len())
    }

    /// Batches of so many of them; the last one may be smaller.
    pub(crate) fn batches(&self, size: usize) -> Vec<switchhook_rating::Calls<'_>> {
        let len = self.durations.len();
        (0..len)
            .step_by(size)
            .map(|from| self.some(from, (from + size).min(len)))
            .collect()
    }

    fn some(&self, from: usize, end: usize) -> switchhook_rating::Calls<'_> {
        use switchhook_rating::{Calls, Starts, Texts};
        let numbers = Texts::Packed {
            offsets: &self.offsets[from..=end],
            text: &self.text,
        };
        let starts = Starts::Seconds(&self.starts[from..end]);
        Calls::new(numbers, starts, &self.durations[from..end]).expect("columns of one length")
    }

    /// The numbers as dialled, one behind the other in memory as in a file.
    pub(crate) fn dialled(&self) -> impl Iterator<Item = &str> {
        let ends = self.offsets.windows(2);
        ends.map(|ends| &self.text[ends[0] as usize..ends[1] as usize])
    }
}
