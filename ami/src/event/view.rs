use std::fmt;
use std::marker::PhantomData;

use super::{Event, EventKind};
use crate::wire::{Message, MessageBuf};

/// A type that reads one event, or several whose headers are the same.
///
/// All views of this crate are generated from its table of events; write your own for a `UserEvent` or a module of
/// your own.
///
/// ```
/// use switchhook_ami::event::{EventKind, EventView};
/// use switchhook_ami::wire::{Message, MessageBuf};
///
/// /// `UserEvent(Doorbell,Door: north)` in the dialplan.
/// #[derive(Clone, Copy)]
/// struct Doorbell<'a>(Message<'a>);
///
/// impl<'a> EventView<'a> for Doorbell<'a> {
///     type Of<'b> = Doorbell<'b>;
///     const KINDS: &'static [EventKind] = &[EventKind::UserEvent];
///
///     fn from_message(message: Message<'a>) -> Option<Self> {
///         let is_ours = message.event_name() == Some("UserEvent") && message.get("UserEvent") == Some("Doorbell");
///         is_ours.then_some(Self(message))
///     }
///
///     fn message(self) -> Message<'a> {
///         self.0
///     }
/// }
///
/// let message = MessageBuf::parse(b"Event: UserEvent\r\nUserEvent: Doorbell\r\nDoor: north\r\n\r\n").unwrap();
/// let doorbell: Doorbell<'_> = message.event_as().unwrap();
/// assert_eq!(doorbell.message().get("Door"), Some("north"));
/// ```
pub trait EventView<'a>: Copy {
    /// The same view of a message that lives as long as `'b`.
    type Of<'b>: EventView<'b>;

    /// The events it reads.
    const KINDS: &'static [EventKind];

    /// The view, if `message` is one of its events.
    fn from_message(message: Message<'a>) -> Option<Self>;

    /// The message with every header.
    fn message(self) -> Message<'a>;
}

/// Any event at all, for lists whose items are of several kinds.
impl<'a> EventView<'a> for Event<'a> {
    type Of<'b> = Event<'b>;

    const KINDS: &'static [EventKind] = &EventKind::ALL;

    fn from_message(message: Message<'a>) -> Option<Self> {
        message.event_name().is_some().then(|| message.event())
    }

    fn message(self) -> Message<'a> {
        Event::message(&self)
    }
}

/// Declares a view: its type, the events it reads.
macro_rules! view {
    ($(#[$doc:meta])* pub struct $name:ident { $($kind:ident),+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name<'a>(pub(in crate::event) crate::wire::Message<'a>);

        impl<'a> $name<'a> {
            /// The message with every header.
            pub fn message(self) -> crate::wire::Message<'a> {
                self.0
            }
        }

        impl<'a> crate::event::EventView<'a> for $name<'a> {
            type Of<'b> = $name<'b>;

            const KINDS: &'static [crate::event::EventKind] = &[$(crate::event::EventKind::$kind),+];

            fn from_message(message: crate::wire::Message<'a>) -> Option<Self> {
                // Names known at compile time: what recognises all the other events is not linked in.
                const NAMES: &[&str] = &[$(crate::event::EventKind::$kind.as_str()),+];
                let name = message.event_name()?;
                NAMES
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(name))
                    .then_some(Self(message))
            }

            fn message(self) -> crate::wire::Message<'a> {
                self.0
            }
        }
    };
}

/// A message that owns its bytes and is known to be of the view `V`, written with `'static`.
///
/// ```
/// use switchhook_ami::event::{Hangup, Owned};
/// use switchhook_ami::{HangupCause, MessageBuf};
///
/// let message = MessageBuf::parse(b"Event: Hangup\r\nCause: 16\r\n\r\n").unwrap();
/// let hangup: Owned<Hangup<'static>> = Owned::new(message).expect("it says so");
/// assert_eq!(hangup.view().cause(), Some(HangupCause::NormalClearing));
/// ```
pub struct Owned<V> {
    message: MessageBuf,
    view: PhantomData<fn() -> V>,
}

impl<V: EventView<'static>> Owned<V> {
    /// Keeps `message`, if it is one of the view's events.
    ///
    /// # Errors
    /// The message again, if it is another.
    pub fn new(message: MessageBuf) -> Result<Self, MessageBuf> {
        if V::Of::from_message(message.as_message()).is_none() {
            return Err(message);
        }
        Ok(Self {
            message,
            view: PhantomData,
        })
    }

    /// The view.
    ///
    /// # Panics
    /// If a view of your own takes a message one time and refuses it another.
    pub fn view(&self) -> V::Of<'_> {
        // Was tried when this was made, and the message does not change.
        V::Of::from_message(self.message.as_message()).expect("checked by Owned::new")
    }

    /// The message with every header.
    pub fn message(&self) -> &MessageBuf {
        &self.message
    }

    /// The message itself.
    pub fn into_message(self) -> MessageBuf {
        self.message
    }
}

impl<V> Clone for Owned<V> {
    fn clone(&self) -> Self {
        Self {
            message: self.message.clone(),
            view: PhantomData,
        }
    }
}

impl<V> PartialEq for Owned<V> {
    fn eq(&self, other: &Self) -> bool {
        self.message == other.message
    }
}

impl<V> Eq for Owned<V> {}

/// Shows what the message shows: no values.
impl<V> fmt::Debug for Owned<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Owned").field(&self.message).finish()
    }
}
