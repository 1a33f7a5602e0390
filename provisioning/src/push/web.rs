//! One phone and its pages.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::drift::{Drift, drift};
use super::error::PushError;
use super::http::{Connection, Failed, Scheme};
use super::server::ServerAddress;
use super::tls::{Fingerprint, FirstContact};
use crate::grandstream::{PNumber, PValues};
use crate::secret::Secret;
use crate::webui::{Generation, Outcome, Product, Session, StoredKey, WebError};

/// How a phone's pages are reached.
#[derive(Clone, Debug)]
pub struct Options {
    pub(super) pinned: Option<Fingerprint>,
    pub(super) plain_http: bool,
    pub(super) timeout: Duration,
    pub(super) ports: (u16, u16),
    pub(super) generation: Option<Generation>,
    pub(super) secrets_in_urls: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// HTTPS on port 443 with whatever certificate comes first, fifteen seconds for each answer.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            pinned: None,
            plain_http: false,
            timeout: Duration::from_secs(15),
            ports: (443, 80),
            generation: None,
            secrets_in_urls: false,
        }
    }

    /// The certificate of an earlier contact: no other is taken, and plain HTTP is not used either.
    #[must_use]
    pub const fn pinned(mut self, certificate: Fingerprint) -> Self {
        self.pinned = Some(certificate);
        self
    }

    /// Whether plain HTTP is used where HTTPS is not to be had. Default: no. Passwords of the two oldest generations are
    /// then readable on the network.
    #[must_use]
    pub const fn plain_http(mut self, allowed: bool) -> Self {
        self.plain_http = allowed;
        self
    }

    /// How long opening a connection may take, and then each answer. Default: 15 seconds; old phones take several.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The ports of HTTPS and HTTP. Default: 443 and 80.
    #[must_use]
    pub const fn ports(mut self, https: u16, http: u16) -> Self {
        self.ports = (https, http);
        self
    }

    /// Which pages the phone has, where that is known: see [`Session::assume`].
    #[must_use]
    pub const fn generation(mut self, generation: Generation) -> Self {
        self.generation = Some(generation);
        self
    }

    /// Whether secrets may stand in URLs that go over plain HTTP: see [`Session::secrets_in_urls`]. Default: no.
    #[must_use]
    pub const fn secrets_in_urls(mut self, allowed: bool) -> Self {
        self.secrets_in_urls = allowed;
        self
    }
}

/// What became of a new password.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PasswordChange {
    /// The new one was logged in with. Forget the old one.
    Changed,
    /// The old one still works, and the new one does not: some old models take it only after a restart. Keep both until
    /// one of them has worked after that.
    Unchanged,
    /// Neither could be shown to work. **Keep both.**
    Unknown {
        /// Why.
        reason: PushError,
    },
}

/// The pages of one phone. One thing is done after the other; a second [`WebUi`] on the same phone ends the session of
/// the first on many models.
///
/// Not cancel-safe: after a future of it was dropped, connect anew.
pub struct WebUi {
    address: IpAddr,
    connection: Connection,
    scheme: Scheme,
    session: Session,
    /// For a session that the phone ends by itself.
    credentials: Option<(String, Secret)>,
}

impl WebUi {
    /// Connects: over HTTPS, and over plain HTTP where that is allowed and HTTPS is not to be had.
    ///
    /// # Errors
    /// [`PushError`] of the last try. A certificate other than the pinned one is an error at once.
    pub async fn connect(address: IpAddr, options: &Options) -> Result<Self, PushError> {
        let (scheme, connection) = Self::reach(address, options).await?;
        let session = Self::session(address, &scheme, options);
        Ok(Self {
            address,
            connection,
            scheme,
            session,
            credentials: None,
        })
    }

    /// Opens the connection, and says how.
    pub(super) async fn reach(address: IpAddr, options: &Options) -> Result<(Scheme, Connection), PushError> {
        let https = Scheme::Https(FirstContact::new(options.pinned));
        let (scheme, connection) = match Self::open(address, &https, options).await {
            Ok(connection) => (https, connection),
            Err(error @ PushError::WrongCertificate { .. }) => return Err(error),
            Err(error) if !options.plain_http || options.pinned.is_some() => return Err(error),
            Err(_) => {
                let connection = Self::open(address, &Scheme::Http, options).await?;
                (Scheme::Http, connection)
            }
        };
        Ok((scheme, connection))
    }

