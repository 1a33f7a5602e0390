use toml::{Table, Value};

use super::keys::{KEYS, Kind, Unset};
use super::*;

const GOOD: &str = r#"
    company = "Coral Bay"
    [pbx]
    address = "127.0.0.1:5038"
    time_zone = "Pacific/Noumea"
    [[pbx.manager]]
    user = "portal"
    secret = "s1"
"#;

fn parse(text: &str) -> Result<Config, String> {
    Config::parse(text, Path::new("/etc/switchhook/portal.toml")).map_err(|e| e.to_string())
}

/// The smallest file, with these keys set to these values.
fn with(keys: &[(&str, &str)]) -> String {
    let mut file: Table = toml::from_str(GOOD).unwrap();
    for (name, literal) in keys {
        let (tables, last) = name.rsplit_once('.').unwrap_or(("", name));
        let mut table = &mut file;
        for part in tables.split('.').filter(|part| !part.is_empty()) {
            let several = part.ends_with("[]");
            let empty = Value::Table(Table::new());
            let inner = table
                .entry(part.trim_end_matches("[]"))
                .or_insert_with(|| if several { Value::Array(vec![empty]) } else { empty });
            let inner = if several { &mut inner[0] } else { inner };
            table = inner.as_table_mut().unwrap();
        }
        table.insert(last.to_owned(), reader::parse_value(literal));
    }
    file.to_string()
}

/// What else a key needs to stand.
fn companions(name: &str) -> &'static [(&'static str, &'static str)] {
    match name {
        "web.tls_certificate" => &[("web.tls_key", "\"key.pem\"")],
        "api.token_in_url" => &[("api.get", "true")],
        "numbering.class[].right" => &[("numbering.class[].kind", "\"national\"")],
        "numbering.class[].kind" => &[("numbering.class[].right", "\"national\"")],
        "numbering.class[].numbers" => &[
            ("numbering.class[].kind", "\"national\""),
            ("numbering.class[].right", "\"national\""),
        ],
        "web.tls_key" => &[("web.tls_certificate", "\"chain.pem\"")],
        "budget.closed_until" | "budget.closed_weekend" | "budget.closed_allowed" => {
            &[("budget.closed_from", "\"19:00\"")]
        }
        "pbx.dialing.destination[].strip" | "pbx.dialing.destination[].prefix" => {
            &[("pbx.dialing.destination[].match", LONG)]
        }
        "pbx.dialing.source[].strip" | "pbx.dialing.source[].prefix" | "pbx.dialing.source[].endpoint" => {
            &[("pbx.dialing.source[].match", LONG)]
        }
        _ => &[],
    }
}

/// As long as a number can be, so that as much can be taken away.
const LONG: &str = "\"XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX\"";

/// A key and what it needs to stand.
fn with_companions(key: &str, literal: &str) -> String {
    let mut keys = vec![(key, literal)];
    keys.extend(companions(key));
    with(&keys)
}

/// Makes the files that examples name.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["chain.pem", "key.pem"] {
        std::fs::write(folder.path().join(file), "").unwrap();
    }
    folder
}

#[test]
fn every_key_of_the_reference_is_accepted_and_changes_something() {
    let folder = site();
    let path = folder.path().join("portal.toml");
    let plain = Config::parse(&with(&[]), &path).unwrap();
    for key in KEYS {
        let changed = Config::parse(&with_companions(key.name, key.example), &path)
            .unwrap_or_else(|e| panic!("{}: {e}", key.name));
        // Without the key its companions may not stand either, as with the two halves of TLS.
        let without = Config::parse(&with(companions(key.name)), &path).unwrap_or_else(|_| plain.clone());
        assert_ne!(changed, without, "{} changes nothing", key.name);
    }
}

#[test]
fn a_default_is_what_holds_without_the_key() {
    for key in KEYS.iter().filter(|key| key.name != "company") {
        if let Unset::Is(literal) = key.unset {
            assert_eq!(
                parse(&with_companions(key.name, literal)).unwrap(),
                parse(&with(companions(key.name))).unwrap(),
                "{}",
                key.name
            );
        }
    }
}

