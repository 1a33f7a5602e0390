//! What the tables say, in the reader's language.

use chrono::Weekday;
use switchhook_portal_core::queue::count::Counts;
use switchhook_portal_core::queue::log::Refusal;
use switchhook_portal_core::queue::reconcile::{Cause, Reconciliation};
use switchhook_portal_core::queue::service_level::Variant;
use switchhook_portal_core::queue::table::{Column, Kind, Label, When};
use switchhook_portal_core::queue::visit::Outcome;

use crate::i18n::Texts;

pub(super) fn kind(t: Texts, kind: Kind) -> String {
    match kind {
        Kind::Global => t.qs_table_global(),
        Kind::Queues => t.qs_table_queues(),
        Kind::ServiceLevel => t.qs_table_service_level(),
        Kind::Abandons => t.qs_table_abandons(),
        Kind::Weekdays => t.qs_table_weekdays(),
        Kind::HalfHours => t.qs_table_half_hours(),
    }
}

/// What the rows of a table are about.
pub(super) fn head(t: Texts, kind: Kind) -> String {
    match kind {
        Kind::Global | Kind::Queues => t.qs_queue(),
        Kind::ServiceLevel | Kind::Abandons => t.qs_wait(),
        Kind::Weekdays => t.qs_weekday(),
        Kind::HalfHours => t.qs_half_hour(),
    }
}

pub(super) fn outcome(t: Texts, outcome: Outcome) -> String {
    match outcome {
        Outcome::Answered => t.qs_answered(),
        Outcome::Abandoned => t.qs_abandoned(),
        Outcome::TimedOut => t.qs_timed_out(),
        Outcome::LeftByKey => t.qs_left_by_key(),
        Outcome::Empty => t.qs_empty_queue(),
        Outcome::Withdrawn => t.qs_withdrawn(),
        Outcome::Failed => t.qs_failed(),
        Outcome::Open => t.qs_open(),
    }
}

pub(super) fn refusal(t: Texts, why: Refusal) -> String {
    match why {
        Refusal::Full => t.qs_refused_full(),
        Refusal::Empty => t.qs_refused_empty(),
        Refusal::Closed => t.qs_refused_closed(),
        Refusal::Dissuaded => t.qs_refused_dissuaded(),
    }
}

pub(super) fn variant(t: Texts, variant: Variant) -> String {
    match variant {
        Variant::Answered => t.qs_level_answered(),
        Variant::Strict => t.qs_level_strict(),
        Variant::Neutral => t.qs_level_neutral(),
        Variant::Generous => t.qs_level_generous(),
        Variant::ShortCredit => t.qs_level_short_credit(),
        Variant::Offered => t.qs_level_offered(),
        Variant::Arrived => t.qs_level_arrived(),
    }
}

pub(super) fn column(t: Texts, column: Column) -> String {
    let share = |of: String| t.qs_share_of(&of);
    match column {
        Column::Offered => t.qs_offered(),
        Column::OfferedShare => share(t.qs_offered()),
        Column::Outcome(of) => outcome(t, of),
        Column::OutcomeShare(of) => share(outcome(t, of)),
        Column::Refused(why) => refusal(t, why),
        Column::RefusedShare(why) => share(refusal(t, why)),
        Column::ServiceLevel(_) => share(t.qs_service_level()),
        Column::SpeedOfAnswer => t.qs_speed_of_answer(),
        Column::MeanWait => t.qs_mean_wait(),
        Column::Wait90 => t.qs_wait_90(),
        Column::LongestWait => t.qs_longest_wait(),
        Column::TimeToAbandon => t.qs_time_to_abandon(),
        Column::Calls => t.costs_calls(),
        Column::Share => t.qs_share(),
        Column::Cumulated => t.qs_cumulated(),
    }
}

pub(super) fn label(t: Texts, label: &Label) -> String {
    match label {
        Label::Queue(queue) => queue.to_string(),
        Label::Wait(slot) => wait(t, slot.from, slot.to),
        Label::Weekday(day) => weekday(t, *day),
        Label::HalfHour(half_hour) => half_hour.to_string(),
        Label::Total => t.costs_total(),
    }
}

/// `0:00–0:30`, or `60:00` and more.
pub(super) fn wait(t: Texts, from: u64, to: Option<u64>) -> String {
    let clock = |seconds: u64| format!("{}:{:02}", seconds / 60, seconds % 60);
    match to {
        Some(to) => format!("{}–{}", clock(from), clock(to)),
        None => t.qs_and_more(&clock(from)),
    }
}

pub(super) fn when(t: Texts, when: When) -> String {
    match when {
        When::Weekday(day) => weekday(t, day),
        When::HalfHour(half_hour) => half_hour.to_string(),
    }
}

fn weekday(t: Texts, day: Weekday) -> String {
    match day {
        Weekday::Mon => t.qs_monday(),
        Weekday::Tue => t.qs_tuesday(),
        Weekday::Wed => t.qs_wednesday(),
        Weekday::Thu => t.qs_thursday(),
        Weekday::Fri => t.qs_friday(),
        Weekday::Sat => t.qs_saturday(),
        Weekday::Sun => t.qs_sunday(),
    }
}

/// `Offered 12 = answered 9 + abandoned 3`: the outcomes that there are.
pub(super) fn identity(t: Texts, counts: &Counts) -> String {
    let number = |count: u64| t.integer(i64::try_from(count).unwrap_or(i64::MAX));
    let parts: Vec<String> = Outcome::ALL
        .into_iter()
        .filter(|of| counts.of(*of) > 0)
        .map(|of| format!("{} {}", outcome(t, of), number(counts.of(of))))
        .collect();
    let offered = format!("{} {}", t.qs_offered(), number(counts.offered()));
    if parts.is_empty() {
        offered
    } else {
        format!("{offered} = {}", parts.join(" + "))
    }
}

/// Why lines counted each kind on its own do not add up; nothing where they do.
pub(super) fn causes(t: Texts, lines: &Reconciliation) -> Vec<String> {
    let number = |count: u64| t.integer(i64::try_from(count).unwrap_or(i64::MAX));
    let causes: Vec<String> = lines
        .causes()
        .map(|(cause, times)| {
            let sign = if cause.adds() { "+" } else { "−" };
            format!("{sign}{}: {}", number(times), cause_text(t, cause))
        })
        .collect();
    if causes.is_empty() {
        return causes;
    }
    let sum = t.qs_lines(
        &number(lines.enter_lines),
        &number(lines.connect_lines),
        &number(lines.abandon_lines),
    );
    [sum].into_iter().chain(causes).collect()
}

fn cause_text(t: Texts, cause: Cause) -> String {
    match cause {
        Cause::EnteredBefore => t.qs_cause_entered_before(),
        Cause::NoEntry => t.qs_cause_no_entry(),
        Cause::AfterEnd => t.qs_cause_after_end(),
        Cause::Duplicate => t.qs_cause_duplicate(),
        Cause::Contradiction => t.qs_cause_contradiction(),
        Cause::EndedAfter => t.qs_cause_ended_after(),
        Cause::LeftOtherwise => t.qs_cause_left_otherwise(),
        Cause::StillWaiting => t.qs_cause_still_waiting(),
        Cause::Lost => t.qs_cause_lost(),
        Cause::NoConnect => t.qs_cause_no_connect(),
        Cause::DuplicateEntry => t.qs_cause_duplicate_entry(),
    }
}
