use proptest::prelude::*;

use super::*;
use crate::queue::log::{Entry, Line, Reader};

/// What a log comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::queue) struct Reduced {
    pub(in crate::queue) visits: Vec<Visit>,
    pub(in crate::queue) refused: Vec<Refused>,
    pub(in crate::queue) strays: Vec<Stray>,
}

impl Reduced {
    fn keep(&mut self, output: Output) {
        match output {
            Output::Visit(visit) => self.visits.push(*visit),
            Output::Refused(refused) => self.refused.push(refused),
            Output::Stray(stray) => self.strays.push(stray),
        }
    }

    /// With those still open, by their first lines.
    fn with_open(mut self, reducer: &Reducer) -> Self {
        self.visits.extend(reducer.open().cloned());
        self.visits.sort_by_key(|visit| visit.line);
        self
    }
}

fn feed(reducer: &mut Reducer, log: &str, reduced: &mut Reduced) {
    let mut each = |line: Line<'_>| {
        let key = LineKey {
            generation: 0,
            position: line.start.offset,
        };
        reducer.feed(key, &line.entry.unwrap(), |output| reduced.keep(output));
    };
    let mut reader = Reader::default();
    reader.feed(log.as_bytes(), &mut each);
    reader.finish(&mut each);
}

/// What a log comes to. Its times are seconds since its beginning, 22 November 2026 at 10:00 UTC.
pub(in crate::queue) fn reduce(log: &str) -> Reduced {
    let mut reducer = Reducer::new(Limits::default());
    let mut reduced = Reduced::default();
    feed(&mut reducer, &at(log), &mut reduced);
    reduced.with_open(&reducer)
}

/// The log with real times, and without what stands before its lines.
fn at(log: &str) -> String {
    let mut text = String::new();
    for line in log.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (seconds, rest) = line.split_once('|').unwrap();
        let seconds: i64 = seconds.parse().unwrap();
        text.push_str(&format!("{}|{rest}\n", 1_795_341_600 + seconds));
    }
    text
}

fn only(log: &str) -> Visit {
    let mut reduced = reduce(log);
    assert_eq!(
        (reduced.visits.len(), reduced.strays.len()),
        (1, 0),
        "{reduced:?}"
    );
    reduced.visits.remove(0)
}

fn seconds(duration: Option<Duration>) -> Option<u64> {
    duration.map(|duration| duration.as_secs())
}

#[test]
fn each_end_has_its_outcome() {
    use Outcome::*;
    for (end, outcome, wait) in [
        ("NONE|ABANDON|1|1|30", Abandoned, Some(30)),
        ("Ana|ABANDON|1|1|30", Abandoned, Some(30)),
        ("NONE|EXITWITHTIMEOUT|1|1|30", TimedOut, Some(30)),
        ("NONE|EXITWITHTIMEOUT|1", TimedOut, Some(35)),
        ("NONE|EXITWITHKEY|1|1|1|30", LeftByKey, Some(30)),
        ("NONE|EXITEMPTY|1|1|30", Empty, Some(30)),
        ("NONE|WITHDRAW|1|1|30|VIP", Withdrawn, Some(30)),
        ("Ana|SYSCOMPAT|", Failed, Some(35)),
        ("Ana|AGENTDUMP|", Open, None),
        ("Ana|RINGNOANSWER|1000", Open, None),
        ("Ana|CONNECT|30|1.2|5", Answered, Some(30)),
        ("Ana|COMPLETEAGENT|20|10|1", Answered, Some(20)),
        ("Ana|ATTENDEDTRANSFER|LINK|a|b|20|10|1", Answered, Some(20)),
    ] {
        let visit = only(&format!("0|1.1|q|NONE|ENTERQUEUE||106|1\n35|1.1|q|{end}"));
        assert_eq!((visit.outcome(), seconds(visit.wait)), (outcome, wait), "{end}");
    }
}

