//! A directory of 110,000 entries, made and searched.
//!
//! `cargo bench -p switchhook-portal-core --bench directory`

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use switchhook_portal_core::directory::{Column, Direction, Facts, Index, Search};
use switchhook_portal_core::numbering::Site;
use switchhook_portal_core::{
    Contact, ContactForm, ContactId, Person, PersonId, Phone, PhoneId, Profile, Subject,
};

const COLLEAGUES: i64 = 10_000;
const CONTACTS: i64 = 100_000;

const FIRST: [&str; 12] = [
    "Zoë",
    "Ana",
    "Moana",
    "Élodie",
    "Jean-Luc",
    "Владимир",
    "Teva",
    "Inès",
    "Björn",
    "María",
    "Noël",
    "Hina",
];
const LAST: [&str; 15] = [
    "Müller",
    "Souza",
    "Teriitahi",
    "Lefèvre",
    "García",
    "Иванов",
    "O'Neill",
    "Nguyễn",
    "Dupont",
    "Sørensen",
    "Maruhi",
    "Castañeda",
    "Smith",
    "Papadopoulos",
    "Fernández",
];
const COMPANIES: [&str; 6] = [
    "Pacific Pearls",
    "Société d'électricité",
    "Hôtel du Lagon",
    "Harbour & Sons",
    "Aéroport",
    "Clinique",
];

fn of<'a>(list: &[&'a str], dice: u64) -> &'a str {
    list[(dice % list.len() as u64) as usize]
}

fn dice(number: i64) -> u64 {
    number.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20
}

fn index() -> Index {
    let people: Vec<Person> = (0..COLLEAGUES)
        .map(|id| Person {
            id: PersonId(id),
            login: format!("person{id}").parse().expect("a login"),
            first_name: of(&FIRST, dice(id)).to_owned(),
            last_name: format!("{} {id}", of(&LAST, dice(id) / 12)),
            email: format!("person{id}@example.com").parse().ok(),
            department: None,
            profiles: [Profile::User].into_iter().collect(),
            disabled: false,
        })
        .collect();
    let phones: Vec<Phone> = (0..COLLEAGUES)
        .map(|id| Phone {
            id: PhoneId(id),
            endpoint: format!("ep{id}").parse().expect("an endpoint"),
            extension: format!("{}", 10_000 + id).parse().expect("an extension"),
            owner: Some(PersonId(id)),
            department: None,
            label: String::new(),
            hidden: false,
        })
        .collect();
    let contacts: Vec<Contact> = (0..CONTACTS)
        .map(|id| {
            let dice = dice(id + COLLEAGUES);
            let (phone, mail) = (
                format!("06{:08}", dice % 100_000_000),
                format!("c{id}@example.org"),
            );
            let last = format!("{} {}", of(&LAST, dice / 12), dice / 180 % 1000);
            let form = ContactForm {
                first_name: of(&FIRST, dice),
                last_name: &last,
                company: of(&COMPANIES, dice / 180),
                email: &mail,
                phone1: &phone,
                private: id % 10 == 0,
                ..ContactForm::default()
            };
            Contact {
                id: ContactId(id),
                creator: PersonId(id % 50),
                details: switchhook_portal_core::ContactDetails::parse(&form).expect("a contact"),
            }
        })
        .collect();
    let site = Site {
        country: "33".parse().expect("a country"),
        trunk_prefix: "0".parse().expect("a prefix"),
        ..Site::default()
    };
    let facts = Facts {
        phones: &phones,
        people: &people,
        departments: &[],
        contacts: &contacts,
        direct_numbers: &BTreeMap::new(),
        company: "Demo",
    };
    Index::of(&facts, site).expect("room for all")
}

fn directory(criterion: &mut Criterion) {
    let index = index();
    assert_eq!(index.len() as i64, COLLEAGUES + CONTACTS);
    let subject = Subject {
        person: PersonId(7),
        profiles: [Profile::User].into_iter().collect(),
        phones: [].into(),
        departments: [].into(),
    };
    let mut group = criterion.benchmark_group("directory");
    for (what, text) in [
        ("everything", ""),
        ("one letter", "e"),
        ("a name that many have", "muller"),
        ("with its accents", "Élodie Lefèvre"),
        ("two letters of two words", "zo ga"),
        ("a name as keys", "685537"),
        ("two keys", "62"),
        ("digits of a number", "0612"),
        ("a whole number", "+33 6 12 34 56 78"),
        ("nobody", "xylophone"),
    ] {
        let search = Search {
            text: text.to_owned(),
            ..Search::default()
        };
        group.bench_function(format!("{what}: {text:?}"), |bencher| {
            bencher.iter(|| {
                let hits = index
                    .search(
                        &subject,
                        black_box(&search),
                        Column::LastName,
                        Direction::Ascending,
                        |_| true,
                    )
                    .expect("who has the profile of users may look");
                hits.page(0, 50).count()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, directory);
criterion_main!(benches);
