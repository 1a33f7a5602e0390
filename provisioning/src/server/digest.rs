//! HTTP's digest authentication (RFC 2617, RFC 7616), with nonces that are bound to time and token.
//!
//! A nonce is its time, a random number, and an HMAC over both and the token of the path: it can be answered for a while
//! and under that token only, and the server need not remember it before it was answered. From then on its counter is
//! remembered, so that nothing that was overheard is of use a second time.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use md5::Md5;
use nom::branch::alt;
use nom::bytes::complete::{is_not, tag_no_case, take_while, take_while1};
use nom::character::complete::{char, none_of};
use nom::combinator::{all_consuming, map, recognize};
use nom::multi::{fold_many0, separated_list1};
use nom::sequence::{delimited, preceded, separated_pair};
use nom::{IResult, Parser as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use super::policy::Algorithm;
use super::token::{Key, TokenHash, hex};

/// What a response is made of, but for the password.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Which digest.
    pub algorithm: Algorithm,
    /// The method of the request.
    pub method: &'a str,
    /// Its target as it was sent: path and query.
    pub uri: &'a str,
    /// The realm of the challenge.
    pub realm: &'a str,
    /// The nonce of the challenge.
    pub nonce: &'a str,
    /// How often the nonce was used, this time among them: eight hexadecimal digits.
    pub count: &'a str,
    /// The client's own random text.
    pub client_nonce: &'a str,
}

/// The response with which a client answers a challenge with `qop=auth`.
///
/// ```
/// use switchhook_provisioning::server::Algorithm;
/// use switchhook_provisioning::server::digest::{Asked, response};
/// // The example of RFC 2617, section 3.5.
/// let asked = Asked {
///     algorithm: Algorithm::Md5,
///     method: "GET",
///     uri: "/dir/index.html",
///     realm: "testrealm@host.com",
///     nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
///     count: "00000001",
///     client_nonce: "0a4f113b",
/// };
/// assert_eq!(response(&asked, "Mufasa", "Circle Of Life"), "6629fae49393a05397450978507c4ef1");
/// ```
#[must_use]
pub fn response(asked: &Asked<'_>, user: &str, password: &str) -> String {
    let Asked {
        algorithm,
        method,
        uri,
        realm,
        nonce,
        count,
        client_nonce,
    } = *asked;
    let hash = |parts: &[&str]| match algorithm {
        Algorithm::Md5 => joined::<Md5>(parts),
        Algorithm::Sha256 => joined::<Sha256>(parts),
    };
    let who = hash(&[user, realm, password]);
    let what = hash(&[method, uri]);
    hash(&[&who, nonce, count, client_nonce, "auth", &what])
}

/// The digest of the parts with colons between them.
fn joined<D: md5::Digest>(parts: &[&str]) -> String {
    let mut digest = D::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            digest.update(b":");
        }
        digest.update(part.as_bytes());
    }
    hex(&digest.finalize())
}

/// What an `Authorization` header says.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Authorization(HashMap<String, String>);

/// Longer than any that a device sends.
const LONGEST: usize = 2_000;
const MOST_FIELDS: usize = 16;

impl Authorization {
    /// Reads a header of the scheme `Digest`. A field that stands twice makes it nothing.
    pub(crate) fn read(header: &str) -> Option<Self> {
        if header.len() > LONGEST {
            return None;
        }
        let (_, list) = fields(header).ok()?;
        if list.len() > MOST_FIELDS {
            return None;
        }
        let mut map = HashMap::with_capacity(list.len());
        for (name, value) in list {
            if map.insert(name.to_ascii_lowercase(), value).is_some() {
                return None;
            }
        }
        Some(Self(map))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// A captured answer can be tried offline.
impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authorization(..)")
    }
}

fn fields(header: &str) -> IResult<&str, Vec<(&str, String)>> {
    let name = || take_while1(|c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
    let blanks = || take_while(|c: char| c == ' ' || c == '\t');
    let plain = is_not("\"\\");
    let escaped = preceded(char('\\'), recognize(none_of("")));
    let quoted = delimited(
        char('"'),
        fold_many0(
            alt((plain, escaped)),
            String::new,
            |mut text: String, piece: &str| {
                text.push_str(piece);
                text
            },
        ),
        char('"'),
    );
    let bare = map(is_not(" \t,\"\\="), str::to_owned);
    let field = separated_pair(name(), (blanks(), char('='), blanks()), alt((quoted, bare)));
    all_consuming(delimited(
        (blanks(), tag_no_case("digest "), blanks()),
        separated_list1((blanks(), char(','), blanks()), field),
        blanks(),
    ))
    .parse(header)
}

/// What came of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is right, and new.
    Good,
    /// It is right, but its nonce is too old or was used: a new one will do, without asking anybody for the password.
    Stale,
    /// It is wrong.
    Wrong,
}