    async fn open(address: IpAddr, scheme: &Scheme, options: &Options) -> Result<Connection, PushError> {
        let port = match scheme {
            Scheme::Https(_) => options.ports.0,
            Scheme::Http => options.ports.1,
        };
        let mut connection = Connection::new(SocketAddr::new(address, port), scheme.clone(), options.timeout);
        connection.open().await?;
        Ok(connection)
    }

    fn session(address: IpAddr, scheme: &Scheme, options: &Options) -> Session {
        let host = match address {
            IpAddr::V4(four) => four.to_string(),
            IpAddr::V6(six) => format!("[{six}]"),
        };
        let (default, port) = match scheme {
            Scheme::Https(_) => (443, options.ports.0),
            Scheme::Http => (80, options.ports.1),
        };
        let port = if port == default {
            String::new()
        } else {
            format!(":{port}")
        };
        let session = Session::new(format!("{}://{host}{port}", scheme.name()))
            .secrets_in_urls(options.secrets_in_urls);
        match options.generation {
            Some(generation) => session.assume(generation),
            None => session,
        }
    }

    /// Where the phone is.
    #[must_use]
    pub const fn address(&self) -> IpAddr {
        self.address
    }

    /// The phone's certificate, to be pinned; `None` over plain HTTP.
    #[must_use]
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        self.scheme.fingerprint()
    }

    /// Which pages the phone has, once that is known.
    #[must_use]
    pub const fn generation(&self) -> Option<Generation> {
        self.session.generation()
    }

    /// What the phone is; the two oldest generations tell it only after a login.
    ///
    /// # Errors
    /// [`PushError::Web`] with [`WebError::NotGrandstream`] if it is none.
    pub async fn product(&mut self) -> Result<Product, PushError> {
        if !self.session.is_logged_in() {
            self.session.identify()?;
            self.run().await?;
        }
        Ok(self.session.product().clone())
    }

    /// Logs in.
    ///
    /// # Errors
    /// [`PushError::Web`]: wrong password, locked, no Grandstream.
    pub async fn login(&mut self, user: &str, password: &Secret) -> Result<Generation, PushError> {
        self.credentials = None;
        self.session.login(user, password)?;
        match self.run().await? {
            Outcome::LoggedIn(generation) => {
                self.credentials = Some((user.to_owned(), password.clone()));
                Ok(generation)
            }
            _ => Err(WebError::NoLogin.into()),
        }
    }

    /// Logs in with one of several passwords, such as an old and a new one, and says which, counted from 0. Stops when
    /// the phone locks itself: give few.
    ///
    /// # Errors
    /// As [`WebUi::login`], of the last one tried.
    pub async fn login_any(&mut self, user: &str, passwords: &[&Secret]) -> Result<usize, PushError> {
        let mut last = PushError::Web(WebError::NoLogin);
        for (index, password) in passwords.iter().enumerate() {
            match self.login(user, password).await {
                Ok(_) => return Ok(index),
                Err(error @ PushError::Web(WebError::WrongPassword { .. })) => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// Reads values. Of secrets, phones tell stars or nothing.
    ///
    /// # Errors
    /// [`PushError`].
    pub async fn read(&mut self, numbers: &[PNumber]) -> Result<PValues, PushError> {
        match self.again(|session| session.read(numbers)).await? {
            Outcome::Values(values) => Ok(values),
            _ => Ok(PValues::new()),
        }
    }

    /// Writes values, and only these.
    ///
    /// # Errors
    /// [`PushError`]. After [`PushError::Timeout`] some may have been written: read them back.
    pub async fn write(&mut self, values: &PValues) -> Result<(), PushError> {
        self.again(|session| session.write(values)).await.map(drop)
    }

    /// Stores keys in the phone's own list, or writes the same keys by numbers where it has none: see [`Session::store_keys`].
    ///
    /// # Errors
    /// [`PushError`].
    pub async fn store_keys(&mut self, keys: &[StoredKey], otherwise: &PValues) -> Result<(), PushError> {
        let asked = self.again(|session| session.store_keys(keys, otherwise));
        asked.await.map(drop)
    }

    /// Tells the phone where its configuration is. It goes there at its next check or start.
    ///
    /// # Errors
    /// [`PushError`]; what the model cannot do ([`ServerAddress::values`]) is [`WebError::Impossible`].
    pub async fn set_server(&mut self, server: &ServerAddress) -> Result<(), PushError> {
        let model = self.session.product().model.clone().unwrap_or_default();
        let values = server.values(&model).map_err(|error| WebError::Impossible {
            problem: error.to_string(),
        })?;
        self.write(&values).await
    }

    /// Reads back what the phone should have, and compares.
    ///
    /// # Errors
    /// [`PushError`].
    pub async fn drift(&mut self, wanted: &PValues) -> Result<Drift, PushError> {
        let numbers: Vec<_> = wanted
            .iter()
            .map(|(number, _)| number)
            .filter(|number| !crate::grandstream::is_secret(*number))
            .collect();
        let told = self.read(&numbers).await?;
        Ok(drift(wanted, &told))
    }

    /// Restarts the phone, which ends the session.
    ///
    /// # Errors
    /// [`PushError`].
    pub async fn reboot(&mut self) -> Result<(), PushError> {
        self.again(Session::reboot).await?;
        self.credentials = None;
        Ok(())
    }

    /// Changes the administrator's password (P2) and tries it at once. Before calling this, store the new password
    /// beside the old one; what to forget, the result says.
    ///
    /// # Errors
    /// [`PushError`] only where the old password certainly stands: not logged in, or refused before anything was sent.
    pub async fn change_password(&mut self, new: &Secret) -> Result<PasswordChange, PushError> {
        let Some((user, old)) = self.credentials.clone() else {
            return Err(WebError::NotLoggedIn.into());
        };
        let mut values = PValues::new();
        values
            .set(PNumber::new(2), new.expose())
            .map_err(|_| WebError::Impossible {
                problem: "the new password has a character that no phone takes".to_owned(),
            })?;
        let written = self.write(&values).await;
        if let Err(error @ PushError::Web(WebError::SecretInUrl { .. })) = written {
            return Err(error);
        }
        let _ = self.logout().await;
        Ok(match self.login_any(&user, &[new, &old]).await {
            Ok(0) => PasswordChange::Changed,
            Ok(_) => PasswordChange::Unchanged,
            Err(reason) => PasswordChange::Unknown { reason },
        })
    }

    /// Logs out, so that somebody else can log in.
    ///
    /// # Errors
    /// [`PushError`]; the session is over on this side in any case.
    pub async fn logout(&mut self) -> Result<(), PushError> {
        self.credentials = None;
        self.session.logout()?;
        self.run().await.map(drop)
    }

    /// Once more after a new login, if the phone has ended the session.
    async fn again(
        &mut self,
        ask: impl Fn(&mut Session) -> Result<(), WebError>,
    ) -> Result<Outcome, PushError> {
        ask(&mut self.session)?;
        match (self.run().await, self.credentials.clone()) {
            (Err(PushError::Web(WebError::SessionEnded)), Some((user, password))) => {
                self.login(&user, &password).await?;
                ask(&mut self.session)?;
                self.run().await
            }
            (result, _) => result,
        }
    }

    async fn run(&mut self) -> Result<Outcome, PushError> {
        while let Some(request) = self.session.poll_request() {
            match self.connection.exchange(&request).await {
                Ok(answer) => self.session.receive(&answer.response()),
                Err(Failed::Lost) => self.session.lost(),
                Err(Failed::Error(error)) => {
                    // What the phone made of it is unknown: this session is not used again.
                    let ends = matches!(error, PushError::Timeout { .. });
                    self.session.lost();
                    let outcome = self.session.outcome();
                    return match outcome {
                        Ok(done) if ends => Ok(done),
                        _ => Err(error),
                    };
                }
            }
        }
        Ok(self.session.outcome()?)
    }
}

impl fmt::Debug for WebUi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebUi")
            .field("address", &self.address)
            .field("scheme", &self.scheme.name())
            .field("fingerprint", &self.fingerprint())
            .field("session", &self.session)
            .finish_non_exhaustive()
    }
}
