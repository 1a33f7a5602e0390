//! Numbering plans of some countries, to begin with.

use super::{Kind, KindRule, Numbering};

/// What a country's plan is made of: codes, lengths, emergency codes, other short codes with their kinds, and rules for
/// kinds in the form of a deck.
struct Ready {
    name: &'static str,
    country: &'static str,
    national: &'static str,
    international: &'static str,
    lengths: &'static [u8],
    emergency: &'static [&'static str],
    short_codes: &'static [(&'static str, Kind)],
    rules: &'static [&'static str],
}

// Condensed from the metadata of libphonenumber 9 (Apache-2.0, github.com/google/libphonenumber, `PhoneNumberMetadata.xml`
// and `ShortNumberMetadata.xml`), which cites the regulators' plans. What price a carrier takes is his own affair: a site
// adds rules where he sees it differently.
const READY: [Ready; 4] = [
    Ready {
        name: "FR",
        country: "33",
        national: "0",
        international: "00",
        lengths: &[9],
        emergency: &["15", "17", "18", "112", "114", "115", "119", "191", "196", "197"],
        short_codes: &[
            ("3610", Kind::Special),
            ("116000", Kind::TollFree),
            ("116117", Kind::TollFree),
        ],
        rules: &[
            "01-05 10 fixed",
            "06,07 10 mobile",
            "0700 14 mobile",
            "080 10 tollfree",
            "0806-0809 10 service",
            "081,082,089 10 premium",
            "0810,0811,0820,0821,0825,0826,0884 10 service",
            "09 10 fixed",
            "30,31 4 tollfree",
            "32-39 4 premium",
            "118 6 premium",
        ],
    },
    Ready {
        name: "NC",
        country: "687",
        national: "",
        international: "00",
        lengths: &[6],
        emergency: &["15", "16", "17", "18"],
        short_codes: &[
            ("1000", Kind::TollFree),
            ("1012", Kind::TollFree),
            ("1013", Kind::TollFree),
        ],
        rules: &[
            "2-4 6 fixed",
            "88 6 fixed",
            "5,7,8,9 6 mobile",
            "050 6 tollfree",
            "36 6 premium",
            "363 4 tollfree",
        ],
    },
    Ready {
        name: "PF",
        country: "689",
        national: "",
        international: "00",
        // Six digits until 2014-06-23, when lines of the fixed network got 40 in front and mobile telephones 87.
        lengths: &[6, 8, 9],
        emergency: &["15", "17", "18"],
        short_codes: &[],
        rules: &[
            "40,49 8 fixed",
            "499 8 service",
            "87-89 8 mobile",
            "800-805 9 tollfree",
            "44 6 service",
            "36 6 premium",
            "1,3,4,5,6,8,9 6 fixed",
            "2,7 6 mobile",
        ],
    },
    Ready {
        name: "US",
        country: "1",
        national: "1",
        international: "011",
        lengths: &[10],
        emergency: &["911", "112", "933"],
        short_codes: &[("988", Kind::TollFree), ("611", Kind::TollFree)],
        // Mobile numbers look like those of the fixed network: no table of prefixes tells them apart.
        rules: &[
            "1800,1833,1844,1855,1866,1877,1888 11 tollfree",
            "1900 11 premium",
        ],
    },
];

