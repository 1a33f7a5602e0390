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
    }
    Ok(config)
}

const NO_CATEGORY: &str = "Given category does not exist";
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
    /// The categories the step is about, or the error that there is none.
    fn matching<'a>(&'a self, config: &'a mut ConfigFile) -> Result<Vec<&'a mut Category>, &'static str> {
        let found: Vec<_> = config
            .categories
            .iter_mut()
            .filter(|c| c.name.eq_ignore_ascii_case(&self.category))
            .collect();
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
        for category in self.matching(config)? {
            category.name.clone_from(&self.value);
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
        for category in self.matching(config)? {
            category.variables.clear();
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
        for category in self.matching(config)? {
            if let Some(variable) = category.variables.iter_mut().find(|v| self.means(v)) {
                variable.value = self.new_variable().value;
                updated = true;
            }
        }
        if updated {
            Ok(())
        } else {
            Err("Update did not complete successfully")
        }
    }

    fn delete(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        if self.variable.is_empty() && self.line.is_empty() {
            return Err(NO_ARGUMENT);
        }
        let mut deleted = false;
        for category in self.matching(config)? {
            if self.line.is_empty() {
                let before = category.variables.len();
                category.variables.retain(|v| !self.means(v));
                deleted |= category.variables.len() < before;
            } else {
                let at: usize = self.line.parse().map_err(|_| NO_ARGUMENT)?;
                if at < category.variables.len() {
                    category.variables.remove(at);
                    deleted = true;
                }
            }
        }
        if deleted || self.options.ignore_error {
            Ok(())
        } else {
            Err("Delete did not complete successfully")
        }
    }

    fn append(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        if self.variable.is_empty() {
            return Err(NO_ARGUMENT);
        }
        for category in self.matching(config)? {
            category.variables.push(self.new_variable());
        }
        Ok(())
    }

    fn insert(&self, config: &mut ConfigFile) -> Result<(), &'static str> {
        let at: usize = self.line.parse().map_err(|_| NO_ARGUMENT)?;
        if self.variable.is_empty() {
            return Err(NO_ARGUMENT);
        }
        for category in self.matching(config)? {
            if at > category.variables.len() {
                return Err(NO_ARGUMENT);
            }
            category.variables.insert(at, self.new_variable());
        }
        Ok(())
    }
}
