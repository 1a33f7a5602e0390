//! A logged-in connection without a network, and what is asserted of each kind of action.

use std::fmt::Debug;
use std::time::Instant;

use switchhook_ami::Secret;
use switchhook_ami::action::{Action, ActionKind, List, Ping, Reply, ReplyError, Request, Then};
use switchhook_ami::event::EventView;
use switchhook_ami::proto::{Connection, LoginMethod, Notice, Options};
use switchhook_ami::value::Classes;

pub(crate) struct Session {
    connection: Connection,
    now: Instant,
}

impl Session {
    pub(crate) fn ready() -> Self {
        let now = Instant::now();
        let options = Options {
            method: LoginMethod::Plain,
            ..Options::new("ops", Secret::new("secret"))
        };
        let mut session = Self {
            connection: Connection::new(options, now).expect("clean credentials"),
            now,
        };
        session.hear("Asterisk Call Manager/11.0.0\n");
        session.hear("Response: Success\nActionID: sh-1\n\n");
        assert!(session.connection.is_ready());
        session.notices();
        session.sent();
        session
    }

    /// Sends, under the id `sh-2`.
    pub(crate) fn asked(action: &impl Action) -> Self {
        let mut session = Self::ready();
        session.send(action);
        session
    }

    pub(crate) fn send(&mut self, action: &impl Action) -> Vec<String> {
        let request = Request::new(action).unwrap_or_else(|error| panic!("{}: {error}", action.name()));
        self.connection.send(&request, self.now).expect("ready");
        self.sent()
    }

    fn sent(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.connection.poll_transmit())
            .map(|bytes| String::from_utf8(bytes).expect("text").replace("\r\n", "\n"))
            .collect()
    }

    pub(crate) fn hear(&mut self, text: &str) {
        self.connection
            .receive(text.replace('\n', "\r\n").as_bytes(), self.now);
    }

    pub(crate) fn notices(&mut self) -> Vec<Notice> {
        std::iter::from_fn(|| self.connection.poll_event()).collect()
    }

    /// The answer that is there now, if there is one.
    pub(crate) fn reply(&mut self) -> Option<Reply> {
        self.notices().into_iter().find_map(|notice| match notice {
            Notice::Reply { result, .. } => Some(result.expect("an answer")),
            _ => None,
        })
    }

    /// Whether another action is answered: nothing that came before stalls the connection.
    pub(crate) fn still_answers(&mut self) {
        let sent = self.send(&Ping);
        let id = sent[0]
            .lines()
            .find_map(|line| line.strip_prefix("ActionID: "))
            .expect("an id")
            .to_owned();
        self.hear(&format!("Response: Success\nActionID: {id}\nPing: Pong\n\n"));
        assert!(self.reply().is_some(), "the connection is stalled");
    }
}

/// What the answer to `action` is when this is heard; none yet if it is not complete.
pub(crate) fn answer<A: Action>(action: &A, text: &str) -> Option<Result<A::Response, ReplyError>> {
    let mut session = Session::asked(action);
    session.hear(text);
    let reply = session.reply();
    if reply.is_some() {
        session.still_answers();
    }
    reply.map(|reply| action.response(&reply))
}

/// What is written after `Action` and `ActionID`, what the account needs, and that nothing private is shown.
pub(crate) fn assert_encodes(action: &(impl Action + Debug), name: &str, classes: &str, headers: &[&str]) {
    let sent = Session::ready().send(action).swap_remove(0);
    let expected: String = headers.iter().map(|header| format!("{header}\n")).collect();
    assert_eq!(sent, format!("Action: {name}\nActionID: sh-2\n{expected}\n"));
    assert_eq!(action.classes(), Classes::from_list(classes), "{name}");
    assert_eq!(ActionKind::of(name).map(ActionKind::as_str), Some(name));
    assert!(
        !format!("{action:?}").contains("hunter2"),
        "{name}: Debug shows what is private"
    );
}

fn assert_refused<A: Action>(action: &A) {
    let refused = answer(
        action,
        "Response: Error\nActionID: sh-2\nMessage: Permission denied\n\n",
    );
    match refused.expect("an error is an answer") {
        Err(ReplyError::Refused { message }) => assert_eq!(message, "Permission denied"),
        _ => panic!("{}: an Error is a refusal", action.name()),
    }
}

