//! Layers that many devices share, prepared once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::fold::Fold;
use super::list::{Item, List};
use super::resolved::{Given, Resolved};
use super::stated::{Layer, Op, takes_variables};
use super::subject::{Subject, has_variable};
use crate::baseline::{self, Baseline};
use crate::catalogue::{Firmware, Model};
use crate::dialect::set::{Made, NOT_MADE};
use crate::mac::MacAddr;
use crate::problem::{Finding, Problem};
use crate::rule::Rule;
use crate::setting::{AccountSetting, Setting, Value};

/// Lays layers upon each other for one device, upon its [baseline](crate::baseline) unless [`Subject::baseline`] says otherwise.
///
/// For many devices with layers in common, [`Base`] does the same and is faster.
#[must_use]
pub fn resolve<'a>(layers: &[&'a Layer], subject: &Subject) -> Resolved<'a> {
    let fold = Fold::of_all(&with_baseline(subject.model, subject.baseline, layers));
    resolve_fold(fold, None, None, subject)
}

/// Layers that many devices of a model share, laid upon each other, checked and turned into texts once.
///
/// ```
/// use switchhook_provisioning::layer::{Base, Layer, Scope, Subject, resolve};
/// use switchhook_provisioning::{MacAddr, Model};
/// let site = Layer::new(Scope::Site, "Nouméa").set_text("log.server", "log.example.net")?;
/// let base = Base::new(Model::GRP2614, None, &[&site]);
/// for number in 1..=3 {
///     let phone = Layer::new(Scope::Device, format!("phone {number}")).set_text("ui.language", "fr")?;
///     let subject = Subject::new(Model::GRP2614, MacAddr::new([0xc0, 0x74, 0xad, 0, 0, number]));
///     let resolved = base.resolve(&[&phone], &subject);
///     assert_eq!(resolved.encode()?.xml(), resolve(&[&phone, &site], &subject).encode()?.xml());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Base<'a> {
    model: Model,
    firmware: Option<Firmware>,
    baseline: Baseline,
    layers: Vec<&'a Layer>,
    fold: Fold<'a>,
    made: Made,
    ready: Option<Ready>,
}

/// Items of lists that have found their places already.
#[derive(Clone, Debug)]
struct Ready {
    /// Of these lists.
    lists: Vec<List>,
    /// In the order of the settings.
    items: Vec<ReadyItem>,
}

#[derive(Clone, Debug)]
struct ReadyItem {
    setting: Setting,
    value: Option<Value>,
    layer: u16,
    made: u32,
}

impl Ready {
    /// The same places for every device upon which no other layer says anything of these lists; none where that cannot be known
    /// beforehand.
    fn of(fold: &Fold<'_>, model: Model, firmware: Option<Firmware>, made: &mut Made) -> Option<Self> {
        let mut lists: Vec<List> = fold.appended.iter().map(|(list, ..)| *list).collect();
        lists.sort_unstable();
        lists.dedup();
        // Where all keys are line keys, the accounts in use say which are free.
        let by_accounts = lists.contains(&List::LineKeys) && model.line_keys() >= model.screen_keys();
        let filled = fold.slots.iter().any(|(setting, slot)| match slot.op {
            Some((_, Op::Set(value))) => {
                is_filled_in(*setting, value) && lists.iter().any(|list| list.has(*setting))
            }
            _ => false,
        });
        if by_accounts || filled || lists.is_empty() {
            return None;
        }
        let nobody = Subject::new(model, MacAddr::new([0; 6]));
        let mut given: Vec<Given<'_>> = Vec::new();
        for (setting, slot) in &fold.slots {
            let (layer, value) = match slot.op {
                Some((layer, Op::Set(value))) => (layer, Some(Cow::Borrowed(value))),
                Some((layer, Op::Clear)) => (layer, None),
                Some((_, Op::Leave)) | None => continue,
            };
            given.push(Given {
                setting: *setting,
                value,
                layer,
                lock: slot.lock,
                made: NOT_MADE,
            });
        }
        let before: Vec<Setting> = given.iter().map(|given| given.setting).collect();
        let mut findings = Vec::new();
        append(fold, &mut given, &nobody, &mut findings);
        if !findings.is_empty() {
            return None;
        }
        let added = given
            .into_iter()
            .filter(|given| before.binary_search(&given.setting).is_err());
        let items = added.map(|given| {
            let value = given.value.map(Cow::into_owned);
            ReadyItem {
                setting: given.setting,
                made: made.add(model, firmware, given.setting, value.as_ref()),
                value,
                layer: given.layer,
            }
        });
        Some(Self {
            lists,
            items: items.collect(),
        })
    }

