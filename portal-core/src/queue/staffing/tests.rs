use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use chrono_tz::Europe::Paris;
use proptest::prelude::*;

use super::*;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn per_half_hour(calls: f64, handling: u64) -> Load {
    Load::new(calls, seconds(1800), seconds(handling)).unwrap()
}

fn near(value: f64, expected: f64, places: i32) {
    assert!(
        (value - expected).abs() <= 0.5 * 10f64.powi(-places),
        "{value} is not {expected}"
    );
}

fn impatient(patience: u64) -> Model {
    Model::ErlangA {
        patience: seconds(patience),
    }
}

#[test]
fn erlang_c_gives_the_figures_of_the_books() {
    let load = per_half_hour(360.0, 240);
    near(load.erlangs(), 48.0, 9);
    let prediction = load.predict(55, seconds(15), Model::ErlangC).unwrap();
    near(prediction.waiting, 0.238_701, 6);
    near(prediction.service_level, 0.845_883, 6);
    near(prediction.mean_wait.unwrap(), 8.184, 3);
    near(prediction.occupancy, 0.8727, 4);
}

#[test]
fn the_goal_is_reached_by_the_fewest_agents_and_the_plan_has_more() {
    let load = per_half_hour(100.0, 180);
    for (agents, service_level) in [(13, 0.795_595), (14, 0.888_350)] {
        let prediction = load.predict(agents, seconds(20), Model::ErlangC).unwrap();
        near(prediction.service_level, service_level, 6);
    }
    let staffing = load.staffing(&Goal::default(), Model::ErlangC).unwrap();
    assert_eq!((staffing.agents, staffing.scheduled), (14, 20));
}

#[test]
fn agents_may_not_be_busier_than_the_goal_allows() {
    let goal = Goal {
        occupancy: 0.5,
        ..Goal::default()
    };
    let staffing = per_half_hour(100.0, 180).staffing(&goal, Model::ErlangC).unwrap();
    assert_eq!(staffing.agents, 20);
}

#[test]
fn erlang_a_gives_the_figures_of_the_books() {
    let load = Load::new(200.0, seconds(3600), seconds(180)).unwrap();
    let prediction = load.predict(12, seconds(20), impatient(120)).unwrap();
    near(prediction.waiting, 0.2798, 4);
    near(prediction.abandoned, 0.0616, 4);
    near(prediction.mean_wait.unwrap(), 7.392, 3);
}

/// The service level of the chain of states, stepped through second by second outside of this crate.
#[test]
fn who_is_answered_in_time_though_callers_give_up() {
    for (calls, interval, handling, patience, agents, within, expected) in [
        (200.0, 3600, 180, 120, 12, 20, 0.825_583),
        (200.0, 3600, 180, 120, 8, 20, 0.403_213),
        (100.0, 1800, 180, 60, 10, 30, 0.762_928),
    ] {
        let load = Load::new(calls, seconds(interval), seconds(handling)).unwrap();
        let prediction = load
            .predict(agents, seconds(within), impatient(patience))
            .unwrap();
        near(prediction.service_level, expected, 5);
    }
}

#[test]
fn without_calls_nobody_is_needed_and_nobody_waits() {
    let quiet = per_half_hour(0.0, 180);
    for model in [Model::ErlangC, impatient(60)] {
        let staffing = quiet.staffing(&Goal::default(), model).unwrap();
        assert_eq!((staffing.agents, staffing.scheduled), (0, 0));
        assert_eq!(staffing.prediction.mean_wait, Some(0.0));
        assert_eq!(staffing.prediction.service_level, 1.0);
    }
}

#[test]
fn with_too_few_agents_patient_callers_wait_ever_longer_and_impatient_ones_leave() {
    let load = per_half_hour(100.0, 180);
    let patient = load.predict(10, seconds(20), Model::ErlangC).unwrap();
    assert_eq!((patient.waiting, patient.mean_wait), (1.0, None));
    assert_eq!(patient.service_level, 0.0);
    let none = load.predict(0, seconds(20), impatient(60)).unwrap();
    near(none.abandoned, 1.0, 9);
    near(none.mean_wait.unwrap(), 60.0, 6);
    assert_eq!(none.service_level, 0.0);
}

