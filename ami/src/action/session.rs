use super::{Action, Reply, ReplyError};
use crate::value::EventMask;
use crate::wire::HeaderWriter;

/// Asks whether the peer is there.
///
/// ```
/// use switchhook_ami::action::{Ping, Request};
/// assert!(Request::new(&Ping).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Ping;

/// The answer to a [`Ping`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pong {
    /// The server's clock, `seconds.microseconds` since 1970; Asterisk 1.6 and later.
    pub timestamp: Option<String>,
}

impl Action for Ping {
    type Response = Pong;

    fn name(&self) -> &str {
        "Ping"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn response(&self, reply: &Reply) -> Result<Pong, ReplyError> {
        reply.accepted()?;
        Ok(Pong {
            timestamp: reply.response.get("Timestamp").map(str::to_owned),
        })
    }
}

/// Changes which events this connection receives, until it ends. The mask in
/// [`Options`](crate::proto::Options) or in the client's configuration holds for every connection: prefer that.
///
/// ```
/// use switchhook_ami::{EventMask, action::{Events, Request}};
/// assert!(Request::new(&Events(EventMask::CALL | EventMask::CDR)).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Events(
    /// The events to receive.
    pub EventMask,
);

impl Action for Events {
    type Response = ();

    fn name(&self) -> &str {
        "Events"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.display("EventMask", self.0);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

/// Ends the session: Asterisk says goodbye and closes the connection.
///
/// ```
/// use switchhook_ami::action::{Logoff, Request};
/// assert!(Request::new(&Logoff).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Logoff;

impl Action for Logoff {
    type Response = ();

    fn name(&self) -> &str {
        "Logoff"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

#[cfg(test)]
mod tests {
    use super::{Events, Ping};
    use crate::action::Action;
    use crate::action::testing::{encoded, reply};
    use crate::value::EventMask;

    #[test]
    fn a_mask_is_sent_by_name_since_numbers_mean_something_else() {
        assert_eq!(
            encoded(&Events(EventMask::SYSTEM | EventMask::CDR)).unwrap(),
            "Action: Events\nActionID: 1\nEventMask: system,cdr\n\n"
        );
    }

    #[test]
    fn a_pong_is_understood_old_and_new() {
        let new = reply("Response: Success\nPing: Pong\nTimestamp: 1718000000.123456");
        assert_eq!(
            Ping.response(&new).unwrap().timestamp.as_deref(),
            Some("1718000000.123456")
        );
        assert_eq!(Ping.response(&reply("Response: Pong")).unwrap().timestamp, None);
    }
}
