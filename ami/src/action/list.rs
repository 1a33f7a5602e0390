use std::fmt;
use std::marker::PhantomData;

use super::{Reply, ReplyError};
use crate::event;
use crate::wire::{Message, MessageBuf};

/// What reads an item of a [`List`]: a view of an event, any [`Event`](crate::Event), or the bare [`Message`].
///
/// It is named with the lifetime `'static`, and used with that of the list.
pub trait View {
    /// The same view of a message that lives for `'a`.
    type At<'a>: Copy + fmt::Debug;

    /// Recognises `message`.
    fn of(message: Message<'_>) -> Option<Self::At<'_>>;
}

impl View for Message<'static> {
    type At<'a> = Message<'a>;

    fn of(message: Message<'_>) -> Option<Message<'_>> {
        Some(message)
    }
}

impl View for event::Event<'static> {
    type At<'a> = event::Event<'a>;

    fn of(message: Message<'_>) -> Option<event::Event<'_>> {
        Some(message.event())
    }
}

/// Makes views of events usable in lists.
macro_rules! views {
    ($($view:ident,)*) => {
        $(impl crate::action::View for crate::event::$view<'static> {
            type At<'a> = crate::event::$view<'a>;

            fn of(message: crate::wire::Message<'_>) -> Option<crate::event::$view<'_>> {
                match message.event() {
                    crate::event::Event::$view(view) => Some(view),
                    _ => None,
                }
            }
        })*
    };
}
pub(super) use views;

/// The answer to an action that lists: items of one view, and the event that ends them.
///
/// ```
/// use switchhook_ami::action::{Action, DeviceStateList, Reply};
/// use switchhook_ami::wire::MessageBuf;
///
/// let message = |text: &str| MessageBuf::parse(text.replace('\n', "\r\n").as_bytes()).unwrap();
/// let reply = Reply {
///     response: message("Response: Success\nEventList: start\n\n"),
///     events: vec![
///         message("Event: DeviceStateChange\nDevice: PJSIP/100\nState: INUSE\n\n"),
///         message("Event: DeviceStateListComplete\nEventList: Complete\nListItems: 1\n\n"),
///     ],
/// };
/// let list = DeviceStateList.response(&reply).unwrap();
/// assert_eq!(list.len(), 1);
/// assert_eq!(list.iter().next().unwrap().device().as_deref(), Some("PJSIP/100"));
/// assert!(list.complete().is_some());
/// ```
pub struct List<I, C> {
    response: MessageBuf,
    items: Vec<MessageBuf>,
    end: Option<MessageBuf>,
    views: PhantomData<fn() -> (I, C)>,
}

impl<I: View, C: View> List<I, C> {
    /// Reads a list that ends with the event `end`.
    pub(crate) fn read(reply: &Reply, end: &str) -> Result<Self, ReplyError> {
        reply.accepted()?;
        let mut items = reply.events.clone();
        let last = items.last().is_some_and(|last| {
            let marked = last.get("EventList").is_some_and(|word| {
                let word = word.trim();
                word.eq_ignore_ascii_case("complete") || word.eq_ignore_ascii_case("cancelled")
            });
            marked || last.event_name() == Some(end)
        });
        Ok(Self {
            response: reply.response.clone(),
            end: if last { items.pop() } else { None },
            items,
            views: PhantomData,
        })
    }

    /// The items, in Asterisk's order. Messages of another view than that of the items are left out; see
    /// [`messages`](Self::messages).
    pub fn iter(&self) -> impl Iterator<Item = I::At<'_>> {
        self.items.iter().filter_map(|item| I::of(item.as_message()))
    }