#[test]
fn an_overloaded_queue_answers_who_outlasts_the_wait() {
    // Twice the calls that a thousand agents can take: half of them give up, when the wait is ln 2 of the patience.
    let load = Load::new(2000.0, seconds(180), seconds(180)).unwrap();
    for (within, expected) in [(300, 0.0), (416, 0.25), (600, 0.5)] {
        let prediction = load.predict(1000, seconds(within), impatient(600)).unwrap();
        near(prediction.abandoned, 0.5, 3);
        assert!(
            (prediction.service_level - expected).abs() < 0.05,
            "{within}: {}",
            prediction.service_level
        );
    }
}

#[test]
fn what_cannot_be_reckoned_is_refused() {
    for (calls, interval, handling, expected) in [
        (-1.0, 1800, 180, StaffingError::Calls),
        (f64::NAN, 1800, 180, StaffingError::Calls),
        (f64::INFINITY, 1800, 180, StaffingError::Calls),
        (1.0, 0, 180, StaffingError::Interval),
        (1.0, 1800, 0, StaffingError::Handling),
        (1.0, 1800, 86_401, StaffingError::Handling),
        (f64::MAX, 1, 86_400, StaffingError::TooMuch),
    ] {
        assert_eq!(
            Load::new(calls, seconds(interval), seconds(handling)),
            Err(expected),
            "{calls} in {interval}"
        );
    }
    let load = per_half_hour(100.0, 180);
    let with = |service_level, occupancy, shrinkage| {
        let goal = Goal {
            service_level,
            occupancy,
            shrinkage,
            ..Goal::default()
        };
        load.staffing(&goal, Model::ErlangC)
            .map(|staffing| staffing.agents)
    };
    for (service_level, occupancy, shrinkage, expected) in [
        (1.0, 0.9, 0.3, StaffingError::ServiceLevel),
        (f64::NAN, 0.9, 0.3, StaffingError::ServiceLevel),
        (0.8, 0.0, 0.3, StaffingError::Occupancy),
        (0.8, 1.1, 0.3, StaffingError::Occupancy),
        (0.8, 0.9, 1.0, StaffingError::Shrinkage),
        (0.8, 0.9, -0.1, StaffingError::Shrinkage),
        (0.8, 1e-6, 0.3, StaffingError::TooManyAgents),
    ] {
        assert_eq!(with(service_level, occupancy, shrinkage), Err(expected));
    }
    assert_eq!(
        load.predict(MOST_AGENTS + 1, seconds(20), Model::ErlangC),
        Err(StaffingError::TooManyAgents)
    );
    for patience in [Duration::ZERO, seconds(31 * 86_400)] {
        assert_eq!(
            load.predict(1, seconds(20), Model::ErlangA { patience }),
            Err(StaffingError::Patience)
        );
    }
    for erlangs in [f64::NAN, -1.0, f64::INFINITY, MOST_ERLANGS * 2.0] {
        assert_eq!(erlang_b(1, erlangs), Err(StaffingError::Erlangs));
        assert_eq!(erlang_c(1, erlangs), Err(StaffingError::Erlangs));
    }
}

#[test]
fn the_largest_loads_have_a_finite_answer() {
    for (load, agents) in [
        (Load::new(100_000.0, seconds(1), seconds(1)).unwrap(), 99_999),
        (Load::new(100_000.0, seconds(1), seconds(1)).unwrap(), 50_000),
        (Load::new(1.0, seconds(1), seconds(86_400)).unwrap(), MOST_AGENTS),
    ] {
        for model in [Model::ErlangC, impatient(60), impatient(30 * 86_400)] {
            let prediction = load.predict(agents, Duration::MAX, model).unwrap();
            for part in [
                prediction.waiting,
                prediction.service_level,
                prediction.abandoned,
                prediction.occupancy,
            ] {
                assert!((0.0..=1.0).contains(&part), "{prediction:?}");
            }
        }
    }
}

#[test]
fn patience_is_not_known_before_somebody_gives_up() {
    let mut patience = Patience::default();
    patience.add(seconds(100), false);
    assert_eq!(patience.mean(), None);
    let mut other = Patience::default();
    other.add(seconds(20), true);
    patience.merge(&other);
    assert_eq!(patience.mean(), Some(seconds(120)));
}

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 1).unwrap()
}

