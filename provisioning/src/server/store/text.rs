//! A record as the text of a file: a line for each thing that is known, `end` as the last.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::AnyModel;

use super::super::record::{Exceptions, Form, Record, Seen};
use super::super::token::{FileHash, Grant, TokenHash, hex, unhex};

const FIRST: &str = "switchhook device 1";
const LAST: &str = "end";

pub(super) fn write(record: &Record) -> String {
    let mut text = format!("{FIRST}\n");
    let mut line = |key: &str, value: &str| {
        let _ = writeln!(text, "{key} {}", escaped(value));
    };
    line("mac", &record.mac.to_string());
    line("model", record.model.name());
    line("site", &record.site);
    line("form", record.form.name());
    line("state", record.state.name());
    line("since", &seconds(record.since));
    line("version", &record.version.to_string());
    if let Some(closes) = record.window {
        line("window", &seconds(closes));
    }
    if let Some(first) = &record.first {
        line("first", &hex(first.as_bytes()));
    }
    for (key, grant) in [("grant", &record.grant), ("next", &record.next)] {
        if let Some(grant) = grant {
            line(
                key,
                &format!("{} {}", hex(&grant.seed), hex(grant.token.as_bytes())),
            );
        }
    }
    if let Some(address) = record.claimed_by {
        line("claimed-by", &address.to_string());
    }
    let Exceptions {
        plain_http,
        no_digest,
        no_user_agent,
    } = &record.exceptions;
    for (key, reason) in [
        ("plain-http", plain_http),
        ("no-digest", no_digest),
        ("no-user-agent", no_user_agent),
    ] {
        if let Some(reason) = reason {
            line(key, reason);
        }
    }
    if let Some(seen) = &record.seen {
        line(
            "seen",
            &format!("{} {} {}", seconds(seen.at), seen.address, seen.file),
        );
        if let Some(firmware) = &seen.firmware {
            line("firmware", firmware);
        }
    }
    text.push_str(LAST);
    text.push('\n');
    text
}

/// What the text says, or which line is wrong.
pub(super) fn read(text: &str) -> Result<Record, usize> {
    let count = text.lines().count();
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    if lines.next().map(|(_, line)| line) != Some(FIRST) {
        return Err(1);
    }
    // A file that ends early was not written by this program.
    if !text.ends_with("\nend\n") {
        return Err(count);
    }
    let (mut mac, mut model, mut site, mut since) = (None, None, None, None);
    let mut rest = Rest::default();
    for (number, line) in lines.take_while(|&(number, _)| number < count) {
        let (key, value) = line.split_once(' ').ok_or(number)?;
        let value = unescaped(value).ok_or(number)?;
        let known = match key {
            "mac" => value.parse().map(|value| mac = Some(value)).ok(),
            "model" => value.parse::<AnyModel>().map(|value| model = Some(value)).ok(),
            "site" => {
                site = Some(value);
                Some(())
            }
            "since" => time(&value).map(|value| since = Some(value)),
            _ => rest.take(key, value),
        };
        known.ok_or(number)?;
    }
    let (Some(mac), Some(model), Some(site), Some(since)) = (mac, model, site, since) else {
        return Err(count);
    };
    rest.into_record(Record::expected(mac, model, site, since))
        .ok_or(count)
}

#[derive(Default)]
struct Rest {
    form: Option<Form>,
    state: Option<crate::lifecycle::State>,
    version: Option<u64>,
    window: Option<SystemTime>,
    first: Option<TokenHash>,
    grant: Option<Grant>,
    next: Option<Grant>,
    claimed_by: Option<std::net::IpAddr>,
    exceptions: Exceptions,
    seen: Option<Seen>,
    firmware: Option<String>,
}

