//! Reads one Fluent file into a small owned model, keeping what a program can use and refusing the rest.
//!
//! Compiled twice: by `build.rs`, which turns the catalogues into Rust, and by the unit tests.

use std::collections::BTreeMap;
use std::fmt;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};

/// The CLDR plural categories.
pub(crate) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Something a translator has to correct, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Path as shown to a person, such as `i18n/ru.ftl`.
    pub(crate) file: String,
    /// Line of the message, 1-based; 0 where the whole file is meant.
    pub(crate) line: usize,
    /// What is wrong and what to do.
    pub(crate) text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.text),
            line => write!(f, "{}:{line}: {}", self.file, self.text),
        }
    }
}

/// What a variable of a message holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `i64`, written with the grouping of the language.
    Number,
    /// `&str`, written as it is.
    Text,
}

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Fixed words.
    Text(String),
    /// The value of a variable.
    Value(String),
    /// One of several texts, chosen by a variable.
    Choice(Choice),
}

/// `{ $variable -> [key] text *[key] text }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) variable: String,
    /// Chosen by plural category (or exact number) rather than by word.
    pub(crate) plural: bool,
    pub(crate) variants: Vec<(String, Vec<Part>)>,
    /// Index of the variant marked with `*`.
    pub(crate) default: usize,
}

/// One message of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) key: String,
    pub(crate) line: usize,
    pub(crate) parts: Vec<Part>,
    /// In order of first appearance.
    pub(crate) variables: Vec<(String, Kind)>,
}

/// All messages of one language, in the order of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Catalogue {
    /// Two-letter code.
    pub(crate) language: String,
    /// Path for messages to a person.
    pub(crate) file: String,
    pub(crate) messages: Vec<Message>,
}

impl Catalogue {
    /// Reads a Fluent file.
    pub(crate) fn read(language: &str, file: &str, source: &str) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader {
            file,
            source,
            terms: BTreeMap::new(),
            problems: Vec::new(),
        };
        let resource = match fluent_syntax::parser::parse(source) {
            Ok(resource) => resource,
            Err((_, errors)) => {
                return Err(errors
                    .iter()
                    .map(|error| Problem {
                        file: file.to_owned(),
                        line: line_of(source, error.pos.start),
                        text: format!("not valid Fluent: {}", error.kind),
                    })
                    .collect());
            }
        };
        for entry in &resource.body {
            if let Entry::Term(term) = entry {
                let mut seen = Vec::new();
                let parts = reader.pattern(&term.value, reader.line(term.id.name), &mut seen);
                reader.terms.insert(term.id.name.to_owned(), parts);
            }
        }
        let mut messages: Vec<Message> = Vec::new();
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name;
            let line = reader.line(key);
            if let Some(first) = messages.iter().find(|known| known.key == key) {
                reader.complain(
                    line,
                    format!("`{key}` stands twice (first on line {}); remove one", first.line),
                );
                continue;
            }
            if !key
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            {
                reader.complain(
                    line,
                    format!("`{key}`: write keys in lower case with `-` between words"),
                );
            }
            if let Some(attribute) = message.attributes.first() {
                reader.complain(
                    line,
                    format!(
                        "`{key}` has the attribute `.{}`; make it a message",
                        attribute.id.name
                    ),
                );
            }
            let mut variables = Vec::new();
            let parts = match &message.value {
                Some(value) => reader.pattern(value, line, &mut variables),
                None => {
                    reader.complain(line, format!("`{key}` is empty; write its text after `=`"));
                    Vec::new()
                }
            };
            messages.push(Message {
                key: key.to_owned(),
                line,
                parts,
                variables,
            });
        }
        if reader.problems.is_empty() {
            Ok(Self {
                language: language.to_owned(),
                file: file.to_owned(),
                messages,
            })
        } else {
            Err(reader.problems)
        }
    }

    /// The message of a key.
    pub(crate) fn message(&self, key: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.key == key)
    }
}

struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    terms: BTreeMap<String, Vec<Part>>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn complain(&mut self, line: usize, text: String) {
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line,
            text,
        });
    }

    /// `name` is a slice of the source, so its address tells where it stands.
    fn line(&self, name: &str) -> usize {
        line_of(
            self.source,
            (name.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize),
        )
    }

    fn pattern(
        &mut self,
        pattern: &Pattern<&str>,
        line: usize,
        variables: &mut Vec<(String, Kind)>,
    ) -> Vec<Part> {
        let mut parts = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => parts.push(Part::Text((*value).to_owned())),
                PatternElement::Placeable { expression } => {
                    self.expression(expression, line, variables, &mut parts);
                }
            }
        }
        parts
    }

    fn expression(
        &mut self,
        expression: &Expression<&str>,
        line: usize,
        variables: &mut Vec<(String, Kind)>,
        parts: &mut Vec<Part>,
    ) {
        match expression {
            Expression::Inline(inline) => self.inline(inline, line, variables, parts),
            Expression::Select { selector, variants } => {
                let (name, number) = match selector {
                    InlineExpression::VariableReference { id } => (id.name, false),
                    InlineExpression::FunctionReference { .. } => match number_of(selector) {
                        Some(name) => (name, true),
                        None => return self.unsupported(line),
                    },
                    _ => return self.unsupported(line),
                };
                let keys: Vec<String> = variants
                    .iter()
                    .map(|variant| key_of(variant).to_owned())
                    .collect();
                let plural = number
                    || keys
                        .iter()
                        .all(|key| CATEGORIES.contains(&key.as_str()) || key.parse::<i64>().is_ok());
                remember(variables, name, if plural { Kind::Number } else { Kind::Text });
                let default = variants.iter().position(|variant| variant.default).unwrap_or(0);
                let variants = keys
                    .into_iter()
                    .zip(variants)
                    .map(|(key, variant)| (key, self.pattern(&variant.value, line, variables)))
                    .collect();
                parts.push(Part::Choice(Choice {
                    variable: name.to_owned(),
                    plural,
                    variants,
                    default,
                }));
            }
        }
    }

    fn inline(
        &mut self,
        inline: &InlineExpression<&str>,
        line: usize,
        variables: &mut Vec<(String, Kind)>,
        parts: &mut Vec<Part>,
    ) {
        match inline {
            InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
                parts.push(Part::Text((*value).to_owned()));
            }
            InlineExpression::VariableReference { id } => {
                remember(variables, id.name, Kind::Text);
                parts.push(Part::Value(id.name.to_owned()));
            }
            InlineExpression::FunctionReference { .. } => match number_of(inline) {
                Some(name) => {
                    remember(variables, name, Kind::Number);
                    parts.push(Part::Value(name.to_owned()));
                }
                None => self.unsupported(line),
            },
            InlineExpression::TermReference {
                id,
                attribute: None,
                arguments: None,
            } => match self.terms.get(id.name) {
                Some(term) => parts.extend(term.clone()),
                None => {
                    self.complain(
                        line,
                        format!("the term `-{0}` is used but not defined above", id.name),
                    );
                }
            },
            InlineExpression::Placeable { expression } => self.expression(expression, line, variables, parts),
            InlineExpression::TermReference { .. } | InlineExpression::MessageReference { .. } => {
                self.unsupported(line);
            }
        }
    }

    fn unsupported(&mut self, line: usize) {
        self.complain(
            line,
            "only `{ $variable }`, `{ NUMBER($variable) }`, `{ -term }` and a choice by a variable are \
             understood; write the message with these"
                .to_owned(),
        );
    }
}

/// The variable of `NUMBER($variable)`, the one function that we know.
fn number_of<'a>(inline: &InlineExpression<&'a str>) -> Option<&'a str> {
    let InlineExpression::FunctionReference { id, arguments } = inline else {
        return None;
    };
    match arguments.positional.as_slice() {
        [InlineExpression::VariableReference { id: variable }]
            if id.name == "NUMBER" && arguments.named.is_empty() =>
        {
            Some(variable.name)
        }
        _ => None,
    }
}

fn key_of<'a>(variant: &Variant<&'a str>) -> &'a str {
    match &variant.key {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}

/// A variable that is a number anywhere in a message is a number everywhere in it.
fn remember(variables: &mut Vec<(String, Kind)>, name: &str, kind: Kind) {
    match variables.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) if kind == Kind::Number => *known = Kind::Number,
        Some(_) => {}
        None => variables.push((name.to_owned(), kind)),
    }
}

fn line_of(source: &str, offset: usize) -> usize {
    1 + source.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}
