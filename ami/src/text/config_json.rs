//! The answer to `GetConfigJSON`, which looks like JSON and is not.
//!
//! Asterisk escapes `"` and `\` only, so a tab stands as a tab; what is repeated in the file is a repeated key, which a
//! JSON parser would drop; and `"istemplate":1` and `"templates":"a,b"` stand among the lines (`main/manager.c`,
//! `action_getconfigjson`).

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till1, take_while};
use nom::character::complete::{anychar, char, one_of};
use nom::combinator::{cut, opt, value, verify};
use nom::multi::{fold_many0, separated_list0};
use nom::sequence::{delimited, preceded, separated_pair};
use nom::{IResult, Parser};

use super::config::{Category, ConfigFile, ConfigLine, names};

/// Where text stopped being what `GetConfigJSON` answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigJsonError {
    /// In bytes from 0.
    pub position: usize,
}

impl std::fmt::Display for ConfigJsonError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the JSON of a configuration file breaks off at byte {}; read the file with GetConfig",
            self.position
        )
    }
}

impl std::error::Error for ConfigJsonError {}

impl ConfigFile {
    /// Reads the value of the header `JSON` that `GetConfigJSON` answers with. Keys that repeat are kept.
    ///
    /// A line named `templates` right at the beginning of a category cannot be told from the templates it inherits.
    ///
    /// # Errors
    /// Where the text breaks off: a value held a line break, for instance.
    ///
    /// ```
    /// use switchhook_ami::text::ConfigFile;
    /// let file = ConfigFile::from_json(r#"{"100":{"templates":"base","set_var":"A=1","set_var":"B=\"2\""}}"#)?;
    /// assert_eq!(file.categories[0].templates, ["base"]);
    /// assert_eq!(file.categories[0].get_all("set_var").collect::<Vec<_>>(), ["A=1", "B=\"2\""]);
    /// # Ok::<(), switchhook_ami::text::ConfigJsonError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ConfigJsonError> {
        let at = |rest: &str| ConfigJsonError {
            position: text.len() - rest.len(),
        };
        match file(text) {
            Ok(("", categories)) => Ok(Self { categories }),
            Ok((rest, _)) => Err(at(rest)),
            Err(nom::Err::Error(error) | nom::Err::Failure(error)) => Err(at(error.input)),
            // The parsers are complete ones, which never ask for more.
            Err(nom::Err::Incomplete(_)) => Err(at("")),
        }
    }
}

/// One member of a category.
enum Member {
    IsTemplate(bool),
    Line(String, String),
}

fn file(text: &str) -> IResult<&str, Vec<Category>> {
    let (rest, categories) = delimited(
        blanks_then('{'),
        separated_list0(blanks_then(','), category),
        cut(blanks_then('}')),
    )
    .parse(text)?;
    Ok((rest.trim_start(), categories))
}

fn category(text: &str) -> IResult<&str, Category> {
    let members = delimited(
        preceded(blanks, one_of("{[")),
        separated_list0(blanks_then(','), member),
        cut(preceded(blanks, one_of("}]"))),
    );
    let (rest, (name, members)) = separated_pair(string, cut(blanks_then(':')), cut(members)).parse(text)?;
    let mut category = Category::new(name);
    for member in members {
        match member {
            Member::IsTemplate(is_template) => category.is_template = is_template,
            Member::Line(name, value)
                if name == "templates" && category.lines.is_empty() && category.templates.is_empty() =>
            {
                category.templates = names(&value);
            }
            Member::Line(name, value) => category.lines.push(ConfigLine { name, value }),
        }
    }
    Ok((rest, category))
}

fn member(text: &str) -> IResult<&str, Member> {
    let is_template = separated_pair(
        verify(string, |name: &String| name == "istemplate"),
        blanks_then(':'),
        preceded(blanks, alt((value(true, tag("1")), value(false, tag("0"))))),
    );
    alt((
        is_template.map(|(_, is_template)| Member::IsTemplate(is_template)),
        separated_pair(string, cut(blanks_then(':')), cut(string))
            .map(|(name, value)| Member::Line(name, value)),
    ))
    .parse(text)
}

/// `"…"`; every byte but `"` and `\` stands for itself.
fn string(text: &str) -> IResult<&str, String> {
    let plain = take_till1(|character| matches!(character, '"' | '\\'));
    let escaped = preceded(char('\\'), anychar);
    let piece = alt((plain.map(Piece::Plain), escaped.map(Piece::Escaped)));
    delimited(
        blanks_then('"'),
        fold_many0(piece, String::new, |mut whole, piece| {
            match piece {
                Piece::Plain(plain) => whole.push_str(plain),
                Piece::Escaped(character @ ('"' | '\\')) => whole.push(character),
                // Not an escape of Asterisk's: both were there.
                Piece::Escaped(other) => whole.extend(['\\', other]),
            }
            whole
        }),
        cut(char('"')),
    )
    .parse(text)
}

