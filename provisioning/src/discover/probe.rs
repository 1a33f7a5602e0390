//! What a phone at a known address is.

use std::net::IpAddr;

use crate::push::{Fingerprint, Options, PushError, WebUi};
use crate::webui::Product;

/// What a phone's pages tell before any login.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Probe {
    /// Where.
    pub address: IpAddr,
    /// Model, firmware, hardware address; the two oldest generations tell little before a login.
    pub product: Product,
    /// The certificate, to be pinned for what follows; `None` over plain HTTP.
    pub certificate: Option<Fingerprint>,
}

/// Asks the pages at an address what they belong to. Nothing is logged in to, and no password is known here.
///
/// # Errors
/// [`PushError`]; `E-WEB-NOT-GRANDSTREAM` where something else answers.
pub async fn probe(address: IpAddr, options: &Options) -> Result<Probe, PushError> {
    let mut phone = WebUi::connect(address, options).await?;
    let product = phone.product().await?;
    Ok(Probe {
        address,
        product,
        certificate: phone.fingerprint(),
    })
}
