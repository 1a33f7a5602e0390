use std::collections::BTreeSet;
use std::fmt;

use super::{Number, ShortNumbers, Site};
use crate::dial::Pattern;
use crate::{DialString, PersonId, Right};

/// What a class of numbers is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ClassKind {
    /// Telephones of the site.
    Internal,
    /// Keys of the PBX, announcements, queues.
    Services,
    /// Numbers of the site's own list of short numbers.
    Shortcuts,
    /// The surroundings.
    Local,
    /// The country.
    National,
    /// Mobile telephones.
    Mobile,
    /// Other countries.
    International,
    /// Numbers that cost more than a call.
    Premium,
}

impl ClassKind {
    /// All of them, from near to far.
    pub const ALL: [Self; 8] = [
        Self::Internal,
        Self::Services,
        Self::Shortcuts,
        Self::Local,
        Self::National,
        Self::Mobile,
        Self::International,
        Self::Premium,
    ];

    /// A stable name such as `international`, for configuration and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Services => "services",
            Self::Shortcuts => "shortcuts",
            Self::Local => "local",
            Self::National => "national",
            Self::Mobile => "mobile",
            Self::International => "international",
            Self::Premium => "premium",
        }
    }
}

/// Numbers that one right lets a phone call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The right: the dialplan context that has these numbers.
    pub right: Right,
    /// What they are.
    pub kind: ClassKind,
    /// Which they are, as people write them or with `+`. Without any, those that the kind itself says: extensions, keys
    /// of the PBX, numbers of the country or of others.
    pub numbers: Vec<Pattern>,
}

impl Class {
    /// Whether a number is one of them.
    fn has(&self, number: &Number, spellings: &[DialString], site: &Site) -> bool {
        if !self.numbers.is_empty() {
            let fits = |pattern: &Pattern| spellings.iter().any(|number| pattern.matches(number));
            return self.numbers.iter().any(fits);
        }
        let own_country = |number: &super::E164| {
            let country = site.country.as_str();
            !country.is_empty() && number.digits().starts_with(country)
        };
        match (self.kind, number) {
            (ClassKind::Internal, Number::Internal(_)) | (ClassKind::Services, Number::Code(_)) => true,
            (ClassKind::National, Number::Outside(number)) => own_country(number),
            (ClassKind::International, Number::Outside(number)) => !own_country(number),
            _ => false,
        }
    }
}

/// Whether a phone may call a number, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What was asked for.
    pub number: Number,
    /// The answer.
    pub allowed: bool,
    /// The rule.
    pub because: Because,
}

/// The rule that decided. As text it is a line for whoever asks why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Because {
    /// It is a call for help.
    Emergency,
    /// The site has no classes: its dialplan alone decides.
    NoClasses,
    /// The phone has the right of the first class that fits.
    HasRight {
        /// The class's place in the list, from 1.
        place: usize,
        /// Its right.
        right: Right,
        /// What it is.
        kind: ClassKind,
    },
    /// The phone lacks the right of the first class that fits.
    LacksRight {
        /// The class's place in the list, from 1.
        place: usize,
        /// Its right.
        right: Right,
        /// What it is.
        kind: ClassKind,
    },
    /// The site has classes, and the number is in none.
    InNoClass,
}

impl Because {
    /// A stable name such as `lacks-right`, for translations.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::NoClasses => "no-classes",
            Self::HasRight { .. } => "has-right",
            Self::LacksRight { .. } => "lacks-right",
            Self::InNoClass => "in-no-class",
        }
    }
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Emergency => f.write_str("calls for help are always allowed"),
            Self::NoClasses => f.write_str("the site has no classes of numbers; its dialplan decides"),
            Self::HasRight { place, right, kind } => {
                write!(
                    f,
                    "class {place} ({}) has it, and the telephone has the right {right}",
                    kind.key()
                )
            }
            Self::LacksRight { place, right, kind } => {
                write!(
                    f,
                    "class {place} ({}) has it, and the telephone lacks the right {right}",
                    kind.key()
                )
            }
            Self::InNoClass => f.write_str("no class of the site has it"),
        }
    }
}

