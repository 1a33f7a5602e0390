//! Phones of another program: its directory of files to layers.
//!
//! Names and bytes go in, and out come a [`Layer`] for each phone and a line of report for each file. What this crate has words for
//! becomes settings, the rest is kept as raw numbers; a file that cannot be read costs that file alone. Nothing is fetched and
//! nothing is written.
//!
//! | Program | its files | here |
//! |---|---|---|
//! | AstPortal | `cfg<mac>.txt` beside the binary `cfg<mac>`, `cfg<mac>.xml` for GRP | the file that the phone asks for first counts; the other is compared |
//! | FusionPBX | `<mac>.xml` or `cfg<mac>.xml` in a directory by model, numbers or names | the directory says the model; templates (`{$…}`) are passed over |
//! | Wazo | `cfg<mac>.xml` and `cfg<mac>`, with `cfg<model>.xml` for all | what is for a model lies below its phones |
//! | all | `cfg.xml` for phones of all models | passed over, since their numbers differ; phones that let it count above their own are told |
//! | OSS endpoint manager | binary `cfg<mac>`, `cfg<mac>.xml` | addresses in capitals too |
//!
//! Phones of [other brands](crate::brand) are told apart by name and content (`spa<mac>.xml`, `SEP<MAC>.cnf.xml`, `<MAC>.cfg`): see
//! [`Imported::others`].
//!
//! A file of any of them may be encrypted: see [`Options::password`].
//!
//! ```
//! use switchhook_provisioning::import::{Options, Outcome, directory};
//! use switchhook_provisioning::{Model, layer::{Subject, resolve}};
//! let files: [(&str, &[u8]); 3] = [
//!     ("grandstream/gxp2170/cfg000b82aabb01.txt", b"P35 = 101\nP34 = kT9-vV2_mQ7.xR4-pL1s\nP4711 = x\n"),
//!     ("grandstream/gxp2170/cfg000b82aabb02", b"\0\0 cut off"),
//!     ("grandstream/phonebook.xml", b"<AddressBook/>"),
//! ];
//! let imported = directory(files, &Options::default());
//! let told: Vec<_> = imported.report.iter().map(ToString::to_string).collect();
//! assert_eq!(told[0], "grandstream/gxp2170/cfg000b82aabb01.txt: 00:0b:82:aa:bb:01, GXP2170: 2 settings, 1 raw number");
//! assert!(matches!(imported.report[1].outcome, Outcome::Bad { code: "E-BINARY-TOO-SHORT", .. }), "{}", told[1]);
//! assert_eq!(told[2], "grandstream/phonebook.xml: passed over: it is no phone's configuration");
//!
//! let phone = &imported.phones[0];
//! assert_eq!(phone.layer.value("account.1.user_id".parse()?), Some(&"101".into()));
//! let resolved = resolve(&[&phone.layer], &Subject::new(Model::GXP2170, phone.mac));
//! assert!(resolved.encode()?.xml().contains("<P4711>x</P4711>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod name;
mod report;

pub use report::{Line, Outcome};

use std::collections::BTreeMap;

use crate::brand::{self, Brand};
use crate::catalogue::Model;
use crate::dialect::Reader;
use crate::grandstream::{AliasNames, Content, Form, Limits, PValues, read_any};
use crate::layer::{Layer, Scope};
use crate::mac::MacAddr;
use crate::secret::Secret;
use crate::setting::{DeviceSetting, Setting, Value};

use name::Whose;

/// What the files do not say.
///
/// ```
/// use switchhook_provisioning::{Model, import::Options};
/// let options = Options::default()
///     .model("000b82aabb01".parse()?, Model::GXP2170)
///     .other_models(Model::GXP1625)
///     .password("s3cret");
/// # let _ = options;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Options {
    models: BTreeMap<MacAddr, Model>,
    other: Option<Model>,
    password: Option<Secret>,
    limits: Limits,
    files: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            models: BTreeMap::new(),
            other: None,
            password: None,
            limits: Limits::default(),
            files: 100_000,
        }
    }
}

