//! What waits, for how long, and why: for people.

use std::fmt::Write as _;

use crate::queue::{Overview, Queue, Result};

/// As many calls that were set aside are listed.
const LISTED: u32 = 20;

/// The state of the queue.
pub async fn text(queue: &Queue, configured: &[String], now: i64) -> Result<String> {
    let overview = queue.overview().await?;
    let mut text = render(&overview, configured, now);
    let aside = queue.aside(LISTED).await?;
    if !aside.is_empty() {
        text.push_str("\nset aside (call-recorder retry brings them back):\n");
    }
    for (destination, call, error) in aside {
        let _ = writeln!(text, "  {destination} {call}: {error}");
    }
    Ok(text)
}

fn render(overview: &Overview, configured: &[String], now: i64) -> String {
    let mut text = String::new();
    for (stage, calls, since) in &overview.stages {
        let _ = writeln!(text, "{stage}: {calls}, the oldest for {}", age(now - since));
    }
    if overview.stages.is_empty() {
        text.push_str("no call waits for its recording\n");
    }
    for line in &overview.destinations {
        let _ = write!(
            text,
            "{}: {} waiting, {} set aside, {} delivered",
            line.destination, line.waiting, line.aside, line.done
        );
        if !configured.contains(&line.destination) {
            let _ = write!(
                text,
                " (no longer configured: call-recorder forget {})",
                line.destination
            );
        }
        text.push('\n');
        if let (Some(first), Some(oldest)) = (&line.first, line.oldest) {
            let _ = write!(text, "  first in line: {first}, for {}", age(now - oldest));
            if let (Some(tries @ 1..), Some(error)) = (line.tries, &line.error) {
                let _ = write!(text, ", {tries} failures: {error}");
            }
            text.push('\n');
        }
    }
    let _ = writeln!(text, "delivered everywhere: {}", overview.done);
    text
}

/// `2 h 5 min`.
fn age(milliseconds: i64) -> String {
    let seconds = milliseconds.max(0) / 1000;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        3600..86400 => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
        _ => format!("{} d {} h", seconds / 86400, seconds / 3600 % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queue::Waiting;

    #[test]
    fn the_state_is_told_in_words() {
        let waiting = |destination: &str, error: &str| Waiting {
            destination: destination.into(),
            waiting: 3,
            aside: 1,
            done: 7,
            first: Some("1.7".into()),
            oldest: Some(0),
            tries: Some(if error.is_empty() { 0 } else { 4 }),
            error: Some(error.into()),
        };
        let overview = Overview {
            stages: vec![("recording".into(), 2, 3_000_000)],
            destinations: vec![waiting("crm", "step login: 500"), waiting("old", "")],
            done: 7,
        };
        assert_eq!(
            render(&overview, &["crm".into()], 7_500_000),
            "recording: 2, the oldest for 1 h 15 min\n\
             crm: 3 waiting, 1 set aside, 7 delivered\n  \
             first in line: 1.7, for 2 h 5 min, 4 failures: step login: 500\n\
             old: 3 waiting, 1 set aside, 7 delivered (no longer configured: call-recorder forget old)\n  \
             first in line: 1.7, for 2 h 5 min\n\
             delivered everywhere: 7\n"
        );
        assert_eq!(
            (age(-1), age(90_000_000)),
            ("0 s".to_owned(), "1 d 1 h".to_owned())
        );
    }
}
