//! Laws of the small languages inside values.

use switchhook_ami::text::{
    ConfigFile, Separator, assignment, categories, channel_variables, commands, escape, split,
};

use super::messages;

/// A file read from JSON reads the same when it is written again as Asterisk writes it; from a message, no line is
/// counted twice and the names are those that `ListCategories` would tell. Text that breaks off says where.
///
/// Input: the value of `JSON:`, or messages.
pub fn config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match ConfigFile::from_json(&text) {
        Ok(file) => {
            let again = ConfigFile::from_json(&as_json(&file));
            assert_eq!(again.as_ref(), Ok(&file), "{}", as_json(&file));
        }
        Err(error) => {
            assert!(error.position <= text.len() && text.is_char_boundary(error.position));
            assert!(!error.to_string().is_empty());
        }
    }
    for message in messages(bytes) {
        let message = message.as_message();
        let file = ConfigFile::from_message(message);
        let lines = file.categories.iter().map(|category| 1 + category.lines.len());
        assert!(lines.sum::<usize>() <= message.headers().len());
        let names = file.categories.iter().map(|category| category.name.clone());
        assert!(names.eq(categories(message)));
        assert!(commands(message).count() <= message.headers().len());
    }
}

/// A file as `GetConfigJSON` answers with it.
fn as_json(file: &ConfigFile) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let categories = file.categories.iter().map(|category| {
        let flag = category.is_template.then(|| "\"istemplate\":1".to_owned());
        let templates = (!category.templates.is_empty())
            .then(|| format!("\"templates\":{}", quoted(&category.templates.join(","))));
        let lines = category
            .lines
            .iter()
            .map(|line| format!("{}:{}", quoted(&line.name), quoted(&line.value)));
        let members: Vec<_> = flag.into_iter().chain(templates).chain(lines).collect();
        format!("{}:{{{}}}", quoted(&category.name), members.join(","))
    });
    format!("{{{}}}", categories.collect::<Vec<_>>().join(","))
}

/// What an assignment says is set, that one variable and exactly that value, whatever the release; splitting never
/// makes more of a header than was in it.
///
/// Input: the value of a `Variable` header, taken as a name and a value too; and messages.
pub fn variable(bytes: &[u8]) {
    for separator in [Separator::Comma, Separator::Pipe] {
        let set = split(bytes, separator);
        let length: usize = set.iter().map(|one| one.name.len() + 1 + one.value.len()).sum();
        assert!(length <= bytes.len() && set.len() <= switchhook_ami::text::MAX_ASSIGNMENTS);
        assert!(set.iter().all(|one| !one.name.contains(&b'=')));
    }
    let text = String::from_utf8_lossy(bytes);
    let (name, value) = text.split_once('=').unwrap_or((&text, ""));
    let sets = |header: &str, name: &str| {
        for separator in [Separator::Comma, Separator::Pipe] {
            let set = split(header.as_bytes(), separator);
            assert_eq!(set.len(), 1, "{header:?}");
            assert_eq!(
                (&*set[0].name, &*set[0].value),
                (name.as_bytes(), value.as_bytes()),
                "{header:?}"
            );
        }
    };
    sets(&format!("V={}", escape(value)), "V");
    match assignment(name, value) {
        Ok(header) => sets(&header, name),
        Err(error) => assert!(error.position <= name.len() && !error.to_string().is_empty()),
    }
    for message in messages(bytes) {
        for variable in channel_variables(message.as_message()) {
            assert!(
                message
                    .headers()
                    .any(|header| header.value_bytes().ends_with(variable.value))
            );
            let _ = variable.unescaped();
        }
    }
}
