//! Telephones in the network: what stands at an address, and its configuration through its own pages.

use std::collections::VecDeque;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use switchhook_portal_core::PersonId;
use switchhook_provisioning::brand::Brand;
use switchhook_provisioning::grandstream::PValues;
use switchhook_provisioning::mitel::GlobalSip;
use switchhook_provisioning::push::{BrandUi, Fingerprint, Options, PushError, WebUi};
use switchhook_provisioning::webui::WebError as PageError;
use switchhook_provisioning::{AnyModel, MacAddr, Secret};

use crate::token;

/// What a telephone has as it comes from the factory; other makers' have other ones, or none.
pub const FACTORY_PASSWORD: &str = "admin";
const MITELS_FACTORY_PASSWORD: &str = "22222";
/// The account of a telephone's own pages.
const USER: &str = "admin";

/// Telephones that were found and wait for their form.
const WAITING: usize = 32;
/// How long they do.
const WAITS: Duration = Duration::from_secs(1800);
/// Old telephones take several seconds for an answer.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);

/// Where to look.
#[derive(Debug)]
pub struct Wanted {
    pub place: Place,
    /// From the label, where the network does not tell it.
    pub mac: Option<MacAddr>,
    pub password: Secret,
    /// Whether a telephone that knows no encryption is asked too.
    pub plain: bool,
}

/// An address of a telephone's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub address: IpAddr,
    /// Other than the usual ones, as in the demo.
    pub port: Option<u16>,
}

/// A text that is no place where telephones are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPlace {
    NotAnAddress,
    /// An address outside of private networks: nobody's telephone is there, but somebody's machine is.
    NotPrivate,
}

impl Place {
    /// Reads `192.168.1.40` and `127.0.0.1:8443`.
    ///
    /// Only addresses of private networks; `loopback` says whether those of this machine count.
    pub fn read(text: &str, loopback: bool) -> Result<Self, NoPlace> {
        let text = text.trim();
        let place = match (text.parse::<IpAddr>(), text.parse::<SocketAddr>()) {
            (Ok(address), _) => Self {
                address: address.to_canonical(),
                port: None,
            },
            (_, Ok(both)) if both.port() > 0 => Self {
                address: both.ip().to_canonical(),
                port: Some(both.port()),
            },
            _ => return Err(NoPlace::NotAnAddress),
        };
        let private = match place.address {
            IpAddr::V4(v4) if v4.is_loopback() => loopback,
            IpAddr::V6(v6) if v6.is_loopback() => loopback,
            IpAddr::V4(v4) => v4.is_private() || v4.is_link_local() || is_shared(v4),
            IpAddr::V6(v6) => v6.is_unique_local() || v6.is_unicast_link_local(),
        };
        if private {
            Ok(place)
        } else {
            Err(NoPlace::NotPrivate)
        }
    }
}

/// 100.64.0.0/10, which providers use between themselves and their customers.
fn is_shared(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    first == 100 && second & 0xc0 == 64
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) => write!(f, "{}", SocketAddr::new(self.address, port)),
            None => write!(f, "{}", self.address),
        }
    }
}

/// A telephone that let us in.
#[derive(Debug)]
pub struct Found {
    pub place: Place,
    pub model: AnyModel,
    pub firmware: String,
    pub mac: MacAddr,
    /// With which it let us in.
    pub password: Secret,
    /// Its certificate, absent where it knows no encryption.
    pub certificate: Option<Fingerprint>,
}

/// Why none was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    #[error("nobody answers: {0}")]
    NoAnswer(String),
    #[error("it answers, but neither it nor the network tells its hardware address")]
    NoMac,
    #[error("{found} answers there, not {wanted}")]
    OtherMac { found: MacAddr, wanted: MacAddr },
    #[error("it is no telephone of a known maker")]
    UnknownMaker,
    #[error("{0} is a model that no files can be made for")]
    UnknownModel(String),
    #[error("it refused the password")]
    Refused,
    #[error("it lets nobody in for a while, after too many wrong passwords")]
    LockedOut,
    #[error("{0}")]
    Other(String),
}

