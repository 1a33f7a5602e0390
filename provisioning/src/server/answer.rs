//! What is sent, and what it changes.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::SystemTime;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use futures_util::Stream;

use crate::AnyModel;
use crate::brand;
use crate::catalogue::Model;
use crate::grandstream::{PNumber, PValues, binary, encrypted, xml};
use crate::lifecycle::{Cause, State};
use crate::setting::{DeviceSetting, Setting, Value};

use super::bounded::{counted_as, since_epoch};
use super::check::{Decision, Refused, Role, Said, since};
use super::event::{Refusal, Sent, What, Who};
use super::host::{Files, FilesError};
use super::images::Image;
use super::operate::OperateError;
use super::path::{Asked, Name};
use super::record::{Form, Record, Seen};
use super::store::{Put, Store};
use super::token::{Access, FileHash};
use super::{Caller, Event, Inner, digest, locked};

/// The one answer to everything that is refused: no byte of it depends on why.
pub(super) fn refusal() -> Response<Body> {
    empty(StatusCode::NOT_FOUND)
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    response
}

/// What the server cannot do now; the device comes back by itself.
pub(super) fn come_back() -> Response<Body> {
    let mut response = empty(StatusCode::SERVICE_UNAVAILABLE);
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from_static("60"));
    response
}

/// What came of carrying out a decision.
enum Done {
    Answer(Response<Body>),
    /// Somebody else changed the record in between: decide again.
    Again,
}

/// How often a decision is made anew because the record was changed in between.
const ATTEMPTS: usize = 4;

impl<S: Store, F: Files> Inner<S, F> {
    pub(super) async fn respond(self: &Arc<Self>, parts: &Parts, caller: &Caller<'_>) -> Response<Body> {
        let now = self.clock.now();
        if let Err(why) = self.may_ask(caller, now) {
            self.event(Some(caller), None, What::Refused(why));
            return refusal();
        }
        let method = parts.method.as_str();
        let asked = Asked::read(parts.uri.path());
        if let Asked::Firmware { release, file } = asked {
            return self.send_image(parts, caller, release, file, now).await;
        }
        for _ in 0..ATTEMPTS {
            let done = match self.decide(caller, method, asked, now).await {
                Ok(decision) => self.carry_out(caller, method, decision, now).await,
                Err(error) => Err(error.into()),
            };
            match done {
                Ok(Done::Answer(answer)) => return answer,
                Ok(Done::Again) => {}
                Err(error) => return self.unavailable(caller, &error),
            }
        }
        self.unavailable(caller, &"the record was changed again and again".into())
    }

    fn unavailable(&self, caller: &Caller<'_>, error: &FilesError) -> Response<Body> {
        let why = error.to_string();
        self.event(Some(caller), None, What::Unavailable { why });
        come_back()
    }

    async fn carry_out(
        self: &Arc<Self>,
        caller: &Caller<'_>,
        method: &str,
        decision: Decision,
        now: SystemTime,
    ) -> Result<Done, FilesError> {
        match decision {
            Decision::NotHere => Ok(Done::Answer(refusal())),
            Decision::Refused(refused) => {
                self.refused(caller, refused, now).await?;
                Ok(Done::Answer(refusal()))
            }
            Decision::Challenge { record, token, stale } => {
                self.event(Some(caller), Some(record.mac), What::Challenged { stale });
                let random = u64::from_be_bytes(self.random()?);
                let nonce = self.nonces.issue(&self.key, &token, random, since_epoch(now));
                let mut answer = empty(StatusCode::UNAUTHORIZED);
                for &algorithm in &self.policy.digests {
                    let text = digest::challenge(&self.policy.realm, &nonce, algorithm, stale);
                    answer
                        .headers_mut()
                        .append(WWW_AUTHENTICATE, HeaderValue::try_from(text)?);
                }
                Ok(Done::Answer(answer))
            }
            Decision::First(record) => self.send_first(caller, record, now).await,
            Decision::Own { record, by, name } => match name {
                Name::PhoneBook => {
                    let file = self.files.phone_book(&record).await?;
                    Ok(Done::Answer(self.send_plain(
                        caller,
                        &record,
                        Sent::PhoneBook,
                        file,
                    )))
                }
                Name::Screen => {
                    let file = self.files.screen(&record).await?;
                    Ok(Done::Answer(self.send_plain(caller, &record, Sent::Screen, file)))
                }
                Name::Configuration { .. } => self.send_configuration(caller, method, record, by, now).await,
                Name::Common | Name::Other => Ok(Done::Answer(refusal())),
            },
        }
    }

