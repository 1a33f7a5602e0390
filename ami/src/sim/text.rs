//! Writing AMI messages, byte for byte as Asterisk 22 does.

use std::fmt::{Display, Write as _};

use super::class::Classes;

/// An event on its way to whoever may hear it.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) classes: Classes,
    /// The whole message with its empty line.
    pub(super) text: String,
}

/// A message being written.
#[derive(Debug)]
pub(super) struct Message {
    text: String,
    classes: Classes,
}

impl Message {
    /// A broadcast event: `Event`, then `Privilege`, whose last name is always `all`.
    pub(super) fn event(name: &str, classes: Classes) -> Self {
        let text = format!("Event: {name}\r\nPrivilege: {classes},all\r\n");
        Self { text, classes }
    }

    /// An event that belongs to a reply: no `Privilege`, and the `ActionID` where the caller puts it.
    pub(super) fn item(name: &str) -> Self {
        Self {
            text: format!("Event: {name}\r\n"),
            classes: Classes::NONE,
        }
    }

    /// A reply: `Response`, then the request's `ActionID` if it had one.
    pub(super) fn response(word: &str, action_id: Option<&str>) -> Self {
        Self {
            text: format!("Response: {word}\r\n"),
            classes: Classes::NONE,
        }
        .action_id(action_id)
    }

    pub(super) fn action_id(self, action_id: Option<&str>) -> Self {
        match action_id {
            Some(id) => self.header("ActionID", id),
            None => self,
        }
    }

    pub(super) fn header(mut self, name: &str, value: impl Display) -> Self {
        self.push(name, value);
        self
    }

    pub(super) fn push(&mut self, name: &str, value: impl Display) {
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{name}: {value}\r\n");
    }

    /// A body line that is no header, such as GetConfig's `No categories found`.
    pub(super) fn line(mut self, line: &str) -> Self {
        self.text.push_str(line);
        self.text.push_str("\r\n");
        self
    }

    pub(super) fn end(mut self) -> String {
        self.text.push_str("\r\n");
        self.text
    }

    pub(super) fn into_event(self) -> Event {
        Event {
            classes: self.classes,
            text: self.end(),
        }
    }
}

/// `Success` with a message.
pub(super) fn ack(action_id: Option<&str>, message: &str) -> String {
    Message::response("Success", action_id)
        .header("Message", message)
        .end()
}

/// `Error` with a message.
pub(super) fn error(action_id: Option<&str>, message: &str) -> String {
    Message::response("Error", action_id)
        .header("Message", message)
        .end()
}

/// The start of a list.
pub(super) fn list_start(action_id: Option<&str>, message: &str) -> String {
    Message::response("Success", action_id)
        .header("EventList", "start")
        .header("Message", message)
        .end()
}

/// The end of a list.
pub(super) fn list_end(action_id: Option<&str>, event: &str, items: usize) -> String {
    Message::item(event)
        .action_id(action_id)
        .header("EventList", "Complete")
        .header("ListItems", items)
        .end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_names_its_classes_and_all() {
        let event = Message::event("Reload", Classes::SYSTEM)
            .header("Module", "All")
            .header("Status", 0)
            .into_event();
        assert_eq!(
            event.text,
            "Event: Reload\r\nPrivilege: system,all\r\nModule: All\r\nStatus: 0\r\n\r\n"
        );
    }

    #[test]
    fn a_list_starts_with_its_action_id_before_eventlist() {
        assert_eq!(
            list_start(Some("7"), "Queue status will follow"),
            "Response: Success\r\nActionID: 7\r\nEventList: start\r\nMessage: Queue status will follow\r\n\r\n"
        );
        assert_eq!(
            list_end(None, "QueueStatusComplete", 0),
            "Event: QueueStatusComplete\r\nEventList: Complete\r\nListItems: 0\r\n\r\n"
        );
    }
}
