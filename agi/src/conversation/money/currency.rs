use std::fmt;

use super::super::number::Agreement;

/// A currency whose names are known in every [`Language`](super::super::Language).
///
/// ```
/// use switchhook_agi::conversation::Currency;
/// assert_eq!((Currency::TND.code(), Currency::TND.decimals()), ("TND", 3));
/// assert_eq!(Currency::XPF.decimals(), 0);
/// // One that is chosen elsewhere, such as in a configuration.
/// assert_eq!(Currency::of("tnd"), Some(Currency::TND));
/// assert_eq!(Currency::of("XXX"), None);
/// ```
#[derive(Clone, Copy)]
pub struct Currency(&'static Names);

impl Currency {
    /// Euros.
    pub const EUR: Self = Self::listed("EUR");
    /// Dollars of the United States.
    pub const USD: Self = Self::listed("USD");
    /// Dollars of Canada.
    pub const CAD: Self = Self::listed("CAD");
    /// Pounds sterling.
    pub const GBP: Self = Self::listed("GBP");
    /// Francs of Switzerland.
    pub const CHF: Self = Self::listed("CHF");
    /// Rubles.
    pub const RUB: Self = Self::listed("RUB");
    /// Dinars of Tunisia.
    pub const TND: Self = Self::listed("TND");
    /// Francs of the Pacific.
    pub const XPF: Self = Self::listed("XPF");
    /// Francs of West Africa.
    pub const XOF: Self = Self::listed("XOF");
    /// Yen.
    pub const JPY: Self = Self::listed("JPY");

    /// Of those below. Runs in the compiler only, which refuses one that is not there.
    const fn listed(code: &str) -> Self {
        let mut at = 0;
        loop {
            let (known, code) = (CURRENCIES[at].code.as_bytes(), code.as_bytes());
            if known[0] == code[0] && known[1] == code[1] && known[2] == code[2] {
                return Self(&CURRENCIES[at]);
            }
            at += 1;
        }
    }

    /// By its three letters of ISO 4217, in either case.
    pub fn of(code: &str) -> Option<Self> {
        Self::all().find(|currency| currency.code().eq_ignore_ascii_case(code))
    }

    /// All that are known.
    pub fn all() -> impl Iterator<Item = Self> {
        CURRENCIES.iter().map(Self)
    }

    /// Its letters of ISO 4217.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// How many digits its minor unit has: 0 where there is none in use.
    pub fn decimals(self) -> u32 {
        self.0.decimals
    }

    pub(super) fn names(self) -> &'static Names {
        self.0
    }
}

impl PartialEq for Currency {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Currency {}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({})", self.code())
    }
}

/// What a currency is called.
pub(super) struct Names {
    code: &'static str,
    decimals: u32,
    pub(super) english: Units<2>,
    pub(super) french: French,
    pub(super) spanish: Units<2>,
    pub(super) russian: Units<3>,
}

/// Its whole unit, and its part. A currency without decimals has no name for the part.
pub(super) struct Units<const FORMS: usize> {
    pub(super) major: Noun<FORMS>,
    pub(super) minor: Option<Noun<FORMS>>,
}

pub(super) struct French {
    pub(super) units: Units<2>,
    /// After a whole number of millions: `d'euros`, `de francs`.
    pub(super) of: &'static str,
}

