use proptest::prelude::*;

use super::*;

#[test]
fn every_family_takes_its_own_keys_and_values_and_no_others() {
    for (path, value, taken) in [
        ("exten/106", "ab12cd34", true),
        ("exten/1x6", "ab12cd34", false),
        ("exten/106", "ab/cd", false),
        ("netxe/ab12cd34", "106", true),
        ("netxe/ab12cd34", "PJSIP/106", false),
        ("CFIM/ab12cd34", "0687721234", true),
        ("CFIM/ab12cd34", "06 87 72 12 34", false),
        ("CFBS/ab12cd34", "", false),
        ("CFUN/ab12cd34", "106,1,Dial(PJSIP/1)", false),
        ("CFVM/ab12cd34", "106", true),
        ("CFEND/CFIM/ab12cd34", "1795313937", true),
        ("CFEND/CFIM/ab12cd34", "tomorrow", false),
        ("CFEND/CFIM/ab12cd34", "01", false),
        ("CFEND/exten/106", "1795313937", false),
        ("CFEND/ab12cd34", "1795313937", false),
        ("DND/ab12cd34", "yes", true),
        ("DND/ab12cd34", "", true),
        ("DND/ab12cd34", "1\r\nAction: Logoff", false),
        ("block_cid_in/106", "1", true),
        ("priority/106", "2", false),
        ("fax_reject/106", "1", true),
        ("incidents/ALEA", "0", true),
        ("incidents/AL EA", "0", false),
        ("incidents/", "0", false),
        ("closed/north_2", "1", true),
    ] {
        let (family, key) = path.split_once('/').unwrap();
        let entry = Entry::new(family.parse().unwrap(), key, value);
        assert_eq!(entry.is_ok(), taken, "{path} {value:?}: {entry:?}");
    }
}

#[test]
fn the_readme_shows_the_families() {
    assert!(
        include_str!("../../README.md").contains(&markdown()),
        "copy this into the README:\n{}",
        markdown()
    );
}

#[test]
fn the_last_entry_of_a_list_is_not_lost_with_the_lines_around_it() {
    let old = "Response: Follows\r\nPrivilege: Command\r\n/incidents/ALEA                                    : 0\r\n\
               /incidents/EXCEPT                                  : 1\r\n2 results found.\r\n--END COMMAND--\r\n";
    let new = "Response: Success\r\nMessage: Command output follows\r\n\
               Output: /incidents/ALEA                                    : 0\r\n\
               Output: /incidents/EXCEPT                                  : 1\r\nOutput: 2 results found.\r\n";
    // Some answers come without any line around the entries.
    let bare = "/incidents/ALEA : 0\n/incidents/EXCEPT : 1";
    for text in [old, new, bare] {
        let found = Found::read(read_show(text));
        let read: Vec<_> = found.family(Family::Incident).collect();
        assert_eq!(read, [("ALEA", "0"), ("EXCEPT", "1")], "{text}");
    }
}

#[test]
fn keys_with_slashes_and_empty_values_are_read_whole() {
    let text = "/registrar/contact/ab;@0f                         : {\"uri\":\"sip:ab@192.0.2.1 : 5060\"}\n\
                /DND/ab12cd34                                     : \n/DND/cd34                                         :";
    assert_eq!(
        read_show(text).collect::<Vec<_>>(),
        [
            (
                "/registrar/contact/ab;@0f",
                "{\"uri\":\"sip:ab@192.0.2.1 : 5060\"}"
            ),
            ("/DND/ab12cd34", ""),
            ("/DND/cd34", ""),
        ]
    );
}

#[test]
fn an_entry_of_another_form_costs_that_entry() {
    let found = Found::read([
        ("/CFIM/ab12cd34", "106"),
        ("/CFIM/cd34", "Local/106@internal"),
        ("/CFIM", "107"),
        ("CFIM/x", "107"),
        ("", ""),
        ("/CFBS/cd34", "107"),
    ]);
    assert_eq!(found.entries().count(), 2);
    assert_eq!(found.odd()[0].path, "/CFIM/cd34");
    assert_eq!(
        found.odd()[0].error.to_string(),
        "\"Local/106@internal\" is no value of AstDB family CFIM; it takes a number without separators"
    );
    assert_eq!(found.foreign(), 3);
}

#[test]
fn entries_of_a_telephone_that_changed_its_extension_leave_nothing_behind() {
    let before = Entry::of_phone(&"106".parse().unwrap(), &"ab12cd34".parse().unwrap());
    let after = Entry::of_phone(&"206".parse().unwrap(), &"ab12cd34".parse().unwrap());
    let mut found = Found::default();
    let families = [Family::Exten, Family::Netxe];
    found.apply(&diff(&before, &found, &families));
    let changes = diff(&after, &found, &families);
    found.apply(&changes);
    assert!(changes.iter().all(|change| change.is_done(&found)));
    assert_eq!(
        found.entries().collect::<Vec<_>>(),
        [
            (Family::Exten, "206", "ab12cd34"),
            (Family::Netxe, "ab12cd34", "206")
        ]
    );
    assert_eq!(diff(&after, &found, &families), []);
}

fn any_entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        ("[a-c]{1,2}", "[0-9]{2,3}").prop_map(|(key, value)| (Family::ForwardImmediate, key, value)),
        ("[a-c]{1,2}", "[0-9]{1,2}").prop_map(|(key, value)| (Family::DoNotDisturb, key, value)),
        ("[A-C]{1,2}", "[01]").prop_map(|(key, value)| (Family::Incident, key, value)),
    ]
    .prop_map(|(family, key, value)| Entry::new(family, key, value).unwrap())
}

proptest! {
    /// The difference, carried out, gives what is desired and touches no other family.
    #[test]
    fn the_difference_leads_to_what_is_desired(
        desired in prop::collection::vec(any_entry(), 0..12), present in prop::collection::vec(any_entry(), 0..12),
    ) {
        let families = [Family::ForwardImmediate, Family::DoNotDisturb];
        let paths: Vec<_> = present.iter().map(|entry| (entry.path(), entry.value().to_owned())).collect();
        let before = Found::read(paths.iter().map(|(path, value)| (&**path, &**value)));
        let mut after = before.clone();
        after.apply(&diff(&desired, &before, &families));
        prop_assert_eq!(diff(&desired, &after, &families), []);
        prop_assert!(before.family(Family::Incident).eq(after.family(Family::Incident)));
    }

    /// Whatever a peer sends as the output of a command is read without harm.
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let _ = Found::read(read_show(&text));
    }
}
