//! Currencies and how many decimals they have.

use std::fmt;
use std::str::FromStr;

/// A currency: its three-letter code and its number of decimals.
///
/// Parses any code of ISO 4217 that is in use, with the decimals that the standard gives it.
///
/// ```
/// use switchhook_rating::Currency;
/// let franc: Currency = "XPF".parse()?;
/// assert_eq!((franc.code(), franc.decimals()), ("XPF", 0));
/// assert_eq!("TND".parse::<Currency>()?.decimals(), 3);
/// assert!("XYZ".parse::<Currency>().is_err());
/// # Ok::<(), switchhook_rating::ParseCurrencyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    decimals: u8,
}

impl Currency {
    /// The CFP franc, which has no decimals.
    pub const XPF: Self = Self {
        code: *b"XPF",
        decimals: 0,
    };
    /// The euro, with two decimals.
    pub const EUR: Self = Self {
        code: *b"EUR",
        decimals: 2,
    };
    /// The US dollar, with two decimals.
    pub const USD: Self = Self {
        code: *b"USD",
        decimals: 2,
    };
    /// The Tunisian dinar, with three decimals.
    pub const TND: Self = Self {
        code: *b"TND",
        decimals: 3,
    };

    /// A currency outside the standard, such as internal units. `None` unless the code is three capital letters
    /// and the decimals are at most six.
    #[must_use]
    pub fn new(code: &str, decimals: u8) -> Option<Self> {
        let code: [u8; 3] = code.as_bytes().try_into().ok()?;
        (code.iter().all(u8::is_ascii_uppercase) && decimals <= 6).then_some(Self { code, decimals })
    }

    /// The three-letter code.
    #[must_use]
    pub fn code(&self) -> &str {
        // Capital ASCII letters only: every constructor checks, so the fallback is never taken.
        std::str::from_utf8(&self.code).unwrap_or("XXX")
    }

    /// How many decimals an amount is shown with.
    #[must_use]
    pub const fn decimals(&self) -> u8 {
        self.decimals
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.code(), self.decimals)
    }
}

impl FromStr for Currency {
    type Err = ParseCurrencyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let decimals = ISO_4217
            .iter()
            .find(|(_, codes)| codes.split(' ').any(|code| code == text))
            .map(|(decimals, _)| *decimals);
        decimals
            .and_then(|decimals| Self::new(text, decimals))
            .ok_or_else(|| ParseCurrencyError {
                text: text.to_owned(),
            })
    }
}

/// A text that is no currency code of ISO 4217.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a currency; use its ISO 4217 code in capitals, such as XPF or EUR")]
pub struct ParseCurrencyError {
    /// The text as given.
    pub text: String,
}

/// ISO 4217, by number of decimals.
const ISO_4217: [(u8, &str); 4] = [
    (
        0,
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
    (
        2,
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF \
         CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD \
         HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT \
         MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR \
         SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU \
         UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_follow_iso_4217() {
        for (code, decimals) in [
            ("XPF", 0),
            ("JPY", 0),
            ("EUR", 2),
            ("USD", 2),
            ("TND", 3),
            ("KWD", 3),
            ("CLF", 4),
        ] {
            assert_eq!(
                code.parse::<Currency>().map(|c| c.decimals()),
                Ok(decimals),
                "{code}"
            );
        }
    }

    #[test]
    fn every_code_is_listed_once_and_well_formed() {
        let mut codes: Vec<&str> = ISO_4217.iter().flat_map(|(_, codes)| codes.split(' ')).collect();
        let count = codes.len();
        assert!(codes.iter().all(|code| code.parse::<Currency>().is_ok()));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    #[test]
    fn what_is_no_code_is_refused_by_name() {
        for text in ["", "xpf", "XPF ", "FRANC", "€", "XPF EUR"] {
            let error = text.parse::<Currency>().unwrap_err();
            assert!(error.to_string().contains(&format!("{text:?}")), "{error}");
        }
        assert_eq!(Currency::new("eur", 2), None);
        assert_eq!(Currency::new("PTS", 7), None);
    }
}