    /// The messages of another view, for lists of several kinds.
    ///
    /// ```no_run
    /// # use switchhook_ami::{Client, action::CoreShowChannels, wire::Message};
    /// # async fn run(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let channels = client.send(CoreShowChannels).await?;
    /// for message in channels.of::<Message<'static>>() {
    ///     println!("{:?}", message.get("Channel"));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn of<V: View>(&self) -> impl Iterator<Item = V::At<'_>> {
        self.items.iter().filter_map(|item| V::of(item.as_message()))
    }

    /// The event that ended the list. Its `ListItems` may differ from the items that came.
    pub fn complete(&self) -> Option<C::At<'_>> {
        C::of(self.end.as_ref()?.as_message())
    }
}

impl<I, C> List<I, C> {
    /// How many messages there are between the beginning and the end.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The response that announced the list.
    pub fn response(&self) -> &MessageBuf {
        &self.response
    }

    /// The messages between the beginning and the end, with every header.
    pub fn messages(&self) -> &[MessageBuf] {
        &self.items
    }
}

impl<I, C> Clone for List<I, C> {
    fn clone(&self) -> Self {
        Self {
            response: self.response.clone(),
            items: self.items.clone(),
            end: self.end.clone(),
            views: PhantomData,
        }
    }
}

/// Shows how long it is: items may hold secrets.
impl<I, C> fmt::Debug for List<I, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "List({} items)", self.items.len())
    }
}

/// The answer to an action whose response only says that an event will follow.
///
/// ```
/// use switchhook_ami::action::{Action, FaxStats, Reply};
/// use switchhook_ami::wire::MessageBuf;
///
/// let message = |text: &str| MessageBuf::parse(text.replace('\n', "\r\n").as_bytes()).unwrap();
/// let reply = Reply {
///     response: message("Response: Success\nMessage: FAXStats event will follow\n\n"),
///     events: vec![message("Event: FAXStats\nCompletedFAXes: 12\n\n")],
/// };
/// let stats = FaxStats.response(&reply).unwrap();
/// assert_eq!(stats.message().get("CompletedFAXes"), Some("12"));
/// ```
pub struct Then<V> {
    event: MessageBuf,
    view: PhantomData<fn() -> V>,
}

impl<V: View> Then<V> {
    /// Reads an answer whose event is called `name`.
    pub(crate) fn read(reply: &Reply, action: &'static str, name: &'static str) -> Result<Self, ReplyError> {
        reply.accepted()?;
        let event = reply.events_named(name).next();
        let event = event.filter(|event| V::of(event.as_message()).is_some());
        let event = event.ok_or(ReplyError::Missing { action, header: name })?;
        Ok(Self {
            event: event.clone(),
            view: PhantomData,
        })
    }

    /// The event; `None` never happens to an answer that was read.
    pub fn event(&self) -> Option<V::At<'_>> {
        V::of(self.event.as_message())
    }
}

impl<V> Then<V> {
    /// The event with every header.
    pub fn message(&self) -> &MessageBuf {
        &self.event
    }
}

impl<V> Clone for Then<V> {
    fn clone(&self) -> Self {
        Self {
            event: self.event.clone(),
            view: PhantomData,
        }
    }
}

impl<V> fmt::Debug for Then<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Then").field(&self.event).finish()
    }
}

#[cfg(test)]
mod tests {
    use crate::action::testing::reply;
    use crate::action::{Action, CoreShowChannels};

    #[test]
    fn channels_are_the_items_between_start_and_end() {
        let list = reply(
            "Response: Success\nEventList: start\n\nEvent: CoreShowChannel\nChannel: PJSIP/100-1\n\n\
             Event: CoreShowChannel\nChannel: PJSIP/200-2\n\nEvent: CoreShowChannelsComplete\nListItems: 2\n\n",
        );
        let channels = CoreShowChannels.response(&list).unwrap();
        let names: Vec<_> = channels
            .iter()
            .filter_map(|item| item.channel().name())
            .map(String::from)
            .collect();
        assert_eq!(names, ["PJSIP/100-1", "PJSIP/200-2"]);
        assert_eq!(channels.len(), 2);
        assert!(channels.complete().is_some());
    }
}
