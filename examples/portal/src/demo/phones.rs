//! Telephones fresh out of their boxes, for the page that finds them: they have pages on loopback, and take what is written.

use std::sync::Arc;

use switchhook_provisioning::ParseMacError;
use switchhook_provisioning::testing::{NotSimulated, Pages, Phone};
use tokio::sync::Mutex;

/// Name, hardware address and firmware.
const BOXES: [(&str, &str, &str); 2] = [
    ("GXP2135", "c0:74:ad:20:26:01", "1.0.11.106"),
    ("GRP2614", "c0:74:ad:20:26:02", "1.0.9.27"),
];

/// Why there are none.
#[derive(Debug, thiserror::Error)]
pub enum PhonesError {
    #[error(transparent)]
    Model(#[from] NotSimulated),
    #[error(transparent)]
    Mac(#[from] ParseMacError),
    #[error("no port on 127.0.0.1: {0}")]
    Port(#[from] std::io::Error),
}

/// They answer until this value is dropped.
pub struct Phones(Vec<Pages>);

impl Phones {
    pub async fn start() -> Result<Self, PhonesError> {
        let mut all = Vec::new();
        for (model, mac, firmware) in BOXES {
            let phone = Phone::new(model, mac.parse()?, firmware)?;
            all.push(Pages::serve(Arc::new(Mutex::new(phone))).await?);
        }
        Ok(Self(all))
    }

    /// Where their pages are, encrypted.
    pub fn addresses(&self) -> Arc<[String]> {
        self.0.iter().map(|pages| pages.tls().to_string()).collect()
    }
}
