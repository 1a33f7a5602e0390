use super::{Action, Reply, ReplyError};
use crate::dialect::{Dialect, Support};
use crate::wire::{EncodeError, HeaderWriter};

/// Narrows the events that this connection receives, on Asterisk's side. Needs write class system.
///
/// With filters that include, an event must match one of them; one that excludes takes away what matches it. They
/// apply to events, never to responses or items of lists. They only add up: to be rid of one, connect anew.
///
/// Asterisk knows two forms. The [old](FilterForm::Old) one, since 1.8.18, is a regular expression over the whole
/// text of the event; the [advanced](FilterForm::Advanced) one (18.26, 20.11, 21.6, 22.1 and later) names event and
/// header, and costs Asterisk less. This type writes either.
///
/// ```
/// use switchhook_ami::action::{Filter, FilterForm, FilterMethod, Request};
///
/// let mine = Filter::include().event("Newchannel").header("Channel", FilterMethod::StartsWith, "PJSIP/100-");
/// assert_eq!(mine.pattern().unwrap(), "^Event: Newchannel[[:cntrl:]].*[[:cntrl:]]Channel: PJSIP/100-");
/// let mine = mine.form(FilterForm::for_asterisk("22.10.1"));
/// assert_eq!(mine.criteria().unwrap(), "action(include),name(Newchannel),header(Channel),method(starts_with)");
/// assert_eq!(mine.pattern().unwrap(), "PJSIP/100-");
/// assert!(Request::new(&mine).is_ok());
/// // A comma, a blank or `)` would end the name.
/// assert!(Filter::exclude().event("a,b").criteria().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it does nothing until it is sent"]
pub struct Filter {
    excludes: bool,
    event: Option<String>,
    header: Option<String>,
    method: FilterMethod,
    pattern: String,
    form: FilterForm,
}

/// How a [`Filter`] is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FilterForm {
    /// One regular expression over the whole event: every Asterisk since 1.8.18.
    #[default]
    Old,
    /// `MatchCriteria` and a pattern: Asterisk 18.26, 20.11, 21.6, 22.1 and later.
    Advanced,
}

/// How a [`Filter`] compares. The advanced form compares names of events and headers by their letters' case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FilterMethod {
    /// Not at all: the event, or the header, only has to be there.
    None,
    /// The value is exactly this.
    Exact,
    /// The value begins so.
    StartsWith,
    /// The value ends so.
    EndsWith,
    /// This stands somewhere in the value.
    Contains,
    /// A POSIX extended regular expression.
    Regex,
}

impl FilterForm {
    /// The best form that Asterisk of this version knows, such as `22.10.1` of
    /// [`CoreSettings`](super::CoreSettings); the old one if the version is not understood.
    pub fn for_asterisk(version: &str) -> Self {
        match Dialect::UNKNOWN.with_asterisk(version).advanced_filters() {
            Support::Yes => Self::Advanced,
            Support::No | Support::Unknown => Self::Old,
        }
    }
}

impl FilterMethod {
    fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Exact => "exact",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
            Self::Contains => "contains",
            Self::Regex => "regex",
        }
    }
}

impl Filter {
    fn new(excludes: bool) -> Self {
        Self {
            excludes,
            event: None,
            header: None,
            method: FilterMethod::None,
            pattern: String::new(),
            form: FilterForm::Old,
        }
    }

    /// Lets matching events through.
    pub fn include() -> Self {
        Self::new(false)
    }

    /// Keeps matching events away.
    pub fn exclude() -> Self {
        Self::new(true)
    }

    /// Only events of this name, as on the wire.
    pub fn event(mut self, name: impl Into<String>) -> Self {
        self.event = Some(name.into());
        self
    }

    /// Only events with such a header; of repeated headers any may match.
    pub fn header(
        mut self,
        name: impl Into<String>,
        method: FilterMethod,
        pattern: impl Into<String>,
    ) -> Self {
        self.header = Some(name.into());
        self.method = method;
        self.pattern = pattern.into();
        self
    }

    /// Only events whose whole text, line ends included, matches a POSIX extended regular expression.
    pub fn regex(mut self, regex: impl Into<String>) -> Self {
        self.header = None;
        self.method = FilterMethod::Regex;
        self.pattern = regex.into();
        self
    }

