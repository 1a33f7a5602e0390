//! Phone books: what is rendered reads back, and what others wrote is read with care.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use proptest::prelude::*;
use switchhook_provisioning::phonebook::{
    AccountIndex, Contact, Finding, Generation, Group, GroupId, Limits, Number, NumberKind, Parsed,
    PhoneBook, parse,
};

fn read(file: &str) -> Parsed {
    parse(file.as_bytes(), AccountIndex::FromZero, &Limits::default()).unwrap()
}

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed.findings.iter().map(Finding::code).collect()
}

fn book() -> PhoneBook {
    let mut book = PhoneBook::new();
    let sales = book.group("Sales & <Support>");
    let stores = book.group("Stores");
    book.contacts = vec![
        Contact::new("Ana", "Teva")
            .department("Sales")
            .number(Number::new("201"))
            .number(Number::new("+68778").kind(NumberKind::Cell).account(2))
            .group(sales)
            .group(stores)
            .favourite(true),
        Contact::new("", "Workshop").number(Number::new("202")),
        Contact::new("Léa", "").number(Number::new("203")).group(stores),
    ];
    book
}

#[test]
fn each_generation_has_its_own_elements() {
    let rendered = book().render(Generation::Old);
    assert_eq!(rendered.findings, []);
    assert_eq!(
        rendered.file,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <AddressBook>\n  \
         <pbgroup>\n    <id>1</id>\n    <name>Sales &amp; &lt;Support&gt;</name>\n  </pbgroup>\n  \
         <pbgroup>\n    <id>2</id>\n    <name>Stores</name>\n  </pbgroup>\n  \
         <Contact>\n    <LastName>Teva</LastName>\n    <FirstName>Ana</FirstName>\n    \
         <Phone>\n      <phonenumber>201</phonenumber>\n      <accountindex>0</accountindex>\n    </Phone>\n    \
         <Phone>\n      <phonenumber>+68778</phonenumber>\n      <accountindex>1</accountindex>\n    </Phone>\n    \
         <Groups>\n      <groupid>1</groupid>\n      <groupid>2</groupid>\n    </Groups>\n  </Contact>\n  \
         <Contact>\n    <LastName>Workshop</LastName>\n    \
         <Phone>\n      <phonenumber>202</phonenumber>\n      <accountindex>0</accountindex>\n    </Phone>\n  </Contact>\n  \
         <Contact>\n    <LastName>Léa</LastName>\n    \
         <Phone>\n      <phonenumber>203</phonenumber>\n      <accountindex>0</accountindex>\n    </Phone>\n    \
         <Groups>\n      <groupid>2</groupid>\n    </Groups>\n  </Contact>\n\
         </AddressBook>\n"
    );
    let mut book = book();
    book.contacts.truncate(1);
    book.groups.truncate(1);
    let rendered = book.render(Generation::New);
    assert_eq!(
        rendered.findings[0].to_string(),
        "contact 1: no group 2; add it to the book, the contact is not in it"
    );
    assert_eq!(
        rendered.file,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <AddressBook>\n  <version>1</version>\n  \
         <pbgroup>\n    <id>1</id>\n    <name>Sales &amp; &lt;Support&gt;</name>\n  </pbgroup>\n  \
         <Contact>\n    <id>1</id>\n    <FirstName>Ana</FirstName>\n    <LastName>Teva</LastName>\n    \
         <Department>Sales</Department>\n    <Frequent>1</Frequent>\n    <Primary>0</Primary>\n    \
         <Phone type=\"Work\">\n      <phonenumber>201</phonenumber>\n      <accountindex>0</accountindex>\n    </Phone>\n    \
         <Phone type=\"Cell\">\n      <phonenumber>+68778</phonenumber>\n      <accountindex>1</accountindex>\n    </Phone>\n    \
         <Group>1</Group>\n  </Contact>\n\
         </AddressBook>\n"
    );
    let dect = book.render(Generation::Dect);
    assert_eq!(dect.findings, []);
    assert!(!dect.file.contains("roup") && dect.file.contains("type=\"Cell\""));
}

