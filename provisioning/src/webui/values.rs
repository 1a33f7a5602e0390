//! Reading and writing values, restarting, logging out.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::answer::{self, Api};
use super::html;
use super::keys::StoredKey;
use super::message::{Request, Response, form};
use super::session::{Generation, Next, Outcome, Session, Step, unexpected};
use super::{GNKEY, WebError};
use crate::grandstream::{PNumber, PValues, is_secret};

/// How many values one request reads or writes.
pub const VALUES_EACH: usize = 50;

/// How many pages are looked through for values, on phones that have no other way.
const MOST_PAGES: usize = 24;

const API_GET: &str = "/cgi-bin/api.values.get";
const API_POST: &str = "/cgi-bin/api.values.post";
const SAVE_KEYS: &str = "/cgi-bin/api-save_mpk";
const MANAGER: &str = "/manager";

/// What the next answer will be to.
pub(super) enum Work {
    /// Values by JSON or by Android's lines: those still to ask for, and those told.
    Read {
        asked: Vec<PNumber>,
        left: Vec<PNumber>,
        told: PValues,
    },
    /// Values from the fields of pages.
    Pages(Pages),
    /// `config_update`.
    WriteJson(PValues),
    /// `api-save_mpk`, and what is written where that is not to be had.
    StoreKeys(PValues),
    /// `api.values.post`, and what has to follow.
    WriteApi(Vec<(PNumber, String)>),
    /// A form of an old phone.
    WriteForm(Vec<(PNumber, String)>),
    /// `action=put`.
    WriteManager(Vec<(PNumber, String)>),
    Reboot,
    Logout,
}

/// Pages seen and to see.
pub(super) struct Pages {
    wanted: Vec<PNumber>,
    found: Vec<(PNumber, String)>,
    current: String,
    queue: Vec<String>,
    seen: BTreeSet<String>,
}

impl Work {
    /// Whether the phone may hang up instead of answering.
    pub(super) const fn ends_connections(&self) -> bool {
        matches!(self, Self::Reboot | Self::Logout)
    }
}

impl Session {
    pub(super) fn begin_read(&mut self, numbers: &[PNumber]) -> Result<Next, WebError> {
        if numbers.is_empty() {
            return Ok(Next::Done(Outcome::Values(PValues::new())));
        }
        match self.generation {
            Some(Generation::Form | Generation::Legacy) => {
                let current = match self.generation {
                    Some(Generation::Form) => "/cgi-bin/index",
                    _ => "/index.htm",
                };
                let pages = Pages {
                    wanted: numbers.to_vec(),
                    found: Vec::new(),
                    current: current.to_owned(),
                    queue: Vec::new(),
                    seen: BTreeSet::from([current.to_owned()]),
                };
                Ok(Next::Send(
                    Step::Work(Work::Pages(pages)),
                    Request::page(current.to_owned()),
                ))
            }
            _ => Ok(self.read_next(numbers.to_vec(), numbers.to_vec(), PValues::new())),
        }
    }

    fn read_next(&self, asked: Vec<PNumber>, mut left: Vec<PNumber>, told: PValues) -> Next {
        if left.is_empty() {
            return Next::Done(Outcome::Values(in_order(&asked, &told)));
        }
        let rest = left.split_off(left.len().min(VALUES_EACH));
        let request = match self.generation {
            Some(Generation::Manager) => {
                let numbers: Vec<_> = left
                    .iter()
                    .enumerate()
                    .map(|(index, number)| (format!("var-{index:04}"), number.get().to_string()))
                    .collect();
                let mut query = vec![("action", "get")];
                query.extend(
                    numbers
                        .iter()
                        .map(|(name, value)| (name.as_str(), value.as_str())),
                );
                Request::get(MANAGER, &query)
            }
            _ => {
                let names: Vec<_> = left.iter().map(|number| number.get().to_string()).collect();
                let names = names.join(":");
                let mut query = vec![("request", names.as_str())];
                query.extend(self.sid.as_deref().map(|sid| ("sid", sid)));
                Request::get(API_GET, &query)
            }
        };
        let work = Work::Read {
            asked,
            left: rest,
            told,
        };
        Next::Send(Step::Work(work), request)
    }

