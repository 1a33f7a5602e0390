//! `UpdateConfig`: numbered steps applied to a copy, which replaces the file only if every step succeeded.
//!
//! Asterisk `main/manager.c`, `handle_updates`.

use super::config::{Category, ConfigFile, Variable};
use super::request::Request;

/// Applies the steps `Action-000000`, `Action-000001`, … to a copy of `config`.
///
/// The error is Asterisk's text.
pub(super) fn apply(config: &ConfigFile, request: &Request) -> Result<ConfigFile, &'static str> {
    let mut config = config.clone();
    for number in 0..100_000 {
        let field = |name: &str| request.get(&format!("{name}-{number:06}")).to_owned();
        let action = field("Action");
        if action.is_empty() {
            // The first missing number ends the list.
            break;
        }
        let step = Step {
            category: field("Cat"),
            variable: field("Var"),
            value: field("Value"),
            matching: field("Match"),
            line: field("Line"),
            options: Options::parse(&field("Options"))?,
        };
        if step.category.is_empty() {
            return Err("Category not specified");
        }
        match action.to_ascii_lowercase().as_str() {
            "newcat" => step.new_category(&mut config)?,
            "renamecat" => step.rename(&mut config)?,
            "delcat" => step.delete_category(&mut config)?,
            "emptycat" => step.empty(&mut config)?,
            "update" => step.update(&mut config)?,
            "delete" => step.delete(&mut config)?,
            "append" => step.append(&mut config)?,
            "insert" => step.insert(&mut config)?,
            _ => return Err("Unknown action command"),
        }
        if config.size() > LINES {
            return Err("Save of config failed");
        }
    }
    Ok(config)
}

/// Lines that one file may have here: a client that writes without end, or makes templates of templates, fills this
/// rather than the memory.
const LINES: usize = 100_000;

const NO_CATEGORY: &str = "Given category does not exist";
const NOT_UPDATED: &str = "Update did not complete successfully";
const NO_ARGUMENT: &str = "Problem with category, value, or line (if required)";

struct Step {
    category: String,
    variable: String,
    value: String,
    matching: String,
    line: String,
    options: Options,
}

#[derive(Default)]
struct Options {
    allow_duplicates: bool,
    template: bool,
    ignore_error: bool,
    inherit: Vec<String>,
}

impl Options {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let mut options = Self::default();
        for option in outside_quotes(text) {
            let option = option.trim();
            match option.to_ascii_lowercase().as_str() {
                "" => {}
                "allowdups" => options.allow_duplicates = true,
                "template" => options.template = true,
                "ignoreerror" => options.ignore_error = true,
                _ => {
                    if let Some(names) = option.strip_prefix("inherit=") {
                        options.inherit = names
                            .trim_matches('"')
                            .split(',')
                            .map(|n| n.trim().to_owned())
                            .collect();
                    } else if option.starts_with("catfilter=") {
                        // Not Asterisk's text: the simulation has no regular expressions, and says so rather than
                        // change the wrong sections.
                        return Err("catfilter is not simulated; name the category instead");
                    }
                }
            }
        }
        Ok(options)
    }
}

/// Splits at commas that are not between quotes.
fn outside_quotes(text: &str) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
    .collect()
}