#[test]
fn limits_hold_for_each_number() {
    for key in KEYS {
        let Kind::Integer(least, most) = key.kind else {
            continue;
        };
        for good in [least, most] {
            parse(&with_companions(key.name, &good.to_string())).unwrap();
        }
        for bad in [least - 1, most + 1] {
            let error = parse(&with_companions(key.name, &bad.to_string())).unwrap_err();
            let name = key.name.replace("[]", "[1]");
            let expected = format!("`{name}`: {bad} is out of range; write {least} to {most}");
            assert!(error.contains(&expected), "{error}");
        }
        let error = parse(&with_companions(key.name, "\"ten\"")).unwrap_err();
        assert!(error.contains("is not a whole number; write"), "{error}");
    }
}

#[test]
fn the_reference_page_is_the_printed_one() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let kept = std::fs::read_to_string(&page).unwrap_or_default();
    assert!(
        kept == reference::markdown(),
        "{} is out of date; print it: cargo run -p switchhook-portal -- reference > {}",
        page.display(),
        page.display()
    );
}

#[test]
fn the_example_file_is_a_site() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("portal.example.toml");
    let config = Config::read(&example).unwrap();
    assert!(config.pbx.calls.is_some() && config.pbx.config.is_some());
}

#[test]
fn a_key_of_the_manual_is_answered_with_what_replaces_it() {
    for (written, expected) in [
        ("sqlalchemy.url", "`database`"),
        ("asterisk.manager", "`pbx.address` and the list `[[pbx.manager]]`"),
        ("default_cid", "`pbx.dialing.caller_id`"),
        ("hide_numbers", "who sees whole numbers is a right"),
    ] {
        let error = parse(&format!("{written} = \"x\"\n{GOOD}")).unwrap_err();
        assert!(error.contains(expected), "{written}: {error}");
    }
}

#[test]
fn defaults_are_the_documented_ones() {
    let config = parse(GOOD).unwrap();
    assert_eq!(config.web.listen.to_string(), "127.0.0.1:8080");
    assert!(matches!(config.web.transport, Transport::Loopback));
    assert_eq!(config.session.idle, Duration::from_secs(600));
    assert_eq!(config.database, Path::new("/etc/switchhook/switchhook.db"));
    assert_eq!(config.pbx.dialing, Dialing::default());
    assert_eq!(config.pbx.phones, Phones::default());
}

#[test]
fn each_task_has_the_account_that_names_it() {
    let managers = "[[pbx.manager]]\nuser = \"two\"\nsecret = \"s2\"\ntasks = [\"calls\"]\n";
    let text = format!("{}tasks = [\"events\"]\n{managers}", GOOD.trim_end_matches(' '));
    let pbx = parse(&text).unwrap().pbx;
    let user = |account: Option<Account>| account.map(|a| a.user);
    assert_eq!(
        (pbx.events.user.as_str(), user(pbx.calls), user(pbx.config)),
        ("portal", Some("two".into()), None)
    );
    // Without `tasks`, an account has them all.
    let pbx = parse(GOOD).unwrap().pbx;
    assert_eq!(
        (&pbx.calls, &pbx.config),
        (&Some(pbx.events.clone()), &Some(pbx.events.clone()))
    );
}

#[test]
fn without_a_port_asterisks_own_is_taken() {
    for (written, expected) in [
        ("pbx.example", Some("pbx.example:5038")),
        ("pbx.example:5039", Some("pbx.example:5039")),
        ("[::1]", Some("[::1]:5038")),
        ("[::1]:5039", Some("[::1]:5039")),
        ("10.0.0.1", Some("10.0.0.1:5038")),
        ("::1", None),
        ("[pbx]:1", None),
        ("[::1]5038", None),
        ("pbx:", None),
        ("pbx:0", None),
        ("pbx:65536", None),
        (":5038", None),
        ("", None),
        ("tcp://pbx:5038", None),
        ("a b:1", None),
    ] {
        assert_eq!(host_and_port(written, 5038).as_deref(), expected, "{written:?}");
    }
}

#[test]
fn telephones_register_at_the_exchanges_host_unless_another_is_named() {
    for (address, named, expected) in [
        ("pbx:5038", None, "pbx"),
        ("[::1]:5038", None, "[::1]"),
        ("127.0.0.1", Some("\"sip.example\""), "sip.example"),
    ] {
        let address = format!("{address:?}");
        let mut keys = vec![("pbx.address", address.as_str())];
        keys.extend(named.map(|named| ("server.sip", named)));
        assert_eq!(parse(&with(&keys)).unwrap().server.sip, expected);
    }
}