/// What is known of the request that was answered, and of the device.
pub(crate) struct Wanted<'a> {
    pub(crate) method: &'a str,
    pub(crate) uri: &'a str,
    pub(crate) token: &'a TokenHash,
    pub(crate) realm: &'a str,
    pub(crate) user: &'a str,
    pub(crate) password: &'a str,
    pub(crate) algorithms: &'a [Algorithm],
}

/// Makes nonces, and knows which ones are used up.
pub(crate) struct Nonces {
    life: Duration,
    used: Mutex<Used>,
}

/// The counters of answered nonces. Only right answers come here, so strangers fill nothing.
#[derive(Default)]
struct Used {
    young: HashMap<u64, Counter>,
    old: HashMap<u64, Counter>,
    turned: Duration,
    /// Nonces from before this time may have been forgotten here, and are too old whatever their life.
    floor: Duration,
}

#[derive(Clone, Copy, Default)]
struct Counter {
    highest: u32,
    /// Bit n: `highest - n` was used. Two requests at once may arrive in another order than they were counted.
    window: u64,
}

impl Counter {
    fn take(&mut self, count: u32) -> bool {
        if count == 0 {
            return false;
        }
        if count > self.highest {
            let step = count - self.highest;
            self.window = self.window.checked_shl(step).unwrap_or(0) | 1;
            self.highest = count;
            return true;
        }
        let bit = 1u64.checked_shl(self.highest - count).unwrap_or(0);
        let free = bit != 0 && self.window & bit == 0;
        self.window |= bit;
        free
    }
}

/// How many answered nonces are remembered, twice.
const MOST_USED: usize = 65_536;

impl Nonces {
    pub(crate) fn new(life: Duration) -> Self {
        Self {
            life,
            used: Mutex::default(),
        }
    }

    /// A fresh nonce for a token.
    pub(crate) fn issue(&self, key: &Key, token: &TokenHash, random: u64, now: Duration) -> String {
        let seconds = now.as_secs();
        format!("{seconds:010x}{random:016x}{}", seal(key, token, seconds, random))
    }

    /// Checks an answer.
    pub(crate) fn check(
        &self,
        key: &Key,
        answer: &Authorization,
        wanted: &Wanted<'_>,
        now: Duration,
    ) -> Verdict {
        self.checked(key, answer, wanted, now).unwrap_or(Verdict::Wrong)
    }

    fn checked(
        &self,
        key: &Key,
        answer: &Authorization,
        wanted: &Wanted<'_>,
        now: Duration,
    ) -> Option<Verdict> {
        // Without a word it is MD5, as RFC 2617 has it.
        let algorithm = match answer.get("algorithm") {
            None => Algorithm::Md5,
            Some(name) => *[Algorithm::Md5, Algorithm::Sha256]
                .iter()
                .find(|algorithm| algorithm.name().eq_ignore_ascii_case(name))?,
        };
        let nonce = answer.get("nonce")?;
        let count_text = answer.get("nc").filter(|count| count.len() == 8)?;
        let count = u32::from_str_radix(count_text, 16).ok()?;
        let asked = Asked {
            algorithm,
            method: wanted.method,
            uri: wanted.uri,
            realm: wanted.realm,
            nonce,
            count: count_text,
            client_nonce: answer.get("cnonce")?,
        };
        let expected = response(&asked, wanted.user, wanted.password);
        let right = expected
            .as_bytes()
            .ct_eq(answer.get("response")?.to_ascii_lowercase().as_bytes());
        let stated = wanted.algorithms.contains(&algorithm)
            && answer.get("uri") == Some(wanted.uri)
            && answer.get("realm") == Some(wanted.realm)
            && answer.get("username") == Some(wanted.user)
            && answer
                .get("qop")
                .is_some_and(|qop| qop.eq_ignore_ascii_case("auth"));
        let (issued, random) = opened(key, wanted.token, nonce)?;
        if !stated || !bool::from(right) {
            return None;
        }
        let fresh = now.abs_diff(issued) <= self.life && self.take(random, count, issued, now);
        Some(if fresh { Verdict::Good } else { Verdict::Stale })
    }

