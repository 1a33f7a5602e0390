use proptest::prelude::*;

use super::*;
use crate::numbering::Site;
use crate::testing::{contact, person, phone, subject};
use crate::text::fold;
use crate::{Capability, ContactDetails, ContactForm, Denied, Profile, Subject};

struct Company {
    phones: Vec<Phone>,
    people: Vec<Person>,
    departments: Vec<Department>,
    contacts: Vec<Contact>,
}

impl Company {
    fn new() -> Self {
        let named = |id, first: &str, last: &str| Person {
            first_name: first.into(),
            last_name: last.into(),
            email: Some(format!("p{id}@example.org").parse().unwrap()),
            department: Some(DepartmentId(1)),
            ..person(id, &[Profile::User])
        };
        Self {
            phones: vec![
                phone(10, "106", Some(1)),
                phone(11, "107", Some(2)),
                Phone {
                    label: "Salle Conseil".into(),
                    ..phone(12, "293", None)
                },
                Phone {
                    hidden: true,
                    ..phone(13, "299", Some(1))
                },
            ],
            people: vec![named(1, "Éloïse", "Zébre"), named(2, "Ana", "Álvarez")],
            departments: vec![Department {
                id: DepartmentId(1),
                short_name: "Ventes".into(),
                full_name: String::new(),
                parent: None,
            }],
            contacts: vec![contact(1, 1, "Girard", false), contact(2, 2, "Secret", true)],
        }
    }

    fn index(&self) -> Index {
        let direct_numbers = BTreeMap::from([(PhoneId(10), "+687 25 41 06".parse().unwrap())]);
        let facts = Facts {
            phones: &self.phones,
            people: &self.people,
            departments: &self.departments,
            contacts: &self.contacts,
            company: "Switchhook",
            direct_numbers: &direct_numbers,
        };
        Index::of(&facts, site()).unwrap()
    }

    fn seen_by(&self, who: i64) -> Vec<Entry> {
        found(&self.index(), who, &Search::default())
    }
}

fn site() -> Site {
    Site {
        country: "687".parse().unwrap(),
        source_prefix: "463".parse().unwrap(),
        internal_digits: 4,
        ..Site::default()
    }
}

fn user(who: i64) -> Subject {
    subject(who, &[Profile::User], &[], &[])
}

fn sorted(index: &Index, who: i64, search: &Search, by: (Column, Direction)) -> Vec<Entry> {
    let hits = index.search(&user(who), search, by.0, by.1, |_| true).unwrap();
    hits.iter().map(|joined| joined.entry).collect()
}

fn found(index: &Index, who: i64, search: &Search) -> Vec<Entry> {
    sorted(index, who, search, Default::default())
}

fn text(text: &str) -> Search {
    Search {
        text: text.into(),
        ..Search::default()
    }
}

fn with_numbers(id: i64, creator: i64, name: [&str; 3], private: bool, numbers: [&str; 2]) -> Contact {
    let form = ContactForm {
        first_name: name[0],
        last_name: name[1],
        company: name[2],
        phone1: numbers[0],
        phone2: numbers[1],
        private,
        ..ContactForm::default()
    };
    Contact {
        id: ContactId(id),
        creator: PersonId(creator),
        details: ContactDetails::parse(&form).unwrap(),
    }
}

fn names<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<String> {
    entries.into_iter().map(Entry::display_name).collect()
}

#[test]
fn colleagues_and_contacts_stand_in_one_list() {
    let company = Company::new();
    assert_eq!(
        names(&company.seen_by(1)),
        ["Ana Álvarez", "First Girard", "Salle Conseil", "Éloïse Zébre"]
    );
    assert_eq!(
        names(&company.seen_by(2)),
        [
            "Ana Álvarez",
            "First Girard",
            "Salle Conseil",
            "First Secret",
            "Éloïse Zébre"
        ]
    );
}

