//! The one value that CEL needs of its `Extra`: flat JSON, made by Asterisk.

/// The text or number of a field of a flat object; `None` where it is missing or is not that.
pub(super) fn field(object: &str, name: &str) -> Option<String> {
    let mut rest = object.trim().strip_prefix('{')?;
    loop {
        rest = rest.trim_start_matches([',', ' ', '\n', '\t', '\r']);
        let (key, after) = string(rest)?;
        let after = after.trim_start().strip_prefix(':')?.trim_start();
        let (value, after) = match string(after) {
            Some(value) => value,
            None => {
                let end = after.find([',', '}'])?;
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        if key == name {
            return Some(value);
        }
        rest = after;
    }
}

/// A quoted string at the begin, and what follows it.
fn string(text: &str) -> Option<(String, &str)> {
    let mut characters = text.strip_prefix('"')?.char_indices();
    let mut value = String::new();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, &text[at + 2..])),
            '\\' => match characters.next()?.1 {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                'r' => value.push('\r'),
                'u' => {
                    let mut code = 0;
                    for _ in 0..4 {
                        code = code * 16 + characters.next()?.1.to_digit(16)?;
                    }
                    value.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn a_field_is_found_whatever_the_values_before_it_hold() {
        for (object, name, expected) in [
            (
                r#"{"hangupcause":16,"hangupsource":"a,b"}"#,
                "hangupcause",
                Some("16"),
            ),
            (
                r#"{"hangupcause":16,"hangupsource":"a,b"}"#,
                "hangupsource",
                Some("a,b"),
            ),
            (r#"{"a":"say \"hi\" }","b":"x"}"#, "b", Some("x")),
            (r#"{"a":"\u00e9"}"#, "a", Some("é")),
            (r#"{"a":1}"#, "b", None),
            ("", "a", None),
            (r#"{"a":"#, "a", None),
            (r#"{"a":"x"#, "a", None),
            (r#"{"a":"\u00"#, "a", None),
        ] {
            assert_eq!(field(object, name).as_deref(), expected, "{object} {name}");
        }
    }
}