impl Step {
    /// Where the categories are that the step is about, or the error that there is none.
    fn matching(&self, config: &ConfigFile) -> Result<Vec<usize>, &'static str> {
        let categories = config.categories.iter().enumerate();
        let named = categories.filter(|(_, c)| c.name.eq_ignore_ascii_case(&self.category));
        let found: Vec<usize> = named.map(|(index, _)| index).collect();
        if found.is_empty() {
            Err(NO_CATEGORY)
        } else {
            Ok(found)
        }
    }

    fn new_category(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        const FAILED: &str = "Create category did not complete successfully";
        let exists = |name: &str| {
            config
                .categories
                .iter()
                .any(|c| c.name.eq_ignore_ascii_case(name))
        };
        if !self.options.allow_duplicates && exists(&self.category) {
            return if self.options.ignore_error {
                Ok(())
            } else {
                Err(FAILED)
            };
        }
        if !self.options.inherit.iter().all(|name| exists(name)) {
            return Err("Template category not found");
        }
        let at = if self.matching.is_empty() {
            config.categories.len()
        } else {
            let before = |c: &Category| c.name.eq_ignore_ascii_case(&self.matching);
            config.categories.iter().position(before).ok_or(FAILED)?
        };
        let category = Category {
            name: self.category.clone(),
            template: self.options.template,
            inherits: self.options.inherit.clone(),
            variables: Vec::new(),
        };
        config.categories.insert(at, category);
        Ok(())
    }

    fn rename(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        if self.value.is_empty() {
            return Err(NO_ARGUMENT);
        }
        for index in self.matching(config)? {
            config.categories[index].name.clone_from(&self.value);
        }
        Ok(())
    }

    fn delete_category(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        let before = config.categories.len();
        config
            .categories
            .retain(|c| !c.name.eq_ignore_ascii_case(&self.category));
        if config.categories.len() == before && !self.options.ignore_error {
            return Err(NO_CATEGORY);
        }
        Ok(())
    }

    fn empty(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        for index in self.matching(config)? {
            config.categories[index].variables.clear();
        }
        Ok(())
    }

    /// Whether the step's `Var` and `Match` mean this variable.
    fn means(&self, variable: &Variable) -> bool {
        variable.name.eq_ignore_ascii_case(&self.variable)
            && (self.matching.is_empty() || variable.value.eq_ignore_ascii_case(&self.matching))
    }

    fn new_variable(&self) -> Variable {
        // A leading `>` asks for `name => value`, which reads back alike.
        let value = self.value.strip_prefix('>').unwrap_or(&self.value);
        Variable {
            name: self.variable.clone(),
            value: value.to_owned(),
        }
    }

    fn update(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        if self.variable.is_empty() {
            return Err(NO_ARGUMENT);
        }
        let mut updated = false;
        for index in self.matching(config)? {
            let inherited = config
                .inherited(&config.categories[index])
                .iter()
                .any(|v| self.means(v));
            let variables = &mut config.categories[index].variables;
            if let Some(variable) = variables.iter_mut().find(|v| self.means(v)) {
                variable.value = self.new_variable().value;
                updated = true;
            } else if inherited {
                // The template keeps its value; the category gets its own, before its other lines.
                variables.insert(0, self.new_variable());
                updated = true;
            }
        }
        if updated { Ok(()) } else { Err(NOT_UPDATED) }
    }

    fn delete(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        if self.variable.is_empty() && self.line.is_empty() {
            return Err(NO_ARGUMENT);
        }
        let mut deleted = false;
        for index in self.matching(config)? {
            let inherited = config.inherited(&config.categories[index]).len();
            let variables = &mut config.categories[index].variables;
            if self.line.is_empty() {
                let before = variables.len();
                variables.retain(|v| !self.means(v));
                deleted |= variables.len() < before;
            } else {
                // Lines are counted with the inherited ones, of which only a copy can be deleted.
                let line: usize = self.line.parse().map_err(|_| NO_ARGUMENT)?;
                let lines = inherited + variables.len();
                if (inherited..lines).contains(&line) {
                    variables.remove(line - inherited);
                }
                deleted |= line < lines;
            }
        }
        if deleted || self.options.ignore_error {
            Ok(())
        } else {
            Err(NOT_UPDATED)
        }
    }

    fn append(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        if self.variable.is_empty() {
            return Err(NO_ARGUMENT);
        }
        for index in self.matching(config)? {
            config.categories[index].variables.push(self.new_variable());
        }
        Ok(())
    }

    fn insert(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        let line: usize = self.line.parse().map_err(|_| NO_ARGUMENT)?;
        if self.variable.is_empty() {
            return Err(NO_ARGUMENT);
        }
        for index in self.matching(config)? {
            let inherited = config.inherited(&config.categories[index]).len();
            let variables = &mut config.categories[index].variables;
            // Beyond the last line is at the end.
            let at = line.saturating_sub(inherited).min(variables.len());
            variables.insert(at, self.new_variable());
        }
        Ok(())
    }
}