impl From<PushError> for NotFound {
    fn from(error: PushError) -> Self {
        match error {
            PushError::Unreachable { .. } | PushError::Timeout { .. } | PushError::Tls { .. } => {
                Self::NoAnswer(error.to_string())
            }
            PushError::Http { .. } | PushError::Web(PageError::NotGrandstream | PageError::NotOfBrand) => {
                Self::UnknownMaker
            }
            PushError::Web(PageError::WrongPassword { .. }) => Self::Refused,
            PushError::Web(PageError::LockedOut) => Self::LockedOut,
            other => Self::Other(other.to_string()),
        }
    }
}

fn options(place: Place, plain: bool, pinned: Option<Fingerprint>) -> Options {
    let options = Options::new().timeout(ANSWERS_WITHIN).plain_http(plain);
    let options = match place.port {
        Some(port) => options.ports(port, port),
        None => options,
    };
    match pinned {
        Some(certificate) => options.pinned(certificate),
        None => options,
    }
}

/// Looks at an address: what is there, and whether it lets us in.
pub async fn find(wanted: Wanted) -> Result<Found, NotFound> {
    match find_grandstream(&wanted).await {
        Err(NotFound::UnknownMaker) => find_other(&wanted).await,
        found => found,
    }
}

async fn find_grandstream(wanted: &Wanted) -> Result<Found, NotFound> {
    let &Wanted {
        place,
        mac,
        ref password,
        plain,
    } = wanted;
    let mut pages = WebUi::connect(place.address, &options(place, plain, None)).await?;
    let nearby = neighbour(place.address).await;
    pages.login(USER, password).await?;
    let product = pages.product().await?;
    // What it was found by stays open otherwise, and many telephones let only one in.
    let _ = pages.logout().await;
    let name = product.model.unwrap_or_default();
    Ok(Found {
        place,
        model: name.parse().map_err(|_| NotFound::UnknownModel(name.clone()))?,
        firmware: product.firmware.unwrap_or_default(),
        mac: the_one(product.mac.or(nearby), mac)?,
        password: password.clone(),
        certificate: pages.fingerprint(),
    })
}

async fn find_other(wanted: &Wanted) -> Result<Found, NotFound> {
    let place = wanted.place;
    let mut pages = BrandUi::connect(place.address, &options(place, wanted.plain, None)).await?;
    let nearby = neighbour(place.address).await;
    let brand = pages.identify().await?.brand;
    let password = match brand {
        Brand::Mitel if wanted.password.expose() == FACTORY_PASSWORD => MITELS_FACTORY_PASSWORD.into(),
        _ => wanted.password.clone(),
    };
    pages.login(USER, password.clone());
    let product = pages.product().await?;
    let model = product
        .model
        .ok_or_else(|| NotFound::UnknownModel(product.model_name.clone().unwrap_or_default()))?;
    Ok(Found {
        place,
        model: model.into(),
        firmware: product.firmware.unwrap_or_default(),
        mac: the_one(product.mac.or(nearby), wanted.mac)?,
        password,
        certificate: pages.fingerprint(),
    })
}

/// The hardware address that was found, which is the one that was wanted if somebody wanted one.
fn the_one(told: Option<MacAddr>, wanted: Option<MacAddr>) -> Result<MacAddr, NotFound> {
    match (told, wanted) {
        (Some(found), Some(wanted)) if found != wanted => Err(NotFound::OtherMac { found, wanted }),
        (told, wanted) => told.or(wanted).ok_or(NotFound::NoMac),
    }
}

async fn others_pages(found: &Found) -> Result<BrandUi, PushError> {
    let plain = found.certificate.is_none();
    let options = options(found.place, plain, found.certificate);
    let mut pages = BrandUi::connect(found.place.address, &options).await?;
    pages.identify().await?;
    pages.login(USER, found.password.clone());
    Ok(pages)
}

/// Makes a Cisco fetch its first file.
pub async fn fetch_now(found: &Found, address: &str) -> Result<(), PushError> {
    others_pages(found).await?.resync(address).await
}

