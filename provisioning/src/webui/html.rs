//! As much HTML as is needed to find fields, links and words in a phone's pages, whatever else is in them.

/// One tag: its name in small letters and its attributes.
struct Tag<'a> {
    name: String,
    attributes: &'a str,
}

impl Tag<'_> {
    fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|character: char| character.is_whitespace() || character == '/');
            let end = rest
                .find(|character: char| character.is_whitespace() || matches!(character, '=' | '/'))
                .unwrap_or(rest.len());
            let name = &rest[..end];
            rest = rest[end..].trim_start();
            let value = match rest.strip_prefix('=') {
                None => "",
                Some(after) => {
                    let after = after.trim_start();
                    let (value, left) = match after.chars().next() {
                        Some(quote @ ('"' | '\'')) => {
                            after[1..].split_once(quote).unwrap_or((&after[1..], ""))
                        }
                        _ => {
                            let end = after.find(char::is_whitespace).unwrap_or(after.len());
                            after.split_at(end)
                        }
                    };
                    rest = left;
                    value
                }
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(unescape(value));
            }
            if name.is_empty() && rest.is_empty() {
                return None;
            }
            if name.is_empty() {
                // A stray character: step over it.
                let mut characters = rest.chars();
                characters.next();
                rest = characters.as_str();
            }
        }
    }
}

/// The tags of a page, each with the text behind it.
fn tags(page: &str) -> impl Iterator<Item = (Tag<'_>, &str)> {
    let mut rest = page;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find('<')?;
            rest = &rest[start + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let (inside, after) = split_tag(rest);
            rest = after;
            let name_end = inside
                .find(|character: char| character.is_whitespace())
                .unwrap_or(inside.len());
            let text = &after[..after.find('<').unwrap_or(after.len())];
            let tag = Tag {
                name: inside[..name_end].trim_end_matches('/').to_ascii_lowercase(),
                attributes: &inside[name_end..],
            };
            return Some((tag, text));
        }
    })
}

/// What is inside a tag, up to a `>` that is not in quotes, and what comes behind.
fn split_tag(text: &str) -> (&str, &str) {
    let mut quote = None;
    for (index, character) in text.char_indices() {
        match (quote, character) {
            (None, '>') => return (&text[..index], &text[index + 1..]),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    // A quote that never ends: then quotes mean nothing here.
    text.split_once('>').unwrap_or((text, ""))
}

/// Names and values of the fields of all forms, as a browser would send them unchanged.
pub(super) fn fields(page: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut select: Option<String> = None;
    for (tag, text) in tags(page) {
        match tag.name.as_str() {
            "input" => {
                let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
                let value = || tag.attribute("value");
                let value = match kind.as_str() {
                    "radio" | "checkbox" if tag.attribute("checked").is_none() => None,
                    "radio" | "checkbox" => value().or_else(|| Some("on".to_owned())),
                    "submit" | "button" | "image" | "reset" | "file" => None,
                    _ => value().or_else(|| Some(String::new())),
                };
                if let (Some(name), Some(value)) = (tag.attribute("name"), value) {
                    fields.push((name, value));
                }
            }
            "textarea" => {
                if let Some(name) = tag.attribute("name") {
                    let text = text.strip_prefix('\n').unwrap_or(text);
                    fields.push((name, unescape(text)));
                }
            }
            "select" => select = tag.attribute("name"),
            "/select" => select = None,
            "option" if tag.attribute("selected").is_some() => {
                if let Some(name) = &select {
                    let value = tag.attribute("value").unwrap_or_else(|| unescape(text.trim()));
                    fields.push((name.clone(), value));
                }
            }
            _ => {}
        }
    }
    fields
}

/// Where links, frames and forms lead.
pub(super) fn links(page: &str) -> Vec<String> {
    tags(page)
        .filter_map(|(tag, _)| match tag.name.as_str() {
            "a" => tag.attribute("href"),
            "frame" | "iframe" => tag.attribute("src"),
            "form" => tag.attribute("action"),
            _ => None,
        })
        .collect()
}

/// The words that a person sees, and those of the title.
pub(super) fn words(page: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut hidden = false;
    let before = &page[..page.find('<').unwrap_or(page.len())];
    words.extend(before.split_whitespace().map(unescape));
    for (tag, text) in tags(page) {
        match tag.name.as_str() {
            "script" | "style" => hidden = true,
            "/script" | "/style" => hidden = false,
            _ => {}
        }
        if !hidden {
            let text = unescape(text).replace('\u{a0}', " ");
            words.extend(text.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// The entities that phones use.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let entity = rest
            .bytes()
            .take(10)
            .position(|byte| byte == b';')
            .map(|end| &rest[..end]);
        match entity.and_then(|entity| Some((entity, character(entity)?))) {
            Some((entity, character)) => {
                plain.push(character);
                rest = &rest[entity.len() + 1..];
            }
            None => plain.push('&'),
        }
    }
    plain.push_str(rest);
    plain
}

fn character(entity: &str) -> Option<char> {
    let code = match entity {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        "nbsp" => return Some('\u{a0}'),
        _ => entity.strip_prefix('#')?,
    };
    let code = match code.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => code.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_are_found_in_untidy_pages() {
        let page = r#"<HTML><!-- <input name=P1 value=no> -->
            <INPUT NAME=P47 VALUE="pbx.example.net:5060" size=30>
            <input type='text' name='P270' value='Tom &amp; Ann &#233;&lt;&nosuch;'/>
            <input type=radio name=P52 value=0><input type=radio name=P52 value=2 checked>
            <input type=checkbox name=P99 value=1><input type="submit" name="update" value="Go">
            <select name="P212"><option value="0">TFTP<option value="2" selected>HTTPS</select>
            <textarea name=P290>{ x+ | *x+ }</textarea><input name=P48><input name="P3" value="a>b">"#;
        let expected = [
            ("P47", "pbx.example.net:5060"),
            ("P270", "Tom & Ann é<&nosuch;"),
            ("P52", "2"),
            ("P212", "2"),
            ("P290", "{ x+ | *x+ }"),
            ("P48", ""),
            ("P3", "a>b"),
        ];
        let expected: Vec<_> = expected
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        assert_eq!(fields(page), expected);
    }

    #[test]
    fn words_are_what_people_see() {
        let page = "<title>Grandstream</title><script>var GXP9999;</script><td>Product&nbsp;Model:<td><b>GXP1405</b>";
        assert_eq!(words(page), ["Grandstream", "Product", "Model:", "GXP1405"]);
    }

    proptest! {
        #[test]
        fn no_page_is_too_strange(page in "[<>a-z\"'=&#;/! \\-é\n]{0,200}") {
            let _ = (fields(&page), links(&page), words(&page));
        }
    }
}
