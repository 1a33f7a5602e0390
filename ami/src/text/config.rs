use crate::wire::Message;

/// What a configuration file says, without its comments.
///
/// ```
/// use switchhook_ami::{MessageBuf, text::ConfigFile};
/// let reply = MessageBuf::parse(
///     b"Response: Success\r\nCategory-000000: general\r\nLine-000000-000000: bindport=5038\r\n\r\n",
/// ).unwrap();
/// let file = ConfigFile::from_message(reply.as_message());
/// assert_eq!(file.category("General").and_then(|general| general.get("bindport")), Some("5038"));
/// ```
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ConfigFile {
    /// Its categories in order; several may have one name.
    pub categories: Vec<Category>,
}

/// A `[section]` of a configuration file.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[derive(Clone, Default, PartialEq, Eq)]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigLine {
    /// The name; several lines may have it.
    pub name: String,
    /// The value.
    pub value: String,
}

impl ConfigFile {
    /// Reads the answer to `GetConfig`: `Category-000000`, `IsTemplate-000000`, `Templates-000000` and
    /// `Line-000000-000000`, in the order of the file. A file without categories is empty, and so is any other answer.
    pub fn from_message(message: Message<'_>) -> Self {
        let mut categories: Vec<Category> = Vec::new();
        for header in message.headers() {
            let (name, value) = (header.name(), header.value());
            let Some((kind, _)) = name.split_once('-') else {
                continue;
            };
            match (kind.to_ascii_lowercase().as_str(), categories.last_mut()) {
                ("category", _) => categories.push(Category::new(value)),
                ("istemplate", Some(category)) => category.is_template = value.trim() == "1",
                ("templates", Some(category)) => category.templates = names(&value),
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
        Self { categories }
    }

    /// The first category of this name, compared without case as Asterisk does.
    pub fn category(&self, name: &str) -> Option<&Category> {
        self.categories
            .iter()
            .find(|category| category.name.eq_ignore_ascii_case(name))
    }
}

impl Category {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

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

/// `a,b` as names.
pub(super) fn names(list: &str) -> Vec<String> {
    list.split(',').map(|name| name.trim().to_owned()).collect()
}

/// The names that `ListCategories` answers with, repeats included, in the order of the file.
///
/// A file without categories is answered with a line that has no colon, which is no name.
///
/// ```
/// use switchhook_ami::{MessageBuf, text::categories};
/// let reply = MessageBuf::parse(b"Response: Success\r\nCategory-000000: a\r\nCategory-000001: a\r\n\r\n").unwrap();
/// assert_eq!(categories(reply.as_message()).collect::<Vec<_>>(), ["a", "a"]);
/// let empty = MessageBuf::parse(b"Response: Success\r\nError: no categories found\r\n\r\n").unwrap();
/// assert_eq!(categories(empty.as_message()).count(), 0);
/// ```
pub fn categories<'a>(message: Message<'a>) -> impl Iterator<Item = String> {
    message
        .headers()
        .filter(|header| {
            let name = header.name_bytes();
            memchr::memchr(b'-', name).is_some_and(|at| name[..at].eq_ignore_ascii_case(b"Category"))
        })
        .map(|header| header.value().into_owned())
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
