//! Phones of other brands: what a Cisco SPA and a Mitel ask for, make of a file, and have as pages.
//!
//! Like the Grandstream here, they read files by themselves and not by what writes them. They speak plain HTTP on loopback alone.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use base64ct::{Base64, Encoding as _};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use super::digest::{Challenge, is_answered};
use super::http::{Cut, Response, bad, exchange};
use super::pages::wire::{Request, read_request};
use crate::brand::{Brand, Model};
use crate::mac::MacAddr;
use crate::secret::Secret;

/// How long somebody may take for a request.
const PATIENCE: Duration = Duration::from_secs(20);
const REALM: &str = "admin";
const NONCE: &str = "0f5ee1b2c3";

/// A phone of another brand that is not there.
///
/// ```
/// use switchhook_provisioning::brand::Phone;
/// use switchhook_provisioning::{Line, testing::BrandPhone};
/// let (model, mac) = ("SPA504G".parse()?, "54:7c:69:11:22:33".parse()?);
/// let file = Phone::new(model, mac)
///     .line(Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s"))
///     .admin_password("wq7.Lm-3_Zp")
///     .render()?;
/// let mut phone = BrandPhone::new(model, mac, "7.5.5");
/// phone.read(&file.text());
/// assert_eq!(phone.registrations()[0].user, "u4711");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct BrandPhone {
    model: Model,
    mac: MacAddr,
    firmware: String,
    texts: BTreeMap<String, String>,
    restarts: usize,
}

/// What the phone would register with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BrandRegistration {
    /// Its line, from 1.
    pub line: u8,
    /// The server.
    pub server: String,
    /// The user.
    pub user: String,
    /// The user for authentication.
    pub auth_id: String,
    /// The SIP secret.
    pub secret: Secret,
}

impl BrandPhone {
    /// A phone fresh from its box.
    #[must_use]
    pub fn new(model: Model, mac: MacAddr, firmware: &str) -> Self {
        let mut texts = BTreeMap::new();
        if model.brand() == Brand::Mitel {
            texts.insert("admin password".to_owned(), "22222".to_owned());
        }
        Self {
            model,
            mac,
            firmware: firmware.to_owned(),
            texts,
            restarts: 0,
        }
    }

    /// What it is.
    #[must_use]
    pub fn model(&self) -> Model {
        self.model
    }

    /// What it says of itself when it asks for a file.
    #[must_use]
    pub fn user_agent(&self) -> String {
        let mac = format!("{:x}", self.mac).to_uppercase();
        match self.model.brand() {
            Brand::Cisco => format!("Cisco/{}-{} ({mac})(CBT141400UK)", self.model, self.firmware),
            Brand::Mitel => {
                let mac = self.mac.to_string().to_uppercase().replace(':', "-");
                format!("Aastra{} MAC:{mac} V:{}-SIP", self.model, self.firmware)
            }
        }
    }

    /// The names that it asks for at a start, in their order, when nobody has told it another one.
    #[must_use]
    pub fn file_names(&self) -> Vec<String> {
        let mac = format!("{:x}", self.mac);
        match self.model.brand() {
            Brand::Cisco => match self.text("Profile_Rule").rsplit_once('/') {
                Some((_, name)) => vec![name.replace("$MA", &mac)],
                None => vec![format!("spa{}.cfg", self.model.name().trim_start_matches("SPA"))],
            },
            Brand::Mitel => vec![
                "startup.cfg".to_owned(),
                format!("{}.cfg", self.model),
                format!("{}.cfg", mac.to_uppercase()),
            ],
        }
    }

    /// Applies a file: what it states counts, what it does not state stays.
    pub fn read(&mut self, file: &str) {
        let read = match self.model.brand() {
            Brand::Cisco => elements(file),
            Brand::Mitel => lines(file),
        };
        self.texts.extend(read);
    }

    /// What stands under a name; nothing where nothing was said.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// What it would register with, line by line.
    #[must_use]
    pub fn registrations(&self) -> Vec<BrandRegistration> {
        let of = |line: u8| {
            let name = |cisco: &str, mitel: &str| match self.model.brand() {
                Brand::Cisco => self.text(&format!("{cisco}_{line}_")).to_owned(),
                Brand::Mitel => self.text(&format!("sip line{line} {mitel}")).to_owned(),
            };
            let on =
                self.model.brand() == Brand::Mitel || name("Line_Enable", "").eq_ignore_ascii_case("yes");
            let user = name("User_ID", "user name");
            (on && !user.is_empty()).then(|| BrandRegistration {
                line,
                server: name("Proxy", "registrar ip"),
                auth_id: name("Auth_ID", "auth name"),
                secret: Secret::new(name("Password", "password")),
                user,
            })
        };
        (1..=self.model.lines()).filter_map(of).collect()
    }

