use super::generated::ActionKind;
use super::generated::facts::FACTS;
use crate::value::Classes;

/// What the catalogue says of one action.
pub(super) struct Facts {
    kind: ActionKind,
    name: &'static str,
    module: &'static str,
    classes: &'static str,
    since: &'static str,
    removed_after: u8,
}

impl Facts {
    pub(super) const fn new(
        kind: ActionKind,
        name: &'static str,
        module: &'static str,
        classes: &'static str,
        since: &'static str,
        removed_after: u8,
    ) -> Self {
        Self {
            kind,
            name,
            module,
            classes,
            since,
            removed_after,
        }
    }
}

impl ActionKind {
    /// Every one, in order of their names.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        FACTS.iter().map(|facts| facts.kind)
    }

    /// The action called `name`, compared without case as Asterisk does.
    pub fn of(name: &str) -> Option<Self> {
        let found = FACTS.iter().find(|facts| facts.name.eq_ignore_ascii_case(name));
        found.map(|facts| facts.kind)
    }

    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        self.facts().name
    }

    /// What has to be loaded, such as `app_queue`; `core` is Asterisk itself. Without its module an action is an
    /// unknown command.
    pub fn module(self) -> &'static str {
        self.facts().module
    }

    /// What an account needs in its `write=`: any one of them; none if every account may.
    pub fn classes(self) -> Classes {
        Classes::from_list(self.facts().classes)
    }

    /// The releases that had it first, such as `20.5.0, 18.20.0`.
    pub fn since(self) -> &'static str {
        self.facts().since
    }

    /// The last branch of Asterisk that has it, if it was removed.
    pub fn removed_after(self) -> Option<u8> {
        Some(self.facts().removed_after).filter(|branch| *branch != 0)
    }

    fn facts(self) -> &'static Facts {
        &FACTS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::ActionKind;
    use super::FACTS;
    use crate::action::{Action, Ping, RawAction};
    use crate::value::Classes;

    #[test]
    fn each_row_is_at_its_place_and_found_by_name() {
        assert_eq!(ActionKind::all().len(), 154 + 15);
        for (position, facts) in FACTS.iter().enumerate() {
            assert_eq!(facts.kind as usize, position, "{}", facts.name);
            assert_eq!(ActionKind::of(&facts.name.to_uppercase()), Some(facts.kind));
            assert_eq!(facts.kind.as_str(), facts.name);
        }
        assert_eq!(ActionKind::of("NoSuchAction"), None);
    }

    #[test]
    fn an_action_knows_its_classes_by_its_name() {
        assert_eq!(Ping.classes(), Classes::NONE);
        assert_eq!(RawAction::new("queuepause").classes(), Classes::AGENT);
        assert_eq!(
            ActionKind::CoreStatus.classes(),
            Classes::SYSTEM | Classes::REPORTING
        );
        assert_eq!(RawAction::new("Mine").classes(), Classes::NONE);
    }

    #[test]
    fn removed_actions_say_so() {
        assert_eq!(ActionKind::SipPeers.removed_after(), Some(20));
        assert_eq!(ActionKind::Ping.removed_after(), None);
        assert_eq!(
            ActionKind::all()
                .filter(|kind| kind.removed_after().is_some())
                .count(),
            15
        );
    }
}