/// Writes an account into a Mitel, and restarts it.
pub async fn set_lines(found: &Found, form: &GlobalSip) -> Result<(), PushError> {
    let mut pages = others_pages(found).await?;
    pages.set_lines(form).await?;
    pages.restart().await
}

/// Writes all values of a configuration into a telephone through its pages, and restarts it.
///
/// The password of the pages comes last: once it is written, the old one may count no more.
pub async fn configure(found: &Found, values: &PValues) -> Result<(), PushError> {
    let plain = found.certificate.is_none();
    let mut pages = WebUi::connect(
        found.place.address,
        &options(found.place, plain, found.certificate),
    )
    .await?;
    pages.login(USER, &found.password).await?;
    pages.write(values).await?;
    pages.reboot().await
}

/// The hardware address that this machine's neighbour table has for an address, if it is in the same network.
async fn neighbour(address: IpAddr) -> Option<MacAddr> {
    // Absent on other systems than Linux; then the label has to be read.
    let table = tokio::fs::read_to_string("/proc/net/arp").await.ok()?;
    neighbour_in(&table, address)
}

fn neighbour_in(table: &str, address: IpAddr) -> Option<MacAddr> {
    table.lines().skip(1).find_map(|line| {
        let mut columns = line.split_whitespace();
        let found: IpAddr = columns.next()?.parse().ok()?;
        let mac: MacAddr = columns.nth(2)?.parse().ok()?;
        (found == address && mac.is_of_one_device()).then_some(mac)
    })
}

struct Waiting {
    token: String,
    person: PersonId,
    since: Instant,
    found: Arc<Found>,
}

/// Telephones that were found, until their form is saved. They hold passwords, so they are in memory only.
#[derive(Default)]
pub struct Finds(Mutex<VecDeque<Waiting>>);

impl Finds {
    /// Keeps a telephone for the person who found it, and gives the name under which it waits.
    pub fn add(&self, person: PersonId, found: Found) -> String {
        let token = token::random();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|waiting| waiting.since.elapsed() < WAITS);
        while all.len() >= WAITING {
            all.pop_front();
        }
        all.push_back(Waiting {
            token: token.clone(),
            person,
            since: Instant::now(),
            found: Arc::new(found),
        });
        token
    }

    /// The telephone of this name, if the person found it.
    pub fn find(&self, person: PersonId, token: &str) -> Option<Arc<Found>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .find(|waiting| {
                waiting.token == token && waiting.person == person && waiting.since.elapsed() < WAITS
            })
            .map(|waiting| waiting.found.clone())
    }

    /// Forgets a telephone, and the password that it had.
    pub fn remove(&self, token: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|waiting| waiting.token != token);
    }
}

#[cfg(test)]
mod tests {
    use switchhook_provisioning::grandstream::PNumber;
    use switchhook_provisioning::testing::{Pages, Phone};

    use super::*;

    const MAC: &str = "c0:74:ad:11:22:33";

    async fn pages(model: &str) -> (Arc<tokio::sync::Mutex<Phone>>, Pages) {
        let phone = Phone::new(model, MAC.parse().unwrap(), "1.0.11.106").unwrap();
        let phone = Arc::new(tokio::sync::Mutex::new(phone));
        let pages = Pages::serve(phone.clone()).await.unwrap();
        (phone, pages)
    }

    fn wanted(pages: &Pages, password: &str) -> Wanted {
        Wanted {
            place: Place::read(&pages.tls().to_string(), true).unwrap(),
            mac: None,
            password: password.into(),
            plain: false,
        }
    }

