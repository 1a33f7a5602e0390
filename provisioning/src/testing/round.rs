//! Asking for files: one round is what a phone does when it starts or is told to look again.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use base64ct::{Base64, Encoding};
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;

use crate::grandstream::PNumber;

use super::digest::Challenge;
use super::http::{self, Cut, Response};
use super::phone::Phone;
use super::tls;

/// How long a phone waits for a server.
const PATIENCE: Duration = Duration::from_secs(20);

/// In how many rounds a start may end: a first file that leads elsewhere, a file there that asks for a restart, and
/// one more. A server that sends the phone in a circle is left.
const ROUNDS: usize = 4;

/// What one round of asking brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Round {
    /// Every file that was asked for, in order.
    pub asked: Vec<Asked>,
    /// What is otherwise than before.
    pub changed: Vec<PNumber>,
}

impl Round {
    /// Whether a file was applied.
    #[must_use]
    pub fn applied(&self) -> bool {
        self.asked
            .iter()
            .any(|asked| matches!(asked.outcome, Outcome::Applied(_)))
    }
}

/// One file that was asked for.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Asked {
    /// The server: a name or address with its port.
    pub server: String,
    /// The folder, which may hold a token. `Debug` does not show it.
    pub folder: String,
    /// The file's name.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}: {:?}", self.name, self.server, self.outcome)
    }
}

/// What became of a request for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// 404: the phone goes on to the next name.
    NotThere,
    /// It was taken over.
    Applied(Form),
    /// Something came that the phone takes for a broken configuration. It stops there.
    Refused(String),
    /// 401, also with the credentials that the phone has, or it has none.
    Unauthorized,
    /// Another status. It stops there.
    Status(u16),
    /// No answer, or not all of it. It stops there.
    Failed(String),
}

/// In which form a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `cfg<mac>`.
    Binary,
    /// Plain XML.
    Xml,
    /// XML under a password.
    Encrypted,
}

/// Something that goes wrong at a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing goes wrong this time: the fault after it comes one request later.
    None,
    /// The phone asks and hangs up before the answer.
    Drop,
    /// The phone gets half of the file and takes it for all.
    Half,
}

/// Where files are.
pub(super) struct Place {
    tls: bool,
    host: String,
    port: u16,
    folder: String,
}