#[test]
fn an_attempt_is_milliseconds_and_no_call() {
    let visit = only(
        "0|1.1|q|NONE|ENTERQUEUE||106|1
        15|1.1|q|Ana|RINGNOANSWER|15000
        30|1.1|q|Ana|RINGNOANSWER|14500
        31|1.1|q|Bruno|RINGCANCELED|900
        32|1.1|q|Clara|CONNECT|32|1.2|2",
    );
    assert_eq!(visit.unanswered_rings(), 2);
    assert_eq!(visit.attempts[1].ring, Some(Duration::from_millis(14_500)));
    assert_eq!(visit.answer.unwrap().agent.as_deref(), Some("Clara"));
}

#[test]
fn a_call_that_enters_again_is_another_visit() {
    let reduced = reduce(
        "0|1.1|q|NONE|ENTERQUEUE||106|1
        30|1.1|q|NONE|EXITWITHTIMEOUT|1|1|30
        31|1.1|night|NONE|ENTERQUEUE||106|1
        40|1.1|night|NONE|EXITEMPTY|1|1|9
        41|1.1|q|NONE|ENTERQUEUE||106|1
        50|1.1|q|Ana|CONNECT|9|1.2|5",
    );
    let keys: Vec<_> = reduced
        .visits
        .iter()
        .map(|visit| (&*visit.queue, visit.nth, visit.outcome()))
        .collect();
    assert_eq!(
        keys,
        [
            ("q", 1, Outcome::TimedOut),
            ("night", 1, Outcome::Empty),
            ("q", 2, Outcome::Answered)
        ]
    );
}

#[test]
fn a_start_of_asterisk_ends_what_was_open() {
    let reduced = reduce(
        "0|1.1|q|NONE|ENTERQUEUE||106|1
        1|1.2|q|NONE|ENTERQUEUE||107|2
        2|1.2|q|Ana|CONNECT|1|1.3|1
        3|1.4|q|NONE|ENTERQUEUE||108|2
        4|1.4|q|Ana|AGENTDUMP|
        9|NONE|NONE|NONE|QUEUESTART|
        20|1.1|q|NONE|ABANDON|1|1|20",
    );
    let [waiting, talking, dumped] = &reduced.visits[..] else {
        panic!("{reduced:?}")
    };
    assert!(waiting.is_lost() && waiting.outcome() == Outcome::Failed);
    assert!(talking.is_lost() && talking.outcome() == Outcome::Answered && talking.talk.is_none());
    assert_eq!(dumped.end.as_ref().unwrap().how, Ending::AgentDump);
    let [stray] = &reduced.strays[..] else { panic!() };
    assert_eq!(
        (stray.event, stray.why),
        (StrayEvent::Abandoned, StrayReason::AfterEnd)
    );
}

#[test]
fn a_visit_is_lost_after_a_day_and_never_dropped() {
    let day = 24 * 3600;
    let log = |later: i64| {
        format!("0|1.1|q|NONE|ENTERQUEUE||106|1\n{later}|2.1|q|NONE|CLOSED|\n{later}|2.2|q|NONE|CLOSED|")
    };
    assert_eq!(reduce(&log(day - 1)).visits[0].outcome(), Outcome::Open);
    let lost = &reduce(&log(day)).visits[0];
    assert!(lost.is_lost());
    assert_eq!(
        (lost.end.as_ref().unwrap().time - lost.entered).num_seconds(),
        day
    );
}

#[test]
fn one_line_from_the_future_ends_no_visit() {
    let visit = only(
        "0|1.1|q|NONE|ENTERQUEUE||106|1
        999999999|NONE|q|Ana|PAUSE|
        20|1.1|q|NONE|ABANDON|1|1|20",
    );
    assert_eq!(visit.outcome(), Outcome::Abandoned);
}

