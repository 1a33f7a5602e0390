use md5::{Digest, Md5};

use super::{Action, Reply, ReplyError};
use crate::value::{EventMask, Secret};
use crate::wire::HeaderWriter;

/// Asks for the text that an MD5 login answers. A [`Connection`](crate::proto::Connection) does this by itself.
///
/// ```
/// use switchhook_ami::action::{Action, Challenge};
/// assert_eq!(Challenge.name(), "Challenge");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Challenge;

impl Action for Challenge {
    /// The challenge.
    type Response = String;

    fn name(&self) -> &str {
        "Challenge"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("AuthType", "MD5");
    }

    fn response(&self, reply: &Reply) -> Result<String, ReplyError> {
        reply.accepted()?;
        let challenge = reply
            .response
            .get("Challenge")
            .filter(|challenge| !challenge.is_empty());
        challenge.map(str::to_owned).ok_or(ReplyError::Missing {
            action: "Challenge",
            header: "Challenge",
        })
    }
}

/// Logs in. A [`Connection`](crate::proto::Connection) does this by itself.
///
/// ```
/// use switchhook_ami::{Secret, action::{Login, Request}};
/// let login = Login::md5("ops", &Secret::new("secret"), "847159301");
/// assert!(Request::new(&login).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct Login {
    username: String,
    proof: Proof,
    events: Option<EventMask>,
}

#[derive(Clone, Debug)]
enum Proof {
    Plain(Secret),
    Md5 { key: Secret },
}

impl Login {
    /// With the secret as it is: anyone who sees the connection sees it.
    pub fn plain(username: impl Into<String>, secret: Secret) -> Self {
        Self {
            username: username.into(),
            proof: Proof::Plain(secret),
            events: None,
        }
    }

    /// With the MD5 of `challenge` and secret.
    pub fn md5(username: impl Into<String>, secret: &Secret, challenge: &str) -> Self {
        let digest = Md5::new()
            .chain_update(challenge)
            .chain_update(secret.expose())
            .finalize();
        // Asterisk compares the text: lower case only.
        let key = digest
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>();
        Self {
            username: username.into(),
            proof: Proof::Md5 {
                key: Secret::new(key),
            },
            events: None,
        }
    }

    /// Which events to receive from the first moment on. Default: all that the user may read.
    #[must_use]
    pub fn events(mut self, mask: EventMask) -> Self {
        self.events = Some(mask);
        self
    }
}

impl Action for Login {
    type Response = ();

    fn name(&self) -> &str {
        "Login"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        match &self.proof {
            Proof::Plain(secret) => headers
                .header("Username", &self.username)
                .header("Secret", secret.expose()),
            Proof::Md5 { key } => headers
                .header("AuthType", "MD5")
                .header("Username", &self.username)
                .header("Key", key.expose()),
        };
        headers.optional("Events", self.events.map(|mask| mask.to_string()));
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

#[cfg(test)]
mod tests {
    use super::Login;
    use crate::action::testing::encoded;
    use crate::value::{EventMask, Secret};

    #[test]
    fn the_key_is_the_lower_case_md5_of_challenge_and_secret() {
        // printf '840415273mysecret' | md5sum
        let login = Login::md5("ops", &Secret::new("mysecret"), "840415273").events(EventMask::NONE);
        assert_eq!(
            encoded(&login).unwrap(),
            "Action: Login\nActionID: 1\nAuthType: MD5\nUsername: ops\nKey: 72ee2809cbf69e9bdb27bdd924cda8e3\nEvents: off\n\n"
        );
    }

    #[test]
    fn debug_shows_neither_secret_nor_key() {
        let secret = Secret::new("mysecret");
        for login in [
            Login::plain("ops", secret.clone()),
            Login::md5("ops", &secret, "1"),
        ] {
            let shown = format!("{login:?}");
            assert!(
                !shown.contains("mysecret") && shown.contains("Secret(..)"),
                "{shown}"
            );
        }
    }
}