pub(crate) fn assert_simple<A: Action<Response = ()>>(action: &A) {
    assert_refused(action);
    let done = answer(action, "Response: Success\nActionID: sh-2\nMessage: Done\n\n");
    assert_eq!(done, Some(Ok(())), "{}", action.name());
}

pub(crate) fn assert_fields<A: Action>(action: &A, lines: &[&str]) -> A::Response {
    assert_refused(action);
    let text = format!("Response: Success\nActionID: sh-2\n{}\n\n", lines.join("\n"));
    read(action, answer(action, &text))
}

/// As [`assert_fields`], for an answer that is no response; the Pong behind it ends it.
pub(crate) fn assert_text<A: Action>(action: &A, lines: &[&str]) -> A::Response {
    assert_refused(action);
    let text = format!(
        "{}\n\n\nResponse: Success\nActionID: sh-2\nPing: Pong\n\n",
        lines.join("\n")
    );
    read(action, answer(action, &text))
}

fn read<A: Action>(action: &A, answer: Option<Result<A::Response, ReplyError>>) -> A::Response {
    match answer {
        Some(Ok(response)) => response,
        Some(Err(error)) => panic!("{}: {error}", action.name()),
        None => panic!("{}: the answer is not complete", action.name()),
    }
}

pub(crate) fn assert_reads(value: Option<impl Debug>, shown: &str, header: &str) {
    let value = value.unwrap_or_else(|| panic!("{header} was not read"));
    assert_eq!(format!("{value:?}"), shown, "{header}");
}

pub(crate) fn assert_lists<A, I, C>(action: &A, items: &[&str], end: &str, may_be_bare: bool)
where
    A: Action<Response = List<I, C>>,
    I: EventView<'static>,
    C: EventView<'static>,
{
    assert_refused(action);
    let start = "Response: Success\nActionID: sh-2\nEventList: start\nMessage: list will follow\n\n";
    let all: String = items
        .iter()
        .map(|item| format!("Event: {item}\nActionID: sh-2\nX-Novelty: kept\n\n"))
        .collect();
    let complete = format!("Event: {end}\nActionID: sh-2\nEventList: Complete\nListItems: 1\n\n");

    let list = read(action, answer(action, &format!("{start}{all}{complete}")));
    assert_eq!((list.len(), list.iter().count()), (items.len(), items.len()));
    assert!(list.complete().is_some(), "{end}");
    assert!(
        list.messages()
            .iter()
            .all(|item| item.get("X-Novelty") == Some("kept"))
    );

    let empty = read(action, answer(action, &format!("{start}{complete}")));
    assert!(empty.is_empty() && empty.complete().is_some());

    // Before 13.2 nothing but the names and words of the messages tells of a list.
    let old = format!(
        "Response: Success\nActionID: sh-2\nMessage: list will follow\n\n{all}Event: {end}\nActionID: sh-2\n\n"
    );
    let old = read(action, answer(action, &old));
    assert_eq!((old.len(), old.complete().is_some()), (items.len(), true));

    // An Error may come in the middle; what still comes of the list disturbs nobody.
    let mut session = Session::asked(action);
    session.hear(&format!(
        "{start}{all}Response: Error\nActionID: sh-2\nMessage: Unable\n\n"
    ));
    let reply = session.reply().expect("an Error ends a list");
    assert!(matches!(action.response(&reply), Err(ReplyError::Refused { .. })));
    session.hear(&format!("{all}{complete}"));
    session.still_answers();

    let bare = answer(
        action,
        "Response: Success\nActionID: sh-2\nMessage: There are none.\n\n",
    );
    match bare {
        Some(list) if may_be_bare => assert!(list.is_ok_and(|list| list.is_empty())),
        None if !may_be_bare => {}
        _ => panic!("{}: a Success without a list", action.name()),
    }
}

pub(crate) fn assert_then<A, V>(action: &A, event: &str)
where
    A: Action<Response = Then<V>>,
    V: EventView<'static>,
{
    assert_refused(action);
    let response = "Response: Success\nActionID: sh-2\nMessage: event will follow\n\n";
    assert!(answer(action, response).is_none(), "the event belongs to it");
    let text = format!("{response}Event: {event}\nActionID: sh-2\nX-Novelty: kept\n\n");
    let then = read(action, answer(action, &text));
    let message = then.event().message();
    assert_eq!(message.get("X-Novelty"), Some("kept"));
    assert_eq!(message.event_name(), Some(event));
}