/// Calls at 9:10 on each of these days after the first Monday.
fn history(days: impl IntoIterator<Item = (u64, u32)>) -> History {
    let mut history = History::new(Paris);
    for (day, calls) in days {
        let day = monday() + Days::new(day);
        history.know(day);
        for _ in 0..calls {
            history.add(day.and_hms_opt(7, 10, 0).unwrap().and_utc());
        }
    }
    history
}

#[test]
fn one_mad_monday_does_not_move_the_forecast() {
    let calls = [10, 10, 10, 500, 10, 10, 10, 10];
    let history = history((0..8).map(|week| (week * 7, calls[week as usize])));
    let forecast = history.forecast(monday() + Days::new(56)).unwrap();
    assert_eq!((forecast.slots[18].expected, forecast.like_days), (10.0, 8));
}

#[test]
fn newer_days_weigh_more_and_days_of_before_the_last_eight_nothing() {
    // The five newest of eight weigh 1 + 0.8 + … = 3.36 of 4.16 together: the median is among them.
    let history = history((0..12).map(|week| {
        (
            week * 7,
            [900, 900, 900, 900, 8, 8, 8, 20, 20, 20, 20, 20][week as usize],
        )
    }));
    let (usual, days) = history
        .usual(monday() + Days::new(84), &mut forecast_memory())
        .unwrap();
    assert_eq!((usual[18], days), (20.0, 8));
}

fn forecast_memory() -> forecast::Memory {
    forecast::Memory::default()
}

#[test]
fn a_holiday_is_forecast_from_holidays() {
    let holidays = [7, 28].map(|day| monday() + Days::new(day));
    let history = history([(0, 10), (7, 2), (14, 10), (21, 10)]).holidays(holidays);
    let expected = |day: u64| {
        history
            .usual(monday() + Days::new(day), &mut forecast_memory())
            .unwrap()
    };
    assert_eq!((expected(28).0[18], expected(28).1), (2.0, 1));
    assert_eq!((expected(35).0[18], expected(35).1), (10.0, 3));
    assert_eq!(
        history.forecast(monday() + Days::new(1)),
        None,
        "no Tuesday is known"
    );
}

#[test]
fn the_level_of_the_last_two_weeks_moves_the_forecast_within_bounds() {
    // Eight weeks of ten calls on each day, then two of eleven: the medians still say ten.
    let level = |last: u32| {
        let history = history((0..70).map(|day| (day, if day < 56 { 10 } else { last })));
        let forecast = history.forecast(monday() + Days::new(70)).unwrap();
        (forecast.level, forecast.slots[18].expected)
    };
    let (of_ten, expected) = level(11);
    near(of_ten, 1.1, 9);
    near(expected, 11.0, 9);
    assert_eq!(level(500).0, 2.0);
    assert_eq!(level(0).0, 0.5);
}

#[test]
fn a_forecast_further_ahead_takes_its_level_from_the_last_days_that_are_known() {
    let history = history((0..70).map(|day| (day, if day < 56 { 10 } else { 11 })));
    let forecast = history.forecast(monday() + Days::new(70 + 28)).unwrap();
    near(forecast.level, 1.1, 9);
    assert_eq!(forecast.slots[18].last_week, None);
}

#[test]
fn the_error_of_the_forecast_stands_beside_that_of_last_week() {
    // One Monday of forty calls among Mondays of ten: last week is wrong before and after it, the forecast less so.
    let history = history((0..12).map(|week| (week * 7, if week == 9 { 40 } else { 10 })));
    let accuracy = history.accuracy(monday() + Days::new(84));
    assert_eq!((accuracy.last_week.slots, accuracy.forecast.slots), (4, 4));
    near(accuracy.last_week.mean().unwrap(), (0.75 + 3.0) / 4.0, 9);
    near(accuracy.forecast.mean().unwrap(), (0.75 + 1.0 + 1.0) / 4.0, 9);
    assert_eq!(History::new(Paris).accuracy(monday()).forecast.mean(), None);
}

