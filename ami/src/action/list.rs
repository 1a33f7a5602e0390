use std::fmt;
use std::marker::PhantomData;

use super::{Reply, ReplyError};
use crate::event::{EventView, Owned};
use crate::wire::MessageBuf;

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

impl<I: EventView<'static>, C: EventView<'static>> List<I, C> {
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
    pub fn iter(&self) -> impl Iterator<Item = I::Of<'_>> {
        self.items
            .iter()
            .filter_map(|item| I::Of::from_message(item.as_message()))
    }

    /// The messages of another view, for lists of several kinds.
    ///
    /// ```
    /// use switchhook_ami::action::{Action, PjsipShowEndpoint, Reply};
    /// use switchhook_ami::event::{AorDetail, EndpointDetail};
    /// use switchhook_ami::wire::MessageBuf;
    ///
    /// let message = |text: &str| MessageBuf::parse(text.replace('\n', "\r\n").as_bytes()).unwrap();
    /// let reply = Reply {
    ///     response: message("Response: Success\nEventList: start\n\n"),
    ///     events: vec![
    ///         message("Event: EndpointDetail\nObjectName: 100\n\n"),
    ///         message("Event: AorDetail\nObjectName: 100\nMaxContacts: 2\n\n"),
    ///         message("Event: EndpointDetailComplete\nEventList: Complete\n\n"),
    ///     ],
    /// };
    /// let all = PjsipShowEndpoint::new("100").response(&reply).unwrap();
    /// assert_eq!(all.of::<EndpointDetail<'_>>().count(), 1);
    /// assert_eq!(all.of::<AorDetail<'_>>().next().unwrap().max_contacts(), Some(2));
    /// ```
    pub fn of<V: EventView<'static>>(&self) -> impl Iterator<Item = V::Of<'_>> {
        self.items
            .iter()
            .filter_map(|item| V::Of::from_message(item.as_message()))
    }

    /// The event that ended the list. Its `ListItems` may differ from the items that came.
    pub fn complete(&self) -> Option<C::Of<'_>> {
        C::Of::from_message(self.end.as_ref()?.as_message())
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
/// assert_eq!(stats.event().completed_faxes(), Some(12));
/// ```
pub struct Then<V>(Owned<V>);

impl<V: EventView<'static>> Then<V> {
    /// Reads an answer whose event is called `name`.
    pub(crate) fn read(reply: &Reply, action: &'static str, name: &'static str) -> Result<Self, ReplyError> {
        reply.accepted()?;
        let mut events = reply.events_named(name).cloned();
        let event = events.find_map(|event| Owned::new(event).ok());
        event
            .map(Self)
            .ok_or(ReplyError::Missing { action, header: name })
    }

    /// The event.
    pub fn event(&self) -> V::Of<'_> {
        self.0.view()
    }
}

impl<V> Clone for Then<V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<V> fmt::Debug for Then<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Then").field(&self.0).finish()
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
