use super::{Action, Reply, ReplyError};
use crate::wire::{EncodeError, HeaderWriter, MAX_HEADERS};

/// Changes a configuration file, step by step and all or nothing: a step that fails leaves the file as it was.
/// Needs write class config.
///
/// One message carries about thirty steps ([`MAX_HEADERS`]); [`split`](Self::split) makes more of them into
/// several messages whose last alone touches the file.
///
/// ```
/// use switchhook_ami::action::{Operation, Request, UpdateConfig};
///
/// let update = UpdateConfig::file("pjsip.conf")
///     .step(Operation::new_category("100"))
///     .step(Operation::append("100", "type", "endpoint"))
///     .reload("res_pjsip.so");
/// assert!(Request::new(&update).is_ok());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an UpdateConfig changes nothing until it is sent"]
pub struct UpdateConfig {
    source: String,
    destination: String,
    reload: Option<String>,
    preserve_effective_context: Option<bool>,
    steps: Vec<Operation>,
}

/// One step of an [`UpdateConfig`]. A value that begins with `>` is written as `name => value`.
///
/// ```
/// use switchhook_ami::action::Operation;
/// let only_the_endpoint = Operation::update("100", "context", "from-internal").filter("type=endpoint");
/// assert_ne!(only_the_endpoint, Operation::update("100", "context", "from-internal"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Operation {
    action: &'static str,
    category: String,
    variable: Option<String>,
    value: Option<String>,
    matching: Option<String>,
    line: Option<u32>,
    options: Vec<String>,
}

impl Operation {
    fn of(action: &'static str, category: impl Into<String>) -> Self {
        Self {
            action,
            category: category.into(),
            variable: None,
            value: None,
            matching: None,
            line: None,
            options: Vec::new(),
        }
    }

    /// Adds a category at the end of the file. One of that name must not exist, unless
    /// [`allow_duplicates`](Self::allow_duplicates).
    pub fn new_category(name: impl Into<String>) -> Self {
        Self::of("NewCat", name)
    }

    /// Renames all categories of this name.
    pub fn rename_category(name: impl Into<String>, new_name: impl Into<String>) -> Self {
        Self {
            value: Some(new_name.into()),
            ..Self::of("RenameCat", name)
        }
    }

    /// Removes all categories of this name.
    pub fn delete_category(name: impl Into<String>) -> Self {
        Self::of("DelCat", name)
    }

    /// Removes all lines of every category of this name.
    pub fn empty_category(name: impl Into<String>) -> Self {
        Self::of("EmptyCat", name)
    }

    /// Gives a line that exists another value, in every category of this name.
    pub fn update(
        category: impl Into<String>,
        variable: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self {
            variable: Some(variable.into()),
            value: Some(value.into()),
            ..Self::of("Update", category)
        }
    }

    /// Removes the lines of this name, in every category of this name.
    pub fn delete(category: impl Into<String>, variable: impl Into<String>) -> Self {
        Self {
            variable: Some(variable.into()),
            ..Self::of("Delete", category)
        }
    }

    /// Removes the line of this number, counted from 0, in every category of this name.
    pub fn delete_line(category: impl Into<String>, line: u32) -> Self {
        Self {
            line: Some(line),
            ..Self::of("Delete", category)
        }
    }

    /// Adds a line at the end of every category of this name; see [`allow_duplicates`](Self::allow_duplicates).
    pub fn append(
        category: impl Into<String>,
        variable: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self {
            variable: Some(variable.into()),
            value: Some(value.into()),
            ..Self::of("Append", category)
        }
    }

    /// Adds a line before the line of this number, counted from 0, in every category of this name.
    pub fn insert(
        category: impl Into<String>,
        line: u32,
        variable: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self {
            variable: Some(variable.into()),
            value: Some(value.into()),
            line: Some(line),
            ..Self::of("Insert", category)
        }
    }

    /// For `update` and `delete`: only lines with this value. For `new_category`: before the category of this
    /// name rather than at the end.
    #[must_use]
    pub fn matching(mut self, value: impl Into<String>) -> Self {
        self.matching = Some(value.into());
        self
    }

