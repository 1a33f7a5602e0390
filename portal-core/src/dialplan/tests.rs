use proptest::prelude::*;

use super::*;

fn step() -> impl Strategy<Value = Step> {
    let label = proptest::option::of("[a-z][a-z0-9_-]{0,9}");
    (label, "[A-Z][A-Za-z]{0,9}", "[ -~é;\\\\()]{0,40}").prop_map(|(label, application, arguments)| Step {
        label: label.map(|label| label.parse().unwrap()),
        application: application.parse().unwrap(),
        arguments: arguments.parse().unwrap(),
    })
}

prop_compose! {
    fn extension()(pattern in "[_0-9][0-9XZN.!*#]{0,8}", first in step(), rest in prop::collection::vec(step(), 0..4))
        -> Extension
    {
        Extension { pattern: pattern.parse().unwrap(), first, rest }
    }
}

prop_compose! {
    fn context()(
        name in "app-[a-z0-9-]{1,12}",
        extensions in prop::collection::vec(extension(), 0..4),
        includes in prop::collection::vec("inc-[a-z0-9]{1,9}", 0..3),
    ) -> Context {
        Context {
            name: name.parse().unwrap(),
            extensions,
            includes: includes.iter().map(|name| name.parse().unwrap()).collect(),
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_as_the_same(contexts in prop::collection::vec(context(), 0..4)) {
        let plan = Dialplan { contexts };
        prop_assert_eq!(parse(&plan.to_string()), (plan, Vec::new()));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(\\[|\\]|exten|same|=>|=|,|1|n|;|\\\\|\\(|\\)|\n|é| ){0,60}") {
        let (plan, _) = parse(&text);
        prop_assert_eq!(parse(&plan.to_string()), (plan, Vec::new()));
    }
}

#[test]
fn a_semicolon_in_an_argument_does_not_cut_the_line() {
    let (plan, odd) = parse("[a]\nexten => s,1,NoOp(one\\;two) ; three\n");
    assert_eq!(odd, []);
    assert_eq!(plan.contexts[0].extensions[0].first.arguments.as_str(), "one;two");
    assert_eq!(plan.to_string(), "[a]\nexten => s,1,NoOp(one\\;two)\n");
}

#[test]
fn an_argument_cannot_begin_a_line_of_its_own() {
    for text in ["a\nexten => s,1,System(x)", "a\r", "\0"] {
        assert!(
            matches!(text.parse::<Arguments>(), Err(Problem::BadCharacter { .. })),
            "{text:?}"
        );
    }
}

#[test]
fn steps_after_a_refused_extension_are_not_given_to_the_one_before() {
    let (plan, odd) =
        parse("[a]\nexten => 1,1,A()\nexten => 2,hint,PJSIP/2\n same => n,B()\n[t](!)\nexten => 3,1,C()\n");
    assert_eq!(plan.to_string(), "[a]\nexten => 1,1,A()\n");
    assert_eq!(odd.iter().map(|odd| odd.line).collect::<Vec<_>>(), [3, 4, 5, 6]);
}

#[test]
fn sections_of_settings_are_no_contexts() {
    assert!("general".parse::<Name>().is_err());
    let (plan, odd) = parse("[globals]\nA=1\n");
    assert_eq!((plan.contexts.len(), odd.len()), (0, 2));
}

#[test]
fn what_is_commented_out_over_lines_is_not_read() {
    let (plan, odd) =
        parse("[a]\n;-- old\nexten => 1,1,A()\n--;\nexten => 2,1,B() ;--- rule\nexten => 3,1,C()\n");
    assert_eq!(odd, []);
    assert_eq!(plan.to_string(), "[a]\nexten => 2,1,B()\nexten => 3,1,C()\n");
}

#[test]
fn text_that_a_long_comment_hides_by_mistake_is_told() {
    let lines = |text| parse(text).1.iter().map(|odd| odd.line).collect::<Vec<_>>();
    assert_eq!(lines("[a]\n;-- old\n--; exten => 1,1,A()\n"), [3]);
    assert_eq!(lines("[a] ;-- old --; include => b\n"), [1]);
    assert_eq!(lines("[a]\n;-- old\nexten => 1,1,A()\n"), [3]);
    assert!(lines("[a] ;-- old --; ; and more\n").is_empty());
}
