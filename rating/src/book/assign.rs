//! Which plan a call belongs to.

use std::collections::HashMap;

use crate::{Call, Number, Prefix};

/// What a call must have for a rule to assign it to a plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum When {
    /// This account.
    Account(String),
    /// This extension.
    Extension(String),
    /// A trunk whose name begins like this: `PJSIP/gw-` is every channel of the endpoint `gw`.
    Trunk(String),
    /// A number that begins like this.
    Number(Prefix),
    /// A caller whose number begins like this.
    Caller(Prefix),
}

/// The rules of a book, compiled: the first that fits counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assignments {
    // With the place of the rule among all, so that the first of the fitting ones is known.
    accounts: HashMap<String, (u32, u16)>,
    extensions: HashMap<String, (u32, u16)>,
    others: Vec<(When, u32, u16)>,
}

impl Assignments {
    pub(crate) fn new(rules: Vec<(When, u16)>) -> Self {
        let mut compiled = Self::default();
        for (order, (when, plan)) in (0u32..).zip(rules) {
            match when {
                When::Account(name) => {
                    compiled.accounts.entry(name).or_insert((order, plan));
                }
                When::Extension(name) => {
                    compiled.extensions.entry(name).or_insert((order, plan));
                }
                other => compiled.others.push((other, order, plan)),
            }
        }
        compiled
    }

    /// Whether there is no rule.
    pub(crate) fn is_empty(&self) -> bool {
        self.accounts.is_empty() && self.extensions.is_empty() && self.others.is_empty()
    }

    /// Whether a rule asks who called.
    pub(crate) fn ask_caller(&self) -> bool {
        self.others
            .iter()
            .any(|(when, ..)| matches!(when, When::Caller(_)))
    }

    /// The first rule that fits, as [`plan`](Self::plan) finds it, and its plan.
    pub(crate) fn rule(
        &self,
        call: &Call<'_>,
        number: &Number,
        caller: Option<&Number>,
    ) -> Option<(When, u16)> {
        let plan = self.plan(call, number, caller)?;
        let named = |rules: &HashMap<String, (u32, u16)>, name: &str, when: fn(String) -> When| {
            rules.get(name).map(|&(order, _)| (order, when(name.to_owned())))
        };
        let other = self
            .others
            .iter()
            .find(|(when, ..)| fits(when, call, number, caller));
        let (_, when) = [
            named(&self.accounts, call.account, When::Account),
            named(&self.extensions, call.extension, When::Extension),
            other.map(|(when, order, _)| (*order, when.clone())),
        ]
        .into_iter()
        .flatten()
        .min_by_key(|(order, _)| *order)?;
        Some((when, plan))
    }

    /// The plan of the first rule that fits.
    pub(crate) fn plan(&self, call: &Call<'_>, number: &Number, caller: Option<&Number>) -> Option<u16> {
        let named = |rules: &HashMap<String, (u32, u16)>, name: &str| {
            if rules.is_empty() || name.is_empty() {
                None
            } else {
                rules.get(name).copied()
            }
        };
        let other = self
            .others
            .iter()
            .find(|(when, ..)| fits(when, call, number, caller));
        [
            named(&self.accounts, call.account),
            named(&self.extensions, call.extension),
            other.map(|&(_, order, plan)| (order, plan)),
        ]
        .into_iter()
        .flatten()
        .min()
        .map(|(_, plan)| plan)
    }
}

/// Whether a rule fits that asks for a beginning.
fn fits(when: &When, call: &Call<'_>, number: &Number, caller: Option<&Number>) -> bool {
    match when {
        When::Trunk(prefix) => !call.trunk.is_empty() && call.trunk.starts_with(prefix.as_str()),
        When::Number(prefix) => number.begins_with(*prefix),
        When::Caller(prefix) => caller.is_some_and(|caller| caller.begins_with(*prefix)),
        When::Account(_) | When::Extension(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::DateTime;

    use super::*;
    use crate::Numbering;

    #[test]
    fn the_first_rule_that_fits_counts() {
        let rules = Assignments::new(vec![
            (When::Number("+33".parse().unwrap()), 1),
            (When::Account("sales".to_owned()), 2),
            (When::Trunk("PJSIP/gw-".to_owned()), 3),
            (When::Extension("104".to_owned()), 4),
            (When::Account("sales".to_owned()), 5),
            (When::Caller("4".parse().unwrap()), 6),
        ]);
        let numbering = Numbering::new();
        for (number, account, extension, trunk, caller, plan) in [
            ("+331", "sales", "104", "PJSIP/gw-1", "41", Some(1)),
            ("1", "sales", "104", "PJSIP/gw-1", "41", Some(2)),
            ("1", "", "104", "PJSIP/gw-1", "41", Some(3)),
            ("1", "sale", "104", "PJSIP/gateway-1", "41", Some(4)),
            ("1", "", "", "", "41", Some(6)),
            ("1", "", "", "", "", None),
        ] {
            let call = Call::new(number, DateTime::UNIX_EPOCH, Duration::ZERO)
                .account(account)
                .extension(extension)
                .trunk(trunk);
            let (number, caller) = (numbering.number(number).unwrap(), numbering.number(caller).ok());
            assert_eq!(rules.plan(&call, &number, caller.as_ref()), plan, "{call:?}");
        }
    }
}
