//! Random sites and random calls. Values are few and near each other, so that edges meet often.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use proptest::sample::select;
use switchhook_rating::{Counting, Kind, Place, Pricing, Rounding, Seconds, TaxBasis, TaxPlace, TaxSide};

use crate::model::{
    BANDS, CallModel, Clock, Dialling, PlanModel, Ratio, RowModel, Rule, Site, Steps, TaxModel, Version,
    When, Window,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Days around which calls are made: clocks change, holidays, months and years begin, decks and taxes come into force.
const DAYS: [&str; 8] = [
    "2025-03-30",
    "2025-10-26",
    "2025-04-06",
    "2025-10-05",
    "2025-06-09",
    "2025-12-31",
    "2026-01-01",
    "2025-11-02",
];

fn days() -> impl Strategy<Value = NaiveDate> {
    select(DAYS.to_vec()).prop_map(day)
}

fn ratio(most: i64) -> impl Strategy<Value = Ratio> {
    prop_oneof![
        1 => Just((0, 1)),
        6 => (0..=most, select(vec![1i64, 1, 100, 7, 11, 113])),
    ]
}

fn steps() -> impl Strategy<Value = Steps> {
    let first = select(vec![0u64, 1000, 4500, 30_000, 60_000, 90_000]);
    let next = select(vec![1000u64, 1000, 4500, 6000, 30_000, 60_000, 450_000]);
    let rule = prop_oneof![3 => Just(Counting::Started), 2 => select(Counting::ALL.to_vec())];
    (first, next, rule).prop_map(|(first, next, rule)| Steps { first, next, rule })
}

/// Prefixes of rows, as decks write them.
const PREFIXES: [&str; 16] = [
    "+", "+3", "+33", "+336", "+3361", "0033", "00", "+689", "4", "40", "404", "8", "87", "872", "1", "+687",
];

/// Whose calls a row is for; no two are the same when they are read.
const CALLERS: [&str; 3] = ["40", "404", "+33"];

prop_compose! {
    fn conditions()(
        prefix in select(PREFIXES.to_vec()),
        digits in select(vec![(0u8, 255u8), (0, 255), (0, 255), (8, 8), (9, 12), (0, 7)]),
        only in prop::option::weighted(0.2, select(vec![Kind::Fixed, Kind::Mobile, Kind::Special, Kind::Internal])),
        caller in prop::option::weighted(0.2, select(CALLERS.to_vec())),
        from in prop::option::weighted(0.2, days()),
        until in prop::option::weighted(0.2, days()),
        priority in select(vec![0, 0, 0, 1, -1]),
        blocked in prop::bool::weighted(0.08),
    ) -> RowModel {
        let until = until.filter(|until| from.is_none_or(|from| from <= *until));
        let no_steps = Steps { first: 60_000, next: 60_000, rule: Counting::Started };
        RowModel {
            prefix, digits, only, caller, from, until, priority, blocked,
            per: 60_000, price: (0, 1), fee: (0, 1), steps: no_steps, bands: [(None, None, None); 3],
            slots: Vec::new(), surcharge: (0, 1), minimum: None, maximum: None, grace: 0, free: 0,
        }
    }
}

prop_compose! {
    fn row()(
        row in conditions(),
        per in select(vec![60_000u64, 60_000, 1000, 90_500]),
        (price, surcharge) in (ratio(40), prop_oneof![2 => Just((0, 1)), 1 => ratio(3)]),
        fee in prop_oneof![1 => Just((0, 1)), 1 => ratio(5)],
        steps in steps(),
        bands in prop::array::uniform3((
            prop::option::of(ratio(40)), prop::option::weighted(0.2, ratio(5)), prop::option::weighted(0.2, steps()),
        )),
        slots in prop::collection::btree_map(
            select(vec![0u64, 500, 30_000, 60_000, 65_000, 180_000, 600_000]),
            (ratio(40), prop::option::of(steps())), 0..3,
        ),
        minimum in prop::option::weighted(0.2, ratio(50)),
        more in prop::option::weighted(0.2, 0i64..200),
        grace in select(vec![0u64, 0, 0, 5000]),
        free in select(vec![0u64, 0, 0, 10_000, 60_000, 1500]),
    ) -> RowModel {
        if row.blocked {
            return row;
        }
        let least = minimum.unwrap_or((0, 1));
        let slots = slots.into_iter().map(|(from, (price, steps))| (from, price, steps)).collect();
        let maximum = more.map(|more| (least.0 + more, least.1));
        RowModel { per, price, fee, surcharge, steps, bands, slots, minimum, maximum, grace, free, ..row }
    }
}

prop_compose! {
    fn version()(
        from in prop::option::of(days()),
        foreign in prop::bool::weighted(0.2),
        rows in prop::collection::vec(row(), 1..8),
    ) -> Version {
        Version { from, foreign, rows }
    }
}

prop_compose! {
    fn clock()(
        zone in select(vec![
            chrono_tz::Europe::Paris, chrono_tz::Pacific::Tahiti, chrono_tz::America::New_York,
            chrono_tz::Australia::Lord_Howe, chrono_tz::Asia::Kathmandu, Tz::UTC,
        ]),
        windows in prop::collection::vec((
            0..BANDS.len(), any::<[bool; 8]>(),
            select(vec![0u16, 120, 150, 420, 1320, 1437]), select(vec![60u16, 121, 180, 360, 1140, 1440]),
        ), 0..4),
        holidays in prop::collection::hash_set(days(), 0..3),
    ) -> Clock {
        let windows = windows.into_iter().map(|(band, days, from, to)| Window { band, days, from, to }).collect();
        Clock { zone, windows, holidays: holidays.into_iter().collect() }
    }
}

prop_compose! {
    fn tax()(
        tenths in prop::collection::btree_map(
            prop_oneof![Just(day("1990-01-01")), days()], select(vec![0i64, 130, 196, 200, 1]), 0..3,
        ),
        included: bool,
        first in prop::option::of(select(vec![TaxSide::Before, TaxSide::After])),
        basis in select(vec![TaxBasis::Rounded, TaxBasis::Exact]),
        place in prop_oneof![3 => Just(TaxPlace::Line), 1 => Just(TaxPlace::Invoice)],
        rounding in prop::option::weighted(0.3, select(Rounding::ALL.to_vec())),
    ) -> TaxModel {
        TaxModel { tenths: tenths.into_iter().collect(), included, first, basis, place, rounding }
    }
}

prop_compose! {
    fn plan()(
        clock in clock(),
        pricing in select(vec![Pricing::Start, Pricing::Increment, Pricing::Second]),
        seconds in select(vec![Seconds::Exact, Seconds::Exact, Seconds::Up, Seconds::Down, Seconds::HalfUp]),
        place in select(vec![Place::Call, Place::Call, Place::Increment, Place::Segment, Place::Invoice]),
        mode in select(Rounding::ALL.to_vec()),
        step in select(vec![1i64, 100, 10_000, 50_000, 1_000_000]),
        tax in tax(),
        exchange in prop::collection::btree_map(days(), (1i64..200, select(vec![1i64, 100, 113])), 1..3),
        parent in prop::option::of((any::<prop::sample::Index>(), (1i64..30, select(vec![1i64, 10, 7])))),
        versions in prop::collection::vec(version(), 1..4),
    ) -> PlanModel {
        let parent = parent.map(|(index, factor)| (index.index(97), factor));
        PlanModel {
            clock, pricing, seconds, place, mode, step, tax, parent, versions,
            exchange: exchange.into_iter().collect(),
        }
    }
}

prop_compose! {
    fn dialling()(
        country in select(vec!["", "689", "33"]),
        national in select(vec!["", "0"]),
        international in prop::sample::subsequence(vec!["00", "011"], 0..=2),
        outside in select(vec!["", "0", "9"]),
        access in prop::sample::subsequence(vec!["16", "1600"], 0..=2),
        lengths in prop::sample::subsequence(vec![6u8, 8], 0..=2),
        short in prop::sample::subsequence(
            vec![("15", Kind::Emergency), ("112", Kind::Emergency), ("3612", Kind::Special), ("10", Kind::Forbidden)], 0..=4,
        ),
        kinds in prop::sample::subsequence(vec![
            ("4", (0u8, 255u8), Kind::Fixed), ("40", (8, 8), Kind::Mobile), ("87", (8, 8), Kind::Mobile),
            ("+3", (0, 255), Kind::Fixed), ("+336", (0, 255), Kind::Mobile), ("+336", (11, 11), Kind::Fixed),
            ("+88", (0, 255), Kind::Forbidden), ("2", (3, 3), Kind::Internal), ("4", (3, 4), Kind::Internal),
        ], 0..=9),
    ) -> Dialling {
        Dialling { country, national, international, outside, access, lengths, short, kinds }
    }
}

fn rule() -> impl Strategy<Value = Rule> {
    select(vec![
        Rule::Account("sales"),
        Rule::Extension("101"),
        Rule::Trunk("PJSIP/gw-"),
        Rule::Trunk("PJSIP/"),
        Rule::Number("+33"),
        Rule::Number("87"),
        Rule::Caller("404"),
    ])
}

prop_compose! {
    /// A site whose parts fit together.
    pub(crate) fn site()(
        dialling in dialling(),
        plans in prop::collection::vec(plan(), 1..4),
        fallback in any::<prop::sample::Index>(),
        rules in prop::collection::vec((rule(), any::<prop::sample::Index>()), 0..4),
    ) -> Site {
        let count = plans.len();
        let mut site = Site {
            dialling, plans, fallback: fallback.index(count),
            rules: rules.into_iter().map(|(rule, plan)| (rule, plan.index(count))).collect(),
        };
        fit(&mut site);
        site
    }
}

/// Takes out what no book may have: rows for the same calls, terms for bands that a plan lacks, decks of the same day.
fn fit(site: &mut Site) {
    let dialling = site.dialling.clone();
    for place in 0..site.plans.len() {
        // A parent is an earlier plan, so that there is no ring, and has the same zone.
        let parent = site.plans[place].parent.filter(|_| place > 0);
        let parent = parent.map(|(parent, factor)| (parent % place.max(1), factor));
        let zone = parent.map(|(parent, _)| site.plans[parent].clock.zone);
        let plan = &mut site.plans[place];
        plan.parent = parent;
        plan.clock.zone = zone.unwrap_or(plan.clock.zone);
        plan.clock.windows.retain(|window| window.from != window.to);
        let named: HashSet<usize> = plan.clock.windows.iter().map(|window| window.band).collect();
        let mut effective = HashSet::new();
        plan.versions.retain(|version| effective.insert(version.from));
        for version in &mut plan.versions {
            let mut rows: Vec<RowModel> = Vec::new();
            for mut row in version.rows.drain(..) {
                for band in (0..BANDS.len() - 1).filter(|band| !named.contains(band)) {
                    row.bands[band] = (None, None, None);
                }
                let same = |known: &RowModel| {
                    let wanted = |row: &RowModel| {
                        (
                            dialling.prefix(row.prefix),
                            row.only,
                            row.caller,
                            row.from,
                            row.priority,
                        )
                    };
                    let overlap = known.digits.0 <= row.digits.1 && row.digits.0 <= known.digits.1;
                    wanted(known) == wanted(&row) && overlap
                };
                if !rows.iter().any(same) {
                    rows.push(row);
                }
            }
            version.rows = rows;
        }
    }
}

fn number() -> impl Strategy<Value = String> {
    let lead = select(vec![
        "", "", "", "0", "9", "16", "1600", "00", "000", "900", "011", "+", "+",
    ]);
    let body = prop_oneof![
        8 => (select(vec!["33", "336", "3361", "689", "687", "4", "40", "404", "87", "872", "8", "88", "1", "2", "0"]), "[0-9]{0,9}")
            .prop_map(|(code, rest)| format!("{code}{rest}")),
        2 => select(vec!["15", "112", "3612", "10", "201", "401"]).prop_map(str::to_owned),
        1 => "[0-9]{0,34}",
        1 => "[0-9 ./()-]{0,12}|[0-9x*]{0,5}",
    ];
    (lead, body).prop_map(|(lead, body)| format!("{lead}{body}"))
}

/// Near midnight, and the changes of clocks and windows; at halves of a second.
fn start() -> impl Strategy<Value = When> {
    let hours = select(vec![-11i64, -10, 0, 1, 2, 3, 6, 7, 12, 14, 15, 19, 22, 23]);
    (
        days(),
        hours,
        -300i64..3900,
        any::<bool>(),
        any::<bool>(),
        -20i64..20,
    )
        .prop_map(|(day, hour, second, half, local, off)| {
            let reading: NaiveDateTime =
                day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::seconds(hour * 3600 + second);
            // Half of the calls are made on the day itself.
            let reading = reading + TimeDelta::days(off.max(0));
            if local {
                return When::Reading(reading);
            }
            let instant: DateTime<Utc> =
                reading.and_utc() + TimeDelta::milliseconds(if half { 500 } else { 0 });
            When::Instant(instant)
        })
}

prop_compose! {
    pub(crate) fn call()(
        number in number(),
        start in start(),
        (seconds, half) in (
            prop_oneof![
                1 => Just(0u64), 3 => 0u64..10, 6 => 1u64..200, 4 => select(vec![30u64, 60, 61, 90, 100, 120, 180, 240, 600, 900]),
                1 => 200u64..1500,
            ],
            prop::bool::weighted(0.3),
        ),
        caller in select(vec!["", "404", "40 41 42 43", "+33 6 12", "x", "87"]),
        account in select(vec!["", "sales", "office"]),
        extension in select(vec!["", "101", "102"]),
        trunk in select(vec!["", "PJSIP/gw-00000001", "PJSIP/other-00000001", "DAHDI/1"]),
    ) -> CallModel {
        let millis = seconds * 1000 + if half { 500 } else { 0 };
        CallModel { number, start, millis, caller, account, extension, trunk }
    }
}
