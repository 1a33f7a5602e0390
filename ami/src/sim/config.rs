//! Configuration files in memory: the format of Asterisk's `*.conf`, as far as `GetConfig` shows it.

use std::collections::HashMap;

use super::error::SimError;

/// A parsed configuration file. Comments are not kept: no action shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ConfigFile {
    pub(super) categories: Vec<Category>,
}

/// A `[section]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Category {
    pub(super) name: String,
    /// Written `[name](!)`: others inherit from it, nothing is made of it.
    pub(super) template: bool,
    /// The templates it inherits from.
    pub(super) inherits: Vec<String>,
    pub(super) variables: Vec<Variable>,
}

/// `name = value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) value: String,
}

impl ConfigFile {
    /// Reads a file's text.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, SimError> {
        let mut config = Self::default();
        // The category that lines go to: `[name](+)` continues an earlier one.
        let mut current = None;
        let mut in_comment = false;
        for (index, raw) in text.lines().enumerate() {
            let fail = |what| SimError::File {
                file: file.to_owned(),
                line: index + 1,
                what,
            };
            let Some(line) = uncommented(raw, &mut in_comment) else {
                continue;
            };
            if let Some(rest) = line.strip_prefix('[') {
                let (name, options) = rest
                    .split_once(']')
                    .ok_or_else(|| fail("no `]` after the section's name"))?;
                let (category, continued) = section(name, options.trim()).map_err(fail)?;
                let earlier = config
                    .categories
                    .iter()
                    .position(|c| c.name.eq_ignore_ascii_case(name));
                current = Some(if continued {
                    earlier.ok_or_else(|| fail("`(+)` continues a section that does not exist"))?
                } else {
                    config.categories.push(category);
                    config.categories.len() - 1
                });
            } else if line.starts_with('#') {
                // `#include` and `#exec` belong to the file system, which the simulation does not have: every file it
                // knows is read for itself.
            } else {
                let (name, value) = line
                    .split_once('=')
                    .ok_or_else(|| fail("no `=`; write `name = value`"))?;
                let value = value.strip_prefix('>').unwrap_or(value);
                let category = current.ok_or_else(|| fail("a line before the first `[section]`"))?;
                config.categories[category].variables.push(Variable {
                    name: name.trim().to_owned(),
                    value: value.trim().to_owned(),
                });
            }
        }
        Ok(config)
    }

    /// How many lines `GetConfig` would show, inherited ones included, and categories: counted without making them,
    /// since templates of templates can double them with every step.
    pub(super) fn size(&self) -> usize {
        let mut first: HashMap<String, usize> = HashMap::new();
        let mut total = 0usize;
        for category in &self.categories {
            let inherited = category
                .inherits
                .iter()
                .filter_map(|name| first.get(&name.to_ascii_lowercase()));
            let size = inherited.fold(1 + category.variables.len(), |sum, size| {
                sum.saturating_add(*size)
            });
            total = total.saturating_add(size);
            first.entry(category.name.to_ascii_lowercase()).or_insert(size);
        }
        total
    }

    /// A category's variables with those it inherits first, as Asterisk lists them.
    pub(super) fn effective<'a>(&'a self, category: &'a Category) -> Vec<&'a Variable> {
        self.inherited(category)
            .into_iter()
            .chain(&category.variables)
            .collect()
    }

    /// What a category has from its templates.
    pub(super) fn inherited<'a>(&'a self, category: &'a Category) -> Vec<&'a Variable> {
        let templates = category.inherits.iter().filter_map(|name| {
            // A template stands before its heirs, which also rules out circles.
            self.categories
                .iter()
                .take_while(|c| !std::ptr::eq(*c, category))
                .find(|c| c.name.eq_ignore_ascii_case(name))
        });
        templates.flat_map(|template| self.effective(template)).collect()
    }

    /// The last value of a variable in a category: later lines win.
    pub(super) fn value<'a>(&'a self, category: &'a Category, name: &str) -> Option<&'a str> {
        let variables = self.effective(category);
        variables
            .iter()
            .rev()
            .find(|v| v.name.eq_ignore_ascii_case(name))
            .map(|v| v.value.as_str())
    }
}

/// `(!,base,other)` or `(+)` after a section's name.
fn section(name: &str, options: &str) -> Result<(Category, bool), &'static str> {
    if name.is_empty() {
        return Err("a section without a name");
    }
    let mut category = Category {
        name: name.to_owned(),
        ..Category::default()
    };
    let mut continued = false;
    if !options.is_empty() {
        let inner = options
            .strip_prefix('(')
            .and_then(|o| o.strip_suffix(')'))
            .ok_or("no `)` after the options")?;
        for option in inner.split(',').map(str::trim) {
            match option {
                "!" => category.template = true,
                "+" => continued = true,
                "" => {}
                base => category.inherits.push(base.to_owned()),
            }
        }
    }
    Ok((category, continued))
}

/// The line without comments; `None` if nothing is left. Follows `;--` … `--;` across lines.
fn uncommented(line: &str, in_comment: &mut bool) -> Option<String> {
    let mut kept = String::new();
    let mut rest = line;
    loop {
        if *in_comment {
            let Some((_, after)) = rest.split_once("--;") else {
                break;
            };
            *in_comment = false;
            rest = after;
            continue;
        }
        let Some(at) = rest.find(';') else {
            kept.push_str(rest);
            break;
        };
        let (before, after) = rest.split_at(at);
        if let Some(before) = before.strip_suffix('\\') {
            kept.push_str(before);
            kept.push(';');
            rest = &after[1..];
        } else if after.starts_with(";--") && !after.starts_with(";---") {
            kept.push_str(before);
            *in_comment = true;
            rest = &after[3..];
        } else {
            kept.push_str(before);
            break;
        }
    }
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHONES: &str = "; phones\n[base](!)\ntype=wizard ; all of them\n[ab12](base)\nendpoint/callerid => \"Moana\" <101>\n\
                          ;-- away\n[gone]\n--;\n[ab12](+)\nnote=a\\;b\n";

    #[test]
    fn sections_templates_and_comments_are_understood() {
        let config = ConfigFile::parse("phones.conf", PHONES).unwrap();
        let names: Vec<_> = config.categories.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["base", "ab12"]);
        assert!(config.categories[0].template);
        let ab12 = &config.categories[1];
        let lines: Vec<_> = config
            .effective(ab12)
            .iter()
            .map(|v| format!("{}={}", v.name, v.value))
            .collect();
        assert_eq!(
            lines,
            ["type=wizard", "endpoint/callerid=\"Moana\" <101>", "note=a;b"]
        );
        assert_eq!(config.value(ab12, "TYPE"), Some("wizard"));
    }

    #[test]
    fn a_broken_file_is_refused_with_its_line() {
        for (text, line) in [
            ("[a]\nhello\n", 2),
            ("x=1\n", 1),
            ("[a\n", 1),
            ("[a](+)\n", 1),
            ("[a](b\n", 1),
        ] {
            let error = ConfigFile::parse("x.conf", text).unwrap_err();
            assert!(
                matches!(error, SimError::File { line: found, .. } if found == line),
                "{text:?}: {error}"
            );
        }
    }
}