impl Numbering {
    /// The countries whose numbering is [`ready`](Self::ready).
    pub fn ready_names() -> impl Iterator<Item = &'static str> {
        READY.iter().map(|ready| ready.name)
    }

    /// The plan of a country by its code of two letters: `FR`, `NC` (New Caledonia), `PF` (French Polynesia) or `US`
    /// with its neighbours under +1. `None` for others.
    ///
    /// It knows the codes, the lengths, emergency and other short codes, and the kinds of numbers. What belongs to the
    /// site (outside line, carriers, extensions) is still to be set, and more rules amend it.
    ///
    /// ```
    /// use switchhook_rating::{Kind, Numbering};
    /// let site = Numbering::ready("FR").unwrap().outside_line("0").kind("1-7 3 internal".parse()?);
    /// for (dialled, number, kind) in [
    ///     ("00612345678", "0612345678", Kind::Mobile),
    ///     ("112", "112", Kind::Emergency),
    ///     ("118", "118", Kind::Internal),
    ///     ("018", "18", Kind::Emergency),
    /// ] {
    ///     let dialled = site.dial(dialled)?;
    ///     assert_eq!((dialled.number.to_string().as_str(), dialled.kind), (number, kind));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn ready(country: &str) -> Option<Self> {
        let ready = READY
            .iter()
            .find(|ready| ready.name.eq_ignore_ascii_case(country))?;
        let mut numbering = Self::new()
            .country(ready.country)
            .national(ready.national)
            .international(ready.international);
        for &length in ready.lengths {
            numbering = numbering.length(length);
        }
        for code in ready.emergency {
            numbering = numbering.emergency(code);
        }
        for (code, kind) in ready.short_codes {
            numbering = numbering.short_code(code, *kind);
        }
        // The rules are ours, and a test reads them all.
        for rule in ready
            .rules
            .iter()
            .filter_map(|rule| rule.parse::<KindRule>().ok())
        {
            numbering = numbering.kind(rule);
        }
        Some(numbering)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ready_plan_is_sound() {
        for ready in &READY {
            let numbering = Numbering::ready(&ready.name.to_lowercase()).unwrap();
            assert_eq!(numbering.misfit(), None, "{}", ready.name);
            assert_eq!(numbering.kind_rules().len(), ready.rules.len(), "{}", ready.name);
        }
        assert_eq!(Numbering::ready("XX"), None);
    }

    #[test]
    fn numbers_of_four_countries_are_what_they_are() {
        use Kind::{Emergency, Fixed, Internal, Mobile, Other, Premium, Service, Special, TollFree};
        for (country, outside, dialled, number, kind) in [
            ("NC", "", "272345", "272345", Fixed),
            ("NC", "", "00687 75 12 34", "751234", Mobile),
            ("NC", "0", "0751234", "751234", Mobile),
            ("NC", "0", "0881234", "881234", Fixed),
            ("NC", "0", "050123", "50123", Other), // the outside line first: five digits are no number
            ("NC", "", "050123", "050123", TollFree),
            ("NC", "", "366711", "366711", Premium),
            ("NC", "", "1012", "1012", TollFree),
            ("NC", "0", "015", "15", Emergency),
            ("NC", "0", "15", "15", Emergency),
            ("NC", "0", "155", "155", Internal),
            ("NC", "", "0019 689 87 12 34", "+19689871234", Other),
            ("PF", "", "431234", "431234", Fixed), // before 2014
            ("PF", "", "771234", "771234", Mobile),
            ("PF", "0", "0431234", "431234", Fixed),
            ("PF", "0", "040431234", "40431234", Fixed),
            ("PF", "", "87771234", "87771234", Mobile),
            ("PF", "44", "4487771234", "87771234", Mobile),
            ("PF", "", "+689 49 90 12 34", "49901234", Service),
            ("PF", "0", "0800012345", "800012345", TollFree),
            ("PF", "44", "4417", "17", Emergency),
            ("PF", "44", "17", "17", Emergency),
            ("PF", "0", "000 33 6 12 34 56 78", "+33612345678", Other),
            ("FR", "", "0123456789", "0123456789", Fixed),
            ("FR", "", "+33 6 12 34 56 78", "0612345678", Mobile),
            ("FR", "9", "90612345678", "0612345678", Mobile),
            ("FR", "0", "00612345678", "0612345678", Mobile),
            ("FR", "0", "0612345678", "0612345678", Mobile), // the outside line was not recorded: nine digits stay
            ("FR", "", "612345678", "0612345678", Mobile),
            ("FR", "", "0800123456", "0800123456", TollFree),
            ("FR", "", "0899123456", "0899123456", Premium),
            ("FR", "", "0810123456", "0810123456", Service),
            ("FR", "", "3612", "3612", Premium), // not a number in Hungary
            ("FR", "0", "03610", "3610", Special),
            ("FR", "0", "118", "118", Internal),
            ("FR", "0", "0118218", "118218", Premium),
            ("FR", "0", "112", "112", Emergency), // an extension of three digits, if it were not for that
            ("FR", "0", "0112", "112", Emergency),
            ("FR", "", "0044 20 7946 0000", "+442079460000", Other),
            ("US", "", "212 555 0100", "12125550100", Other),
            ("US", "", "1 212 555 0100", "12125550100", Other),
            ("US", "", "+1 (212) 555-0100", "12125550100", Other),
            ("US", "9", "9 1 800 555 0100", "18005550100", TollFree),
            ("US", "9", "9 011 33 6 12 34 56 78", "+33612345678", Other),
            ("US", "", "01133612345678", "+33612345678", Other),
            ("US", "9", "9911", "911", Emergency),
            ("US", "9", "911", "911", Emergency),
            ("US", "", "9005550100", "19005550100", Premium),
        ] {
            let numbering = Numbering::ready(country).unwrap().outside_line(outside);
            let numbering = numbering.kind("1-9 3 internal".parse().unwrap());
            let found = numbering.dial(dialled).unwrap();
            assert_eq!(
                (found.number.to_string().as_str(), found.kind),
                (number, kind),
                "{country}, outside line {outside:?}: {dialled}"
            );
        }
    }

    #[test]
    fn a_national_number_has_a_form_for_the_world() {
        for (country, dialled, e164) in [
            ("FR", "0612345678", Some("+33612345678")),
            ("FR", "+44 20 7946 0000", Some("+442079460000")),
            ("FR", "3612", None),
            ("NC", "751234", Some("+687751234")),
            ("PF", "40431234", Some("+68940431234")),
            ("US", "212 555 0100", Some("+12125550100")),
            ("US", "911", None),
        ] {
            let numbering = Numbering::ready(country).unwrap();
            let number = numbering.number(dialled).unwrap();
            let found = numbering.e164(number).map(|number| number.to_string());
            assert_eq!(found.as_deref(), e164, "{country} {dialled}");
        }
        let nowhere = Numbering::new();
        assert_eq!(nowhere.e164(nowhere.number("872345").unwrap()), None);
    }
}