    /// How it is written. Default: the old form, which every Asterisk takes.
    pub fn form(mut self, form: FilterForm) -> Self {
        self.form = form;
        self
    }

    /// The `MatchCriteria` of the advanced form; none in the old one.
    ///
    /// # Errors
    /// What neither form can say.
    pub fn criteria(&self) -> Result<String, EncodeError> {
        self.check()?;
        if self.form == FilterForm::Old {
            return Ok(String::new());
        }
        let mut criteria = format!("action({})", if self.excludes { "exclude" } else { "include" });
        if let Some(event) = &self.event {
            criteria.push_str(&format!(",name({event})"));
        }
        if let Some(header) = &self.header {
            criteria.push_str(&format!(",header({header})"));
        }
        criteria.push_str(&format!(",method({})", self.method.as_str()));
        Ok(criteria)
    }

    /// The `Filter` header: in the old form all of it, in the advanced one what to compare with.
    ///
    /// # Errors
    /// What neither form can say, and what the old one cannot.
    pub fn pattern(&self) -> Result<String, EncodeError> {
        self.check()?;
        if self.form == FilterForm::Advanced {
            return Ok(self.pattern.clone());
        }
        let mut regex = String::from(if self.excludes { "!" } else { "" });
        if let Some(event) = &self.event {
            // The text begins with the event's name; CR ends it, which no header can carry.
            regex.push_str(&format!("^Event: {}[[:cntrl:]]", quoted(event)));
        }
        if let Some(header) = &self.header {
            if self.event.is_some() {
                regex.push_str(".*");
            }
            regex.push_str(&format!("[[:cntrl:]]{}: ", quoted(header)));
        }
        let value = quoted(&self.pattern);
        match self.method {
            FilterMethod::None => {}
            FilterMethod::Exact => regex.push_str(&format!("{value}[[:cntrl:]]")),
            FilterMethod::StartsWith => regex.push_str(&value),
            FilterMethod::Contains => regex.push_str(&format!("[^[:cntrl:]]*{value}")),
            FilterMethod::EndsWith => regex.push_str(&format!("[^[:cntrl:]]*{value}[[:cntrl:]]")),
            FilterMethod::Regex if self.header.is_some() || self.event.is_some() => {
                return Err(EncodeError::Value {
                    header: "Filter".to_owned(),
                    problem: "the old form cannot hold a regular expression to one event or header; \
                              use another method, or the advanced form",
                });
            }
            // A `!` at the beginning would turn its sense.
            FilterMethod::Regex => match self.pattern.strip_prefix('!') {
                Some(rest) => regex.push_str(&format!("[!]{rest}")),
                None => regex.push_str(&self.pattern),
            },
        }
        Ok(regex)
    }

    /// Refuses what Asterisk would refuse, or take as something else.
    fn check(&self) -> Result<(), EncodeError> {
        let fail = |header: &str, problem| {
            Err(EncodeError::Value {
                header: header.to_owned(),
                problem,
            })
        };
        for name in [&self.event, &self.header].into_iter().flatten() {
            if name.is_empty() || name.contains([',', ' ', ')', '(']) {
                return fail(
                    "MatchCriteria",
                    "the name of an event or header is empty or holds a comma, a blank or a bracket, which ends it; \
                     filter by something else",
                );
            }
        }
        match (self.method, self.pattern.is_empty()) {
            (FilterMethod::None, true) if self.event.is_none() && self.header.is_none() => fail(
                "Filter",
                "nothing to filter by; name an event, a header or a regular expression",
            ),
            (FilterMethod::None, false) => fail(
                "Filter",
                "a pattern, but no method to compare with; choose a method or leave the pattern empty",
            ),
            (FilterMethod::None, true) | (_, false) => Ok(()),
            (_, true) => fail(
                "Filter",
                "no pattern to compare with; give one or use FilterMethod::None",
            ),
        }
    }
}

/// Letters that a POSIX extended regular expression takes as themselves.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(
            letter,
            '.' | '[' | ']' | '*' | '^' | '$' | '+' | '?' | '(' | ')' | '{' | '}' | '|' | '\\'
        ) {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted
}

