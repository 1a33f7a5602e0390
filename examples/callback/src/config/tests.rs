use std::path::Path;

use super::Config;

fn parse(text: &str) -> Result<Config, String> {
    Config::parse(text, Path::new("c.toml")).map_err(|error| error.to_string())
}

const BARE: &str =
    "state = \"/s\"\nzone = \"Europe/Moscow\"\n[dial]\n[people.anna]\nnumbers = [\"89105647899\"]\n";

#[test]
fn the_example_is_valid_and_its_limits_are_the_defaults() {
    let example = parse(include_str!("../../callback.example.toml")).unwrap();
    let bare = parse(&format!("{BARE}pin_required = false\n")).unwrap();
    for keyed in [
        "100",
        "1234567",
        "89161112233",
        "81012125550123",
        "02",
        "123456",
        "00331",
    ] {
        assert_eq!(example.dial.number(keyed), bare.dial.number(keyed), "{keyed}");
    }
    assert_eq!(example.back.context, bare.back.context);
    assert_eq!(
        (
            example.back.ring_seconds,
            example.back.retries,
            example.back.retry_seconds
        ),
        (60, 2, 20)
    );
    let anna = example.who("89105640000").unwrap();
    assert_eq!((anna.0, example.budget_of(anna.1).seconds), ("anna", 7200));
    assert!(example.who("89105650000").is_none() && example.who("").is_none());
}

#[test]
fn numbers_are_dialled_as_the_article_has_it_and_nothing_else_is() {
    let config = parse(&format!("{BARE}pin_required = false\n")).unwrap();
    for (keyed, dialled) in [
        ("100", Some("8495100")),
        ("1234567", Some("84951234567")),
        ("89161112233", Some("89161112233")),
        ("101", None),
        ("00331", None),
        ("8", None),
        // The world.
        ("81033123456789", None),
        ("8916&SIP/1", None),
        ("", None),
    ] {
        assert_eq!(config.dial.number(keyed).as_deref(), dialled, "{keyed}");
    }
}

#[test]
fn what_a_rule_puts_before_the_keys_does_not_lead_around_what_is_refused() {
    let rule = "[[dial.rules]]\npattern = \"XXXXXXXXXX\"\ndial = \"8{number}\"\n";
    let config = parse(&format!("{BARE}pin_required = false\n{rule}")).unwrap();
    assert_eq!(config.dial.number("4951234567").as_deref(), Some("84951234567"));
    // 8 10: abroad.
    assert_eq!(config.dial.number("1044123456"), None);
}

#[test]
fn the_call_file_is_that_of_the_article() {
    let config = parse(&format!("{BARE}pin_required = false\n")).unwrap();
    assert_eq!(
        config.call_file("anna", "89105647899").unwrap().to_string(),
        "Channel: SIP/89105647899@sip-provider\nWaitTime: 60\nRetryTime: 20\nMaxRetries: 2\n\
         Context: outgoing_to_89105647899\nExtension: s\nSet: __CALLBACK_PERSON=anna\n\
         Set: __CALLBACK_NUMBER=89105647899\n"
    );
}

#[test]
fn a_pin_is_required_unless_the_configuration_says_otherwise() {
    let error = parse(BARE).unwrap_err();
    assert!(
        error.contains(
            "`people.anna.pin`: none; make one with `switchhook-callback hash`, or write pin_required = false"
        ),
        "{error}"
    );
    let error = parse(&format!("{BARE}pin = \"0070\"\n")).unwrap_err();
    assert!(
        error.contains("not the hash of a PIN") && !error.contains("0070"),
        "{error}"
    );
}

#[test]
fn every_mistake_is_told_with_its_remedy() {
    let error = parse(
        r#"
        listen = "0.0.0.0:4573"
        state = "/s"
        zone = "Europe/Moscow"
        [back]
        channel = "nothing"
        [menu]
        ask = ["a b"]
        [dial]
        channel = "SIP/{number}&SIP/1"
        max_minutes = 0
        [[dial.rules]]
        pattern = "X."
        dial = "evil,1"
        [people.anna]
        numbers = ["X."]
        pin_required = false
        minutes = 5000
        "#,
    )
    .unwrap_err();
    for part in [
        "`listen`: \"0.0.0.0:4573\" is no address",
        "`dial.max_minutes`: 0 is out of range; write 1 to 240",
        "`people.anna.minutes`: 5000 is out of range",
        "`people.anna.numbers`: \"X.\" is everybody",
        "`back`: no call file can be made",
        "`dial.rules`: \"evil,1\" is nothing to dial",
        "`dial.rules`: the pattern \"X.\" takes every number",
        "`dial.channel`: \"SIP/{number}&SIP/1\" is no channel",
        "`menu.ask`: \"a b\" is no name of a sound",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
    let error = parse("state = \"/s\"\nzone = \"Moscow\"\n").unwrap_err();
    assert!(error.starts_with("c.toml, line 2, column 8: "), "{error}");
}
