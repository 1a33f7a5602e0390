//! Values out of answers in XML, by a path of element names.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

/// Deeper documents are nobody's answer to a request.
const DEEPEST: usize = 200;

/// `//a/b[2]/@c`: anywhere, an element `a` with a second `b` whose attribute `c` is meant; with one `/`, from the root.
/// Names are without their prefixes, and `*` is any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    is_anywhere: bool,
    steps: Vec<PathStep>,
    attribute: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct PathStep {
    name: String,
    /// Which of the elements of that name in one parent, from 1.
    number: Option<usize>,
}

impl Path {
    /// Reads a path.
    pub fn read(text: &str) -> Result<Self, String> {
        let bad = |why: &str| {
            format!("xml path {text:?}: {why}; write it as //answer/id, /Envelope/Body/item[2] or //item/@id")
        };
        let (is_anywhere, rest) = match (text.strip_prefix("//"), text.strip_prefix('/')) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => return Err(bad("it begins with / or //")),
        };
        let mut parts: Vec<&str> = rest.split('/').collect();
        let attribute = match parts.last().and_then(|last| last.strip_prefix('@')) {
            Some(name) if is_name(name) => {
                parts.pop();
                Some(name.to_owned())
            }
            Some(_) => return Err(bad("the attribute has no name")),
            None => None,
        };
        let mut steps = Vec::new();
        for part in parts {
            let (name, number) = match part.strip_suffix(']').and_then(|part| part.split_once('[')) {
                Some((name, number)) => {
                    let number = number.parse().ok().filter(|&number| number > 0);
                    (
                        name,
                        Some(number.ok_or_else(|| bad("what is in [ ] counts from 1"))?),
                    )
                }
                None => (part, None),
            };
            // A prefix means nothing here: it may be another in the next answer.
            let name = name.rsplit(':').next().unwrap_or(name);
            if name != "*" && !is_name(name) {
                return Err(bad("a name is missing or odd"));
            }
            let name = name.to_owned();
            steps.push(PathStep { name, number });
        }
        if steps.is_empty() {
            return Err(bad("no element is named"));
        }
        Ok(Self {
            is_anywhere,
            steps,
            attribute,
        })
    }

    /// The first value that it leads to, without blanks around it.
    pub fn find(&self, document: &str) -> Result<Option<String>, String> {
        let mut reader = Reader::from_str(document);
        let mut open: Vec<Element> = vec![Element::default()];
        // How deep the element is whose text is read.
        let mut found: Option<(usize, String)> = None;
        loop {
            let event = reader
                .read_event()
                .map_err(|error| format!("the answer is no XML: {error}"))?;
            match event {
                Event::Start(start) => {
                    if open.len() > DEEPEST {
                        return Err(format!(
                            "the answer has more than {DEEPEST} elements in one another"
                        ));
                    }
                    push(&mut open, &start);
                    if found.is_none() && self.matches(&open) {
                        match self.attribute_of(&start) {
                            Some(value) => return Ok(value),
                            None => found = Some((open.len(), String::new())),
                        }
                    }
                }
                Event::Empty(start) => {
                    push(&mut open, &start);
                    if found.is_none() && self.matches(&open) {
                        return Ok(self.attribute_of(&start).unwrap_or_else(|| Some(String::new())));
                    }
                    open.pop();
                }
                Event::End(_) => {
                    if let Some((depth, text)) = &found
                        && *depth == open.len()
                    {
                        return Ok(Some(text.trim().to_owned()));
                    }
                    open.pop();
                }
                Event::Text(text) => add(&mut found, &text.xml10_content()),
                Event::CData(text) => add(&mut found, &text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let character = entity.resolve_char_ref().map_err(|error| error.to_string())?;
                    match (character, resolve_xml_entity(&entity)) {
                        (Some(character), _) => add(&mut found, character.encode_utf8(&mut [0; 4])),
                        (None, Some(text)) => add(&mut found, text),
                        (None, None) => return Err("the answer has an entity that XML does not know".into()),
                    }
                }
                Event::Decl(_) | Event::DocType(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Eof if open.len() > 1 => return Err("the answer ends in the middle of its XML".into()),
                Event::Eof => return Ok(None),
            }
        }
    }

    fn matches(&self, open: &[Element]) -> bool {
        let elements = &open[1..];
        let Some(skipped) = elements.len().checked_sub(self.steps.len()) else {
            return false;
        };
        (self.is_anywhere || skipped == 0)
            && elements[skipped..]
                .iter()
                .zip(&self.steps)
                .all(|(element, step)| {
                    (step.name == "*" || step.name == element.name)
                        && step.number.is_none_or(|number| number == element.number)
                })
    }

    /// The attribute's value, which may be missing, if one is asked for.
    fn attribute_of(&self, start: &BytesStart<'_>) -> Option<Option<String>> {
        let wanted = self.attribute.as_ref()?;
        let attribute = start
            .attributes()
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == wanted.as_str());
        let value = attribute.and_then(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok());
        Some(value.map(std::borrow::Cow::into_owned))
    }
}

/// An element that was opened, and how many children of each name it has so far.
#[derive(Debug, Default)]
struct Element {
    name: String,
    number: usize,
    children: std::collections::BTreeMap<String, usize>,
}

fn push(open: &mut Vec<Element>, start: &BytesStart<'_>) {
    let name: String = start.local_name().as_ref().to_owned();
    let mut number = 1;
    if let Some(parent) = open.last_mut() {
        let count = parent.children.entry(name.clone()).or_default();
        *count += 1;
        number = *count;
    }
    open.push(Element {
        name,
        number,
        ..Element::default()
    });
}

fn add(found: &mut Option<(usize, String)>, text: &str) {
    if let Some((_, found)) = found {
        found.push_str(text);
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = r#"<?xml version="1.0"?>
        <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/">
         <SOAP-ENV:Body><ns1:getResponse><return><id> 4&amp;2 </id><item n="a">one</item>
         <item n="b"><![CDATA[<two>]]></item><empty/></return></ns1:getResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>"#;

    #[test]
    fn a_path_finds_its_value() {
        for (path, expected) in [
            ("//id", Some("4&2")),
            ("//return/item[2]", Some("<two>")),
            ("//item[2]/@n", Some("b")),
            ("//item/@n", Some("a")),
            ("//item/@m", None),
            ("/Envelope/Body/getResponse/return/id", Some("4&2")),
            ("/soap:Envelope/soap:Body/*/return/item", Some("one")),
            ("/return/id", None),
            ("//empty", Some("")),
            ("//nothing", None),
        ] {
            let found = Path::read(path).unwrap().find(ANSWER).unwrap();
            assert_eq!(found.as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn what_is_no_path_or_no_xml_is_an_error() {
        for path in ["id", "", "/", "//", "//a[0]", "//a[x]", "//a//b", "//@", "//a b"] {
            assert!(Path::read(path).is_err(), "{path}");
        }
        let id = Path::read("//id").unwrap();
        for document in ["<a><b></a>", "<a>", "<a>&unknown;<id/></a>", &"<a>".repeat(500)] {
            assert!(id.find(document).is_err(), "{document:.40}");
        }
        assert_eq!(id.find("plain text").unwrap(), None);
    }
}