    /// How often somebody has restarted it.
    #[must_use]
    pub fn restarts(&self) -> usize {
        self.restarts
    }

    /// Fetches a file over plain HTTP from loopback, answers a digest with what its rule says, and applies it. The status comes back.
    ///
    /// # Errors
    ///
    /// When there is no answer, or the URL is none of loopback.
    pub async fn fetch(&mut self, url: &str) -> io::Result<u16> {
        let url = url.replace("$MA", &format!("{:x}", self.mac));
        let rest = url.strip_prefix("http://").ok_or_else(|| bad("it has no TLS"))?;
        let (host, path) = rest.split_once('/').ok_or_else(|| bad("no path"))?;
        let address: SocketAddr = host.parse().map_err(|_| bad("no address and port"))?;
        if !address.ip().is_loopback() {
            return Err(bad("it stays on loopback"));
        }
        let target = format!("/{path}");
        let mut answer = self.get(address, &target, None).await?;
        if answer.status == 401
            && let Some(header) = self.authorization(&answer, &target)
        {
            answer = self.get(address, &target, Some(&header)).await?;
        }
        if answer.status == 200 {
            self.read(&String::from_utf8_lossy(&answer.body));
        }
        Ok(answer.status)
    }

    fn authorization(&self, answer: &Response, target: &str) -> Option<String> {
        let (user, password) = match self.model.brand() {
            Brand::Cisco => {
                let rule = self.text("Profile_Rule");
                let word = |after: &str| {
                    rule.split_once(after)?
                        .1
                        .split([' ', ']'])
                        .find(|word| !word.is_empty())
                };
                (word("--uid")?.to_owned(), word("--pwd")?.to_owned())
            }
            Brand::Mitel => (
                self.text("http digest username").to_owned(),
                self.text("http digest password").to_owned(),
            ),
        };
        let mut challenges = answer.headers.all("www-authenticate");
        let challenge = challenges.find_map(Challenge::read)?;
        Some(challenge.answer((&user, &password), "GET", target, "0a4f113b", 1))
    }

    async fn get(
        &self,
        address: SocketAddr,
        target: &str,
        authorization: Option<&str>,
    ) -> io::Result<Response> {
        let mut stream = TcpStream::connect(address).await?;
        let mut request = format!(
            "GET {target} HTTP/1.1\r\nHost: {address}\r\nUser-Agent: {}\r\nConnection: close\r\n",
            self.user_agent()
        );
        if let Some(header) = authorization {
            request.push_str(&format!("Authorization: {header}\r\n"));
        }
        request.push_str("\r\n");
        exchange(&mut stream, request.as_bytes(), Cut::No).await
    }

    /// What its pages answer, and where it then goes for a file.
    fn answer(&mut self, request: &Request) -> (Response, Option<String>) {
        let method = request.method.as_str();
        let given = request.headers.get("authorization").unwrap_or_default();
        match self.model.brand() {
            Brand::Cisco => {
                let password = self.text("Admin_Passwd");
                if !password.is_empty() && !is_answered(given, REALM, NONCE, ("admin", password), method) {
                    let ask = format!("Digest realm=\"{REALM}\", nonce=\"{NONCE}\", qop=\"auth\"");
                    return (
                        Response::of(401, "text/html", "").header("WWW-Authenticate", ask),
                        None,
                    );
                }
                match request.path.as_str() {
                    "/admin/spacfg.xml" => (Response::of(200, "text/xml", self.status()), None),
                    "/admin/resync" => (
                        Response::of(200, "text/html", "<html>resync</html>"),
                        Some(request.query.clone()),
                    ),
                    _ => (Response::of(404, "text/html", ""), None),
                }
            }
            Brand::Mitel => {
                let expected = format!("admin:{}", self.text("admin password"));
                let right = given
                    .strip_prefix("Basic ")
                    .and_then(|text| Base64::decode_vec(text).ok());
                if right.as_deref() != Some(expected.as_bytes()) {
                    let ask = format!("Basic realm=\"Aastra {}\"", self.model);
                    return (
                        Response::of(401, "text/html", "").header("WWW-Authenticate", ask),
                        None,
                    );
                }
                (self.mitel_page(request), None)
            }
        }
    }

