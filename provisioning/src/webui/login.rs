//! Finding out what a phone is, and logging in: each way in its turn.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::answer::{self, Api};
use super::html;
use super::message::{Request, Response};
use super::product::Product;
use super::session::{Generation, Next, Outcome, Session, Step, unexpected};
use super::{GNKEY, WebError};

/// Where in the ways in a session is.
#[derive(Clone, Copy)]
pub(super) enum Login {
    /// `api.values.get`: model, firmware, address, and what the password is hashed with.
    ApiProduct,
    /// Android's `action=product`.
    ManagerProduct,
    /// One of [`FRONT_PAGES`]: a page with the maker's name.
    FrontPage(usize),
    /// `dologin` with the password hashed with a token.
    Token,
    /// `access`, which gives a challenge.
    Access,
    /// `dologin` with the password hashed with the challenge.
    Challenge,
    /// `dorefresh`, which gives the session.
    Refresh,
    /// `dologin` with a token if there is one, else with the password itself.
    TokenOrPlain,
    /// `cgi-bin/dologin` with a form.
    Form,
    /// `dologin.htm` with a form.
    Legacy,
    /// `/manager?action=login`.
    Manager,
    /// The first page behind the login of the old ones, for what it says about the phone.
    Index,
}

/// Short on purpose: GXP16xx before 1.0.7.81 write past a buffer when a name in this list is long (CVE-2026-2329).
const PRODUCT: &str = "68:phone_model:password_token:password_token_timestamp:67";
/// Where old phones have their first page.
const FRONT_PAGES: [&str; 3] = ["/", "/index.htm", "/cgi-bin/index"];
const DOLOGIN: &str = "/cgi-bin/dologin";

impl Session {
    pub(super) fn begin_identify(&mut self) -> Result<Next, WebError> {
        Ok(send(
            Login::ApiProduct,
            Request::get("/cgi-bin/api.values.get", &[("request", PRODUCT)]),
        ))
    }

    pub(super) fn begin_login(&mut self) -> Result<Next, WebError> {
        match self.generation {
            // The token is for one login.
            Some(Generation::Token | Generation::Challenge) | None => self.begin_identify(),
            Some(Generation::Form) => Ok(self.form()),
            Some(Generation::Legacy) => Ok(self.legacy()),
            Some(Generation::Manager) => self.manager(),
        }
    }

    pub(super) fn after_login_step(
        &mut self,
        step: Login,
        path: &'static str,
        response: &Response<'_>,
    ) -> Result<Next, WebError> {
        match step {
            Login::ApiProduct => self.after_api_product(response),
            Login::ManagerProduct => self.after_manager_product(response),
            Login::FrontPage(index) => self.after_front_page(index, response),
            Login::Token => match self.sid_of(response, path)? {
                true => Ok(self.logged_in(Generation::Token)),
                false => Ok(access(&self.user)),
            },
            Login::Access => match Self::understood(response) {
                Some(Api::Success(body)) if answer::word(&body, "challenge").is_some() => {
                    let challenge = answer::word(&body, "challenge").unwrap_or_default();
                    Ok(self.dologin(Login::Challenge, Some((&challenge, None))))
                }
                _ => Ok(self.after_access()),
            },
            Login::Challenge => match self.sid_of(response, path)? {
                true => {
                    let sid = self.sid.clone().unwrap_or_default();
                    let refresh = Request::post("/cgi-bin/dorefresh", &[("sid", &sid)]);
                    Ok(send(Login::Refresh, refresh))
                }
                false => Err(unexpected(path, response, "JSON with a session")),
            },
            Login::Refresh => {
                // The session of dologin stands if there is no newer one.
                if let Some(Api::Success(body)) = Self::understood(response)
                    && let Some(sid) = answer::word(&body, "sid")
                {
                    self.sid = Some(sid);
                }
                match self.sid.as_deref().is_some_and(|sid| !sid.is_empty()) {
                    true => Ok(self.logged_in(Generation::Challenge)),
                    false => Err(unexpected(path, response, "JSON with a session")),
                }
            }
            Login::TokenOrPlain => match self.sid_of(response, path)? {
                true => Ok(self.logged_in(Generation::Token)),
                false => Ok(self.form()),
            },
            Login::Form => self.after_form(response),
            Login::Legacy => self.after_legacy(path, response),
            Login::Manager => self.after_manager(path, response),
            Login::Index => {
                if response.is_ok() {
                    self.learn_page(response);
                }
                Ok(Next::Done(Outcome::LoggedIn(
                    self.generation.unwrap_or(Generation::Legacy),
                )))
            }
        }
    }

