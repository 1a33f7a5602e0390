//! Four months of a queue log: quiet weekends, a morning and an afternoon rush, agents who come, pause and go.

use std::io;
use std::path::Path;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, TimeDelta, TimeZone as _, Utc, Weekday};

use super::TIME_ZONE;
use super::company::OUTSIDE;

const DAYS: u64 = 120;

/// As the log names them.
const AGENTS: [&str; 4] = ["Heimana Faatau", "Jean Poadja", "Elena Ruiz", "Noah Whitford"];

/// Calls of a queue in each hour of a working day, from 7:00 on.
const RUSH: [u64; 12] = [4, 9, 12, 10, 6, 3, 5, 8, 9, 6, 3, 1];

/// Writes the log up to now.
pub(super) fn write(path: &Path, seed: u64, now: DateTime<Utc>) -> io::Result<()> {
    let today = now.with_timezone(&TIME_ZONE).date_naive();
    let mut writer = Writer {
        dice: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        calls: 0,
        lines: Vec::new(),
    };
    for back in (0..=DAYS).rev() {
        writer.day(today - Days::new(back));
    }
    writer.lines.sort_by_key(|(time, _)| *time);
    let text: String = writer
        .lines
        .iter()
        .take_while(|(time, _)| *time <= now.timestamp())
        .map(|(time, line)| format!("{time}|{line}\n"))
        .collect();
    std::fs::write(path, text)
}

struct Writer {
    dice: u64,
    calls: u64,
    /// Lines with their times, which are sorted at the end.
    lines: Vec<(i64, String)>,
}

impl Writer {
    /// Below `sides`.
    fn roll(&mut self, sides: u64) -> u64 {
        // Xorshift: the same for the same seed, and good enough for a sample.
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        (self.dice >> 16) % sides
    }

    fn seconds(&mut self, sides: u64) -> i64 {
        self.roll(sides).cast_signed()
    }

    fn say(&mut self, time: i64, line: String) {
        self.lines.push((time, line));
    }

    fn day(&mut self, day: NaiveDate) {
        let morning = day.and_hms_opt(7, 0, 0).unwrap_or_default();
        // No zone without daylight saving skips a time.
        let Some(open) = TIME_ZONE.from_local_datetime(&morning).earliest() else {
            return;
        };
        let open = open.timestamp();
        let share = match day.weekday() {
            Weekday::Sun => 0,
            Weekday::Sat => 3,
            Weekday::Mon => 12,
            _ => 10,
        };
        for agent in AGENTS.iter().take(if share < 5 { 2 } else { 4 }) {
            self.shift(open, agent, share);
        }
        for (hour, calls) in (0i64..).zip(RUSH) {
            for _ in 0..calls * share / 10 + u64::from(self.roll(10) < calls * share % 10) {
                let time = open + hour * 3600 + self.seconds(3600);
                let queue = if self.roll(4) == 0 { "orders" } else { "support" };
                self.call(time, queue, share);
            }
        }
        // Some call before or after.
        for _ in 0..1 + self.roll(3) {
            let call = self.call_id(open);
            let time = open + TimeDelta::hours(12).num_seconds() + self.seconds(7200);
            self.say(time, format!("{call}|support|NONE|CLOSED|"));
        }
    }

    fn shift(&mut self, open: i64, agent: &str, share: u64) {
        if share == 0 {
            return;
        }
        let come = open + self.seconds(900) - 900;
        let go = open + 11 * 3600 + self.seconds(1800);
        for queue in ["support", "orders"] {
            self.say(come, format!("MANAGER|{queue}|{agent}|ADDMEMBER|"));
            self.say(go, format!("MANAGER|{queue}|{agent}|REMOVEMEMBER|"));
        }
        let lunch = open + 4 * 3600 + self.seconds(3600);
        for (begin, length, reason) in [
            (lunch, 2700 + self.seconds(900), "Lunch"),
            (open + 8 * 3600 + self.seconds(1800), 600, "Break"),
        ] {
            for (time, event, first) in [(begin, "PAUSE", reason), (begin + length, "UNPAUSE", "")] {
                self.say(time, format!("MANAGER|NONE|{agent}|{event}ALL|{first}"));
                for queue in ["support", "orders"] {
                    self.say(time, format!("MANAGER|{queue}|{agent}|{event}|{first}"));
                }
            }
        }
    }

    fn call_id(&mut self, time: i64) -> String {
        self.calls += 1;
        format!("{time}.{}", self.calls)
    }

    fn call(&mut self, time: i64, queue: &str, share: u64) {
        let call = self.call_id(time - 3);
        let caller = OUTSIDE[self.roll(OUTSIDE.len() as u64) as usize];
        if share == 0 || self.roll(40) == 0 {
            let event = if share == 0 { "CLOSED" } else { "DISSUASION" };
            self.say(time, format!("{call}|{queue}|NONE|{event}|"));
            return;
        }
        let position = 1 + self.roll(3);
        self.say(
            time,
            format!("{call}|{queue}|NONE|ENTERQUEUE||{caller}|{position}"),
        );
        // Most are answered soon, some wait for long.
        let wait = 3 + self.seconds(15) + if self.roll(4) == 0 { self.seconds(160) } else { 0 };
        let agent = AGENTS[self.roll(if share < 5 { 2 } else { 4 }) as usize];
        match self.roll(20) {
            0..=3 => self.say(
                time + wait,
                format!("{call}|{queue}|NONE|ABANDON|1|{position}|{wait}"),
            ),
            4 => self.say(
                time + 180,
                format!("{call}|{queue}|NONE|EXITWITHTIMEOUT|1|{position}|180"),
            ),
            5 if self.roll(2) == 0 => {
                self.say(
                    time + wait,
                    format!("{call}|{queue}|NONE|EXITWITHKEY|1|1|{position}|{wait}"),
                );
            }
            _ => {
                if wait > 20 {
                    let other = AGENTS[self.roll(2) as usize];
                    self.say(time + 15, format!("{call}|{queue}|{other}|RINGNOANSWER|15000"));
                }
                let (ring, talk) = (wait.min(4), 40 + self.seconds(300));
                self.say(
                    time + wait,
                    format!(
                        "{call}|{queue}|{agent}|CONNECT|{wait}|{}.9|{ring}",
                        time + wait - ring
                    ),
                );
                let end = match self.roll(10) {
                    0 => format!("BLINDTRANSFER|210|internal|{wait}|{talk}|{position}"),
                    1..=3 => format!("COMPLETEAGENT|{wait}|{talk}|{position}"),
                    _ => format!("COMPLETECALLER|{wait}|{talk}|{position}"),
                };
                self.say(time + wait + talk, format!("{call}|{queue}|{agent}|{end}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use switchhook_portal_core::queue::log::{Event, Reader};

    use super::*;

    #[test]
    fn every_line_of_the_demo_is_one_of_asterisk_and_they_are_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("queue_log");
        let now = "2026-11-22T10:00:00Z".parse().unwrap();
        write(&path, 1, now).unwrap();
        let (mut last, mut entered) = (DateTime::UNIX_EPOCH, 0);
        Reader::default().feed(&std::fs::read(&path).unwrap(), |line| {
            let entry = line.entry.unwrap();
            assert!(last <= entry.time && entry.time <= now, "{}", line.text);
            last = entry.time;
            entered += u32::from(matches!(entry.event, Event::EnterQueue { .. }));
            assert!(!matches!(entry.event, Event::Other { .. }), "{}", line.text);
        });
        assert!((3_000..12_000).contains(&entered), "{entered}");
    }
}
