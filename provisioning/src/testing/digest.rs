//! Digest access authentication (RFC 2617 and 7616), as the phone answers and checks it: for HTTP and for SIP.

use md5::{Digest as _, Md5};
use sha2::Sha256;

/// What a server asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Challenge {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    algorithm: Algorithm,
    /// How the server spelled it; repeated as it is.
    spelled: Option<String>,
    auth: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Algorithm {
    #[default]
    Md5,
    Sha256,
}

impl Challenge {
    /// Reads the value of a `WWW-Authenticate`; `None` when it is another scheme, another algorithm, or asks for a
    /// protection that the phone has not.
    pub(super) fn read(header: &str) -> Option<Self> {
        let parameters = parameters(header)?;
        let get = |name: &str| find(&parameters, name);
        let spelled = get("algorithm").map(str::to_owned);
        let algorithm = match spelled.as_deref().map(str::to_ascii_uppercase).as_deref() {
            None | Some("MD5") => Algorithm::Md5,
            Some("SHA-256") => Algorithm::Sha256,
            Some(_) => return None,
        };
        let auth = match get("qop") {
            None => false,
            Some(offered) => {
                if !offered.split(',').any(|word| word.trim() == "auth") {
                    return None;
                }
                true
            }
        };
        Some(Self {
            realm: get("realm")?.to_owned(),
            nonce: get("nonce")?.to_owned(),
            opaque: get("opaque").map(str::to_owned),
            algorithm,
            spelled,
            auth,
        })
    }

    /// The value of an `Authorization`. The count is that of the nonce's uses, from 1.
    pub(super) fn answer(
        &self,
        who: (&str, &str),
        method: &str,
        uri: &str,
        cnonce: &str,
        count: u32,
    ) -> String {
        let (user, password) = who;
        let count = format!("{count:08x}");
        let qop = self.auth.then_some(("auth", count.as_str(), cnonce));
        let response = response(
            self.algorithm,
            (user, &self.realm, password),
            (method, uri),
            &self.nonce,
            qop,
        );
        let mut text = format!(
            "Digest username=\"{}\", realm=\"{}\", nonce=\"{}\", uri=\"{uri}\", response=\"{response}\"",
            quoted(user),
            quoted(&self.realm),
            quoted(&self.nonce),
        );
        if let Some(spelled) = &self.spelled {
            text.push_str(&format!(", algorithm={spelled}"));
        }
        if let Some(opaque) = &self.opaque {
            text.push_str(&format!(", opaque=\"{}\"", quoted(opaque)));
        }
        if self.auth {
            text.push_str(&format!(", qop=auth, nc={count}, cnonce=\"{cnonce}\""));
        }
        text
    }
}

/// Whether the value of an `Authorization` answers a challenge with this realm and nonce, MD5 and `qop=auth` or none.
pub(super) fn is_answered(header: &str, realm: &str, nonce: &str, who: (&str, &str), method: &str) -> bool {
    let Some(parameters) = parameters(header) else {
        return false;
    };
    let get = |name: &str| find(&parameters, name).unwrap_or_default();
    let qop = match get("qop") {
        "" => None,
        qop => Some((qop, get("nc"), get("cnonce"))),
    };
    let expected = response(
        Algorithm::Md5,
        (who.0, realm, who.1),
        (method, get("uri")),
        nonce,
        qop,
    );
    get("username") == who.0 && get("realm") == realm && get("nonce") == nonce && get("response") == expected
}