    fn mitel_page(&mut self, request: &Request) -> Response {
        let page = |text: String| Response::of(200, "text/html", text);
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/sysinfo.html") => page(format!(
                "<html><table><tr><td>Platform</td><td>{}</td></tr><tr><td>Firmware Version</td><td>{}</td></tr>\
                 <tr><td>MAC Address</td><td>{}</td></tr></table></html>",
                self.model, self.firmware, self.mac
            )),
            ("POST", "/globalSIPsettings.html") => {
                let form: BTreeMap<_, _> = request.form().into_iter().collect();
                for line in 1..=self.model.lines() {
                    for (field, name) in [
                        ("userName", "user name"),
                        ("authName", "auth name"),
                        ("password", "password"),
                        ("regIp", "registrar ip"),
                        ("screenName", "screen name"),
                    ] {
                        // What a form leaves out it takes for empty.
                        let text = form.get(field).cloned().unwrap_or_default();
                        self.texts.insert(format!("sip line{line} {name}"), text);
                    }
                }
                page("<html>saved</html>".to_owned())
            }
            ("POST", "/reset.html")
                if request
                    .form()
                    .contains(&("resetOption".to_owned(), "0".to_owned())) =>
            {
                self.restarts += 1;
                page("<html>restarting</html>".to_owned())
            }
            _ => Response::of(404, "text/html", ""),
        }
    }

    fn status(&self) -> String {
        let mut page = format!(
            "<flat-profile><Product_Name>{}</Product_Name><Software_Version>{}</Software_Version>\
             <MAC_Address>{:x}</MAC_Address><Current_IP>127.0.0.1</Current_IP>",
            self.model, self.firmware, self.mac
        );
        for (name, text) in &self.texts {
            let shown = if name.contains("Passw") { "*****" } else { text };
            let text = shown.replace('&', "&amp;").replace('<', "&lt;");
            page.push_str(&format!("<{name} ua=\"na\">{text}</{name}>"));
        }
        page + "</flat-profile>"
    }
}

impl fmt::Debug for BrandPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BrandPhone({} {})", self.model, self.mac)
    }
}

/// Elements with a text, wherever they are.
fn elements(file: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = file;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        let Some((tag, behind)) = after.split_once('>') else {
            break;
        };
        let name = tag.split([' ', '/']).next().unwrap_or(tag);
        if name.is_empty() || name.starts_with(['?', '!']) || name == "flat-profile" {
            continue;
        }
        if tag.ends_with('/') {
            found.push((name.to_owned(), String::new()));
        } else if let Some((text, _)) = behind.split_once(&format!("</{name}>")) {
            let plain = text
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
            found.push((name.to_owned(), plain));
        }
    }
    found
}

/// Names and texts on lines.
fn lines(file: &str) -> Vec<(String, String)> {
    let pairs = file
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'));
    pairs
        .map(|(name, text)| {
            let text = text.trim();
            let plain = match text.strip_prefix('"') {
                Some(quoted) => quoted.trim_end_matches('"'),
                None => text.split('#').next().unwrap_or(text).trim_end(),
            };
            (name.trim_start_matches(['^', '!']).to_owned(), plain.to_owned())
        })
        .collect()
}

/// The pages of a phone on a loopback port, until this value is dropped.
pub struct BrandPages {
    address: SocketAddr,
    asked: Arc<std::sync::Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl BrandPages {
    /// Opens a port on 127.0.0.1.
    ///
    /// # Errors
    ///
    /// When no port can be had.
    pub async fn serve(phone: Arc<Mutex<BrandPhone>>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let asked = Arc::new(std::sync::Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // One after the other, as they do; whoever breaks off is gone.
                let _ = tokio::time::timeout(PATIENCE, visit(stream, &phone, &seen)).await;
            }
        });
        Ok(Self { address, asked, task })
    }

    /// Where they are.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Methods and addresses of all requests so far, with their queries.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.asked
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }
}

impl Drop for BrandPages {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for BrandPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BrandPages({})", self.address)
    }
}

async fn visit(
    mut stream: TcpStream,
    phone: &Mutex<BrandPhone>,
    asked: &std::sync::Mutex<Vec<String>>,
) -> io::Result<()> {
    let mut first = [0];
    stream.peek(&mut first).await?;
    if !first[0].is_ascii_alphabetic() {
        // It has no TLS, and hangs up.
        return Ok(());
    }
    let request = read_request(&mut stream).await?;
    let query = match request.query.as_str() {
        "" => String::new(),
        query => format!("?{query}"),
    };
    asked
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .push(format!("{} {}{query}", request.method, request.path));
    let mut phone = phone.lock().await;
    let (answer, target) = phone.answer(&request);
    if let Some(target) = target {
        // Before it answers, so that whoever has asked sees what came of it.
        let _ = phone.fetch(&target).await;
    }
    stream.write_all(&answer.to_bytes()).await?;
    stream.shutdown().await
}
