//! What became different from one version of a deck to another, row by row.

use std::collections::BTreeMap;

/// A row that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowDifference {
    /// The prefixes of the row, as the deck writes them.
    pub prefix: String,
    /// What it is for; the newer name, if there are two.
    pub destination: String,
    /// Its settings before: those that differ, or all of a row that is gone. `None` for a row that is new.
    pub old: Option<Vec<Setting>>,
    /// Its settings now. `None` for a row that is gone.
    pub new: Option<Vec<Setting>>,
}

/// A column with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The name of the column.
    pub column: String,
    /// Empty for nothing.
    pub value: String,
}

/// What tells the rows of one prefix apart.
const KEYS: [&str; 7] = [
    "prefix",
    "digits",
    "only",
    "caller",
    "from",
    "until",
    "valid_from",
];

/// Columns that change no price.
const REMARKS: [&str; 1] = ["note"];

/// Compares two decks with their delimiters. Rows are paired by prefix and conditions; several of one pair in order.
///
/// ```
/// use switchhook_portal_core::tariff::differences;
///
/// let old = "prefix,destination,price\n+33,France,19.09\n+44,United Kingdom,20\n";
/// let new = "prefix;destination;price\n+33;France;21\n+679;Fiji;80\n";
/// let found = differences((old, ','), (new, ';'));
/// assert_eq!(found.len(), 3);
/// assert_eq!(found[0].old.as_ref().unwrap()[0].value, "19.09");
/// assert_eq!(found[0].new.as_ref().unwrap()[0].value, "21");
/// assert_eq!((found[1].prefix.as_str(), &found[1].new), ("+44", &None));
/// ```
pub fn differences(old: (&str, char), new: (&str, char)) -> Vec<RowDifference> {
    let (old, mut new) = (rows(old.0, old.1), rows(new.0, new.1));
    let mut found = Vec::new();
    for (key, before) in old {
        let after = new.remove(&key).unwrap_or_default();
        let mut after = after.iter();
        for before in &before {
            found.extend(compare(Some(before), after.next()));
        }
        found.extend(after.filter_map(|after| compare(None, Some(after))));
    }
    for after in new.into_values().flatten() {
        found.extend(compare(None, Some(&after)));
    }
    found.sort_by(|a, b| a.prefix.cmp(&b.prefix));
    found
}

type Settings = BTreeMap<String, String>;

/// The rows by what tells them apart; in one column order, whatever that of the file.
fn rows(text: &str, delimiter: char) -> BTreeMap<Vec<String>, Vec<Settings>> {
    let mut lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let heads: Vec<String> = lines
        .next()
        .map(|line| fields(line, delimiter))
        .unwrap_or_default()
        .into_iter()
        .map(|head| head.trim().to_ascii_lowercase())
        .collect();
    let mut rows: BTreeMap<Vec<String>, Vec<Settings>> = BTreeMap::new();
    for line in lines {
        let row: Settings = heads
            .iter()
            .cloned()
            .zip(
                fields(line, delimiter)
                    .into_iter()
                    .map(|field| field.trim().to_owned()),
            )
            .filter(|(_, field)| !field.is_empty())
            .collect();
        let key = KEYS.map(|key| row.get(key).cloned().unwrap_or_default()).to_vec();
        rows.entry(key).or_default().push(row);
    }
    rows
}

/// The fields of a line, without their quotation marks.
fn fields(line: &str, delimiter: char) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let Some(field) = fields.last_mut() else { break };
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            _ if character == delimiter && !quoted => fields.push(String::new()),
            _ => field.push(character),
        }
    }
    fields
}

/// `None` for two rows that say the same.
fn compare(old: Option<&Settings>, new: Option<&Settings>) -> Option<RowDifference> {
    let shown = |row: &Settings, other: Option<&Settings>| -> Vec<Setting> {
        let mut columns: Vec<&String> = row.keys().collect();
        columns.extend(
            other
                .iter()
                .flat_map(|other| other.keys())
                .filter(|column| !row.contains_key(*column)),
        );
        columns
            .into_iter()
            .filter(|column| !KEYS.contains(&column.as_str()) && !REMARKS.contains(&column.as_str()))
            // The destination of a row that came or went stands in its own column.
            .filter(|column| other.is_some() || *column != "destination")
            .filter(|column| other.is_none_or(|other| other.get(*column) != row.get(*column)))
            .map(|column| Setting {
                column: column.clone(),
                value: row.get(column).cloned().unwrap_or_default(),
            })
            .collect()
    };
    let (before, after) = (old.map(|row| shown(row, new)), new.map(|row| shown(row, old)));
    let same =
        matches!((&before, &after), (Some(before), Some(after)) if before.is_empty() && after.is_empty());
    let row = new.or(old)?;
    let of = |column: &str| row.get(column).cloned().unwrap_or_default();
    (!same).then(|| RowDifference {
        prefix: of("prefix"),
        destination: of("destination"),
        old: before,
        new: after,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "prefix,digits,destination,price,per,note\n\
                       \"7,07\",6-7,Mobile,9.45,30,a remark\n\
                       8,6,Local,10,60,\n";

    #[test]
    fn another_order_of_lines_and_columns_is_no_difference() {
        let new = "# a remark\n\u{20}\nper;note;price;destination;digits;prefix\n60;;10;Local;6;8\n30;another;9.45;Mobile;6-7;7,07\n";
        assert_eq!(differences((OLD, ','), (new, ';')), []);
    }

    #[test]
    fn rows_of_one_prefix_are_told_apart_by_their_conditions() {
        let new = OLD.replace("8,6,Local,10,60,", "8,6,Local,10,60,\n8,8,Local long,12,60,");
        let found = differences((OLD, ','), (&new, ','));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].destination, "Local long");
        assert_eq!(found[0].old, None);
    }

    #[test]
    fn only_what_differs_of_a_row_is_shown() {
        let new = OLD.replace("9.45", "9.90").replace("Mobile", "Mobiles");
        let found = differences((OLD, ','), (&new, ','));
        let values = |settings: &Option<Vec<Setting>>| -> Vec<String> {
            settings
                .iter()
                .flatten()
                .map(|setting| setting.value.clone())
                .collect()
        };
        assert_eq!(values(&found[0].old), ["Mobile", "9.45"]);
        assert_eq!(values(&found[0].new), ["Mobiles", "9.90"]);
        assert_eq!(differences((OLD, ','), ("", ',')).len(), 2);
        assert_eq!(differences(("", ','), ("", ',')), []);
    }
}