#[test]
fn lines_that_belong_to_no_visit_are_named() {
    use StrayEvent::*;
    use StrayReason::*;
    let reduced = reduce(
        "0|0.9|q|Ana|CONNECT|90|1.0|5
        1|1.1|q|NONE|ENTERQUEUE||106|1
        1|1.1|q|NONE|ENTERQUEUE||106|1
        5|1.1|q|Ana|CONNECT|4|1.2|2
        5|1.1|q|Ana|CONNECT|4|1.2|2
        6|1.1|q|NONE|ABANDON|1|1|5
        7|1.1|q|Ana|COMPLETEAGENT|4|2|1
        7|1.1|q|Ana|COMPLETEAGENT|4|2|1",
    );
    let strays: Vec<_> = reduced
        .strays
        .iter()
        .map(|stray| (stray.event, stray.why))
        .collect();
    assert_eq!(
        strays,
        [
            (Answered, NoEntry),
            (Entered, Duplicate),
            (Answered, Duplicate),
            (Abandoned, Contradiction),
            (TalkEnded, AfterEnd)
        ]
    );
    let [visit] = &reduced.visits[..] else { panic!() };
    assert_eq!(visit.outcome(), Outcome::Answered);
    assert!(visit.flags.contains(Flags::DUPLICATE | Flags::CONTRADICTION));
}

#[test]
fn an_answer_without_its_line_is_told_by_the_end() {
    let visit = only("0|1.1|q|NONE|ENTERQUEUE||106|1\n100|1.1|q|Ana|COMPLETECALLER|25|75|1");
    assert!(visit.flags.contains(Flags::NO_CONNECT));
    assert_eq!((seconds(visit.wait), seconds(visit.talk)), (Some(25), Some(75)));
    assert_eq!((visit.answer.unwrap().time - visit.entered).num_seconds(), 25);
}

#[test]
fn a_clock_that_steps_back_makes_no_negative_time() {
    let visit = only("100|1.1|q|NONE|ENTERQUEUE||106|1\n50|1.1|q|NONE|EXITWITHTIMEOUT|1");
    assert!(visit.flags.contains(Flags::OUT_OF_ORDER | Flags::ESTIMATED));
    assert_eq!(visit.wait, Some(Duration::ZERO));
}

#[test]
fn memory_has_a_limit() {
    let mut reducer = Reducer::new(Limits {
        visits: 10,
        attempts: 2,
    });
    let mut reduced = Reduced::default();
    let mut log = String::new();
    for call in 0..1000 {
        log.push_str(&format!("{call}|{call}.1|q{call}|NONE|ENTERQUEUE||106|1\n"));
        log.push_str(&format!("{call}|one|q{call}|NONE|ENTERQUEUE||106|1\n"));
    }
    for _ in 0..5 {
        log.push_str("1000|999.1|q999|Ana|RINGNOANSWER|5000\n");
    }
    feed(&mut reducer, &at(&log), &mut reduced);
    assert!(reducer.open().count() <= 10);
    // None is dropped without a word.
    assert_eq!(reduced.visits.len() + reducer.open().count(), 2000);
    assert!(reduced.visits.iter().all(Visit::is_lost));
    let visit = reducer.open().find(|visit| &*visit.call == "999.1").unwrap();
    assert_eq!(visit.attempts.len(), 2);
    assert!(visit.flags.contains(Flags::ATTEMPTS_CUT));
}

const EVENTS: [&str; 13] = [
    "NONE|ENTERQUEUE||106|1",
    "NONE|ENTERQUEUE||106|1",
    "NONE|ENTERQUEUE||107|2",
    "Ana|RINGNOANSWER|5000",
    "Ana|CONNECT|5|9.9|2",
    "Bruno|CONNECT|5|9.9|2",
    "Ana|COMPLETEAGENT|5|60|1",
    "Ana|ATTENDEDTRANSFER|BRIDGE|b|5|60|1",
    "NONE|ABANDON|1|1|9",
    "NONE|EXITWITHKEY|1|1|1|9",
    "Ana|AGENTDUMP|",
    "NONE|CLOSED|",
    "NONE|DISSUASION|",
];

prop_compose! {
    /// Lines of a few calls in two queues, in any order, with times that go on, jump and step back.
    pub(in crate::queue) fn any_log()(
        lines in prop::collection::vec((0u8..4, 0u8..2, 0..EVENTS.len(), prop_oneof![8 => -3i64..60, 1 => 80_000i64..90_000], 0u8..40), 0..60)
    ) -> Vec<String> {
        let mut now = 0;
        lines.into_iter().map(|(call, queue, event, step, start)| {
            now += step;
            if start == 0 {
                format!("{now}|NONE|NONE|NONE|QUEUESTART|")
            } else {
                format!("{now}|1.{call}|q{queue}|{}", EVENTS[event])
            }
        }).collect()
    }
}