/// Whether a phone may dial something, with what the site made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The short number that was dialled, and what it stands for.
    pub short: Option<(DialString, DialString)>,
    /// About the number that is called in the end.
    pub verdict: Verdict,
}

impl Site {
    /// Whether a phone with these rights may call a number, and by which rule.
    ///
    /// Calls for help are always allowed. Else the first class that fits decides, so put expensive ranges before those
    /// that contain them. A phone without rights has those of [`everyone`](Self::everyone).
    ///
    /// ```
    /// use switchhook_portal_core::numbering::{Because, Class, ClassKind, Site};
    ///
    /// let class = |right: &str, kind, numbers: &[&str]| Class {
    ///     right: right.parse().unwrap(),
    ///     kind,
    ///     numbers: numbers.iter().map(|text| text.parse().unwrap()).collect(),
    /// };
    /// let site = Site {
    ///     country: "33".parse()?,
    ///     trunk_prefix: "0".parse()?,
    ///     emergency: vec!["112".parse().unwrap()],
    ///     classes: vec![
    ///         class("mobile", ClassKind::Mobile, &["06XXXXXXXX", "07XXXXXXXX"]),
    ///         class("national", ClassKind::National, &[]),
    ///         class("international", ClassKind::International, &[]),
    ///     ],
    ///     ..Site::default()
    /// };
    /// let rights = ["national".parse().unwrap()].into();
    /// let ask = |number: &str| site.may_call(&rights, &site.read(&number.parse().unwrap()));
    /// assert!(ask("0142345678").allowed && ask("112").allowed);
    /// let refused = ask("+33 6 12 34 56 78");
    /// assert_eq!(refused.because.to_string(), "class 1 (mobile) has it, and the telephone lacks the right mobile");
    /// # Ok::<(), switchhook_portal_core::numbering::ParseDigitsError>(())
    /// ```
    pub fn may_call(&self, rights: &BTreeSet<Right>, number: &Number) -> Verdict {
        let verdict = |allowed, because| Verdict {
            number: number.clone(),
            allowed,
            because,
        };
        if matches!(number, Number::Emergency(_)) {
            return verdict(true, Because::Emergency);
        }
        if self.classes.is_empty() {
            return verdict(true, Because::NoClasses);
        }
        let spellings = self.spellings(number);
        let found = self
            .classes
            .iter()
            .position(|class| class.has(number, &spellings, self));
        let Some((index, class)) = found.and_then(|index| Some((index, self.classes.get(index)?))) else {
            return verdict(false, Because::InNoClass);
        };
        let (place, right, kind) = (index + 1, class.right.clone(), class.kind);
        let held = if rights.is_empty() { &self.everyone } else { rights };
        if held.contains(&right) {
            verdict(true, Because::HasRight { place, right, kind })
        } else {
            verdict(false, Because::LacksRight { place, right, kind })
        }
    }

    /// The same for what somebody dials: a short number stands for a whole one, and the rights of who dials it decide
    /// about that.
    pub fn may_dial(
        &self,
        rights: &BTreeSet<Right>,
        dialled: &DialString,
        short_numbers: &ShortNumbers,
        person: Option<PersonId>,
    ) -> Explained {
        let short = short_numbers.find(dialled, person);
        let number = short.map_or_else(
            || self.read_dialled(dialled),
            |short| self.read_dialled(&short.number),
        );
        Explained {
            short: short.map(|short| (short.short.clone(), short.number.clone())),
            verdict: self.may_call(rights, &number),
        }
    }

    /// What kind of number it is; `None` in no class.
    pub fn kind_of(&self, number: &Number) -> Option<ClassKind> {
        let spellings = self.spellings(number);
        let mut classes = self.classes.iter();
        classes
            .find(|class| class.has(number, &spellings, self))
            .map(|class| class.kind)
    }
}