    fn take(&self, random: u64, count: u32, issued: Duration, now: Duration) -> bool {
        // Nothing panics while it holds the lock, so what is behind a poisoned one is whole.
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let full = used.young.len() >= MOST_USED;
        if full || now.abs_diff(used.turned) > self.life {
            // What is forgotten by its age could not be answered any more; by its number it could.
            if full {
                used.floor = used.turned.max(used.floor);
            }
            used.old = std::mem::take(&mut used.young);
            used.turned = now;
        }
        if issued < used.floor {
            return false;
        }
        let kept = used.old.remove(&random);
        used.young
            .entry(random)
            .or_insert_with(|| kept.unwrap_or_default())
            .take(count)
    }
}

impl fmt::Debug for Nonces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Nonces")
            .field("life", &self.life)
            .finish_non_exhaustive()
    }
}

const TIME_DIGITS: usize = 10;
const RANDOM_DIGITS: usize = 16;

fn seal(key: &Key, token: &TokenHash, seconds: u64, random: u64) -> String {
    let bytes = key.derive(
        b"nonce",
        &[token.as_bytes(), &seconds.to_be_bytes(), &random.to_be_bytes()],
    );
    hex(&bytes[..16])
}

/// When one of our nonces for this token was made, and its random number.
fn opened(key: &Key, token: &TokenHash, nonce: &str) -> Option<(Duration, u64)> {
    let (time, rest) = nonce.split_at_checked(TIME_DIGITS)?;
    let (random, sealed) = rest.split_at_checked(RANDOM_DIGITS)?;
    let seconds = u64::from_str_radix(time, 16).ok()?;
    let random = u64::from_str_radix(random, 16).ok()?;
    let ours: bool = seal(key, token, seconds, random)
        .as_bytes()
        .ct_eq(sealed.as_bytes())
        .into();
    ours.then(|| (Duration::from_secs(seconds), random))
}

