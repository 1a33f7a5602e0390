use chrono::{DateTime, Utc};

use super::*;
use crate::queue::log::{Entry, Event};

mod against_seconds;

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_341_600 + second, 0).unwrap()
}

/// Lines without their time, each with the seconds after the beginning.
fn timeline_of(lines: &[(i64, &str)], aliases: Aliases) -> Timeline {
    let mut timeline = Timeline::new(Limits::default(), aliases);
    for (second, line) in lines {
        let line = format!("{}|{line}", at(*second).timestamp());
        timeline.feed(&Entry::parse(&line).unwrap());
    }
    timeline
}

fn report(lines: &[(i64, &str)], until: i64) -> Report {
    timeline_of(lines, Aliases::default()).report(
        &(at(0)..at(until)),
        at(until),
        &Choice::default(),
        &Rules::default(),
    )
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn named<'a>(report: &'a Report, name: &str) -> &'a Times {
    let agent = Agent::Name(name.into());
    &report.rows.iter().find(|row| row.agent == agent).unwrap().total
}

/// Two members of a queue; the second pauses and comes back, the first goes while paused.
const SYNTHETIC: &[(i64, &str)] = &[
    (0, "MANAGER|q|m1|ADDMEMBER|"),
    (10, "MANAGER|q|m2|ADDMEMBER|"),
    (20, "c1|q|NONE|ENTERQUEUE||1|1"),
    (45, "c1|q|m1|CONNECT|25|x|5"),
    (105, "c1|q|m1|COMPLETECALLER|25|60|1"),
    (110, "c2|q|NONE|ENTERQUEUE||2|1"),
    (145, "c2|q|NONE|ABANDON|1|1|35"),
    (150, "NONE|q|m2|PAUSE|lunch"),
    (210, "NONE|q|m2|UNPAUSE|"),
    (220, "c3|q|NONE|ENTERQUEUE||3|1"),
    (290, "c3|q|m2|CONNECT|70|y|0"),
    (300, "c3|q|m2|COMPLETEAGENT|70|10|1"),
    (310, "c4|q|NONE|CLOSED|"),
    (400, "MANAGER|q|m2|REMOVEMEMBER|"),
    (500, "NONE|q|m1|PAUSE|"),
    (560, "MANAGER|q|m1|REMOVEMEMBER|"),
];

#[test]
fn an_unfinished_pause_ends_with_its_session_and_is_counted() {
    let report = report(SYNTHETIC, 1000);
    let (m1, m2) = (named(&report, "m1"), named(&report, "m2"));
    assert_eq!((m1.sessions, m1.staffed), (1, seconds(560)));
    assert_eq!((m1.pauses, m1.paused), (1, seconds(60)));
    assert_eq!((m1.answered, m1.talk), (1, seconds(60)));
    assert_eq!((m2.sessions, m2.staffed), (1, seconds(390)));
    assert_eq!((m2.pauses, m2.paused), (1, seconds(60)));
    assert_eq!((m2.answered, m2.talk), (1, seconds(10)));
    // The original counts only pauses that an UNPAUSE ended: none of the first, one of the second.
    assert_eq!(m1.pauses - m1.doubts.unfinished_pauses, 0);
    assert_eq!(m2.pauses - m2.doubts.unfinished_pauses, 1);
    // 560 of which 5 ringing, 60 talking and 60 paused.
    assert_eq!(m1.available, seconds(560 - 5 - 60 - 60));
}

#[test]
fn means_are_whole_seconds_that_were_completed() {
    let times = Times {
        answered: 1731,
        talk: seconds(58 * 3600 + 50 * 60),
        made: 822,
        made_talk: seconds(22 * 3600 + 34 * 60 + 51),
        ..Times::default()
    };
    assert_eq!(times.mean_talk(), Some(seconds(122)));
    assert_eq!(times.mean_made(), Some(seconds(98)));
    assert_eq!(Times::default().mean_talk(), None);
}