    /// Whether other layers leave these lists alone.
    fn holds_under(&self, upper: &Fold<'_>) -> bool {
        let touched = |setting: Setting| self.lists.iter().any(|list| list.has(setting));
        upper.has_no_lists() && !upper.slots.iter().any(|(setting, _)| touched(*setting))
    }
}

impl<'a> Base<'a> {
    /// Prepares layers, in whatever order, for devices of a model with a firmware, if it is known, upon the model's baseline.
    #[must_use]
    pub fn new(model: Model, firmware: Option<Firmware>, layers: &[&'a Layer]) -> Self {
        Self::upon(Baseline::On, model, firmware, layers)
    }

    /// As [`new`](Self::new), upon another baseline.
    #[must_use]
    pub fn upon(baseline: Baseline, model: Model, firmware: Option<Firmware>, layers: &[&'a Layer]) -> Self {
        let mut fold = Fold::of_all(&with_baseline(model, baseline, layers));
        let mut made = Made::default();
        for (setting, slot) in &mut fold.slots {
            let value = match slot.op {
                Some((_, Op::Set(value))) if !is_filled_in(*setting, value) => Some(value),
                Some((_, Op::Clear)) => None,
                _ => continue,
            };
            slot.made = made.add(model, firmware, *setting, value);
        }
        let ready = Ready::of(&fold, model, firmware, &mut made);
        Self {
            model,
            firmware,
            baseline,
            layers: layers.to_vec(),
            fold,
            made,
            ready,
        }
    }

    /// Lays the layers of one device upon these. Layers that belong below them go there, at the price of doing everything anew;
    /// so it is for a device of another model, firmware or baseline.
    #[must_use]
    pub fn resolve<'b>(&'b self, layers: &[&'b Layer], subject: &Subject) -> Resolved<'b> {
        let highest = self.fold.layers.last().map(|layer| layer.order());
        let above = layers.iter().all(|layer| Some(layer.order()) >= highest);
        let same =
            (subject.model, subject.firmware, subject.baseline) == (self.model, self.firmware, self.baseline);
        if above && same {
            let upper = Fold::of_all(layers);
            let ready = self.ready.as_ref().filter(|ready| ready.holds_under(&upper));
            let items = ready.map(|ready| ready.items.as_slice());
            resolve_fold(self.fold.join(&upper), Some(&self.made), items, subject)
        } else {
            let all: Vec<&Layer> = self.layers.iter().chain(layers).copied().collect();
            resolve(&all, subject)
        }
    }
}

fn with_baseline<'a>(model: Model, baseline: Baseline, layers: &[&'a Layer]) -> Vec<&'a Layer> {
    let mut all = layers.to_vec();
    all.extend(baseline::shared(model, baseline));
    all
}

fn is_filled_in(setting: Setting, value: &Value) -> bool {
    match value {
        Value::Text(text) => takes_variables(setting) && has_variable(text),
        _ => false,
    }
}

