//! The table of agents as a file for spreadsheets.

use std::time::Duration;

use super::{Agent, Report, Times};
use crate::csv::row;

/// The words of the file, in the person's language.
#[derive(Clone, Copy, Debug)]
pub struct CsvTexts<'a> {
    /// The first row.
    pub title: &'a str,
    /// The second row: what stands before the date, and the date of today.
    pub date: (&'a str, &'a str),
    /// The third row: what stands before the period, and the period.
    pub period: (&'a str, &'a str),
    /// The heads: agent, queue, sessions, staffed, pauses, paused, answered, talk, mean talk, attempts in vain, their mean
    /// ring time in milliseconds, ring, wrap-up, available, occupancy, utilisation, calls made, their talk, calls made
    /// outside, their talk, doubts. Times are in seconds, shares in per cent with one decimal.
    pub heads: [&'a str; 21],
    /// In place of the queue, where a row is about all of them.
    pub all_queues: &'a str,
}

impl Report {
    /// The table as CSV (RFC 4180, UTF-8), guarded against formulas: for each agent a row of all queues and one of each.
    /// `name` writes an agent.
    pub fn csv(&self, texts: &CsvTexts<'_>, name: impl Fn(&Agent) -> String) -> String {
        let mut file = row([texts.title]);
        file += &row([texts.date.0, texts.date.1]);
        file += &row([texts.period.0, texts.period.1]);
        file += "\r\n";
        file += &row(texts.heads);
        for agent in &self.rows {
            let who = name(&agent.agent);
            file += &line(&who, texts.all_queues, &agent.total);
            for (queue, times) in &agent.queues {
                file += &line(&who, queue, times);
            }
        }
        file
    }
}

fn line(agent: &str, queue: &str, times: &Times) -> String {
    let seconds = |time: Duration| time.as_secs().to_string();
    let mean = |time: Option<Duration>| time.map(seconds).unwrap_or_default();
    let doubts = times.doubts.missing_start + times.doubts.missing_end + times.doubts.unfinished_pauses;
    let ring = times.mean_unanswered_ring();
    let cells = [
        agent.to_owned(),
        queue.to_owned(),
        times.sessions.to_string(),
        seconds(times.staffed),
        times.pauses.to_string(),
        seconds(times.paused),
        times.answered.to_string(),
        seconds(times.talk),
        mean(times.mean_talk()),
        times.unanswered.to_string(),
        ring.map(|ring| ring.as_millis().to_string()).unwrap_or_default(),
        seconds(times.ring),
        seconds(times.wrap_up),
        seconds(times.available),
        times.occupancy().to_string(),
        times.utilisation().to_string(),
        times.made.to_string(),
        seconds(times.made_talk),
        times.made_outside.to_string(),
        seconds(times.made_outside_talk),
        doubts.to_string(),
    ];
    row(cells.iter().map(String::as_str))
}
