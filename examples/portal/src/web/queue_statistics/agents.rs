//! The time of agents: sessions, pauses with reasons, talk, ring, wrap-up and occupancy.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::TimeDelta;
use switchhook_portal_core::queue::agent::{
    Agent, Aliases, Choice as Chosen, CsvTexts, Limits, Report, Rules, Timeline, Times,
};
use switchhook_portal_core::queue::log::Entry;
use switchhook_portal_core::queue::ratio::Ratio;
use switchhook_portal_core::queue::visit::{AttemptResult, Visit};
use switchhook_portal_core::rights::Scope;
use switchhook_portal_core::{Capability, PersonId};

use super::{Asked, Screen, Typed, seen};
use crate::app::App;
use crate::i18n::Texts;
use crate::web::error::WebError;
use crate::web::views::common::Choice;
use crate::web::views::queue_statistics::{Figure, FigureRow, FigureTable};
use crate::web::visitor::LoggedIn;

/// How long before a period lines are read: sessions may have begun then.
const BEFORE: TimeDelta = TimeDelta::days(31);

/// Lines that a report is made from at most.
const LINES: u64 = 3_000_000;

/// An agent in an address: `p7` is a person, `n` stands before a name.
pub(super) fn key(agent: &Agent) -> String {
    match agent {
        Agent::Person(id) => format!("p{}", i64::from(*id)),
        Agent::Name(name) => format!("n{name}"),
    }
}

fn from_key(key: &str) -> Option<Agent> {
    match key.split_at_checked(1)? {
        ("p", id) => Some(Agent::Person(PersonId(id.parse().ok()?))),
        ("n", name) if !name.is_empty() => Some(Agent::Name(name.into())),
        _ => None,
    }
}

/// Who is who in the log.
pub(super) struct People {
    names: BTreeMap<PersonId, String>,
    pub(super) aliases: Aliases,
}

impl People {
    pub(super) async fn load(app: &App) -> Result<Self, WebError> {
        let people = app.store.people().await?;
        let phones = app.store.phones().await?;
        let of_people = people
            .iter()
            .flat_map(|person| [person.display_name(), person.ascii_name()].map(|name| (name, person.id)));
        // A member without a name is written as its interface.
        let of_phones = phones.iter().filter_map(|phone| Some((phone, phone.owner?)));
        let of_phones = of_phones.flat_map(|(phone, owner)| {
            ["PJSIP", "SIP"].map(|technology| (format!("{technology}/{}", phone.endpoint), owner))
        });
        Ok(Self {
            aliases: Aliases::new(of_people.chain(of_phones)),
            names: people
                .iter()
                .map(|person| (person.id, person.display_name()))
                .collect(),
        })
    }

    fn name(&self, agent: &Agent) -> String {
        match agent {
            Agent::Person(id) => self.names.get(id).cloned().unwrap_or_default(),
            Agent::Name(name) => name.to_string(),
        }
    }
}

/// Whether the reader sees own figures, besides those of whole queues.
pub(super) fn sees_own(user: &LoggedIn) -> bool {
    let scopes = user.subject.scope(Capability::QueueStatistics);
    scopes.is_some_and(|scopes| scopes.contains(Scope::Own))
}

/// The time of the agents that the reader may see.
pub(super) struct Loaded {
    people: People,
    /// Whoever is there, whatever the form narrows.
    all: Vec<Agent>,
    report: Report,
}

impl Loaded {
    /// Nothing if there are too many lines.
    pub(super) async fn of(
        app: &App,
        user: &LoggedIn,
        typed: &Typed,
        asked: &Asked,
    ) -> Result<Option<Self>, WebError> {
        let people = People::load(app).await?;
        let mut timeline = Timeline::new(Limits::default(), people.aliases.clone());
        let lines = app
            .store
            .each_queue_log_line(asked.bounds.start - BEFORE, asked.bounds.end, LINES, |text| {
                // Lines that say nothing were told of when they were read.
                if let Ok(entry) = Entry::parse(text) {
                    timeline.feed(&entry);
                }
            })
            .await?;
        if lines > LINES {
            return Ok(None);
        }
        let now = chrono::DateTime::from_timestamp(app.now(), 0).unwrap_or_default();
        let rules = Rules {
            wrap_up: app.config.queue_log.wrap_up,
            wrap_up_reasons: app
                .config
                .queue_log
                .wrap_up_reasons
                .iter()
                .map(|reason| reason.as_str().into())
                .collect(),
        };
        let queues = seen(app, user).await?;
        let queues: BTreeSet<_> = queues
            .iter()
            .filter(|queue| typed.queues.is_empty() || typed.queues.contains(queue))
            .map(|queue| queue.as_str().into())
            .collect();
        let is_everything = typed.queues.is_empty()
            && user
                .scope(Capability::QueueStatistics)
                .is_ok_and(switchhook_portal_core::rights::Scopes::is_all);
        let report = |choice: &Chosen| timeline.report(&asked.bounds, now, choice, &rules);
        let mut all = report(&Chosen {
            queues: (!is_everything).then_some(queues),
            agents: None,
        });
        let me = Agent::Person(user.person.id);
        if sees_own(user) {
            // All of the own time, not only that in queues whose figures are the reader's.
            all.rows.retain(|row| row.agent != me);
            let mut own = report(&Chosen {
                queues: (!typed.queues.is_empty())
                    .then(|| typed.queues.iter().map(|queue| queue.as_str().into()).collect()),
                agents: Some([me].into()),
            });
            own.rows.append(&mut all.rows);
            own.rows.sort_by(|one, other| one.agent.cmp(&other.agent));
            all = own;
        }
        let agents = all.rows.iter().map(|row| row.agent.clone()).collect();
        if let Some(wanted) = from_key(&typed.agent) {
            all.rows.retain(|row| row.agent == wanted);
        }
        all.rows
            .sort_by_cached_key(|row| (people.name(&row.agent).to_lowercase(), row.agent.clone()));
        Ok(Some(Self {
            people,
            all: agents,
            report: all,
        }))
    }