enum Piece<'a> {
    Plain(&'a str),
    Escaped(char),
}

fn blanks(text: &str) -> IResult<&str, Option<&str>> {
    opt(take_while(|character| character == ' ')).parse(text)
}

fn blanks_then<'a>(
    expected: char,
) -> impl Parser<&'a str, Output = char, Error = nom::error::Error<&'a str>> {
    preceded(blanks, char(expected))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ConfigFile, ConfigJsonError};

    /// As Asterisk writes it.
    fn written(categories: &[(String, Vec<(String, String)>)]) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let categories = categories.iter().map(|(name, lines)| {
            let lines = lines
                .iter()
                .map(|(name, value)| format!("{}:{}", quoted(name), quoted(value)))
                .collect::<Vec<_>>();
            format!("{}:{{{}}}", quoted(name), lines.join(","))
        });
        format!("{{{}}}", categories.collect::<Vec<_>>().join(","))
    }

    #[test]
    fn keys_that_repeat_and_control_bytes_are_kept() {
        let text = "{\"base\":{\"istemplate\":1,\"type\":\"endpoint\"},\
            \"100\":{\"templates\":\"base,other\",\"set_var\":\"A=\ttab\",\"set_var\":\"B=\\\\n\"},\"100\":{}}";
        let file = ConfigFile::from_json(text).expect("whole");
        let names: Vec<_> = file.categories.iter().map(|category| &*category.name).collect();
        assert_eq!(names, ["base", "100", "100"]);
        assert!(file.categories[0].is_template);
        let phone = &file.categories[1];
        assert_eq!(phone.templates, ["base", "other"]);
        assert_eq!(phone.get_all("set_var").collect::<Vec<_>>(), ["A=\ttab", "B=\\n"]);
    }

    #[test]
    fn a_file_without_categories_is_empty() {
        assert_eq!(ConfigFile::from_json("{}"), Ok(ConfigFile::default()));
    }

    #[test]
    fn lines_may_be_called_as_what_asterisk_adds() {
        let text = r#"{"a":{"type":"x","templates":"y","istemplate":"1"}}"#;
        let file = ConfigFile::from_json(text).expect("whole");
        let category = &file.categories[0];
        assert!(category.templates.is_empty() && !category.is_template);
        assert_eq!(
            (category.get("templates"), category.get("istemplate")),
            (Some("y"), Some("1"))
        );
    }

    #[test]
    fn what_breaks_off_says_where() {
        for (text, position) in [
            ("", 0),
            ("{", 1),
            ("{\"a\"", 4),
            ("{\"a\":{\"b\":\"c", 12),
            ("{\"a\":{\"b\":\"c\"}", 14),
            ("{\"a\":{}} x", 9),
            ("{\"a\":{\"b\":1}}", 10),
        ] {
            assert_eq!(
                ConfigFile::from_json(text),
                Err(ConfigJsonError { position }),
                "{text}"
            );
        }
        assert_eq!(
            ConfigJsonError { position: 12 }.to_string(),
            "the JSON of a configuration file breaks off at byte 12; read the file with GetConfig"
        );
    }

    fn text() -> impl Strategy<Value = String> {
        "[a-c\"\\\\:{},\t\u{1}é ]{0,8}"
    }

    proptest! {
        /// What Asterisk writes is read as what the file says, whatever stands in names and values.
        #[test]
        fn what_is_written_is_read(
            categories in prop::collection::vec((text(), prop::collection::vec((text(), text()), 0..4)), 0..4),
        ) {
            let file = ConfigFile::from_json(&written(&categories)).expect("whole");
            let read: Vec<_> = file
                .categories
                .into_iter()
                .map(|category| {
                    let lines = category.lines.into_iter().map(|line| (line.name, line.value));
                    (category.name, lines.collect::<Vec<_>>())
                })
                .collect();
            prop_assert_eq!(read, categories);
        }

        /// No text makes the reader panic, and an error is inside the text.
        #[test]
        fn no_text_makes_it_panic(text in "[\"\\\\{}:,\\[\\]a-b 1]{0,40}") {
            if let Err(error) = ConfigFile::from_json(&text) {
                prop_assert!(error.position <= text.len());
            }
        }
    }
}
