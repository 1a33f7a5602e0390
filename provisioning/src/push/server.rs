//! Where a phone fetches its configuration.

use crate::grandstream::{PNumber, PValues};
use crate::mac::shown;
use crate::url;

/// Where a phone shall fetch its configuration from now on.
///
/// ```
/// use switchhook_provisioning::push::ServerAddress;
/// let address = ServerAddress::new("https://prov.example.net/b/f3Zk9Q")?;
/// let values: Vec<_> = address.values("GRP2614")?.iter().map(|(number, text)| format!("{number}={text}")).collect();
/// // The protocol and the rest stand apart.
/// assert_eq!(values, ["P212=2", "P237=prov.example.net/b/f3Zk9Q"]);
/// assert_eq!(address.values("GXP2000").unwrap_err().code(), "E-SERVER-NO-HTTPS");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerAddress {
    encrypted: bool,
    path: String,
    ignores_dhcp: bool,
}

/// Why a phone cannot be sent to a server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServerAddressError {
    /// Not a URL for phones.
    #[error("{text:?} is no URL for phones; begin with https:// or http:// and write a host and a path")]
    Url {
        /// What was given, shortened when long.
        text: String,
    },
    /// A password in the URL. It is not repeated.
    #[error("the URL has a password in it; give the phone P1360 and P1361 instead")]
    Password,
    /// A model that cannot fetch over HTTPS.
    #[error(
        "{model} fetches only over TFTP and HTTP; use an http:// URL and serve it nothing secret, or replace it"
    )]
    NoHttps {
        /// Its name.
        model: String,
    },
}

impl ServerAddressError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Url { .. } => "E-SERVER-URL",
            Self::Password => "E-SERVER-PASSWORD",
            Self::NoHttps { .. } => "E-SERVER-NO-HTTPS",
        }
    }
}

impl ServerAddress {
    /// A folder by its URL, without the file's name.
    ///
    /// # Errors
    /// [`ServerAddressError::Url`], [`ServerAddressError::Password`].
    pub fn new(text: &str) -> Result<Self, ServerAddressError> {
        let url = url::read(text).map_err(|problem| match problem {
            url::Unusable::Password => ServerAddressError::Password,
            url::Unusable::Shape => ServerAddressError::Url { text: shown(text) },
        })?;
        Ok(Self {
            encrypted: url.encrypted,
            path: url.rest.trim_end_matches('/').to_owned(),
            ignores_dhcp: false,
        })
    }

    /// Whether DHCP may no longer send the phone elsewhere (P145=0). Default: it may.
    #[must_use]
    pub fn ignore_dhcp(mut self, ignored: bool) -> Self {
        self.ignores_dhcp = ignored;
        self
    }

    /// The values that say so on a model, by its name; an unknown name counts as a newer phone.
    ///
    /// On models that have one protocol for everything (GXP11xx, 14xx, early 21xx, HT, DP715, GXW), P212 is the
    /// firmware's too: check P192 there.
    ///
    /// # Errors
    /// [`ServerAddressError::NoHttps`] for an `https` URL on a model from before.
    pub fn values(&self, model: &str) -> Result<PValues, ServerAddressError> {
        let upper = model.trim().to_ascii_uppercase();
        if self.encrypted && WITHOUT_HTTPS.iter().any(|prefix| upper.starts_with(prefix)) {
            return Err(ServerAddressError::NoHttps { model: shown(model) });
        }
        let protocol = if self.encrypted { "2" } else { "1" };
        let mut values = PValues::new();
        let dhcp = self.ignores_dhcp.then_some((145, "0"));
        for (number, text) in [(212, protocol), (237, self.path.as_str())]
            .into_iter()
            .chain(dhcp)
        {
            // A URL that was read has no control characters.
            let _ = values.set(PNumber::new(number), text);
        }
        Ok(values)
    }
}

/// Models whose P212 knows only 0 and 1.
const WITHOUT_HTTPS: [&str; 11] = [
    "BT1", "BT2", "GXP20", "GXP1200", "GXP280", "GXV300", "GXW410", "HT286", "HT287", "HT48", "HT496",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_becomes_a_protocol_and_the_rest_a_path() {
        for (url, model, expected) in [
            (
                "https://p.example.net:8443/d/x/",
                "GXP2135",
                "P212=2 P237=p.example.net:8443/d/x",
            ),
            ("http://192.0.2.1", "GXP2000", "P212=1 P237=192.0.2.1"),
            ("https://p.example.net", "", "P212=2 P237=p.example.net"),
            ("https://p.example.net", "HT802", "P212=2 P237=p.example.net"),
        ] {
            let values = ServerAddress::new(url).unwrap().values(model).unwrap();
            let found: Vec<_> = values
                .iter()
                .map(|(number, text)| format!("{number}={text}"))
                .collect();
            assert_eq!(found.join(" "), expected);
        }
        let values = ServerAddress::new("https://p.example.net")
            .unwrap()
            .ignore_dhcp(true)
            .values("GRP2614");
        assert_eq!(values.unwrap().get(PNumber::new(145)), Some("0"));
    }

    #[test]
    fn what_a_phone_cannot_use_is_refused() {
        for (url, model, code) in [
            ("p.example.net", "GRP2614", "E-SERVER-URL"),
            ("tftp://p.example.net", "GRP2614", "E-SERVER-URL"),
            ("https://a:geheim@p.example.net", "GRP2614", "E-SERVER-PASSWORD"),
            ("https://p.example.net", "BT200", "E-SERVER-NO-HTTPS"),
            ("https://p.example.net", "HT488", "E-SERVER-NO-HTTPS"),
        ] {
            let error = ServerAddress::new(url)
                .and_then(|address| address.values(model))
                .unwrap_err();
            assert_eq!(error.code(), code, "{url}");
            assert!(!error.to_string().contains("geheim"));
        }
    }
}