impl Options {
    /// The model of a phone, such as from the other program's table. It counts before a directory's name.
    pub fn model(mut self, mac: MacAddr, model: Model) -> Self {
        self.models.insert(mac, model);
        self
    }

    /// The model of phones of which nothing else tells it; none by default, and they are reported.
    pub fn other_models(mut self, model: Model) -> Self {
        self.other = Some(model);
        self
    }

    /// The password of encrypted files (P1359).
    pub fn password(mut self, password: impl Into<Secret>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// How much one file may hold.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How many files are looked at; 100 000 by default. The others are reported as passed over.
    pub fn files(mut self, most: usize) -> Self {
        self.files = most;
        self
    }
}

/// What came of a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// One for each phone, in the order of their addresses.
    pub phones: Vec<Phone>,
    /// One for each phone of another brand, in the order of their addresses.
    pub others: BTreeMap<MacAddr, OfBrand>,
    /// What the files for all phones of a model say.
    pub models: BTreeMap<Model, Layer>,
    /// One for each file, in the order in which they came.
    pub report: Vec<Line>,
}

/// A phone of another brand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfBrand {
    /// Who makes it.
    pub brand: Brand,
    /// Its model, where a directory is named by it. Without one its keys are read as those of the largest.
    pub model: Option<brand::Model>,
    /// What its file says, in our words; `None` where it empties one.
    pub settings: BTreeMap<Setting, Option<Value>>,
    /// Names that this crate has no words for.
    pub left: Vec<String>,
}

/// A phone of another program.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Phone {
    /// Its address.
    pub mac: MacAddr,
    /// Its model.
    pub model: Model,
    /// What its file says.
    pub layer: Layer,
}

impl Imported {
    /// Takes out of the phones' layers what all of them say alike, into one layer for the site. Passwords and raw numbers stay where
    /// they are, and so does everything when there is one phone alone.
    ///
    /// ```
    /// use switchhook_provisioning::{Model, import::{Options, directory}};
    /// let files: [(&str, &[u8]); 2] = [
    ///     ("cfg000b82aabb01", b"P47 = pbx.example.net\nP35 = 101\n"),
    ///     ("cfg000b82aabb02", b"P47 = pbx.example.net\nP35 = 102\n"),
    /// ];
    /// let mut imported = directory(files, &Options::default().other_models(Model::GXP2170));
    /// let site = imported.take_common("Nouméa");
    /// let server = "account.1.server.1".parse()?;
    /// assert_eq!((site.len(), site.value(server)), (1, Some(&"pbx.example.net".into())));
    /// assert_eq!(imported.phones[0].layer.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn take_common(&mut self, name: &str) -> Layer {
        let mut site = Layer::new(Scope::Site, name);
        let [first, others @ ..] = self.phones.as_slice() else {
            return site;
        };
        if others.is_empty() {
            return site;
        }
        for setting in first.layer.settings() {
            let value = first.layer.value(setting);
            if let Some(value) = value
                && !setting.is_secret()
                && others
                    .iter()
                    .all(|phone| phone.layer.value(setting) == Some(value))
            {
                site = site.set(setting, value.clone());
            }
        }
        for phone in &mut self.phones {
            let layer = std::mem::replace(&mut phone.layer, Layer::new(Scope::Device, ""));
            phone.layer = site.settings().fold(layer, Layer::unset);
        }
        site
    }
}

/// Reads the files of a directory: each with its path, as far as it is known, and its bytes.
#[must_use]
pub fn directory<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>, options: &Options) -> Imported {
    let mut import = Import {
        options,
        readers: BTreeMap::new(),
        phones: BTreeMap::new(),
        others: BTreeMap::new(),
        models: BTreeMap::new(),
        report: Vec::new(),
    };
    for (index, (path, bytes)) in files.into_iter().enumerate() {
        let outcome = if index < options.files {
            import.file(index, path, bytes)
        } else {
            Outcome::Passed {
                why: "there are more files than the limit",
            }
        };
        import.report.push(Line {
            path: path.to_owned(),
            outcome,
        });
    }
    import.finish()
}