#[test]
fn what_a_phone_would_refuse_is_put_right_and_told() {
    let mut book = PhoneBook::new();
    book.groups = vec![Group::new(GroupId(3), " "), Group::new(GroupId(3), "again")];
    book.contacts = vec![
        Contact::new(" ", "\t").number(Number::new("1")),
        Contact::new("Nobody", ""),
        Contact::new("Blank", "").number(Number::new(" ")),
        Contact::new("Bell\u{7}", "Two\nlines").number(Number::new("2").account(0)),
        Contact::new("Far", "").number(Number::new("3").account(17)),
    ];
    let rendered = book.render(Generation::New);
    let told: Vec<_> = rendered
        .findings
        .iter()
        .map(|finding| (finding.contact, finding.code()))
        .collect();
    assert_eq!(
        told,
        [
            (None, "W-PHONEBOOK-GROUP"),
            (Some(1), "W-PHONEBOOK-NAME"),
            (Some(2), "W-PHONEBOOK-NUMBER"),
            (Some(3), "W-PHONEBOOK-NUMBER"),
            (Some(3), "W-PHONEBOOK-NUMBER"),
            (Some(4), "W-CHAR-FORBIDDEN"),
            (Some(4), "W-PHONEBOOK-ACCOUNT"),
            (Some(5), "W-PHONEBOOK-ACCOUNT"),
        ]
    );
    let read = read(&rendered.file);
    assert_eq!(read.findings, []);
    let names: Vec<_> = read
        .book
        .contacts
        .iter()
        .map(|contact| (contact.first_name.as_str(), contact.last_name.as_str()))
        .collect();
    assert_eq!(names, [("?", ""), ("Bell", "Two lines"), ("Far", "")]);
    assert_eq!(read.book.groups[0].name, "?");
    assert!(
        read.book
            .contacts
            .iter()
            .all(|contact| contact.numbers[0].account == 1)
    );
}

#[test]
fn an_export_of_an_ucm_counts_accounts_from_one() {
    let file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<AddressBook>\n<version>1</version>\n<Contact>\n<id>1</id>\n\
                <FirstName>Front</FirstName>\n<LastName>Desk</LastName>\n<Frequent>0</Frequent>\n\
                <Phone type=\"Work\">\n<phonenumber>1000</phonenumber>\n<accountindex>1</accountindex>\n</Phone>\n\
                <Mail type=\"Work\">desk@example.net</Mail>\n<Primary>0</Primary>\n</Contact>\n</AddressBook>\n";
    for (accounts, account) in [(AccountIndex::FromOne, 1), (AccountIndex::FromZero, 2)] {
        let read = parse(file.as_bytes(), accounts, &Limits::default()).unwrap();
        assert_eq!(read.findings, []);
        assert_eq!(read.book.contacts[0].mail, "desk@example.net");
        assert_eq!(
            read.book.contacts[0].numbers,
            [Number::new("1000").account(account)]
        );
    }
    let zero = file.replace("<accountindex>1<", "<accountindex>0<");
    let read = parse(zero.as_bytes(), AccountIndex::FromOne, &Limits::default()).unwrap();
    assert_eq!(codes(&read), ["W-PHONEBOOK-ACCOUNT"]);
    assert_eq!(read.findings[0].line, Some(11));
}

#[test]
fn what_other_programs_write_is_read() {
    // Several pairs in one Phone; groups behind the contacts; empty elements; another order.
    let file = "<AddressBook><Contact><LastName> Doe </LastName><FirstName/>\
                <Phone><phonenumber>1</phonenumber><accountindex>0</accountindex>\
                <phonenumber>2</phonenumber><accountindex>3</accountindex></Phone>\
                <Phone type=\"mobile\"><phonenumber>3</phonenumber></Phone>\
                <Phone type=\"Work\"><phonenumber></phonenumber><accountindex>0</accountindex></Phone>\
                <Groups><groupid>7</groupid><groupid>7</groupid></Groups><Group>0</Group><PhotoUrl/></Contact>\
                <pbgroup><id>7</id><name>Sales</name><photos>x</photos><ringtones>r.ogg</ringtones></pbgroup></AddressBook>";
    let read = read(file);
    assert_eq!(codes(&read), ["W-PHONEBOOK-NUMBER"]);
    let contact = &read.book.contacts[0];
    assert_eq!(
        (contact.first_name.as_str(), contact.last_name.as_str()),
        ("", "Doe")
    );
    assert_eq!(
        contact.numbers,
        [
            Number::new("1"),
            Number::new("2").account(4),
            Number::new("3").kind(NumberKind::Mobile),
        ]
    );
    assert_eq!(contact.groups, [GroupId(7)]);
    assert_eq!(read.book.groups[0].ringtone, "r.ogg");
}