/// The value of a `WWW-Authenticate` header.
pub(crate) fn challenge(realm: &str, nonce: &str, algorithm: Algorithm, stale: bool) -> String {
    let stale = if stale { ", stale=true" } else { "" };
    format!("Digest realm=\"{realm}\", nonce=\"{nonce}\", algorithm={algorithm}, qop=\"auth\"{stale}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Duration = Duration::from_secs(1_700_000_000);
    const USER: &str = "000b82aabbcc";
    const URI: &str = "/d/abc/cfg000b82aabbcc.xml";

    fn token(number: u8) -> TokenHash {
        TokenHash::from_bytes([number; 32])
    }

    fn wanted<'a>(token: &'a TokenHash, algorithms: &'a [Algorithm]) -> Wanted<'a> {
        Wanted {
            method: "GET",
            uri: URI,
            token,
            realm: "provisioning",
            user: USER,
            password: "open",
            algorithms,
        }
    }

    fn answer(nonce: &str, count: u32, algorithm: Algorithm) -> String {
        let count = format!("{count:08x}");
        let asked = Asked {
            algorithm,
            method: "GET",
            uri: URI,
            realm: "provisioning",
            nonce,
            count: &count,
            client_nonce: "c0ffee",
        };
        let response = response(&asked, USER, "open");
        format!(
            "Digest username=\"{USER}\", realm=\"provisioning\", nonce=\"{nonce}\", uri=\"{URI}\", \
             algorithm={algorithm}, qop=auth, nc={count}, cnonce=\"c0ffee\", response=\"{response}\""
        )
    }

    fn check(nonces: &Nonces, header: &str, now: Duration) -> Verdict {
        let answer = Authorization::read(header).unwrap();
        nonces.check(
            &Key::new([1; 32]),
            &answer,
            &wanted(&token(1), &[Algorithm::Md5]),
            now,
        )
    }

    fn fresh() -> (Nonces, String) {
        let nonces = Nonces::new(Duration::from_secs(300));
        let nonce = nonces.issue(&Key::new([1; 32]), &token(1), 42, NOW);
        (nonces, nonce)
    }

    /// RFC 7616, section 3.9.1.
    #[test]
    fn the_example_of_rfc_7616_comes_out() {
        for (algorithm, expected) in [
            (Algorithm::Md5, "8ca523f5e9506fed4657c9700eebdbec"),
            (
                Algorithm::Sha256,
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            ),
        ] {
            let asked = Asked {
                algorithm,
                method: "GET",
                uri: "/dir/index.html",
                realm: "http-auth@example.org",
                nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                count: "00000001",
                client_nonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            };
            assert_eq!(response(&asked, "Mufasa", "Circle of Life"), expected);
        }
    }

    #[test]
    fn an_answer_is_good_once() {
        let (nonces, nonce) = fresh();
        let of = |count| answer(&nonce, count, Algorithm::Md5);
        assert_eq!(check(&nonces, &of(1), NOW), Verdict::Good);
        assert_eq!(check(&nonces, &of(1), NOW), Verdict::Stale);
        assert_eq!(check(&nonces, &of(3), NOW), Verdict::Good);
        assert_eq!(check(&nonces, &of(2), NOW), Verdict::Good);
        assert_eq!(check(&nonces, &of(2), NOW), Verdict::Stale);
        assert_eq!(check(&nonces, &of(100), NOW), Verdict::Good);
        assert_eq!(
            check(&nonces, &of(4), NOW),
            Verdict::Stale,
            "too far behind to be sure"
        );
        assert_eq!(check(&nonces, &of(0), NOW), Verdict::Stale);
    }

    #[test]
    fn a_nonce_has_its_time_and_its_token() {
        let (nonces, nonce) = fresh();
        let first = answer(&nonce, 1, Algorithm::Md5);
        assert_eq!(
            check(&nonces, &first, NOW + Duration::from_secs(301)),
            Verdict::Stale
        );
        let other = nonces.issue(&Key::new([1; 32]), &token(2), 42, NOW);
        assert_eq!(
            check(&nonces, &answer(&other, 1, Algorithm::Md5), NOW),
            Verdict::Wrong
        );
        let forged = nonces.issue(&Key::new([2; 32]), &token(1), 42, NOW);
        assert_eq!(
            check(&nonces, &answer(&forged, 1, Algorithm::Md5), NOW),
            Verdict::Wrong
        );
        assert_eq!(
            check(&nonces, &answer("", 1, Algorithm::Md5), NOW),
            Verdict::Wrong
        );
        assert_eq!(check(&nonces, &first, NOW), Verdict::Good);
    }

    #[test]
    fn everything_that_is_stated_is_checked() {
        let (nonces, nonce) = fresh();
        let good = answer(&nonce, 1, Algorithm::Md5);
        for (from, to) in [
            (URI, "/d/abc/cfg000b82aabbcd.xml"),
            (USER, "000b82aabbcd"),
            ("realm=\"provisioning\"", "realm=\"elsewhere\""),
            ("qop=auth", "qop=auth-int"),
            ("qop=auth, ", ""),
            ("nc=00000001", "nc=00000002"),
            ("nc=00000001", "nc=1"),
            ("cnonce=\"c0ffee\"", "cnonce=\"tea\""),
            ("algorithm=MD5", "algorithm=MD5-sess"),
            ("algorithm=MD5", "algorithm=SHA-256"),
            ("response=\"", "response=\"0"),
        ] {
            assert_eq!(
                check(&nonces, &good.replace(from, to), NOW),
                Verdict::Wrong,
                "{from} {to}"
            );
        }
        // One that is right but was not offered.
        assert_eq!(
            check(&nonces, &answer(&nonce, 1, Algorithm::Sha256), NOW),
            Verdict::Wrong
        );
        assert_eq!(
            check(&nonces, &good.replace(", algorithm=MD5", ""), NOW),
            Verdict::Good
        );
    }

    #[test]
    fn a_nonce_that_was_forgotten_for_want_of_room_is_too_old() {
        let (nonces, nonce) = fresh();
        let first = answer(&nonce, 1, Algorithm::Md5);
        assert_eq!(check(&nonces, &first, NOW), Verdict::Good);
        let later = NOW + Duration::from_secs(1);
        for random in 0..3 * MOST_USED as u64 {
            assert!(nonces.take(1_000 + random, 1, later, later));
        }
        assert_eq!(check(&nonces, &first, later), Verdict::Stale);
        let used = nonces.used.lock().unwrap();
        assert!(used.young.len() + used.old.len() <= 2 * MOST_USED);
    }

    #[test]
    fn a_header_that_says_a_thing_twice_says_nothing() {
        assert!(Authorization::read("Digest nc=00000001, NC=00000002").is_none());
        assert!(Authorization::read("Basic bWU6b3Blbg==").is_none());
        assert!(Authorization::read("Digest a=\"b").is_none());
        let read = Authorization::read("digest  a = \"b, \\\"c\\\"\" ,d=e").unwrap();
        assert_eq!((read.get("a"), read.get("d")), (Some("b, \"c\""), Some("e")));
        assert_eq!(format!("{read:?}"), "Authorization(..)");
    }

    proptest! {
        #[test]
        fn no_header_is_too_strange(text: String) {
            let _ = Authorization::read(&text);
            let _ = Authorization::read(&format!("Digest {text}"));
        }
    }
}
