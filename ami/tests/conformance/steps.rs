//! The list of actions, read from `list.txt`.

/// One action and what comes of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Step {
    pub(crate) title: String,
    /// Header lines with `{names}` in them.
    pub(crate) action: Vec<String>,
    /// Events that must come before the step is over; a name twice asks for two.
    pub(crate) awaited: Vec<String>,
    /// Variable, event (or `Response`) and header it is taken from, for later steps.
    pub(crate) saved: Vec<(String, String, String)>,
    pub(crate) connection: Connection,
}

/// On which connection the action is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Connection {
    /// That of the user who may do everything.
    #[default]
    Main,
    /// A new one, not logged in.
    Stranger,
    /// The last stranger's.
    Same,
}

/// Reads the list. Panics with the line if it cannot: the list is part of the test.
pub(crate) fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if let Some(title) = line.strip_prefix("== ") {
            steps.push(Step {
                title: title.to_owned(),
                ..Step::default()
            });
            continue;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let step = steps
            .last_mut()
            .unwrap_or_else(|| panic!("list.txt, line {number}: before the first `== `"));
        if let Some(names) = line.strip_prefix("-> ") {
            step.awaited.extend(names.split(' ').map(str::to_owned));
        } else if let Some(saving) = line.strip_prefix("$ ") {
            let words: Vec<&str> = saving.split(' ').collect();
            let [name, event, header] = words[..] else {
                panic!("list.txt, line {number}: write `$ name Event Header`")
            };
            step.saved.push((name.into(), event.into(), header.into()));
        } else if line == "@stranger" {
            step.connection = Connection::Stranger;
        } else if line == "@same" {
            step.connection = Connection::Same;
        } else {
            assert!(line.contains(':'), "list.txt, line {number}: {line:?}");
            step.action.push(line.to_owned());
        }
    }
    steps
}
