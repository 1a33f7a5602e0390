//! Charts as SVG, drawn here so that a page needs no script: bars, stacked bars, lines with points.
//!
//! A chart is a picture with a title and a sentence that says what it shows; its figures stand in a table of the same page.
//! Its colours are classes, since pages have no inline style.

use askama::Template;

use crate::i18n::Texts;

/// Colours that `app.css` has; a chart with more series begins again.
const COLOURS: usize = 6;

const WIDTH: f64 = 800.0;
/// Of the area of the marks.
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 12.0;
/// About the width of a digit or letter.
const LETTER: f64 = 7.2;

/// How values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A group of bars for each label: for things that have no order.
    Bars,
    /// A bar for each label, in which series stand on each other: for parts of a whole.
    Stacked,
    /// Points joined by lines: for times that follow each other.
    Lines,
}

/// What values are, which decides where the grid is and how it is labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Whole things, such as calls.
    Count,
    /// Seconds, shown as a duration.
    Seconds,
    /// Tenths of a per cent.
    PerMille,
}

impl Unit {
    /// A value as text.
    pub(crate) fn shown(self, t: Texts, value: u64) -> String {
        let number = i64::try_from(value).unwrap_or(i64::MAX);
        match self {
            Self::Count => t.integer(number),
            Self::Seconds => t.duration(value),
            Self::PerMille => t.percent(&t.decimal(number, 1)),
        }
    }
}

/// Values of the same kind, one for each label; `None` where there is none.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    pub(crate) name: String,
    pub(crate) values: Vec<Option<u64>>,
}

/// What is to be drawn.
#[derive(Clone, Debug)]
pub(crate) struct Drawing {
    /// Unique on its page: letters, digits and `-`.
    pub(crate) id: &'static str,
    pub(crate) title: String,
    /// A sentence for who does not see it.
    pub(crate) description: String,
    pub(crate) kind: Kind,
    pub(crate) unit: Unit,
    pub(crate) labels: Vec<String>,
    pub(crate) series: Vec<Series>,
}

/// A chart that was drawn. Pages show it with `|safe`: it escapes its texts itself.
#[derive(Clone, Debug, Template)]
#[template(path = "fragments/chart.html")]
pub(crate) struct Chart {
    id: &'static str,
    title: String,
    description: String,
    height: String,
    /// Lines across with their values.
    grid: Vec<(String, String)>,
    labels: Vec<Label>,
    rotated: bool,
    bars: Vec<Bar>,
    lines: Vec<Line>,
    /// Colour and name of each series; empty for one alone.
    legend: Vec<(usize, String)>,
}

#[derive(Clone, Debug)]
struct Label {
    x: String,
    y: String,
    text: String,
}

#[derive(Clone, Debug)]
struct Bar {
    colour: usize,
    x: String,
    y: String,
    width: String,
    height: String,
    tip: String,
}

#[derive(Clone, Debug)]
struct Line {
    colour: usize,
    /// Of each piece: a value that is missing interrupts the line.
    pieces: Vec<String>,
    points: Vec<Point>,
}

#[derive(Clone, Debug)]
struct Point {
    x: String,
    y: String,
    tip: String,
}

