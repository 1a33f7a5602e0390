use super::{Action, Expects, Reply, ReplyError};
use crate::event::{Event, QueueEntry, QueueMember, QueueParams};
use crate::wire::{HeaderWriter, MessageBuf};

/// Asks for queues, their members and their waiting callers.
///
/// ```
/// use switchhook_ami::action::{QueueStatus, Request};
/// assert!(Request::new(&QueueStatus::of("support")).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct QueueStatus {
    queue: Option<String>,
    member: Option<String>,
}

/// The answer to [`QueueStatus`].
#[derive(Clone, Debug)]
pub struct Queues(Vec<MessageBuf>);

/// One queue of the answer to [`QueueStatus`].
#[derive(Clone, Debug)]
pub struct Queue<'a> {
    /// Its settings and statistics.
    pub params: QueueParams<'a>,
    /// Its members.
    pub members: Vec<QueueMember<'a>>,
    /// Its waiting callers, in order.
    pub entries: Vec<QueueEntry<'a>>,
}

impl QueueStatus {
    /// All queues.
    pub fn all() -> Self {
        Self {
            queue: None,
            member: None,
        }
    }

    /// One queue. One that does not exist gives an empty answer.
    pub fn of(queue: impl Into<String>) -> Self {
        Self {
            queue: Some(queue.into()),
            member: None,
        }
    }

    /// Only this member of each queue, by its interface. Default: all.
    #[must_use]
    pub fn member(mut self, interface: impl Into<String>) -> Self {
        self.member = Some(interface.into());
        self
    }
}

impl Queues {
    /// The queues, in Asterisk's order.
    pub fn iter(&self) -> impl Iterator<Item = Queue<'_>> {
        let mut queues: Vec<Queue<'_>> = Vec::new();
        for item in &self.0 {
            match (item.event(), queues.last_mut()) {
                (Event::QueueParams(params), _) => {
                    queues.push(Queue {
                        params,
                        members: Vec::new(),
                        entries: Vec::new(),
                    });
                }
                // Members and callers follow their queue.
                (Event::QueueMember(member), Some(queue)) => queue.members.push(member),
                (Event::QueueEntry(entry), Some(queue)) => queue.entries.push(entry),
                _ => {}
            }
        }
        queues.into_iter()
    }
}

impl Action for QueueStatus {
    type Response = Queues;

    fn name(&self) -> &str {
        "QueueStatus"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Queue", self.queue.as_ref())
            .optional("Member", self.member.as_ref());
    }

    fn expects(&self) -> Expects {
        Expects::List("QueueStatusComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Queues, ReplyError> {
        reply.accepted()?;
        Ok(Queues(reply.events.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::QueueStatus;
    use crate::action::Action;
    use crate::action::testing::{encoded, reply};

    #[test]
    fn members_and_callers_belong_to_the_queue_before_them() {
        let list = reply(
            "Response: Success\nEventList: start\n\nEvent: QueueParams\nQueue: a\nMax: 0\n\n\
             Event: QueueMember\nQueue: a\nName: Ana\n\nEvent: QueueEntry\nQueue: a\nPosition: 1\nWait: 7\n\n\
             Event: QueueParams\nQueue: b\nMax: 5\n\nEvent: QueueStatusComplete\nEventList: Complete",
        );
        let queues = QueueStatus::all().response(&list).unwrap();
        let shape: Vec<_> = queues
            .iter()
            .map(|queue| {
                (
                    queue.params.queue(),
                    queue.params.max(),
                    queue.members.len(),
                    queue.entries.len(),
                )
            })
            .collect();
        assert_eq!(
            shape,
            [(Some("a".into()), None, 1, 1), (Some("b".into()), Some(5), 0, 0)]
        );
    }

    #[test]
    fn one_queue_is_asked_for_by_name() {
        assert_eq!(
            encoded(&QueueStatus::of("a")).unwrap(),
            "Action: QueueStatus\nActionID: 1\nQueue: a\n\n"
        );
    }
}