    #[test]
    fn only_addresses_of_private_networks_are_places() {
        for (text, loopback, expected) in [
            ("192.168.1.40", false, Ok("192.168.1.40")),
            (" 10.0.0.7 ", false, Ok("10.0.0.7")),
            ("100.64.1.1", false, Ok("100.64.1.1")),
            ("::ffff:10.0.0.7", false, Ok("10.0.0.7")),
            ("[fd00::7]:8443", false, Ok("[fd00::7]:8443")),
            ("127.0.0.1:8443", true, Ok("127.0.0.1:8443")),
            ("127.0.0.1:8443", false, Err(NoPlace::NotPrivate)),
            ("8.8.8.8", true, Err(NoPlace::NotPrivate)),
            ("0.0.0.0", true, Err(NoPlace::NotPrivate)),
            ("169.254.1.1:0", true, Err(NoPlace::NotAnAddress)),
            ("phone.example", true, Err(NoPlace::NotAnAddress)),
            ("", true, Err(NoPlace::NotAnAddress)),
        ] {
            let read = Place::read(text, loopback).map(|place| place.to_string());
            assert_eq!(read.as_deref().map_err(|error| *error), expected, "{text:?}");
        }
    }

    #[test]
    fn the_neighbour_table_tells_the_hardware_address() {
        let table = "IP address       HW type     Flags       HW address            Mask     Device\n\
                     192.168.1.40     0x1         0x2         c0:74:ad:11:22:33     *        eth0\n\
                     192.168.1.41     0x1         0x0         00:00:00:00:00:00     *        eth0\n";
        let of = |text: &str| neighbour_in(table, text.parse().unwrap()).map(|mac| mac.to_string());
        assert_eq!(of("192.168.1.40").as_deref(), Some(MAC));
        assert_eq!(of("192.168.1.41"), None, "nobody answered there");
        assert_eq!(of("192.168.1.42"), None);
    }

    #[tokio::test]
    async fn a_telephone_of_each_generation_with_files_is_found_and_configured() {
        for model in ["GXP2135", "GRP2614"] {
            let (phone, pages) = pages(model).await;
            let found = find(wanted(&pages, FACTORY_PASSWORD)).await.unwrap();
            assert_eq!((found.model.name(), &*found.firmware), (model, "1.0.11.106"));
            assert_eq!(found.mac.to_string(), MAC);
            assert!(found.certificate.is_some());
            let mut values = PValues::new();
            for (number, text) in [
                (47, "192.168.10.5"),
                (35, "pab12cd34"),
                (36, "pab12cd34"),
                (34, "kT9-vV2_mQ7"),
                (2, "wq7.Lm-3_Zp"),
                (271, "1"),
            ] {
                values.set(PNumber::new(number), text).unwrap();
            }
            configure(&found, &values).await.unwrap();
            let account = phone.lock().await.account(1).unwrap();
            assert_eq!(
                (&*account.server, &*account.user),
                ("192.168.10.5", "pab12cd34"),
                "{model}"
            );
            // The factory's password opens it no more.
            assert_eq!(
                find(wanted(&pages, FACTORY_PASSWORD)).await.unwrap_err(),
                NotFound::Refused,
                "{model}"
            );
            find(wanted(&pages, "wq7.Lm-3_Zp")).await.unwrap();
        }
    }

    #[tokio::test]
    async fn what_is_wrong_is_told_apart() {
        let (_, pages) = pages("GXP2135").await;
        let error = find(wanted(&pages, "wrong")).await.unwrap_err();
        assert_eq!(error, NotFound::Refused);
        let mut other = wanted(&pages, FACTORY_PASSWORD);
        other.mac = "c0:74:ad:99:99:99".parse().ok();
        assert!(matches!(
            find(other).await.unwrap_err(),
            NotFound::OtherMac { .. }
        ));
        let mut nobody = wanted(&pages, FACTORY_PASSWORD);
        drop(pages);
        nobody.place.port = Some(1);
        assert!(matches!(find(nobody).await.unwrap_err(), NotFound::NoAnswer(_)));
    }

    #[tokio::test]
    async fn a_telephone_waits_for_whoever_found_it() {
        let (_, pages) = pages("GXP2135").await;
        let finds = Finds::default();
        let found = find(wanted(&pages, FACTORY_PASSWORD)).await.unwrap();
        assert!(!format!("{found:?}").contains("\"admin\""), "{found:?}");
        let token = finds.add(PersonId(1), found);
        assert!(finds.find(PersonId(1), &token).is_some());
        assert!(finds.find(PersonId(2), &token).is_none());
        finds.remove(&token);
        assert!(finds.find(PersonId(1), &token).is_none());
    }
}
