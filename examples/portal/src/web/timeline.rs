//! The time line of a call as SVG, drawn here as charts are: a lane for each telephone, a bar for what lasted.

use askama::Template;

use super::chart::{Unit, grid_step, number};
use crate::i18n::Texts;

const WIDTH: f64 = 800.0;
const LEFT: f64 = 180.0;
const RIGHT: f64 = 30.0;
const TOP: f64 = 12.0;
const LANE: f64 = 26.0;
/// Letters of a name that have room beside its lane.
const NAME: usize = 23;
/// Lanes that are drawn; the table has all.
const LANES: usize = 40;
/// Shorter bars would not be seen.
const LEAST: f64 = 2.0;

/// What a bar is; decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Span {
    Service,
    Ringing,
    Talking,
    Waiting,
    Parked,
}

impl Span {
    const ALL: [Self; 5] = [
        Self::Service,
        Self::Ringing,
        Self::Talking,
        Self::Waiting,
        Self::Parked,
    ];

    /// As in `app.css`.
    fn colour(self) -> usize {
        match self {
            Self::Service => 0,
            Self::Ringing => 1,
            Self::Talking => 2,
            Self::Waiting => 4,
            Self::Parked => 5,
        }
    }

    /// Its word.
    pub(crate) fn word(self, t: Texts) -> String {
        match self {
            Self::Service => t.journey_span_service(),
            Self::Ringing => t.journey_span_ringing(),
            Self::Talking => t.journey_span_talking(),
            Self::Waiting => t.journey_span_waiting(),
            Self::Parked => t.journey_span_parked(),
        }
    }
}

/// Something that lasted: what, and from when to when in milliseconds of the call.
pub(crate) type Lasted = (Span, u64, u64);

/// A time line that was drawn. Pages show it with `|safe`: it escapes its texts itself.
#[derive(Clone, Debug, Template)]
#[template(path = "fragments/timeline.html")]
pub(crate) struct Timeline {
    title: String,
    description: String,
    height: String,
    floor: String,
    below: String,
    grid: Vec<(String, String)>,
    lanes: Vec<Lane>,
    legend: Vec<(usize, String)>,
}

#[derive(Clone, Debug)]
struct Lane {
    label: String,
    y: String,
    middle: String,
    bars: Vec<Bar>,
}

#[derive(Clone, Debug)]
struct Bar {
    colour: usize,
    x: String,
    width: String,
    tip: String,
}

impl Timeline {
    /// Draws a lane for each name with what lasted there, in a call of so many milliseconds.
    pub(crate) fn draw(
        t: Texts,
        title: String,
        description: String,
        length: u64,
        lanes: &[(String, Vec<Lasted>)],
    ) -> Self {
        let lanes = &lanes[..lanes.len().min(LANES)];
        let length = length.max(1_000);
        let x = |at: u64| LEFT + (WIDTH - LEFT - RIGHT) * (at.min(length) as f64 / length as f64);
        let seconds = length / 1_000;
        let step = grid_step(seconds, Unit::Seconds);
        let floor = TOP + LANE * lanes.len() as f64;
        let mut kinds: Vec<Span> = Vec::new();
        let drawn = lanes
            .iter()
            .enumerate()
            .map(|(place, (name, spans))| {
                kinds.extend(spans.iter().map(|(kind, ..)| *kind));
                let y = TOP + LANE * place as f64;
                let bar = |(kind, from, until): &Lasted| Bar {
                    colour: kind.colour(),
                    x: number(x(*from)),
                    width: number((x(*until) - x(*from)).max(LEAST)),
                    tip: format!(
                        "{name} · {} · {}",
                        kind.word(t),
                        t.duration(rounded(until.saturating_sub(*from)))
                    ),
                };
                Lane {
                    label: short(name),
                    y: number(y),
                    middle: number(y + 8.0),
                    bars: spans.iter().map(bar).collect(),
                }
            })
            .collect();
        Self {
            title,
            description,
            height: number(floor + 26.0),
            floor: number(floor),
            below: number(floor + 18.0),
            grid: (0..=seconds / step)
                .map(|line| (number(x(line * step * 1_000)), t.duration(line * step)))
                .collect(),
            lanes: drawn,
            legend: Span::ALL
                .into_iter()
                .filter(|kind| kinds.contains(kind))
                .map(|kind| (kind.colour(), kind.word(t)))
                .collect(),
        }
    }
}

/// Whole seconds of milliseconds.
pub(crate) fn rounded(milliseconds: u64) -> u64 {
    milliseconds.saturating_add(500) / 1_000
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let mut text: String = name.chars().take(NAME - 1).collect();
    text.push('…');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn draw(length: u64, lanes: &[(String, Vec<Lasted>)]) -> Timeline {
        Timeline::draw(
            Texts::new(Lang::En),
            "The <call>".to_owned(),
            "Long".to_owned(),
            length,
            lanes,
        )
    }

    #[test]
    fn bars_stand_where_they_began_and_are_as_long_as_they_lasted() {
        let spans = vec![(Span::Ringing, 0, 10_000), (Span::Talking, 10_000, 40_000)];
        let line = draw(40_000, &[("Alice <100>".to_owned(), spans)]);
        let bars: Vec<_> = line.lanes[0]
            .bars
            .iter()
            .map(|bar| (bar.x.as_str(), bar.width.as_str()))
            .collect();
        assert_eq!(bars, [("180", "147.5"), ("327.5", "442.5")]);
        assert_eq!(line.legend.len(), 2);
        let html = line.render().unwrap();
        for expected in [
            "<title id=\"journey-line-title\">The &#60;call&#62;</title>",
            "Alice &#60;100&#62; · Talking · 0:00:30",
            "role=\"img\"",
        ] {
            assert!(html.contains(expected), "{expected} in {html}");
        }
        assert!(!html.contains("style="), "{html}");
    }

    #[test]
    fn a_call_of_no_length_and_one_of_a_month_have_a_grid_of_a_few_lines() {
        for length in [0, 1, 3_000, 40_000, 86_400_000, 2_678_400_000, u64::MAX] {
            let lines = draw(length, &[]).grid.len();
            assert!((1..=8).contains(&lines), "{length}: {lines}");
        }
    }

    #[test]
    fn many_telephones_and_long_names_have_an_end() {
        let lanes: Vec<_> = (0..500)
            .map(|lane| (format!("{lane:0>60}"), Vec::new()))
            .collect();
        let line = draw(1_000, &lanes);
        assert_eq!(line.lanes.len(), LANES);
        assert_eq!(line.lanes[0].label.chars().count(), NAME);
    }
}