#[test]
fn a_pause_of_all_queues_counts_once_and_every_pause_of_the_day_counts() {
    let lines = [
        (0, "MANAGER|a|Ana|ADDMEMBER|"),
        (0, "MANAGER|b|Ana|ADDMEMBER|"),
        (100, "NONE|NONE|Ana|PAUSEALL|lunch"),
        (100, "NONE|a|Ana|PAUSE|lunch"),
        (101, "NONE|b|Ana|PAUSE|lunch"),
        (160, "NONE|NONE|Ana|UNPAUSEALL|"),
        (160, "NONE|a|Ana|UNPAUSE|"),
        (161, "NONE|b|Ana|UNPAUSE|"),
        (200, "NONE|a|Ana|PAUSE|tea"),
        (230, "NONE|a|Ana|UNPAUSE|"),
    ];
    let report = report(&lines, 1000);
    let ana = named(&report, "Ana");
    assert_eq!((ana.pauses, ana.paused), (2, seconds(60 + 30)));
    let lunch = Pauses {
        number: 1,
        time: seconds(60),
    };
    assert_eq!(ana.reasons.get("lunch"), Some(&lunch));
    // Paused in one queue only, she could still be called for the other one.
    assert_eq!((ana.staffed, ana.available), (seconds(1000), seconds(940)));
    assert_eq!(report.rows[0].queues["a"].available, seconds(910));
}

#[test]
fn a_pause_of_all_queues_without_a_line_for_each_is_a_pause() {
    let lines = [
        (0, "MANAGER|a|Ana|ADDMEMBER|"),
        (100, "NONE|NONE|Ana|PAUSEALL|"),
        (160, "NONE|NONE|Ana|UNPAUSEALL|"),
    ];
    let report = report(&lines, 1000);
    assert_eq!(
        (named(&report, "Ana").pauses, named(&report, "Ana").paused),
        (1, seconds(60))
    );
}

#[test]
fn another_reason_is_another_pause() {
    let lines = [
        (0, "MANAGER|a|Ana|ADDMEMBER|PAUSED"),
        (50, "NONE|a|Ana|PAUSE|lunch"),
        (100, "NONE|a|Ana|PAUSE|lunch"),
        (150, "NONE|a|Ana|UNPAUSE|Auto-Unpause"),
    ];
    let report = report(&lines, 200);
    let ana = named(&report, "Ana");
    assert_eq!((ana.pauses, ana.paused), (2, seconds(150)));
    assert_eq!(ana.reasons[""].time, seconds(50));
    assert_eq!(ana.reasons["lunch"].time, seconds(100));
}

#[test]
fn an_agent_in_three_queues_is_there_once() {
    let lines = [
        (0, "MANAGER|a|Ana|ADDMEMBER|"),
        (10, "MANAGER|b|Ana|ADDMEMBER|"),
        (20, "MANAGER|c|Ana|ADDMEMBER|"),
        (80, "MANAGER|a|Ana|REMOVEMEMBER|"),
        (90, "MANAGER|b|Ana|REMOVEMEMBER|"),
        (100, "MANAGER|c|Ana|REMOVEMEMBER|"),
    ];
    let report = report(&lines, 200);
    let ana = &report.rows[0];
    assert_eq!((ana.total.sessions, ana.total.staffed), (1, seconds(100)));
    let of_queues: Vec<_> = ana.queues.values().map(|times| times.staffed).collect();
    assert_eq!(of_queues, [80, 80, 80].map(seconds));
}

#[test]
fn agents_who_were_not_chosen_do_not_appear() {
    let timeline = timeline_of(SYNTHETIC, Aliases::default());
    let m2 = Agent::Name("m2".into());
    let choice = Choice {
        agents: Some([m2.clone()].into()),
        ..Choice::default()
    };
    let report = timeline.report(&(at(0)..at(1000)), at(1000), &choice, &Rules::default());
    assert_eq!(
        report.rows.iter().map(|row| &row.agent).collect::<Vec<_>>(),
        [&m2]
    );
    let other_queue = Choice {
        queues: Some(["other".into()].into()),
        ..Choice::default()
    };
    let report = timeline.report(&(at(0)..at(1000)), at(1000), &other_queue, &Rules::default());
    assert_eq!(report.rows, []);
}