#[test]
fn an_auditor_sees_no_directory() {
    let index = Company::new().index();
    let auditor = subject(1, &[Profile::Auditor], &[], &[]);
    let denied = Denied {
        capability: Capability::DirectoryRead,
    };
    let search = index.search(
        &auditor,
        &Search::default(),
        Column::Email,
        Direction::Ascending,
        |_| true,
    );
    assert_eq!(search.err(), Some(denied));
    let number = site().read(&"106".parse().unwrap());
    assert_eq!(index.reverse(&auditor, &number), Err(denied));
    assert_eq!(
        index.known(&auditor, &contact(9, 1, "Girard", true).details),
        None
    );
}

#[test]
fn the_name_of_a_person_who_left_is_gone() {
    let mut company = Company::new();
    company.people[1].disabled = true;
    let seen = company.seen_by(1);
    let entry = seen
        .iter()
        .find(|entry| entry.source == Source::Phone(PhoneId(11)))
        .unwrap();
    assert_eq!(
        (entry.display_name().as_str(), entry.email.as_str(), entry.person),
        ("107", "", None)
    );
}

#[test]
fn searches_narrow_by_every_field_that_is_filled_in() {
    let index = Company::new().index();
    let empty = Search::default();
    for (search, expected) in [
        (empty.clone(), 5),
        (
            Search {
                text: "ELOISE".into(),
                ..empty.clone()
            },
            1,
        ),
        (
            Search {
                text: "zebre ventes".into(),
                ..empty.clone()
            },
            1,
        ),
        (
            Search {
                text: "zebre ana".into(),
                ..empty.clone()
            },
            0,
        ),
        (
            Search {
                text: "10".into(),
                ..empty.clone()
            },
            2,
        ),
        (
            Search {
                text: "p2@".into(),
                ..empty.clone()
            },
            1,
        ),
        (
            Search {
                first_name: "alvarez".into(),
                ..empty.clone()
            },
            0,
        ),
        (
            Search {
                last_name: "alvarez".into(),
                ..empty.clone()
            },
            1,
        ),
        (
            Search {
                company: "switch".into(),
                ..empty.clone()
            },
            3,
        ),
        (
            Search {
                company: "switch".into(),
                number: "1-0 7".into(),
                ..empty.clone()
            },
            1,
        ),
        (
            Search {
                number: "abc".into(),
                ..empty.clone()
            },
            0,
        ),
        (
            Search {
                email: "example".into(),
                ..empty.clone()
            },
            2,
        ),
        (
            Search {
                department: Some(DepartmentId(1)),
                ..empty.clone()
            },
            2,
        ),
        (
            Search {
                department: Some(DepartmentId(2)),
                ..empty.clone()
            },
            0,
        ),
        (
            Search {
                kind: Some(Kind::Shared),
                ..empty.clone()
            },
            1,
        ),
        (
            Search {
                kind: Some(Kind::Private),
                ..empty.clone()
            },
            1,
        ),
    ] {
        assert_eq!(found(&index, 2, &search).len(), expected, "{search:?}");
    }
}

#[test]
fn columns_sort_both_ways_and_empty_ones_stay_last() {
    let index = Company::new().index();
    let names = |column, direction| names(&sorted(&index, 1, &Search::default(), (column, direction)));
    for (column, direction, expected) in [
        (
            Column::LastName,
            Direction::Descending,
            ["Éloïse Zébre", "Salle Conseil", "First Girard", "Ana Álvarez"],
        ),
        (
            Column::FirstName,
            Direction::Descending,
            ["First Girard", "Éloïse Zébre", "Ana Álvarez", "Salle Conseil"],
        ),
        (
            Column::Number,
            Direction::Ascending,
            ["Éloïse Zébre", "Ana Álvarez", "Salle Conseil", "First Girard"],
        ),
    ] {
        assert_eq!(names(column, direction), expected, "{column:?}");
    }
    for (column, first) in [
        (Column::Email, "Éloïse Zébre"),
        (Column::Department, "Ana Álvarez"),
        (Column::Company, "Ana Álvarez"),
    ] {
        assert_eq!(names(column, Direction::Ascending)[0], first, "{column:?}");
    }
}

