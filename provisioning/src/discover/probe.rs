//! What a phone at a known address is.

use std::net::IpAddr;

use crate::brand::Brand;
use crate::push::{BrandUi, Fingerprint, Options, PushError, WebUi};
use crate::webui::{Product, WebError};

/// What a phone's pages tell before any login.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Probe {
    /// Where.
    pub address: IpAddr,
    /// Whose it is, if it is no Grandstream.
    pub brand: Option<Brand>,
    /// Model, firmware, hardware address; the two oldest generations tell little before a login, and a Mitel its model at most.
    pub product: Product,
    /// The certificate, to be pinned for what follows; `None` over plain HTTP.
    pub certificate: Option<Fingerprint>,
}

/// Asks the pages at an address what they belong to: a Grandstream, else a phone of [another brand](crate::brand). Nothing is logged in to, and no password is known here.
///
/// # Errors
/// [`PushError`]; `E-WEB-NOT-GRANDSTREAM` where something else answers, of other brands too.
pub async fn probe(address: IpAddr, options: &Options) -> Result<Probe, PushError> {
    let mut phone = WebUi::connect(address, options).await?;
    let not_ours = match phone.product().await {
        Ok(product) => {
            return Ok(Probe {
                address,
                brand: None,
                product,
                certificate: phone.fingerprint(),
            });
        }
        Err(error @ PushError::Web(WebError::NotGrandstream)) => error,
        Err(error) => return Err(error),
    };
    // Another brand has other pages, and some phones serve one connection at a time.
    drop(phone);
    let mut phone = BrandUi::connect(address, options).await?;
    let Ok(found) = phone.identify().await else {
        return Err(not_ours);
    };
    let product = Product {
        model: found.model_name,
        firmware: found.firmware,
        mac: found.mac,
    };
    Ok(Probe {
        address,
        brand: Some(found.brand),
        product,
        certificate: phone.fingerprint(),
    })
}
