//! What holds for every call and for every file.

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use switchhook_callfile::{
    AppData, AppName, Builder, CallFile, Context, Extension, Key, MAX_FILE, Priority, Target, Verdict, check,
};

/// Text as people and programs give it, refused parts included.
fn text() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        "[ -~]{0,40}".prop_map(String::into_bytes),
        "[#;\\\\ \t=a:\"<>/]{0,12}".prop_map(String::into_bytes),
        "[a-zé名/]{1,8}".prop_map(String::into_bytes),
        vec(any::<u8>(), 0..20),
        (1000_usize..1030, "[x;]").prop_map(|(length, text)| text.repeat(length).into_bytes()),
    ]
}

fn target() -> impl Strategy<Value = Target> {
    let extension = (proptest::option::of(text()), text(), 1_u32..=i32::MAX as u32).prop_filter_map(
        "texts that a line can carry",
        |(context, extension, priority)| {
            Some(Target::Extension {
                context: context.map(Context::new).transpose().ok()?,
                extension: Extension::new(extension).ok()?,
                priority: Priority::new(priority).ok()?,
            })
        },
    );
    let application = (text(), text()).prop_filter_map("texts that a line can carry", |(name, data)| {
        Some(Target::Application {
            name: AppName::new(name).ok()?,
            data: AppData::new(data).ok()?,
        })
    });
    prop_oneof![extension, application]
}

/// One thing said to a builder.
#[derive(Clone, Debug)]
enum Step {
    CallerId(Vec<u8>, Vec<u8>),
    CallerIdText(Vec<u8>),
    WaitTime(Duration),
    RetryTime(Duration),
    MaxRetries(u32),
    Account(Vec<u8>),
    Codecs(Vec<u8>),
    Variable(Vec<u8>, Vec<u8>),
    Flags(bool, bool, bool),
}

