//! The table `phone` of the original as CSV: each row becomes a telephone with the account and the secret that it has, so
//! that what stands on the desk goes on registering.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use switchhook_portal_core::{
    Department, EndpointName, FieldError, NewPhone, Person, Phone, PhoneForm, PhoneService, PhoneServiceForm,
    Problem, Right, Secret,
};
use switchhook_provisioning::{AnyModel, MacAddr};

use crate::store::Device;

/// Columns that are read; a file needs the first three. `user_name` and `department` are names, which the table itself does
/// not have: its export joins them.
const COLUMNS: [&str; 13] = [
    "exten",
    "sip_id",
    "password",
    "mac",
    "model",
    "phonebook_label",
    "dnis",
    "contexts",
    "callgroups",
    "pickupgroups",
    "hide_from_phonebook",
    "user_name",
    "department",
];
const NEEDED: usize = 3;

/// Rows of a file at most.
const ROWS: usize = 10_000;

/// What is there already.
#[derive(Debug, Default)]
pub struct Facts {
    pub phones: Vec<Phone>,
    pub services: Vec<PhoneService>,
    pub devices: Vec<MacAddr>,
    pub people: Vec<Person>,
    pub departments: Vec<Department>,
    /// What the site offers.
    pub rights: Vec<Right>,
}

/// A file, row by row.
#[derive(Debug, Default)]
pub struct Phones {
    pub read: Vec<ReadPhone>,
    pub refused: Vec<RefusedRow>,
    /// Columns that nothing here has a place for.
    pub unused: Vec<String>,
}

/// A telephone to make.
#[derive(Debug)]
pub struct ReadPhone {
    /// 1-based, with the heading as the first.
    pub line: u64,
    pub new: NewPhone,
    pub service: PhoneService,
    pub endpoint: EndpointName,
    pub secret: Secret,
    pub device: Option<Device>,
    /// What is taken otherwise than it stands there.
    pub notes: Vec<Note>,
}

/// A row that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// 1-based.
    pub line: u64,
    /// Which column; empty for the row as a whole.
    pub column: &'static str,
    pub reason: Reason,
}

/// Why a row or a file cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("{0}")]
    Field(#[from] Problem),
    #[error("the heading lacks the column {0}; export the table with its column names")]
    NoColumn(&'static str),
    #[error("line {0} has the same")]
    Twice(u64),
    #[error("the row cannot be read; write it as CSV with commas, in UTF-8")]
    Unreadable,
    #[error("more than {ROWS} rows; split the file")]
    TooMany,
}

/// What is taken otherwise than it stands in the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The model is not one that files can be made for.
    Model(String),
    /// No address of a telephone.
    Mac(String),
    /// Another telephone has this address.
    MacTaken(String),
    /// The site offers no such right.
    Right(String),
    /// Nobody has this login.
    Owner(String),
    /// No department has this name.
    Department(String),
    /// The secret is short.
    ShortSecret,
}

impl Phones {
    /// Reads the bytes of a file and judges each row by what is there already and by the rows before.
    pub fn read(bytes: &[u8], facts: &Facts) -> Self {
        let mut phones = Self::default();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let refused = |line, column, reason| RefusedRow { line, column, reason };
        let Ok(heading) = reader.headers() else {
            phones.refused.push(refused(1, "", Reason::Unreadable));
            return phones;
        };
        let places: HashMap<String, usize> = heading
            .iter()
            .enumerate()
            .map(|(place, name)| (name.trim().to_ascii_lowercase(), place))
            .collect();
        phones.unused = heading
            .iter()
            .map(|name| name.trim().to_ascii_lowercase())
            .filter(|name| !COLUMNS.contains(&name.as_str()))
            .collect();
        if let Some(column) = COLUMNS[..NEEDED].iter().find(|name| !places.contains_key(**name)) {
            phones.refused.push(refused(1, column, Reason::NoColumn(column)));
            return phones;
        }
        let mut seen = Seen::of(facts);
        for (count, record) in reader.records().enumerate() {
            if count == ROWS {
                phones
                    .refused
                    .push(refused(count as u64 + 2, "", Reason::TooMany));
                break;
            }
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    phones.refused.push(refused(line, "", Reason::Unreadable));
                    continue;
                }
            };
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |name: &str| {
                let place = places.get(name).copied()?;
                record
                    .get(place)
                    .map(str::trim)
                    .filter(|text| !matches!(*text, "" | "NULL" | "\\N"))
            };
            match row(line, |name| cell(name).unwrap_or_default(), facts, &mut seen) {
                Ok(read) => phones.read.push(read),
                Err(errors) => phones.refused.extend(
                    errors
                        .into_iter()
                        .map(|(column, reason)| refused(line, column, reason)),
                ),
            }
        }
        phones
    }
}

