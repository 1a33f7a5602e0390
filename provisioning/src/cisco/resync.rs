//! Making a phone fetch at once.

use crate::url;

/// Path and query of the request that makes a phone fetch a file at once, whatever its own rule says:
/// `/admin/resync?https://prov.example.net/spa547c69112233.xml`. The phone asks for its administrator's password where it has one.
///
/// The original sent `tftp:`; over that, anybody in the network reads the SIP secret, so it is not taken here. Nor is a URL with a
/// name and password, or with anything that would have to be escaped: what stands behind the question mark is a rule, in which
/// blanks and brackets mean something.
///
/// ```
/// use switchhook_provisioning::cisco::{ResyncError, resync_path};
/// assert_eq!(
///     resync_path("https://prov.example.net/d/f3Zk9Q/spa$MA.xml")?,
///     "/admin/resync?https://prov.example.net/d/f3Zk9Q/spa$MA.xml"
/// );
/// for wrong in ["prov.example.net/x", "tftp://192.0.2.1/x", "https://a b/", "https://h/x\r\nHost: y", "https://u:p@h/x", "https://h/[x]"] {
///     assert!(resync_path(wrong).is_err(), "{wrong}");
/// }
/// # Ok::<(), ResyncError>(())
/// ```
///
/// # Errors
///
/// When it is no such URL. The error does not repeat it, as it may hold a password.
pub fn resync_path(target: &str) -> Result<String, ResyncError> {
    // The phone puts its address in here, and nothing else of it is known to be needed.
    let plain = target.replace("$MAU", "x").replace("$MA", "x");
    let read = url::read(&plain).map_err(|_| ResyncError)?;
    if read.rest.len() > 200 || read.rest.contains(['[', ']']) {
        return Err(ResyncError);
    }
    Ok(format!("/admin/resync?{}", target.replace('%', "%25")))
}

/// A text that a phone cannot be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no address that a phone can be sent to; write https://, the host and the path of its file, without name and password"
)]
pub struct ResyncError;

impl ResyncError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-RESYNC-URL"
    }
}
