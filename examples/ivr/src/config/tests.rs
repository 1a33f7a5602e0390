use std::path::Path;

use super::{Action, Config, ConfigError, Key};

const MINIMAL: &str = r#"
[transfer]
numbers = ["1XX"]
context = "internal"

[menu.main]
prompt = ["press-1"]
keys = { 1 = { transfer = "100" } }
"#;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("ivr.toml"))
}

#[test]
fn the_example_is_a_configuration() {
    let text = include_str!("../../ivr.example.toml");
    let config = parse(text).unwrap_or_else(|error| panic!("{error}"));
    assert!(config.menu.contains_key("main"));
}

#[test]
fn what_is_not_said_has_its_default() {
    let config = parse(MINIMAL).unwrap();
    let menu = &config.menu["main"];
    assert_eq!(
        (&*config.listen, config.max_calls, config.call_minutes),
        ("127.0.0.1:4573", 200, 30)
    );
    assert_eq!(
        (menu.tries, menu.timeout_seconds, &menu.otherwise),
        (3, 6, &Action::Hangup)
    );
    let one = Key::try_from("1".to_owned()).unwrap();
    assert_eq!(menu.keys[&one], Action::Transfer("100".to_owned()));
}

#[test]
fn a_mistake_is_told_with_its_place_and_remedy() {
    for (change, with, expected) in [
        (
            "\"1XX\"",
            "\"1XX\", \"00.\"",
            "has no end, which invites calls to anywhere; write one X for each digit",
        ),
        ("1 = {", "12 = {", "\"12\" is no key of a telephone; write 0 to 9"),
        ("prompt =", "promt =", "unknown field `promt`"),
        (
            "\"100\"",
            "\"200\"",
            "ivr.toml: `menu.main.keys.1`: calls may not go to \"200\"; correct it, or add a pattern",
        ),
        (
            "transfer = \"100\"",
            "menu = \"x\"",
            "`menu.main.keys.1`: there is no [menu.x]; add that section",
        ),
        (
            "transfer = \"100\"",
            "pin = \"x\"",
            "`menu.main.keys.1`: there is no [pin.x]",
        ),
        (
            "transfer = \"100\"",
            "record = \"x\"",
            "`menu.main.keys.1`: there is no [record.x]",
        ),
        (
            "transfer = \"100\"",
            "language = \"fr\"",
            "\"fr\" is not among the languages; add it to `languages`",
        ),
        ("transfer = \"100\"", "fly = \"x\"", "unknown variant `fly`"),
        (
            "[\"press-1\"]",
            "[]",
            "`menu.main.prompt`: it is empty; name the sounds",
        ),
        (
            "[\"press-1\"]",
            "[\"\"]",
            "`menu.main.prompt`: \"\" is no sound; name files without their ending",
        ),
        (
            "prompt =",
            "tries = 0\nprompt =",
            "`menu.main.tries`: 0 is out of range; write 1 to 10",
        ),
        (
            "prompt =",
            "hours = \"x\"\nprompt =",
            "`menu.main.hours`: there is no [hours.x]",
        ),
        (
            "context = \"internal\"",
            "",
            "`transfer`: nothing says how a call goes on; give `context`",
        ),
        (
            "context = \"internal\"",
            "dial = \"PJSIP/1\"",
            "`transfer.dial`: the number is not in it",
        ),
        (
            "context = \"internal\"",
            "dial = \"PJSIP/{number}&PJSIP/9\"",
            "other destinations",
        ),
        (
            "[transfer]",
            "listen = \"0.0.0.0:4573\"\n[transfer]",
            "`listen`: \"0.0.0.0:4573\" is no address and port of this machine alone; write 127.0.0.1:4573",
        ),
        (
            "[transfer]",
            "languages = [\"../x\"]\n[transfer]",
            "`languages`: \"../x\" is no language",
        ),
        (
            "[menu.main]",
            "[pin.a]\nprompt = []\npeople = { ana = \"0070\" }\nright = \"hangup\"\nwrong = \"hangup\"\n[menu.main]",
            "not the hash of a PIN; make one with `switchhook-ivr hash`",
        ),
        (
            "[menu.main]",
            "[pin.a]\nprompt = []\npeople = {}\nright = \"hangup\"\nwrong = \"hangup\"\n[menu.main]",
            "`pin.a.people`: there are 0; name 1 to 20 people",
        ),
        (
            "[menu.main]",
            "[record.a]\nfolder = \"messages\"\n[menu.main]",
            "`record.a.folder`: \"messages\" is no whole path; write the whole path",
        ),
        (
            "[menu.main]",
            "[hours.a]\nzone = \"Paris\"\nopen = []\n[menu.main]",
            "no time zone \"Paris\"; write a name such as Europe/Paris",
        ),
    ] {
        assert!(MINIMAL.contains(change), "{change}");
        let error = parse(&MINIMAL.replacen(change, with, 1)).unwrap_err().to_string();
        assert!(error.contains(expected), "{with}: {error}");
        assert!(error.starts_with("ivr.toml"), "{error}");
    }
    // Several at once, one a line; and a place in the text.
    let error = parse(
        &MINIMAL
            .replace("\"100\"", "\"200\"")
            .replace("[\"press-1\"]", "[]"),
    )
    .unwrap_err();
    assert!(
        matches!(&error, ConfigError::Values { problems, .. } if problems.len() == 2),
        "{error}"
    );
    let error = parse("[transfer]\nnumbers = 7\n").unwrap_err().to_string();
    assert!(error.contains("line 2, column 11"), "{error}");
    let error = Config::read(Path::new("/no/such/ivr.toml"))
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("cannot read /no/such/ivr.toml: "), "{error}");
}

#[test]
fn a_pin_that_stands_where_its_hash_should_is_not_repeated() {
    for pin in ["\"7070123\"", "7070123", "[7070123]", "7070.123"] {
        let people = format!(
            "[pin.a]\nprompt = []\npeople = {{ ana = {pin} }}\nright = \"hangup\"\nwrong = \"hangup\"\n"
        );
        let error = parse(&(MINIMAL.to_owned() + &people)).unwrap_err().to_string();
        assert!(
            !error.contains("7070") && error.contains("switchhook-ivr hash"),
            "{error}"
        );
        assert!(error.starts_with("ivr.toml, line 11, column "), "{error}");
    }
}
