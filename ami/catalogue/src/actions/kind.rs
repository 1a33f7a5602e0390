//! `ActionKind` and what is known of each action.

use std::fmt::Write;

use super::row::Table;
use crate::generated::GeneratedFile;

/// `action/generated/kind.rs`: the enumeration.
pub(super) fn names(table: &Table) -> GeneratedFile {
    let mut text = String::from(
        "/// Every action that Asterisk has, and those that were removed since 16.\n///\n\
         /// ```\n/// use switchhook_ami::action::ActionKind;\n/// use switchhook_ami::value::Classes;\n///\n\
         /// let kind = ActionKind::of(\"queuepause\").unwrap();\n/// assert_eq!(kind, ActionKind::QueuePause);\n\
         /// assert_eq!(kind.as_str(), \"QueuePause\");\n/// assert_eq!(kind.module(), \"app_queue\");\n\
         /// assert!(kind.classes().allow(Classes::AGENT));\n/// ```\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[non_exhaustive]\npub enum ActionKind {\n",
    );
    for action in &table.actions {
        let _ = write!(text, "    /// `{}`.\n    {},\n", action.name, action.rust());
    }
    text.push_str("}\n");
    GeneratedFile::new("action/generated/kind.rs", "actions.toml", &text)
}

/// `action/generated/facts.rs`: a row for each action, in the order of the enumeration.
pub(super) fn facts(table: &Table) -> GeneratedFile {
    let mut text = String::from(
        "use super::super::kind::Facts;\nuse super::kind::ActionKind;\n\n\
         /// A row for each action, in their order.\n#[rustfmt::skip]\n",
    );
    let _ = writeln!(
        text,
        "pub(in crate::action) const FACTS: [Facts; {}] = [",
        table.actions.len()
    );
    for action in &table.actions {
        let removed = action.removed_after.unwrap_or(0);
        let _ = writeln!(
            text,
            "    Facts::new(ActionKind::{}, {:?}, {:?}, {:?}, {:?}, {removed}),",
            action.rust(),
            action.name,
            action.module,
            action.classes.join(","),
            action.since.join(", "),
        );
    }
    text.push_str("];\n");
    GeneratedFile::new("action/generated/facts.rs", "actions.toml", &text)
}
