//! What was read and stored, for whoever runs the command.

use std::fmt;

use super::{Fate, Ini, Note, Original, Phones, Stored};

impl fmt::Display for Original {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(ini) = &self.ini {
            ini.fmt(f)?;
        }
        if let Some(phones) = &self.phones {
            phones.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Ini {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.keys {
            write!(f, "line {}: {}", row.line, row.key)?;
            match &row.fate {
                Fate::Stored(key) => {
                    let value = row.value.as_deref().unwrap_or_default();
                    writeln!(f, " = {value}: stored as the setting {key}")
                }
                Fate::Elsewhere(where_to) => writeln!(f, ": not stored; here: {where_to}"),
                Fate::Refused(wrong) => writeln!(f, ": refused: {wrong}"),
                Fate::Interpolated => writeln!(f, ": refused: the value refers to another; write it out"),
                Fate::Unknown => writeln!(f, ": not stored; the portal has nothing like it"),
            }?;
        }
        Ok(())
    }
}

impl fmt::Display for Phones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for phone in &self.read {
            write!(f, "line {}: telephone {}", phone.line, phone.new.extension)?;
            if let Some(device) = &phone.device {
                write!(f, ", {} {}", device.model.name(), device.mac)?;
            }
            for note in &phone.notes {
                write!(f, "; {note}")?;
            }
            writeln!(f)?;
        }
        for row in &self.refused {
            writeln!(f, "line {}: refused: {} {}", row.line, row.column, row.reason)?;
        }
        if !self.unused.is_empty() {
            writeln!(f, "columns without a place here: {}", self.unused.join(", "))?;
        }
        writeln!(
            f,
            "{} telephones, {} mistakes",
            self.read.len(),
            self.refused.len()
        )
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(text) => write!(f, "no files can be made for the model {text:?}: no device"),
            Self::Mac(text) => write!(f, "{text:?} is no MAC address of a telephone: no device"),
            Self::MacTaken(text) => write!(f, "another telephone has {text}: no device"),
            Self::Right(text) => write!(f, "right {text} left out: it is not in pbx.phones.rights"),
            Self::Owner(text) => write!(f, "nobody has the login {text}: no owner"),
            Self::Department(text) => write!(f, "no department {text}: none"),
            Self::ShortSecret => f.write_str("its SIP password is short: make a new one"),
        }
    }
}

impl fmt::Display for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (line, extension, reason) in &self.failed {
            writeln!(
                f,
                "line {line}: telephone {extension} could not be made: {reason}"
            )?;
        }
        match &self.site {
            Some(held) => writeln!(f, "settings of the site stored as version {}", held.version)?,
            None => writeln!(f, "settings of the site are as they were")?,
        }
        writeln!(f, "{} telephones made", self.phones)
    }
}
