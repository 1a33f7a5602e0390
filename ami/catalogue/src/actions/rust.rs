//! The types of actions: `action/generated/*.rs`, a file for each module of Asterisk.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::parameter::ParameterType;
use super::reply;
use super::row::{ActionRow, Parameter, Response, Table};
use crate::generated::GeneratedFile;
use crate::table::TableError;

/// Names that a file may use, and where they are.
const IMPORTS: [(&str, &[&str]); 6] = [
    ("std::borrow", &["Cow"]),
    ("std::time", &["Duration"]),
    ("super::super::list", &["List", "Then"]),
    ("super::super::variables", &["Variables"]),
    (
        "super::super::write",
        &["milliseconds", "seconds", "whole_seconds"],
    ),
    (
        "crate::value",
        &["ChannelName", "Mailbox", "Priority", "Secret", "UniqueId"],
    ),
];

/// A file for each module, and the one that lists them.
pub(super) fn files(table: &Table) -> Result<Vec<GeneratedFile>, TableError> {
    let mut modules: BTreeMap<String, Vec<&ActionRow>> = BTreeMap::new();
    for action in table.actions.iter().filter(|action| !action.hand_written) {
        modules.entry(action.file()).or_default().push(action);
    }
    let mut files = Vec::new();
    for (module, actions) in &modules {
        let mut body = String::new();
        for action in actions {
            body.push_str(&action_type(table, action)?);
        }
        let text = imports(table, &body) + &body;
        let path = format!("action/generated/{module}.rs");
        files.push(GeneratedFile::new(path, "actions.toml", &text));
    }
    let mut list = String::new();
    for module in modules.keys() {
        let _ = writeln!(list, "mod {module};");
    }
    list.push_str("mod choice;\npub(super) mod facts;\nmod kind;\n\npub use choice::*;\npub use kind::*;\n");
    for module in modules.keys() {
        let _ = writeln!(list, "pub use {module}::*;");
    }
    files.push(GeneratedFile::new(
        "action/generated/mod.rs",
        "actions.toml",
        &list,
    ));
    Ok(files)
}

/// The `use` lines of what `body` needs.
fn imports(table: &Table, body: &str) -> String {
    let code: String = body
        .lines()
        .filter(|line| !line.trim_start().starts_with("///"))
        // The names of headers are no names of types.
        .flat_map(|line| line.split('"').step_by(2))
        .flat_map(|part| [part, "\n"])
        .collect();
    let words: BTreeSet<&str> = code
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .collect();
    let mut text = String::new();
    for (path, names) in IMPORTS {
        let used: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| words.contains(name))
            .collect();
        if !used.is_empty() {
            let _ = writeln!(text, "use {path}::{{{}}};", used.join(", "));
        }
    }
    let choices: Vec<&str> = table
        .choices
        .iter()
        .map(|choice| choice.name.as_str())
        .filter(|name| words.contains(name))
        .collect();
    if !choices.is_empty() {
        let _ = writeln!(text, "use super::choice::{{{}}};", choices.join(", "));
    }
    let expects = if words.contains("Expects") {
        "Expects, "
    } else {
        ""
    };
    let _ = writeln!(text, "use super::super::{{Action, {expects}Reply, ReplyError}};");
    for module in ["event", "value"] {
        if code.contains(&format!("{module}::")) {
            let _ = writeln!(text, "use crate::{module};");
        }
    }
    let mut wire = vec!["HeaderWriter"];
    wire.extend(
        ["Message", "MessageBuf"]
            .into_iter()
            .filter(|name| words.contains(name)),
    );
    let _ = writeln!(text, "use crate::wire::{{{}}};\n", wire.join(", "));
    text
}

fn action_type(table: &Table, action: &ActionRow) -> Result<String, TableError> {
    let mut text = String::new();
    documentation(&mut text, table, action);
    structure(&mut text, table, action);
    implementation(&mut text, table, action);
    if matches!(action.response, Response::Fields | Response::Raw) {
        text.push_str(&reply::fields_type(table, action)?);
        text.push('\n');
    }
    Ok(text)
}