impl Chart {
    /// Draws. Values that have no label are left out.
    pub(crate) fn draw(t: Texts, drawing: &Drawing) -> Self {
        let count = drawing.labels.len();
        let slot = (WIDTH - LEFT - RIGHT) / count.max(1) as f64;
        let step = grid_step(drawing.highest(), drawing.unit);
        let top = drawing.highest().div_ceil(step).max(1).saturating_mul(step);
        let y = |value: u64| TOP + HEIGHT * (1.0 - value as f64 / top as f64);
        let middle = |index: usize| LEFT + slot * (index as f64 + 0.5);

        let longest = drawing
            .labels
            .iter()
            .map(|label| label.chars().count())
            .max()
            .unwrap_or(0);
        let rotated = longest as f64 * LETTER > slot - 4.0;
        let below = if rotated {
            // Along a slope of 45 degrees.
            16.0 + longest as f64 * LETTER * 0.71
        } else {
            26.0
        };

        let mut chart = Self {
            id: drawing.id,
            height: number(TOP + HEIGHT + below),
            grid: (0..=top / step)
                .map(|line| (number(y(line * step)), drawing.unit.shown(t, line * step)))
                .collect(),
            labels: drawing
                .labels
                .iter()
                .enumerate()
                .map(|(index, text)| Label {
                    x: number(middle(index)),
                    y: number(TOP + HEIGHT + if rotated { 14.0 } else { 19.0 }),
                    text: text.clone(),
                })
                .collect(),
            rotated,
            bars: Vec::new(),
            lines: Vec::new(),
            legend: match &drawing.series[..] {
                [] | [_] => Vec::new(),
                several => several
                    .iter()
                    .enumerate()
                    .map(|(index, series)| (index % COLOURS, series.name.clone()))
                    .collect(),
            },
            title: drawing.title.clone(),
            description: drawing.description.clone(),
        };
        let tip = |series: &Series, index: usize, value: u64| {
            let label = drawing.labels.get(index).map_or("", String::as_str);
            format!("{label} · {} · {}", series.name, drawing.unit.shown(t, value))
        };
        match drawing.kind {
            Kind::Bars | Kind::Stacked => {
                let stacked = drawing.kind == Kind::Stacked;
                let abreast = if stacked { 1 } else { drawing.series.len().max(1) };
                let width = slot * 0.76 / abreast as f64;
                let mut stood = vec![0u64; count];
                for (place, series) in drawing.series.iter().enumerate() {
                    for (index, value) in series.values.iter().take(count).enumerate() {
                        let Some(value) = value.filter(|value| *value > 0) else {
                            continue;
                        };
                        let from = if stacked { stood[index] } else { 0 };
                        let to = from.saturating_add(value);
                        stood[index] = to;
                        let beside = if stacked { 0 } else { place };
                        chart.bars.push(Bar {
                            colour: place % COLOURS,
                            x: number(middle(index) - slot * 0.38 + width * beside as f64),
                            y: number(y(to)),
                            width: number(width),
                            height: number(y(from) - y(to)),
                            tip: tip(series, index, value),
                        });
                    }
                }
            }
            Kind::Lines => {
                for (place, series) in drawing.series.iter().enumerate() {
                    let values = &series.values[..series.values.len().min(count)];
                    let at = |index: usize, value: u64| (number(middle(index)), number(y(value)));
                    let mut pieces = vec![String::new()];
                    let mut points = Vec::new();
                    for (index, value) in values.iter().enumerate() {
                        let Some(value) = *value else {
                            pieces.push(String::new());
                            continue;
                        };
                        let (x, y) = at(index, value);
                        let piece = pieces.last_mut().expect("there is always one");
                        if !piece.is_empty() {
                            piece.push(' ');
                        }
                        piece.push_str(&format!("{x},{y}"));
                        points.push(Point {
                            x,
                            y,
                            tip: tip(series, index, value),
                        });
                    }
                    pieces.retain(|piece| piece.contains(' '));
                    chart.lines.push(Line {
                        colour: place % COLOURS,
                        pieces,
                        points,
                    });
                }
            }
        }
        chart
    }
}

impl Drawing {
    fn highest(&self) -> u64 {
        let values = |index: usize| {
            self.series
                .iter()
                .filter_map(move |series| series.values.get(index).copied().flatten())
        };
        (0..self.labels.len())
            .map(|index| match self.kind {
                Kind::Stacked => values(index).fold(0, u64::saturating_add),
                Kind::Bars | Kind::Lines => values(index).max().unwrap_or(0),
            })
            .max()
            .unwrap_or(0)
    }
}

