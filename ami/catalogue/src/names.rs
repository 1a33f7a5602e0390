//! Asterisk's names in Rust's case.

/// A type or variant: `AGIExecEnd` becomes `AgiExecEnd`, `AOC-D` becomes `AocD`.
#[must_use]
pub fn upper_camel(name: &str) -> String {
    words(name)
        .iter()
        .map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
        })
        .collect()
}

/// A method or field: `CallerIDNum` becomes `caller_id_num`, `Cause-txt` becomes `cause_txt`.
#[must_use]
pub fn snake(name: &str) -> String {
    let snake = words(name).join("_").to_ascii_lowercase();
    match snake.as_str() {
        "type" | "use" | "move" | "match" | "loop" | "mod" | "ref" | "self" | "yield" | "static"
        | "async" | "macro" | "box" | "final" | "priv" | "try" | "in" | "as" => format!("{snake}_"),
        _ if snake.starts_with(|first: char| first.is_ascii_digit()) => format!("n{snake}"),
        _ => snake,
    }
}

/// The words of a name. A run of capitals is one word, its last capital begins the next where a small letter
/// follows: `DNDState` is `DND` and `State`.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut begin = true;
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_ascii_alphanumeric() {
            begin = true;
            continue;
        }
        if letter.is_ascii_uppercase() && at > 0 {
            let before = letters[at - 1];
            let after = letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
            begin |= before.is_ascii_lowercase() || (before.is_ascii_uppercase() && after);
        }
        match words.last_mut() {
            Some(word) if !begin => word.push(*letter),
            _ => words.push(letter.to_string()),
        }
        begin = false;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{snake, upper_camel};

    #[test]
    fn names_keep_their_words() {
        for (name, camel, method) in [
            ("Hangup", "Hangup", "hangup"),
            ("AGIExecEnd", "AgiExecEnd", "agi_exec_end"),
            ("AOC-D", "AocD", "aoc_d"),
            ("CCCallerRecalling", "CcCallerRecalling", "cc_caller_recalling"),
            ("DBGetResponse", "DbGetResponse", "db_get_response"),
            ("ReceiveFAX", "ReceiveFax", "receive_fax"),
            ("CallerIDNum", "CallerIdNum", "caller_id_num"),
            ("CEL", "Cel", "cel"),
            ("Cause-txt", "CauseTxt", "cause_txt"),
            ("Type", "Type", "type_"),
            ("100rel", "100rel", "n100rel"),
            ("Qualify2xxOnly", "Qualify2xxOnly", "qualify2xx_only"),
            ("UnitAmount(0)", "UnitAmount0", "unit_amount_0"),
        ] {
            assert_eq!(upper_camel(name), camel);
            assert_eq!(snake(name), method);
        }
    }
}