fn documentation(text: &mut String, table: &Table, action: &ActionRow) {
    let rust = action.rust();
    let _ = writeln!(text, "/// {}", table.words(action));
    text.push_str("///\n");
    let needs = match action.classes.as_slice() {
        [] => "The account needs no class.".to_owned(),
        classes => format!("The account needs write class {}.", classes.join(" or ")),
    };
    let module = match action.module.as_str() {
        "core" => "Part of the core".to_owned(),
        module => format!("Part of `{module}`"),
    };
    let removed = action
        .removed_after
        .map_or(String::new(), |branch| format!(", removed after {branch}"));
    let _ = writeln!(
        text,
        "/// {needs} {module} (Asterisk `{}`) since {}{removed}.",
        action.source,
        action.since.join(", "),
    );
    text.push_str("///\n");
    let _ = writeln!(
        text,
        "/// ```\n/// use switchhook_ami::action::{{{rust}, Request}};"
    );
    for line in sample_imports(action.params.iter().filter(|parameter| parameter.required)) {
        let _ = writeln!(text, "/// {line}");
    }
    let _ = writeln!(
        text,
        "/// assert!(Request::new(&{}).is_ok());\n/// ```",
        construction(table, action)
    );
}

/// What the samples of these parameters need.
pub(super) fn sample_imports<'a>(parameters: impl Iterator<Item = &'a Parameter>) -> BTreeSet<String> {
    parameters
        .filter_map(|parameter| match &parameter.kind {
            ParameterType::Seconds | ParameterType::Fraction | ParameterType::Milliseconds => {
                Some("use std::time::Duration;".to_owned())
            }
            ParameterType::Choice(name) => Some(format!("use switchhook_ami::action::{name};")),
            _ => None,
        })
        .collect()
}

/// The action made with samples of what it requires.
pub(super) fn construction(table: &Table, action: &ActionRow) -> String {
    let required: Vec<String> = action
        .params
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| sample(table, parameter).0)
        .collect();
    if action.params.is_empty() {
        action.rust()
    } else {
        format!("{}::new({})", action.rust(), required.join(", "))
    }
}

/// A value of `parameter`, as Rust and as on the wire.
pub(super) fn sample(table: &Table, parameter: &Parameter) -> (String, String) {
    parameter.kind.sample(|choice| {
        let word = table.choice(choice)?.words.first()?;
        Some((format!("{choice}::{}", word.name), word.word.clone()))
    })
}

fn structure(text: &mut String, table: &Table, action: &ActionRow) {
    let rust = action.rust();
    if action.params.is_empty() {
        let _ = write!(
            text,
            "#[derive(Clone, Copy, Debug, Default)]\n#[must_use = \"it does nothing until it is sent\"]\npub struct {rust};\n\n"
        );
        return;
    }
    let default = if action.needs_something() { "" } else { ", Default" };
    let _ = write!(
        text,
        "#[derive(Clone, Debug{default})]\n#[must_use = \"it does nothing until it is sent\"]\npub struct {rust} {{\n"
    );
    for parameter in &action.params {
        let _ = writeln!(text, "    {}: {},", parameter.rust(), field_type(parameter));
    }
    text.push_str("}\n\n");
    let _ = writeln!(text, "impl {rust} {{");
    constructor(text, table, action);
    for parameter in &action.params {
        setter(text, table, action, parameter);
    }
    text.push_str("}\n\n");
}

fn field_type(parameter: &Parameter) -> String {
    let kind = parameter.kind.field();
    if parameter.required || parameter.kind == ParameterType::Variables {
        kind.to_owned()
    } else {
        format!("Option<{kind}>")
    }
}

fn constructor(text: &mut String, table: &Table, action: &ActionRow) {
    let required: Vec<&Parameter> = action
        .params
        .iter()
        .filter(|parameter| parameter.required)
        .collect();
    if required.is_empty() {
        text.push_str("    /// Without any of what may be said.\n    pub fn new() -> Self {\n        Self::default()\n    }\n");
        return;
    }
    text.push_str("    /// What Asterisk cannot do without:\n    ///\n");
    for parameter in &required {
        let _ = writeln!(
            text,
            "    /// - `{}`: {}{}",
            parameter.name,
            table.parameter_words(action, parameter).unwrap_or_default(),
            parameter.kind.note(),
        );
    }
    let arguments: Vec<String> = required.iter().map(|parameter| argument(parameter)).collect();
    let _ = write!(
        text,
        "    pub fn new({}) -> Self {{\n        Self {{\n",
        arguments.join(", ")
    );
    for parameter in &action.params {
        let name = parameter.rust();
        let value = match &parameter.kind {
            ParameterType::Variables if parameter.required => "Variables::of(name, value)".to_owned(),
            ParameterType::Variables => "Variables::default()".to_owned(),
            kind if parameter.required => kind.keep(&name),
            _ => "None".to_owned(),
        };
        let _ = writeln!(text, "            {name}: {value},");
    }
    text.push_str("        }\n    }\n");
}