impl Step {
    fn take(self, builder: Builder) -> Builder {
        match self {
            Self::CallerId(name, number) => builder.caller_id(name, number),
            Self::CallerIdText(text) => builder.caller_id_text(text),
            Self::WaitTime(time) => builder.wait_time(time),
            Self::RetryTime(time) => builder.retry_time(time),
            Self::MaxRetries(retries) => builder.max_retries(retries),
            Self::Account(account) => builder.account(account),
            Self::Codecs(codecs) => builder.codecs(codecs),
            Self::Variable(name, value) => builder.variable(name, value),
            Self::Flags(delete, archive, early) => {
                builder.always_delete(delete).archive(archive).early_media(early)
            }
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    let time = prop_oneof![0_u64..100_000, any::<u64>()].prop_map(Duration::from_millis);
    prop_oneof![
        (text(), text()).prop_map(|(name, number)| Step::CallerId(name, number)),
        text().prop_map(Step::CallerIdText),
        time.clone().prop_map(Step::WaitTime),
        time.prop_map(Step::RetryTime),
        any::<u32>().prop_map(Step::MaxRetries),
        text().prop_map(Step::Account),
        text().prop_map(Step::Codecs),
        (text(), text()).prop_map(|(name, value)| Step::Variable(name, value)),
        any::<(bool, bool, bool)>().prop_map(|(delete, archive, early)| Step::Flags(delete, archive, early)),
    ]
}

/// A call from whatever the builder takes of the steps.
fn call() -> impl Strategy<Value = CallFile> {
    let channel = prop_oneof![
        Just(b"PJSIP/100".to_vec()),
        (text(), text()).prop_map(|(technology, resource)| [technology, resource].join(&b'/')),
    ];
    (channel, target(), vec(step(), 0..12)).prop_filter_map("a channel", |(channel, target, steps)| {
        let mut call = CallFile::builder(channel, target).build().ok()?;
        for step in steps {
            call = step.take(call.edit()).build().unwrap_or(call);
        }
        Some(call)
    })
}

/// Lines that files are made of, good and bad.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let key = prop_oneof![
        "(Channel|CallerID|WaitTime|RetryTime|MaxRetries|Account|Codecs|Application|Data|Context)",
        "(Extension|Priority|Set|Setvar|AlwaysDelete|Archive|early_media|StartRetry|EndRetry|Retry)",
        "(Status|Timeout| Set|Set )",
    ];
    let value = prop_oneof![
        text(),
        "[-+]?[0-9]{1,22}[ x]?".prop_map(String::into_bytes),
        "(yes|no|PJSIP/100|A=b|1 1 \\(5\\))".prop_map(String::into_bytes),
    ];
    let end = prop::sample::select(vec!["\n", "\r\n", " # c\n", "; c\n", ""]);
    let line = (key, "(: |:|:  | : |)", value, end).prop_map(|(key, colon, value, end)| {
        [key.as_bytes(), colon.as_bytes(), &value, end.as_bytes()].concat()
    });
    prop_oneof![
        vec(line, 0..20).prop_map(|lines| lines.concat()),
        vec(any::<u8>(), 0..400),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_reads_back_as_the_same_call(call in call()) {
        let printed = call.to_bytes();
        let report = check(&printed);
        prop_assert_eq!(report.findings, []);
        prop_assert_eq!(report.verdict, Verdict::Called);
        prop_assert_eq!(report.call.as_ref(), Some(&call));
        let parsed = CallFile::parse(&printed);
        prop_assert_eq!(parsed.as_ref(), Ok(&call));
        prop_assert_eq!(parsed.unwrap().to_bytes(), printed);
    }

    /// A line break in a value would be a line of the attacker's choice.
    #[test]
    fn every_printed_line_begins_with_a_key_and_is_short_enough(call in call()) {
        let printed = call.to_bytes();
        for line in printed.split_inclusive(|&byte| byte == b'\n') {
            prop_assert!(line.len() <= 1023 && line.ends_with(b"\n"));
            let colon = line.iter().position(|&byte| byte == b':').unwrap();
            prop_assert!(switchhook_callfile::Key::from_bytes(&line[..colon]).is_some());
        }
    }

    #[test]
    fn every_file_is_read_without_panic_and_what_is_held_prints_as_the_same_call(file in file()) {
        let report = check(&file);
        prop_assert_eq!(report.verdict == Verdict::Discarded, report.findings.iter().any(|finding| {
            matches!(finding.problem.code(), "no-channel" | "no-destination")
        }));
        if let Some(call) = report.call {
            prop_assert_eq!(report.verdict, Verdict::Called);
            prop_assert_eq!(CallFile::parse(call.to_bytes()), Ok(call));
        }
        for finding in report.findings {
            prop_assert!(!finding.to_string().contains('\n'));
        }
    }

    /// Strict reading is lenient reading that found nothing.
    #[test]
    fn strict_and_lenient_reading_agree(file in file()) {
        let report = check(&file);
        match CallFile::parse(&file) {
            Ok(call) => prop_assert_eq!(Some(call), report.call),
            Err(error) => {
                let finding = report.findings.iter().find(|finding| finding.problem == error.problem);
                prop_assert_eq!(finding.map(|finding| finding.line), Some(error.line));
            }
        }
    }
}

/// One line has a limit by Asterisk, and the file has ours: the laws hold up to it and not beyond.
#[test]
fn a_call_that_would_not_be_read_back_is_not_made() {
    let long = "x".repeat(1000);
    let with = |variables: usize| {
        let begun = CallFile::builder("PJSIP/100", Target::application("Echo", "").unwrap());
        (0..variables)
            .fold(begun, |call, _| call.variable("A", &long))
            .build()
    };
    let call = with(1000).unwrap();
    assert_eq!(CallFile::parse(call.to_bytes()), Ok(call));
    let error = with(1100).unwrap_err();
    assert_eq!(error.key, Key::Set);
    assert_eq!(
        error.to_string(),
        "Set: the whole file has 1108837 bytes; at most 1048576 are read back, set fewer or shorter ones"
    );

    // Without its blanks the same call is just short enough to be read, and not to be printed.
    let packed = format!("Channel:a/b\nApplication:Echo\n{}", "Set:A=x\n".repeat(131_000));
    assert!(packed.len() <= MAX_FILE);
    let report = check(&packed);
    assert_eq!((report.verdict, report.call), (Verdict::Called, None));
    assert_eq!(
        report.findings.last().map(|finding| finding.problem.code()),
        Some("unholdable")
    );
}
