//! Requests to the pages of [other brands](crate::brand), and what a phone that asks for a password is answered.

use md5::{Digest as _, Md5};

use super::message::Request;
use crate::cisco::{ResyncError, resync_path};
use crate::mitel::{GlobalSip, basic};
use crate::secret::Secret;

impl Request {
    /// A Cisco's page with all that it is and has: [`Status`](crate::cisco::Status) reads it.
    #[must_use]
    pub fn cisco_status() -> Self {
        Self::get("/admin/spacfg.xml", &[])
    }

    /// Makes a Cisco fetch a file now.
    ///
    /// # Errors
    ///
    /// When the target is no URL that a phone can be sent to.
    pub fn cisco_resync(target: &str) -> Result<Self, ResyncError> {
        Ok(Self::get("/admin/resync", &[]).to(resync_path(target)?))
    }

    /// A Mitel's page with what it is: [`SystemInfo`](crate::mitel::SystemInfo) reads it.
    #[must_use]
    pub fn mitel_info() -> Self {
        Self::get("/sysinfo.html", &[])
    }

    /// Sets all lines of a Mitel up.
    #[must_use]
    pub fn mitel_lines(form: &GlobalSip) -> Self {
        Self::post("/globalSIPsettings.html", &[]).with(form.body())
    }

    /// Restarts a Mitel.
    #[must_use]
    pub fn mitel_restart() -> Self {
        Self::post("/reset.html", &[]).with(GlobalSip::restart().to_owned())
    }

    /// With the answer to what the phone asked for in a `WWW-Authenticate`: a digest by MD5, or the password as it is where
    /// `basic_allowed`. `None` when it asks for something else.
    #[must_use]
    pub fn answering(
        mut self,
        challenge: &str,
        user: &str,
        password: &Secret,
        basic_allowed: bool,
    ) -> Option<Self> {
        let header = match challenge.split_once(' ')? {
            (scheme, rest) if scheme.eq_ignore_ascii_case("digest") => digest(
                rest,
                (user, password.expose()),
                self.method().as_str(),
                self.target(),
            )?,
            (scheme, _) if scheme.eq_ignore_ascii_case("basic") && basic_allowed => basic(user, password),
            _ => return None,
        };
        self = self.header("authorization", header);
        Some(self)
    }
}

/// RFC 2617, with MD5, as phones of that time have it. The client's nonce is made from the server's: nothing here is random, and
/// what it protects against is a server that chose its own nonce.
fn digest(challenge: &str, who: (&str, &str), method: &str, uri: &str) -> Option<String> {
    let parameter = |wanted: &str| parameter(challenge, wanted);
    let (realm, nonce) = (parameter("realm")?, parameter("nonce")?);
    if parameter("algorithm").is_some_and(|algorithm| !algorithm.eq_ignore_ascii_case("md5")) {
        return None;
    }
    let sendable =
        |text: &str| !text.contains(['"', '\\']) && text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let (user, password) = who;
    if ![realm.as_str(), &nonce, user, uri].into_iter().all(sendable) {
        return None;
    }
    let first = hash(&format!("{user}:{realm}:{password}"));
    let second = hash(&format!("{method}:{uri}"));
    let mut header =
        format!("Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\"");
    match parameter("qop") {
        None => {
            let response = hash(&format!("{first}:{nonce}:{second}"));
            header.push_str(&format!(", response=\"{response}\""));
        }
        Some(offered) if offered.split(',').any(|word| word.trim() == "auth") => {
            let own = &hash(&format!("{nonce}:{first}"))[..16];
            let response = hash(&format!("{first}:{nonce}:00000001:{own}:auth:{second}"));
            header.push_str(&format!(
                ", qop=auth, nc=00000001, cnonce=\"{own}\", response=\"{response}\""
            ));
        }
        Some(_) => return None,
    }
    if let Some(opaque) = parameter("opaque").filter(|opaque| sendable(opaque)) {
        header.push_str(&format!(", opaque=\"{opaque}\""));
    }
    Some(header)
}

fn hash(text: &str) -> String {
    let bytes = Md5::digest(text.as_bytes());
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One parameter of a challenge.
pub(crate) fn parameter(challenge: &str, wanted: &str) -> Option<String> {
    let mut rest = challenge;
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let name = name.trim_start_matches([',', ' ']).trim_end();
        let after = after.trim_start();
        let (value, left) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_once(',').unwrap_or((after, "")),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.trim().to_owned());
        }
        rest = left;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_digest_is_that_of_the_rfc() {
        // RFC 2617, 3.5, without the client's own nonce; the response was computed apart.
        let challenge = r#"realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41""#;
        let header = digest(challenge, ("Mufasa", "Circle Of Life"), "GET", "/dir/index.html").unwrap();
        assert!(
            header.contains("response=\"670fd8c2df070c60b045671b8b24ff02\""),
            "{header}"
        );
        assert!(
            header.ends_with("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""),
            "{header}"
        );
        for other in [
            r#"realm="r", nonce="n", algorithm=SHA-256"#,
            r#"realm="r", nonce="n", qop="auth-int""#,
            r#"realm="r""#,
            "",
        ] {
            assert_eq!(digest(other, ("a", "b"), "GET", "/"), None, "{other}");
        }
    }

    #[test]
    fn a_password_goes_as_it_is_only_where_that_is_allowed() {
        let ask = |allowed| {
            Request::mitel_info().answering("Basic realm=\"Aastra 6757i\"", "admin", &"22222".into(), allowed)
        };
        assert!(ask(false).is_none());
        let request = ask(true).unwrap();
        let header = request.headers().find(|(name, _)| *name == "authorization");
        assert_eq!(header, Some(("authorization", "Basic YWRtaW46MjIyMjI=")));
        assert!(!format!("{request:?}").contains("YWRtaW4"), "it does not show");
        assert!(Request::cisco_resync("tftp://192.0.2.1/x").is_err());
        let request = Request::cisco_resync("https://prov.example.net/x.xml").unwrap();
        assert_eq!(request.target(), "/admin/resync?https://prov.example.net/x.xml");
    }

    proptest! {
        #[test]
        fn no_challenge_is_too_strange(text in "(realm|nonce|qop|=|\"|,| |[a-zé\\\\]){0,40}") {
            let _ = Request::mitel_info().answering(&format!("Digest {text}"), "admin", &"x".into(), true);
            let _ = Request::mitel_info().answering(&text, "admin", &"x".into(), true);
        }
    }
}
