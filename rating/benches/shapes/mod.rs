//! Decks of any size in the shapes that files have, the same in every run.

#![allow(dead_code, reason = "each bench takes what it needs")]

use std::fmt::Write;

/// A line of a deck.
pub(crate) struct Line {
    prefix: String,
    destination: String,
    // In ten-millionths.
    price: u32,
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// The prefixes: seven digits for a million, and some of eight, in their order.
fn prefix(line: usize, count: usize, random: &mut Random) -> String {
    let mut prefix = (1_000_000 + line * 8_999_999 / count).to_string();
    if random.below(10) == 0 {
        write!(prefix, "{}", random.below(10)).expect("a String takes everything");
    }
    prefix
}

/// In the order of their prefixes, as carriers send them: runs of siblings below real codes, of which six in ten cost the
/// same as the one before, in about two thousand rates and four hundred names.
pub(crate) fn shared(count: usize) -> Vec<Line> {
    let mut random = Random(1);
    let mut rate = 0;
    (0..count)
        .map(|line| {
            let prefix = prefix(line, count, &mut random);
            if random.below(10) >= 6 {
                rate = random.below(2_000) as u32;
            }
            Line {
                prefix,
                destination: format!("Destination {}", rate % 400),
                price: 1_000_000 + 1_000 * rate,
            }
        })
        .collect()
}

/// Every line has a name and a price of its own.
pub(crate) fn distinct(count: usize) -> Vec<Line> {
    let mut random = Random(1);
    (0..count)
        .map(|line| Line {
            prefix: prefix(line, count, &mut random),
            destination: format!("Destination {line}"),
            price: 1_000_000 + line as u32,
        })
        .collect()
}

/// The same lines in no order.
pub(crate) fn shuffled(mut lines: Vec<Line>) -> Vec<Line> {
    let mut random = Random(7);
    for at in (1..lines.len()).rev() {
        lines.swap(at, random.below(at as u64 + 1) as usize);
    }
    lines
}

/// A file in the crate's own columns.
pub(crate) fn csv(lines: &[Line]) -> String {
    let mut text = String::from("prefix,destination,price,per,first,next\n");
    for line in lines {
        let (whole, part) = (line.price / 10_000_000, line.price % 10_000_000);
        writeln!(
            text,
            "+{},{},{whole}.{part:07},60,60,1",
            line.prefix, line.destination
        )
        .expect("a String takes everything");
    }
    text
}

/// A file of an operator, for an import with a mapping.
pub(crate) fn foreign(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let (whole, part) = (line.price / 10_000_000, line.price % 10_000_000);
        writeln!(text, "{};{};{whole},{part:07}", line.destination, line.prefix)
            .expect("a String takes everything");
    }
    text
}
