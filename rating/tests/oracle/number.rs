//! From what was dialled to a number and its kind, as the page of `Numbering` says, on texts.

use switchhook_rating::Kind;

use crate::model::Dialling;

impl Dialling {
    /// The number, with a `+` if it is international, and its kind if that is known; `None` if it is no number.
    pub(crate) fn dial(&self, dialled: &str) -> Option<(String, Option<Kind>)> {
        let text: String = dialled.chars().filter(|sign| !" -./()".contains(*sign)).collect();
        let (plus, digits) = match text.strip_prefix('+') {
            Some(digits) => (true, digits),
            None => (false, text.as_str()),
        };
        let is_number =
            !digits.is_empty() && digits.len() <= 32 && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_number {
            return None;
        }
        if plus {
            return Some(self.told(self.at_home(digits, 1)));
        }
        let inner = without(digits, self.outside, 1);
        let is_outside = inner != digits;
        for (code, kind) in &self.short {
            if *kind == Kind::Emergency && (digits == *code || inner == *code) {
                return Some(((*code).to_owned(), Some(*kind)));
            }
        }
        let is_internal = !is_outside
            && self.kinds.iter().any(|(prefix, count, kind)| {
                *kind == Kind::Internal && digits.starts_with(prefix) && allows(*count, digits.len())
            });
        let internal = || is_internal.then(|| (digits.to_owned(), Some(Kind::Internal)));
        let short = || {
            let mut codes = self.short.iter().filter(|(_, kind)| *kind != Kind::Emergency);
            let found = codes.find(|(code, _)| digits == *code || inner == *code);
            found.map(|(code, kind)| ((*code).to_owned(), Some(*kind)))
        };
        let found = if self.outside.is_empty() {
            short().or_else(internal)
        } else {
            internal().or_else(short)
        };
        if found.is_some() {
            return found;
        }
        let access = longest(&self.access, inner);
        let plain = without(inner, access, 1);
        let code = longest(&self.international, plain);
        let abroad = without(plain, code, 1);
        if abroad != plain {
            return Some(self.told(self.at_home(abroad, 1)));
        }
        let alone = !plain.starts_with(self.national);
        let number = if alone && self.lengths.contains(&(plain.len() as u8)) {
            format!("{}{plain}", self.national)
        } else {
            plain.to_owned()
        };
        Some(self.told(number))
    }

    /// An international number, that of one's own country as a national one.
    fn at_home(&self, digits: &str, least: usize) -> String {
        let rest = without(digits, self.country, least);
        if !self.country.is_empty()
            && digits.starts_with(self.country)
            && digits.len() >= self.country.len() + least
        {
            format!("{}{rest}", self.national)
        } else {
            format!("+{digits}")
        }
    }

    fn told(&self, number: String) -> (String, Option<Kind>) {
        let count = number.trim_start_matches('+').len();
        let mut best: Option<(usize, Kind)> = None;
        for (prefix, digits, kind) in &self.kinds {
            let fits = *kind != Kind::Internal && begins(&number, prefix) && allows(*digits, count);
            if fits && best.is_none_or(|(length, _)| length <= prefix.len()) {
                best = Some((prefix.len(), *kind));
            }
        }
        (number, best.map(|(_, kind)| kind))
    }

    /// A prefix in the form that numbers have.
    pub(crate) fn prefix(&self, prefix: &str) -> String {
        if let Some(digits) = prefix.strip_prefix('+') {
            return self.at_home(digits, 0);
        }
        let code = longest(&self.international, prefix);
        if code.is_empty() {
            prefix.to_owned()
        } else {
            self.at_home(without(prefix, code, 0), 0)
        }
    }
}

/// Whether a number begins with a prefix: abroad or not has to be the same, and the `+` alone begins all abroad.
pub(crate) fn begins(number: &str, prefix: &str) -> bool {
    number.starts_with('+') == prefix.starts_with('+') && number.starts_with(prefix)
}

pub(crate) fn allows((least, most): (u8, u8), count: usize) -> bool {
    usize::from(least) <= count && (most == u8::MAX || count <= usize::from(most))
}

fn longest(codes: &[&'static str], digits: &str) -> &'static str {
    let fitting = codes.iter().filter(|code| digits.starts_with(**code));
    fitting.max_by_key(|code| code.len()).copied().unwrap_or("")
}

/// Takes a code off the front if `least` digits stay.
fn without<'a>(digits: &'a str, code: &str, least: usize) -> &'a str {
    match digits.strip_prefix(code) {
        Some(rest) if rest.len() >= least => rest,
        _ => digits,
    }
}
