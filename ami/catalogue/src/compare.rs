//! Whether the tables have all that a real Asterisk documents.

use std::collections::BTreeSet;

use crate::actions::Table as ActionTable;
use crate::documentation::Documentation;
use crate::events::EventTable;
use crate::table::TableError;

/// What the XML of an Asterisk says and the same Asterisk does not know: event or action, the parameter (none for all
/// of it), and how that is known.
const QUIRKS: [(&str, &str, &str); 2] = [
    (
        "action FilterList",
        "",
        "16 documents it; no code registers it, and it answers that it is unknown",
    ),
    (
        "event EndpointDetail",
        "Disallow",
        "16 documents it; ami/testdata/16-lists-session.txt has none",
    ),
];

/// The result of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Actions in the XML.
    pub actions: usize,
    /// Events in the XML.
    pub events: usize,
    /// Parameters of both.
    pub parameters: usize,
    /// What the tables lack, one line each.
    pub missing: Vec<String>,
}

/// Compares the tables with one file.
///
/// # Errors
/// A table cannot be read.
pub fn compare(documentation: &Documentation) -> Result<Comparison, TableError> {
    let (events, actions) = (EventTable::read()?, ActionTable::read()?);
    let mut result = Comparison {
        actions: documentation.actions.len(),
        events: documentation.events.len(),
        ..Comparison::default()
    };
    let lower = |text: &String| text.to_ascii_lowercase();
    for (name, entry) in &documentation.events {
        let is_it = |spelling: &String| spelling.eq_ignore_ascii_case(name);
        let Some(event) = events
            .event
            .iter()
            .find(|event| is_it(&event.name) || event.documented_as.as_ref().is_some_and(is_it))
        else {
            result.missing.push(format!("event {name}: not in events.toml"));
            continue;
        };
        let mut known: BTreeSet<String> = event.own_headers().chain(&events.common).map(lower).collect();
        for (prefixes, headers) in [
            (&event.channels, &events.channel_snapshot),
            (&event.bridges, &events.bridge_snapshot),
        ] {
            for prefix in prefixes {
                known.extend(headers.iter().map(|header| lower(&format!("{prefix}{header}"))));
            }
        }
        result.parameters += entry.parameters.len();
        result.note(&format!("event {name}"), &entry.parameters, &known);
        for (kind, documented, ours) in [
            ("channel", &entry.channels, &event.channels),
            ("bridge", &entry.bridges, &event.bridges),
        ] {
            for prefix in documented.iter().filter(|prefix| !ours.contains(prefix)) {
                result
                    .missing
                    .push(format!("event {name}: no {kind} snapshot {prefix:?}"));
            }
        }
    }
    for (name, entry) in &documentation.actions {
        let Some(action) = actions
            .actions
            .iter()
            .find(|action| action.name.eq_ignore_ascii_case(name))
        else {
            if !is_quirk(&format!("action {name}"), "") {
                result.missing.push(format!("action {name}: not in actions.toml"));
            }
            continue;
        };
        let mut known: BTreeSet<String> = action
            .params
            .iter()
            .map(|parameter| lower(&parameter.name))
            .collect();
        known.insert("actionid".to_owned());
        result.parameters += entry.parameters.len();
        result.note(&format!("action {name}"), &entry.parameters, &known);
    }
    Ok(result)
}

impl Comparison {
    fn note(&mut self, entry: &str, documented: &BTreeSet<String>, known: &BTreeSet<String>) {
        for parameter in documented {
            if !known.contains(&parameter.to_ascii_lowercase()) && !is_quirk(entry, parameter) {
                self.missing.push(format!("{entry}: no {parameter}"));
            }
        }
    }
}

fn is_quirk(entry: &str, parameter: &str) -> bool {
    QUIRKS
        .iter()
        .any(|(of, quirk, _)| *of == entry && *quirk == parameter)
}

#[cfg(test)]
mod tests {
    use super::compare;
    use crate::documentation::Documentation;

    #[test]
    fn what_the_tables_lack_is_named() {
        let text = r#"<docs>
            <manager name="Ping"><syntax><parameter name="ActionID"/><parameter name="Loudness"/></syntax></manager>
            <manager name="Sing"><syntax/></manager>
            <manager name="FilterList"><syntax/></manager>
            <managerEvent name="NewExten"><managerEventInstance><syntax>
                <channel_snapshot/><channel_snapshot prefix="Third"/><parameter name="appdata"/><parameter name="Mood"/>
            </syntax></managerEventInstance></managerEvent>
            <managerEvent name="Song"><managerEventInstance><syntax/></managerEventInstance></managerEvent>
        </docs>"#;
        let found = compare(&Documentation::parse(text).expect("the reference")).expect("the tables");
        assert_eq!((found.actions, found.events, found.parameters), (3, 2, 4));
        assert_eq!(
            found.missing,
            [
                "event NewExten: no Mood",
                "event NewExten: no channel snapshot \"Third\"",
                "event Song: not in events.toml",
                "action Ping: no Loudness",
                "action Sing: not in actions.toml",
            ]
        );
    }
}