#[test]
fn a_renamed_agent_keeps_the_history_and_homonyms_are_not_joined_to_a_person() {
    let lines = [
        (0, "MANAGER|q|Ana Teriitahi|ADDMEMBER|"),
        (50, "c1|q|Ana Teriitahi|CONNECT|5|x|5"),
        (60, "c1|q|Ana Souza|COMPLETECALLER|5|10|1"),
        (100, "MANAGER|q|Ana Souza|REMOVEMEMBER|"),
        (100, "MANAGER|q|Teva|ADDMEMBER|"),
    ];
    let aliases = Aliases::new([
        ("Ana Teriitahi", PersonId(1)),
        ("Ana Souza", PersonId(1)),
        ("Teva", PersonId(2)),
        ("Teva", PersonId(3)),
    ]);
    let report = timeline_of(&lines, aliases).report(
        &(at(0)..at(200)),
        at(200),
        &Choice::default(),
        &Rules::default(),
    );
    let agents: Vec<_> = report.rows.iter().map(|row| row.agent.clone()).collect();
    assert_eq!(agents, [Agent::Person(PersonId(1)), Agent::Name("Teva".into())]);
    let ana = &report.rows[0].total;
    assert_eq!(
        (ana.staffed, ana.answered, ana.talk),
        (seconds(100), 1, seconds(10))
    );
    assert_eq!(ana.doubts, Doubts::default());
}

#[test]
fn calls_made_need_neither_a_price_nor_a_received_call() {
    let mut timeline = timeline_of(
        &[
            (0, "MANAGER|q|Ana|ADDMEMBER|"),
            (100, "MANAGER|q|Ana|REMOVEMEMBER|"),
        ],
        Aliases::default(),
    );
    timeline.made(Agent::Name("Ana".into()), at(10), seconds(30));
    timeline.made(Agent::Name("Ana".into()), at(20), Duration::ZERO);
    timeline.made(Agent::Name("Ana".into()), at(150), seconds(7));
    let report = timeline.report(&(at(0)..at(200)), at(200), &Choice::default(), &Rules::default());
    let ana = named(&report, "Ana");
    assert_eq!((ana.made, ana.made_talk), (2, seconds(30)));
    assert_eq!((ana.made_outside, ana.made_outside_talk), (1, seconds(7)));
    assert_eq!(ana.available, seconds(70));
    assert_eq!(ana.answered, 0);
}

#[test]
fn a_call_that_a_queue_credits_counts_there() {
    let lines = [
        (0, "MANAGER|q|Ana|ADDMEMBER|"),
        (60, "NONE|q|Ana|OUTCALL|ANSWER|40|"),
    ];
    let report = report(&lines, 100);
    assert_eq!(report.rows[0].queues["q"].made_talk, seconds(40));
    assert_eq!(
        (report.rows[0].total.made, report.rows[0].total.available),
        (1, seconds(60))
    );
}

#[test]
fn ring_times_are_milliseconds_and_attempts_are_no_calls() {
    let lines = [
        (0, "MANAGER|q|Ana|ADDMEMBER|"),
        (15, "c1|q|Ana|RINGNOANSWER|15000"),
        (31, "c1|q|Ana|RINGNOANSWER|15500"),
        (40, "c1|q|Ana|RINGCANCELED|2000"),
        (50, "c2|q|Ana|CONNECT|20|x|4"),
        (70, "c2|q|Ana|COMPLETEAGENT|20|20|1"),
    ];
    let report = report(&lines, 100);
    let ana = named(&report, "Ana");
    assert_eq!((ana.answered, ana.unanswered, ana.canceled), (1, 2, 1));
    assert_eq!(ana.mean_unanswered_ring(), Some(Duration::from_millis(15_250)));
    assert_eq!(ana.answer_share().to_string(), "33.3");
    assert_eq!(ana.ring, Duration::from_millis(15_000 + 15_500 + 2000 + 4000));
}

#[test]
fn a_ring_that_nobody_answered_is_no_time_of_a_received_call() {
    let rings = [
        (0, "MANAGER|q|Ana|ADDMEMBER|"),
        (15, "c1|q|Ana|RINGNOANSWER|15000"),
        (31, "c1|q|Ana|RINGNOANSWER|15500"),
    ];
    let before = report(&rings, 100);
    let ana = named(&before, "Ana");
    assert_eq!((ana.answered, ana.talk), (0, seconds(0)));
    let answered = [
        (50, "c2|q|Ana|CONNECT|20|x|4"),
        (70, "c2|q|Ana|COMPLETEAGENT|20|20|1"),
    ];
    let lines: Vec<_> = rings.into_iter().chain(answered).collect();
    let after = report(&lines, 100);
    let ana = named(&after, "Ana");
    assert_eq!((ana.answered, ana.talk), (1, seconds(20)), "the talk alone");
}

