//! The reference of `portal.toml`, out of the table of keys.

use std::fmt::Write as _;

use super::keys::{KEYS, Key, Unset};
use super::manual::MANUAL;

const HEAD: &str = "\
# portal.toml

<!-- Printed by `switchhook-portal reference`; a test compares. Change examples/portal/src/config/keys.rs instead. -->

Every key, one table of the file after another. TOML: text stands between quotation marks. Paths are relative to the
folder of the file. A key that the portal does not know is refused, so that a misspelt one is not overlooked.
`switchhook-portal check portal.toml` tries the whole.
";

const MANUAL_HEAD: &str = "
## The manual's names

For those who come from the original portal and its `astportal.ini`.

| There | Here |
|---|---|
";

/// The page, as Markdown.
pub fn markdown() -> String {
    let mut page = HEAD.to_owned();
    let mut table = None;
    for key in KEYS {
        let (within, last) = key.name.rsplit_once('.').unwrap_or(("", key.name));
        if table != Some(within) {
            table = Some(within);
            let heading = match within.strip_suffix("[]") {
                Some(several) => format!("`[[{several}]]`"),
                None if within.is_empty() => "Before the first table".to_owned(),
                None => format!("`[{within}]`"),
            };
            let _ = write!(
                page,
                "\n## {heading}\n\n| Key | Value | Default | Meaning |\n|---|---|---|---|\n"
            );
        }
        row(&mut page, last, key);
    }
    page.push_str(MANUAL_HEAD);
    for (name, instead) in of_manual() {
        let _ = writeln!(page, "| `{name}` | {instead} |");
    }
    page
}

fn row(page: &mut String, last: &str, key: &Key) {
    let default = match key.unset {
        Unset::Refused => "must be given".to_owned(),
        Unset::Is(literal) => format!("`{literal}`"),
        Unset::Nothing(meaning) => meaning.to_owned(),
    };
    let _ = writeln!(
        page,
        "| `{last}` | {}, such as `{}` | {default} | {} |",
        key.kind.form(),
        key.example,
        key.meaning
    );
}

/// What became of a key of the original, as on the page.
pub fn original_key(name: &str) -> Option<String> {
    of_manual()
        .into_iter()
        .find(|(key, _)| *key == name)
        .map(|(_, instead)| instead)
}

/// What became of each key of the manual: those explained, then those that are simply here.
fn of_manual() -> Vec<(&'static str, String)> {
    let mut all: Vec<(&str, String)> = MANUAL
        .iter()
        .map(|(name, instead)| (*name, (*instead).to_owned()))
        .collect();
    for key in KEYS.iter().filter(|key| !key.manual.is_empty()) {
        if all.iter().all(|(name, _)| *name != key.manual) {
            all.push((key.manual, format!("`{}`", key.name)));
        }
    }
    all.sort();
    all
}