#[test]
fn secrets_show_neither_in_debug_nor_in_errors() {
    let shown = format!("{:?}", parse(&GOOD.replace("s1", "hunter2")).unwrap());
    assert!(!shown.contains("hunter2"), "{shown}");
    let error = parse(&GOOD.replace("\"s1\"", "4711")).unwrap_err();
    assert!(
        error.contains("`pbx.manager[1].secret`: is not text") && !error.contains("4711"),
        "{error}"
    );
}

#[test]
fn a_file_that_is_no_toml_is_told_by_its_place_and_not_by_its_line() {
    for (line, expected) in [
        ("secret = \"hunter2", "line 8, column 22: invalid basic string"),
        ("secret = \"hunter2\" x", "line 8, column 24: unexpected"),
        (
            "secret = hunter2",
            "line 8, column 14: string values must be quoted",
        ),
        (
            "secret = 'hunter2'\n    secret = 'hunter2'",
            "line 9, column 5: duplicate key",
        ),
    ] {
        let error = parse(&GOOD.replace("secret = \"s1\"", line)).unwrap_err();
        assert!(
            error.contains(expected) && !error.contains("hunter2"),
            "{line}: {error}"
        );
    }
}

#[test]
fn every_mistake_names_its_place_and_remedy() {
    for (from, to, expected) in [
        (
            "[pbx]",
            "[budget]\nclosed_from = \"7 pm\"\n[pbx]",
            "`budget.closed_from`: \"7 pm\" is no time of day; write hours and minutes",
        ),
        (
            "[pbx]",
            "[budget]\ncountries = [\"+33\"]\n[pbx]",
            "`budget.countries`: \"+33\" is no prefix; write digits",
        ),
        (
            "[pbx]",
            "[budget.person]\ncost_per_day = \"2,50\"\n[pbx]",
            "`budget.person.cost_per_day`: \"2,50\" is no amount; write it with a point",
        ),
        (
            "[pbx]",
            "[budget.department]\ncost_per_day = \"99999999999999.0\"\n[pbx]",
            "`budget.department.cost_per_day`: \"99999999999999.0\" is no amount",
        ),
        (
            "127.0.0.1:5038",
            "127.0.0.1:",
            "`pbx.address`: \"127.0.0.1:\" is neither a host nor a host and a port; write host:port",
        ),
        (
            "[pbx]",
            "[pbx]\ndialing = { outside_prefix = \"0w\" }",
            "`pbx.dialing.outside_prefix`: \"0w\": a telephone cannot dial 'w'; use digits, +, * and #; write the digits",
        ),
        (
            "[pbx]",
            "[pbx]\ndialing = { context = \"\" }",
            "`pbx.dialing.context`: \"\" is no dialplan context; write the name of a context",
        ),
        (
            "[pbx]",
            "[pbx]\ndialing = { caller_id = \"a\\nb\" }",
            "`pbx.dialing.caller_id`: \"a\\nb\" has a control character; write it on one line",
        ),
        (
            "[pbx]",
            "[pbx]\ndialing = { forbidden = [\"08[0-9]\"] }",
            "`pbx.dialing.forbidden`: \"08[0-9]\": '[' in pattern",
        ),
        (
            "[pbx]",
            "[[pbx.dialing.destination]]\nmatch = \"0.\"\n[[pbx.dialing.destination]]\nmatch = \"1XX\"\nstrip = 4\n[pbx]",
            "`pbx.dialing.destination[2].strip`: takes 4 characters from numbers like 1XX, which may have 3 only",
        ),
        (
            "[pbx]",
            "[[pbx.dialing.destination]]\nprefix = \"0\"\n[pbx]",
            "`pbx.dialing.destination[1].match`: is missing; write pattern",
        ),
        (
            "[pbx]",
            "[[pbx.dialing.source]]\nmatch = \"1XX\"\nendpoint = \"SIP/{number}\"\n[pbx]",
            "`pbx.dialing.source[1].endpoint`: the endpoint \"SIP/{number}\" is no SIP account",
        ),
        (
            "[pbx]",
            "[api]\nnetworks = [\"office\"]\n[pbx]",
            "`api.networks`: \"office\" is no network; write it as \"192.168.1.0/24\"",
        ),
        (
            "[pbx]",
            "[api]\ntoken_in_url = true\n[pbx]",
            "`api.token_in_url`: does nothing without api.get",
        ),
        (
            "[pbx]",
            "[api]\nget = \"yes\"\n[pbx]",
            "`api.get`: \"yes\" is neither true nor false; write true or false",
        ),
        (
            "Pacific/Noumea",
            "Noumea",
            "`pbx.time_zone`: no time zone is called \"Noumea\"; write an IANA name",
        ),
        (
            "company =",
            "compny =",
            "`compny`: is no key of the portal; the keys here are company, database, language, tariff, default_dnis,",
        ),
        (
            "[pbx]",
            "[pbx]\ndialing = { contxt = \"a\" }",
            "`pbx.dialing.contxt`: is no key of the portal; the keys here are context, outside_prefix,",
        ),
        (
            "[pbx]",
            "[server]\nsip = \"https://pbx\"\n[pbx]",
            "`server.sip`: \"https://pbx\" has a scheme; leave out what stands before the name",
        ),
        (
            "[pbx]",
            "[server]\nntp = [\"a\", \"b c\"]\n[pbx]",
            "`server.ntp`: \"b c\"",
        ),
        (
            "[pbx]",
            "[server]\nconfig = \"tftp://pbx/phones\"\n[pbx]",
            "`server.config`: ",
        ),
        (
            "[pbx]",
            "[server]\nutc_diff = 15\n[pbx]",
            "`server.utc_diff`: \"15\" is no distance from UTC; write hours from -12 to 14",
        ),
        (
            "[pbx]",
            "[server]\nutc_diff = \"-10\"\n[pbx]",
            "`server.utc_diff`: \"-10\" is not a number; write hours from -12 to 14 without quotation marks",
        ),
        (
            "[pbx]",
            "[prefix]\nsrc = \"46 3\"\n[pbx]",
            "`prefix.src`: \"46 3\" is no number; write up to 15 digits",
        ),
        (
            "company =",
            "default_dnis = 3030\ncompany =",
            "`default_dnis`: 3030 is not text; write digits between quotation marks",
        ),
        (
            "[pbx]",
            "web = 8080\n[pbx]",
            "`web`: is a table; write [web] and its keys below",
        ),
        (
            "company = \"Coral Bay\"",
            "company = 7",
            "`company`: 7 is not text; write text between",
        ),
        (
            "[pbx]",
            "[web]\nlisten = \"0.0.0.0:8080\"\n[pbx]",
            "plain HTTP would show passwords to it; set web.tls_certificate",
        ),
        (
            "[pbx]",
            "[web]\nlisten = \"8080\"\n[pbx]",
            "`web.listen`: \"8080\" is not an address and port",
        ),
        (
            "[pbx]",
            "[web]\ntls_certificate = \"a.pem\"\n[pbx]",
            "`web.tls_key`: is missing",
        ),
        (
            "[pbx]",
            "[web]\ntls_certificate = \"no.pem\"\ntls_key = \"no.key\"\n[pbx]",
            "cannot read /etc/switchhook/no.pem",
        ),
        (
            "[pbx]",
            "[pbx]\nphones = { file = \"../pjsip.conf\" }",
            "is not inside Asterisk's configuration folder",
        ),
        (
            "company =",
            "language = \"de\"\ncompany =",
            "`language`: \"de\" is not known here; write \"fr\", \"en\", \"es\" or \"ru\"",
        ),
        (
            "address = \"127.0.0.1:5038\"",
            "",
            "`pbx.address`: is missing; write host, or host:port, such as \"pbx.example.org:5039\"",
        ),
        (
            "secret = \"s1\"",
            "secret = \"s1\"\ntasks = [\"calls\"]",
            "`pbx.manager`: no account has the task \"events\"; write [[pbx.manager]]",
        ),
        (
            "secret = \"s1\"",
            "secret = \"s1\"\ntasks = [\"evnts\"]",
            "`pbx.manager[1].tasks`: \"evnts\" is not known here; write \"events\", \"calls\", \"config\", \"notify\" or \"state\"",
        ),
        (
            "secret = \"s1\"",
            "secret = \"s1\"\ntasks = \"events\"",
            "`pbx.manager[1].tasks`: \"events\" is not a list; write [\"events\", \"calls\"]",
        ),
        (
            "secret = \"s1\"",
            "secret = \"s1\"\n[[pbx.manager]]\nuser = \"b\"\nsecret = \"s2\"\ntasks = [\"config\"]",
            "`pbx.manager[2].tasks`: \"config\" stands twice; give each task to one account",
        ),
        ("secret = \"s1\"", "", "`pbx.manager[1].secret`: is missing"),
        (
            "user = \"portal\"",
            "user = \" \"",
            "`pbx.manager[1].user`: is empty",
        ),
        (
            "[[pbx.manager]]",
            "[pbx.manager]",
            "write [[pbx.manager]] and its keys below",
        ),
        (
            "[pbx]",
            "database = \"\"\n[pbx]",
            "`database`: is empty; write a path",
        ),
        ("company =", "company", "line 2"),
        (
            "[pbx]",
            "[pbx]\ndialing = { context = \"a;b\" }",
            "`pbx.dialing.context`: \"a;b\" is no dialplan context",
        ),
        (
            "[pbx]",
            "[pbx]\nphones = { context = \"a]\" }",
            "`pbx.phones.context`: \"a]\" is no dialplan context",
        ),
        (
            "[pbx]",
            "[pbx]\nphones = { codecs = \"alaw; ulaw\" }",
            "`pbx.phones.codecs`: \"alaw; ulaw\" is no codec; write their names",
        ),
        (
            "[pbx]",
            "[pbx]\nphones = { codecs = \"\" }",
            "`pbx.phones.codecs`: \"\" is no codec",
        ),
        (
            "[pbx]",
            "[pbx]\nphones = { file = \"a.conf\", dialplan_file = \"a.conf\" }",
            "`pbx.phones.dialplan_file`: \"a.conf\" is pbx.phones.file too; name two files",
        ),
        (
            "[pbx]",
            "[web]\npublic_url = \"javascript:alert(1)\"\n[pbx]",
            "`web.public_url`: \"javascript:alert(1)\" is not an address without a path; write it as \"https://",
        ),
        (
            "[pbx]",
            "[web]\npublic_url = \"https://a.example/portal\"\n[pbx]",
            "`web.public_url`: \"https://a.example/portal\" is not an address",
        ),
    ] {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        let error = parse(&text).expect_err(to);
        assert!(error.contains(expected), "{to}: {error}");
        assert!(error.starts_with("/etc/switchhook/portal.toml"), "{error}");
    }
}

