//! A conversation with a phone's pages.

use std::fmt;

use super::keys::StoredKey;
use super::login::Login;
use super::message::{Cookies, Request, Response};
use super::product::Product;
use super::values::Work;
use super::{MAX_ANSWER, WebError};
use crate::grandstream::{PNumber, PValues};
use crate::secret::Secret;

/// Which pages a phone has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Generation {
    /// BT, GXP20xx, HT2xx to 50x.
    Legacy,
    /// GXP14xx, early GXP21xx, HT7xx, DP715.
    Form,
    /// GXP16xx, GXP213x to 217x.
    Token,
    /// GRP26xx and late GXP21xx.
    Challenge,
    /// GXV with Android.
    Manager,
}

/// What came of something that was asked of a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// Of [`Session::identify`].
    Product(Product),
    /// Of [`Session::login`].
    LoggedIn(Generation),
    /// Of [`Session::read`]: the values that the phone told, in the order asked. Some phones leave passwords out, or
    /// show stars in their place.
    Values(PValues),
    /// Of everything else.
    Done,
}

/// A conversation with one phone's pages, without the sockets.
///
/// Ask one thing ([`identify`](Self::identify), [`login`](Self::login), …), then send what
/// [`poll_request`](Self::poll_request) gives and hand what comes back to [`receive`](Self::receive) until there is nothing
/// more to send; [`outcome`](Self::outcome) then tells what came of it. Requests are one after the other: phones serve one
/// administrator, and slowly.
///
/// `Debug` shows neither password nor cookies.
pub struct Session {
    pub(super) origin: String,
    pub(super) generation: Option<Generation>,
    pub(super) assumed: bool,
    pub(super) product: Product,
    /// The phone answers `api.values.get`.
    pub(super) has_api: bool,
    /// What the password is hashed with, and when that was made.
    pub(super) token: Option<(String, Option<String>)>,
    pub(super) sid: Option<String>,
    /// What old pages hide in their forms against forged requests.
    pub(super) hidden_token: Option<String>,
    pub(super) cookies: Cookies,
    pub(super) user: String,
    pub(super) password: Option<Secret>,
    pub(super) logged_in: bool,
    secrets_in_urls: bool,
    step: Option<Step>,
    waiting: Option<&'static str>,
    outbox: Option<Request>,
    result: Option<Result<Outcome, WebError>>,
}

/// What the next answer will be to.
pub(super) enum Step {
    Login(Login),
    Work(Work),
}

/// What follows an answer.
pub(super) enum Next {
    Send(Step, Request),
    Done(Outcome),
}

impl Session {
    /// A conversation with the phone at an address such as `https://192.0.2.40`; nothing is sent yet.
    pub fn new(origin: impl Into<String>) -> Self {
        let mut origin = origin.into();
        origin.retain(|character| !character.is_control() && character != ' ');
        Self {
            origin: origin.trim_end_matches('/').to_owned(),
            generation: None,
            assumed: false,
            product: Product::default(),
            has_api: false,
            token: None,
            sid: None,
            hidden_token: None,
            cookies: Cookies::default(),
            user: String::new(),
            password: None,
            logged_in: false,
            secrets_in_urls: false,
            step: None,
            waiting: None,
            outbox: None,
            result: None,
        }
    }

    /// Says which pages the phone has, so that it need not show it: then its word for being a Grandstream is not asked for
    /// before the password is sent.
    #[must_use]
    pub fn assume(mut self, generation: Generation) -> Self {
        self.generation = Some(generation);
        self.assumed = true;
        self
    }

    /// Whether secrets may stand in URLs that go over the network unencrypted: [`Generation::Manager`] has no other way.
    /// Default: no; over `https` they always may.
    #[must_use]
    pub fn secrets_in_urls(mut self, allowed: bool) -> Self {
        self.secrets_in_urls = allowed;
        self
    }

    /// Asks what the phone is, without logging in.
    ///
    /// # Errors
    /// [`WebError::Busy`] while something else is going on; so for all that follow.
    pub fn identify(&mut self) -> Result<(), WebError> {
        self.idle()?;
        self.password = None;
        self.forget();
        let next = self.begin_identify();
        self.follow(next);
        Ok(())
    }

    /// Logs in; what the phone is, is found out on the way if it is not known yet.
    ///
    /// # Errors
    /// [`WebError::Busy`].
    pub fn login(&mut self, user: &str, password: &Secret) -> Result<(), WebError> {
        self.idle()?;
        self.forget();
        user.clone_into(&mut self.user);
        self.password = Some(password.clone());
        let next = self.begin_login();
        self.follow(next);
        Ok(())
    }

    /// Reads values.
    ///
    /// # Errors
    /// [`WebError::NotLoggedIn`], [`WebError::Busy`].
    pub fn read(&mut self, numbers: &[PNumber]) -> Result<(), WebError> {
        self.start(|session| session.begin_read(numbers))
    }

    /// Writes values, and only these. Phones take most of them at once; some need a restart.
    ///
    /// # Errors
    /// [`WebError::NotLoggedIn`], [`WebError::Busy`], [`WebError::SecretInUrl`].
    pub fn write(&mut self, values: &PValues) -> Result<(), WebError> {
        self.start(|session| session.begin_write(values))
    }

    /// Stores keys in the phone's own list, where its firmware has one; where it has none, or refuses, writes what is given beside
    /// them: the same keys by numbers.
    ///
    /// # Errors
    /// [`WebError::NotLoggedIn`], [`WebError::Busy`], [`WebError::Impossible`] for a function that cannot be stored.
    pub fn store_keys(&mut self, keys: &[StoredKey], otherwise: &PValues) -> Result<(), WebError> {
        self.start(|session| session.begin_store_keys(keys, otherwise))
    }