/// Values that only one telephone may have, with the line that has them; 0 for one that is in the portal.
struct Seen(BTreeMap<(&'static str, String), u64>);

impl Seen {
    fn of(facts: &Facts) -> Self {
        let mut all = BTreeMap::new();
        for phone in &facts.phones {
            all.insert(("exten", phone.extension.to_string()), 0);
            all.insert(("sip_id", phone.endpoint.to_string()), 0);
        }
        for number in facts
            .services
            .iter()
            .filter_map(|service| service.direct_number.as_ref())
        {
            all.insert(("dnis", number.to_string()), 0);
        }
        for mac in &facts.devices {
            all.insert(("mac", mac.to_string()), 0);
        }
        Self(all)
    }

    fn find(&self, column: &'static str, value: &str) -> Option<Reason> {
        self.0.get(&(column, value.to_owned())).map(|line| match line {
            0 => Reason::Field(Problem::Taken),
            line => Reason::Twice(*line),
        })
    }

    fn note(&mut self, column: &'static str, value: impl fmt::Display, line: u64) {
        self.0.insert((column, value.to_string()), line);
    }
}

type Mistakes = Vec<(&'static str, Reason)>;

fn row<'r>(
    line: u64,
    cell: impl Fn(&str) -> &'r str,
    facts: &Facts,
    seen: &mut Seen,
) -> Result<ReadPhone, Mistakes> {
    let mut mistakes = Mistakes::new();
    let mut notes = Vec::new();
    let owner = facts
        .people
        .iter()
        .find(|person| person.login.as_str().eq_ignore_ascii_case(cell("user_name")));
    if owner.is_none() && !cell("user_name").is_empty() {
        notes.push(Note::Owner(cell("user_name").to_owned()));
    }
    let department = facts
        .departments
        .iter()
        .find(|department| department.short_name.eq_ignore_ascii_case(cell("department")));
    if department.is_none() && !cell("department").is_empty() {
        notes.push(Note::Department(cell("department").to_owned()));
    }
    let (owner, department) = (
        owner.map(|person| person.id.to_string()).unwrap_or_default(),
        department
            .map(|department| department.id.to_string())
            .unwrap_or_default(),
    );
    let new = NewPhone::parse(&PhoneForm {
        extension: cell("exten"),
        label: cell("phonebook_label"),
        owner: &owner,
        department: &department,
        hidden: matches!(
            cell("hide_from_phonebook").to_ascii_lowercase().as_str(),
            "t" | "true" | "1"
        ),
    });
    let (rights, others): (Vec<&str>, Vec<&str>) = cell("contexts")
        .split(',')
        .map(str::trim)
        .filter(|right| !right.is_empty())
        .partition(|right| facts.rights.iter().any(|offered| offered.as_str() == *right));
    notes.extend(others.into_iter().map(|right| Note::Right(right.to_owned())));
    let service = PhoneService::parse(&PhoneServiceForm {
        direct_number: cell("dnis"),
        rights,
        call_groups: cell("callgroups"),
        pickup_groups: cell("pickupgroups"),
        language: "",
    });
    let endpoint = cell("sip_id").parse::<EndpointName>();
    let secret = cell("password");
    if secret.is_empty() {
        mistakes.push(("password", Reason::Field(Problem::Empty)));
    } else if let Some(character) = secret.chars().find(|c| !c.is_ascii_graphic() || *c == ';') {
        mistakes.push(("password", Reason::Field(Problem::BadCharacter { character })));
    }
    if secret.len() < 16 {
        notes.push(Note::ShortSecret);
    }
    let device = device(&cell, seen, &mut notes);
    let fields = |errors: Vec<FieldError>| {
        errors
            .into_iter()
            .map(|error| (column(error.field), Reason::Field(error.problem)))
    };
    let (new, service, endpoint) = match (new, service, endpoint) {
        (Ok(new), Ok(service), Ok(endpoint)) => (new, service, endpoint),
        (new, service, endpoint) => {
            mistakes.extend(new.err().into_iter().flat_map(fields));
            mistakes.extend(service.err().into_iter().flat_map(fields));
            mistakes.extend(endpoint.err().map(|problem| ("sip_id", Reason::Field(problem))));
            return Err(mistakes);
        }
    };
    let unique = [
        ("exten", new.extension.to_string()),
        ("sip_id", endpoint.to_string()),
        (
            "dnis",
            service
                .direct_number
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        ),
    ];
    for (column, value) in &unique {
        mistakes.extend(seen.find(column, value).map(|reason| (*column, reason)));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    for (column, value) in unique.iter().filter(|(_, value)| !value.is_empty()) {
        seen.note(column, value, line);
    }
    if let Some(device) = &device {
        seen.note("mac", device.mac, line);
    }
    Ok(ReadPhone {
        line,
        new,
        service,
        endpoint,
        secret: Secret::new(secret),
        device,
        notes,
    })
}

/// The device on the desk. A telephone is one without it too: what is wrong here is noted and left out.
fn device<'r>(cell: &impl Fn(&str) -> &'r str, seen: &Seen, notes: &mut Vec<Note>) -> Option<Device> {
    let (model, mac) = (cell("model"), cell("mac"));
    if model.is_empty() && mac.is_empty() {
        return None;
    }
    let Some(mac) = mac.parse::<MacAddr>().ok().filter(|mac| mac.is_of_one_device()) else {
        notes.push(Note::Mac(mac.to_owned()));
        return None;
    };
    let Ok(model) = model.parse::<AnyModel>() else {
        notes.push(Note::Model(model.to_owned()));
        return None;
    };
    if seen.find("mac", &mac.to_string()).is_some() {
        notes.push(Note::MacTaken(mac.to_string()));
        return None;
    }
    Some(Device { model, mac })
}

/// The column of a field of ours.
fn column(field: &'static str) -> &'static str {
    match field {
        "extension" => "exten",
        "label" => "phonebook_label",
        "owner" => "user_name",
        "direct_number" => "dnis",
        "rights" => "contexts",
        "call_groups" => "callgroups",
        "pickup_groups" => "pickupgroups",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "phone_id,sip_id,mac,model,password,contexts,callgroups,pickupgroups,phonebook_label,exten,dnis,hide_from_phonebook,user_name,department,secretary\n";

    fn facts() -> Facts {
        Facts {
            rights: ["internal", "services"]
                .map(|right| right.parse().unwrap())
                .to_vec(),
            ..Facts::default()
        }
    }

    fn read(rows: &str) -> Phones {
        Phones::read(format!("{HEAD}{rows}").as_bytes(), &facts())
    }

    #[test]
    fn a_row_becomes_a_telephone_with_the_account_that_it_has() {
        let phones = read(
            "7,AbCd1234,00:0b:82:aa:bb:cc,GXP2135,x9Yz12ab,\"internal,services,pyf\",\"1,2\",2,\"Salle, 2\",106,453030,t,nobody,NONE,\n",
        );
        assert_eq!(phones.refused, []);
        assert_eq!(phones.unused, ["phone_id", "secretary"]);
        let [phone] = phones.read.as_slice() else {
            panic!("{phones:?}")
        };
        assert_eq!(
            (phone.line, phone.endpoint.as_str(), phone.secret.expose()),
            (2, "AbCd1234", "x9Yz12ab")
        );
        assert_eq!(
            (phone.new.extension.as_str(), &*phone.new.label, phone.new.hidden),
            ("106", "Salle, 2", true)
        );
        assert_eq!(phone.service.direct_number.as_ref().unwrap().as_str(), "453030");
        assert_eq!(phone.service.rights.len(), 2);
        assert_eq!(
            phone.device.as_ref().unwrap().mac.to_string(),
            "00:0b:82:aa:bb:cc"
        );
        assert_eq!(
            phone.notes,
            [
                Note::Owner("nobody".into()),
                Note::Department("NONE".into()),
                Note::Right("pyf".into()),
                Note::ShortSecret
            ]
        );
        assert!(!format!("{phones:?}").contains("x9Yz12ab"), "the secret is shown");
    }

    #[test]
    fn a_site_of_mixed_models_comes_whole_and_what_has_no_files_here_is_told() {
        let models = [
            "GXP2000", "GXP1165", "GXP1450", "GXP2135", "GRP2614", "SPIP335", "",
        ];
        let rows: String = models
            .iter()
            .enumerate()
            .map(|(place, model)| {
                format!("{place},abcd000{place},00:0b:82:00:00:0{place},{model},Long-enough-1234,,,,,10{place},,f,,,\n")
            })
            .collect();
        let phones = read(&rows);
        assert_eq!(phones.refused, []);
        let told: Vec<_> = phones
            .read
            .iter()
            .map(|phone| phone.device.as_ref().map(|device| device.model.name()))
            .collect();
        let known = models[..5].iter().map(|model| Some(*model));
        assert_eq!(told, known.chain([None, None]).collect::<Vec<_>>());
        let extensions: Vec<_> = phones
            .read
            .iter()
            .map(|phone| phone.new.extension.as_str())
            .collect();
        assert_eq!(extensions, ["100", "101", "102", "103", "104", "105", "106"]);
        assert!(
            phones.read[5].notes.contains(&Note::Model("SPIP335".into())),
            "{:?}",
            phones.read[5]
        );
    }

    #[test]
    fn a_bad_row_costs_itself_and_says_its_line() {
        let phones = read(
            "1,aaaa1111,,,secret01,,,,,101,,f,,,\n\
             2,bbbb2222,,,secret02,,,,,101,,f,,,\n\
             3,cc cc,,,,,99,,,1x,,f,,,\n\
             4,dddd4444,nonsense,GXP2135,secret04,,,,,104,,f,,,\n",
        );
        let lines: Vec<_> = phones.read.iter().map(|phone| phone.line).collect();
        assert_eq!(lines, [2, 5]);
        assert_eq!(
            phones.read[1].notes,
            [Note::ShortSecret, Note::Mac("nonsense".into())]
        );
        let refused: Vec<_> = phones.refused.iter().map(|row| (row.line, row.column)).collect();
        assert_eq!(
            refused,
            [
                (3, "exten"),
                (4, "password"),
                (4, "exten"),
                (4, "callgroups"),
                (4, "sip_id")
            ]
        );
        assert_eq!(phones.refused[0].reason, Reason::Twice(2));
    }

    #[test]
    fn what_is_no_such_table_is_told_once() {
        for (bytes, column) in [
            (&b"a,b\n1,2\n"[..], "exten"),
            (b"", "exten"),
            (b"exten,sip_id\n", "password"),
        ] {
            let phones = Phones::read(bytes, &facts());
            assert_eq!(phones.refused.len(), 1, "{phones:?}");
            assert_eq!(phones.refused[0].reason, Reason::NoColumn(column));
        }
        let phones = Phones::read(
            b"exten,sip_id,password\n\xff\xfe,x,y\n102,abcd,secret\n",
            &facts(),
        );
        assert_eq!(
            (phones.refused[0].line, &phones.refused[0].reason),
            (2, &Reason::Unreadable)
        );
        assert_eq!(phones.read.len(), 1);
    }
}
