//! Takes dirt off fields, as far as a mapping allows, and notes every bit of it.

use std::borrow::Cow;

use super::Repaired;
use super::mapping::Repairs;

/// Notes what was repaired in one line.
#[derive(Debug)]
pub(super) struct Cleaner<'a> {
    pub(super) repairs: &'a Repairs,
    pub(super) line: usize,
    pub(super) done: &'a mut Vec<Repaired>,
}

impl Cleaner<'_> {
    /// Notes that a field was read as something else.
    pub(super) fn note(&mut self, field: impl FnOnce() -> String, from: &str, to: &str) {
        self.done.push(Repaired {
            line: self.line,
            field: field(),
            from: from.chars().take(40).collect(),
            to: to.chars().take(40).collect(),
        });
    }

    /// A field that should be a number, without dirt and without blanks around it.
    pub(super) fn number<'t>(&mut self, raw: &'t str, field: impl FnOnce() -> String) -> Cow<'t, str> {
        let trimmed = raw.trim();
        let is_clean = trimmed
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'/'));
        if is_clean && (raw.len() == trimmed.len() || !self.repairs.blanks) && self.repairs.noise.is_empty() {
            return Cow::Borrowed(trimmed);
        }
        let is_noise = |c: char| self.repairs.noise.contains(c);
        let is_blank = |c: char| self.repairs.blanks && c.is_whitespace();
        let mut core = trimmed.trim_matches(|c: char| is_noise(c) || c.is_whitespace());
        if core.len() != trimmed.len() && !trimmed.contains(is_noise) {
            core = trimmed;
        }
        let is_changed =
            |c: char| is_blank(c) || self.repairs.lookalikes.iter().any(|&(letter, _)| letter == c);
        let cleaned: Cow<'t, str> = if core.contains(is_changed) {
            let digit = |c: char| {
                let known = self.repairs.lookalikes.iter().find(|&&(letter, _)| letter == c);
                known.map_or(c, |&(_, digit)| digit)
            };
            Cow::Owned(core.chars().filter(|&c| !is_blank(c)).map(digit).collect())
        } else {
            Cow::Borrowed(core)
        };
        // Blanks around a field are no dirt where blanks are not looked for.
        if cleaned != (if self.repairs.blanks { raw } else { trimmed }) {
            self.note(field, raw, &cleaned);
        }
        cleaned
    }

    /// Whether a field is nothing but dirt.
    pub(super) fn is_dirt(&self, raw: &str) -> bool {
        let is_noise = |c: char| self.repairs.noise.contains(c) || c.is_whitespace();
        !self.repairs.noise.is_empty() && raw.chars().all(is_noise)
    }

    /// The word of a list that a field is, in other capitals too where that may be repaired.
    pub(super) fn word<'w, T>(
        &mut self,
        raw: &str,
        words: &'w [T],
        text: impl Fn(&T) -> &str,
        field: impl FnOnce() -> String,
    ) -> Option<&'w T> {
        if let Some(known) = words.iter().find(|known| text(known) == raw) {
            return Some(known);
        }
        if !self.repairs.capitals {
            return None;
        }
        let known = words
            .iter()
            .find(|known| text(known).to_lowercase() == raw.to_lowercase())?;
        self.note(field, raw, text(known));
        Some(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dirt_comes_off_only_where_it_may_and_never_silently() {
        let all = Repairs::none()
            .blanks()
            .noise("`·")
            .lookalike('O', '0')
            .lookalike('l', '1');
        let none = Repairs::none();
        for (repairs, raw, cleaned, noted) in [
            (&none, "48", "48", false),
            (&none, " 48 ", "48", false),
            (&none, "4 8", "4 8", false),
            (&none, "68 `", "68 `", false),
            (&all, "48", "48", false),
            (&all, " 48", "48", true),
            (&all, "1 234", "1234", true),
            (&all, "1\u{a0}234", "1234", true),
            (&all, "68 `", "68", true),
            (&all, "`68", "68", true),
            (&all, "6`8", "6`8", false),
            (&all, "lO,5", "10,5", true),
            (&all, "", "", false),
        ] {
            let mut done = Vec::new();
            let mut cleaner = Cleaner {
                repairs,
                line: 3,
                done: &mut done,
            };
            assert_eq!(cleaner.number(raw, || "price".to_owned()), cleaned, "{raw:?}");
            assert_eq!(!done.is_empty(), noted, "{raw:?}: {done:?}");
            if let [repaired] = &done[..] {
                assert_eq!((&*repaired.from, &*repaired.to), (raw, cleaned));
            }
        }
    }
}
