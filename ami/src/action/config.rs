use super::generated::GetConfigJsonReply;
use super::{Action, Reply, ReplyError};
use crate::text::{ConfigFile, ConfigJsonError};
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
    filter: Option<String>,
}

impl GetConfig {
    /// The whole file, named from Asterisk's configuration directory.
    pub fn file(name: impl Into<String>) -> Self {
        Self {
            file: name.into(),
            category: None,
            filter: None,
        }
    }

    /// Only the categories of this name.
    #[must_use]
    pub fn category(mut self, name: impl Into<String>) -> Self {
        self.category = Some(name.into());
        self
    }

    /// Only categories with such lines, `name_regex=value_regex[,...]`; the name `TEMPLATES` with the value `include`
    /// lists templates too, with `restrict` nothing else. Default: all that are no templates.
    #[must_use]
    pub fn filter(mut self, filter: impl Into<String>) -> Self {
        self.filter = Some(filter.into());
        self
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
            .optional("Category", self.category.as_ref())
            .optional("Filter", self.filter.as_ref());
    }

    /// A file without categories is an empty answer.
    fn response(&self, reply: &Reply) -> Result<ConfigFile, ReplyError> {
        reply.accepted()?;
        Ok(ConfigFile::from_message(reply.response.as_message()))
    }
}

impl GetConfigJsonReply {
    /// The file, as [`GetConfig`] gives it; an answer without `JSON` is an empty file.
    ///
    /// # Errors
    /// Where the text breaks off. [`GetConfig`] reads what this form cannot say.
    pub fn file(&self) -> Result<ConfigFile, ConfigJsonError> {
        match self.json() {
            Some(text) => ConfigFile::from_json(&text),
            None => Ok(ConfigFile::default()),
        }
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
    use crate::action::testing::reply;
    use crate::action::{Action, GetConfigJson};

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
    fn both_forms_give_the_same_file() {
        let lines = GetConfig::file("x")
            .response(&reply(
                "Response: Success\nCategory-000000: 100\nTemplates-000000: base\nLine-000000-000000: set_var=A=1",
            ))
            .unwrap();
        let json = GetConfigJson::new("x")
            .response(&reply(
                r#"Response: Success
JSON: {"100":{"templates":"base","set_var":"A=1"}}"#,
            ))
            .unwrap();
        assert_eq!(json.file(), Ok(lines));
    }

    #[test]
    fn debug_shows_no_passwords() {
        let file = reply("Response: Success\nCategory-000000: 100\nLine-000000-000000: password=hunter2");
        let file = GetConfig::file("x").response(&file).unwrap();
        assert!(!format!("{file:?}").contains("hunter2"));
    }
}