    /// For `update`, `append` and `insert`: writes `name => value` instead of `name = value`.
    #[must_use]
    pub fn object(mut self) -> Self {
        // Asterisk takes a leading `>` for the rest of the arrow.
        self.value = self.value.map(|value| format!(">{value}"));
        self
    }

    /// For `new_category`: though there is one of this name, as in `pjsip.conf`, where an endpoint, its `aor` and its
    /// `auth` may share one.
    ///
    /// Every later step means all categories of the name. So fill the second one under a name of its own, and rename
    /// it last:
    ///
    /// ```
    /// use switchhook_ami::action::{Operation, UpdateConfig};
    /// let update = UpdateConfig::file("pjsip.conf").steps([
    ///     Operation::new_category("100"),
    ///     Operation::append("100", "type", "endpoint"),
    ///     Operation::append("100", "aors", "100"),
    ///     Operation::new_category("100-aor"),
    ///     Operation::append("100-aor", "type", "aor"),
    ///     Operation::append("100-aor", "max_contacts", "1"),
    ///     Operation::rename_category("100-aor", "100"),
    /// ]);
    /// assert_eq!(update.len(), 7);
    /// ```
    #[must_use]
    pub fn allow_duplicates(self) -> Self {
        self.option("allowdups")
    }

    /// For `new_category`: as a template.
    #[must_use]
    pub fn template(self) -> Self {
        self.option("template")
    }

    /// For `new_category`: inherits from these templates, which must exist.
    #[must_use]
    pub fn inherit<'a>(self, templates: impl IntoIterator<Item = &'a str>) -> Self {
        let names = templates.into_iter().collect::<Vec<_>>().join(",");
        self.option(format!("inherit=\"{names}\""))
    }

    /// Only categories with such lines, `name_regex=value_regex[,...]`.
    #[must_use]
    pub fn filter(self, filter: &str) -> Self {
        self.option(format!("catfilter=\"{filter}\""))
    }

    /// For `new_category`, `delete_category` and `delete`: failing is no failure. Asterisk 13 and later.
    #[must_use]
    pub fn ignore_error(self) -> Self {
        self.option("ignoreerror")
    }

    fn option(mut self, option: impl Into<String>) -> Self {
        self.options.push(option.into());
        self
    }

    /// Refuses what would stand in the file as something else: Asterisk writes names into it as they are, so that
    /// `#exec` in front of a line, or a bracket in a section's name, would be read as such the next time.
    fn check(&self, number: usize, headers: &mut HeaderWriter<'_>) {
        let new_name = match self.action {
            "NewCat" => Some(&self.category),
            "RenameCat" => self.value.as_ref(),
            _ => None,
        };
        let writes_line = matches!(self.action, "Append" | "Insert" | "Update");
        let line_name = self.variable.as_ref().filter(|_| writes_line);
        let mut fail = |part: &str, problem| {
            headers.fail(EncodeError::Value {
                header: format!("{part}-{number:06}"),
                problem,
            });
        };
        if self.category.is_empty() {
            fail("Cat", "empty; name the category");
        }
        if new_name.is_some_and(|name| name.is_empty() || name.contains(['[', ']', ';'])) {
            fail(
                "Cat",
                "a category's name is empty or holds one of [ ] ; which would not be read back",
            );
        }
        if line_name.is_some_and(|name| {
            name.is_empty() || name.starts_with(['#', '[', ' ']) || name.contains(['=', ';'])
        }) {
            fail(
                "Var",
                "a line's name is empty, begins with # [ or a blank, or holds = or ; which would not be read back",
            );
        }
        if self.options.iter().any(|option| option.matches('"').count() > 2) {
            fail(
                "Options",
                "a filter or template holds a quote, which Asterisk cannot carry; leave it out",
            );
        }
    }

    /// The parts that are there, with their header names.
    fn headers(&self) -> impl Iterator<Item = (&'static str, String)> {
        let options = (!self.options.is_empty()).then(|| self.options.join(","));
        [
            ("Action", Some(self.action.to_owned())),
            ("Cat", Some(self.category.clone())),
            ("Var", self.variable.clone()),
            ("Value", self.value.clone()),
            ("Match", self.matching.clone()),
            ("Line", self.line.map(|line| line.to_string())),
            ("Options", options),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
    }
}

