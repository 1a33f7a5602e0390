//! One phone of another brand and its pages.

use std::fmt;
use std::net::IpAddr;

use super::error::PushError;
use super::http::{Answer, Connection, Failed, Scheme};
use super::tls::Fingerprint;
use super::web::{Options, WebUi};
use crate::brand::{Brand, Model};
use crate::cisco::{ResyncError, Status};
use crate::mac::MacAddr;
use crate::mitel::{GlobalSip, SystemInfo};
use crate::secret::Secret;
use crate::webui::{Request, WebError};

/// The pages of one phone of [another brand](crate::brand): a Cisco SPA or a Mitel.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use switchhook_provisioning::push::{BrandUi, Options};
/// // These phones speak plain HTTP from their box; firmware of their age has no TLS that is taken here.
/// let mut phone = BrandUi::connect("192.0.2.40".parse()?, &Options::new().plain_http(true)).await?;
/// println!("{:?}", phone.identify().await?);
/// phone.login("admin", "wq7.Lm-3_Zp");
/// phone.resync("https://prov.example.net/phones/spa$MA.xml").await?;
/// # Ok(())
/// # }
/// ```
pub struct BrandUi {
    connection: Connection,
    scheme: Scheme,
    brand: Option<Brand>,
    credentials: Option<(String, Secret)>,
}

/// What a phone of another brand says it is. Nothing of it is proved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BrandProduct {
    /// Who makes it.
    pub brand: Brand,
    /// Its name for itself; a Mitel tells it after a login, and by what it asks for a password with.
    pub model_name: Option<String>,
    /// The model, if this crate knows it.
    pub model: Option<Model>,
    /// Its firmware.
    pub firmware: Option<String>,
    /// Its hardware address.
    pub mac: Option<MacAddr>,
    /// All that a Cisco's page tells, such as the address that it has.
    pub status: Option<Status>,
}

impl BrandUi {
    /// Connects, as [`WebUi::connect`] does.
    ///
    /// # Errors
    /// [`PushError`] of the last try.
    pub async fn connect(address: IpAddr, options: &Options) -> Result<Self, PushError> {
        let (scheme, connection) = WebUi::reach(address, options).await?;
        Ok(Self {
            connection,
            scheme,
            brand: None,
            credentials: None,
        })
    }