/// After one and after several; in Russian after one, a few, many.
pub(super) struct Noun<const FORMS: usize> {
    pub(super) agreement: Agreement,
    pub(super) forms: [&'static str; FORMS],
}

const fn m<const FORMS: usize>(forms: [&'static str; FORMS]) -> Noun<FORMS> {
    Noun {
        agreement: Agreement::Masculine,
        forms,
    }
}

const fn f<const FORMS: usize>(forms: [&'static str; FORMS]) -> Noun<FORMS> {
    Noun {
        agreement: Agreement::Feminine,
        forms,
    }
}

const fn both<const FORMS: usize>(major: Noun<FORMS>, minor: Noun<FORMS>) -> Units<FORMS> {
    Units {
        major,
        minor: Some(minor),
    }
}

const fn whole<const FORMS: usize>(major: Noun<FORMS>) -> Units<FORMS> {
    Units { major, minor: None }
}

const fn fr(units: Units<2>, of: &'static str) -> French {
    French { units, of }
}

static CURRENCIES: [Names; 10] = [
    Names {
        code: "EUR",
        decimals: 2,
        english: both(m(["euro", "euros"]), m(["cent", "cents"])),
        french: fr(both(m(["euro", "euros"]), m(["centime", "centimes"])), "d'euros"),
        spanish: both(m(["euro", "euros"]), m(["céntimo", "céntimos"])),
        russian: both(m(["евро", "евро", "евро"]), m(["цент", "цента", "центов"])),
    },
    Names {
        code: "USD",
        decimals: 2,
        english: both(m(["dollar", "dollars"]), m(["cent", "cents"])),
        french: fr(both(m(["dollar", "dollars"]), m(["cent", "cents"])), "de dollars"),
        spanish: both(m(["dólar", "dólares"]), m(["centavo", "centavos"])),
        russian: both(
            m(["доллар", "доллара", "долларов"]),
            m(["цент", "цента", "центов"]),
        ),
    },
    Names {
        code: "CAD",
        decimals: 2,
        english: both(m(["dollar", "dollars"]), m(["cent", "cents"])),
        french: fr(both(m(["dollar", "dollars"]), m(["cent", "cents"])), "de dollars"),
        spanish: both(m(["dólar", "dólares"]), m(["centavo", "centavos"])),
        russian: both(
            m(["доллар", "доллара", "долларов"]),
            m(["цент", "цента", "центов"]),
        ),
    },
    Names {
        code: "GBP",
        decimals: 2,
        english: both(m(["pound", "pounds"]), m(["penny", "pence"])),
        french: fr(both(f(["livre", "livres"]), m(["penny", "pence"])), "de livres"),
        spanish: both(f(["libra", "libras"]), m(["penique", "peniques"])),
        russian: both(m(["фунт", "фунта", "фунтов"]), m(["пенс", "пенса", "пенсов"])),
    },
    Names {
        code: "CHF",
        decimals: 2,
        english: both(m(["franc", "francs"]), m(["centime", "centimes"])),
        french: fr(
            both(m(["franc", "francs"]), m(["centime", "centimes"])),
            "de francs",
        ),
        spanish: both(m(["franco", "francos"]), m(["céntimo", "céntimos"])),
        russian: both(
            m(["франк", "франка", "франков"]),
            m(["сантим", "сантима", "сантимов"]),
        ),
    },
    Names {
        code: "RUB",
        decimals: 2,
        english: both(m(["ruble", "rubles"]), m(["kopeck", "kopecks"])),
        french: fr(
            both(m(["rouble", "roubles"]), m(["kopeck", "kopecks"])),
            "de roubles",
        ),
        spanish: both(m(["rublo", "rublos"]), m(["kopek", "kopeks"])),
        russian: both(
            m(["рубль", "рубля", "рублей"]),
            f(["копейка", "копейки", "копеек"]),
        ),
    },
    Names {
        code: "TND",
        decimals: 3,
        english: both(m(["dinar", "dinars"]), m(["millime", "millimes"])),
        french: fr(
            both(m(["dinar", "dinars"]), m(["millime", "millimes"])),
            "de dinars",
        ),
        spanish: both(m(["dinar", "dinares"]), m(["milésimo", "milésimos"])),
        russian: both(
            m(["динар", "динара", "динаров"]),
            m(["миллим", "миллима", "миллимов"]),
        ),
    },
    Names {
        code: "XPF",
        decimals: 0,
        english: whole(m(["franc", "francs"])),
        french: fr(whole(m(["franc", "francs"])), "de francs"),
        spanish: whole(m(["franco", "francos"])),
        russian: whole(m(["франк", "франка", "франков"])),
    },
    Names {
        code: "XOF",
        decimals: 0,
        english: whole(m(["franc", "francs"])),
        french: fr(whole(m(["franc", "francs"])), "de francs"),
        spanish: whole(m(["franco", "francos"])),
        russian: whole(m(["франк", "франка", "франков"])),
    },
    Names {
        code: "JPY",
        decimals: 0,
        english: whole(m(["yen", "yen"])),
        french: fr(whole(m(["yen", "yens"])), "de yens"),
        spanish: whole(m(["yen", "yenes"])),
        russian: whole(f(["иена", "иены", "иен"])),
    },
];

#[cfg(test)]
mod tests {
    use super::Currency;

    #[test]
    fn every_currency_has_a_constant_of_its_own() {
        let constants = [
            Currency::EUR,
            Currency::USD,
            Currency::CAD,
            Currency::GBP,
            Currency::CHF,
            Currency::RUB,
            Currency::TND,
            Currency::XPF,
            Currency::XOF,
            Currency::JPY,
        ];
        assert!(Currency::all().eq(constants));
        assert_eq!(
            constants.map(Currency::code).join(" "),
            "EUR USD CAD GBP CHF RUB TND XPF XOF JPY"
        );
    }

    #[test]
    fn a_currency_names_its_minor_unit_if_it_has_one() {
        for currency in Currency::all() {
            let names = currency.names();
            let named = [
                names.english.minor.is_some(),
                names.french.units.minor.is_some(),
                names.spanish.minor.is_some(),
                names.russian.minor.is_some(),
            ];
            assert_eq!(named, [currency.decimals() > 0; 4], "{currency:?}");
        }
    }
}
