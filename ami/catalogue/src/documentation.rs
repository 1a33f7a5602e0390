//! Reads `core-en_US.xml`, the reference that Asterisk ships: which actions and events it has, with which parameters.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What one file documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documentation {
    /// Actions and their parameters.
    pub actions: BTreeMap<String, Entry>,
    /// Events and their headers.
    pub events: BTreeMap<String, Entry>,
}

/// What is written at one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Parameters, those taken from other entries included.
    pub parameters: BTreeSet<String>,
    /// Prefixes of channel snapshots.
    pub channels: BTreeSet<String>,
    /// Prefixes of bridge snapshots.
    pub bridges: BTreeSet<String>,
    /// Entries whose parameters are its own too.
    includes: Vec<Include>,
}

/// `<xi:include xpointer="xpointer(/docs/managerEvent[@name='A']/…/parameter[@name='B'])" />`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Include {
    is_event: bool,
    name: String,
    which: Which,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Which {
    All,
    Named(String),
    Containing(String),
}

/// Why the file cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentationError {
    /// It is not XML.
    #[error("byte {at}: {source}")]
    Xml {
        /// Where.
        at: u64,
        /// Why.
        source: quick_xml::Error,
    },
    /// It holds neither actions nor events.
    #[error("no <manager> and no <managerEvent> in it; give Asterisk's core-en_US.xml")]
    Other,
}