    pub(super) async fn refused(
        &self,
        caller: &Caller<'_>,
        refused: Refused,
        now: SystemTime,
    ) -> Result<(), FilesError> {
        let more = self.policy.refusal_cost.saturating_sub(1);
        locked(&self.addresses).charge(counted_as(caller.address), more, since_epoch(now));
        let Refused { why, named, holder } = refused;
        let about = named.or(holder.as_ref().map(|record| record.mac));
        self.event(Some(caller), about, What::Refused(why));
        let Some(record) = holder else {
            return Ok(());
        };
        let is_mismatch = matches!(
            why,
            Refusal::WrongDevice | Refusal::Certificate | Refusal::Digest | Refusal::UserAgent
        );
        if !is_mismatch {
            return Ok(());
        }
        let failures = {
            let mut all = locked(&self.failures);
            let (count, _) = all.entry(record.mac, since_epoch(now));
            *count += 1;
            *count
        };
        if failures >= self.policy.quarantine_after {
            locked(&self.failures).remove(&record.mac);
            match self.pass(record.mac, Cause::Mismatch, &Who::Request, now).await {
                // It is out of service already.
                Ok(_) | Err(OperateError::State { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// The device takes what it is given as its own, and nobody else is given it.
    async fn send_first(
        self: &Arc<Self>,
        caller: &Caller<'_>,
        record: Arc<Record>,
        now: SystemTime,
    ) -> Result<Done, FilesError> {
        let grant = self.key.grant(record.mac, self.random()?);
        let access = self.key.access(record.mac, &grant);
        let plain = match record.model {
            AnyModel::Grandstream(_) => {
                let mut values = self.files.first(&record).await?;
                self.add_access(&mut values, &access, record.form, caller.tls)?;
                // The device does not know the password of its files yet: this file tells it.
                written(&record, &values)
            }
            AnyModel::Brand(model) => {
                let mut phone = self.files.first_phone(&record, model).await?;
                if !phone.states(Setting::Device(DeviceSetting::AccessAdminPassword)) {
                    // These phones have no other use for it.
                    phone = phone.admin_password(access.file_password.clone());
                }
                self.phone_file(phone, &record, &access, caller.tls)?
            }
        };
        let mut new = (*record).clone();
        new.next = Some(grant);
        new.state = record.state.after(Cause::FirstFile).unwrap_or(record.state);
        // The time to fetch it again counts from the first time.
        if record.state != State::Claimed {
            new.since = now;
        }
        new.claimed_by = Some(caller.address);
        let Put::Stored(_) = self.store.put(new).await? else {
            return Ok(Done::Again);
        };
        let what = match record.state {
            State::Claimed => What::ClaimedAgain,
            _ => What::Claimed,
        };
        self.event(Some(caller), Some(record.mac), what);
        let hash = FileHash::of(&plain);
        let form = match record.form {
            Form::EncryptedXml => Form::Xml,
            form => form,
        };
        Ok(Done::Answer(self.deliver(
            caller,
            &record,
            Sent::First,
            hash,
            plain,
            content_type(form),
        )))
    }

    async fn send_configuration(
        self: &Arc<Self>,
        caller: &Caller<'_>,
        method: &str,
        record: Arc<Record>,
        by: Role,
        now: SystemTime,
    ) -> Result<Done, FilesError> {
        let used = match by {
            Role::Current => &record.grant,
            Role::Next => &record.next,
        };
        let (Some(used), Some(told)) = (used, record.next.as_ref().or(record.grant.as_ref())) else {
            return Ok(Done::Again);
        };
        let access = self.key.access(record.mac, told);
        let address = self.address(&access);
        let plain = match record.model {
            AnyModel::Grandstream(model) => {
                let mut values = self.files.configuration(&record, &address).await?;
                self.add_access(&mut values, &access, record.form, caller.tls)?;
                if let Some(version) = self.files.firmware(&record).await? {
                    self.add_firmware(&mut values, model, &version, caller.tls)?;
                }
                written(&record, &values)
            }
            AnyModel::Brand(model) => {
                let phone = self.files.phone(&record, model, &address).await?;
                self.phone_file(phone, &record, &access, caller.tls)?
            }
        };
        let hash = FileHash::of(&plain);
        let file = match record.form {
            Form::Binary | Form::Xml | Form::FlatProfile | Form::Lines => plain,
            // Under the password that the device has, though the file may tell it a new one.
            Form::EncryptedXml => {
                let password = self.key.access(record.mac, used).file_password;
                encrypted::write(&plain, &password, self.random()?, encrypted::Digest::Md5)
            }
        };
        if method == "GET" {
            let Some(record) = self.fetched(caller, &record, by, hash, now).await? else {
                return Ok(Done::Again);
            };
            locked(&self.failures).remove(&record.mac);
        }
        Ok(Done::Answer(self.deliver(
            caller,
            &record,
            Sent::Configuration,
            hash,
            file,
            content_type(record.form),
        )))
    }

    /// What a fetch changes, stored before anything is sent. `None` when another writer was first.
    async fn fetched(
        &self,
        caller: &Caller<'_>,
        record: &Arc<Record>,
        by: Role,
        file: FileHash,
        now: SystemTime,
    ) -> Result<Option<Arc<Record>>, FilesError> {
        let firmware = caller
            .user_agent
            .and_then(|text| Said::of(text, record.model))
            .and_then(|said| said.firmware);
        let mut causes = Vec::new();
        if record.state.after(Cause::OwnToken).is_some() {
            causes.push(Cause::OwnToken);
        }
        let last = record.seen.as_ref();
        if last.is_none_or(|seen| seen.file != file) {
            causes.push(Cause::NewFile);
        }
        let is_as_before = last.is_some_and(|seen| {
            seen.file == file
                && seen.address == caller.address
                && (firmware.is_none() || seen.firmware == firmware)
                && since(seen.at, now) < self.policy.seen_every
        });
        if is_as_before && causes.is_empty() && by == Role::Current {
            return Ok(Some(Arc::clone(record)));
        }
        let mut new = (**record).clone();
        if by == Role::Next {
            // Its own token is in use: what led to it leads nowhere from now on.
            new.grant = new.next.take();
            new.first = None;
            new.window = None;
            new.claimed_by = None;
        }
        for cause in causes {
            if let Some(state) = new.state.after(cause) {
                if state != new.state || cause == Cause::NewFile {
                    new.since = now;
                }
                new.state = state;
            }
        }
        new.seen = Some(Seen {
            at: now,
            address: caller.address,
            firmware: firmware.or_else(|| last.and_then(|seen| seen.firmware.clone())),
            file,
        });
        let Put::Stored(stored) = self.store.put(new).await? else {
            return Ok(None);
        };
        if stored.state != record.state {
            let cause = if by == Role::Next {
                Cause::OwnToken
            } else {
                Cause::NewFile
            };
            let (from, to) = (record.state, stored.state);
            self.event(Some(caller), Some(record.mac), What::State { from, to, cause });
        }
        Ok(Some(stored))
    }

    fn send_plain(
        self: &Arc<Self>,
        caller: &Caller<'_>,
        record: &Record,
        file: Sent,
        bytes: Option<Vec<u8>>,
    ) -> Response<Body> {
        match bytes {
            None => refusal(),
            Some(bytes) => {
                let hash = FileHash::of(&bytes);
                self.deliver(caller, record, file, hash, bytes, content_type(Form::Xml))
            }
        }
    }

    /// Where a device finds its files, without a scheme.
    pub(super) fn address(&self, access: &Access) -> String {
        format!("{}/d/{}", self.policy.address, access.token.to_text())
    }

    /// What a file tells the device about fetching files.
    fn add_access(
        &self,
        values: &mut PValues,
        access: &Access,
        form: Form,
        tls: bool,
    ) -> Result<(), FilesError> {
        let mut set = |number, text: &str| values.set(PNumber::new(number), text);
        set(212, if tls { "2" } else { "1" })?;
        set(237, &self.address(access))?;
        set(1360, &access.user)?;
        set(1361, access.password.expose())?;
        if form == Form::EncryptedXml {
            set(1359, access.file_password.expose())?;
        }
        Ok(())
    }

    /// The file of a telephone of another brand, which tells it about fetching files too.
    fn phone_file(
        &self,
        phone: brand::Phone,
        record: &Record,
        access: &Access,
        tls: bool,
    ) -> Result<Vec<u8>, FilesError> {
        let model = phone.model();
        let setting = Setting::Device;
        let file = phone
            .set(
                setting(DeviceSetting::ProvConfigProtocol),
                Value::Choice(if tls { "https" } else { "http" }),
            )
            .set(
                setting(DeviceSetting::ProvConfigPath),
                Value::Text(self.address(access)),
            )
            .set(
                setting(DeviceSetting::ProvConfigUser),
                Value::Text(access.user.clone()),
            )
            .set(
                setting(DeviceSetting::ProvConfigPassword),
                Value::Secret(access.password.clone()),
            )
            .render()?;
        if record.model != AnyModel::Brand(model) || file.name() != model.brand().file_name(record.mac) {
            return Err(format!(
                "the host gave {}, a {model}'s, for the {} {}",
                file.name(),
                record.model,
                record.mac
            )
            .into());
        }
        Ok(file.text().into_bytes())
    }

    /// What a file tells the device about its firmware: where it is, how it is fetched, and to look for it at each start.
    fn add_firmware(
        &self,
        values: &mut PValues,
        model: Model,
        version: &str,
        tls: bool,
    ) -> Result<(), FilesError> {
        let fits = |image: &Image| image.version == version && image.models.contains(&model);
        if !self.images.iter().any(fits) {
            return Err(format!(
                "there is no file of firmware {version} for the {model}; add it to the images"
            )
            .into());
        }
        let path = format!("{}/fw/{version}", self.policy.address);
        for (of, value) in [
            (DeviceSetting::ProvFirmwarePath, Value::Text(path)),
            (
                DeviceSetting::ProvFirmwareProtocol,
                Value::Choice(if tls { "https" } else { "http" }),
            ),
            (DeviceSetting::ProvFirmwareCheck, Value::Choice("boot")),
        ] {
            let setting = Setting::Device(of);
            // On some families the number of the configuration's protocol rules this one too.
            if model.number(setting).is_some() {
                for (number, text) in model
                    .encode(setting, &value)
                    .map_err(|problem| problem.to_string())?
                {
                    values.set(number, text)?;
                }
            }
        }
        Ok(())
    }

    fn deliver(
        self: &Arc<Self>,
        caller: &Caller<'_>,
        record: &Record,
        file: Sent,
        hash: FileHash,
        bytes: Vec<u8>,
        content_type: &'static str,
    ) -> Response<Body> {
        let exceptions = record.exceptions.clone();
        self.event(
            Some(caller),
            Some(record.mac),
            What::Sent {
                file,
                hash,
                exceptions,
            },
        );
        let length = bytes.len();
        let inner = Arc::clone(self);
        let (mac, address) = (record.mac, caller.address);
        let user_agent = caller.user_agent.map(super::event::shortened);
        let told = move |all| {
            let what = match all {
                true => What::Delivered { file, hash },
                false => What::Interrupted { file, hash },
            };
            inner.audit.record(Event {
                at: inner.clock.now(),
                what,
                who: Who::Request,
                mac: Some(mac),
                address: Some(address),
                user_agent,
            });
        };
        let mut response = Response::new(Body::from_stream(Delivery {
            bytes: Some(bytes.into()),
            told: Some(told),
        }));
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(CONTENT_LENGTH, length.into());
        response
    }
}

fn written(record: &Record, values: &PValues) -> Vec<u8> {
    match record.form {
        Form::Xml | Form::EncryptedXml => xml::write(Some(record.mac), values).into_bytes(),
        Form::Binary | Form::FlatProfile | Form::Lines => binary::write(record.mac, values),
    }
}

const fn content_type(form: Form) -> &'static str {
    match form {
        Form::Xml | Form::FlatProfile => "text/xml",
        Form::Lines => "text/plain; charset=utf-8",
        Form::Binary | Form::EncryptedXml => "application/octet-stream",
    }
}

/// A file on its way, which tells whether the connection took it.
struct Delivery<T: FnOnce(bool) + Unpin> {
    bytes: Option<Bytes>,
    told: Option<T>,
}

impl<T: FnOnce(bool) + Unpin> Stream for Delivery<T> {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.bytes.take().map(Ok))
    }
}

impl<T: FnOnce(bool) + Unpin> Drop for Delivery<T> {
    fn drop(&mut self) {
        if let Some(told) = self.told.take() {
            told(self.bytes.is_none());
        }
    }
}