    pub(super) fn begin_write(&mut self, values: &PValues) -> Result<Next, WebError> {
        let owned = || {
            values
                .iter()
                .map(|(number, text)| (number, text.to_owned()))
                .collect()
        };
        match self.generation {
            Some(Generation::Manager) => {
                let secret = values.iter().any(|(number, _)| is_secret(number));
                if secret && !self.may_put_secret_in_url() {
                    return Err(WebError::SecretInUrl {
                        generation: Generation::Manager,
                    });
                }
                Ok(self.write_next(owned(), Work::WriteManager))
            }
            Some(Generation::Form | Generation::Legacy) => Ok(self.write_next(owned(), Work::WriteForm)),
            Some(Generation::Challenge) if !values.is_empty() => {
                let numbered: serde_json::Map<String, Value> = values
                    .iter()
                    .map(|(number, text)| (number.get().to_string(), text.into()))
                    .collect();
                let body = json!({ "alias": {}, "pvalue": numbered }).to_string();
                // Its own pages send these two, and it looks for them.
                self.cookies.set(
                    "version",
                    self.product.firmware.clone().unwrap_or_default().as_str(),
                );
                if let Some(mac) = self.product.mac {
                    let device = mac.to_string().to_ascii_uppercase().replace(':', "%3A");
                    self.cookies.set("device", &device);
                }
                let request = Request::put_json("/cgi-bin/config_update", body);
                Ok(Next::Send(Step::Work(Work::WriteJson(values.clone())), request))
            }
            _ => Ok(self.write_next(owned(), Work::WriteApi)),
        }
    }

    pub(super) fn begin_store_keys(
        &mut self,
        keys: &[StoredKey],
        otherwise: &PValues,
    ) -> Result<Next, WebError> {
        let listed: Vec<_> = keys.iter().map(StoredKey::json).collect::<Result<_, _>>()?;
        if !matches!(self.generation, Some(Generation::Token | Generation::Challenge)) || listed.is_empty() {
            return self.begin_write(otherwise);
        }
        let request = Request::post_json(SAVE_KEYS, Value::Array(listed).to_string());
        let request = match &self.sid {
            Some(sid) => request.to(format!("{SAVE_KEYS}?{}", form(&[("sid", sid)]))),
            None => request,
        };
        Ok(Next::Send(
            Step::Work(Work::StoreKeys(otherwise.clone())),
            request,
        ))
    }

    fn write_next(&self, mut left: Vec<(PNumber, String)>, work: fn(Vec<(PNumber, String)>) -> Work) -> Next {
        if left.is_empty() {
            return Next::Done(Outcome::Done);
        }
        let rest = left.split_off(left.len().min(VALUES_EACH));
        let mut fields: Vec<(String, String)> = Vec::with_capacity(left.len() + 2);
        let request = match self.generation {
            Some(Generation::Manager) => {
                fields.push(("action".to_owned(), "put".to_owned()));
                for (index, (number, text)) in left.into_iter().enumerate() {
                    fields.push((format!("var-{index:04}"), number.get().to_string()));
                    fields.push((format!("val-{index:04}"), text));
                }
                Request::get(MANAGER, &borrowed(&fields))
            }
            generation => {
                fields.extend(left.into_iter().map(|(number, text)| (number.to_string(), text)));
                let extra = match generation {
                    Some(Generation::Form | Generation::Legacy) => {
                        let token = self.hidden_token.clone();
                        fields.extend(token.map(|token| ("session_token".to_owned(), token)));
                        Some((GNKEY.0.to_owned(), GNKEY.1.to_owned()))
                    }
                    _ => self.sid.clone().map(|sid| ("sid".to_owned(), sid)),
                };
                fields.extend(extra);
                let path = match generation {
                    Some(Generation::Legacy) => "/update.htm",
                    Some(Generation::Form) => "/cgi-bin/update",
                    _ => API_POST,
                };
                Request::post(path, &borrowed(&fields))
            }
        };
        Next::Send(Step::Work(work(rest)), request)
    }

    pub(super) fn begin_reboot(&mut self) -> Result<Next, WebError> {
        let request = match self.generation {
            Some(Generation::Legacy) => Request::get("/rs.htm", &[]),
            Some(Generation::Form) => Request::get("/cgi-bin/rs", &[]),
            Some(Generation::Manager) => Request::get(MANAGER, &[("action", "reboot")]),
            _ => {
                let mut fields = vec![("request", "REBOOT")];
                fields.extend(self.sid.as_deref().map(|sid| ("sid", sid)));
                Request::post("/cgi-bin/api-sys_operation", &fields)
            }
        };
        Ok(Next::Send(Step::Work(Work::Reboot), request))
    }