#[test]
fn an_hour_that_comes_twice_is_not_taken_for_twice_the_calls() {
    // Sundays of October 2026; on the 25th clocks go from 3:00 back to 2:00.
    let sunday = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap();
    assert_eq!(sunday.weekday(), Weekday::Sun);
    let mut history = History::new(Paris);
    for minutes in [5, 65] {
        for _ in 0..6 {
            history.add(sunday.and_hms_opt(0, 0, 0).unwrap().and_utc() + chrono::TimeDelta::minutes(minutes));
        }
    }
    let usual = |day: NaiveDate| history.usual(day, &mut forecast_memory()).unwrap().0;
    let next = usual(sunday + Days::new(7));
    assert_eq!((next[4], next[5]), (6.0, 0.0), "2:00 to 2:30");
    // On the last Sunday of March 2:00 to 3:00 is left out.
    let spring = NaiveDate::from_ymd_opt(2027, 3, 28).unwrap();
    assert_eq!(usual(spring)[4], 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// One more agent never makes anybody wait longer.
    #[test]
    fn more_agents_never_do_harm(calls in 0.1f64..300.0, handling in 10u64..600, patience in 1u64..3600, agents in 1u32..150) {
        let load = per_half_hour(calls, handling);
        for model in [Model::ErlangC, impatient(patience)] {
            let few = load.predict(agents, seconds(20), model).unwrap();
            let more = load.predict(agents + 1, seconds(20), model).unwrap();
            prop_assert!(more.waiting <= few.waiting + 1e-9);
            prop_assert!(more.service_level >= few.service_level - 1e-9);
            prop_assert!(more.abandoned <= few.abandoned + 1e-9);
            prop_assert!(more.occupancy <= few.occupancy + 1e-9);
            if let (Some(before), Some(after)) = (few.mean_wait, more.mean_wait) {
                prop_assert!(after <= before + 1e-6);
            }
        }
    }

    /// Who waits keeps agents busier than who is turned away.
    #[test]
    fn waiting_is_never_rarer_than_being_turned_away(agents in 1u32..500, erlangs in 0.0f64..500.0) {
        prop_assert!(erlang_c(agents, erlangs).unwrap() >= erlang_b(agents, erlangs).unwrap());
    }

    /// Callers of endless patience are those of Erlang C.
    #[test]
    fn endless_patience_is_erlang_c(erlangs in 0.5f64..60.0, spare in 2u32..30) {
        let load = Load::new(erlangs, seconds(180), seconds(180)).unwrap();
        let agents = erlangs as u32 + spare;
        let patient = load.predict(agents, seconds(20), Model::ErlangC).unwrap();
        let nearly = load.predict(agents, seconds(20), impatient(30 * 86_400)).unwrap();
        prop_assert!((patient.waiting - nearly.waiting).abs() < 1e-2);
        prop_assert!((patient.service_level - nearly.service_level).abs() < 1e-2);
        // Thirty days are not endless: where waits are long, the few who leave are felt by all behind them.
        let (endless, long) = (patient.mean_wait.unwrap(), nearly.mean_wait.unwrap());
        prop_assert!((endless - long).abs() < 0.01 + endless / 100.0, "{endless} s and {long} s");
    }

    /// The answer is the fewest: one agent less misses the goal.
    #[test]
    fn one_agent_less_misses_the_goal(calls in 0.1f64..300.0, handling in 10u64..600, patience in 1u64..3600, level in 0.01f64..0.99) {
        let load = per_half_hour(calls, handling);
        let goal = Goal { service_level: level, ..Goal::default() };
        for model in [Model::ErlangC, impatient(patience)] {
            let staffing = load.staffing(&goal, model).unwrap();
            prop_assert!(staffing.prediction.service_level >= level && staffing.prediction.occupancy <= goal.occupancy);
            let fewer = load.predict(staffing.agents - 1, goal.within, model).unwrap();
            prop_assert!(fewer.service_level < level || fewer.occupancy > goal.occupancy);
            prop_assert!(staffing.scheduled >= staffing.agents);
        }
    }

    /// Any numbers end in an answer with finite parts or in an error.
    #[test]
    fn no_number_leads_astray(calls in any::<f64>(), interval in any::<u64>(), handling in any::<u64>(), agents in any::<u32>(), within in any::<u64>(), patience in any::<u64>()) {
        if let Ok(load) = Load::new(calls, Duration::from_millis(interval), seconds(handling % 100_000)) {
            for model in [Model::ErlangC, Model::ErlangA { patience: Duration::from_millis(patience) }] {
                if let Ok(prediction) = load.predict(agents % (2 * MOST_AGENTS), seconds(within), model) {
                    for part in [prediction.waiting, prediction.service_level, prediction.abandoned, prediction.occupancy] {
                        prop_assert!((0.0..=1.0).contains(&part), "{:?}", prediction);
                    }
                }
            }
        }
    }
}
