//! The table of time zones is that of the machine's time zone database.

use std::collections::BTreeMap;
use std::path::Path;

const DATABASE: &str = "/usr/share/zoneinfo";

#[test]
#[ignore = "needs the time zone database of tzdata 2025b in /usr/share/zoneinfo: another release has other zones"]
#[expect(
    clippy::disallowed_methods,
    reason = "a test that reads the machine's time zones"
)]
fn the_table_is_that_of_the_database() {
    let mut zones = BTreeMap::new();
    collect(Path::new(DATABASE), "", &mut zones);
    let mut table = String::new();
    for (name, rule) in zones {
        table.push_str(&format!("{name} {rule}\n"));
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("zones.txt");
    std::fs::write(&path, &table).expect("a folder for what tests write");
    assert!(
        table == include_str!("../src/grandstream/zones.txt"),
        "the table differs; compare it with {}",
        path.display()
    );
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test that reads the machine's time zones"
)]
fn collect(folder: &Path, prefix: &str, zones: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().display());
        if entry.path().is_dir() {
            if !matches!(name.as_str(), "posix" | "right") {
                collect(&entry.path(), &format!("{name}/"), zones);
            }
            continue;
        }
        let file = std::fs::read(entry.path()).expect("a file");
        // The last line of a file of the second version or later is the rule from now on.
        let is_zone =
            file.starts_with(b"TZif") && !matches!(name.as_str(), "Factory" | "localtime" | "posixrules");
        if let Some(rule) = is_zone
            .then(|| last_line(&file))
            .and_then(|rule| for_phones(&rule))
        {
            zones.insert(name, rule);
        }
    }
}

fn last_line(file: &[u8]) -> String {
    let text = file.strip_suffix(b"\n").unwrap_or(file);
    let start = text
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    String::from_utf8_lossy(&text[start..]).into_owned()
}

/// Names become letters; a rule whose hours lie outside of the day is left out.
fn for_phones(rule: &str) -> Option<String> {
    if rule == "IST-1GMT0,M10.5.0,M3.5.0/1" {
        // Irish law has a winter time; phones know only summer times, and the clock is the same.
        return Some("GMT0IST,M3.5.0/1,M10.5.0".to_owned());
    }
    for part in rule.split(',').skip(1) {
        let hour = part
            .split_once('/')
            .map_or("2", |(_, time)| time.split(':').next().unwrap_or(time));
        if !hour.parse::<u8>().is_ok_and(|hour| hour <= 24) {
            return None;
        }
    }
    let mut letters = String::new();
    let mut rest = rule;
    for name in ["UTC", "SUM"] {
        let Some((before, after)) = rest.split_once('<') else {
            break;
        };
        letters.push_str(before);
        letters.push_str(name);
        rest = after.split_once('>')?.1;
    }
    letters.push_str(rest);
    Some(letters)
}
