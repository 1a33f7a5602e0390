//! The commands as a whole: that none is missing, that the table in the documentation says what is so, and that what is
//! too long for an Asterisk is refused in each of them.
#![allow(clippy::disallowed_methods, reason = "reads the table")]

use std::any::type_name;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use switchhook_agi::command::*;
use switchhook_agi::wire::{EncodeError, LineLimit};

/// A line of the table, and how the sample is written for each limit.
struct Row {
    name: String,
    line: String,
    for_the_dead: bool,
    encoded: Result<Vec<u8>, EncodeError>,
    too_long: Option<[Result<usize, EncodeError>; 2]>,
}

fn row<C: Command>(short: &C, long: Option<[C; 2]>) -> Row {
    let encode = |command: &C, limit| Request::new(command, limit).map(|request| request.as_bytes().to_vec());
    let mark = |holds| if holds { "yes" } else { "" };
    let (kind, response) = (bare(type_name::<C>()), bare(type_name::<C::Response>()));
    Row {
        name: short.name().to_owned(),
        line: format!(
            "| `{}` | [`{kind}`] | `{response}` | {} | {} | {} |",
            short.name(),
            mark(short.is_for_the_dead()),
            mark(short.is_open_ended()),
            mark(short.can_be_interrupted()),
        ),
        for_the_dead: short.is_for_the_dead(),
        encoded: encode(short, LineLimit::BYTES_2046),
        too_long: long.map(|[shorter, longer]| {
            [
                encode(&shorter, LineLimit::BYTES_2046).map(|line| line.len()),
                encode(&longer, LineLimit::BYTES_8190).map(|line| line.len()),
            ]
        }),
    }
}

/// A type without the paths in it.
fn bare(name: &str) -> String {
    let mut bare = String::new();
    for part in name.split_inclusive(['<', '>', ',', ' ', '(', ')']) {
        bare.push_str(part.rsplit("::").next().expect("at least one"));
    }
    bare
}

/// Too long for the smaller limit, and for the greater one.
fn long<C>(make: impl Fn(String) -> C) -> Option<[C; 2]> {
    Some([make("x".repeat(2040)), make("x".repeat(8190))])
}

fn rows() -> Vec<Row> {
    let (x, second) = ("x", Duration::from_secs(1));
    vec![
        row(&Answer, None),
        row(&AsyncAgiBreak, None),
        row(&ChannelStatus::new(), long(ChannelStatus::of)),
        row(&ControlStreamFile::new(x), long(ControlStreamFile::new)),
        row(&DatabaseDel::new(x, x), long(|value| DatabaseDel::new(x, value))),
        row(&DatabaseDelTree::new(x), long(DatabaseDelTree::new)),
        row(&DatabaseGet::new(x, x), long(|value| DatabaseGet::new(x, value))),
        row(
            &DatabasePut::new(x, x, x),
            long(|value| DatabasePut::new(x, x, value)),
        ),
        row(&Exec::new(x), long(|value| Exec::new(x).options(value))),
        row(&GetData::new(x), long(GetData::new)),
        row(&GetFullVariable::new(x), long(GetFullVariable::new)),
        row(&GetOption::new(x, x), long(|value| GetOption::new(value, x))),
        row(&GetVariable::new(x), long(GetVariable::new)),
        row(
            &Gosub::new(x, x, 1),
            long(|value| Gosub::new(x, x, 1).arguments(value)),
        ),
        row(&Hangup::new(), long(Hangup::of)),
        row(&Noop, None),
        row(&ReceiveChar::at_most(second), None),
        row(&ReceiveText::at_most(second), None),
        row(&RecordFile::new(x, x), long(|value| RecordFile::new(value, x))),
        row(&SayAlpha::new(x), long(SayAlpha::new)),
        row(&SayDate::new(0), long(|keys| SayDate::new(0).until(keys))),
        row(
            &SayDateTime::new(0),
            long(|format| SayDateTime::new(0).format(format)),
        ),
        row(&SayDigits::new("1"), long(|keys| SayDigits::new("1").until(keys))),
        row(&SayNumber::new(1), long(|keys| SayNumber::new(1).until(keys))),
        row(&SayPhonetic::new(x), long(SayPhonetic::new)),
        row(&SayTime::new(0), long(|keys| SayTime::new(0).until(keys))),
        row(&SendImage::new(x), long(SendImage::new)),
        row(&SendText::new(x), long(SendText::new)),
        row(&SetAutoHangup::after(second), None),
        // Shorter lines are cut elsewhere in Asterisk, and refused for that.
        row(&SetCallerId::named(x, "1"), None),
        row(&SetContext::new(x), long(SetContext::new)),
        row(&SetExtension::new(x), long(SetExtension::new)),
        row(&SetMusic::on(), long(|class| SetMusic::on().class(class))),
        row(&SetPriority::new(1), long(SetPriority::new)),
        row(&SetVariable::new(x, x), long(|value| SetVariable::new(x, value))),
        row(&SpeechActivateGrammar::new(x), long(SpeechActivateGrammar::new)),
        row(&SpeechCreate::new(x), long(SpeechCreate::new)),
        row(
            &SpeechDeactivateGrammar::new(x),
            long(SpeechDeactivateGrammar::new),
        ),
        row(&SpeechDestroy, None),
        row(
            &SpeechLoadGrammar::new(x, x),
            long(|value| SpeechLoadGrammar::new(x, value)),
        ),
        row(&SpeechRecognize::new(x), long(SpeechRecognize::new)),
        row(&SpeechSet::new(x, x), long(|value| SpeechSet::new(x, value))),
        row(&SpeechUnloadGrammar::new(x), long(SpeechUnloadGrammar::new)),
        row(&StreamFile::new(x), long(StreamFile::new)),
        row(&TddMode::On, None),
        row(&Verbose::new(x), long(Verbose::new)),
        row(&WaitForDigit::at_most(second), None),
    ]
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn no_command_of_asterisk_is_missing_and_the_dead_are_those_it_says() {
    let listed: BTreeMap<String, bool> = read("testdata/commands.list")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| match line.split_once(' ') {
            Some(("dead", name)) => (name.to_owned(), true),
            Some(("live", name)) => (name.to_owned(), false),
            _ => panic!("{line:?}"),
        })
        .collect();
    assert_eq!(listed.len(), 47);
    let ours: BTreeMap<String, bool> = rows()
        .into_iter()
        .map(|row| (row.name, row.for_the_dead))
        .collect();
    assert_eq!(ours, listed);
}

