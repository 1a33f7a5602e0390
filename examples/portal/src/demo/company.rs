//! The sample company: people, telephones and contacts, all invented.

use switchhook_portal_core::Profile;
use switchhook_portal_core::astdb::Family;

/// Departments: short name and full name.
pub const DEPARTMENTS: &[(&str, &str)] = &[
    ("DIR", "Direction"),
    ("CPT", "Comptabilité"),
    ("COM", "Commercial"),
    ("SAV", "Service après-vente"),
    ("ATL", "Atelier"),
    ("INF", "Informatique"),
];

pub struct Employee {
    pub login: &'static str,
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub department: &'static str,
    pub extension: &'static str,
    pub profile: Profile,
}

const fn employee(
    login: &'static str,
    first_name: &'static str,
    last_name: &'static str,
    department: &'static str,
    extension: &'static str,
    profile: Profile,
) -> Employee {
    Employee {
        login,
        first_name,
        last_name,
        department,
        extension,
        profile,
    }
}

/// The first of each profile is the account that the demo prints.
pub const EMPLOYEES: &[Employee] = &[
    employee("admin", "Inès", "Lacroix", "INF", "250", Profile::Administrator),
    employee(
        "direction",
        "Anatole",
        "Wamytan",
        "DIR",
        "200",
        Profile::Direction,
    ),
    employee("compta", "Mireille", "Tehei", "CPT", "210", Profile::Accounting),
    employee("chef", "Soledad", "Ibáñez", "COM", "220", Profile::DepartmentHead),
    employee("appels", "Nikolaï", "Orlov", "SAV", "230", Profile::Calls),
    employee("vaiana", "Vaiana", "Teriitahi", "COM", "221", Profile::User),
    employee("audit", "Ruth", "Abernathy", "DIR", "", Profile::Auditor),
    employee("camille", "Camille", "Duquesne", "COM", "222", Profile::User),
    employee("mateo", "Mateo", "Quiroga", "COM", "223", Profile::User),
    employee("louise", "Louise", "Boanemoi", "COM", "224", Profile::User),
    employee("paul", "Paul", "Kaltack", "CPT", "211", Profile::User),
    employee("oksana", "Оксана", "Лебедева", "CPT", "212", Profile::User),
    employee("heimana", "Heimana", "Faatau", "SAV", "231", Profile::Supervisor),
    employee("jean", "Jean", "Poadja", "SAV", "232", Profile::Agent),
    employee("elena", "Elena", "Ruiz", "SAV", "233", Profile::Agent),
    employee("noah", "Noah", "Whitford", "SAV", "234", Profile::Agent),
    employee("tomas", "Tomás", "Arce", "ATL", "240", Profile::DepartmentHead),
    employee("yvonne", "Yvonne", "Marchais", "ATL", "241", Profile::Statistics),
    employee("manu", "Manu", "Pouira", "ATL", "242", Profile::User),
    employee("hugo", "Hugo", "Delmas", "INF", "251", Profile::RecordingOfficer),
];

/// Rooms with a telephone that belongs to nobody: label, department, extension.
pub const ROOMS: &[(&str, &str, &str)] = &[
    ("Salle Conseil", "DIR", "293"),
    ("Accueil", "DIR", "291"),
    ("Quai de livraison", "ATL", "292"),
];

/// The queue `support` and the extensions of its members.
pub const QUEUE: (&str, &str, &[&str]) = ("support", "800", &["231", "232", "233", "234"]);

/// Numbers outside that the staff call and are called from.
pub const OUTSIDE: &[&str] = &[
    "272410",
    "283655",
    "254178",
    "286042",
    "412290",
    "759311",
    "841267",
    "903344",
    "872015",
    "768890",
    "0033140205050",
    "0068940501234",
    "0061299001234",
];

/// Contacts in the directory: first name, last name, company, numbers.
pub const CONTACTS: &[(&str, &str, &str, [&str; 3])] = &[
    (
        "Élise",
        "Caillard",
        "Quincaillerie du Port",
        ["272410", "759311", ""],
    ),
    ("Marc", "Newland", "Newland Freight", ["283655", "", ""]),
    (
        "Teva",
        "Maui",
        "Transports Maui",
        ["254178", "841267", "0068940501234"],
    ),
    ("Clara", "Vidal", "Vidal y Hijos", ["286042", "", ""]),
    ("Иван", "Соколов", "Соколов и партнёры", ["412290", "903344", ""]),
    ("", "Météo", "Services publics", ["3650", "", ""]),
];

/// Forwards that people dialled on their telephones: extension, when, where to.
pub const FORWARDS: &[(&str, Family, &str)] = &[
    ("221", Family::ForwardNoAnswer, "222"),
    ("223", Family::ForwardImmediate, "221"),
    ("232", Family::ForwardBusy, "800"),
    ("200", Family::ForwardImmediate, "759311"),
    ("212", Family::ForwardVoicemail, "212"),
];
