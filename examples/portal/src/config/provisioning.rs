//! `[provisioning]`: whether telephones fetch their files from the portal, and how.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use switchhook_provisioning::{Firmware, Model};

use super::reader::Reader;
use super::{ConfigError, api, host_and_port};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provisioning {
    /// Where telephones reach the portal: host, and port where it is not the usual one. Without it, none is served.
    pub address: Option<String>,
    /// What tokens and passwords of telephones are derived from. Made at the first start.
    pub key: PathBuf,
    /// From where telephones may ask; from everywhere if empty.
    pub networks: Vec<IpNet>,
    /// The certificate that telephones trust beside those that they were made with.
    pub ca: Option<PathBuf>,
    /// The firmware that the site offers, by model.
    pub firmware: BTreeMap<Model, Firmware>,
}

impl Provisioning {
    /// Whether telephones are told an address of this machine, as in the demo: nothing they say crosses a network.
    pub fn is_here(&self) -> bool {
        let Some(address) = &self.address else {
            return false;
        };
        let host = address.rsplit_once(':').map_or(&**address, |(host, _)| host);
        let host = host.trim_start_matches('[').trim_end_matches(']');
        host.parse::<IpAddr>()
            .map_or(host == "localhost", |address| address.is_loopback())
    }
}

pub(super) fn read(file: &Reader<'_>) -> Result<Provisioning, ConfigError> {
    let address = file.optional("provisioning.address")?;
    if let Some(text) = address
        .as_ref()
        .filter(|text| host_and_port(text, HTTPS).is_none())
    {
        return Err(file.bad(
            "provisioning.address",
            format!("{text:?} is neither a host nor a host and a port"),
            "write it without https:// and without a path, as in \"telephony.example.org\"",
        ));
    }
    Ok(Provisioning {
        address,
        key: file.path("provisioning.key")?.unwrap_or_default(),
        networks: api::networks(file, "provisioning.networks")?,
        ca: file.path("provisioning.ca")?,
        firmware: firmware(file)?,
    })
}

/// Models, each with a version after a blank.
fn firmware(file: &Reader<'_>) -> Result<BTreeMap<Model, Firmware>, ConfigError> {
    const KEY: &str = "provisioning.firmware";
    let mut all = BTreeMap::new();
    for text in file.texts(KEY)? {
        let bad = |problem: String| {
            let remedy = "write a model of the telephone's page and a version, as in \"GRP2614 1.0.13.44\"";
            file.bad(KEY, problem, remedy)
        };
        let words = text.split_once(char::is_whitespace);
        let (model, version) = words.ok_or_else(|| bad(format!("{text:?} is not a model and a version")))?;
        let model: Model = model.parse().map_err(|error| bad(format!("{error}")))?;
        let version: Firmware = version.trim().parse().map_err(|error| bad(format!("{error}")))?;
        if all.insert(model, version).is_some() {
            return Err(bad(format!("{} stands there twice", model.name())));
        }
    }
    Ok(all)
}

const HTTPS: u16 = 443;
