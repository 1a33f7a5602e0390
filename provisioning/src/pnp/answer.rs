//! The two answers.

use std::fmt::Write as _;
use std::net::SocketAddr;

use super::subscribe::Subscribe;
use crate::mac::shown;
use crate::url;

/// The URL of a folder that a phone fetches its files from.
///
/// ```
/// use switchhook_provisioning::pnp::Folder;
/// // The slash at the end is what makes it a folder.
/// assert_eq!(Folder::new("https://prov.example.net/b/f3Zk9Q")?.as_str(), "https://prov.example.net/b/f3Zk9Q/");
/// assert_eq!(Folder::new("https://a:b@prov.example.net/").unwrap_err().code(), "E-PNP-FOLDER-PASSWORD");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder(String);

impl Folder {
    /// A folder by its URL; a slash at the end is added if it is not there.
    ///
    /// # Errors
    /// [`FolderError`] says what does not fit.
    pub fn new(text: &str) -> Result<Self, FolderError> {
        url::read(text).map_err(|problem| match problem {
            url::Unusable::Password => FolderError::Password,
            url::Unusable::Shape => FolderError::Url { text: shown(text) },
        })?;
        // One datagram has to hold it and the headers.
        if text.len() > 500 {
            return Err(FolderError::Long { bytes: text.len() });
        }
        let slash = if text.ends_with('/') { "" } else { "/" };
        Ok(Self(format!("{text}{slash}")))
    }

    /// The URL, a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a phone cannot be sent to a folder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// Not a URL for phones.
    #[error("{text:?} is no URL for phones; begin with https:// or http:// and write a host and a path")]
    Url {
        /// What was given, shortened when long.
        text: String,
    },
    /// A password in it, which goes over the network as it is. The URL is not repeated.
    #[error(
        "the URL has a password in it, which everybody in the network could read; use a token in the path"
    )]
    Password,
    /// Longer than a datagram can carry.
    #[error("the URL has {bytes} bytes, and 500 have room; shorten it")]
    Long {
        /// How many it has.
        bytes: usize,
    },
}

impl FolderError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Url { .. } => "E-PNP-FOLDER",
            Self::Password => "E-PNP-FOLDER-PASSWORD",
            Self::Long { .. } => "E-PNP-FOLDER-LONG",
        }
    }
}

impl Subscribe {
    /// `200 OK`, to be sent to where the question came from. `tag` is any word that is different each time.
    #[must_use]
    pub fn ok(&self, source: SocketAddr, tag: &str) -> String {
        let mut text = "SIP/2.0 200 OK\r\n".to_owned();
        for (index, via) in self.vias.iter().enumerate() {
            // The first Via asks where the datagram came from (RFC 3581).
            let via = match via.split_once(";rport") {
                Some((before, after)) if index == 0 && !after.starts_with('=') => {
                    format!("{before};rport={};received={}{after}", source.port(), source.ip())
                }
                _ => via.clone(),
            };
            line(&mut text, "Via", &via);
        }
        line(&mut text, "From", &self.from);
        line(&mut text, "To", &tagged(&self.to, tag));
        line(&mut text, "Call-ID", &self.call_id);
        line(&mut text, "CSeq", &format!("{} SUBSCRIBE", self.sequence));
        line(&mut text, "Expires", "0");
        line(&mut text, "Content-Length", "0");
        text.push_str("\r\n");
        text
    }

    /// The NOTIFY that says where the files are, to be sent to [`Subscribe::contact`], from `local`, with the `tag` of
    /// [`Subscribe::ok`].
    #[must_use]
    pub fn notify(&self, folder: &Folder, local: SocketAddr, tag: &str) -> String {
        let body = format!("{}\r\n", folder.as_str());
        let mut text = format!("NOTIFY sip:{} SIP/2.0\r\n", self.contact);
        line(
            &mut text,
            "Via",
            &format!("SIP/2.0/UDP {local};branch=z9hG4bK{tag};rport"),
        );
        line(&mut text, "Max-Forwards", "20");
        line(&mut text, "From", &tagged(&self.to, tag));
        line(&mut text, "To", &self.from);
        line(&mut text, "Call-ID", &self.call_id);
        line(&mut text, "CSeq", "1 NOTIFY");
        line(&mut text, "Contact", &format!("<sip:{local}>"));
        line(&mut text, "Event", "ua-profile");
        line(&mut text, "Subscription-State", "terminated;reason=timeout");
        line(&mut text, "Content-Type", "application/url");
        line(&mut text, "Content-Length", &body.len().to_string());
        text.push_str("\r\n");
        text.push_str(&body);
        text
    }
}

fn line(text: &mut String, name: &str, value: &str) {
    // Writing into a String does not fail.
    let _ = write!(text, "{name}: {value}\r\n");
}

/// The tag of this side, unless there is one.
fn tagged(to: &str, tag: &str) -> String {
    if to.contains(";tag=") {
        to.to_owned()
    } else {
        format!("{to};tag={tag}")
    }
}
