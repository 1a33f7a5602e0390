//! Laws of `switchhook-callfile`.

use chrono_tz::Europe::Paris;
use switchhook_callfile::pacer::PhoneNumber;
use switchhook_callfile::{
    CallFile, CallerId, ClockChange, Key, MAX_FILE, Target, TouchTime, Variable, Verdict, check, instant,
};

/// Every file has a report; what it holds prints as the same call; strict reading is lenient reading that found
/// nothing.
///
/// Input: a call file.
pub fn file(bytes: &[u8]) {
    let report = check(bytes);
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    for finding in &report.findings {
        assert!(
            finding.line.is_none_or(|line| (1..=lines).contains(&line)),
            "{finding}"
        );
        assert!(
            !finding.to_string().contains('\n') && finding.to_string().len() < 1000,
            "{finding}"
        );
    }
    assert_eq!(report.verdict == Verdict::Unknown, bytes.len() > MAX_FILE);
    match CallFile::parse(bytes) {
        Ok(call) => {
            // What Asterisk appended about attempts is passed over.
            let odd = report
                .findings
                .iter()
                .find(|finding| finding.problem.code() != "status");
            assert_eq!(odd, None, "strict reading passed over it");
            assert_eq!(report.call.as_ref(), Some(&call));
        }
        Err(error) => {
            let found = report
                .findings
                .iter()
                .any(|finding| finding.problem == error.problem);
            assert!(found, "only strict reading found {error}");
        }
    }
    let Some(call) = report.call else { return };
    assert_eq!(report.verdict, Verdict::Called);
    same_again(&call);
}

/// Printing and reading give the same call, whose every line is one of a key and short enough.
fn same_again(call: &CallFile) {
    let printed = call.to_bytes();
    let read = CallFile::parse(&printed);
    assert_eq!(read.as_ref(), Ok(call), "{:?}", String::from_utf8_lossy(&printed));
    for line in printed.split_inclusive(|byte| *byte == b'\n') {
        assert!(line.len() <= 1023 && line.ends_with(b"\n"));
        let colon = line.iter().position(|byte| *byte == b':').expect("a key");
        assert!(Key::from_bytes(&line[..colon]).is_some());
    }
}

/// Whatever values a call is built from: it is refused, or Asterisk finds nothing odd in it and reads the same call.
///
/// Input: values, one a line; 0x1a stands for a line break in them.
pub fn build(bytes: &[u8]) {
    let mut values = bytes.split(|byte| *byte == b'\n').map(|value| {
        value
            .iter()
            .map(|byte| if *byte == 0x1a { b'\n' } else { *byte })
            .collect::<Vec<u8>>()
    });
    let mut next = || values.next().unwrap_or_default();
    let (channel, context, extension) = (next(), next(), next());
    let target = match context.is_empty() {
        true => Target::application(&extension, next()),
        false => Target::extension(&context, &extension),
    };
    let Ok(target) = target else { return };
    let (name, number, account, codecs) = (next(), next(), next(), next());
    let mut builder = CallFile::builder(channel, target);
    if !number.is_empty() {
        builder = builder.caller_id(&name, &number);
    }
    if !account.is_empty() {
        builder = builder.account(&account);
    }
    if !codecs.is_empty() {
        builder = builder.codecs(codecs);
    }
    let variables: Vec<_> = [(next(), next()), (next(), next())]
        .into_iter()
        .filter(|(name, _)| !name.is_empty())
        .collect();
    for (name, value) in &variables {
        builder = builder.variable(name, value);
    }
    let Ok(call) = builder.build() else { return };
    same_again(&call);
    let held: Vec<_> = call
        .variables()
        .iter()
        .map(|held| (held.name().to_vec(), held.value().to_vec()))
        .collect();
    assert_eq!(held, variables, "a variable is not what was asked for");
    if !number.is_empty() {
        let caller = call.caller_id().expect("it was asked for");
        said(caller, &name, &number);
    }
}

/// A caller's text and a variable are refused or held.
///
/// Input: a name and a number, or a name and a value, one a line.
pub fn value(bytes: &[u8]) {
    let at = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(bytes.len());
    let (one, two) = (&bytes[..at], bytes.get(at + 1..).unwrap_or_default());
    if let Ok(variable) = Variable::new(one, two) {
        assert_eq!((variable.name(), variable.value()), (one, two));
    }
    if let Ok(caller) = CallerId::named(one, two) {
        said(&caller, one, two);
    }
}

/// What Asterisk reads is what was given, but for blanks, brackets, dashes and dots in a number, which it drops.
fn said(caller: &CallerId, name: &[u8], number: &[u8]) {
    assert_eq!(caller.name(), name);
    if !number.iter().any(|byte| b" ()-.".contains(byte)) {
        assert_eq!(caller.number(), number);
    }
}

/// A time in the form of `touch -t` reads back as it is shown, is an instant wherever the clock is changed, and the two
/// that it may be are in order. A number to dial reads back as it is shown.
///
/// Input: a time or a number.
pub fn time(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(number) = PhoneNumber::new(text) {
        assert_eq!(PhoneNumber::new(number.as_str()).as_ref(), Ok(&number));
    }
    let Ok(time) = TouchTime::parse(text, 2026) else {
        return;
    };
    let shown = time.to_string();
    assert_eq!(shown.len(), 15);
    assert_eq!(TouchTime::parse(&shown, 1999), Ok(time));
    assert_eq!(TouchTime::new(time.civil()), Some(time));
    let at = |change| instant(time.civil(), &Paris, change).ok();
    let (first, second) = (at(ClockChange::First), at(ClockChange::Second));
    assert!(first.is_some() && first <= second);
    if let Some(only) = at(ClockChange::Refuse) {
        assert_eq!((first, second), (Some(only), Some(only)));
    }
}