#[test]
fn a_doubtful_contact_costs_what_is_doubtful() {
    let file = "<AddressBook>\n<pbgroup><name>No number</name></pbgroup>\n<pbgroup><id>1</id></pbgroup><pbgroup><id>1</id></pbgroup>\n\
                <Contact><FirstName>A<b>B</b>C</FirstName><Pet><Pet>x</Pet></Pet><Pet/>\n\
                <Phone type='Car'><phonenumber>1</phonenumber><accountindex>one</accountindex></Phone>\n\
                <Phone><phonenumber>2</phonenumber><accountindex>99999999999999999999</accountindex></Phone>\n\
                <Phone><phonenumber>3</phonenumber><accountindex>-1</accountindex></Phone>\n\
                <Group>x</Group><Group>9</Group></Contact>\n</AddressBook>";
    let read = read(file);
    let told: Vec<_> = read
        .findings
        .iter()
        .map(|finding| (finding.line, finding.contact, finding.code()))
        .collect();
    let one = Some(1);
    assert_eq!(
        told,
        [
            (Some(2), None, "W-PHONEBOOK-GROUP"),
            (Some(3), None, "W-PHONEBOOK-GROUP"),
            (Some(4), one, "W-PHONEBOOK-ELEMENT"),
            (Some(5), one, "W-PHONEBOOK-KIND"),
            (Some(5), one, "W-PHONEBOOK-ACCOUNT"),
            (Some(6), one, "W-PHONEBOOK-ACCOUNT"),
            (Some(7), one, "W-PHONEBOOK-ACCOUNT"),
            (Some(8), one, "W-PHONEBOOK-GROUP"),
            (None, one, "W-PHONEBOOK-GROUP"),
        ]
    );
    assert_eq!(read.book.contacts[0].first_name, "AC");
    assert_eq!(read.book.contacts[0].numbers.len(), 3);
}

#[test]
fn what_is_no_phone_book_is_refused() {
    for (file, code, line) in [
        ("", "E-PHONEBOOK-ROOT", None),
        ("<html/>", "E-PHONEBOOK-ROOT", Some(1)),
        ("\n<addressbook/>", "E-PHONEBOOK-ROOT", Some(2)),
        ("<AddressBook/><AddressBook/>", "E-PHONEBOOK-ROOT", Some(1)),
        ("<AddressBook>", "E-XML-CUT-OFF", None),
        ("<AddressBook><Contact></AddressBook>", "E-XML-SYNTAX", Some(1)),
        (
            "<!DOCTYPE a [<!ENTITY b 'c'>]><AddressBook/>",
            "E-XML-DOCTYPE",
            Some(1),
        ),
        ("<AddressBook>\n<Contact><LastName>&b;", "E-XML-ENTITY", Some(2)),
    ] {
        let error = parse(file.as_bytes(), AccountIndex::FromZero, &Limits::default()).unwrap_err();
        assert_eq!((error.code(), error.line()), (code, line), "{file:?}: {error}");
        assert!(error.to_string().contains("; "), "{error} says what to do");
    }
}

#[test]
fn limits_hold() {
    let all = Limits::default();
    let file = "<AddressBook><pbgroup><id>1</id></pbgroup><pbgroup><id>2</id></pbgroup><Contact><FirstName>12345</FirstName>\
                <Phone><phonenumber>1</phonenumber><phonenumber>2</phonenumber></Phone></Contact><Contact/></AddressBook>";
    for (limits, code) in [
        (
            Limits {
                bytes: file.len() - 1,
                ..all
            },
            "E-XML-TOO-LONG",
        ),
        (Limits { contacts: 1, ..all }, "E-PHONEBOOK-MANY"),
        (Limits { groups: 1, ..all }, "E-PHONEBOOK-MANY"),
    ] {
        let error = parse(file.as_bytes(), AccountIndex::FromZero, &limits).unwrap_err();
        assert_eq!(error.code(), code);
    }
    let limits = Limits {
        numbers: 1,
        text_bytes: 4,
        ..all
    };
    let read = parse(file.as_bytes(), AccountIndex::FromZero, &limits).unwrap();
    assert_eq!(codes(&read), ["W-PHONEBOOK-LONG", "W-PHONEBOOK-MANY"]);
    let limits = Limits { findings: 3, ..all };
    let unknown: String = (0..100).map(|number| format!("<x{number}/>")).collect();
    let read = parse(
        format!("<AddressBook>{unknown}</AddressBook>").as_bytes(),
        AccountIndex::FromZero,
        &limits,
    )
    .unwrap();
    assert_eq!(read.findings.len(), 3);
}

#[test]
fn names_are_sorted_as_people_look_for_them() {
    let mut book = PhoneBook::new();
    for (first, last) in [("zoe", "b"), ("Ana", "B"), ("Clara", ""), ("", "a"), ("", "D")] {
        book.contacts.push(Contact::new(first, last));
    }
    book.sort();
    let names: Vec<_> = book
        .contacts
        .iter()
        .map(|contact| format!("{} {}", contact.first_name, contact.last_name))
        .collect();
    assert_eq!(names, [" a", "Ana B", "zoe b", "Clara ", " D"]);
}

#[test]
fn a_group_with_the_highest_number_leaves_room_for_others() {
    let mut book = PhoneBook::new();
    book.groups = vec![
        Group::new(GroupId(u32::MAX), "last"),
        Group::new(GroupId(1), "first"),
    ];
    assert_eq!(book.group("first"), GroupId(1));
    assert_eq!(book.group("new"), GroupId(2));
}

