//! Files from the world: what Asterisk 16.28 and 22.10 left in `outgoing_done`, and what people write.

use std::time::{Duration, SystemTime};

use switchhook_callfile::{AttemptEvent, CallFile, Status, Verdict, check};

#[test]
fn what_asterisk_archived_is_read_with_its_history() {
    for (file, first) in [
        (
            include_str!("../testdata/asterisk-16/expired.call"),
            1_795_324_083,
        ),
        (
            include_str!("../testdata/asterisk-22/expired.call"),
            1_795_324_091,
        ),
    ] {
        let report = check(file);
        let history = &report.history;
        assert_eq!(history.status(), Some(&Status::Expired));
        assert_eq!(history.failed_attempts(), 1);
        let events: Vec<_> = history
            .marks()
            .iter()
            .map(|mark| (mark.event, mark.attempt))
            .collect();
        assert_eq!(
            events,
            [
                (AttemptEvent::Start, Some(1)),
                (AttemptEvent::End, Some(1)),
                (AttemptEvent::Start, Some(2))
            ]
        );
        let call = report.call.unwrap();
        let seconds: Vec<_> = history
            .marks()
            .iter()
            .map(|mark| mark.time(call.retry_time()).unwrap())
            .map(|time| time.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() - first)
            .collect();
        assert_eq!(seconds, [0, 0, 1]);
        assert_eq!(CallFile::parse(file), Ok(call));
    }
    for file in [
        include_str!("../testdata/asterisk-16/completed.call"),
        include_str!("../testdata/asterisk-22/completed.call"),
    ] {
        let report = check(file);
        assert_eq!(report.history.status(), Some(&Status::Completed));
        assert_eq!(
            (report.history.failed_attempts(), report.history.marks().len()),
            (0, 1)
        );
        // Its own prints are what it was made of.
        assert!(file.starts_with(&CallFile::parse(file).unwrap().to_string()));
    }
}

#[test]
fn what_people_write_is_read_and_its_slips_are_told() {
    let file = include_str!("../testdata/people.call");
    let report = check(file);
    assert_eq!(report.verdict, Verdict::Called);
    let told: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 6: WaitTime: Asterisk reads \"60 seconds\" as 60; write 60 alone; Asterisk takes it",
            "line 7: Asterisk knows no key \"Timeout\"; write `WaitTime:`; Asterisk ignores the line with a warning",
        ]
    );
    let call = report.call.unwrap();
    assert_eq!(call.wait_time(), Duration::from_secs(60));
    assert_eq!(
        call.to_string(),
        "Channel: SIP/79101234567@provider\nCallerID: \"Monitoring\" <200>\nWaitTime: 60\nRetryTime: 20\n\
         MaxRetries: 2\nContext: alarm\nExtension: s\nSet: MESSAGE=disk\\; 90%#full\n"
    );
    assert_eq!(CallFile::parse(file).unwrap_err().line, Some(6));
}
