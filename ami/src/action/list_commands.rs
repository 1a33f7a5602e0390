use super::{Action, Reply, ReplyError};
use crate::text::{ListedCommand, commands};
use crate::wire::{HeaderWriter, MessageBuf};

/// Lists the actions that this account may call. Needs no class.
///
/// ```
/// use switchhook_ami::action::{ListCommands, Request};
/// assert!(Request::new(&ListCommands).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ListCommands;

/// The answer to [`ListCommands`].
#[derive(Clone, Debug)]
pub struct Commands(MessageBuf);

impl Commands {
    /// The actions, in Asterisk's order.
    pub fn iter(&self) -> impl Iterator<Item = ListedCommand<'_>> {
        commands(self.0.as_message())
    }

    /// Whether this account may call the action `name`.
    pub fn allows(&self, name: &str) -> bool {
        self.iter().any(|command| command.name.eq_ignore_ascii_case(name))
    }
}

impl Action for ListCommands {
    type Response = Commands;

    fn name(&self) -> &str {
        "ListCommands"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn response(&self, reply: &Reply) -> Result<Commands, ReplyError> {
        reply.accepted()?;
        Ok(Commands(reply.response.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::ListCommands;
    use crate::action::Action;
    use crate::action::testing::reply;

    #[test]
    fn what_is_listed_is_allowed() {
        let commands = ListCommands
            .response(&reply(
                "Response: Success\nActionID: 1\nPing: Keepalive command.  (Priv: <none>)\n\
                 Reload: Send a reload (of it) event.  (Priv: system,config,all)",
            ))
            .unwrap();
        assert!(commands.allows("ping") && commands.allows("Reload"));
        assert!(!commands.allows("Response") && !commands.allows("Originate"));
        assert_eq!(commands.iter().count(), 2);
    }
}
