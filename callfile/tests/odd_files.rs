//! What this crate says about odd files; the live tests in `examples/asterisk` ask Asterisk about the same.

use switchhook_callfile::{CallFile, Verdict, check};

include!("../testdata/odd_files.rs");

fn bytes(file: &OddFile) -> Vec<u8> {
    match file.text {
        Text::Whole(text) => text.to_vec(),
        Text::Fragment(text) => [GOOD_LINES.as_bytes(), text].concat(),
    }
}

#[test]
fn every_odd_file_is_read_as_asterisk_reads_it() {
    for file in ODD_FILES {
        let report = check(bytes(file));
        let said = match report.verdict {
            Verdict::Called => Said::Called,
            Verdict::Discarded => Said::Discarded,
            Verdict::Expired => Said::Expired,
            other => panic!("{}: {other:?}", file.name),
        };
        assert_eq!(said, file.said, "{}: {report:?}", file.name);
        let codes: Vec<_> = report
            .findings
            .iter()
            .map(|finding| finding.problem.code())
            .collect();
        let expected: Vec<_> = file.complaints.iter().map(|&(code, _)| code).collect();
        assert_eq!(codes, expected, "{}: {report:?}", file.name);
        if codes.contains(&"unholdable") || said != Said::Called {
            assert_eq!(report.call, None, "{}", file.name);
            continue;
        }
        let call = report.call.unwrap_or_else(|| panic!("{}: no call", file.name));
        for &(what, value) in file.seen {
            assert_eq!(seen(&call, what, value), value, "{}: {what}", file.name);
        }
        // Asterisk would read our own print of it the same.
        assert_eq!(
            CallFile::parse(call.to_bytes()).as_ref(),
            Ok(&call),
            "{}",
            file.name
        );
    }
}

#[test]
fn strict_reading_refuses_what_is_odd_and_nothing_else() {
    for file in ODD_FILES {
        let odd = file.complaints.iter().any(|&(code, _)| code != "status");
        let parsed = CallFile::parse(bytes(file));
        assert_eq!(parsed.is_err(), odd, "{}: {parsed:?}", file.name);
    }
}

/// The value that the call has of what the probe reports.
fn seen(call: &CallFile, what: &str, expected: &[u8]) -> Vec<u8> {
    let variable = |name: &str| {
        let mut with_name = call
            .variables()
            .iter()
            .rev()
            .filter(|variable| String::from_utf8_lossy(variable.name()).trim_start_matches('_') == name);
        with_name
            .next()
            .map_or_else(Vec::new, |variable| variable.value().to_vec())
    };
    match what {
        "Name" => call
            .caller_id()
            .map_or_else(Vec::new, switchhook_callfile::CallerId::name),
        "Number" => {
            let function = variable("CALLERID(num)");
            call.caller_id()
                .map_or(function, switchhook_callfile::CallerId::number)
        }
        "Account" => call
            .account()
            .map_or_else(Vec::new, |account| account.as_bytes().to_vec()),
        // Told by the application, or by the dialplan from what only Asterisk knows.
        "Attempt" | "Entry" => expected.to_vec(),
        name => match call.target() {
            switchhook_callfile::Target::Application { data, .. } => data
                .as_bytes()
                .strip_prefix(b"Probe,A: ")
                .unwrap_or_default()
                .to_vec(),
            _ => variable(name),
        },
    }
}
