//! Who is logged in at the phone's pages, who tried too often, and what may be read before.

use std::time::Duration;

use sha2::{Digest as _, Sha256};

use crate::grandstream::PNumber;
use crate::testing::digest::hex;
use crate::testing::habits::PagesGeneration;
use crate::testing::http::Response;
use crate::testing::phone::Phone;

use super::wire::Request;
use super::{api, htm, manager};

/// Values that are passwords: no page shows them.
pub(super) const SECRETS: [u32; 16] = [
    2, 34, 83, 196, 279, 281, 406, 506, 606, 734, 1359, 1361, 1706, 1806, 4120, 8024,
];

/// Failed logins before the door is shut, unless P28117 says otherwise.
const ATTEMPTS: u32 = 5;
/// For how many minutes it is shut, unless P1683 says otherwise.
const SHUT_MINUTES: u64 = 5;
/// For how many minutes a session lives, unless P28116 says otherwise.
const SESSION_MINUTES: u64 = 10;

/// What the phone does once the answer is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Restart,
    PhoneBook,
}

pub(super) type Answer = (Response, Option<Act>);

/// The state of the pages.
pub(super) struct Desk {
    pages: PagesGeneration,
    /// The one administrator, and until when.
    session: Option<(String, Duration)>,
    /// What a hashed password must be hashed with.
    token: Option<String>,
    failures: u32,
    shut_until: Option<Duration>,
}

/// How a try to log in ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Login {
    /// With this session.
    In(String),
    Wrong,
    /// Too many tries: even the right password is refused.
    Shut,
}

impl Desk {
    pub(super) fn new(pages: PagesGeneration) -> Self {
        Self {
            pages,
            session: None,
            token: None,
            failures: 0,
            shut_until: None,
        }
    }

    pub(super) fn answer(&mut self, phone: &mut Phone, request: &Request) -> Answer {
        match self.pages {
            PagesGeneration::Htm => htm::answer_htm(self, phone, request),
            PagesGeneration::Cgi => htm::answer_cgi(self, phone, request),
            PagesGeneration::Api | PagesGeneration::Access => api::answer(self, phone, request),
            PagesGeneration::Manager => manager::answer(self, phone, request),
        }
    }

    /// What a password must be hashed with from now on.
    pub(super) fn new_token(&mut self, phone: &mut Phone) -> String {
        let token = phone.fresh();
        self.token = Some(token.clone());
        token
    }

    /// Tries to log in with a password in the clear, or hashed with the latest token.
    pub(super) fn login(
        &mut self,
        phone: &mut Phone,
        user: &str,
        given: &str,
        plain_is_taken: bool,
    ) -> Login {
        if self.shut_until.is_some_and(|until| phone.uptime < until) {
            return Login::Shut;
        }
        let password = phone.text(2).to_owned();
        let hashed = self
            .token
            .take()
            .is_some_and(|token| given.eq_ignore_ascii_case(&sha256(&format!("{password}{token}"))));
        if user == "admin" && (hashed || plain_is_taken && given == password) {
            self.failures = 0;
            self.shut_until = None;
            let session = phone.fresh();
            // Who was in before is out: there is one administrator at a time.
            self.session = Some((
                session.clone(),
                phone.uptime + minutes(phone, 28116, SESSION_MINUTES),
            ));
            return Login::In(session);
        }
        self.failures += 1;
        let attempts = phone.text(28117).trim().parse().unwrap_or(ATTEMPTS);
        if self.failures >= attempts {
            self.failures = 0;
            self.shut_until = Some(phone.uptime + minutes(phone, 1683, SHUT_MINUTES));
            return Login::Shut;
        }
        Login::Wrong
    }

    /// Whether this is the session of the administrator. Using it keeps it alive.
    pub(super) fn is_in(&mut self, phone: &Phone, session: Option<&str>) -> bool {
        match &mut self.session {
            Some((there, until)) if session == Some(there.as_str()) && phone.uptime < *until => {
                *until = phone.uptime + minutes(phone, 28116, SESSION_MINUTES);
                true
            }
            _ => false,
        }
    }

    pub(super) fn log_out(&mut self) {
        self.session = None;
    }

    pub(super) fn generation(&self) -> PagesGeneration {
        self.pages
    }
}

fn minutes(phone: &Phone, number: u32, default: u64) -> Duration {
    let minutes = phone.text(number).trim().parse().unwrap_or(default);
    Duration::from_secs(60 * minutes)
}

pub(super) fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// Takes over every `P<number>` of a form; how many there were.
pub(super) fn take_over(phone: &mut Phone, form: &[(String, String)]) -> usize {
    let mut count = 0;
    for (name, text) in form {
        if let Ok(number) = name.parse::<PNumber>() {
            phone.set(number, text);
            count += 1;
        }
    }
    count
}

pub(super) fn find<'a>(form: &'a [(String, String)], name: &str) -> Option<&'a str> {
    form.iter()
        .find(|(there, _)| there == name)
        .map(|(_, value)| value.as_str())
}
