//! Answers that are bare text, or a list only perhaps.

use switchhook_ami::action::{Action, Expects, Ping, Reply, ReplyError};
use switchhook_ami::proto::Notice;
use switchhook_ami::wire::HeaderWriter;

use super::Session;

/// An action that is answered with bare text.
struct Netstats;

impl Action for Netstats {
    type Response = Reply;

    fn name(&self) -> &str {
        "IAXnetstats"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::Text
    }

    fn response(&self, reply: &Reply) -> Result<Reply, ReplyError> {
        reply.accepted()?;
        Ok(reply.clone())
    }
}

#[test]
fn text_without_a_response_ends_at_the_pong_behind_it() {
    for text in ["", "one two\nthree\n\n"] {
        let mut session = Session::ready();
        session.send(&Netstats);
        assert_eq!(
            session.sent(),
            [
                "Action: IAXnetstats\nActionID: sh-2\n\n",
                "Action: Ping\nActionID: sh-2\n\n"
            ]
        );
        // No calls, no lines: an empty line is all there is.
        session.hear(&format!(
            "{text}\nResponse: Success\nActionID: sh-2\nPing: Pong\n\n"
        ));
        let reply = session.reply().expect("an answer");
        let lines: Vec<&[u8]> = reply
            .events
            .iter()
            .flat_map(|message| message.headers().map(|header| header.line()))
            .collect();
        let expected: Vec<&[u8]> = text
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::as_bytes)
            .collect();
        assert_eq!(lines, expected);
    }
}

#[test]
fn an_action_of_text_that_is_refused_does_not_wait_and_its_pong_disturbs_nobody() {
    let mut session = Session::ready();
    session.send(&Netstats);
    session.send(&Ping);
    session.hear("Response: Error\nActionID: sh-2\nMessage: Invalid/unknown command: IAXnetstats.\n\n");
    assert!(session.reply().expect("an answer").accepted().is_err());
    session.hear("Response: Success\nActionID: sh-2\nPing: Pong\n\n");
    assert!(matches!(session.notices()[..], [Notice::Unmatched(_)]));
    session.hear("Response: Success\nActionID: sh-3\nPing: Pong\n\n");
    assert!(session.reply().expect("the other's answer").accepted().is_ok());
}

/// A list that is not announced where there is nothing to list.
struct UsersList;

impl Action for UsersList {
    type Response = Reply;

    fn name(&self) -> &str {
        "VoicemailUsersList"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::PerhapsList("VoicemailUserEntryComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Reply, ReplyError> {
        Ok(reply.clone())
    }
}

#[test]
fn a_bare_success_ends_what_might_have_been_a_list() {
    for (text, items) in [
        (
            "Response: Success\nActionID: sh-2\nMessage: There are no voicemail users currently defined.\n\n",
            0,
        ),
        (
            "Response: Success\nActionID: sh-2\nEventList: start\nMessage: Voicemail user list will follow\n\n\
             Event: VoicemailUserEntry\nActionID: sh-2\n\n\
             Event: VoicemailUserEntryComplete\nActionID: sh-2\nEventList: Complete\n\n",
            2,
        ),
        // Before 13.2.
        (
            "Response: Success\nActionID: sh-2\nMessage: Voicemail user list will follow\n\n\
             Event: VoicemailUserEntry\nActionID: sh-2\n\nEvent: VoicemailUserEntryComplete\nActionID: sh-2\n\n",
            2,
        ),
    ] {
        let mut session = Session::ready();
        session.send(&UsersList);
        session.hear(text);
        assert_eq!(session.reply().expect("an answer").events.len(), items, "{text}");
    }
}