    /// The phone's certificate, to be pinned; `None` over plain HTTP.
    #[must_use]
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        self.scheme.fingerprint()
    }

    /// What the phone is. No password is sent before its answer has said whose it is.
    ///
    /// # Errors
    /// [`WebError::NotOfBrand`] if it is of none of these brands; [`PushError`].
    pub async fn identify(&mut self) -> Result<BrandProduct, PushError> {
        let answer = self.ask(&Request::cisco_status()).await?;
        if let Some(status) = Status::read(answer.body()).ok().filter(|_| answer.is_ok()) {
            self.brand = Some(Brand::Cisco);
            return Ok(BrandProduct {
                brand: Brand::Cisco,
                model: Model::by_name(&status.product),
                model_name: Some(status.product.clone()),
                firmware: status.firmware.clone(),
                mac: status.mac,
                status: Some(status),
            });
        }
        // A password for that page and no other: one that was set up. Others have no such page.
        let realm = answer.realm().unwrap_or_default();
        if realm.to_ascii_lowercase().contains("spa") || realm == "admin" {
            self.brand = Some(Brand::Cisco);
            return Ok(Self::unnamed(Brand::Cisco));
        }
        let answer = self.ask(&Request::mitel_info()).await?;
        let page = String::from_utf8_lossy(answer.body()).into_owned();
        if let Some(info) = SystemInfo::read(&page).filter(|_| answer.is_ok()) {
            self.brand = Some(Brand::Mitel);
            return Ok(BrandProduct {
                brand: Brand::Mitel,
                model: Model::by_name(&info.platform),
                model_name: Some(info.platform),
                firmware: info.firmware,
                mac: info.mac,
                status: None,
            });
        }
        let realm = answer.realm().unwrap_or_default();
        let of = |maker: &str| realm.to_ascii_lowercase().contains(maker);
        if answer.asks() && (of("aastra") || of("mitel")) {
            self.brand = Some(Brand::Mitel);
            let mut product = Self::unnamed(Brand::Mitel);
            product.model = realm.split_whitespace().find_map(Model::by_name);
            product.model_name = product.model.map(|model| model.name().to_owned());
            return Ok(product);
        }
        Err(WebError::NotOfBrand.into())
    }

    /// The user and password for what follows; they are sent when the phone asks for them.
    pub fn login(&mut self, user: &str, password: impl Into<Secret>) {
        self.credentials = Some((user.to_owned(), password.into()));
    }

    /// What a Mitel tells after a login, and a Cisco that has a password.
    ///
    /// # Errors
    /// [`PushError`]; [`WebError::NotLoggedIn`] where a password is needed, [`WebError::WrongPassword`].
    pub async fn product(&mut self) -> Result<BrandProduct, PushError> {
        let request = match self.brand()? {
            Brand::Cisco => Request::cisco_status(),
            Brand::Mitel => Request::mitel_info(),
        };
        let answer = self.send(&request).await?;
        let unexpected = || WebError::Unexpected {
            path: request.path().to_owned(),
            status: answer.status(),
            found: "something else",
            wanted: "what the phone is",
        };
        match self.brand()? {
            Brand::Cisco => {
                let status = Status::read(answer.body()).map_err(|_| unexpected())?;
                Ok(BrandProduct {
                    brand: Brand::Cisco,
                    model: Model::by_name(&status.product),
                    model_name: Some(status.product.clone()),
                    firmware: status.firmware.clone(),
                    mac: status.mac,
                    status: Some(status),
                })
            }
            Brand::Mitel => {
                let page = String::from_utf8_lossy(answer.body()).into_owned();
                let info = SystemInfo::read(&page).ok_or_else(unexpected)?;
                Ok(BrandProduct {
                    brand: Brand::Mitel,
                    model: Model::by_name(&info.platform),
                    model_name: Some(info.platform),
                    firmware: info.firmware,
                    mac: info.mac,
                    status: None,
                })
            }
        }
    }

    /// Makes a Cisco fetch a file now; `$MA` in the URL stands for its address.
    ///
    /// # Errors
    /// [`PushError`]; [`WebError::Impossible`] when the URL is none that a phone can be sent to, or the phone is no Cisco.
    pub async fn resync(&mut self, target: &str) -> Result<(), PushError> {
        self.only(Brand::Cisco)?;
        let request = Request::cisco_resync(target).map_err(|error: ResyncError| WebError::Impossible {
            problem: error.to_string(),
        })?;
        self.send(&request).await.map(drop)
    }

    /// Sets all lines of a Mitel up, without a file.
    ///
    /// # Errors
    /// [`PushError`]; [`WebError::Impossible`] when the phone is no Mitel.
    pub async fn set_lines(&mut self, form: &GlobalSip) -> Result<(), PushError> {
        self.only(Brand::Mitel)?;
        self.send(&Request::mitel_lines(form)).await.map(drop)
    }

    /// Restarts a Mitel. A connection that breaks instead of an answer counts as success.
    ///
    /// # Errors
    /// [`PushError`]; [`WebError::Impossible`] when the phone is no Mitel.
    pub async fn restart(&mut self) -> Result<(), PushError> {
        self.only(Brand::Mitel)?;
        match self.send(&Request::mitel_restart()).await {
            Err(PushError::Web(WebError::Lost { .. })) => Ok(()),
            other => other.map(drop),
        }
    }

    fn unnamed(brand: Brand) -> BrandProduct {
        BrandProduct {
            brand,
            model_name: None,
            model: None,
            firmware: None,
            mac: None,
            status: None,
        }
    }

    fn brand(&self) -> Result<Brand, PushError> {
        Ok(self.brand.ok_or(WebError::Idle)?)
    }

    fn only(&self, brand: Brand) -> Result<(), PushError> {
        let found = self.brand()?;
        if found == brand {
            return Ok(());
        }
        let problem = format!(
            "a {} has no page for that; it is one of {}'s",
            found.title(),
            brand.title()
        );
        Err(WebError::Impossible { problem }.into())
    }

    /// Sends a request, and once more with the password if the phone asks for one.
    async fn send(&mut self, request: &Request) -> Result<Answer, PushError> {
        let answer = self.ask(request).await?;
        if !answer.asks() {
            return Self::fine(request, answer);
        }
        let (user, password) = self.credentials.clone().ok_or(WebError::NotLoggedIn)?;
        // Over plain HTTP the host has said that this is allowed.
        let dressed = answer
            .challenges()
            .find_map(|challenge| request.clone().answering(challenge, &user, &password, true));
        let answer = self.ask(&dressed.ok_or(WebError::NoLogin)?).await?;
        if answer.asks() {
            return Err(WebError::WrongPassword { user }.into());
        }
        Self::fine(request, answer)
    }

    fn fine(request: &Request, answer: Answer) -> Result<Answer, PushError> {
        if answer.is_ok() {
            return Ok(answer);
        }
        let path = request.path().to_owned();
        Err(if matches!(answer.status(), 301 | 302 | 303 | 307 | 308) {
            WebError::Redirected { path }.into()
        } else {
            WebError::Refused { path }.into()
        })
    }

    async fn ask(&mut self, request: &Request) -> Result<Answer, PushError> {
        let answer = self.connection.exchange(request).await;
        answer.map_err(|failed| match failed {
            Failed::Lost => WebError::Lost {
                path: request.path().to_owned(),
            }
            .into(),
            Failed::Error(error) => error,
        })
    }
}

impl fmt::Debug for BrandUi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BrandUi")
            .field("scheme", &self.scheme.name())
            .field("brand", &self.brand)
            .finish_non_exhaustive()
    }
}