struct Import<'a> {
    options: &'a Options,
    readers: BTreeMap<Model, (Reader, Option<AliasNames>)>,
    /// The files of each phone, with their lines in the report.
    phones: BTreeMap<MacAddr, Vec<Candidate>>,
    others: BTreeMap<MacAddr, OfBrand>,
    models: BTreeMap<Model, Layer>,
    report: Vec<Line>,
}

struct Candidate {
    line: usize,
    model: Model,
    form: Form,
    values: PValues,
    /// Names that are lost.
    left_out: usize,
}

impl Import<'_> {
    fn file(&mut self, line: usize, path: &str, bytes: &[u8]) -> Outcome {
        if let (Some(mac), Some(brand)) = (name::of_brand(path), Brand::of_file(bytes)) {
            return self.of_brand(path, mac, brand, bytes);
        }
        let whose = match name::whose(path) {
            Ok(whose) => whose,
            Err(why) => return Outcome::Passed { why },
        };
        if whose == Whose::Everybody {
            // How many had it, the end tells.
            return Outcome::Everybody { above: 0 };
        }
        if name::is_template(bytes) {
            let why = "it is a template";
            return Outcome::Passed { why };
        }
        let file = match read_any(bytes, self.options.password.as_ref(), &self.options.limits) {
            Ok(file) => file,
            Err(error) => {
                return Outcome::Bad {
                    code: error.code(),
                    what: error.to_string(),
                };
            }
        };
        let mac = match (whose, file.mac) {
            (Whose::Phone(named), Some(said)) if named != said => return Outcome::OtherMac { said },
            (Whose::Phone(named), _) => Some(named),
            (Whose::Unknown, said) => said,
            (Whose::Model(_) | Whose::Everybody, _) => None,
        };
        let model = match (whose, mac) {
            (Whose::Model(model), _) => Some(model),
            (_, Some(mac)) => self.options.models.get(&mac).copied(),
            _ => None,
        };
        let Some(model) = model.or_else(|| name::model(path)).or(self.options.other) else {
            return Outcome::NoModel { mac };
        };
        let (reader, names) = self
            .readers
            .entry(model)
            .or_insert_with(|| (Reader::new(model), AliasNames::of(model)));
        let form = file.form;
        let (values, left_out) = match (file.content, names) {
            (Content::Numbers(values), _) => (values, 0),
            (Content::Names(named), Some(names)) => {
                let numbers = names.numbers(&named);
                (numbers.values, numbers.left_out.len())
            }
            (Content::Names(_), None) => return Outcome::NoNames { model },
        };
        match (whose, mac) {
            (Whose::Model(_), _) => {
                let empty = Layer::new(Scope::Model, model.name());
                let (layer, settings, raw) = layer(empty, reader, &values);
                self.models.insert(model, layer);
                Outcome::Model {
                    model,
                    settings,
                    raw,
                    left_out,
                }
            }
            (_, Some(mac)) => {
                self.phones.entry(mac).or_default().push(Candidate {
                    line,
                    model,
                    form,
                    values,
                    left_out,
                });
                // It counts unless another file of the phone does.
                Outcome::Second { mac, differs: 0 }
            }
            (_, None) => Outcome::Passed {
                why: "neither its name nor its content says whose it is",
            },
        }
    }

    fn of_brand(&mut self, path: &str, mac: MacAddr, brand: Brand, bytes: &[u8]) -> Outcome {
        if name::is_template(bytes) {
            let why = "it is a template";
            return Outcome::Passed { why };
        }
        let entries = match brand.read(bytes, &self.options.limits) {
            Ok(entries) => entries,
            Err(error) => {
                return Outcome::Bad {
                    code: error.code(),
                    what: error.to_string(),
                };
            }
        };
        let named = path.rsplit(['/', '\\']).skip(1).find_map(brand::Model::by_name);
        let model = named.filter(|model| model.brand() == brand);
        let largest = || {
            let all = brand::Model::all().filter(|model| model.brand() == brand);
            all.max_by_key(|model| (model.lines(), model.keys()))
        };
        let Some(as_if) = model.or_else(largest) else {
            return Outcome::NoModel { mac: Some(mac) };
        };
        let brand::Read { settings, left } = brand::read(as_if, &entries);
        let outcome = Outcome::Brand {
            mac,
            brand,
            settings: settings.len(),
            left: left.len(),
        };
        self.others.insert(
            mac,
            OfBrand {
                brand,
                model,
                settings,
                left,
            },
        );
        outcome
    }

    fn finish(mut self) -> Imported {
        let mut phones = Vec::with_capacity(self.phones.len());
        for (mac, mut candidates) in std::mem::take(&mut self.phones) {
            candidates.sort_by_key(|candidate| (order(candidate.model, candidate.form), candidate.line));
            let [first, others @ ..] = candidates.as_slice() else {
                continue;
            };
            for other in others {
                self.report[other.line].outcome = Outcome::Second {
                    mac,
                    differs: differs(&first.values, &other.values),
                };
            }
            let model = first.model;
            let Some((reader, _)) = self.readers.get(&model) else {
                continue;
            };
            let empty = Layer::new(Scope::Device, mac.to_string());
            let (layer, settings, raw) = layer(empty, reader, &first.values);
            self.report[first.line].outcome = Outcome::Phone {
                mac,
                model,
                settings,
                raw,
                left_out: first.left_out,
            };
            phones.push(Phone { mac, model, layer });
        }
        let all_files = Setting::Device(DeviceSetting::ProvAllFiles);
        let has_all = phones.iter().filter(|phone| {
            let of_model = self.models.get(&phone.model);
            let says = phone.layer.value(all_files);
            says.or_else(|| of_model.and_then(|layer| layer.value(all_files))) == Some(&Value::Bool(true))
        });
        let all = has_all.count();
        for line in &mut self.report {
            if let Outcome::Everybody { above } = &mut line.outcome {
                *above = all;
            }
        }
        Imported {
            phones,
            others: self.others,
            models: self.models,
            report: self.report,
        }
    }
}