impl Rest {
    fn take(&mut self, key: &str, value: String) -> Option<()> {
        match key {
            "form" => self.form = Some(Form::from_name(&value)?),
            "state" => self.state = Some(value.parse().ok()?),
            "version" => self.version = Some(value.parse().ok()?),
            "window" => self.window = Some(time(&value)?),
            "first" => self.first = Some(TokenHash::from_bytes(unhex(&value)?)),
            "grant" => self.grant = Some(grant(&value)?),
            "next" => self.next = Some(grant(&value)?),
            "claimed-by" => self.claimed_by = Some(value.parse().ok()?),
            "plain-http" => self.exceptions.plain_http = Some(value),
            "no-digest" => self.exceptions.no_digest = Some(value),
            "no-user-agent" => self.exceptions.no_user_agent = Some(value),
            "seen" => {
                let mut words = value.split(' ');
                self.seen = Some(Seen {
                    at: time(words.next()?)?,
                    address: words.next()?.parse().ok()?,
                    firmware: None,
                    file: FileHash::from_bytes(unhex(words.next()?)?),
                });
            }
            "firmware" => self.firmware = Some(value),
            _ => return None,
        }
        Some(())
    }

    fn into_record(self, mut record: Record) -> Option<Record> {
        record.form = self.form?;
        record.state = self.state?;
        record.version = self.version?;
        record.window = self.window;
        record.first = self.first;
        record.grant = self.grant;
        record.next = self.next;
        record.claimed_by = self.claimed_by;
        record.exceptions = self.exceptions;
        record.seen = self.seen.map(|seen| Seen {
            firmware: self.firmware,
            ..seen
        });
        Some(record)
    }
}

fn grant(text: &str) -> Option<Grant> {
    let (seed, token) = text.split_once(' ')?;
    Some(Grant {
        seed: unhex(seed)?,
        token: TokenHash::from_bytes(unhex(token)?),
    })
}

fn seconds(time: SystemTime) -> String {
    time.duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
        .to_string()
}

fn time(text: &str) -> Option<SystemTime> {
    UNIX_EPOCH.checked_add(Duration::from_secs(text.parse().ok()?))
}

/// On one line, whatever it is.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            letter => text.push(letter),
        }
    }
    text
}

fn unescaped(text: &str) -> Option<String> {
    let mut value = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        value.push(match letter {
            '\\' => match letters.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            letter => letter,
        });
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::catalogue::Model;
    use crate::lifecycle::State;
    use crate::mac::MacAddr;

    use super::*;

    fn full(site: &str, reason: &str, firmware: &str) -> Record {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        let mut record = Record::expected(
            MacAddr::new([0, 11, 130, 1, 2, 3]),
            Model::GRP2614,
            site,
            at(1_700_000_000),
        );
        record.form = Form::Binary;
        record.state = State::Drift;
        record.version = 17;
        record.window = Some(at(1_800_000_000));
        record.first = Some(TokenHash::from_bytes([1; 32]));
        record.grant = Some(Grant {
            seed: [2; 16],
            token: TokenHash::from_bytes([3; 32]),
        });
        record.next = Some(Grant {
            seed: [4; 16],
            token: TokenHash::from_bytes([5; 32]),
        });
        record.claimed_by = Some([10, 0, 0, 1].into());
        record.exceptions.plain_http = Some(reason.to_owned());
        record.exceptions.no_user_agent = Some(reason.to_owned());
        record.seen = Some(Seen {
            at: at(1_750_000_000),
            address: "fd00::1".parse().unwrap(),
            firmware: Some(firmware.to_owned()),
            file: FileHash::of(b"file"),
        });
        record
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(site: String, reason: String, firmware: String) {
            let record = full(&site, &reason, &firmware);
            prop_assert_eq!(read(&write(&record)), Ok(record));
        }

        #[test]
        fn no_text_is_too_strange(text: String) {
            let _ = read(&text);
        }
    }

    #[test]
    fn a_file_that_was_cut_short_or_changed_is_refused() {
        let text = write(&full("main", "old", "1.0.5.67"));
        for cut in 0..text.len() {
            if text.is_char_boundary(cut) {
                assert!(read(&text[..cut]).is_err(), "{cut}");
            }
        }
        assert_eq!(read(&text.replace("state drift", "state adrift")), Err(6));
        assert_eq!(read(&text.replace("site main", "place main")), Err(4));
    }
}
