//! Who gave up: who of them was reached after all, and who is still to be called.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::TimeDelta;
use switchhook_portal_core::number::mask;
use switchhook_portal_core::queue::abandon::{CallBack, Recovered, callers, recover};
use switchhook_portal_core::queue::visit::{LineKey, Outcome, Visit};
use switchhook_portal_core::{Capability, DialString};

use super::{Asked, LONGEST, Screen, Typed};
use crate::app::App;
use crate::i18n::Texts;
use crate::web::error::WebError;
use crate::web::views::queue_statistics::{Figure, FigureRow, FigureTable};
use crate::web::visitor::LoggedIn;

/// Within how long somebody who gave up has to be reached.
const WITHIN: Duration = Duration::from_secs(24 * 3600);

/// The visits of a period and of the day after it, and the calls that were made.
pub(super) struct Loaded {
    visits: Vec<Visit>,
    called_back: Vec<(String, chrono::DateTime<chrono::Utc>)>,
}

impl Loaded {
    /// Nothing if there are too many.
    pub(super) async fn of(app: &App, asked: &Asked) -> Result<Option<Self>, WebError> {
        let until = asked.bounds.end + TimeDelta::from_std(WITHIN).unwrap_or_default();
        let visits = app
            .store
            .queue_visits(asked.bounds.start, until, LONGEST + 1)
            .await?;
        if visits.len() > LONGEST as usize {
            return Ok(None);
        }
        Ok(Some(Self {
            visits,
            called_back: app.store.answered_outside(asked.bounds.start, until).await?,
        }))
    }

    fn recovered<'v>(&'v self, app: &App, asked: &Asked) -> Recovered<'v> {
        let call_backs: Vec<CallBack<'_>> = self
            .called_back
            .iter()
            .map(|(number, answered)| CallBack {
                number,
                answered: *answered,
            })
            .collect();
        recover(
            &self.visits,
            &call_backs,
            WITHIN,
            |text| number(app, text),
            |visit| asked.has(visit),
        )
    }

    pub(super) fn tables(
        &self,
        app: &App,
        user: &LoggedIn,
        typed: &Typed,
        asked: &Asked,
        period: &str,
    ) -> Vec<FigureTable> {
        let t = user.texts();
        let found = self.recovered(app, asked);
        let repeated = callers(self.visits.iter().filter(|visit| asked.has(visit)), |text| {
            number(app, text)
        });
        let given_up: usize = found.to_call.iter().map(|(_, times)| times).sum();
        let count = |count: usize| t.integer(i64::try_from(count).unwrap_or(i64::MAX));
        let listed = |number: usize, what: &str, line: Option<LineKey>| {
            let mut behind = vec![("what", what.to_owned())];
            behind.extend(line.map(|line| ("line", format!("{}-{}", line.generation, line.position))));
            Figure {
                text: count(number),
                href: (number > 0)
                    .then(|| typed.address("/queues/statistics/visits", Screen::Callers, &behind)),
            }
        };
        let share = |share: switchhook_portal_core::queue::ratio::Ratio| {
            let tenths = share.tenths().and_then(|tenths| i64::try_from(tenths).ok());
            Figure::plain(tenths.map_or_else(|| "–".to_owned(), |tenths| t.decimal(tenths, 1)))
        };
        let summary = FigureTable {
            caption: t.qs_caption(&t.qs_table_callers(), period),
            head: t.qs_table_callers(),
            columns: vec![
                t.qs_recovered(),
                t.qs_to_call(),
                t.qs_share_of(&t.qs_recovered()),
                t.qs_median_recovery(),
                t.qs_without_number(),
                t.qs_share_of(&t.qs_called_again()),
            ],
            rows: vec![FigureRow {
                label: t.qs_abandoned(),
                figures: vec![
                    listed(found.recovered.len(), "recovered", None),
                    listed(given_up, "to-call", None),
                    share(found.rate()),
                    Figure::plain(
                        found
                            .median_time()
                            .map_or_else(|| "–".to_owned(), |time| t.duration(time.as_secs())),
                    ),
                    listed(found.anonymous, "without-number", None),
                    share(repeated),
                ],
            }],
            total: None,
        };
        let to_call = FigureTable {
            caption: t.qs_caption(&t.qs_to_call_list(), period),
            head: t.queue_caller(),
            columns: vec![t.qs_queue(), t.qs_gave_up(), t.qs_times()],
            rows: found
                .to_call
                .iter()
                .rev()
                .take(super::LISTED)
                .map(|(visit, times)| FigureRow {
                    label: shown(user, visit),
                    figures: vec![
                        Figure::plain(visit.queue.to_string()),
                        Figure::plain(t.date_time(app.local(left(visit).timestamp()))),
                        listed(*times, "to-call", Some(visit.line)),
                    ],
                })
                .collect(),
            total: None,
        };
        let has_some = !found.recovered.is_empty() || !found.to_call.is_empty() || found.anonymous > 0;
        [summary, to_call]
            .into_iter()
            .filter(|table| has_some && !table.rows.is_empty())
            .collect()
    }

    /// The visits behind a figure.
    pub(super) fn behind(&self, app: &App, asked: &Asked, behind: Behind) -> Vec<&Visit> {
        let found = self.recovered(app, asked);
        let recovered: BTreeSet<LineKey> = found.recovered.iter().map(|(visit, _)| visit.line).collect();
        let wanted: BTreeSet<String> = found
            .to_call
            .iter()
            .filter(|(visit, _)| match behind {
                Behind::ToCall(Some(line)) => visit.line == line,
                _ => true,
            })
            .filter_map(|(visit, _)| number(app, &visit.caller))
            .collect();
        let given_up = self
            .visits
            .iter()
            .filter(|visit| asked.has(visit) && visit.outcome() == Outcome::Abandoned);
        given_up
            .filter(|visit| match behind {
                Behind::Recovered => recovered.contains(&visit.line),
                Behind::WithoutNumber => number(app, &visit.caller).is_none(),
                Behind::ToCall(_) => {
                    !recovered.contains(&visit.line)
                        && number(app, &visit.caller).is_some_and(|number| wanted.contains(&number))
                }
            })
            .collect()
    }
}

