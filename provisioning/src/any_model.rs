use std::fmt;
use std::str::FromStr;

use crate::brand::Brand;
use crate::catalogue::{Model, ParseModelError};
use crate::{brand, mac};

/// What a device is, of whichever maker.
///
/// ```
/// use switchhook_provisioning::{AnyModel, Model};
/// assert_eq!("grp2614".parse(), Ok(AnyModel::Grandstream(Model::GRP2614)));
/// let spa: AnyModel = "SPA504G".parse()?;
/// assert_eq!((spa.name(), spa.maker(), spa.grandstream()), ("SPA504G", "Cisco", None));
/// # Ok::<(), switchhook_provisioning::catalogue::ParseModelError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnyModel {
    /// A Grandstream.
    Grandstream(Model),
    /// A telephone of another brand.
    Brand(brand::Model),
}

impl AnyModel {
    /// Its name: `GRP2614`, `SPA504G`, `6867i`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Grandstream(model) => model.name(),
            Self::Brand(model) => model.name(),
        }
    }

    /// Who makes it, as people know them: `Grandstream`, `Cisco`, `Mitel`.
    #[must_use]
    pub fn maker(self) -> &'static str {
        match self {
            Self::Grandstream(_) => "Grandstream",
            Self::Brand(model) => match model.brand() {
                Brand::Cisco => "Cisco",
                Brand::Mitel => "Mitel",
            },
        }
    }

    /// All that are known, Grandstreams first.
    pub fn all() -> impl Iterator<Item = Self> {
        let brands = brand::Model::all().map(Self::Brand);
        Model::all().map(Self::Grandstream).chain(brands)
    }

    /// The Grandstream that it is, if it is one.
    #[must_use]
    pub const fn grandstream(self) -> Option<Model> {
        match self {
            Self::Grandstream(model) => Some(model),
            Self::Brand(_) => None,
        }
    }
}

impl From<Model> for AnyModel {
    fn from(model: Model) -> Self {
        Self::Grandstream(model)
    }
}

impl From<brand::Model> for AnyModel {
    fn from(model: brand::Model) -> Self {
        Self::Brand(model)
    }
}

impl PartialEq<Model> for AnyModel {
    fn eq(&self, other: &Model) -> bool {
        self.grandstream() == Some(*other)
    }
}

impl fmt::Display for AnyModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for AnyModel {
    type Err = ParseModelError;

    /// Its name in capitals or not.
    fn from_str(text: &str) -> Result<Self, ParseModelError> {
        let name = text.trim();
        let brand = || brand::Model::by_name(name).map(Self::Brand);
        name.parse()
            .ok()
            .map(Self::Grandstream)
            .or_else(brand)
            .ok_or_else(|| ParseModelError {
                text: mac::shown(text),
            })
    }
}