/// Shows no values: configuration files hold passwords.
impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} [{}]", self.action, self.category)?;
        self.variable
            .as_ref()
            .map_or(Ok(()), |variable| write!(f, " {variable}"))
    }
}

impl UpdateConfig {
    /// Changes this file, named from Asterisk's configuration directory. It must exist:
    /// [`CreateConfig`](super::CreateConfig).
    pub fn file(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            source: name.clone(),
            destination: name,
            reload: None,
            preserve_effective_context: None,
            steps: Vec::new(),
        }
    }

    /// Reads this file and writes the result into another, which must exist: the first stays as it is.
    pub fn copy(source: impl Into<String>, destination: impl Into<String>) -> Self {
        Self {
            destination: destination.into(),
            ..Self::file(source)
        }
    }

    /// Whether lines are counted and changed as they stand in the file (true), or with those inherited from
    /// templates (false). Asterisk 13.2 and later. Default: true.
    pub fn preserve_effective_context(mut self, preserve: bool) -> Self {
        self.preserve_effective_context = Some(preserve);
        self
    }

    /// Adds a step; they are carried out in order.
    pub fn step(mut self, operation: Operation) -> Self {
        self.steps.push(operation);
        self
    }

    /// Adds steps.
    pub fn steps(mut self, operations: impl IntoIterator<Item = Operation>) -> Self {
        self.steps.extend(operations);
        self
    }

    /// Reloads this module afterwards; Asterisk answers before it does. Default: none.
    pub fn reload(mut self, module: impl Into<String>) -> Self {
        self.reload = Some(module.into());
        self
    }

    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there are no steps.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The file beside this one that the parts of a [`split`](Self::split) build up. Asterisk writes only files that
    /// exist, so make it first ([`CreateConfig`](super::CreateConfig)); it stays behind for the next time.
    pub fn staging_file(&self) -> String {
        format!("{}.staging", self.destination)
    }

    /// As few messages as carry all steps, to be sent in order, stopping at the first refusal.
    ///
    /// Several build up the [`staging_file`](Self::staging_file), and the last writes the file itself: until it is
    /// accepted the file is as it was. Nothing else should change the file meanwhile. What a file includes
    /// (`#include`) is written in its own place by each part.
    pub fn split(&self) -> Vec<Self> {
        // Action, ActionID, SrcFilename, DstFilename, Reload, PreserveEffectiveContext.
        const FIXED: usize = 6;
        let mut groups: Vec<Vec<Operation>> = vec![Vec::new()];
        let mut used = FIXED;
        for step in &self.steps {
            let headers = step.headers().count();
            if used + headers > MAX_HEADERS {
                groups.push(Vec::new());
                used = FIXED;
            }
            used += headers;
            // `groups` began with one and only grows.
            groups.last_mut().expect("never empty").push(step.clone());
        }
        let staging = self.staging_file();
        let last = groups.len() - 1;
        groups
            .into_iter()
            .enumerate()
            .map(|(index, steps)| Self {
                source: if index == 0 {
                    self.source.clone()
                } else {
                    staging.clone()
                },
                destination: if index == last {
                    self.destination.clone()
                } else {
                    staging.clone()
                },
                reload: self.reload.clone().filter(|_| index == last),
                preserve_effective_context: self.preserve_effective_context,
                steps,
            })
            .collect()
    }
}

impl Action for UpdateConfig {
    type Response = ();