/// Which of those who gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    Recovered,
    /// Of the caller whose last visit begins with this line, or of all.
    ToCall(Option<LineKey>),
    WithoutNumber,
}

impl Behind {
    pub(super) fn from_parameters(asked: impl Fn(&str) -> Option<String>) -> Option<Self> {
        Some(match asked("what")?.as_str() {
            "recovered" => Self::Recovered,
            "without-number" => Self::WithoutNumber,
            "to-call" => Self::ToCall(match asked("line") {
                None => None,
                Some(line) => {
                    let (generation, position) = line.split_once('-')?;
                    Some(LineKey {
                        generation: generation.parse().ok()?,
                        position: position.parse().ok()?,
                    })
                }
            }),
            _ => return None,
        })
    }

    pub(super) fn in_words(self, t: Texts) -> String {
        let what = match self {
            Self::Recovered => t.qs_recovered(),
            Self::ToCall(_) => t.qs_to_call(),
            Self::WithoutNumber => t.qs_without_number(),
        };
        t.filter_chip(&t.qs_abandoned(), &what)
    }
}

/// One number of all ways to write it; nothing of an anonymous one.
fn number(app: &App, text: &str) -> Option<String> {
    let number: DialString = text.parse().ok()?;
    Some(app.config.numbering.read_recorded(&number).canonical())
}

/// The caller's number, as much of it as the reader may see.
pub(super) fn shown(user: &LoggedIn, visit: &Visit) -> String {
    if user
        .subject
        .reaches_queue(Capability::CallLogUnmask, &visit.queue)
    {
        visit.caller.to_string()
    } else {
        mask(&visit.caller)
    }
}

fn left(visit: &Visit) -> chrono::DateTime<chrono::Utc> {
    visit.end.as_ref().map_or(visit.entered, |end| end.time)
}
