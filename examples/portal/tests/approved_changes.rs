//! What changes the store or the PBX takes an effect that a use case approved, or is named here with the reason why not.

use std::collections::BTreeMap;
use std::path::Path;

/// What only a decision allows, with the effect that it needs.
const APPROVED: [(&str, &str); 11] = [
    ("add_contact", "AddContact"),
    ("add_department", "AddDepartment"),
    ("add_person", "AddPerson"),
    ("change_astdb", "Effect"),
    ("change_contact", "ChangeContact"),
    ("change_department", "ChangeDepartment"),
    ("change_person", "ChangePerson"),
    ("drop_queue_profiles", "DropQueueProfiles"),
    ("originate", "OriginateEffect"),
    ("remove_contact", "RemoveContact"),
    ("remove_department", "RemoveDepartment"),
];

/// Notes of what happened, or what the program does by itself: nobody asks for it.
const BY_ITSELF: &[&str] = &[
    "add_audit",
    "add_calls",
    "add_journeys",
    "add_queue_log",
    "add_queue_log_lines",
    "apply_file_changes",
    "begin_chain",
    "close",
    "end_handover",
    "forget_ended_sessions",
    "forget_journeys_without_calls",
    "forget_old_notes",
    "forward_set",
    "forwards_seen",
    "gap_began",
    "gap_ended",
    "keep_queue_days",
    "link_recordings",
    "note_client_use",
    "note_recording",
    "pages_seed",
    "purge_began",
    "purge_ended",
    "put",
    "put_charges",
    "recordings_purged",
    "replace_queue_visits",
    "rerated",
    "scheduled_call_ended",
    "scheduled_call_is",
    "set_device_seen",
    "set_session_activity",
    "start_session",
    "step_handover",
    "touch_session",
];

/// Who holds the secret of a link or is the person: the session or the token is the proof.
const OWN_ACCOUNT: &[&str] = &[
    "add_first_administrator",
    "end_other_sessions",
    "end_session",
    "set_password",
    "use_password_link",
];

/// Whether somebody may is asked by the page, with the table of rights, before it calls these.
const CHECKED_BY_THE_PAGE: &[&str] = &[
    "add_client",
    "add_phone",
    "add_scheduled_call",
    "add_site",
    "add_tariff_version",
    "apply_rerating",
    "begin_handover",
    "begin_rerating",
    "change_phone",
    "delete_tariff_draft",
    "forget_device_secrets",
    "forget_pages_seed",
    "forget_scheduled_call",
    "hold_recording",
    "make_link",
    "move_device",
    "move_scheduled_call",
    "remove_phone",
    "rerating_is",
    "revoke_client",
    "set_device",
    "set_device_values",
    "set_service",
    "tariff_version_is",
];

/// The methods of the files below a folder but those of tests, by name: everything from one `fn` to the next.
fn methods(folder: &str) -> BTreeMap<String, String> {
    fn walk(folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
                continue;
            }
            if path
                .file_stem()
                .is_some_and(|name| name.to_string_lossy().ends_with("tests"))
            {
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("sources are text");
            let source = source
                .split("#[cfg(test)]\nmod tests {")
                .next()
                .unwrap_or_default();
            // Methods stand four blanks deep.
            let (mut name, mut of_a_test) = (None, false);
            for line in source.lines() {
                of_a_test |= line == "    #[cfg(test)]";
                let start = line.strip_prefix("    ").filter(|rest| !rest.starts_with(' '));
                if let Some((_, rest)) = start.and_then(|rest| rest.split_once("fn ")) {
                    name = rest
                        .split(['(', '<'])
                        .next()
                        .filter(|_| !of_a_test)
                        .map(str::to_owned);
                    of_a_test = false;
                }
                if let Some(name) = &name {
                    let text = found.entry(name.clone()).or_default();
                    text.push_str(line.trim());
                    text.push(' ');
                }
            }
        }
    }
    let mut found = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder);
    walk(&root, &mut found);
    found
}

#[test]
fn whatever_changes_the_store_takes_what_was_approved_or_says_why_not() {
    let methods = methods("store");
    let writers: Vec<_> = methods
        .iter()
        .filter(|(_, text)| text.contains("self.write"))
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(writers.len() > 60, "{} writers", writers.len());
    for name in &writers {
        let lists = [BY_ITSELF, OWN_ACCOUNT, CHECKED_BY_THE_PAGE];
        let listed = lists.iter().filter(|list| list.contains(name)).count();
        let takes = methods[*name].contains("Approved<");
        assert_eq!(
            listed,
            usize::from(!takes),
            "{name} changes the store: let it take an Approved effect, or list it here with the reason"
        );
    }
    for name in [BY_ITSELF, OWN_ACCOUNT, CHECKED_BY_THE_PAGE].concat() {
        assert!(writers.contains(&name), "{name} is listed here and is not there");
    }
}

#[test]
fn each_checked_change_takes_the_effect_that_is_its_own() {
    let mut all = methods("store");
    all.extend(methods("pbx"));
    for (name, effect) in APPROVED {
        let Some(text) = all.get(name) else {
            panic!("{name} is listed here and is not there");
        };
        assert!(
            text.contains(&format!("Approved<{effect}>")),
            "{name} does not take Approved<{effect}>"
        );
    }
    let known: Vec<_> = APPROVED.map(|(name, _)| name).to_vec();
    for (name, text) in &all {
        assert!(
            !text.contains("Approved<") || known.contains(&name.as_str()),
            "{name} takes an approved effect and is not listed here"
        );
    }
}

/// A change and its entry stand or fall together: the entry is made within the transaction.
#[test]
fn what_was_approved_is_noted_in_the_same_transaction() {
    let methods = methods("store");
    for (name, _) in APPROVED {
        let Some(text) = methods.get(name) else { continue };
        let place = |what: &str| text.find(what).unwrap_or_else(|| panic!("{name}: no {what}"));
        assert!(place(".begin()") < place("note(&mut transaction"), "{name}");
        assert!(
            place("note(&mut transaction") < place("transaction.commit()"),
            "{name}"
        );
        assert!(
            !text.contains("execute(&self.write)"),
            "{name} writes beside its transaction"
        );
    }
}