    /// Restarts the phone. A connection that breaks while the answer is awaited counts as success: see [`Session::lost`].
    ///
    /// # Errors
    /// [`WebError::NotLoggedIn`], [`WebError::Busy`].
    pub fn reboot(&mut self) -> Result<(), WebError> {
        self.start(Session::begin_reboot)
    }

    /// Logs out, so that somebody else can log in. Old phones have no page for it: their session ends by itself.
    ///
    /// # Errors
    /// [`WebError::Busy`].
    pub fn logout(&mut self) -> Result<(), WebError> {
        self.idle()?;
        let next = self.begin_logout();
        self.follow(next);
        Ok(())
    }

    /// The next request to send, if it is this side's turn.
    pub fn poll_request(&mut self) -> Option<Request> {
        let request = self.outbox.take()?;
        self.waiting = Some(request.path());
        Some(request)
    }

    /// The answer to the request that [`poll_request`](Self::poll_request) gave last. One that nothing was asked for is
    /// left aside.
    pub fn receive(&mut self, response: &Response<'_>) {
        let (Some(step), Some(path)) = (self.step.take(), self.waiting.take()) else {
            return;
        };
        let next = if response.body().len() > MAX_ANSWER {
            Err(WebError::TooLong {
                path: path.to_owned(),
                limit: MAX_ANSWER,
            })
        } else {
            self.cookies.take(response);
            match step {
                Step::Login(step) => self.after_login_step(step, path, response),
                Step::Work(work) => self.after_work(work, path, response),
            }
        };
        self.follow(next);
    }

    /// Says that the connection ended before an answer came.
    pub fn lost(&mut self) {
        let (step, path) = (self.step.take(), self.waiting.take());
        let outcome = match (step, path) {
            (Some(Step::Work(work)), _) if work.ends_connections() => {
                self.forget();
                Ok(Outcome::Done)
            }
            (_, Some(path)) => Err(WebError::Lost {
                path: path.to_owned(),
            }),
            _ => return,
        };
        self.result = Some(outcome);
    }

    /// What came of what was asked last.
    ///
    /// # Errors
    /// What went wrong; [`WebError::Busy`] while there are requests to send or answers to come.
    pub fn outcome(&mut self) -> Result<Outcome, WebError> {
        match self.result.take() {
            Some(result) => result,
            None if self.step.is_some() => Err(WebError::Busy),
            None => Err(WebError::Idle),
        }
    }

    /// What the phone is, as far as it has shown.
    #[must_use]
    pub const fn product(&self) -> &Product {
        &self.product
    }

    /// Which pages it has, once that is known.
    #[must_use]
    pub const fn generation(&self) -> Option<Generation> {
        self.generation
    }

    /// Whether a login has succeeded and nothing has ended it.
    #[must_use]
    pub const fn is_logged_in(&self) -> bool {
        self.logged_in
    }

    fn idle(&mut self) -> Result<(), WebError> {
        if self.step.is_some() {
            return Err(WebError::Busy);
        }
        self.result = None;
        Ok(())
    }

    fn start(&mut self, begin: impl FnOnce(&mut Self) -> Result<Next, WebError>) -> Result<(), WebError> {
        self.idle()?;
        if !self.logged_in {
            return Err(WebError::NotLoggedIn);
        }
        let next = begin(self)?;
        self.follow(Ok(next));
        Ok(())
    }

    fn follow(&mut self, next: Result<Next, WebError>) {
        match next {
            Ok(Next::Send(step, request)) => {
                self.step = Some(step);
                self.outbox = Some(self.dressed(request));
            }
            Ok(Next::Done(outcome)) => self.result = Some(Ok(outcome)),
            Err(error) => {
                if matches!(error, WebError::SessionEnded) {
                    self.forget();
                }
                self.result = Some(Err(error));
            }
        }
    }

    /// With cookies, and with where it comes from: newer phones refuse forms that came from nowhere.
    fn dressed(&self, request: Request) -> Request {
        let request = request
            .header("origin", self.origin.clone())
            .header("referer", format!("{}/", self.origin));
        match self.cookies.header() {
            Some(cookies) => request.header("cookie", cookies),
            None => request,
        }
    }

    /// Ends the session on this side.
    pub(super) fn forget(&mut self) {
        self.logged_in = false;
        self.sid = None;
        self.hidden_token = None;
        self.cookies.clear();
    }

    pub(super) fn may_put_secret_in_url(&self) -> bool {
        self.secrets_in_urls || self.origin.starts_with("https://")
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("origin", &self.origin)
            .field("generation", &self.generation)
            .field("product", &self.product)
            .field("logged_in", &self.logged_in)
            .finish_non_exhaustive()
    }
}

/// What was found where something else was due.
pub(super) fn unexpected(path: &str, response: &Response<'_>, wanted: &'static str) -> WebError {
    if response.is_redirect() {
        return WebError::Redirected {
            path: path.to_owned(),
        };
    }
    let body = response.body().trim_ascii_start();
    let found = match body.first() {
        None => "nothing",
        Some(b'<') => "a page",
        Some(b'{' | b'[') => "other JSON",
        Some(_) => "something else",
    };
    WebError::Unexpected {
        path: path.to_owned(),
        status: response.status(),
        found,
        wanted,
    }
}