proptest! {
    /// Every entry is one visit with one outcome, and every other line of a call is in a visit or named.
    #[test]
    fn no_line_is_lost(log in any_log()) {
        let reduced = reduce(&log.join("\n"));
        let lines = |word: &str| log.iter().filter(|line| line.contains(word)).count();
        let strays = |event| reduced.strays.iter().filter(|stray| stray.event == event).count();
        prop_assert_eq!(lines("ENTERQUEUE"), reduced.visits.len() + strays(StrayEvent::Entered));
        let abandoned = reduced.visits.iter().filter(|visit| visit.outcome() == Outcome::Abandoned).count();
        prop_assert_eq!(lines("ABANDON"), abandoned + strays(StrayEvent::Abandoned));
        let connected = reduced.visits.iter()
            .filter(|visit| visit.answer.is_some() && !visit.flags.contains(Flags::NO_CONNECT)).count();
        prop_assert_eq!(lines("CONNECT"), connected + strays(StrayEvent::Answered));
        prop_assert_eq!(lines("CLOSED") + lines("DISSUASION"), reduced.refused.len());
    }

    /// However a log is cut into batches, between which the reducer is made anew from its visits, and however many lines
    /// come again, the same visits come out.
    #[test]
    fn split_ingestion_is_whole_ingestion(log in any_log(), cuts in prop::collection::vec(0usize..60, 0..4), again in 0usize..20) {
        let text = at(&log.join("\n"));
        let lines: Vec<_> = text.lines().enumerate().collect();
        let whole = reduce(&log.join("\n"));
        let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(lines.len())).chain([lines.len()]).collect();
        cuts.sort_unstable();
        let mut reducer = Reducer::new(Limits::default());
        let mut reduced = Reduced::default();
        let mut from = 0usize;
        for cut in cuts {
            for (number, line) in &lines[from.saturating_sub(again)..cut] {
                let key = LineKey { generation: 0, position: *number as u64 };
                reducer.feed(key, &Entry::parse(line).unwrap(), |output| reduced.keep(output));
            }
            from = cut;
            let kept: Vec<_> = reduced.visits.iter().chain(reducer.open()).cloned().collect();
            let last = reducer.last();
            reducer = Reducer::resume(Limits::default(), kept, last);
        }
        let split = reduced.with_open(&reducer);
        let plain = |visits: &[Visit]| visits.iter().map(|visit| Visit { line: LineKey::default(), ..visit.clone() }).collect::<Vec<_>>();
        prop_assert_eq!(plain(&whole.visits), plain(&split.visits));
        prop_assert_eq!(whole.strays.len(), split.strays.len());
        prop_assert_eq!(whole.refused.len(), split.refused.len());
    }

    /// Calls that have nothing to do with each other may be written in any order.
    #[test]
    fn independent_calls_may_be_interleaved(log in any_log()) {
        let calls: Vec<_> = log.iter().filter(|line| !line.contains("QUEUESTART"))
            .map(|line| line.split_once('|').unwrap().1).collect();
        let interleaved: Vec<_> = calls.iter().map(|line| format!("5|{line}")).collect();
        let mut grouped = interleaved.clone();
        grouped.sort_by_key(|line| line.split('|').nth(1).unwrap().to_owned());
        let shape = |log: &[String]| {
            let reduced = reduce(&log.join("\n"));
            let mut visits: Vec<_> = reduced.visits.into_iter()
                .map(|visit| Visit { line: LineKey::default(), ..visit }).collect();
            visits.sort_by(|one, other| (&one.call, &one.queue, one.nth).cmp(&(&other.call, &other.queue, other.nth)));
            visits
        };
        prop_assert_eq!(shape(&interleaved), shape(&grouped));
    }
}
