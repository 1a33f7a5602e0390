//! The words of headings.

use crate::text::fold;

/// The language of a heading that is written. All of them are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Words {
    /// French.
    French,
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// Russian.
    Russian,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    LastName,
    FirstName,
    /// First and last name in one.
    Name,
    Company,
    Department,
    Email,
    Private,
    Number,
}

/// How each is written in the languages in the order of [`Words`], then other words by which it is read, folded and without
/// what is neither letter nor digit. They are those of the exports of Outlook, Google and Thunderbird.
const FIELDS: [(Field, [&str; 4], &[&str]); 7] = [
    (
        Field::LastName,
        ["Nom de famille", "Last name", "Apellidos", "Фамилия"],
        &["nom", "surname", "familyname", "apellido"],
    ),
    (
        Field::FirstName,
        ["Prénom", "First name", "Nombre de pila", "Имя"],
        &["givenname", "prenoms", "nombre"],
    ),
    (
        Field::Company,
        ["Société", "Company", "Empresa", "Компания"],
        &[
            "organization",
            "organisation",
            "organizationname",
            "organization1name",
            "entreprise",
            "compania",
            "organizacion",
            "организация",
            "фирма",
        ],
    ),
    (
        Field::Department,
        ["Service", "Department", "Departamento", "Отдел"],
        &[
            "departement",
            "organizationdepartment",
            "servicio",
            "подразделение",
        ],
    ),
    (
        Field::Email,
        ["Courriel", "E-mail", "Correo electrónico", "Эл. почта"],
        &[
            "mail",
            "emailaddress",
            "email1value",
            "primaryemail",
            "adresseemail",
            "adressedemessagerie",
            "correo",
            "direcciondecorreoelectronico",
            "почта",
            "электроннаяпочта",
            "адресэлектроннойпочты",
        ],
    ),
    (
        Field::Private,
        ["Privé", "Private", "Privado", "Личный"],
        &["privada", "частный"],
    ),
    (
        Field::Name,
        ["Nom complet", "Name", "Nombre completo", "ФИО"],
        &[
            "displayname",
            "fullname",
            "nomaffiche",
            "nombreparamostrar",
            "полноеимя",
        ],
    ),
];

/// A column of numbers is one whose heading begins so.
const NUMBER: [&str; 4] = ["Numéro", "Number", "Número", "Номер"];
const NUMBERS: [&str; 24] = [
    "numero",
    "number",
    "номер",
    "phone",
    "telephone",
    "telefono",
    "телефон",
    "tel",
    "тел",
    "mobile",
    "mobil",
    "movil",
    "celular",
    "cell",
    "portable",
    "мобильныи",
    "сотовыи",
    "gsm",
    "businessphone",
    "homephone",
    "workphone",
    "primaryphone",
    "otherphone",
    "companymainphone",
];

/// `yes` and `no`.
const YES: [&str; 4] = ["oui", "yes", "sí", "да"];
const NO: [&str; 4] = ["non", "no", "no", "нет"];

impl Words {
    /// The heading of a column; numbers have their place behind it.
    pub(super) fn heading(self, field: Field) -> &'static str {
        let row = FIELDS.iter().find(|(known, ..)| *known == field);
        row.map_or(NUMBER[self as usize], |(_, words, _)| words[self as usize])
    }

    pub(super) fn yes_or_no(self, yes: bool) -> &'static str {
        if yes {
            YES[self as usize]
        } else {
            NO[self as usize]
        }
    }
}

/// Letters and digits alone, folded.
fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What a column holds by its heading.
pub(super) fn field(heading: &str) -> Option<Field> {
    let heading = plain(heading);
    let known = FIELDS.iter().find(|(_, words, others)| {
        words.iter().any(|word| plain(word) == heading) || others.iter().any(|word| plain(word) == heading)
    });
    if let Some((field, ..)) = known {
        return Some(*field);
    }
    // Beside each number Google writes what kind it is.
    let is_kind = ["type", "label", "fax", "pager"]
        .iter()
        .any(|word| heading.contains(word));
    let is_number = NUMBERS.iter().any(|word| heading.starts_with(word));
    (is_number && !is_kind).then_some(Field::Number)
}

/// What a cell of [`Field::Private`] says: nothing where it is empty, an error where it is no answer.
pub(super) fn private(cell: &str) -> Result<Option<bool>, ()> {
    let cell = plain(cell);
    let is_one_of = |words: &[&str]| words.iter().any(|word| plain(word) == cell);
    if cell.is_empty() {
        Ok(None)
    } else if is_one_of(&YES) || is_one_of(&["1", "x", "true", "vrai", "verdadero", "истина"]) {
        Ok(Some(true))
    } else if is_one_of(&NO) || is_one_of(&["0", "false", "faux", "falso", "ложь"]) {
        Ok(Some(false))
    } else {
        Err(())
    }
}
