//! Laws of what `switchhook-provisioning` reads of a site: dial plans, and directories of other programs.

use std::collections::BTreeSet;

use switchhook_provisioning::import::{Options, Outcome, directory};
use switchhook_provisioning::layer::{Subject, resolve};
use switchhook_provisioning::{DialPlan, Model};

/// A plan is read, or refused where it goes wrong. An alternative more never forbids a number unless it begins with `^`, one that
/// stands there already changes nothing and is told, and the braces do not matter.
///
/// Input, one a line: plan, number, another plan.
pub fn plan(bytes: &[u8]) {
    let Some([text, number, other]) = crate::lines(bytes) else {
        return;
    };
    let plan: DialPlan = match text.parse() {
        Ok(plan) => plan,
        Err(error) => {
            assert!(
                (1..=text.chars().count() + 1).contains(&error.position),
                "{error}"
            );
            return;
        }
    };
    let inside = |text: &'_ str| {
        let text = text.trim();
        let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        inner.unwrap_or(text).trim().to_owned()
    };
    let allowed = plan.allows(number);
    let inner = inside(text);
    let braced: DialPlan = format!("{{ {inner} }}").parse().expect("the same plan");
    assert_eq!(braced.allows(number), allowed, "{text:?}");
    let twice: DialPlan = format!("{{ {inner} | {inner} }}")
        .parse()
        .expect("twice the same plan");
    assert_eq!(twice.allows(number), allowed, "{text:?}");
    let repeated = twice.repeated().count();
    assert!(repeated > plan.repeated().count(), "{text:?}");
    if let Ok(more) = other.parse::<DialPlan>() {
        let both = format!("{{ {inner} | {} }}", inside(other));
        let both: DialPlan = both.parse().expect("two plans");
        if !other.contains('^') && !text.contains('^') {
            assert_eq!(
                both.allows(number),
                allowed || more.allows(number),
                "{text:?} {other:?}"
            );
        }
    }
}

/// Each file has its line of report, no password is in it, and what all phones say alike can be taken out of their layers without
/// changing what any of them is told.
///
/// Input: files with `0xff` between them, each its path up to the first line feed and then its bytes.
pub fn import(bytes: &[u8]) {
    let mut files = Vec::new();
    for file in bytes.split(|byte| *byte == 0xff) {
        let end = file.iter().position(|byte| *byte == b'\n').unwrap_or(file.len());
        let Ok(path) = std::str::from_utf8(&file[..end]) else {
            return;
        };
        files.push((path, file.get(end + 1..).unwrap_or_default()));
    }
    let options = Options::default().other_models(Model::GXP2170).files(8);
    let mut imported = directory(files.iter().copied(), &options);
    assert_eq!(imported.report.len(), files.len());
    for (line, (path, _)) in imported.report.iter().zip(&files) {
        assert_eq!(line.path, *path);
        assert!(!line.outcome.to_string().is_empty());
    }
    let passed = imported.report.iter().skip(8);
    assert!(
        passed
            .clone()
            .all(|line| matches!(line.outcome, Outcome::Passed { .. }))
    );
    let addresses: BTreeSet<_> = imported.phones.iter().map(|phone| phone.mac).collect();
    assert_eq!(addresses.len(), imported.phones.len(), "a phone is there twice");
    let phones = imported
        .report
        .iter()
        .filter(|line| matches!(line.outcome, Outcome::Phone { .. }));
    assert_eq!(phones.count(), imported.phones.len());

    let told = |phones: &[switchhook_provisioning::import::Phone], site: Option<&_>| -> Vec<_> {
        let each = phones.iter().map(|phone| {
            let layers: Vec<_> = site.into_iter().chain([&phone.layer]).collect();
            let resolved = resolve(&layers, &Subject::new(phone.model, phone.mac));
            resolved
                .encode()
                .map(|configuration| configuration.xml())
                .map_err(|refused| refused.to_string())
        });
        each.collect()
    };
    let before = told(&imported.phones, None);
    let site = imported.take_common("here");
    let common: Vec<_> = site.settings().collect();
    assert!(common.iter().all(|setting| !setting.is_secret()), "{common:?}");
    assert_eq!(told(&imported.phones, Some(&site)), before);
}