    pub(super) fn begin_logout(&mut self) -> Result<Next, WebError> {
        let newer = matches!(self.generation, Some(Generation::Token | Generation::Challenge));
        if !self.logged_in || !newer {
            self.forget();
            return Ok(Next::Done(Outcome::Done));
        }
        let query: Vec<_> = self.sid.as_deref().map(|sid| ("sid", sid)).into_iter().collect();
        let request = Request::get("/cgi-bin/dologout", &query);
        Ok(Next::Send(Step::Work(Work::Logout), request))
    }

    pub(super) fn after_work(
        &mut self,
        work: Work,
        path: &'static str,
        response: &Response<'_>,
    ) -> Result<Next, WebError> {
        match work {
            Work::Read { asked, left, told } => self.after_read(asked, left, told, path, response),
            Work::Pages(pages) => self.after_page(pages, response),
            Work::WriteJson(values) => match response.status() {
                // An earlier firmware: the other way.
                404 | 405 | 501 => {
                    let values = values.iter().map(|(number, text)| (number, text.to_owned()));
                    Ok(self.write_next(values.collect(), Work::WriteApi))
                }
                _ => {
                    self.accepted(path, response)?;
                    Ok(Next::Done(Outcome::Done))
                }
            },
            Work::StoreKeys(otherwise) => match self.accepted(path, response) {
                Ok(_) => Ok(Next::Done(Outcome::Done)),
                Err(WebError::SessionEnded) => Err(WebError::SessionEnded),
                // An earlier firmware, or keys that it does not take in this way.
                Err(_) => self.begin_write(&otherwise),
            },
            Work::WriteApi(rest) => {
                self.accepted(path, response)?;
                Ok(self.write_next(rest, Work::WriteApi))
            }
            Work::WriteForm(rest) => {
                self.page_of_session(response)?;
                if !response.is_ok() && !response.is_redirect() {
                    return Err(unexpected(path, response, "a page"));
                }
                Ok(self.write_next(rest, Work::WriteForm))
            }
            Work::WriteManager(rest) => {
                self.manager_answer(path, response)?;
                Ok(self.write_next(rest, Work::WriteManager))
            }
            Work::Reboot => {
                match self.generation {
                    Some(Generation::Manager) => {
                        self.manager_answer(path, response)?;
                    }
                    Some(Generation::Form | Generation::Legacy) => {
                        self.page_of_session(response)?;
                        if !response.is_ok() && !response.is_redirect() {
                            return Err(unexpected(path, response, "a page"));
                        }
                    }
                    _ => {
                        self.accepted(path, response)?;
                    }
                }
                self.forget();
                Ok(Next::Done(Outcome::Done))
            }
            Work::Logout => {
                self.forget();
                Ok(Next::Done(Outcome::Done))
            }
        }
    }

    fn after_read(
        &mut self,
        asked: Vec<PNumber>,
        left: Vec<PNumber>,
        mut told: PValues,
        path: &'static str,
        response: &Response<'_>,
    ) -> Result<Next, WebError> {
        if self.generation == Some(Generation::Manager) {
            for (name, value) in self.manager_answer(path, response)? {
                keep(&mut told, &asked, &name, &value);
            }
        } else {
            let body = self.accepted(path, response)?;
            for (name, value) in body.as_object().into_iter().flatten() {
                if let Some(value) = answer::text(value) {
                    keep(&mut told, &asked, name, &value);
                }
            }
        }
        Ok(self.read_next(asked, left, told))
    }

    fn after_page(&mut self, mut pages: Pages, response: &Response<'_>) -> Result<Next, WebError> {
        self.page_of_session(response)?;
        // A page that is not there is not what was looked for; the first one has to be.
        if response.is_ok() {
            let page = String::from_utf8_lossy(response.body());
            pages.take(&page);
        } else if pages.seen.len() == 1 {
            return Err(unexpected("the first page", response, "a page"));
        }
        match pages.next() {
            Some(page) => Ok(Next::Send(Step::Work(Work::Pages(pages)), Request::page(page))),
            None => {
                let mut told = PValues::new();
                for (number, value) in &pages.found {
                    // What no file can carry, no phone has: leave it out.
                    let _ = told.set(*number, value.as_str());
                }
                Ok(Next::Done(Outcome::Values(in_order(&pages.wanted, &told))))
            }
        }
    }