impl Place {
    /// From a scheme and `host[:port][/folder]`.
    fn new(tls: bool, text: &str) -> Result<Self, String> {
        if text.contains("://") {
            return Err("a path has a scheme".to_owned());
        }
        let (authority, folder) = text.split_once('/').unwrap_or((text, ""));
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && !port.ends_with(']') => {
                (host, port.parse().map_err(|_| "a port is no number".to_owned())?)
            }
            _ => (authority, if tls { 443 } else { 80 }),
        };
        if host.is_empty() {
            return Err("there is no server".to_owned());
        }
        let folder = folder.trim_end_matches('/');
        Ok(Self {
            tls,
            host: host.to_owned(),
            port,
            folder: if folder.is_empty() {
                "/".to_owned()
            } else {
                format!("/{folder}/")
            },
        })
    }

    fn server(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl Phone {
    /// Power on, or a restart: what waited is in force, and the phone looks for its files until nothing asks it to
    /// look again. Returns its rounds.
    ///
    /// Not cancel-safe: dropped in the middle, the phone keeps what it applied so far.
    pub async fn boot(&mut self) -> Vec<Round> {
        self.rounds(true).await
    }

    /// Looks for its files without a restart: what needs one waits.
    pub async fn resync(&mut self) -> Vec<Round> {
        self.rounds(false).await
    }

    async fn rounds(&mut self, restarts: bool) -> Vec<Round> {
        let mut rounds: Vec<Round> = Vec::new();
        while rounds.len() < ROUNDS {
            if restarts {
                self.restart();
            }
            let round = self.round().await;
            // The last file led the phone elsewhere.
            let moved = self
                .asked_by
                .as_ref()
                .is_some_and(|before| *before != self.asks_by());
            let again = moved || restarts && self.waits_for_restart();
            self.history.push(round.clone());
            rounds.push(round);
            if !again {
                break;
            }
        }
        rounds
    }

    async fn round(&mut self) -> Round {
        let mut round = Round::default();
        let count = self.file_names().len();
        for index in 0..count {
            // A binary file may have changed prefix and server: the next name is asked for at the new one.
            let name = self.file_names().swap_remove(index);
            let place = match self.place() {
                Ok(place) => place,
                Err(reason) => {
                    round.asked.push(Asked {
                        server: String::new(),
                        folder: String::new(),
                        name,
                        outcome: Outcome::Failed(reason),
                    });
                    break;
                }
            };
            self.asked_by = Some(self.asks_by());
            let credentials = (self.text(1360).to_owned(), self.text(1361).to_owned());
            let answer = self
                .get(&place, &format!("{}{name}", place.folder), credentials)
                .await;
            let is_xml = name.contains(".xml");
            let outcome = self.take(answer, is_xml, &mut round.changed);
            let goes_on = match outcome {
                Outcome::NotThere | Outcome::Applied(Form::Binary) => true,
                Outcome::Applied(_) => self.text(8467) == "1",
                _ => false,
            };
            round.asked.push(Asked {
                server: place.server(),
                folder: place.folder,
                name,
                outcome,
            });
            if !goes_on {
                break;
            }
        }
        round
    }

    /// All that says where and how it asks.
    fn asks_by(&self) -> Vec<String> {
        let numbers = [145, 212, 234, 235, 237, 1360, 1361];
        numbers
            .iter()
            .map(|number| self.text(*number).to_owned())
            .collect()
    }

    fn take(
        &mut self,
        answer: Result<Response, String>,
        is_xml: bool,
        changed: &mut Vec<PNumber>,
    ) -> Outcome {
        let response = match answer {
            Ok(response) => response,
            Err(reason) => return Outcome::Failed(reason),
        };
        match response.status {
            200 => {
                let (form, read) = if is_xml {
                    (Self::form_of(&response.body), self.read_xml(&response.body))
                } else {
                    (Form::Binary, self.read_binary(&response.body))
                };
                match read {
                    Ok(numbers) => {
                        for number in numbers {
                            if !changed.contains(&number) {
                                changed.push(number);
                            }
                        }
                        Outcome::Applied(form)
                    }
                    Err(refused) => Outcome::Refused(refused.to_string()),
                }
            }
            401 => Outcome::Unauthorized,
            404 => Outcome::NotThere,
            status => Outcome::Status(status),
        }
    }

    /// The server of its configuration.
    fn place(&self) -> Result<Place, String> {
        let secure = self.scheme(self.text(212));
        match &self.dhcp {
            Some(server) if !matches!(self.text(145), "" | "0") => {
                if let Some(rest) = server.strip_prefix("https://") {
                    Place::new(true, rest)
                } else if let Some(rest) = server.strip_prefix("http://") {
                    Place::new(false, rest)
                } else if self.habits.old_codes {
                    Err("a server without a scheme is asked by TFTP, which is not simulated".to_owned())
                } else {
                    Place::new(secure?, server)
                }
            }
            _ => Place::new(secure?, self.text(237)),
        }
    }

    /// Whether a code of P212 means TLS.
    fn scheme(&self, code: &str) -> Result<bool, String> {
        match code {
            "1" => Ok(false),
            "2" if !self.habits.old_codes => Ok(true),
            "" | "0" => Err("the protocol is TFTP, which is not simulated".to_owned()),
            _ => Err("the protocol has a code that the phone does not know".to_owned()),
        }
    }

    /// Downloads the phone book as its settings say (P330, P331); `None` when they say that it has none.
    pub async fn phone_book(&mut self) -> Option<Result<Vec<u8>, Outcome>> {
        let secure = match (self.habits.book_tftp_first, self.text(330)) {
            (false, "1") | (true, "2") => false,
            (_, "3") => true,
            _ => return None,
        };
        // The oldest append another name.
        let name = if self.habits.old_codes {
            "gs_phonebook.xml"
        } else {
            "phonebook.xml"
        };
        let credentials = (self.text(6713).to_owned(), self.text(6714).to_owned());
        let path = self.text(331).to_owned();
        Some(self.download(secure, &path, name, credentials).await)
    }

    /// Downloads the idle screen as its settings say (P340, P341); `None` when they or the model have none.
    pub async fn idle_screen(&mut self) -> Option<Result<Vec<u8>, Outcome>> {
        let secure = match self.text(340) {
            "1" => false,
            "3" => true,
            _ => return None,
        };
        if !self.habits.idle_screen {
            return None;
        }
        let path = self.text(341).to_owned();
        let credentials = (String::new(), String::new());
        Some(self.download(secure, &path, "gs_screen.xml", credentials).await)
    }

    /// Downloads its firmware as its settings say (P192, P6767 or P212): how many bytes it has.
    pub async fn firmware_image(&mut self) -> Result<usize, Outcome> {
        let code = match self.text(6767) {
            "" => self.text(212),
            code => code,
        };
        let secure = self.scheme(code).map_err(Outcome::Failed)?;
        let path = self.text(192).to_owned();
        let model = self.name.to_ascii_lowercase();
        let base = model.trim_end_matches(['w', 'p', 'g']);
        let name = format!("{}{base}fw.bin{}", self.text(232), self.text(233));
        let credentials = (self.text(6768).to_owned(), self.text(6769).to_owned());
        self.download(secure, &path, &name, credentials)
            .await
            .map(|image| image.len())
    }

    async fn download(
        &mut self,
        secure: bool,
        path: &str,
        name: &str,
        credentials: (String, String),
    ) -> Result<Vec<u8>, Outcome> {
        let place = Place::new(secure, path).map_err(Outcome::Failed)?;
        let path = format!("{}{name}", place.folder);
        let response = self
            .get(&place, &path, credentials)
            .await
            .map_err(Outcome::Failed)?;
        match response.status {
            200 => Ok(response.body),
            401 => Err(Outcome::Unauthorized),
            404 => Err(Outcome::NotThere),
            status => Err(Outcome::Status(status)),
        }
    }

    /// One file, with the credentials when the server asks for them.
    async fn get(
        &mut self,
        place: &Place,
        path: &str,
        (user, password): (String, String),
    ) -> Result<Response, String> {
        let has_credentials = !user.is_empty() && !self.habits.old_codes;
        let basic = || {
            let pair = Base64::encode_string(format!("{user}:{password}").as_bytes());
            format!("Basic {pair}")
        };
        let unasked = (has_credentials && self.text(20713) == "1").then(basic);
        let response = self.ask(place, path, unasked.as_deref()).await?;
        if response.status != 401 || !has_credentials || unasked.is_some() {
            return Ok(response);
        }
        let challenge = response.headers.all("www-authenticate").find_map(Challenge::read);
        let authorization = match challenge {
            Some(challenge) => {
                let cnonce = self.fresh();
                challenge.answer((&user, &password), "GET", path, &cnonce, 1)
            }
            None => basic(),
        };
        self.ask(place, path, Some(&authorization)).await
    }

    async fn ask(
        &mut self,
        place: &Place,
        path: &str,
        authorization: Option<&str>,
    ) -> Result<Response, String> {
        let mut request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nUser-Agent: {}\r\nAccept: */*\r\nConnection: close\r\n",
            place.server(),
            self.user_agent(),
        );
        if let Some(authorization) = authorization {
            request.push_str(&format!("Authorization: {authorization}\r\n"));
        }
        request.push_str("\r\n");
        let cut = match self.faults.pop_front() {
            None | Some(Fault::None) => Cut::No,
            Some(Fault::Drop) => Cut::AfterRequest,
            Some(Fault::Half) => Cut::Half,
        };
        let asking = self.connect_and_ask(place, request.as_bytes(), cut);
        match tokio::time::timeout(PATIENCE, asking).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("no answer in time".to_owned()),
        }
    }

    async fn connect_and_ask(&self, place: &Place, request: &[u8], cut: Cut) -> io::Result<Response> {
        let mut stream = TcpStream::connect(self.address(place).await?).await?;
        if !place.tls {
            return http::exchange(&mut stream, request, cut).await;
        }
        let config = tls::client(self.trust()).map_err(io::Error::other)?;
        let name = ServerName::try_from(place.host.clone()).map_err(io::Error::other)?;
        let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
        let mut stream = connector.connect(name, stream).await?;
        http::exchange(&mut stream, request, cut).await
    }

    async fn address(&self, place: &Place) -> io::Result<SocketAddr> {
        let address = match self.hosts.get(&place.host.to_ascii_lowercase()) {
            Some(address) => *address,
            None => {
                let is_local = place.host == "localhost" || place.host.parse::<std::net::IpAddr>().is_ok();
                if !is_local && !self.anywhere {
                    return Err(io::Error::other("the phone knows no address of that name"));
                }
                tokio::net::lookup_host((place.host.as_str(), place.port))
                    .await?
                    .next()
                    .ok_or_else(|| io::Error::other("the name has no address"))?
            }
        };
        if !address.ip().is_loopback() && !self.anywhere {
            return Err(io::Error::other("a simulated phone stays on loopback"));
        }
        Ok(address)
    }
}