#[test]
fn a_search_of_one_person_leaves_nothing_for_the_next() {
    let index = Company::new().index();
    let second = || found(&index, 2, &text("secret"));
    assert_eq!(names(&second()), ["First Secret"]);
    assert!(found(&index, 1, &text("secret")).is_empty());
    assert_eq!(second().len(), 1);
}

#[test]
fn keys_of_a_telephone_find_the_beginning_of_a_word_of_a_name() {
    let mut index = Company::new().index();
    index
        .put(&with_numbers(
            7,
            1,
            ["Сергей", "Щукин", "Studio 54"],
            true,
            ["0687000001", ""],
        ))
        .unwrap();
    for (keys, expected) in [
        // ana alvarez, alvarez ana, elois, щук, studio
        ("262", &["Ana Álvarez"][..]),
        ("2620258", &["Ana Álvarez"]),
        ("25827390262", &["Ana Álvarez"]),
        ("35647", &["Éloïse Zébre"]),
        ("864", &["Сергей Щукин"]),
        ("78834605", &["Сергей Щукин"]),
        // in the middle of a word, one key only
        ("5827", &[]),
        ("9", &["Salle Conseil"]),
    ] {
        assert_eq!(names(&found(&index, 1, &text(keys))), expected, "{keys}");
    }
}

#[test]
fn a_number_is_found_in_any_of_its_forms() {
    let index = Company::new().index();
    for typed in ["254106", "25 41 06", "+687 25.41.06", "00687254106", "4106"] {
        assert_eq!(
            names(&found(&index, 1, &text(typed))),
            ["Éloïse Zébre"],
            "{typed}"
        );
        let search = Search {
            number: typed.into(),
            ..Search::default()
        };
        assert_eq!(names(&found(&index, 1, &search)), ["Éloïse Zébre"], "{typed}");
    }
}

#[test]
fn the_owner_of_a_number_is_found_in_any_of_its_forms() {
    let index = Company::new().index();
    let named = |number: &str| {
        let number = index.site().read_recorded(&number.parse().unwrap());
        index
            .reverse(&user(1), &number)
            .unwrap()
            .map(|named| named.name())
    };
    for number in ["106", "463106", "254106", "+687254106", "00687254106"] {
        assert_eq!(named(number).as_deref(), Some("Éloïse Zébre"), "{number}");
    }
    for number in ["25410", "5254106", "+33254106", "299"] {
        assert_eq!(named(number), None, "{number}");
    }
}

#[test]
fn ones_own_word_for_a_number_goes_before_the_companys_and_that_before_everybodys() {
    let mut index = Company::new().index();
    let number = index.site().read(&"106".parse().unwrap());
    let named = |index: &Index, who| {
        let named = index.reverse(&user(who), &number).unwrap().unwrap();
        (named.name(), named.is_ambiguous())
    };
    index
        .put(&with_numbers(7, 3, ["Any", "Body", ""], false, ["106", ""]))
        .unwrap();
    assert_eq!(named(&index, 1), ("Éloïse Zébre".into(), false));
    index
        .put(&with_numbers(8, 1, ["The", "Boss", ""], true, ["106", ""]))
        .unwrap();
    assert_eq!(named(&index, 1), ("The Boss".into(), false));
    assert_eq!(
        named(&index, 2),
        ("Éloïse Zébre".into(), false),
        "a private contact names nobody for others"
    );
    index
        .put(&with_numbers(9, 1, ["Her", "Mobile", ""], true, ["106", ""]))
        .unwrap();
    assert_eq!(named(&index, 1), ("Her Mobile".into(), true));
    index.remove(ContactId(8));
    assert_eq!(named(&index, 1), ("Her Mobile".into(), false));
}

