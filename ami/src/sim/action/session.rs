//! The actions that make a session: Challenge, Login, Logoff, Events.

use md5::{Digest, Md5};

use super::super::class::Classes;
use super::super::company::AmiUser;
use super::super::request::Request;

/// Who a session is, once it has said so.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Login {
    /// The challenge given to this connection: one, however often it is asked for.
    pub(in super::super) challenge: Option<String>,
    user: Option<Rights>,
}

#[derive(Clone, Debug)]
struct Rights {
    name: String,
    read: Classes,
    write: Classes,
    mask: Classes,
}

impl Login {
    pub(in super::super) fn is_in(&self) -> bool {
        self.user.is_some()
    }

    /// The name of the user, once logged in.
    pub(in super::super) fn user(&self) -> Option<&str> {
        self.user.as_ref().map(|user| user.name.as_str())
    }

    pub(in super::super) fn write(&self) -> Classes {
        self.user.as_ref().map_or(Classes::NONE, |user| user.write)
    }

    /// Whether an event of these classes is for this session.
    pub(in super::super) fn hears(&self, event: Classes) -> bool {
        self.user.as_ref().is_some_and(|user| user.mask.contains(event))
    }

    /// `Action: Login`: whether the user is who he says, and not `busy` already. The error is Asterisk's text.
    pub(in super::super) fn log_in(
        &mut self,
        users: &[AmiUser],
        request: &Request,
        busy: &[String],
    ) -> Result<(), &'static str> {
        const FAILED: &str = "Authentication failed";
        let name = request.get("Username");
        let named = |user: &&AmiUser| user.name.eq_ignore_ascii_case(name);
        let user = users.iter().find(named).ok_or(FAILED)?;
        // A user without a secret can never log in.
        if user.secret.is_empty() || !self.proves(user, request) {
            return Err(FAILED);
        }
        if user.single && busy.contains(&user.name) {
            return Err("Login Already In Use");
        }
        let read = Classes::from_mask(&user.read).unwrap_or(Classes::NONE);
        let write = Classes::from_mask(&user.write).unwrap_or(Classes::NONE);
        let wanted = Classes::from_mask(request.get("Events")).unwrap_or(Classes::ALL);
        self.user = Some(Rights {
            name: user.name.clone(),
            read,
            write,
            mask: wanted.limited_to(read),
        });
        Ok(())
    }

    fn proves(&self, user: &AmiUser, request: &Request) -> bool {
        if !request.get("AuthType").eq_ignore_ascii_case("MD5") {
            return request.get("Secret") == user.secret;
        }
        let Some(challenge) = &self.challenge else {
            return false;
        };
        let digest = Md5::new()
            .chain_update(challenge)
            .chain_update(&user.secret)
            .finalize();
        let key: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        request.get("Key") == key
    }

    /// `Action: Events`: whether any event is left; `None` for an empty mask.
    pub(in super::super) fn set_mask(&mut self, text: &str) -> Option<bool> {
        let user = self.user.as_mut()?;
        let mask = Classes::from_mask(text)?;
        user.mask = mask.limited_to(user.read);
        Some(!mask.is_empty())
    }
}