impl Action for Filter {
    type Response = ();

    fn name(&self) -> &str {
        "Filter"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        match (self.criteria(), self.pattern()) {
            (Ok(criteria), Ok(pattern)) => {
                headers.header("Operation", "Add");
                if !criteria.is_empty() {
                    headers.header("MatchCriteria", criteria);
                }
                headers.header("Filter", pattern);
            }
            (Err(error), _) | (_, Err(error)) => headers.fail(error),
        }
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, FilterForm, FilterMethod};
    use crate::action::testing::encoded;

    #[test]
    fn each_method_has_its_expression_in_the_old_form() {
        for (method, expected) in [
            (FilterMethod::Exact, "[[:cntrl:]]Channel: a\\.b[[:cntrl:]]"),
            (FilterMethod::StartsWith, "[[:cntrl:]]Channel: a\\.b"),
            (
                FilterMethod::EndsWith,
                "[[:cntrl:]]Channel: [^[:cntrl:]]*a\\.b[[:cntrl:]]",
            ),
            (FilterMethod::Contains, "[[:cntrl:]]Channel: [^[:cntrl:]]*a\\.b"),
        ] {
            let filter = Filter::include().header("Channel", method, "a.b");
            assert_eq!(filter.pattern().unwrap(), expected);
        }
        let present = Filter::exclude().header("Tenantid", FilterMethod::None, "");
        assert_eq!(present.pattern().unwrap(), "![[:cntrl:]]Tenantid: ");
        assert_eq!(Filter::include().regex("!x|y").pattern().unwrap(), "[!]x|y");
    }

    #[test]
    fn the_advanced_form_says_everything_apart() {
        let filter = Filter::exclude().event("VarSet").form(FilterForm::Advanced);
        assert_eq!(
            encoded(&filter).unwrap(),
            "Action: Filter\nActionID: 1\nOperation: Add\nMatchCriteria: action(exclude),name(VarSet),method(none)\nFilter: \n\n"
        );
        let filter = Filter::include()
            .header("Channel", FilterMethod::Regex, "^PJSIP/1.*")
            .form(FilterForm::Advanced);
        assert_eq!(
            encoded(&filter).unwrap(),
            "Action: Filter\nActionID: 1\nOperation: Add\n\
             MatchCriteria: action(include),header(Channel),method(regex)\nFilter: ^PJSIP/1.*\n\n"
        );
    }

    #[test]
    fn what_asterisk_would_refuse_or_misread_is_refused_before_it_is_sent() {
        for (filter, expected) in [
            (Filter::include(), "header Filter: nothing to filter by"),
            (Filter::include().regex(""), "header Filter: no pattern"),
            (
                Filter::include().header("A", FilterMethod::None, "x"),
                "header Filter: a pattern, but no method",
            ),
            (
                Filter::include().header("A B", FilterMethod::Exact, "x"),
                "header MatchCriteria: the name",
            ),
            (Filter::include().event("a)b"), "header MatchCriteria: the name"),
            (
                Filter::include().event("A").regex("x"),
                "header Filter: the old form cannot",
            ),
            (
                Filter::include().regex("a\r\nAction: Logoff"),
                "header Filter: CR at byte 1",
            ),
        ] {
            let error = encoded(&filter).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn the_form_follows_the_version() {
        for (version, expected) in [
            ("22.10.1~dfsg", FilterForm::Advanced),
            ("23.0.0", FilterForm::Advanced),
            ("22.0.1", FilterForm::Old),
            ("20.11.0", FilterForm::Advanced),
            ("20.10.9", FilterForm::Old),
            ("18.26.0", FilterForm::Advanced),
            ("20.7-cert4", FilterForm::Old),
            ("19.8.1", FilterForm::Old),
            ("16.28.0~dfsg-0", FilterForm::Old),
            ("certified/18.9-cert1", FilterForm::Old),
            ("SVN-trunk", FilterForm::Old),
            ("", FilterForm::Old),
        ] {
            assert_eq!(FilterForm::for_asterisk(version), expected, "{version}");
        }
    }
}