fn name() -> impl Strategy<Value = String> {
    "[A-Za-zé&<>'\"]{1,8}( [a-z]{1,4})?"
}

fn contact() -> impl Strategy<Value = Contact> {
    let number = (
        "[0-9+*#]{1,8}",
        prop::sample::select(vec![NumberKind::Work, NumberKind::Cell, NumberKind::Fax]),
        1u8..=16,
    );
    let numbers = prop::collection::vec(number, 1..4);
    (
        name(),
        name(),
        numbers,
        prop::sample::subsequence(vec![1, 2, 3], 0..3),
        any::<bool>(),
        name(),
    )
        .prop_map(|(first, last, numbers, groups, favourite, department)| {
            let mut contact = Contact::new(first, last)
                .favourite(favourite)
                .department(department);
            for (number, kind, account) in numbers {
                contact = contact.number(Number::new(number).kind(kind).account(account));
            }
            for group in groups {
                contact = contact.group(GroupId(group));
            }
            contact
        })
}

fn books() -> impl Strategy<Value = PhoneBook> {
    prop::collection::vec(contact(), 0..12).prop_map(|contacts| {
        let mut book = PhoneBook::new();
        book.groups = (1..=3)
            .map(|id| Group::new(GroupId(id), format!("group {id}")))
            .collect();
        book.contacts = contacts;
        book
    })
}

proptest! {
    #[test]
    fn what_is_rendered_reads_back(book in books()) {
        let rendered = book.render(Generation::New);
        prop_assert_eq!(&rendered.findings, &[]);
        let again = read(&rendered.file);
        prop_assert_eq!(&again.findings, &[]);
        prop_assert_eq!(&again.book, &book);
        // The other generations have less, and what they have reads back.
        for generation in [Generation::Old, Generation::Dect] {
            let file = book.render(generation).file;
            let again = read(&file);
            prop_assert_eq!(&again.findings, &[]);
            prop_assert_eq!(again.book.contacts.len(), book.contacts.len());
            prop_assert_eq!(again.book.render(generation).file, file);
        }
    }

    #[test]
    fn whatever_a_book_holds_its_file_is_read_without_findings(
        first: String, last: String, number: String, account: u8, group in 0u32..3, other: String,
    ) {
        let mut book = PhoneBook::new();
        book.groups.push(Group::new(GroupId(1), other.clone()));
        book.contacts.push(Contact::new(first, last).mail(other).number(Number::new(number).account(account)).group(GroupId(group)));
        for generation in [Generation::Old, Generation::New, Generation::Dect] {
            let file = book.render(generation).file;
            let again = read(&file);
            prop_assert_eq!(&again.findings, &[]);
            prop_assert_eq!(again.book.render(generation).file, file);
        }
    }

    /// Splitting loses nobody, doubles nobody, and keeps to the limit; a group that fits stays together.
    #[test]
    fn every_contact_is_in_one_part(book in books(), limit in 1usize..6) {
        let parts = book.split(NonZeroUsize::new(limit).unwrap());
        prop_assert!(parts.iter().all(|part| !part.contacts.is_empty() && part.contacts.len() <= limit));
        let mut before: Vec<_> = book.contacts.iter().map(|contact| format!("{contact:?}")).collect();
        let mut after: Vec<_> = parts.iter().flat_map(|part| &part.contacts).map(|contact| format!("{contact:?}")).collect();
        before.sort();
        after.sort();
        prop_assert_eq!(before, after);
        for group in [1, 2, 3].map(GroupId) {
            let of_group = |contact: &&Contact| contact.groups.first() == Some(&group);
            let whole = book.contacts.iter().filter(of_group).count();
            let holding = parts.iter().filter(|part| part.contacts.iter().any(|contact| of_group(&contact))).count();
            prop_assert!(whole > limit || holding <= 1);
        }
        for part in &parts {
            let named: BTreeSet<_> = part.contacts.iter().flat_map(|contact| &contact.groups).collect();
            let there: BTreeSet<_> = part.groups.iter().map(|group| &group.id).collect();
            prop_assert_eq!(named, there);
        }
    }

    #[test]
    fn no_bytes_are_too_strange(
        file: Vec<u8>,
        inside in "(<[/]?(Contact|Phone|pbgroup|id|name|phonenumber|accountindex|Group|Groups|x)[ />]{1,2}|&[a-z#0-9]{0,3};|[0-9]{1,3}|\n){0,20}",
    ) {
        for file in [file, inside.clone().into_bytes(), format!("<AddressBook>{inside}</AddressBook>").into_bytes()] {
            let _ = parse(&file, AccountIndex::FromOne, &Limits::default());
        }
    }
}