    /// The agents of the form.
    pub(super) fn choices(&self, t: Texts, typed: &Typed) -> Vec<Choice> {
        let mut choices: Vec<Choice> = self
            .all
            .iter()
            .map(|agent| Choice {
                selected: key(agent) == typed.agent,
                value: key(agent),
                label: self.people.name(agent),
            })
            .collect();
        choices.sort_by_cached_key(|choice| choice.label.to_lowercase());
        choices.insert(
            0,
            Choice {
                value: String::new(),
                label: t.qs_all_agents(),
                selected: typed.agent.is_empty(),
            },
        );
        choices
    }

    pub(super) fn tables(&self, t: Texts, typed: &Typed, period: &str) -> Vec<FigureTable> {
        if self.report.rows.is_empty() {
            return Vec::new();
        }
        let row = |label: String, agent: &Agent, queue: Option<&str>, times: &Times| FigureRow {
            label,
            figures: figures(t, times, |missed| {
                let mut behind = vec![("agent", key(agent)), ("what", what(missed).to_owned())];
                behind.extend(queue.map(|queue| ("of", queue.to_owned())));
                typed.address("/queues/statistics/visits", Screen::Agents, &behind)
            }),
        };
        let rows = self.report.rows.iter();
        let by_agent = FigureTable {
            caption: t.qs_caption(&t.qs_table_agents(), period),
            head: t.queue_agent(),
            columns: columns(t),
            rows: rows
                .clone()
                .map(|agent| row(self.people.name(&agent.agent), &agent.agent, None, &agent.total))
                .collect(),
            total: Some(FigureRow {
                label: t.costs_total(),
                figures: figures(t, &self.report.total(), |_| String::new()),
            }),
        };
        let by_queue = FigureTable {
            caption: t.qs_caption(&t.qs_agents_by_queue(), period),
            head: t.qs_agent_and_queue(),
            columns: columns(t),
            rows: rows
                .clone()
                .flat_map(|agent| {
                    let name = self.people.name(&agent.agent);
                    agent.queues.iter().map(move |(queue, times)| {
                        row(t.filter_chip(&name, queue), &agent.agent, Some(queue), times)
                    })
                })
                .collect(),
            total: None,
        };
        let pauses = FigureTable {
            caption: t.qs_caption(&t.qs_agents_pauses(), period),
            head: t.qs_agent_and_reason(),
            columns: vec![t.qs_pauses(), t.qs_paused()],
            rows: rows
                .flat_map(|agent| {
                    let name = self.people.name(&agent.agent);
                    agent.total.reasons.iter().map(move |(reason, pauses)| {
                        let no_reason = t.qs_no_reason();
                        let reason = if reason.is_empty() { &no_reason } else { &**reason };
                        FigureRow {
                            label: t.filter_chip(&name, reason),
                            figures: vec![
                                Figure::plain(t.integer(pauses.number.cast_signed())),
                                Figure::plain(t.duration(pauses.time.as_secs())),
                            ],
                        }
                    })
                })
                .collect(),
            total: None,
        };
        [by_agent, by_queue, pauses]
            .into_iter()
            .filter(|table| !table.rows.is_empty())
            .collect()
    }

