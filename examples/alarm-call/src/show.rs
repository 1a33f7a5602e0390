//! An alarm as `status` shows it.

use std::fmt;

use crate::alarm::{Alarm, Happened, Standing};

/// One line, and with `all` one for each thing that happened.
pub(crate) struct Shown<'a> {
    pub(crate) alarm: &'a Alarm,
    pub(crate) all: bool,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { alarm, all } = self;
        write!(
            f,
            "{} {} {:?} ",
            alarm.id,
            alarm.raised.format("%F %T %Z"),
            alarm.key
        )?;
        match (&alarm.standing, &alarm.call) {
            (Standing::Open, Some(call)) => write!(f, "open, calling {}", call.person)?,
            (Standing::Open, None) => f.write_str("open")?,
            (Standing::Acknowledged { by, at }, _) => {
                write!(f, "acknowledged by {by} at {}", at.format("%F %T %Z"))?;
            }
            (Standing::Unanswered { at }, _) => write!(f, "unanswered at {}", at.format("%F %T %Z"))?,
        }
        writeln!(f, ", {} calls, raised {} times", alarm.calls, alarm.times)?;
        if *all {
            for entry in &alarm.journal {
                write!(f, "    {} ", entry.at.format("%F %T%.3f"))?;
                match &entry.what {
                    Happened::Raised => f.write_str("raised")?,
                    Happened::RaisedAgain => f.write_str("raised again")?,
                    Happened::Calling { person, file } => write!(f, "calling {person} ({file})")?,
                    Happened::Over { person, how } => write!(f, "{person}: {how}")?,
                    Happened::Heard { person } => write!(f, "{person} answered")?,
                    Happened::PassedOn { person } => write!(f, "{person} passed it on")?,
                    Happened::Acknowledged { by } => write!(f, "acknowledged by {by}")?,
                    Happened::Unanswered => f.write_str("everybody was called in vain")?,
                }
                f.write_str("\n")?;
            }
        }
        Ok(())
    }
}