#[test]
fn calls_are_not_forwarded_to_countries_that_nobody_may_call() {
    let listed = "[\"33\"]";
    let budget = parse(&with(&[("budget.countries", listed)])).unwrap();
    assert_eq!(budget.forward.countries, budget.budget.everybody.countries);
    let own = parse(&with(&[
        ("budget.countries", listed),
        ("forward.countries", "[\"689\"]"),
    ]))
    .unwrap();
    assert_eq!(own.forward.countries, ["689".parse().unwrap()]);
}

#[test]
fn an_amount_is_read_to_the_millionth() {
    for (text, expected) in [("2.50", 2_500_000), ("2", 2_000_000), ("0.000001", 1)] {
        let config = parse(&with(&[("budget.person.cost_per_day", &format!("{text:?}"))])).unwrap();
        assert_eq!(config.budget.person.cost_per_day, Some(expected), "{text}");
    }
}

#[test]
fn a_network_address_needs_tls_or_a_named_proxy() {
    let config = parse(&GOOD.replace(
        "[pbx]",
        "[web]\nlisten = \"0.0.0.0:8080\"\nproxy = \"10.0.0.5\"\n[pbx]",
    ))
    .unwrap();
    assert!(
        matches!(config.web.transport, Transport::Proxy { address } if address.to_string() == "10.0.0.5")
    );
}

#[test]
fn a_missing_file_is_named() {
    let error = Config::read(Path::new("/nowhere/portal.toml"))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("/nowhere/portal.toml") && error.contains("give the path"),
        "{error}"
    );
}
