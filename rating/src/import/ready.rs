//! Mappings for files that exist.

use crate::{Currency, Increment, Kind, Ratio};

use super::mapping::{Group, Mapping, Repairs};

/// Which price of `inter.csv` is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InterPrice {
    /// Column 8: the classic price of a minute, in units whose length the group says.
    Classic,
    /// Column 9: the basic price of the packages; the first minute is indivisible, then seconds count.
    Optimum,
    /// Column 10: packages of 1 to 16 hours.
    Hours1To16,
    /// Column 11: packages of 25 to 250 hours.
    Hours25To250,
    /// Column 12: packages of 500 to 10 000 hours.
    Hours500,
}

/// The international tariff `inter.csv` of French Polynesia, which came out of a scanner.
///
/// `;` between fields, no header: country, `FIXE`, `MOBILE` or `AUTRE`, code, time difference, group, zone, seconds of a unit,
/// the classic price, then four prices of packages; whole francs a minute with 10 % tax, which is taken out.
///
/// One code has a fixed and a mobile row: each asks for its kind. Countries that share a code are duplicates and come
/// back refused, since the file does not tell them apart. Blanks in numbers, stray characters and a lower-case group are
/// repaired and reported.
pub fn inter(price: InterPrice) -> Mapping {
    let (column, least) = match price {
        InterPrice::Classic => (8, 8),
        InterPrice::Optimum => (9, 12),
        InterPrice::Hours1To16 => (10, 12),
        InterPrice::Hours25To250 => (11, 12),
        InterPrice::Hours500 => (12, 12),
    };
    let mapping = Mapping::new()
        .delimiter(';')
        .quotes(false)
        .fields(least, 12)
        .destination(1)
        .kind(2)
        .kind_word("AUTRE", Kind::Other)
        .kind_word("FIXE", Kind::Fixed)
        .kind_word("MOBILE", Kind::Mobile)
        .by_kind(true)
        .prefix(3)
        .international(true)
        .price(column)
        .tax(tahiti_tax())
        .currency(Currency::XPF)
        .repairs(Repairs::none().blanks().noise("`,·").capitals());
    match price {
        InterPrice::Classic => {
            unit_lengths()
                .into_iter()
                .fold(mapping.group(5), |mapping, (word, millis)| {
                    mapping.group_of(Group::new(word, Increment::from_millis(millis, millis)))
                })
        }
        _ => mapping.increment(Increment::new(60, 1)),
    }
}

/// The older list `opt_rates.txt`: options of an HTML list in ISO-8859-1, `offset|code|group|zone` and the country.
///
/// It has no prices: a unit of 31.06 F before tax lasts as long as the group says. Countries without code or group come
/// back refused, and so do those that share a code.
pub fn opt_rates() -> Mapping {
    let mapping = Mapping::new()
        .pattern("VALUE=\"{1}|{2}|{3}|{4}\"{}>{5}")
        .destination(5)
        .prefix(2)
        .international(true)
        .group(3)
        .currency(Currency::XPF)
        .repairs(Repairs::none().leading_zeros());
    let unit = Ratio::new(3106, 100).unwrap_or(Ratio::ZERO);
    unit_lengths()
        .into_iter()
        .fold(mapping, |mapping, (word, millis)| {
            mapping.group_of(Group::new(word, Increment::from_millis(millis, millis)).price(unit, millis))
        })
}

/// The tariff `teliax-rates.csv` of an IP provider: name, prefix and dollars a minute, in steps of 6 s after a first
/// minute.
///
/// Names such as `Korea, South` have a comma and no quotes: what is too much belongs to the name. The file has no row for
/// the United States, which the original charged at 0.02: add one.
///
/// ```
/// use switchhook_rating::import::ready;
/// let file = "name,destination,rate\r\nAtlantis, South,999,0.25\r\n";
/// let imported = ready::teliax().read(file.as_bytes())?;
/// let row = imported.deck.rows().next().unwrap();
/// assert_eq!((&*row.rate.destination().name, row.prefixes[0].to_string()), ("Atlantis, South", "+999".to_owned()));
/// # Ok::<(), switchhook_rating::import::MappingError>(())
/// ```
pub fn teliax() -> Mapping {
    Mapping::new()
        .header(true)
        .quotes(false)
        .wide(1)
        .destination("name")
        .prefix("destination")
        .international(true)
        .price("rate")
        .increment(Increment::new(60, 6))
        .currency(Currency::USD)
}

/// The milliseconds of a unit, by automatic group.
fn unit_lengths() -> [(&'static str, u32); 5] {
    [
        ("A", 30_000),
        ("B", 20_000),
        ("C", 15_000),
        ("D", 4_500),
        ("E", 3_750),
    ]
}

/// In percent, when these files were made.
fn tahiti_tax() -> Ratio {
    Ratio::new(10, 1).unwrap_or(Ratio::ZERO)
}
