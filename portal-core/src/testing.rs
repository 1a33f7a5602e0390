//! A small company for the unit tests.

use crate::{
    Contact, ContactDetails, ContactForm, ContactId, DepartmentId, Party, Person, PersonId, Phone, PhoneId,
    Profile, Subject,
};

pub(crate) fn person(id: i64, profiles: &[Profile]) -> Person {
    Person {
        id: PersonId(id),
        login: format!("person{id}").parse().unwrap(),
        first_name: "First".into(),
        last_name: format!("Last{id}"),
        email: None,
        department: None,
        profiles: profiles.iter().copied().collect(),
        disabled: false,
    }
}

pub(crate) fn phone(id: i64, extension: &str, owner: Option<i64>) -> Phone {
    Phone {
        id: PhoneId(id),
        endpoint: format!("phone{extension}").parse().unwrap(),
        extension: extension.parse().unwrap(),
        owner: owner.map(PersonId),
        department: None,
        label: String::new(),
        hidden: false,
    }
}

pub(crate) fn subject(person: i64, profiles: &[Profile], phones: &[i64], departments: &[i64]) -> Subject {
    Subject {
        person: PersonId(person),
        profiles: profiles.iter().copied().collect(),
        phones: phones.iter().copied().map(PhoneId).collect(),
        departments: departments.iter().copied().map(DepartmentId).collect(),
    }
}

pub(crate) fn party(phone: Option<i64>, person: Option<i64>, department: Option<i64>) -> Party {
    Party {
        number: "101".into(),
        name: String::new(),
        phone: phone.map(PhoneId),
        person: person.map(PersonId),
        department: department.map(DepartmentId),
    }
}

pub(crate) fn contact(id: i64, creator: i64, last_name: &str, private: bool) -> Contact {
    let form = ContactForm {
        first_name: "First",
        last_name,
        phone1: "0687123456",
        private,
        ..ContactForm::default()
    };
    Contact {
        id: ContactId(id),
        creator: PersonId(creator),
        details: ContactDetails::parse(&form).unwrap(),
    }
}