    fn name(&self) -> &str {
        "UpdateConfig"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("SrcFilename", &self.source)
            .header("DstFilename", &self.destination);
        headers.optional("Reload", self.reload.as_ref()).optional(
            "PreserveEffectiveContext",
            self.preserve_effective_context
                .map(|preserve| if preserve { "true" } else { "false" }),
        );
        for (number, step) in self.steps.iter().enumerate() {
            step.check(number, headers);
            for (name, value) in step.headers() {
                headers.header(&format!("{name}-{number:06}"), value);
            }
        }
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

#[cfg(test)]
mod tests {
    use super::{Operation, UpdateConfig};
    use crate::action::testing::encoded;
    use crate::wire::{EncodeError, MAX_HEADERS};

    #[test]
    fn steps_are_numbered_from_zero_without_gaps() {
        let update = UpdateConfig::file("pjsip.conf")
            .step(
                Operation::new_category("100")
                    .allow_duplicates()
                    .inherit(["base", "nat"]),
            )
            .step(Operation::append("100", "type", "endpoint").filter("type=endpoint"))
            .step(Operation::delete("100", "mailboxes").matching("100@default"))
            .step(Operation::insert("100", 0, "context", "x"))
            .step(Operation::append("100", "exten", "1,1,NoOp").object())
            .step(Operation::delete_line("100", 3).ignore_error())
            .step(Operation::empty_category("200").filter("TEMPLATES=include"))
            .preserve_effective_context(false)
            .reload("res_pjsip.so");
        assert_eq!(
            encoded(&update).unwrap(),
            "Action: UpdateConfig\nActionID: 1\nSrcFilename: pjsip.conf\nDstFilename: pjsip.conf\n\
             Reload: res_pjsip.so\nPreserveEffectiveContext: false\n\
             Action-000000: NewCat\nCat-000000: 100\nOptions-000000: allowdups,inherit=\"base,nat\"\n\
             Action-000001: Append\nCat-000001: 100\nVar-000001: type\nValue-000001: endpoint\n\
             Options-000001: catfilter=\"type=endpoint\"\n\
             Action-000002: Delete\nCat-000002: 100\nVar-000002: mailboxes\nMatch-000002: 100@default\n\
             Action-000003: Insert\nCat-000003: 100\nVar-000003: context\nValue-000003: x\nLine-000003: 0\n\
             Action-000004: Append\nCat-000004: 100\nVar-000004: exten\nValue-000004: >1,1,NoOp\n\
             Action-000005: Delete\nCat-000005: 100\nLine-000005: 3\nOptions-000005: ignoreerror\n\
             Action-000006: EmptyCat\nCat-000006: 200\nOptions-000006: catfilter=\"TEMPLATES=include\"\n\n"
        );
    }

    #[test]
    fn what_would_be_read_back_as_something_else_is_refused() {
        for step in [
            Operation::new_category("100](evil"),
            Operation::new_category(""),
            Operation::rename_category("100", "1;2"),
            Operation::append("100", "#exec /bin/sh", "x"),
            Operation::append("100", "a=b", "x"),
            Operation::update("100", "[200]", "x"),
            Operation::update("100", "a", "x").filter("type=\"endpoint\""),
        ] {
            let error = encoded(&UpdateConfig::file("a").step(step.clone()));
            assert!(
                matches!(error, Err(EncodeError::Value { .. })),
                "{step:?}: {error:?}"
            );
        }
        // What stands in the file already may be named to be removed.
        assert!(encoded(&UpdateConfig::file("a").step(Operation::delete("100", "a=b"))).is_ok());
    }

    #[test]
    fn a_large_update_is_split_so_that_only_its_last_part_touches_the_file() {
        let steps = (0..100).map(|n| Operation::append("general", format!("v{n}"), "1"));
        let update = UpdateConfig::file("a.conf").steps(steps).reload("x");
        assert!(matches!(
            encoded(&update),
            Err(EncodeError::TooManyHeaders { .. })
        ));
        let parts = update.split();
        assert_eq!(
            parts.iter().map(UpdateConfig::len).collect::<Vec<_>>(),
            [30, 30, 30, 10]
        );
        let files: Vec<_> = parts
            .iter()
            .map(|part| (part.source.as_str(), part.destination.as_str()))
            .collect();
        let staging = "a.conf.staging";
        assert_eq!(
            files,
            [
                ("a.conf", staging),
                (staging, staging),
                (staging, staging),
                (staging, "a.conf")
            ]
        );
        for part in &parts {
            let text = encoded(part).unwrap();
            assert!(text.lines().count() <= MAX_HEADERS + 1);
            assert_eq!(text.contains("Reload:"), part.destination == "a.conf");
        }
    }

    #[test]
    fn a_small_update_stays_one_message() {
        let update = UpdateConfig::file("a.conf").step(Operation::delete_category("x").ignore_error());
        assert_eq!(update.split(), std::slice::from_ref(&update));
    }

    #[test]
    fn debug_shows_no_passwords() {
        let update = UpdateConfig::file("a").step(Operation::append("100", "password", "hunter2"));
        assert!(!format!("{update:?}").contains("hunter2"));
    }
}