#[test]
fn entries_of_one_name_and_number_are_joined_and_lose_nothing() {
    let mut index = Company::new().index();
    let zebre = |id, creator, company, private, numbers| {
        with_numbers(id, creator, ["eloise", "ZEBRE", company], private, numbers)
    };
    index
        .put(&zebre(7, 1, "Acme", true, ["254106", "0687111111"]))
        .unwrap();
    // Shares a number with the contact alone.
    index
        .put(&zebre(8, 2, "Other", false, ["0687111111", "0687222222"]))
        .unwrap();
    // The same name and another number is somebody else; the same number and another name too.
    index.put(&zebre(9, 2, "", false, ["0687999999", ""])).unwrap();
    index
        .put(&with_numbers(
            10,
            2,
            ["Eloise", "Petit", ""],
            false,
            ["254106", ""],
        ))
        .unwrap();
    let search = |who| {
        let search = text("zebre");
        let hits = index.search(&user(who), &search, Column::Company, Direction::Ascending, |_| {
            true
        });
        hits.unwrap().iter().collect::<Vec<_>>()
    };
    let mine = search(1);
    assert_eq!(mine.len(), 2);
    let joined = &mine[0];
    assert_eq!(
        joined.parts.iter().map(|part| part.kind).collect::<Vec<_>>(),
        [Kind::Private, Kind::Colleague, Kind::Shared]
    );
    assert_eq!(
        joined.entry.numbers,
        ["254106", "0687111111", "106", "+687254106", "0687222222"]
    );
    assert_eq!(joined.companies(), ["Acme", "Switchhook", "Other"]);
    assert_eq!(
        (joined.entry.email.as_str(), joined.entry.department_name.as_str()),
        ("p1@example.org", "Ventes")
    );
    assert!(joined.entry.endpoint.is_some() && joined.entry.editable);
    assert_eq!(
        joined.parts.iter().map(|part| part.editable).collect::<Vec<_>>(),
        [true, false, false]
    );
    // Without the private contact nothing says that the shared one is the colleague.
    let theirs = search(3);
    assert_eq!(theirs.len(), 3);
    assert!(
        theirs
            .iter()
            .all(|joined| joined.parts.len() == 1 && !joined.entry.numbers.contains(&"0687333333".into()))
    );
    assert!(
        index
            .known(&user(1), &zebre(0, 1, "", true, ["+687 25 41 06", ""]).details)
            .is_some()
    );
    assert!(
        index
            .known(&user(1), &zebre(0, 1, "", true, ["106107", ""]).details)
            .is_none()
    );
}

#[test]
fn an_index_that_was_changed_is_one_that_was_made_so() {
    let mut company = Company::new();
    let mut index = company.index();
    let everything = |index: &Index| {
        Column::ALL.map(|column| {
            [Direction::Ascending, Direction::Descending]
                .map(|way| sorted(index, 1, &Search::default(), (column, way)))
        })
    };
    assert_ne!(everything(&index)[0][0], everything(&index)[0][1]);
    company.contacts.push(with_numbers(
        20,
        1,
        ["Bob", "Ã Bout", "Zinc"],
        true,
        ["0687333333", "106"],
    ));
    index.put(&company.contacts[2]).unwrap();
    company.contacts[0] = with_numbers(1, 1, ["", "", "Ypsilon"], false, ["12", ""]);
    index.put(&company.contacts[0]).unwrap();
    index.remove(ContactId(2));
    company.contacts.remove(1);
    assert_eq!(everything(&index), everything(&company.index()));
    company.people[0].last_name = "Aa".into();
    company.phones.remove(1);
    let made = company.index();
    let facts = Facts {
        phones: &company.phones,
        people: &company.people,
        departments: &company.departments,
        contacts: &[],
        company: "Switchhook",
        direct_numbers: &BTreeMap::from([(PhoneId(10), "+687 25 41 06".parse().unwrap())]),
    };
    index.put_colleagues(&facts).unwrap();
    assert_eq!(everything(&index), everything(&made));
    assert_eq!(index.len(), made.len());
}