fn response(
    algorithm: Algorithm,
    (user, realm, password): (&str, &str, &str),
    (method, uri): (&str, &str),
    nonce: &str,
    qop: Option<(&str, &str, &str)>,
) -> String {
    let hash = |text: String| match algorithm {
        Algorithm::Md5 => hex(&Md5::digest(text)),
        Algorithm::Sha256 => hex(&Sha256::digest(text)),
    };
    let first = hash(format!("{user}:{realm}:{password}"));
    let second = hash(format!("{method}:{uri}"));
    match qop {
        None => hash(format!("{first}:{nonce}:{second}")),
        Some((qop, count, cnonce)) => hash(format!("{first}:{nonce}:{count}:{cnonce}:{qop}:{second}")),
    }
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn find<'a>(parameters: &'a [(String, String)], name: &str) -> Option<&'a str> {
    parameters
        .iter()
        .find(|(there, _)| there.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// `Digest name=value, name="quoted value"`.
fn parameters(header: &str) -> Option<Vec<(String, String)>> {
    let header = header.trim_start();
    let scheme = header.get(..6)?;
    let mut rest = header[6..].trim_start();
    if !scheme.eq_ignore_ascii_case("digest") {
        return None;
    }
    let mut list = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let name = name.trim().to_owned();
        let after = after.trim_start();
        let value;
        (value, rest) = match after.strip_prefix('"') {
            Some(inner) => {
                let mut value = String::new();
                let mut characters = inner.char_indices();
                let end = loop {
                    match characters.next()? {
                        (at, '"') => break at,
                        (_, '\\') => value.push(characters.next()?.1),
                        (_, found) => value.push(found),
                    }
                };
                (value, &inner[end + 1..])
            }
            None => {
                let end = after.find(',').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        list.push((name, value));
        rest = rest.trim_start().trim_start_matches(',').trim_start();
    }
    Some(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 2617, section 3.5.
    #[test]
    fn the_answer_of_rfc_2617_is_made() {
        let challenge = Challenge::read(
            "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", \
             nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
        )
        .unwrap();
        let answer = challenge.answer(
            ("Mufasa", "Circle Of Life"),
            "GET",
            "/dir/index.html",
            "0a4f113b",
            1,
        );
        assert!(
            answer.contains("response=\"6629fae49393a05397450978507c4ef1\""),
            "{answer}"
        );
        assert!(
            answer.contains("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""),
            "{answer}"
        );
        assert!(
            answer.contains("qop=auth, nc=00000001, cnonce=\"0a4f113b\""),
            "{answer}"
        );
        assert!(!answer.contains("algorithm"), "{answer}");
    }

    /// The example of RFC 7616, section 3.9.1.
    #[test]
    fn both_answers_of_rfc_7616_are_made() {
        for (algorithm, response) in [
            ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
            (
                "SHA-256",
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            ),
        ] {
            let challenge = Challenge::read(&format!(
                "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm={algorithm}, \
                 nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
                 opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
            ))
            .unwrap();
            let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
            let answer = challenge.answer(("Mufasa", "Circle of Life"), "GET", "/dir/index.html", cnonce, 1);
            assert!(answer.contains(&format!("response=\"{response}\"")), "{answer}");
        }
    }

    #[test]
    fn what_the_phone_cannot_answer_is_no_challenge() {
        for header in [
            "Basic realm=\"x\"",
            "Digest realm=\"x\"",
            "Digest realm=\"x\", nonce=\"n\", algorithm=SHA-512-256",
            "Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\"",
            "Digest realm=\"x, nonce=\"n\"",
            "",
            "Dige",
        ] {
            assert_eq!(Challenge::read(header), None, "{header}");
        }
    }

    #[test]
    fn an_answer_is_checked_in_every_part() {
        let challenge =
            Challenge::read("Digest realm=\"pbx \\\"a\\\"\", nonce=\"n1\", qop=\"auth\"").unwrap();
        let right = challenge.answer(("u1", "p1"), "NOTIFY", "sip:u1@127.0.0.1", "c", 1);
        let check = |header: &str, nonce, who, method| is_answered(header, "pbx \"a\"", nonce, who, method);
        assert!(check(&right, "n1", ("u1", "p1"), "NOTIFY"));
        for (nonce, who, method) in [
            ("n2", ("u1", "p1"), "NOTIFY"),
            ("n1", ("u2", "p1"), "NOTIFY"),
            ("n1", ("u1", "p2"), "NOTIFY"),
            ("n1", ("u1", "p1"), "OPTIONS"),
        ] {
            assert!(!check(&right, nonce, who, method), "{nonce} {who:?} {method}");
        }
    }
}
