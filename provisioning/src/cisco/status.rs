//! What a phone tells of itself.

use std::net::Ipv4Addr;

use super::flat_profile;
use super::flat_profile::ReadFlatProfileError;
use crate::brand::{Entries, Phone};
use crate::grandstream::Limits;
use crate::mac::MacAddr;
use crate::setting::{DeviceSetting, Setting, Value};

/// What `/admin/spacfg.xml` tells. `Debug` shows what is named here alone: the page has all settings of the phone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// `SPA504G`.
    pub product: String,
    /// `7.4.8a`.
    pub firmware: Option<String>,
    /// Its hardware address.
    pub mac: Option<MacAddr>,
    /// Whether its address is its own, and not DHCP's.
    pub is_static: bool,
    /// Its address now.
    pub address: Option<Ipv4Addr>,
    /// Its network mask now.
    pub netmask: Option<Ipv4Addr>,
    /// Its gateway now.
    pub gateway: Option<Ipv4Addr>,
    /// Its DNS servers, best first.
    pub dns: Vec<Ipv4Addr>,
    /// Its time servers, best first.
    pub ntp: Vec<String>,
    /// All of its settings.
    pub settings: Entries,
}

impl Status {
    /// Reads the page.
    ///
    /// # Errors
    ///
    /// When it is no flat profile, or does not name a product.
    pub fn read(page: &[u8]) -> Result<Self, StatusError> {
        let settings = flat_profile::read(page, &Limits::default())?;
        let text = |name: &str| settings.get(name).filter(|text| !text.is_empty());
        let address = |name: &str| {
            let address: Ipv4Addr = text(name)?.parse().ok()?;
            (!address.is_unspecified()).then_some(address)
        };
        let product = text("Product_Name").ok_or(StatusError::NoProduct)?;
        if product.len() > 24
            || !product
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            return Err(StatusError::NoProduct);
        }
        Ok(Self {
            product: product.to_owned(),
            firmware: text("Software_Version")
                .filter(|version| version.len() <= 40 && version.is_ascii())
                .map(str::to_owned),
            mac: text("MAC_Address").and_then(|text| text.parse().ok()),
            is_static: text("Connection_Type").is_some_and(|kind| kind.eq_ignore_ascii_case("Static IP")),
            address: address("Current_IP"),
            netmask: address("Current_Netmask"),
            gateway: address("Current_Gateway"),
            // Both spellings were seen.
            dns: ["Primary__DNS", "Primary_DNS", "Secondary__DNS", "Secondary_DNS"]
                .into_iter()
                .filter_map(address)
                .fold(Vec::new(), |mut all, address| {
                    if !all.contains(&address) {
                        all.push(address);
                    }
                    all
                }),
            ntp: ["Primary_NTP_Server", "Secondary_NTP_Server"]
                .into_iter()
                .filter_map(text)
                .map(str::to_owned)
                .collect(),
            settings,
        })
    }

    /// The phone with the address that it has now, if that is its own; where DHCP gives it, nothing is stated.
    pub fn keep_address(&self, mut phone: Phone) -> Phone {
        use DeviceSetting as D;
        if !self.is_static {
            return phone;
        }
        phone = phone.set(Setting::Device(D::NetMode), Value::Choice("static"));
        let parts = [
            (D::NetIp, self.address),
            (D::NetMask, self.netmask),
            (D::NetGateway, self.gateway),
            (D::NetDns1, self.dns.first().copied()),
            (D::NetDns2, self.dns.get(1).copied()),
        ];
        for (of, address) in parts {
            if let Some(address) = address {
                phone = phone.set(Setting::Device(of), address);
            }
        }
        phone
    }
}

/// Why a page tells nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StatusError {
    /// No flat profile.
    #[error(transparent)]
    Profile(#[from] ReadFlatProfileError),
    /// A flat profile without a product.
    #[error("the page names no product; is this an SPA phone?")]
    NoProduct,
}

impl StatusError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Profile(error) => error.code(),
            Self::NoProduct => "E-STATUS-PRODUCT",
        }
    }
}