/// What a phone asks for first counts; a text is what nobody asks for.
fn order(model: Model, form: Form) -> u8 {
    use crate::catalogue::RequestOrder;
    let xml_first = matches!(model.request_order(), RequestOrder::XmlFirst | RequestOrder::Xml);
    match form {
        Form::Binary => u8::from(xml_first),
        Form::Text => 2,
        _ => u8::from(!xml_first),
    }
}

/// In how many numbers.
fn differs(one: &PValues, other: &PValues) -> usize {
    let one: BTreeMap<_, _> = one.iter().collect();
    let other: BTreeMap<_, _> = other.iter().collect();
    let missing = other.keys().filter(|number| !one.contains_key(number)).count();
    one.iter()
        .filter(|(number, text)| other.get(number) != Some(text))
        .count()
        + missing
}

/// The layer of a file, and how many settings and raw numbers it has.
fn layer(empty: Layer, reader: &Reader, values: &PValues) -> (Layer, usize, usize) {
    let (mut layer, mut settings, mut raw) = (empty, 0, 0);
    for (setting, value) in reader.read(values) {
        match setting {
            Setting::Raw(_) => raw += 1,
            _ => settings += 1,
        }
        layer = match value {
            // No dialect leaves a number empty but to clear it.
            Some(Value::Text(text)) if text.is_empty() => layer.clear(setting),
            Some(value) => layer.set(setting, value),
            None => layer.clear(setting),
        };
    }
    (layer, settings, raw)
}