    fn after_api_product(&mut self, response: &Response<'_>) -> Result<Next, WebError> {
        if response.is_ok()
            && let Some(Api::Success(body)) = answer::api(response.body())
            && let Some(product) = Product::of_api(&body)
        {
            self.product.learn(product);
            self.has_api = true;
            let word = |name| body.get(name).and_then(|value| answer::word(value, ""));
            self.token = word("password_token").map(|token| (token, word("password_token_timestamp")));
            return self.identified();
        }
        if self.assumed {
            return self.identified();
        }
        Ok(send(
            Login::ManagerProduct,
            Request::get("/manager", &[("action", "product")]),
        ))
    }

    fn after_manager_product(&mut self, response: &Response<'_>) -> Result<Next, WebError> {
        if let Some(pairs) = answer::pairs(response.body()).filter(|_| response.is_ok())
            && let Some(product) = Product::of_pairs(&pairs)
        {
            self.product.learn(product);
            self.generation = Some(Generation::Manager);
            return self.identified();
        }
        Ok(send(Login::FrontPage(0), Request::get(FRONT_PAGES[0], &[])))
    }

    fn after_front_page(&mut self, index: usize, response: &Response<'_>) -> Result<Next, WebError> {
        // A redirection is not followed; where it would lead on a phone is known.
        if let (false, Some(page)) = (response.is_ok(), FRONT_PAGES.get(index + 1)) {
            return Ok(send(Login::FrontPage(index + 1), Request::get(page, &[])));
        }
        let page = String::from_utf8_lossy(response.body());
        let lower = page.to_ascii_lowercase();
        // Where nothing but the first page is known, the maker's name or a model's has to stand on it.
        self.learn_page(response);
        if !lower.contains("grandstream") && self.product.model.is_none() {
            return Err(WebError::NotGrandstream);
        }
        if lower.contains("dologin.htm") {
            self.generation = Some(Generation::Legacy);
        } else if html::links(&page)
            .iter()
            .any(|link| link.contains("cgi-bin/dologin"))
            && html::fields(&page).iter().any(|(name, _)| name == "P2")
        {
            self.generation = Some(Generation::Form);
        }
        self.identified()
    }

    /// What it is, is known: on to the first way in that fits.
    fn identified(&mut self) -> Result<Next, WebError> {
        if self.password.is_none() {
            return Ok(Next::Done(Outcome::Product(self.product.clone())));
        }
        match self.generation {
            Some(Generation::Form) => return Ok(self.form()),
            Some(Generation::Legacy) => return Ok(self.legacy()),
            Some(Generation::Manager) => return self.manager(),
            Some(Generation::Challenge) => return Ok(access(&self.user)),
            Some(Generation::Token) | None => {}
        }
        let model = self.product.model.as_deref().unwrap_or_default();
        let by_token = self.generation.is_some() || model.starts_with("GXP16") || model == "GXP2135";
        match self.token.clone() {
            Some((token, _)) if by_token => Ok(self.dologin(Login::Token, Some((&token, None)))),
            None if self.generation.is_some() => Ok(self.dologin(Login::TokenOrPlain, None)),
            _ => Ok(access(&self.user)),
        }
    }

    fn after_access(&mut self) -> Next {
        if !self.has_api {
            // A phone without api.values.get would count a form with other names as a wrong password.
            return self.form();
        }
        let token = self.token.clone();
        let token = token
            .as_ref()
            .map(|(token, stamp)| (token.as_str(), stamp.as_deref()));
        self.dologin(Login::TokenOrPlain, token)
    }

    /// `dologin` with name and password, the password hashed where there is something to hash it with.
    fn dologin(&self, step: Login, token: Option<(&str, Option<&str>)>) -> Next {
        let password = self.exposed();
        let hashed = token.map(|(token, _)| sha256(&format!("{password}{token}")));
        let mut fields = vec![
            ("username", self.user.as_str()),
            ("password", hashed.as_deref().unwrap_or(password)),
        ];
        if let Some(stamp) = token.and_then(|(_, stamp)| stamp) {
            fields.push(("password_token_timestamp", stamp));
        }
        send(step, Request::post(DOLOGIN, &fields))
    }

    fn form(&self) -> Next {
        let fields = [("P2", self.exposed()), GNKEY];
        send(Login::Form, Request::post(DOLOGIN, &fields))
    }

    fn after_form(&mut self, response: &Response<'_>) -> Result<Next, WebError> {
        if self.cookies.get("session_id").is_some() {
            let next = send(Login::Index, Request::get("/cgi-bin/index", &[]));
            return Ok(self.entered(Generation::Form, response, next));
        }
        self.locked(response)?;
        match response.status() {
            // Certainly not this way; a page that says nothing of a session refuses.
            404 | 405 | 501 if self.generation.is_none() => Ok(self.legacy()),
            _ if response.is_redirect() || response.is_ok() => Err(self.refused()),
            _ if self.generation.is_none() => Ok(self.legacy()),
            _ => Err(unexpected(DOLOGIN, response, "a session")),
        }
    }