fn resolve_fold<'a>(
    fold: Fold<'a>,
    made: Option<&'a Made>,
    ready: Option<&'a [ReadyItem]>,
    subject: &Subject,
) -> Resolved<'a> {
    let mut findings: Vec<Finding> = Vec::new();
    for (setting, layer, lock) in fold.refused() {
        let name = |index: u16| fold.layers[usize::from(index)].to_string();
        let rule = Rule::Locked {
            layer: name(layer),
            by: name(lock),
        };
        findings.push(Finding {
            setting,
            problem: Problem::Rule(rule),
        });
    }
    let mut items = ready.unwrap_or_default().iter().peekable();
    let of_item = |item: &'a ReadyItem| Given {
        setting: item.setting,
        value: item.value.as_ref().map(Cow::Borrowed),
        layer: item.layer,
        lock: None,
        made: item.made,
    };
    let mut given: Vec<Given<'a>> = Vec::with_capacity(fold.slots.len() + items.len() + 16);
    for (setting, slot) in &fold.slots {
        while let Some(item) = items.next_if(|item| item.setting < *setting) {
            given.push(of_item(item));
        }
        let Some((layer, op)) = slot.op else { continue };
        let value = match op {
            Op::Leave => continue,
            Op::Clear => None,
            // What was made beforehand has nothing to fill in.
            Op::Set(value) if slot.made != NOT_MADE => Some(Cow::Borrowed(value)),
            Op::Set(value) => match fill(*setting, value, subject) {
                Ok(value) => Some(value),
                Err(name) => {
                    findings.push(unfilled(*setting, name));
                    continue;
                }
            },
        };
        given.push(Given {
            setting: *setting,
            value,
            layer,
            lock: slot.lock,
            made: slot.made,
        });
    }
    given.extend(items.map(of_item));
    if ready.is_none() && !fold.appended.is_empty() {
        append(&fold, &mut given, subject, &mut findings);
    }
    Resolved {
        subject: subject.clone(),
        layers: fold.layers,
        given,
        made,
        findings,
    }
}

fn unfilled(setting: Setting, name: &'static str) -> Finding {
    Finding {
        setting,
        problem: Problem::Rule(Rule::Variable { name }),
    }
}

fn fill<'a>(setting: Setting, value: &'a Value, subject: &Subject) -> Result<Cow<'a, Value>, &'static str> {
    match value {
        Value::Text(text) if is_filled_in(setting, value) => {
            let text = subject.fill(setting, text)?;
            Ok(Cow::Owned(Value::Text(text)))
        }
        _ => Ok(Cow::Borrowed(value)),
    }
}

/// Puts items of lists into free places.
fn append<'a>(fold: &Fold<'a>, given: &mut Vec<Given<'a>>, subject: &Subject, findings: &mut Vec<Finding>) {
    let in_use = given.iter().filter_map(|given| match given.setting {
        Setting::Account(account, AccountSetting::UserId) => given.value.as_ref().map(|_| account),
        _ => None,
    });
    let accounts = in_use.max().unwrap_or(1);
    let mut places: BTreeMap<List, std::vec::IntoIter<Setting>> = BTreeMap::new();
    for (list, layer, item) in &fold.appended {
        if let (List::Codecs(_), Item::Codec(codec)) = (list, item) {
            let all = list.places(subject.model, accounts);
            let twice = all.iter().any(|place| {
                let there = find(given, *place).ok().map(|index| &given[index]);
                there.and_then(|given| given.value.as_deref()) == Some(&Value::Codec(*codec))
            });
            if twice {
                continue;
            }
        }
        let free = places
            .entry(*list)
            .or_insert_with(|| list.places(subject.model, accounts).into_iter())
            .find(|place| find(given, *place).is_err());
        let settings = free.map(|place| (place, item.settings(place)));
        match settings {
            Some((_, settings)) if !settings.is_empty() => {
                for (setting, value) in settings {
                    let value = match value.as_ref().map(|value| fill(setting, value, subject)) {
                        None => None,
                        Some(Ok(value)) => Some(Cow::Owned(value.into_owned())),
                        Some(Err(name)) => {
                            findings.push(unfilled(setting, name));
                            continue;
                        }
                    };
                    if let Err(index) = find(given, setting) {
                        let added = Given {
                            setting,
                            value,
                            layer: *layer,
                            lock: None,
                            made: NOT_MADE,
                        };
                        given.insert(index, added);
                    }
                }
            }
            Some((place, _)) => findings.push(Finding {
                setting: place,
                problem: Problem::Kind,
            }),
            None => {
                let places = list.places(subject.model, accounts);
                findings.push(Finding {
                    setting: places.last().copied().unwrap_or(Setting::Phone),
                    problem: Problem::Rule(Rule::Full {
                        places: places.len(),
                        layer: fold.layers[usize::from(*layer)].to_string(),
                    }),
                });
            }
        }
    }
}

/// Where a setting is, or where it would be.
fn find(given: &[Given<'_>], setting: Setting) -> Result<usize, usize> {
    given.binary_search_by_key(&setting, |given| given.setting)
}
