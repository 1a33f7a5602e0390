//! `astportal.ini`: its keys under `[app:main]`, and what becomes of each.

use std::collections::BTreeMap;

use crate::config::original_key;
use crate::site::{Site, Wrong};

/// Keys of the site's settings, there and here.
const SETTINGS: [(&str, &str); 9] = [
    ("server.sip", "sip"),
    ("server.sip2", "sip2"),
    ("server.config", "config"),
    ("server.firmware", "firmware"),
    ("server.syslog", "syslog"),
    ("server.ntp", "ntp"),
    ("server.utc_diff", "clock"),
    ("server.vlan", "vlan"),
    ("default_dnis", "default_number"),
];

/// Keys whose values are nobody's business.
const SECRET: [&str; 2] = ["sqlalchemy.url", "asterisk.manager"];

/// A file, key by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ini {
    pub keys: Vec<IniKey>,
    /// The settings that would hold: those from before, and over them what the file says.
    pub site: Site,
}

/// One key of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IniKey {
    /// 1-based.
    pub line: usize,
    pub key: String,
    /// Absent for secrets.
    pub value: Option<String>,
    pub fate: Fate,
}

/// What becomes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A setting of the site, one of [`crate::site::KEYS`].
    Stored(&'static str),
    /// A key of `portal.toml`, or why there is none: as in docs/configuration.md.
    Elsewhere(String),
    /// A setting that cannot be used.
    Refused(Wrong),
    /// The value refers to another key, which is not followed.
    Interpolated,
    /// Neither the original's manual nor the portal knows it.
    Unknown,
}

impl Ini {
    /// Reads the text of a file over the settings that hold now.
    pub fn read(text: &str, now: &Site) -> Self {
        let mut texts: BTreeMap<&'static str, String> = now.texts().into_iter().collect();
        let mut keys: Vec<IniKey> = lines(text)
            .into_iter()
            .map(|(line, key, value)| {
                let fate = fate(&key, &value);
                if let Fate::Stored(name) = fate {
                    texts.insert(name, value.replace("%%", "%"));
                }
                let secret =
                    SECRET.contains(&key.as_str()) || key.contains("password") || key.contains("secret");
                IniKey {
                    line,
                    value: (!secret).then_some(value),
                    fate,
                    key,
                }
            })
            .collect();
        let site = loop {
            match Site::read(|name| texts.get(name).map_or("", String::as_str)) {
                Ok(site) => break site,
                Err(mistakes) => {
                    let before = texts.clone();
                    // A setting that cannot be used costs itself: what held before stays.
                    for mistake in mistakes {
                        for key in &mut keys {
                            if key.fate == Fate::Stored(mistake.key) {
                                key.fate = Fate::Refused(mistake.wrong.clone());
                            }
                        }
                        let held = now.texts().into_iter().find(|(name, _)| *name == mistake.key);
                        texts.extend(held);
                    }
                    // What held before was checked when it was stored.
                    if texts == before {
                        break now.clone();
                    }
                }
            }
        };
        Self { keys, site }
    }
}

fn fate(key: &str, value: &str) -> Fate {
    match SETTINGS.iter().find(|(there, _)| *there == key) {
        Some(_) if value.replace("%%", "").contains('%') => Fate::Interpolated,
        Some((_, here)) => Fate::Stored(here),
        None => original_key(key).map_or(Fate::Unknown, Fate::Elsewhere),
    }
}

/// The keys of `[app:main]` (and of `[DEFAULT]`, which Python's reader adds to every section) with their lines. A line that
/// begins with a blank goes on with the value above it.
fn lines(text: &str) -> Vec<(usize, String, String)> {
    let mut wanted = false;
    let mut found: Vec<(usize, String, String)> = Vec::new();
    let mut open = false;
    for (place, line) in text.lines().enumerate() {
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        let plain = line.trim();
        if plain.is_empty() || plain.starts_with(['#', ';']) {
            continue;
        }
        if line.starts_with(char::is_whitespace) {
            if let Some((_, _, value)) = found.last_mut().filter(|_| open) {
                value.push(' ');
                value.push_str(plain);
            }
            continue;
        }
        open = false;
        if let Some(section) = plain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            wanted = matches!(section.trim(), "app:main" | "DEFAULT");
            continue;
        }
        if let Some(at) = plain.find(['=', ':']).filter(|_| wanted) {
            let key = plain[..at].trim().to_ascii_lowercase();
            let value = plain[at + 1..].trim();
            // A comment behind a value begins with a blank and a semicolon.
            let value = value.split(" ;").next().unwrap_or_default().trim();
            found.push((place + 1, key, value.to_owned()));
            open = true;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "
[DEFAULT]
debug = true
[server:main]
port = 8080
[app:main]
company = Pacific Mills
server.sip = 192.168.10.5
server.sip2 :  192.168.10.6 ; the spare one
server.utc_diff = -10.0
server.ntp = 192.168.10.8
server.vlan = 5000
server.firmware = %(here)s/firmware
asterisk.manager = [('localhost', 'astportal', 'hush'),
  ('other', 'x', 'hush')]
# default_dnis = 1
default_dnis = 3030
gxp.keypad = 1
";

    #[test]
    fn each_key_is_stored_sent_elsewhere_or_refused_with_its_line() {
        let now = Site::of(&crate::demo::site_of_tests());
        let ini = Ini::read(FILE, &now);
        let of = |key: &str| ini.keys.iter().find(|row| row.key == key).unwrap();
        assert_eq!(of("server.sip").fate, Fate::Stored("sip"));
        assert_eq!(of("server.sip2").value.as_deref(), Some("192.168.10.6"));
        assert_eq!(of("server.firmware").fate, Fate::Interpolated);
        assert_eq!(
            (of("server.vlan").line, &of("server.vlan").fate),
            (12, &Fate::Refused(Wrong::Vlan("5000".into())))
        );
        assert!(matches!(&of("company").fate, Fate::Elsewhere(text) if text == "`company`"));
        assert!(matches!(&of("gxp.keypad").fate, Fate::Elsewhere(text) if text.contains("keypad")));
        assert_eq!(of("debug").fate, Fate::Unknown);
        assert!(ini.keys.iter().all(|row| row.key != "port"), "another section");
        let site = &ini.site;
        assert_eq!(site.servers.sip2.as_deref(), Some("192.168.10.6"));
        assert_eq!(site.clock.to_string(), "UTC-10:00");
        assert_eq!(
            (site.servers.vlan, site.default_number.as_deref()),
            (now.servers.vlan, Some("3030"))
        );
        assert!(!format!("{ini:?}").contains("hush"), "a secret is shown");
    }

    #[test]
    fn a_file_without_anything_of_ours_changes_nothing() {
        let now = Site::of(&crate::demo::site_of_tests());
        for text in [
            "",
            "[app:main]",
            "server.sip = 1.2.3.4",
            "\u{0}\u{1}[[",
            "[app:main]\n  hangs\n=\n",
        ] {
            assert_eq!(Ini::read(text, &now).site, now, "{text:?}");
        }
    }
}