#[test]
fn changing_a_contact_for_ever_takes_no_more_memory() {
    let mut index = Index::new(site());
    let change = |index: &mut Index, round: i64| {
        let last_name = format!("{round:030}");
        let number = format!("{}", 100_000_000 + round);
        index
            .put(&with_numbers(
                round % 50,
                1,
                ["Zoë", &last_name, "Acme"],
                false,
                [&number, "106107"],
            ))
            .unwrap();
    };
    (0..5_000).for_each(|round| change(&mut index, round));
    let before = index.bytes();
    // Every change adds a hundred bytes of text, which would be four million in the end.
    (5_000..50_000).for_each(|round| change(&mut index, round));
    assert!(index.bytes() <= before + 128 * 1024, "{before} {}", index.bytes());
    assert_eq!((index.len(), found(&index, 1, &text("zoe")).len()), (50, 50));
}

/// What the index finds, without the index: every word in some field.
fn fits(entry: &Entry, words: &str) -> bool {
    let fields = [
        &entry.first_name,
        &entry.last_name,
        &entry.company,
        &entry.department_name,
        &entry.email,
    ];
    fold(words).split_ascii_whitespace().all(|word| {
        fields.iter().any(|field| fold(field).contains(word))
            || entry.numbers.iter().any(|number| number.contains(word))
    })
}

proptest! {
    /// Whoever types a name without accents and capitals finds its owner.
    #[test]
    fn every_entry_is_found_by_its_own_plain_name(first in "\\PC{1,12}", last in "\\PC{1,12}") {
        let mut company = Company::new();
        company.people[0].first_name = first;
        company.people[0].last_name = last;
        let index = company.index();
        for entry in found(&index, 1, &Search::default()) {
            let plain = fold(&entry.display_name()).to_uppercase();
            prop_assert!(found(&index, 1, &text(&plain)).contains(&entry), "{:?}", entry.display_name());
        }
    }

    /// The index finds what looking at each entry finds, after any changes.
    #[test]
    fn the_index_finds_what_a_scan_finds(
        changes in prop::collection::vec((0i64..12, "[abç -]{1,3}", "[a1Ъ]{1,3}", "[0-3]{1,4}", any::<bool>(), any::<bool>()), 1..40),
        words in "[abc1ъ ]{1,3}",
    ) {
        let mut index = Index::new(site());
        let mut contacts = BTreeMap::new();
        for (id, first, last, number, private, stays) in changes {
            index.remove(ContactId(id));
            contacts.remove(&id);
            if stays {
                let contact = with_numbers(id, 1 + id % 2, [&first, &last, ""], private, [&number, ""]);
                index.put(&contact).unwrap();
                contacts.insert(id, contact);
            }
        }
        let visible = contacts.values().filter(|contact| contact.is_visible_to(&user(1)));
        let entries: Vec<Entry> = visible.map(contact_entry).collect();
        let expected = entries.iter().filter(|entry| fits(entry, &words) || fold(&words).trim().is_empty());
        let hits = index.search(&user(1), &text(&words), Column::LastName, Direction::Ascending, |_| true).unwrap();
        let joined: Vec<Joined> = hits.iter().collect();
        let mut parts: Vec<Source> = joined.iter().flat_map(|joined| &joined.parts).map(|part| part.source).collect();
        parts.sort();
        let mut listed = parts.clone();
        listed.dedup();
        prop_assert_eq!(&parts, &listed, "nobody is listed twice");
        for entry in expected {
            prop_assert!(parts.contains(&entry.source), "{:?} {:?}", words, entry);
        }
        let digits = words.trim().bytes().all(|byte| byte.is_ascii_digit());
        for joined in &joined {
            prop_assert!(digits || joined.parts.iter().any(|part| fits(part, &words)), "{:?} {:?}", words, joined);
        }
        let keys: Vec<String> = joined.iter().map(|joined| fold(&joined.entry.last_name)).collect();
        prop_assert!(keys.is_sorted(), "{:?}", keys);
    }
}
