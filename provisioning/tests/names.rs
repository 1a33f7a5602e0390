//! Names and numbers of a model: what one form says, the other says too, or it is told.

use std::sync::LazyLock;

use proptest::prelude::*;
use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::grandstream::alias::NamedValues;
use switchhook_provisioning::grandstream::{AliasNames, PNumber, PValues};

/// Of all models that read names.
static ALL: LazyLock<Vec<AliasNames>> = LazyLock::new(|| Model::all().filter_map(AliasNames::of).collect());

/// What a value under a name becomes.
fn number_of(model: Model, name: &str, text: &str) -> Result<(u32, String), &'static str> {
    let mut named = NamedValues::new();
    named.set(name, text).unwrap();
    let numbers = AliasNames::of(model).unwrap().numbers(&named);
    match numbers.values.iter().next() {
        Some((number, text)) => Ok((number.get(), text.to_owned())),
        None => Err(numbers.left_out[0].code()),
    }
}

#[test]
fn names_become_numbers_and_words_codes() {
    let grp = Model::GRP2614;
    for (model, name, text, number, code) in [
        (grp, "account.1.enable", "Yes", 271, "1"),
        (grp, "account.1.enable", "No", 271, "0"),
        (grp, "account.1.enable", "1", 271, "1"),
        (grp, "account.2.sip.userid", "No", 404, "No"),
        (grp, "account.7.sip.userid", "u1", 50604, "u1"),
        (Model::GRP2603, "account.5.sip.userid", "u1", 704, "u1"),
        (Model::GXP2170, "account.5.sip.userid", "u1", 1704, "u1"),
        (grp, "account.1.sip.unregisterOnReboot", "All", 81, "1"),
        (grp, "account.1.sip.transport", "TLS", 130, "2"),
        (grp, "account.1.sip.transport", "", 130, ""),
        (grp, "users.admin.password", "Yes", 2, "Yes"),
        (grp, "provisioning.config.protocol", "HTTPS", 212, "2"),
        (grp, "phonebook.download.mode", "EnabledUseHTTPS", 330, "3"),
        (grp, "dateTime.format.date", "dd-mm-yyyy", 102, "2"),
        (grp, "dateTime.format.time", "24Hour", 122, "1"),
        (grp, "dateTime.timezone", "HAW10", 64, "HAW10"),
        (grp, "network.dns.1.ip.1", "10", 21, "10"),
        // The name says the opposite of the number.
        (grp, "sip.notify.challenge", "Yes", 4428, "0"),
        (grp, "sip.notify.challenge", "0", 4428, "1"),
        // The first keys of a GXP have codes of their own, those after them and all of a GRP the others.
        (Model::GXP2135, "pks.vpk.8.keyMode", "BLF", 23804, "11"),
        (Model::GXP2135, "pks.vpk.9.keyMode", "BLF", 23808, "1"),
        (grp, "pks.vpk.1.keyMode", "BLF", 1363, "1"),
        (grp, "pks.vpk.1.keyMode", "-1", 1363, "-1"),
        (grp, "pks.vpk.7.account", "0", 23801, "0"),
        (grp, "pks.mpk.8.account", "Account2", 354, "1"),
        (Model::GXP2170, "pks.ext.160.value", "4711", 23798, "4711"),
    ] {
        assert_eq!(
            number_of(model, name, text),
            Ok((number, code.to_owned())),
            "{name} {text} on {model}"
        );
    }
}

#[test]
fn what_is_not_certain_is_left_out_and_told() {
    for (model, name, text, code) in [
        (Model::GRP2614, "account.1.colour", "1", "W-ALIAS-NAME"),
        (Model::GXP2135, "account.5.enable", "Yes", "W-ALIAS-NAME"),
        (Model::GRP2614, "account.0.enable", "Yes", "W-ALIAS-NAME"),
        (Model::GXP2135, "pks.ext.1.value", "1", "W-ALIAS-NAME"),
        (Model::GRP2614, "account.1.enable", "Maybe", "W-ALIAS-WORD"),
        (
            Model::GRP2614,
            "account.1.sip.transport",
            "Pigeon",
            "W-ALIAS-WORD",
        ),
        (Model::GRP2614, "pks.vpk.1.keyMode", "Dance", "W-ALIAS-WORD"),
        // 1 switches it off by its number, and nobody has shown what Yes does.
        (Model::GRP2614, "security.ssh", "Yes", "W-ALIAS-WORD"),
        // A number without words: the word cannot be told from a text.
        (
            Model::GRP2614,
            "xmlApplications.autoLaunch",
            "Enabled",
            "W-ALIAS-WORD",
        ),
    ] {
        assert_eq!(
            number_of(model, name, text),
            Err(code),
            "{name} {text} on {model}"
        );
    }
    assert!(AliasNames::of(Model::GXP2000).is_none(), "it reads no names");
}

#[test]
fn numbers_without_a_name_are_told() {
    let mut values = PValues::new();
    for (number, text) in [(271, "1"), (4428, "0"), (301, "1"), (99_999, "x")] {
        values.set(PNumber::new(number), text).unwrap();
    }
    let names = AliasNames::of(Model::GRP2614).unwrap().names(&values);
    let list: Vec<_> = names.values.iter().collect();
    assert_eq!(
        list,
        [
            ("account.1.enable", "1"),
            ("sip.notify.challenge", "Yes"),
            ("pks.mpk.1.account", "Account2")
        ]
    );
    assert_eq!(names.left_out, [PNumber::new(99_999)]);
}

#[test]
fn every_name_of_every_model_leads_to_a_number_of_its_family_and_back() {
    for model in Model::all() {
        let Some(names) = AliasNames::of(model) else {
            assert!(!model.formats().alias);
            continue;
        };
        let mut count = 0;
        for range in model.family().numbers() {
            for number in range.map(PNumber::new) {
                if let Some(name) = names.name(number) {
                    assert_eq!(names.number(name), Some(number), "{name} on {model}");
                    count += 1;
                }
            }
        }
        assert!(count > 50, "{model} has {count} names");
    }
}

proptest! {
    /// Codes under names are read as the same codes, whatever the model.
    #[test]
    fn numbers_read_back_from_their_names(
        index in 0usize..200,
        list in prop::collection::vec((any::<prop::sample::Index>(), 0u8..10), 0..30),
    ) {
        let names = &ALL[index % ALL.len()];
        let numbers: Vec<_> = names.model().family().numbers().flatten().map(PNumber::new).filter(|number| names.name(*number).is_some()).collect();
        let mut values = PValues::new();
        for (number, code) in list {
            let number = numbers[number.index(numbers.len())];
            // A switch has two codes; where the name turns them round, others mean nothing.
            let code = if number.get() == 4428 { code % 2 } else { code };
            values.set(number, code.to_string()).unwrap();
        }
        let named = names.names(&values);
        prop_assert_eq!(&named.left_out, &[]);
        let again = names.numbers(&named.values);
        prop_assert_eq!(&again.left_out, &[]);
        prop_assert_eq!(&again.values, &values);
    }

    #[test]
    fn what_is_left_out_does_not_show_its_value(secret in "[A-Z]{8}", name in "(account\\.1\\.(enable|x)|pks\\.vpk\\.1\\.keyMode)") {
        let mut named = NamedValues::new();
        named.set(&name, secret.as_str()).unwrap();
        let numbers = AliasNames::of(Model::GRP2614).unwrap().numbers(&named);
        prop_assert_eq!(numbers.left_out.len(), 1);
        let shown = format!("{:?} {}", numbers, numbers.left_out[0]);
        prop_assert!(!shown.contains(&secret), "{}", shown);
    }
}
