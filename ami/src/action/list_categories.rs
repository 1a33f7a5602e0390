use super::{Action, Reply, ReplyError};
use crate::text::categories;
use crate::wire::HeaderWriter;

/// Lists the categories of a configuration file. Needs write class config.
///
/// ```
/// use switchhook_ami::action::{ListCategories, Request};
/// assert!(Request::new(&ListCategories::new("pjsip.conf")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ListCategories {
    filename: String,
    matching: Option<String>,
}

impl ListCategories {
    /// Of this file, named from Asterisk's configuration directory.
    pub fn new(filename: impl Into<String>) -> Self {
        Self {
            filename: filename.into(),
            matching: None,
        }
    }

    /// `Match`: only categories with such lines, `name_regex=value_regex[,...]`. Not documented by Asterisk; 12.7 and
    /// later. Default: all.
    pub fn matching(mut self, filter: impl Into<String>) -> Self {
        self.matching = Some(filter.into());
        self
    }
}

impl Action for ListCategories {
    /// The names, in the order of the file; several may be equal.
    type Response = Vec<String>;

    fn name(&self) -> &str {
        "ListCategories"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Filename", &self.filename)
            .optional("Match", self.matching.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Vec<String>, ReplyError> {
        reply.accepted()?;
        Ok(categories(reply.response.as_message()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::ListCategories;
    use crate::action::Action;
    use crate::action::testing::reply;

    #[test]
    fn a_file_without_categories_says_error_and_is_none() {
        let list = ListCategories::new("x.conf");
        let none = reply("Response: Success\nActionID: 1\nError: no categories found");
        assert!(list.response(&none).unwrap().is_empty());
        let some =
            reply("Response: Success\nCategory-000000: general\nCategory-000001: 100\nCategory-000002: 100");
        assert_eq!(list.response(&some).unwrap(), ["general", "100", "100"]);
    }
}
