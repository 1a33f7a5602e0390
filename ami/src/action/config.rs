use super::{Action, Reply, ReplyError};
use crate::wire::HeaderWriter;

/// Reads a configuration file. Needs write class system or config.
///
/// ```
/// use switchhook_ami::action::{GetConfig, Request};
/// assert!(Request::new(&GetConfig::file("pjsip.conf").category("100")).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct GetConfig {
    file: String,
    category: Option<String>,
}

impl GetConfig {
    /// The whole file, named from Asterisk's configuration directory.
    pub fn file(name: impl Into<String>) -> Self {
        Self {
            file: name.into(),
            category: None,
        }
    }

    /// Only the categories of this name.
    #[must_use]
    pub fn category(mut self, name: impl Into<String>) -> Self {
        self.category = Some(name.into());
        self
    }
}

/// What a configuration file says, without its comments.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigFile {
    /// Its categories in order; several may have one name.
    pub categories: Vec<Category>,
}

/// A `[section]` of a configuration file.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Category {
    /// Its name.
    pub name: String,
    /// Whether it is a template, `[name](!)`. Asterisk 12.7 and later tell.
    pub is_template: bool,
    /// The templates it inherits from. Asterisk 12.7 and later tell.
    pub templates: Vec<String>,
    /// Its lines in order, inherited ones included.
    pub lines: Vec<ConfigLine>,
}

/// `name = value`. AMI does not tell it from `name => value`.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigLine {
    /// The name; several lines may have it.
    pub name: String,
    /// The value.
    pub value: String,
}

impl ConfigFile {
    /// The first category of this name, compared without case as Asterisk does.
    pub fn category(&self, name: &str) -> Option<&Category> {
        self.categories
            .iter()
            .find(|category| category.name.eq_ignore_ascii_case(name))
    }
}

impl Category {
    /// The value of the first line of this name, compared without case as Asterisk does.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.get_all(name).next()
    }

    /// The values of all lines of this name.
    pub fn get_all(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self
            .lines
            .iter()
            .filter(move |line| line.name.eq_ignore_ascii_case(name));
        lines.map(|line| line.value.as_str())
    }
}

/// Shows names only: configuration files hold passwords.
impl std::fmt::Debug for ConfigFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConfigFile")
            .field("categories", &self.categories)
            .finish()
    }
}

impl std::fmt::Debug for Category {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Category")
            .field("name", &self.name)
            .field("lines", &self.lines)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ConfigLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} = ..", self.name)
    }
}

impl Action for GetConfig {
    type Response = ConfigFile;

    fn name(&self) -> &str {
        "GetConfig"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Filename", &self.file)
            .optional("Category", self.category.as_ref());
    }

    /// A file without categories is an empty answer.
    fn response(&self, reply: &Reply) -> Result<ConfigFile, ReplyError> {
        reply.accepted()?;
        let mut categories: Vec<Category> = Vec::new();
        for header in reply.response.headers() {
            let (name, value) = (header.name(), header.value());
            // `Category-000000`, `IsTemplate-000000`, `Templates-000000`, `Line-000000-000000`, in file order.
            let Some((kind, _)) = name.split_once('-') else {
                continue;
            };
            match (kind.to_ascii_lowercase().as_str(), categories.last_mut()) {
                ("category", _) => categories.push(Category {
                    name: value.into_owned(),
                    is_template: false,
                    templates: Vec::new(),
                    lines: Vec::new(),
                }),
                ("istemplate", Some(category)) => category.is_template = value.trim() == "1",
                ("templates", Some(category)) => {
                    category.templates = value.split(',').map(|name| name.trim().to_owned()).collect();
                }
                ("line", Some(category)) => {
                    let (name, value) = value.split_once('=').unwrap_or((&value, ""));
                    category.lines.push(ConfigLine {
                        name: name.to_owned(),
                        value: value.to_owned(),
                    });
                }
                _ => {}
            }
        }
        Ok(ConfigFile { categories })
    }
}

/// Makes an empty configuration file. Needs write class config. One that exists is refused.
///
/// ```
/// use switchhook_ami::action::{CreateConfig, Request};
/// assert!(Request::new(&CreateConfig::file("switchhook/phones.conf")).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct CreateConfig {
    file: String,
}

impl CreateConfig {
    /// The file, named from Asterisk's configuration directory.
    pub fn file(name: impl Into<String>) -> Self {
        Self { file: name.into() }
    }
}

impl Action for CreateConfig {
    type Response = ();

    fn name(&self) -> &str {
        "CreateConfig"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Filename", &self.file);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

#[cfg(test)]
mod tests {
    use super::GetConfig;
    use crate::action::Action;
    use crate::action::testing::reply;

    #[test]
    fn categories_and_lines_keep_order_repeats_and_equals_signs() {
        let file = GetConfig::file("pjsip.conf")
            .response(&reply(
                "Response: Success\nCategory-000000: base\nIsTemplate-000000: 1\nLine-000000-000000: type=endpoint\n\
                 Category-000001: 100\nTemplates-000001: base,other\nLine-000001-000000: set_var=A=1\n\
                 Line-000001-000001: set_var=B=2\nLine-000001-000002: empty=\nCategory-000002: 100",
            ))
            .unwrap();
        assert!(file.categories[0].is_template);
        let phone = file.category("100").unwrap();
        assert_eq!(phone.templates, ["base", "other"]);
        assert_eq!(phone.get_all("SET_VAR").collect::<Vec<_>>(), ["A=1", "B=2"]);
        assert_eq!(phone.get("empty"), Some(""));
        assert_eq!(file.categories.len(), 3);
    }

    #[test]
    fn a_file_without_categories_is_empty() {
        let file = GetConfig::file("x")
            .response(&reply("Response: Success\nNo categories found"))
            .unwrap();
        assert!(file.categories.is_empty());
    }

    #[test]
    fn debug_shows_no_passwords() {
        let file = reply("Response: Success\nCategory-000000: 100\nLine-000000-000000: password=hunter2");
        let file = GetConfig::file("x").response(&file).unwrap();
        assert!(!format!("{file:?}").contains("hunter2"));
    }
}