#[test]
fn transfers_end_the_talk_of_the_agent() {
    let lines = [
        (0, "MANAGER|q|Ana|ADDMEMBER|"),
        (50, "c1|q|Ana|CONNECT|5|x|0"),
        (80, "c1|q|Ana|BLINDTRANSFER|107|default|5|30|1"),
        (100, "c2|q|Ana|CONNECT|5|x|0"),
        (125, "c2|q|Ana|ATTENDEDTRANSFER|LINK|PJSIP/a-1|PJSIP/b-1|5|25|1"),
    ];
    let report = report(&lines, 200);
    assert_eq!(
        (named(&report, "Ana").answered, named(&report, "Ana").talk),
        (2, seconds(55))
    );
}

#[test]
fn a_period_cuts_what_crosses_its_bounds_and_numbers_count_where_they_begin() {
    let lines = [
        (0, "MANAGER|q|Ana|ADDMEMBER|"),
        (90, "c1|q|Ana|CONNECT|5|x|0"),
        (110, "c1|q|Ana|COMPLETECALLER|5|20|1"),
        (150, "NONE|q|Ana|PAUSE|"),
    ];
    let timeline = timeline_of(&lines, Aliases::default());
    let of = |from, until| {
        let report = timeline.report(
            &(at(from)..at(until)),
            at(180),
            &Choice::default(),
            &Rules::default(),
        );
        named(&report, "Ana").clone()
    };
    let (first, second) = (of(0, 100), of(100, 200));
    assert_eq!(
        (first.staffed, first.talk, first.answered),
        (seconds(100), seconds(10), 1)
    );
    assert_eq!(
        (second.staffed, second.talk, second.answered),
        (seconds(80), seconds(10), 0)
    );
    assert_eq!((second.paused, second.doubts.open), (seconds(30), 1));
    assert_eq!(second.sessions, 0);
}

#[test]
fn a_restart_of_asterisk_ends_what_was_open_and_says_so() {
    let lines = [
        (0, "MANAGER|q|Ana|ADDMEMBER|"),
        (10, "NONE|q|Ana|PAUSE|"),
        (20, "c1|q|Teva|CONNECT|5|x|0"),
        (100, "NONE|NONE|NONE|QUEUESTART|"),
        // A member that the PBX kept over its restart, without a line.
        (160, "MANAGER|q|Ana|REMOVEMEMBER|"),
    ];
    let report = report(&lines, 200);
    let ana = named(&report, "Ana");
    assert_eq!((ana.staffed, ana.paused), (seconds(160), seconds(90)));
    assert_eq!((ana.doubts.missing_end, ana.doubts.missing_start), (2, 1));
    let teva = named(&report, "Teva");
    assert_eq!((teva.talk, teva.doubts.missing_end), (seconds(80), 1));
}

#[test]
fn a_talk_without_an_end_is_cut_where_the_next_call_of_the_agent_begins() {
    let lines = [
        (0, "MANAGER|q|Ana|ADDMEMBER|"),
        (10, "c1|q|Ana|CONNECT|5|x|0"),
        (50, "c2|q|Ana|CONNECT|5|x|10"),
        (70, "c2|q|Ana|COMPLETECALLER|5|20|1"),
    ];
    let report = report(&lines, 1000);
    let ana = named(&report, "Ana");
    assert_eq!((ana.answered, ana.talk), (2, seconds(30 + 20)));
    assert_eq!(ana.doubts.missing_end, 1);
}