impl Documentation {
    /// Reads a whole file.
    ///
    /// # Errors
    /// It is not XML, or not Asterisk's reference.
    pub fn parse(text: &str) -> Result<Self, DocumentationError> {
        let mut reader = Reader::from_str(text);
        let mut found = Self::default();
        // The entries that are open: an event may stand inside an action's answers.
        let mut open: Vec<(bool, String)> = Vec::new();
        let mut path: Vec<String> = Vec::new();
        loop {
            let at = reader.buffer_position();
            match reader.read_event() {
                Ok(Event::Start(element)) => {
                    let tag = tag_of(&element);
                    if let Some(entry) = entry_of(&tag, &element) {
                        found.entry(&entry);
                        open.push(entry);
                    }
                    found.note(open.last(), &path, &tag, &element);
                    path.push(tag);
                }
                Ok(Event::Empty(element)) => found.note(open.last(), &path, &tag_of(&element), &element),
                Ok(Event::End(_)) => {
                    if path
                        .pop()
                        .is_some_and(|tag| tag == "manager" || tag == "managerEvent")
                    {
                        open.pop();
                    }
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(source) => return Err(DocumentationError::Xml { at, source }),
            }
        }
        if found.actions.is_empty() && found.events.is_empty() {
            return Err(DocumentationError::Other);
        }
        found.resolve();
        Ok(found)
    }

    fn entry(&mut self, (is_event, name): &(bool, String)) -> &mut Entry {
        let entries = if *is_event {
            &mut self.events
        } else {
            &mut self.actions
        };
        entries.entry(name.clone()).or_default()
    }

    /// An element inside the syntax of an entry.
    fn note(&mut self, open: Option<&(bool, String)>, path: &[String], tag: &str, element: &BytesStart<'_>) {
        let Some(open) = open else { return };
        let is_syntax = path.last().is_some_and(|parent| parent == "syntax");
        if !is_syntax {
            return;
        }
        let entry = self.entry(open);
        match tag {
            "parameter" => entry.parameters.extend(attribute(element, "name")),
            "channel_snapshot" => {
                entry
                    .channels
                    .insert(attribute(element, "prefix").unwrap_or_default());
            }
            "bridge_snapshot" => {
                entry
                    .bridges
                    .insert(attribute(element, "prefix").unwrap_or_default());
            }
            "xi:include" => entry
                .includes
                .extend(attribute(element, "xpointer").and_then(|pointer| Include::parse(&pointer))),
            _ => {}
        }
    }

    /// Follows the includes until nothing is added any more.
    fn resolve(&mut self) {
        loop {
            let before = self.clone();
            let entries = self.actions.values_mut().chain(self.events.values_mut());
            for entry in entries {
                for include in &entry.includes {
                    let from = if include.is_event {
                        &before.events
                    } else {
                        &before.actions
                    };
                    let parameters = from.get(&include.name).map(|entry| &entry.parameters);
                    match &include.which {
                        Which::Named(name) => {
                            entry.parameters.insert(name.clone());
                        }
                        Which::All => entry.parameters.extend(parameters.into_iter().flatten().cloned()),
                        Which::Containing(part) => {
                            let parts = parameters
                                .into_iter()
                                .flatten()
                                .filter(|name| name.contains(part));
                            entry.parameters.extend(parts.cloned());
                        }
                    }
                }
            }
            if *self == before {
                return;
            }
        }
    }
}

impl Include {
    /// `None` for what is no parameter.
    fn parse(pointer: &str) -> Option<Self> {
        let path = pointer.strip_prefix("xpointer(")?.strip_suffix(')')?;
        let path = path.trim_start_matches('/').strip_prefix("docs/")?;
        let (is_event, rest) = match path.strip_prefix("managerEvent[@name='") {
            Some(rest) => (true, rest),
            None => (false, path.strip_prefix("manager[@name='")?),
        };
        let (name, rest) = rest.split_once("']")?;
        let rest = rest.rsplit_once("/syntax/parameter")?.1;
        let which = if rest.is_empty() {
            Which::All
        } else if let Some(one) = rest.strip_prefix("[@name='") {
            Which::Named(one.strip_suffix("']")?.to_owned())
        } else {
            let part = rest.strip_prefix("[contains(@name, '")?;
            Which::Containing(part.strip_suffix("')]")?.to_owned())
        };
        Some(Self {
            is_event,
            name: name.to_owned(),
            which,
        })
    }
}

fn tag_of(element: &BytesStart<'_>) -> String {
    element.name().as_ref().to_owned()
}

/// Whether an element is an event, and its name.
fn entry_of(tag: &str, element: &BytesStart<'_>) -> Option<(bool, String)> {
    let is_event = match tag {
        "managerEvent" => true,
        "manager" => false,
        _ => return None,
    };
    Some((is_event, attribute(element, "name").unwrap_or_default()))
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)?;
    // Names and pointers hold no entities.
    Some(found.value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::Documentation;

    const SAMPLE: &str = r#"<?xml version="1.0"?>
<docs xmlns:xi="http://www.w3.org/2001/XInclude">
  <manager name="Login"><syntax><parameter name="ActionID"><para>x</para></parameter></syntax></manager>
  <manager name="Agents">
    <syntax><xi:include xpointer="xpointer(/docs/manager[@name='Login']/syntax/parameter[@name='ActionID'])" /></syntax>
    <responses><list-elements>
      <managerEvent name="Agents"><managerEventInstance class="EVENT_FLAG_AGENT"><syntax>
        <parameter name="Agent"><enumlist><enum name="Not one"/></enumlist></parameter><channel_snapshot/>
      </syntax></managerEventInstance></managerEvent>
    </list-elements></responses>
  </manager>
  <managerEvent name="B"><managerEventInstance><syntax>
    <xi:include xpointer="xpointer(/docs/managerEvent[@name='C']/managerEventInstance/syntax/parameter)" />
    <bridge_snapshot prefix="To"/>
  </syntax></managerEventInstance></managerEvent>
  <managerEvent name="C"><managerEventInstance><syntax>
    <xi:include xpointer="xpointer(/docs/managerEvent[@name='D']/managerEventInstance/syntax/parameter[contains(@name, 'ReportX')])" />
    <parameter name="Own"/>
  </syntax></managerEventInstance></managerEvent>
  <managerEvent name="D"><managerEventInstance><syntax><parameter name="ReportXa"/><parameter name="Other"/></syntax></managerEventInstance></managerEvent>
</docs>"#;

    #[test]
    fn includes_are_followed_and_events_inside_actions_are_found() {
        let found = Documentation::parse(SAMPLE).unwrap();
        let names = |entry: &super::Entry| entry.parameters.iter().cloned().collect::<Vec<_>>();
        assert_eq!(names(&found.actions["Agents"]), ["ActionID"]);
        assert_eq!(names(&found.events["Agents"]), ["Agent"]);
        assert!(found.events["Agents"].channels.contains(""));
        assert_eq!(names(&found.events["B"]), ["Own", "ReportXa"]);
        assert!(found.events["B"].bridges.contains("To"));
        assert!(!found.events["B"].parameters.contains("Other"));
    }

    #[test]
    fn what_is_not_the_reference_is_refused() {
        for text in ["<docs></docs>", "<docs", "nothing"] {
            assert!(Documentation::parse(text).is_err(), "{text}");
        }
    }
}