    fn legacy(&self) -> Next {
        let fields = [("P2", self.exposed()), ("Login", "Login"), GNKEY];
        send(Login::Legacy, Request::post("/dologin.htm", &fields))
    }

    fn after_legacy(&mut self, path: &'static str, response: &Response<'_>) -> Result<Next, WebError> {
        if self.cookies.get("SessionId").is_some() {
            let next = send(Login::Index, Request::get("/index.htm", &[]));
            return Ok(self.entered(Generation::Legacy, response, next));
        }
        self.locked(response)?;
        match response.status() {
            404 | 405 | 501 if self.generation.is_none() => Err(WebError::NoLogin),
            _ if response.is_ok() || response.is_redirect() => Err(self.refused()),
            _ => Err(unexpected(path, response, "a session")),
        }
    }

    /// In, by a form; the page that came may already say what is wanted to know.
    fn entered(&mut self, generation: Generation, response: &Response<'_>, index: Next) -> Next {
        self.generation = Some(generation);
        self.logged_in = true;
        self.password = None;
        self.learn_page(response);
        index
    }

    fn manager(&self) -> Result<Next, WebError> {
        if !self.may_put_secret_in_url() {
            return Err(WebError::SecretInUrl {
                generation: Generation::Manager,
            });
        }
        let query = [
            ("action", "login"),
            ("Username", self.user.as_str()),
            ("Secret", self.exposed()),
            ("time", "1"),
        ];
        Ok(send(Login::Manager, Request::get("/manager", &query)))
    }

    fn after_manager(&mut self, path: &'static str, response: &Response<'_>) -> Result<Next, WebError> {
        match answer::pairs(response.body()).filter(|_| response.is_ok()) {
            Some(pairs) if answer::succeeded(&pairs) => Ok(self.logged_in(Generation::Manager)),
            Some(_) => {
                self.locked(response)?;
                Err(self.refused())
            }
            None => Err(unexpected(path, response, "lines with a Response")),
        }
    }

    fn logged_in(&mut self, generation: Generation) -> Next {
        self.generation = Some(generation);
        self.logged_in = true;
        self.password = None;
        Next::Done(Outcome::LoggedIn(generation))
    }

    /// What a page says about the phone, and what its forms hide.
    pub(super) fn learn_page(&mut self, response: &Response<'_>) {
        let page = String::from_utf8_lossy(response.body());
        self.product.learn(Product::of_words(&html::words(&page)));
        let hidden = html::fields(&page)
            .into_iter()
            .find(|(name, _)| name == "session_token");
        if let Some((_, token)) = hidden {
            self.hidden_token = Some(token);
        }
    }

    /// JSON, or `None` where this way in is not known. Nobody counts that as a wrong password.
    fn understood(response: &Response<'_>) -> Option<Api> {
        answer::api(response.body()).filter(|_| response.is_ok())
    }

    /// Keeps the session of a login that succeeded; false where this way in is not known.
    fn sid_of(&mut self, response: &Response<'_>, path: &'static str) -> Result<bool, WebError> {
        self.locked(response)?;
        match answer::api(response.body()) {
            Some(Api::Success(body)) => {
                let from_cookie = ["sid", "session_id", "session-identity"]
                    .iter()
                    .find_map(|name| self.cookies.get(name));
                self.sid = answer::word(&body, "sid").or_else(|| from_cookie.map(str::to_owned));
                match self.sid {
                    Some(_) => Ok(true),
                    None => Err(unexpected(path, response, "JSON with a session")),
                }
            }
            Some(Api::Error(_)) => Err(self.refused()),
            None if response.status() == 401 || response.status() == 403 => Err(self.refused()),
            None => Ok(false),
        }
    }

    fn locked(&self, response: &Response<'_>) -> Result<(), WebError> {
        let text = String::from_utf8_lossy(response.body());
        let told = match answer::api(response.body()) {
            Some(Api::Success(_)) => false,
            Some(Api::Error(text)) => answer::is_locked(&text),
            None => answer::is_locked(&html::words(&text).join(" ")),
        };
        if told || response.status() == 429 || response.status() == 423 {
            return Err(WebError::LockedOut);
        }
        Ok(())
    }

    fn refused(&self) -> WebError {
        WebError::WrongPassword {
            user: self.user.clone(),
        }
    }

    fn exposed(&self) -> &str {
        self.password.as_ref().map_or("", |password| password.expose())
    }
}

fn access(user: &str) -> Next {
    let request = Request::post("/cgi-bin/access", &[("access", &sha256(user))]);
    send(Login::Access, request)
}

fn send(step: Login, request: Request) -> Next {
    Next::Send(Step::Login(step), request)
}

/// In lower-case hex.
fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .fold(String::new(), |mut digits, byte| {
            // Writing into a String does not fail.
            let _ = write!(digits, "{byte:02x}");
            digits
        })
}
