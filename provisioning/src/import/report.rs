//! What came of each file.

use std::fmt;

use crate::brand::Brand;
use crate::catalogue::Model;
use crate::mac::MacAddr;

/// What came of a file. Shows itself as one line; no passwords are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Its path, as it was given.
    pub path: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// A phone.
    #[non_exhaustive]
    Phone {
        /// Its address.
        mac: MacAddr,
        /// Its model.
        model: Model,
        /// How many settings have words.
        settings: usize,
        /// How many numbers have none.
        raw: usize,
        /// How many names of configuration version 2 stand for nothing that is known.
        left_out: usize,
    },
    /// What is for all phones of a model.
    #[non_exhaustive]
    Model {
        /// Which one.
        model: Model,
        /// How many settings have words.
        settings: usize,
        /// How many numbers have none.
        raw: usize,
        /// How many names of configuration version 2 stand for nothing that is known.
        left_out: usize,
    },
    /// A phone of which another file counts.
    #[non_exhaustive]
    Second {
        /// Its address.
        mac: MacAddr,
        /// In how many numbers this one says otherwise.
        differs: usize,
    },
    /// Nothing tells its model, without which numbers mean nothing.
    #[non_exhaustive]
    NoModel {
        /// Whose file it is, if that is known.
        mac: Option<MacAddr>,
    },
    /// Names, of a model that reads none.
    #[non_exhaustive]
    NoNames {
        /// The model.
        model: Model,
    },
    /// Its name and its content are of two phones.
    #[non_exhaustive]
    OtherMac {
        /// The one in the content.
        said: MacAddr,
    },
    /// A phone of another brand.
    #[non_exhaustive]
    Brand {
        /// Its address.
        mac: MacAddr,
        /// Who makes it.
        brand: Brand,
        /// How many settings have words.
        settings: usize,
        /// How many names have none.
        left: usize,
    },
    /// Nothing that is imported.
    #[non_exhaustive]
    Passed {
        /// Why.
        why: &'static str,
    },
    /// It is for phones of all models, whose numbers differ, and is passed over.
    #[non_exhaustive]
    Everybody {
        /// How many of the phones let it count above their own file (`prov.all_files`).
        above: usize,
    },
    /// It cannot be read.
    #[non_exhaustive]
    Bad {
        /// A code that does not change between releases.
        code: &'static str,
        /// What is wrong, and what to do.
        what: String,
    },
}

impl Outcome {
    /// Whether somebody should look at it.
    #[must_use]
    pub const fn is_problem(&self) -> bool {
        match self {
            Self::Phone { left_out, .. } | Self::Model { left_out, .. } => *left_out > 0,
            Self::Second { differs, .. } => *differs > 0,
            Self::Everybody { above } => *above > 0,
            Self::Passed { .. } | Self::Brand { .. } => false,
            Self::NoModel { .. } | Self::NoNames { .. } | Self::OtherMac { .. } | Self::Bad { .. } => true,
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.outcome)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phone {
                mac,
                model,
                settings,
                raw,
                left_out,
            } => write!(f, "{mac}, {model}: {}", Counts(*settings, *raw, *left_out)),
            Self::Model {
                model,
                settings,
                raw,
                left_out,
            } => write!(f, "every {model}: {}", Counts(*settings, *raw, *left_out)),
            Self::Second { mac, differs: 0 } => write!(f, "{mac}: says what its other file says"),
            Self::Second { mac, differs } => {
                let numbers = numbers(*differs);
                write!(f, "{mac}: another file counts, and this one differs in {numbers}")
            }
            Self::NoModel { mac: Some(mac) } => {
                write!(f, "{mac}: nothing tells its model; name it in the options")
            }
            Self::NoModel { mac: None } => f.write_str("nothing tells whose it is, nor the model"),
            Self::NoNames { model } => {
                write!(
                    f,
                    "it has names, which the {model} does not read; check the model"
                )
            }
            Self::OtherMac { said } => {
                write!(f, "the file says that it is for {said}; take away the wrong one")
            }
            Self::Everybody { above: 0 } => {
                f.write_str("passed over: it is for phones of all models, whose numbers differ")
            }
            Self::Everybody { above } => write!(
                f,
                "W-ORDER: passed over, and {above} of the phones let it count above their own file; \
                 put what it says into a layer"
            ),
            Self::Brand {
                mac,
                brand,
                settings,
                left,
            } => {
                let plural = if *settings == 1 { "" } else { "s" };
                write!(
                    f,
                    "{mac}, {}: {settings} setting{plural}, {left} names without words",
                    brand.title()
                )
            }
            Self::Passed { why } => write!(f, "passed over: {why}"),
            Self::Bad { code, what } => write!(f, "{code}: {what}"),
        }
    }
}

struct Counts(usize, usize, usize);

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(settings, raw, left_out) = *self;
        let plural = if settings == 1 { "" } else { "s" };
        write!(f, "{settings} setting{plural}")?;
        if raw > 0 {
            let plural = if raw == 1 { "" } else { "s" };
            write!(f, ", {raw} raw number{plural}")?;
        }
        if left_out > 0 {
            let plural = if left_out == 1 { "" } else { "s" };
            write!(f, ", {left_out} unknown name{plural} left out")?;
        }
        Ok(())
    }
}

fn numbers(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} number{plural}")
}
