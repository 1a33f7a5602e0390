//! Every key of `portal.toml`, once: the checks, the error messages and the reference all come from here.
//!
//! To add a key: a line in [`KEYS`], and in `Config` what it sets. A key that stands here and changes nothing in
//! `Config` fails a test, as does a reference page that was not printed anew.

/// A key of `portal.toml`.
#[derive(Debug)]
pub struct Key {
    /// With its tables in front, `[]` after a table that may stand several times: `pbx.manager[].user`.
    pub name: &'static str,
    pub kind: Kind,
    pub unset: Unset,
    /// A value other than the default, as it is written in the file.
    pub example: &'static str,
    /// What it does, in a sentence or two of Markdown.
    pub meaning: &'static str,
    /// What the manual of the original portal calls it; empty if it has nothing like it.
    pub manual: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One line of text; the words say of which form.
    Text(&'static str),
    /// Text that is never shown.
    Secret,
    /// A file or folder, relative to the folder of `portal.toml`.
    Path,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number within these limits.
    Integer(i64, i64),
    /// Some of these words.
    Choices(&'static [&'static str]),
    /// Several texts; the words say of which form.
    List(&'static str),
    /// On or off.
    Flag,
    /// A distance from UTC, in hours.
    Hours,
}

/// What holds where a key does not stand.
#[derive(Clone, Copy, Debug)]
pub enum Unset {
    Refused,
    /// This value, as it would be written in the file.
    Is(&'static str),
    /// Nothing; the words say what that means.
    Nothing(&'static str),
}

impl Kind {
    /// What to write, for the reference and for whoever wrote something else.
    pub fn form(&self) -> String {
        let words = |words: &[&str], last: &str| {
            let quoted: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
            match quoted.as_slice() {
                [others @ .., end] if !others.is_empty() => format!("{} {last} {end}", others.join(", ")),
                all => all.concat(),
            }
        };
        match self {
            Self::Text(form) => (*form).to_owned(),
            Self::Secret => "secret text".to_owned(),
            Self::Path => "path".to_owned(),
            Self::Choice(all) => words(all, "or"),
            Self::Integer(least, most) => format!("{least} to {most}"),
            Self::List(form) => format!("list of {form}"),
            Self::Flag => "true or false".to_owned(),
            Self::Choices(all) => format!("list of {}", words(all, "and")),
            Self::Hours => "hours from -12 to 14".to_owned(),
        }
    }
}

pub const LANGUAGES: &[&str] = &["fr", "en", "es", "ru"];
pub const LOG_LEVELS: &[&str] = &["error", "warn", "info", "debug"];
pub const TASKS: [&str; 5] = ["events", "calls", "config", "notify", "state"];
pub const CLASSES: &[&str] = &[
    "internal",
    "services",
    "shortcuts",
    "local",
    "national",
    "mobile",
    "international",
    "premium",
];

/// In the order of the reference; the keys of a table stand together.
pub const KEYS: &[Key] = &[
    Key {
        name: "company",
        kind: Kind::Text("text"),
        unset: Unset::Is("\"Switchhook\""),
        example: "\"Pacific Mills\"",
        meaning: "The name above the pages.",
        manual: "company",
    },
    Key {
        name: "database",
        kind: Kind::Path,
        unset: Unset::Is("\"switchhook.db\""),
        example: "\"/var/lib/switchhook/portal.db\"",
        meaning: "The SQLite file; made at the first start. Its folder must exist.",
        manual: "sqlalchemy.url",
    },
    Key {
        name: "language",
        kind: Kind::Choice(LANGUAGES),
        unset: Unset::Is("\"en\""),
        example: "\"fr\"",
        meaning: "For browsers that ask for none of these.",
        manual: "",
    },
    Key {
        name: "tariff",
        kind: Kind::Path,
        unset: Unset::Nothing("every outgoing call is listed as one without a tariff"),
        example: "\"tariff/plan.toml\"",
        meaning: "The plan that prices calls, or a book of several plans; its decks stand beside it. It holds before the first version that is activated on the page “Tariff”.",
        manual: "",
    },
    Key {
        name: "default_dnis",
        kind: Kind::Text("digits"),
        unset: Unset::Nothing("calls show the telephone's extension"),
        example: "\"3030\"",
        meaning: "The number that calls of a telephone without a direct number show outside, until the page “Site” is saved. \
                  Clicked calls show it at once; it stands in the telephone's own caller ID from when the telephone is \
                  saved next. The extension is then in \
                  the channel variable `SWITCHHOOK_EXTENSION`, with which the dialplan puts it back in calls to \
                  colleagues.",
        manual: "default_dnis",
    },
    Key {
        name: "prefix.src",
        kind: Kind::Text("digits"),
        unset: Unset::Nothing("a telephone is known by its extension only"),
        example: "\"068947\"",
        meaning: "What turns an extension into the number that call records have for it: with `068947`, a call from or \
                  to 0689471234 is one of telephone 1234. Only for lines that let nobody outside claim such a number: \
                  a caller who does is taken for the telephone's owner.",
        manual: "prefix.src",
    },
    Key {
        name: "web.listen",
        kind: Kind::Text("IP address and port"),
        unset: Unset::Is("\"127.0.0.1:8080\""),
        example: "\"[::1]:8443\"",
        meaning: "Where browsers, or the proxy in front, connect. Plain HTTP is answered on loopback only; an address \
                  of a network needs TLS or a proxy.",
        manual: "",
    },
    Key {
        name: "web.tls_certificate",
        kind: Kind::Path,
        unset: Unset::Nothing("the portal itself does no TLS"),
        example: "\"chain.pem\"",
        meaning: "The certificate chain, PEM. Together with `web.tls_key`.",
        manual: "",
    },
    Key {
        name: "web.tls_key",
        kind: Kind::Path,
        unset: Unset::Nothing("the portal itself does no TLS"),
        example: "\"key.pem\"",
        meaning: "The certificate's private key, PEM. Together with `web.tls_certificate`.",
        manual: "",
    },
    Key {
        name: "web.proxy",
        kind: Kind::Text("IP address"),
        unset: Unset::Nothing("requests come from the browsers themselves"),
        example: "\"10.0.0.5\"",
        meaning: "The proxy that does TLS; nobody else may connect then. Not together with a certificate.",
        manual: "",
    },
    Key {
        name: "web.public_url",
        kind: Kind::Text("address without a path"),
        unset: Unset::Nothing("the address of `web.listen`"),
        example: "\"https://telephony.example.org\"",
        meaning: "Stands in one-time links.",
        manual: "",
    },
    Key {
        name: "session.idle_minutes",
        kind: Kind::Integer(2, 720),
        unset: Unset::Is("10"),
        example: "30",
        meaning: "Without a click for this long, a session ends. An open live page is not a click.",
        manual: "",
    },
    Key {
        name: "session.absolute_hours",
        kind: Kind::Integer(1, 720),
        unset: Unset::Is("12"),
        example: "8",
        meaning: "However busy, a session ends after this long.",
        manual: "",
    },
    Key {
        name: "log.file",
        kind: Kind::Path,
        unset: Unset::Nothing("standard error, which systemd keeps in the journal"),
        example: "\"/var/log/switchhook/portal.log\"",
        meaning: "Where the log goes; [log.md](log.md) lists its events. Appended to, and opened again at SIGHUP.",
        manual: "",
    },
    Key {
        name: "log.level",
        kind: Kind::Choice(LOG_LEVELS),
        unset: Unset::Is("\"info\""),
        example: "\"warn\"",
        meaning: "The least important lines that are written.",
        manual: "",
    },
    Key {
        name: "log.keep_days",
        kind: Kind::Integer(0, 36_500),
        unset: Unset::Is("365"),
        example: "730",
        meaning: "How long the portal keeps what it notes in its database: lines of the audit trail, times without the PBX, \
                  which recordings were deleted when. 0: for ever. What it writes to `log.file` is logrotate's.",
        manual: "",
    },
    Key {
        name: "recordings.folder",
        kind: Kind::Path,
        unset: Unset::Nothing("the portal knows no recordings"),
        example: "\"/var/spool/asterisk/monitor\"",
        meaning: "Where recordings of calls are, with all folders below; another machine's over a network file system. \
                  The portal's user has to be able to read them, and to delete them unless `recordings.keep_days` is 0. \
                  Links are not followed.",
        manual: "",
    },
    Key {
        name: "recordings.pbx_folder",
        kind: Kind::Text("absolute path"),
        unset: Unset::Is("\"/var/spool/asterisk/monitor\""),
        example: "\"/srv/recordings\"",
        meaning: "The same folder as Asterisk calls it: what is taken away in front of the names that it reports.",
        manual: "",
    },
    Key {
        name: "recordings.keep_days",
        kind: Kind::Integer(0, 36_500),
        unset: Unset::Is("180"),
        example: "14",
        meaning: "How long a recording stays, unless somebody holds it; then its file is deleted, whatever its ending. \
                  0: for ever. `switchhook-portal purge portal.toml --dry-run` lists what would go.",
        manual: "",
    },
    Key {
        name: "recordings.purge_at",
        kind: Kind::Text("time of day"),
        unset: Unset::Is("\"03:30\""),
        example: "\"02:15\"",
        meaning: "When what has been kept for long enough is deleted, each day, by the clock of `pbx.time_zone`.",
        manual: "",
    },
    Key {
        name: "queue_log.file",
        kind: Kind::Path,
        unset: Unset::Nothing("there are no queue statistics"),
        example: "\"/var/log/asterisk/queue_log\"",
        meaning: "Asterisk's `queue_log`; another machine's over a network file system. It is read on every two seconds, and \
                  when it is rotated the end of the old file first, which has to stay in the same folder until then. The \
                  portal keeps its lines. The portal's user has to be able to read it and its folder.",
        manual: "",
    },
    Key {
        name: "queue_log.wrap_up",
        kind: Kind::Integer(0, 3600),
        unset: Unset::Is("0"),
        example: "15",
        meaning: "Seconds of wrap-up after a talk, in the time of agents: `wrapuptime` of the queues. It ends when something \
                  else begins. The log does not say it.",
        manual: "",
    },
    Key {
        name: "queue_log.wrap_up_reasons",
        kind: Kind::List("reasons"),
        unset: Unset::Nothing("every pause is one"),
        example: "[\"after call\"]",
        meaning: "Reasons of pauses that are wrap-up and no pause, in the time of agents.",
        manual: "",
    },
    Key {
        name: "spool.folder",
        kind: Kind::Path,
        unset: Unset::Nothing("nobody can plan calls"),
        example: "\"/var/spool/asterisk\"",
        meaning: "Asterisk's `astspooldir`, on the machine that the portal runs on: planned calls wait there as call files, \
                  in `outgoing`. The portal's user has to be Asterisk's, or a member of its group that may write \
                  into `outgoing`, `outgoing_done` and `tmp`.",
        manual: "",
    },
    Key {
        name: "spool.per_person",
        kind: Kind::Integer(1, 100),
        unset: Unset::Is("10"),
        example: "3",
        meaning: "The most calls that one person may have planned at once.",
        manual: "",
    },
    Key {
        name: "spool.days",
        kind: Kind::Integer(1, 366),
        unset: Unset::Is("31"),
        example: "7",
        meaning: "How many days ahead a call may be planned.",
        manual: "",
    },
    Key {
        name: "spool.retries",
        kind: Kind::Integer(0, 10),
        unset: Unset::Is("1"),
        example: "2",
        meaning: "How often the own telephone of whoever planned a call rings again if it was not answered.",
        manual: "",
    },
    Key {
        name: "spool.retry_minutes",
        kind: Kind::Integer(1, 120),
        unset: Unset::Is("5"),
        example: "15",
        meaning: "How long after the beginning of an attempt the next one follows.",
        manual: "",
    },
    Key {
        name: "spool.emergency",
        kind: Kind::List("patterns"),
        unset: Unset::Is(
            "[\"112\", \"911\", \"999\", \"000\", \"15\", \"17\", \"18\", \"110\", \"118\", \"119\"]",
        ),
        example: "[\"112\", \"15\", \"17\", \"18\", \"196\"]",
        meaning: "Numbers that nobody can plan a call to, with and without `pbx.dialing.outside_prefix`, unless a telephone \
                  has one as its extension. Beside `pbx.dialing.forbidden`, which holds here too.",
        manual: "",
    },
    Key {
        name: "numbering.country",
        kind: Kind::Text("digits"),
        unset: Unset::Is("\"\""),
        example: "\"689\"",
        meaning: "The code of the country in which the telephones stand. Without it, only numbers with a `+` or the international \
                  prefix are known whole.",
        manual: "",
    },
    Key {
        name: "numbering.area",
        kind: Kind::Text("digits"),
        unset: Unset::Is("\"\""),
        example: "\"212\"",
        meaning: "What stands between the country's code and a number that is dialled without `numbering.trunk_prefix`.",
        manual: "",
    },
    Key {
        name: "numbering.trunk_prefix",
        kind: Kind::Text("digits"),
        unset: Unset::Is("\"\""),
        example: "\"0\"",
        meaning: "What people put before national numbers.",
        manual: "",
    },
    Key {
        name: "numbering.international_prefix",
        kind: Kind::Text("digits"),
        unset: Unset::Is("\"00\""),
        example: "\"011\"",
        meaning: "What people put before the code of a country.",
        manual: "",
    },
    Key {
        name: "numbering.internal_digits",
        kind: Kind::Integer(2, 6),
        unset: Unset::Is("6"),
        example: "4",
        meaning: "The most digits of an extension. What is longer is a number outside.",
        manual: "",
    },
    Key {
        name: "numbering.everyone",
        kind: Kind::List("dialplan contexts"),
        unset: Unset::Nothing("those telephones may call nothing that is in a class"),
        example: "[\"urgent\", \"internal\", \"services\"]",
        meaning: "The rights of telephones that have none of their own.",
        manual: "",
    },
    Key {
        name: "numbering.class[].right",
        kind: Kind::Text("dialplan context"),
        unset: Unset::Refused,
        example: "\"international\"",
        meaning: "The right that a telephone needs for the numbers of this class, one of `pbx.phones.rights`. \
                  `[[numbering.class]]` may stand several times; the first that has a number decides. Without any, the dialplan \
                  alone decides where calls go.",
        manual: "",
    },
    Key {
        name: "numbering.class[].kind",
        kind: Kind::Choice(CLASSES),
        unset: Unset::Refused,
        example: "\"premium\"",
        meaning: "What these numbers are. Calls are never forwarded to `premium` numbers, and to an extension that no telephone \
                  has only if it is one of `services`.",
        manual: "",
    },
    Key {
        name: "numbering.class[].numbers",
        kind: Kind::List("patterns"),
        unset: Unset::Nothing(
            "what the kind says: extensions, feature codes, numbers of the country or of others",
        ),
        example: "[\"089XXXXXXX\", \"+881.\"]",
        meaning: "The numbers, as people write them or with `+`.",
        manual: "",
    },
    Key {
        name: "forward.confirm",
        kind: Kind::Flag,
        unset: Unset::Is("true"),
        example: "false",
        meaning: "Whoever forwards calls out of the house types their password again.",
        manual: "",
    },
    Key {
        name: "forward.days",
        kind: Kind::Integer(0, 3660),
        unset: Unset::Is("30"),
        example: "7",
        meaning: "How long a forward out of the house lasts at most, and lasts if nobody says; 0 is for ever.",
        manual: "",
    },
    Key {
        name: "forward.countries",
        kind: Kind::List("country codes"),
        unset: Unset::Nothing("all countries"),
        example: "[\"689\", \"33\"]",
        meaning: "The countries to which calls may be forwarded.",
        manual: "",
    },
    Key {
        name: "forward.forbidden",
        kind: Kind::List("patterns"),
        unset: Unset::Nothing("nothing is forbidden"),
        example: "[\"8999XXXX\"]",
        meaning: "Where calls may not be forwarded, as people write it or with `+`.",
        manual: "",
    },
    Key {
        name: "budget.countries",
        kind: Kind::List("country codes"),
        unset: Unset::Nothing("all countries"),
        example: "[\"689\", \"33\"]",
        meaning: "The countries that may be called by a click, a planned call or another program; also those to which calls may be \
                  forwarded, where `forward.countries` does not stand. What numbers mean stands in `[numbering]`. Emergency \
                  numbers pass every budget.",
        manual: "",
    },
    Key {
        name: "budget.premium",
        kind: Kind::Flag,
        unset: Unset::Is("true"),
        example: "false",
        meaning: "Whether numbers of a `[[numbering.class]]` of the kind `premium` may be called.",
        manual: "",
    },
    Key {
        name: "budget.closed_from",
        kind: Kind::Text("time of day"),
        unset: Unset::Nothing("no hours are closed"),
        example: "\"19:00\"",
        meaning: "From when on nobody works, by the clock of the site: only `budget.closed_allowed` is called to the outside then.",
        manual: "",
    },
    Key {
        name: "budget.closed_until",
        kind: Kind::Text("time of day"),
        unset: Unset::Is("\"07:00\""),
        example: "\"06:30\"",
        meaning: "Until when. Together with `budget.closed_from`.",
        manual: "",
    },
    Key {
        name: "budget.closed_weekend",
        kind: Kind::Flag,
        unset: Unset::Is("true"),
        example: "false",
        meaning: "Whether Saturdays and Sundays are closed all day. Together with `budget.closed_from`.",
        manual: "",
    },
    Key {
        name: "budget.closed_allowed",
        kind: Kind::Choices(CLASSES),
        unset: Unset::Nothing("nothing outside"),
        example: "[\"local\", \"national\"]",
        meaning: "What may be called in closed hours. Together with `budget.closed_from`.",
        manual: "",
    },
    Key {
        name: "budget.person.minutes_per_day",
        kind: Kind::Integer(1, 100_000),
        unset: Unset::Nothing("no limit"),
        example: "120",
        meaning: "Minutes that one person may speak to the outside on a day of the site's clock, calls that go on included.",
        manual: "",
    },
    Key {
        name: "budget.person.cost_per_day",
        kind: Kind::Text("amount"),
        unset: Unset::Nothing("no limit"),
        example: "\"2.50\"",
        meaning: "What the calls of one person may cost on a day, in the tariff's currency, after tax. Calls count once they are over and rated.",
        manual: "",
    },
    Key {
        name: "budget.person.simultaneous",
        kind: Kind::Integer(1, 1000),
        unset: Unset::Nothing("no limit"),
        example: "2",
        meaning: "Calls to the outside that one person may have at the same time.",
        manual: "",
    },
    Key {
        name: "budget.department.minutes_per_day",
        kind: Kind::Integer(1, 100_000),
        unset: Unset::Nothing("no limit"),
        example: "900",
        meaning: "Minutes that the people of one department together may speak to the outside on a day of the site's clock, calls that go on included.",
        manual: "",
    },
    Key {
        name: "budget.department.cost_per_day",
        kind: Kind::Text("amount"),
        unset: Unset::Nothing("no limit"),
        example: "\"2.50\"",
        meaning: "What the calls of the people of one department together may cost on a day, in the tariff's currency, after tax. Calls count once they are over and rated.",
        manual: "",
    },
    Key {
        name: "budget.department.simultaneous",
        kind: Kind::Integer(1, 1000),
        unset: Unset::Nothing("no limit"),
        example: "8",
        meaning: "Calls to the outside that the people of one department together may have at the same time.",
        manual: "",
    },
    Key {
        name: "pbx.name",
        kind: Kind::Text("text"),
        unset: Unset::Is("\"Asterisk\""),
        example: "\"Head office\"",
        meaning: "What pages call the PBX.",
        manual: "",
    },
    Key {
        name: "pbx.address",
        kind: Kind::Text("host, or host:port"),
        unset: Unset::Refused,
        example: "\"pbx.example.org:5039\"",
        meaning: "Asterisk's manager interface; without a port, 5038.",
        manual: "asterisk.manager",
    },
    Key {
        name: "pbx.time_zone",
        kind: Kind::Text("IANA time zone"),
        unset: Unset::Refused,
        example: "\"Pacific/Tahiti\"",
        meaning: "Of the clock that Asterisk writes into its call records. All times on pages are in it.",
        manual: "",
    },
    Key {
        name: "pbx.manager[].user",
        kind: Kind::Text("name of a section in manager.conf"),
        unset: Unset::Refused,
        example: "\"portal-calls\"",
        meaning: "An account of the manager interface. `[[pbx.manager]]` may stand several times, so that each task \
                  has an account with the least rights for it.",
        manual: "asterisk.manager",
    },
    Key {
        name: "pbx.manager[].secret",
        kind: Kind::Secret,
        unset: Unset::Refused,
        example: "\"another\"",
        meaning: "The account's `secret` in manager.conf.",
        manual: "asterisk.manager",
    },
    Key {
        name: "pbx.manager[].tasks",
        kind: Kind::Choices(&TASKS),
        unset: Unset::Is("[\"events\", \"calls\", \"config\"]"),
        example: "[\"events\", \"calls\"]",
        meaning: "What the account is used for. One account must have `events`; without `calls` nobody can click to \
                  dial, without `config` no telephone can be changed, without `state` no forward. With `notify` telephones \
                  can be told to fetch their configuration or to restart, and are seen to register; its account needs \
                  `write = system`, as that of `state`. No task may stand at two accounts.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.context",
        kind: Kind::Text("dialplan context"),
        unset: Unset::Is("\"internal\""),
        example: "\"from-portal\"",
        meaning: "Where a clicked number is dialled.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.outside_prefix",
        kind: Kind::Text("digits"),
        unset: Unset::Is("\"\""),
        example: "\"0\"",
        meaning: "Put before numbers of more than six digits, the most that an extension has, and before those with a `+`, \
                  which becomes 00. For shorter numbers outside write a rule: `[[pbx.dialing.destination]]`.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.ring_seconds",
        kind: Kind::Integer(1, 300),
        unset: Unset::Is("30"),
        example: "45",
        meaning: "How long the caller's own telephone rings.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.caller_id",
        kind: Kind::Text("text"),
        unset: Unset::Is("\"\""),
        example: "\"3030\"",
        meaning: "What the called party sees of a clicked call; empty: the caller's name and extension, or \
                  `default_dnis`.",
        manual: "default_cid",
    },
    Key {
        name: "pbx.dialing.per_minute",
        kind: Kind::Integer(1, 1000),
        unset: Unset::Is("10"),
        example: "20",
        meaning: "How many calls one person may start in a minute.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.allowed",
        kind: Kind::List("patterns"),
        unset: Unset::Nothing("everything may be called"),
        example: "[\"1XX\", \"0.\"]",
        meaning: "What may be called, after the rules. In patterns `X` is a digit, `Z` 1 to 9, `N` 2 to 9, a `.` at the \
                  end one or more characters, a `!` there any number of them.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.forbidden",
        kind: Kind::List("patterns"),
        unset: Unset::Nothing("nothing is forbidden"),
        example: "[\"0899.\", \"*21!\"]",
        meaning: "What may not be called, whether as given, after the rules or with the prefix. The dialplan decides too: \
                  this does not replace its rules.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.destination[].match",
        kind: Kind::Text("pattern"),
        unset: Unset::Refused,
        example: "\"+33.\"",
        meaning: "Rules that rewrite numbers before they are called, for clicks and for other programs alike. The first \
                  one whose pattern fits counts; `outside_prefix` comes after it. \
                  `switchhook-portal number` explains what happens to a number.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.destination[].strip",
        kind: Kind::Integer(0, 32),
        unset: Unset::Is("0"),
        example: "3",
        meaning: "How many characters are taken away in front.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.destination[].prefix",
        kind: Kind::Text("digits"),
        unset: Unset::Is("\"\""),
        example: "\"0\"",
        meaning: "What is then put there.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.source[].match",
        kind: Kind::Text("pattern"),
        unset: Unset::Refused,
        example: "\"XX\"",
        meaning: "Rules for the numbers by which other programs know telephones; the first one that fits. What comes out \
                  is the extension of a telephone, or a part of `endpoint`.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.source[].strip",
        kind: Kind::Integer(0, 32),
        unset: Unset::Is("0"),
        example: "1",
        meaning: "How many characters are taken away in front.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.source[].prefix",
        kind: Kind::Text("digits"),
        unset: Unset::Is("\"\""),
        example: "\"1\"",
        meaning: "What is then put there.",
        manual: "",
    },
    Key {
        name: "pbx.dialing.source[].endpoint",
        kind: Kind::Text("PJSIP endpoint"),
        unset: Unset::Nothing("only telephones of the portal ring"),
        example: "\"desk-{number}\"",
        meaning: "The endpoint to ring where no telephone of the portal has the number; `{number}` stands for the \
                  rewritten number.",
        manual: "",
    },
    Key {
        name: "pbx.phones.file",
        kind: Kind::Text("path below Asterisk's configuration folder"),
        unset: Unset::Is("\"switchhook/phones.conf\""),
        example: "\"site/phones.conf\"",
        meaning: "Where the SIP accounts of telephones are written; `pjsip_wizard.conf` includes it.",
        manual: "directory.asterisk",
    },
    Key {
        name: "pbx.phones.dialplan_file",
        kind: Kind::Text("path below Asterisk's configuration folder"),
        unset: Unset::Is("\"switchhook/dialplan.conf\""),
        example: "\"site/dialplan.conf\"",
        meaning: "Where their extensions and hints are written; `extensions.conf` includes it.",
        manual: "directory.asterisk",
    },
    Key {
        name: "pbx.phones.context",
        kind: Kind::Text("dialplan context"),
        unset: Unset::Is("\"internal\""),
        example: "\"from-phones\"",
        meaning: "Where the telephones' own calls enter the dialplan.",
        manual: "",
    },
    Key {
        name: "pbx.phones.codecs",
        kind: Kind::Text("codecs with commas between"),
        unset: Unset::Is("\"alaw,ulaw\""),
        example: "\"g722,alaw\"",
        meaning: "What the telephones may speak, best first.",
        manual: "",
    },
    Key {
        name: "pbx.phones.rights",
        kind: Kind::List("dialplan contexts"),
        unset: Unset::Nothing("every telephone may call what `pbx.phones.context` lets it"),
        example: "[\"internal\", \"national\", \"international\"]",
        meaning: "What can be ticked for a telephone. One with rights gets a dialplan context of its own that includes \
                  theirs; one without stays in `pbx.phones.context`.",
        manual: "",
    },
    Key {
        name: "server.sip",
        kind: Kind::Text("host, or host:port"),
        unset: Unset::Nothing("the host of `pbx.address`"),
        example: "\"192.168.10.5\"",
        meaning: "Where telephones register. This table goes into the configuration files of telephones, until the page \
                  “Site” is saved: then the settings there do.",
        manual: "server.sip",
    },
    Key {
        name: "server.sip2",
        kind: Kind::Text("host, or host:port"),
        unset: Unset::Nothing("none"),
        example: "\"192.168.10.6\"",
        meaning: "Where they register when the first one does not answer.",
        manual: "server.sip2",
    },
    Key {
        name: "server.config",
        kind: Kind::Text("host[:port][/path]"),
        unset: Unset::Nothing("the telephone keeps what it has"),
        example: "\"192.168.10.5/phones/config\"",
        meaning: "Where they fetch their configuration files, by HTTPS: without `https://` and without the file's name.",
        manual: "server.config",
    },
    Key {
        name: "server.firmware",
        kind: Kind::Text("host[:port][/path]"),
        unset: Unset::Nothing("the telephone keeps what it has"),
        example: "\"192.168.10.5/phones/firmware\"",
        meaning: "Where they fetch their firmware, by HTTPS.",
        manual: "server.firmware",
    },
    Key {
        name: "server.syslog",
        kind: Kind::Text("host, or host:port"),
        unset: Unset::Nothing("the telephone keeps what it has"),
        example: "\"192.168.10.5\"",
        meaning: "Where they write their log, from warnings on.",
        manual: "server.syslog",
    },
    Key {
        name: "server.ntp",
        kind: Kind::List("hosts"),
        unset: Unset::Nothing("the telephone keeps what it has"),
        example: "[\"192.168.10.5\", \"192.168.10.6\"]",
        meaning: "Their time servers, best first; telephones know two.",
        manual: "server.ntp",
    },
    Key {
        name: "server.utc_diff",
        kind: Kind::Hours,
        unset: Unset::Nothing("`pbx.time_zone`, with its summer time"),
        example: "-10.0",
        meaning: "How far their clocks are from UTC, in hours; only for telephones that are elsewhere than the PBX. A \
                  fixed difference knows no summer time, `pbx.time_zone` does.",
        manual: "server.utc_diff",
    },
    Key {
        name: "server.vlan",
        kind: Kind::Integer(0, 4094),
        unset: Unset::Nothing("the telephone keeps what it has"),
        example: "20",
        meaning: "Their VLAN; 0 is none.",
        manual: "server.vlan",
    },
    Key {
        name: "provisioning.address",
        kind: Kind::Text("host, or host:port"),
        unset: Unset::Nothing("telephones fetch nothing from the portal"),
        example: "\"telephony.example.org\"",
        meaning: "Where telephones reach the portal, below `/prov`: they fetch their configuration files there. They do so by \
                  HTTPS only, with `web.tls_certificate` or through `web.proxy`, which must not rewrite the path; the \
                  certificate has to be one that telephones trust. Then `server.config` is not used.",
        manual: "",
    },
    Key {
        name: "provisioning.key",
        kind: Kind::Path,
        unset: Unset::Is("\"provisioning.key\""),
        example: "\"/etc/switchhook/provisioning.key\"",
        meaning: "What the tokens and passwords of telephones are derived from, made at the first start. It is in no backup: \
                  keep a copy elsewhere. With another key, every telephone has to be enrolled anew.",
        manual: "",
    },
    Key {
        name: "provisioning.networks",
        kind: Kind::List("networks"),
        unset: Unset::Nothing("telephones may ask from everywhere"),
        example: "[\"10.20.0.0/16\"]",
        meaning: "From where telephones may fetch files.",
        manual: "",
    },
    Key {
        name: "provisioning.ca",
        kind: Kind::Path,
        unset: Unset::Nothing("telephones trust the authorities that they were made with"),
        example: "\"/etc/switchhook/ca.pem\"",
        meaning: "The certificate of an authority of your own, as PEM: telephones are told to trust it beside the public \
                  authorities that they were made with, and check the certificate of the server that gives them files. Not \
                  needed where the portal's certificate is of a public authority; old firmware knows few of them, and what it does \
                  not know it refuses. A telephone learns it with its first file from here.",
        manual: "",
    },
    Key {
        name: "provisioning.firmware",
        kind: Kind::List("models, each with a version"),
        unset: Unset::Nothing("versions are not compared"),
        example: "[\"GRP2614 1.0.13.44\", \"GXP2135 1.0.11.106\"]",
        meaning: "Which firmware the firmware server of the site has: the list of telephones says which ones are older.",
        manual: "",
    },
    Key {
        name: "api.networks",
        kind: Kind::List("networks"),
        unset: Unset::Is("[\"127.0.0.0/8\", \"::1\"]"),
        example: "[\"127.0.0.1\", \"192.168.1.0/24\"]",
        meaning: "From where other programs may ask for calls (see api.md). Without a client of the page API clients nobody \
                  can.",
        manual: "",
    },
    Key {
        name: "api.get",
        kind: Kind::Flag,
        unset: Unset::Is("false"),
        example: "true",
        meaning: "Whether `GET /api/v1/calls?src=10&dst=93200900` calls, for programs that can do nothing else.",
        manual: "",
    },
    Key {
        name: "api.token_in_url",
        kind: Kind::Flag,
        unset: Unset::Is("false"),
        example: "true",
        meaning: "Whether the token may stand in the address of such a GET. Addresses end up in logs and histories: \
                  a header is safer.",
        manual: "",
    },
    Key {
        name: "api.per_minute",
        kind: Kind::Integer(1, 1000),
        unset: Unset::Is("30"),
        example: "60",
        meaning: "How many requests one program may make in a minute.",
        manual: "",
    },
];