#[test]
fn wrap_up_lasts_until_the_next_call_or_its_time_is_over_and_its_pause_is_no_pause() {
    let lines = [
        (0, "MANAGER|q|Ana|ADDMEMBER|"),
        (10, "c1|q|Ana|CONNECT|5|x|0"),
        (20, "c1|q|Ana|COMPLETECALLER|5|10|1"),
        (40, "c2|q|Ana|CONNECT|5|x|5"), // rings from 35
        (50, "c2|q|Ana|COMPLETECALLER|5|10|1"),
        (100, "c3|q|Ana|CONNECT|5|x|0"),
        (110, "c3|q|Ana|COMPLETECALLER|5|10|1"),
        (110, "NONE|q|Ana|PAUSE|notes"),
        (190, "NONE|q|Ana|UNPAUSE|"),
    ];
    let timeline = timeline_of(&lines, Aliases::default());
    let rules = Rules {
        wrap_up: seconds(30),
        wrap_up_reasons: ["notes".into()].into(),
    };
    let report = timeline.report(&(at(0)..at(200)), at(200), &Choice::default(), &rules);
    let ana = named(&report, "Ana");
    assert_eq!(ana.wrap_up, seconds(15 + 30 + 80));
    assert_eq!((ana.pauses, ana.paused), (0, Duration::ZERO));
    assert_eq!(ana.available, seconds(200 - 30 - 5 - 125));
    assert_eq!(ana.mean_handling(), Some(seconds((30 + 125) / 3)));
    // 155 of 155 + 40, and of 200.
    assert_eq!(
        (ana.occupancy().to_string(), ana.utilisation().to_string()),
        ("79.5".into(), "77.5".into())
    );
}

#[test]
fn agents_of_the_agent_pool_are_there_from_login_to_logoff() {
    let lines = [
        (0, "NONE|NONE|1001|AGENTLOGIN|PJSIP/a-1"),
        (100, "c1|q|1001|CONNECT|5|x|0"),
        (130, "c1|q|1001|COMPLETECALLER|5|30|1"),
        (200, "NONE|NONE|1001|AGENTLOGOFF|PJSIP/a-1|200"),
        (900, "NONE|NONE|1002|AGENTLOGOFF|PJSIP/b-1|300"),
    ];
    let report = report(&lines, 1000);
    let first = named(&report, "1001");
    assert_eq!(
        (first.sessions, first.staffed, first.available),
        (1, seconds(200), seconds(170))
    );
    assert_eq!(report.rows[0].queues["q"].staffed, seconds(200));
    let second = named(&report, "1002");
    assert_eq!((second.staffed, second.doubts.missing_start), (seconds(300), 1));
}

#[test]
fn a_log_of_endless_names_fills_no_memory_and_says_what_was_left_out() {
    let limits = Limits { names: 3, pieces: 2 };
    let mut timeline = Timeline::new(limits, Aliases::default());
    for agent in 0..10 {
        let line = format!("{}|c|q|agent {agent}|RINGNOANSWER|1000", at(agent).timestamp());
        timeline.feed(&Entry::parse(&line).unwrap());
    }
    // Seven agents too many, and a third piece.
    assert_eq!(timeline.left_out(), 7 + 1);
}

#[test]
fn the_table_is_a_file_with_plain_numbers() {
    let report = report(SYNTHETIC, 1000);
    let texts = CsvTexts {
        title: "Agents",
        date: ("Date", "2026-11-22"),
        period: ("Period", "today"),
        heads: [
            "Agent",
            "Queue",
            "Sessions",
            "Staffed",
            "Pauses",
            "Paused",
            "Answered",
            "Talk",
            "Mean",
            "Missed",
            "Ring (ms)",
            "Rang",
            "Wrap-up",
            "Available",
            "Occupancy",
            "Utilisation",
            "Made",
            "Talk",
            "Made outside",
            "Talk",
            "Doubts",
        ],
        all_queues: "all",
    };
    let file = report.csv(&texts, |agent| format!("={agent}"));
    let lines: Vec<_> = file.split("\r\n").collect();
    assert_eq!(
        lines[5],
        "'=m1,all,1,560,1,60,1,60,60,0,,5,0,435,12.1,10.7,0,0,0,0,1"
    );
    assert_eq!(
        lines[6],
        "'=m1,q,1,560,1,60,1,60,60,0,,5,0,435,12.1,10.7,0,0,0,0,1"
    );
    assert_eq!(lines.len(), 4 + 1 + 4 + 1);
}

#[test]
fn lines_that_say_nothing_about_agents_change_nothing() {
    let timeline = timeline_of(
        &[
            (0, "c1|q|NONE|ENTERQUEUE||1|1"),
            (5, "NONE|q|PJSIP/a|PENALTY|3"),
            (6, "NONE|NONE|NONE|CONFIGRELOAD|"),
        ],
        Aliases::default(),
    );
    assert!(timeline.agents.all.is_empty());
    assert!(matches!(
        Entry::parse("1795341600|NONE|NONE|NONE|CONFIGRELOAD|")
            .unwrap()
            .event,
        Event::ConfigReload
    ));
}