    pub(super) fn csv(&self, t: Texts, date: &str, period: &str) -> String {
        let mut heads: Vec<String> = vec![
            t.queue_agent(),
            t.qs_queue(),
            t.qs_sessions(),
            t.qs_staffed(),
            t.qs_pauses(),
            t.qs_paused(),
            t.qs_answered(),
            t.qs_talk(),
            t.qs_mean_talk(),
            t.qs_missed(),
            t.qs_missed_ring(),
            t.qs_ring(),
            t.qs_wrap_up(),
            t.qs_available(),
            t.qs_occupancy(),
            t.qs_utilisation(),
            t.qs_made(),
            t.qs_made_talk(),
            t.qs_made_outside(),
            t.qs_made_outside_talk(),
            t.qs_doubts(),
        ];
        let heads: [String; 21] =
            std::array::from_fn(|at| heads.get_mut(at).map(std::mem::take).unwrap_or_default());
        self.report.csv(
            &CsvTexts {
                title: &format!("{}: {}", t.qs_title(), t.qs_table_agents()),
                date: (&t.date_label(), date),
                period: (&t.costs_period(), period),
                heads: std::array::from_fn(|at| heads[at].as_str()),
                all_queues: &t.qs_all_queues(),
            },
            |agent| self.people.name(agent),
        )
    }
}

fn what(missed: bool) -> &'static str {
    if missed { "missed-by" } else { "answered-by" }
}

fn columns(t: Texts) -> Vec<String> {
    vec![
        t.qs_sessions(),
        t.qs_staffed(),
        t.qs_pauses(),
        t.qs_paused(),
        t.qs_answered(),
        t.qs_missed(),
        t.qs_talk(),
        t.qs_mean_talk(),
        t.qs_ring(),
        t.qs_wrap_up(),
        t.qs_available(),
        t.qs_occupancy(),
        t.qs_utilisation(),
        t.qs_doubts(),
    ]
}

/// `address` is that of the visits that were answered, or missed; an empty one is none.
fn figures(t: Texts, times: &Times, address: impl Fn(bool) -> String) -> Vec<Figure> {
    let number = |count: u64| Figure::plain(t.integer(i64::try_from(count).unwrap_or(i64::MAX)));
    let listed = |count: u64, missed: bool| Figure {
        href: Some(address(missed)).filter(|href| count > 0 && !href.is_empty()),
        ..number(count)
    };
    let time = |time: Duration| Figure::plain(t.duration(time.as_secs()));
    let share = |share: Ratio| {
        let tenths = share.tenths().and_then(|tenths| i64::try_from(tenths).ok());
        Figure::plain(tenths.map_or_else(|| "–".to_owned(), |tenths| t.decimal(tenths, 1)))
    };
    let doubts = &times.doubts;
    vec![
        number(times.sessions),
        time(times.staffed),
        number(times.pauses),
        time(times.paused),
        listed(times.answered, false),
        listed(times.unanswered, true),
        time(times.talk),
        times
            .mean_talk()
            .map_or_else(|| Figure::plain("–".to_owned()), time),
        time(times.ring),
        time(times.wrap_up),
        time(times.available),
        share(times.occupancy()),
        share(times.utilisation()),
        number(doubts.missing_start + doubts.missing_end + doubts.unfinished_pauses),
    ]
}

/// The visits that an agent answered in the period, or that rang there in vain.
pub(super) struct Behind {
    agent: Agent,
    missed: bool,
    queue: Option<String>,
}

impl Behind {
    pub(super) fn from_parameters(asked: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let missed = [false, true]
            .into_iter()
            .find(|missed| asked("what").as_deref() == Some(what(*missed)))?;
        Some(Self {
            agent: from_key(&asked("agent")?)?,
            missed,
            queue: asked("of"),
        })
    }

    /// Whether the visit is behind the figure and the reader may see it: of a queue whose figures are theirs, or their own.
    pub(super) fn has(&self, visit: &Visit, asked: &Asked, people: &People, user: &LoggedIn) -> bool {
        let is_agent = |name: &Option<_>| {
            name.as_deref()
                .is_some_and(|name| people.aliases.agent(name) == self.agent)
        };
        let counted = if self.missed {
            visit.attempts.iter().any(|attempt| {
                let ring = attempt.ring.and_then(|ring| TimeDelta::from_std(ring).ok());
                attempt.result == AttemptResult::NoAnswer
                    && is_agent(&attempt.agent)
                    && asked.bounds.contains(&(attempt.time - ring.unwrap_or_default()))
            })
        } else {
            let answer = visit.answer.as_ref();
            answer.is_some_and(|answer| is_agent(&answer.agent) && asked.bounds.contains(&answer.time))
        };
        let is_own = sees_own(user) && self.agent == Agent::Person(user.person.id);
        counted
            && self.queue.as_deref().is_none_or(|queue| *visit.queue == *queue)
            && (is_own
                || user
                    .subject
                    .reaches_queue(Capability::QueueStatistics, &visit.queue))
    }

    pub(super) fn in_words(&self, t: Texts, people: &People) -> String {
        let what = if self.missed {
            t.qs_missed()
        } else {
            t.qs_answered()
        };
        let whose = t.filter_chip(&people.name(&self.agent), &what);
        match &self.queue {
            Some(queue) => format!("{queue} · {whose}"),
            None => whose,
        }
    }
}