    /// The body of a JSON answer that says success.
    fn accepted(&mut self, path: &'static str, response: &Response<'_>) -> Result<Value, WebError> {
        match answer::api(response.body()) {
            Some(Api::Success(body)) => Ok(body),
            Some(Api::Error(text))
                if ["unauthorized", "session", "login"]
                    .iter()
                    .any(|word| text.contains(word)) =>
            {
                Err(WebError::SessionEnded)
            }
            Some(Api::Error(_)) => Err(WebError::Refused {
                path: path.to_owned(),
            }),
            None if matches!(response.status(), 401 | 403) => Err(WebError::SessionEnded),
            None => Err(unexpected(path, response, "JSON with a response")),
        }
    }

    fn manager_answer(
        &mut self,
        path: &'static str,
        response: &Response<'_>,
    ) -> Result<Vec<(String, String)>, WebError> {
        match answer::pairs(response.body()).filter(|_| response.is_ok()) {
            Some(pairs) if answer::succeeded(&pairs) => Ok(pairs),
            Some(pairs) => {
                let ended = pairs.iter().any(|(_, value)| {
                    let value = value.to_ascii_lowercase();
                    value.contains("auth") || value.contains("login")
                });
                Err(match ended {
                    true => WebError::SessionEnded,
                    false => WebError::Refused {
                        path: path.to_owned(),
                    },
                })
            }
            None => Err(unexpected(path, response, "lines with a Response")),
        }
    }

    /// The page to log in, where another was due, tells that the session has ended.
    fn page_of_session(&mut self, response: &Response<'_>) -> Result<(), WebError> {
        let page = String::from_utf8_lossy(response.body());
        let asks = html::links(&page).iter().any(|link| link.contains("dologin"))
            && html::fields(&page).iter().any(|(name, _)| name == "P2");
        if asks || matches!(response.status(), 401 | 403) {
            return Err(WebError::SessionEnded);
        }
        self.learn_page(response);
        Ok(())
    }
}

impl Pages {
    /// Fields of the page that are wanted, and links to pages with more.
    fn take(&mut self, page: &str) {
        for (name, value) in html::fields(page) {
            let Ok(number) = name.parse::<PNumber>() else {
                continue;
            };
            if self.wanted.contains(&number) && !self.found.iter().any(|(there, _)| *there == number) {
                self.found.push((number, value));
            }
        }
        for link in html::links(page) {
            if let Some(link) = settings_page(&self.current, &link)
                && self.seen.len() < MOST_PAGES
                && self.seen.insert(link.clone())
            {
                self.queue.push(link);
            }
        }
        self.queue.sort_by(|a, b| b.cmp(a));
    }

    fn next(&mut self) -> Option<String> {
        if self.found.len() == self.wanted.len() {
            return None;
        }
        let page = self.queue.pop()?;
        page.clone_into(&mut self.current);
        Some(page)
    }
}

/// Where a link leads, if that is a page with settings. Only names that are known to show something are opened: others
/// may restart the phone or empty it.
fn settings_page(current: &str, link: &str) -> Option<String> {
    const SHOW: [&str; 9] = [
        "index", "config", "basic", "adv", "account", "acc", "fxs", "profile", "settings",
    ];
    const ACT: [&str; 9] = [
        "reboot", "reset", "update", "upgrade", "logout", "delete", "restore", "dologin", "factory",
    ];
    let plain = |character: char| character.is_ascii_alphanumeric() || "-_./?=".contains(character);
    if link.len() > 100 || !link.chars().all(plain) || link.starts_with("//") || link.contains("..") {
        return None;
    }
    let path = if link.starts_with('/') {
        link.to_owned()
    } else {
        let folder = &current[..=current.rfind('/')?];
        format!("{folder}{link}")
    };
    let lower = path.to_ascii_lowercase();
    let name = lower.rsplit('/').next().unwrap_or_default();
    let shows = SHOW.iter().any(|word| name.starts_with(word));
    let acts = ACT.iter().any(|word| lower.contains(word));
    (shows && !acts).then_some(path)
}

fn keep(told: &mut PValues, asked: &[PNumber], name: &str, value: &str) {
    let number = name.strip_prefix('P').unwrap_or(name).parse().map(PNumber::new);
    if let Ok(number) = number
        && asked.contains(&number)
    {
        // What no file can carry, no phone has: leave it out.
        let _ = told.set(number, value);
    }
}

fn in_order(asked: &[PNumber], told: &PValues) -> PValues {
    let mut ordered = PValues::new();
    for number in asked {
        if let Some(text) = told.get(*number) {
            // It was taken once, so it is taken again.
            let _ = ordered.set(*number, text);
        }
    }
    ordered
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}