/// The distance of lines across, so that there are at most six: 1, 2 or 5 times a power of ten; of seconds whole minutes
/// and hours.
pub(crate) fn grid_step(highest: u64, unit: Unit) -> u64 {
    let base = match unit {
        Unit::Seconds if highest > 5 * 3600 => 3600,
        Unit::Seconds if highest > 5 * 60 => 60,
        _ => 1,
    };
    let mut power: u64 = base;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if highest / step < 6 {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// A coordinate with one decimal.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn drawing(kind: Kind, series: &[&[Option<u64>]]) -> Drawing {
        Drawing {
            id: "sample",
            title: "Calls <of> a day".to_owned(),
            description: "Most at ten".to_owned(),
            kind,
            unit: Unit::Count,
            labels: ["9", "10", "11"].map(str::to_owned).to_vec(),
            series: series
                .iter()
                .map(|values| Series {
                    name: "Calls".to_owned(),
                    values: values.to_vec(),
                })
                .collect(),
        }
    }

    fn draw(kind: Kind, series: &[&[Option<u64>]]) -> Chart {
        Chart::draw(Texts::new(Lang::En), &drawing(kind, series))
    }

    #[test]
    fn a_chart_says_in_words_what_it_shows_and_escapes_them() {
        let html = draw(Kind::Bars, &[&[Some(1), Some(2), Some(3)]])
            .render()
            .unwrap();
        for expected in [
            "role=\"img\" aria-labelledby=\"sample-title sample-desc\"",
            "<title id=\"sample-title\">Calls &#60;of&#62; a day</title>",
            "<desc id=\"sample-desc\">Most at ten</desc>",
        ] {
            assert!(html.contains(expected), "{expected} in {html}");
        }
        assert!(!html.contains("style="), "{html}");
    }

    #[test]
    fn bars_are_as_high_as_their_values() {
        let chart = draw(Kind::Bars, &[&[Some(10), Some(5), None]]);
        let heights: Vec<_> = chart.bars.iter().map(|bar| bar.height.as_str()).collect();
        assert_eq!(heights, ["220", "110"]);
    }

    #[test]
    fn stacked_bars_stand_on_each_other() {
        let chart = draw(Kind::Stacked, &[&[Some(4), None, None], &[Some(6), None, None]]);
        let [lower, upper] = &chart.bars[..] else {
            panic!("{:?}", chart.bars)
        };
        assert_eq!((lower.y.as_str(), lower.height.as_str()), ("144", "88"));
        assert_eq!((upper.y.as_str(), upper.height.as_str()), ("12", "132"));
        assert_eq!(lower.x, upper.x);
    }

    #[test]
    fn a_value_that_is_missing_interrupts_the_line() {
        let chart = draw(Kind::Lines, &[&[Some(1), None, Some(3)]]);
        assert_eq!(chart.lines[0].points.len(), 2);
        assert!(chart.lines[0].pieces.is_empty());
        let whole = draw(Kind::Lines, &[&[Some(0), Some(0), Some(0)]]);
        assert_eq!(whole.lines[0].pieces, ["189.3,232 428,232 666.7,232"]);
    }

    #[test]
    fn the_grid_has_round_values_for_every_size() {
        for (highest, unit, step) in [
            (0, Unit::Count, 1),
            (5, Unit::Count, 1),
            (6, Unit::Count, 2),
            (29, Unit::Count, 5),
            (4168, Unit::Count, 1000),
            (240, Unit::Seconds, 50),
            (3000, Unit::Seconds, 600),
            (40_000, Unit::Seconds, 7200),
        ] {
            assert_eq!(grid_step(highest, unit), step, "{highest}");
        }
        for highest in [u64::MAX, u64::MAX / 2] {
            assert!(
                draw(Kind::Stacked, &[&[Some(highest)], &[Some(highest)]])
                    .grid
                    .len()
                    <= 8
            );
        }
    }

    #[test]
    fn values_are_written_as_their_unit_and_language_want() {
        for (unit, value, expected) in [
            (Unit::Count, 4168, "4\u{202f}168"),
            (Unit::Seconds, 3661, "1:01:01"),
            (Unit::PerMille, 763, "76,3\u{202f}%"),
        ] {
            assert_eq!(unit.shown(Texts::new(Lang::Fr), value), expected);
        }
    }

    #[test]
    fn labels_without_room_are_rotated() {
        assert!(!draw(Kind::Bars, &[]).rotated);
        let mut many = drawing(Kind::Bars, &[]);
        many.labels = (0..48)
            .map(|slot| format!("{}:{:02}", slot / 2, slot % 2 * 30))
            .collect();
        assert!(Chart::draw(Texts::new(Lang::En), &many).rotated);
    }
}