fn argument(parameter: &Parameter) -> String {
    if parameter.kind == ParameterType::Variables {
        "name: impl Into<String>, value: impl Into<String>".to_owned()
    } else {
        format!("{}: {}", parameter.rust(), parameter.kind.argument())
    }
}

fn setter(text: &mut String, table: &Table, action: &ActionRow, parameter: &Parameter) {
    let is_variables = parameter.kind == ParameterType::Variables;
    if parameter.required && !is_variables {
        return;
    }
    let name = parameter.rust();
    let default = parameter
        .default
        .as_ref()
        .map_or(String::new(), |default| format!(" Default: {default}."));
    let _ = write!(
        text,
        "\n    /// `{}`: {}{}{default}\n    pub fn {name}(mut self, {}) -> Self {{\n",
        parameter.name,
        table.parameter_words(action, parameter).unwrap_or_default(),
        parameter.kind.note(),
        argument(parameter),
    );
    if is_variables {
        let _ = writeln!(text, "        self.{name}.add(name, value);");
    } else {
        let _ = writeln!(
            text,
            "        self.{name} = Some({});",
            parameter.kind.keep(&name)
        );
    }
    text.push_str("        self\n    }\n");
}

fn implementation(text: &mut String, table: &Table, action: &ActionRow) {
    let writer = if action.params.is_empty() { "_" } else { "headers" };
    let _ = write!(
        text,
        "impl Action for {} {{\n    type Response = {};\n\n    fn name(&self) -> &str {{\n        {:?}\n    }}\n\n    \
         fn encode(&self, {writer}: &mut HeaderWriter<'_>) {{\n",
        action.rust(),
        reply::response(table, action),
        action.name,
    );
    encoding(text, action);
    text.push_str("    }\n\n");
    if let Some(expects) = reply::expects(action) {
        let _ = write!(
            text,
            "    fn expects(&self) -> Expects {{\n        {expects}\n    }}\n\n"
        );
    }
    let _ = write!(
        text,
        "    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {{\n        {}\n    }}\n}}\n\n",
        reply::reading(action)
    );
}

fn encoding(text: &mut String, action: &ActionRow) {
    let mut is_open = false;
    for parameter in &action.params {
        let field = format!("self.{}", parameter.rust());
        if parameter.kind == ParameterType::Variables {
            if is_open {
                text.push_str(";\n");
            }
            let _ = writeln!(text, "        {field}.write(headers);");
            is_open = false;
            continue;
        }
        if !is_open {
            text.push_str("        headers");
            is_open = true;
        }
        let call = if parameter.required {
            required(parameter, &field)
        } else {
            optional(parameter, &field)
        };
        let _ = write!(text, "\n            .{call}");
    }
    if is_open {
        text.push_str(";\n");
    }
}

fn required(parameter: &Parameter, field: &str) -> String {
    let header = &parameter.name;
    match parameter.kind {
        ParameterType::Text => format!("header({header:?}, &{field})"),
        ParameterType::Number(_) | ParameterType::Priority | ParameterType::Mask => {
            // A `Display` needs no text of its own.
            let reference = if parameter.kind.is_copy() { "" } else { "&" };
            format!("display({header:?}, {reference}{field})")
        }
        _ => format!("header({header:?}, {})", parameter.kind.encoded(field)),
    }
}

fn optional(parameter: &Parameter, field: &str) -> String {
    let header = &parameter.name;
    let field = if parameter.kind.is_copy() {
        field.to_owned()
    } else {
        format!("{field}.as_ref()")
    };
    let value = match &parameter.kind {
        ParameterType::Text => field,
        ParameterType::Private | ParameterType::Secret => format!("{field}.map(Secret::expose)"),
        ParameterType::Channel
        | ParameterType::UniqueId
        | ParameterType::Mailbox
        | ParameterType::Choice(_) => {
            format!("{field}.map({}::as_str)", parameter.kind.field())
        }
        ParameterType::Priority => format!("{field}.map(ToString::to_string)"),
        ParameterType::Seconds => format!("{field}.map(whole_seconds)"),
        ParameterType::Fraction => format!("{field}.map(seconds)"),
        ParameterType::Milliseconds => format!("{field}.map(milliseconds)"),
        kind => format!("{field}.map(|value| {})", kind.encoded("value")),
    };
    format!("optional({header:?}, {value})")
}