#[test]
fn the_table_in_the_documentation_says_what_is_so() {
    let table = read("src/command/table.md");
    let written: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    let rows = rows();
    let expected: Vec<&str> = rows.iter().map(|row| row.line.as_str()).collect();
    assert_eq!(written, expected, "table.md shall be:\n{}", expected.join("\n"));
}

#[test]
fn a_line_that_this_asterisk_would_cut_is_refused_whatever_the_command() {
    let mut refused = 0;
    for row in rows() {
        let line = row
            .encoded
            .unwrap_or_else(|error| panic!("{}: {error}", row.name));
        assert!(
            line.starts_with(row.name.as_bytes()) && line.ends_with(b"\n"),
            "{}",
            row.name
        );
        for (result, most) in row.too_long.into_iter().flatten().zip([2046, 8190]) {
            let error = result.expect_err(&row.name);
            assert!(
                matches!(error, EncodeError::TooLong { limit, .. } if limit == most),
                "{}: {error}",
                row.name
            );
            refused += 1;
        }
    }
    assert_eq!(refused, 2 * 37);
}

#[test]
fn every_refusal_is_an_error_of_every_command() {
    use switchhook_agi::wire::Reply;
    fn check<C: Command>(command: &C)
    where
        C::Response: std::fmt::Debug,
    {
        for (reply, expected) in [
            ("510 Invalid or unknown command", "does not know this command"),
            (
                "511 Command Not Permitted on a dead channel",
                "needs a living one",
            ),
            (
                "520 Invalid command syntax.  Proper usage not available.",
                "refused the arguments",
            ),
            (
                "503 result=-2 Memory allocation failure",
                "code 503: Memory allocation failure",
            ),
            ("200", ""),
        ] {
            let Ok(reply) = Reply::parse(reply.as_bytes(), command.shape()) else {
                continue;
            };
            let error = command.response(&reply).expect_err(command.name()).to_string();
            assert!(error.contains(expected), "{}: {error}", command.name());
        }
    }
    check(&ChannelStatus::new());
    check(&ControlStreamFile::new("x"));
    check(&DatabaseDelTree::new("x"));
    check(&DatabaseGet::new("x", "x"));
    check(&DatabasePut::new("x", "x", "x"));
    check(&Exec::new("x"));
    check(&GetData::new("x"));
    check(&GetOption::new("x", "1"));
    check(&Gosub::new("x", "x", 1));
    check(&ReceiveChar::forever());
    check(&ReceiveText::forever());
    check(&RecordFile::new("x", "wav"));
    check(&RawCommand::new("X"));
    check(&SayDigits::new("1"));
    check(&SayDateTime::new(0));
    check(&SetPriority::new(1));
    check(&SpeechCreate::new("x"));
    check(&SpeechRecognize::new("x"));
    check(&TddMode::On);
    check(&WaitForDigit::forever());
}
