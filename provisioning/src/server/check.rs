//! Checks 1 to 8 of a request. Until the token is known to be right nothing returns early: what is not there is checked as
//! what is, so that the time says nothing.

use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64ct::{Base64, Encoding as _};
use subtle::ConstantTimeEq as _;

use crate::AnyModel;
use crate::brand;
use crate::catalogue::{self, Model};
use crate::lifecycle::State;
use crate::mac::MacAddr;

use super::bounded::since_epoch;
use super::digest::{Authorization, Verdict, Wanted};
use super::event::Refusal;
use super::host::Files;
use super::path::{Asked, Name, Named};
use super::record::{Form, Record};
use super::store::{Store, StoreError};
use super::token::{Grant, Token, TokenHash};
use super::{Caller, Inner, locked};

/// What a request gets.
pub(super) enum Decision {
    /// A stranger's answer.
    Refused(Refused),
    /// The same answer, but nothing is wrong: the device goes on to the next name.
    NotHere,
    /// The question for a digest, about this token.
    Challenge {
        record: Arc<Record>,
        token: TokenHash,
        stale: bool,
    },
    /// The first file.
    First(Arc<Record>),
    /// A file of its own, by this grant.
    Own {
        record: Arc<Record>,
        by: Role,
        name: Name,
    },
}

/// Why, and whose failure it is.
pub(super) struct Refused {
    pub(super) why: Refusal,
    /// The device that the request named.
    pub(super) named: Option<MacAddr>,
    /// The device whose own token was used.
    pub(super) holder: Option<Arc<Record>>,
}

/// Which of a record's grants a request came by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Current,
    Next,
}

/// What is checked in place of a device that is not there.
static NOBODY: LazyLock<Arc<Record>> = LazyLock::new(|| {
    let mut record = Record::expected(MacAddr::new([0; 6]), Model::GRP2614, "", UNIX_EPOCH);
    record.state = State::Retired;
    Arc::new(record)
});
const NO_TOKEN: Token = Token::new([0; 16]);
const NO_HASH: TokenHash = TokenHash::from_bytes([0; 32]);

/// The first thing that failed, with all of them looked at.
#[derive(Default)]
struct First(Option<Refusal>);

impl First {
    fn unless(&mut self, right: bool, otherwise: Refusal) {
        let new = (!right).then_some(otherwise);
        self.0 = self.0.or(new);
    }
}

impl<S: Store, F: Files> Inner<S, F> {
    /// Check 1, which knows nothing of devices.
    pub(super) fn may_ask(&self, caller: &Caller<'_>, now: SystemTime) -> Result<(), Refusal> {
        if !self.policy.allows(caller.address) {
            return Err(Refusal::Network);
        }
        let address = super::bounded::counted_as(caller.address);
        if !locked(&self.addresses).take(address, since_epoch(now)) {
            return Err(Refusal::AddressRate);
        }
        Ok(())
    }

    /// The other checks of a request for a file of a device.
    pub(super) async fn decide(
        &self,
        caller: &Caller<'_>,
        method: &str,
        asked: Asked<'_>,
        now: SystemTime,
    ) -> Result<Decision, StoreError> {
        let (text, name, is_first) = match asked {
            Asked::First { token, name } => (token, name, true),
            Asked::Device { token, name } => (token, name, false),
            Asked::Firmware { .. } | Asked::Nothing => ("", Name::Other, false),
        };
        let token = Token::parse(text);
        let hash = self.key.hash(&token.unwrap_or(NO_TOKEN));
        let named = name.mac().unwrap_or(NOBODY.mac);
        // Both ways, whichever is asked.
        let by_mac = self.store.by_mac(named).await?;
        let by_token = self.store.by_token(&hash).await?;
        let readable = token.is_some();
        let named_is_retired = by_mac
            .as_ref()
            .is_some_and(|record| record.state == State::Retired);

        let mut decision = if is_first {
            let method_fits = method == "GET";
            self.first(caller, method_fits, readable, &hash, name, by_mac, now)
        } else {
            let method_fits = method == "GET" || method == "HEAD";
            self.own(caller, method, method_fits, readable, &hash, name, by_token, now)
        };
        if let Decision::Refused(refused) = &mut decision {
            refused.named = name.mac();
            // Lost or stolen: somebody asks in its name, under whatever token.
            if named_is_retired {
                refused.why = Refusal::Retired;
            }
        }
        Ok(decision)
    }

    /// Checks 2 to 6 and 8 of a first file. No digest: the device has nothing yet to answer one with.
    #[allow(
        clippy::too_many_arguments,
        reason = "what a request is, taken apart once by the caller"
    )]
    fn first(
        &self,
        caller: &Caller<'_>,
        method_fits: bool,
        readable: bool,
        hash: &TokenHash,
        name: Name,
        found: Option<Arc<Record>>,
        now: SystemTime,
    ) -> Decision {
        let known = found.is_some();
        let record = found.unwrap_or_else(|| Arc::clone(&NOBODY));
        let mut site_of_token = None;
        for site in &self.policy.sites {
            if site.token.unwrap_or(NO_HASH).is(hash) {
                site_of_token = Some(site);
            }
        }
        let by_its_own = record.first.unwrap_or(NO_HASH).is(hash) && record.first.is_some();
        let by_its_site =
            record.first.is_none() && site_of_token.is_some_and(|site| site.name == record.site);
        // Devices ask for names without an address too; there is nothing under them, and nothing wrong with that.
        if readable && name == Name::Common && (site_of_token.is_some() || by_its_own) {
            return Decision::NotHere;
        }
        let prefix = name.mac().unwrap_or(NOBODY.mac).vendor_prefix();
        let site = self.policy.site_named(&record.site);
        let open = record.window.is_some_and(|closes| now < closes);
        let is_expected = match record.state {
            State::Expected => true,
            // The first file may have been lost on its way; to somebody else it is not given.
            State::Claimed => {
                record.claimed_by == Some(caller.address)
                    && now.duration_since(record.since).unwrap_or_default() <= self.policy.claim_life
            }
            _ => false,
        };
        let mut first = First::default();
        first.unless(method_fits && readable && name.mac().is_some(), Refusal::Shape);
        first.unless(known && (by_its_own || by_its_site), Refusal::Unknown);
        first.unless(is_of_its_maker(&record, name), Refusal::WrongDevice);
        let in_rate = locked(&self.prefixes).has(prefix, since_epoch(now));
        first.unless(in_rate, Refusal::PrefixRate);
        first.unless(is_expected, Refusal::State);
        first.unless(open, Refusal::Window);
        first.unless(
            site.is_some_and(|site| site.allows(caller.address)),
            Refusal::Network,
        );
        first.unless(
            caller.tls || record.exceptions.plain_http.is_some(),
            Refusal::PlainHttp,
        );
        first.unless(self.certificate_fits(caller, &record), Refusal::Certificate);
        first.unless(self.user_agent_fits(caller, &record), Refusal::UserAgent);
        if let Some(why) = first.0 {
            // Guessing addresses under a token that is right is what this is against.
            if site_of_token.is_some() && why != Refusal::PrefixRate {
                locked(&self.prefixes).charge(prefix, 1, since_epoch(now));
            }
            return Decision::Refused(Refused {
                why,
                named: None,
                holder: None,
            });
        }
        if form_fits(record.form, name) {
            Decision::First(record)
        } else {
            Decision::NotHere
        }
    }

    /// Checks 2 to 8 of a device's own files.
    #[allow(
        clippy::too_many_arguments,
        reason = "what a request is, taken apart once by the caller"
    )]
    fn own(
        &self,
        caller: &Caller<'_>,
        method: &str,
        method_fits: bool,
        readable: bool,
        hash: &TokenHash,
        name: Name,
        found: Option<Arc<Record>>,
        now: SystemTime,
    ) -> Decision {
        let known = found.is_some();
        let record = found.unwrap_or_else(|| Arc::clone(&NOBODY));
        let is = |grant: &Option<Grant>| grant.as_ref().map_or(NO_HASH, |grant| grant.token).is(hash);
        let (by_current, by_next) = (is(&record.grant), is(&record.next));
        let is_its_own = known && readable && (by_current || by_next);
        let in_rate = locked(&self.tokens).take(record.mac, since_epoch(now));
        let site = self.policy.site_named(&record.site);
        let mut first = First::default();
        first.unless(method_fits && readable && name != Name::Other, Refusal::Shape);
        first.unless(is_its_own, Refusal::Unknown);
        first.unless(in_rate, Refusal::TokenRate);
        first.unless(
            name.mac().unwrap_or(record.mac) == record.mac && is_of_its_maker(&record, name),
            Refusal::WrongDevice,
        );
        first.unless(record.state.is_served(), Refusal::State);
        first.unless(
            site.is_some_and(|site| site.allows(caller.address)),
            Refusal::Network,
        );
        first.unless(
            caller.tls || record.exceptions.plain_http.is_some(),
            Refusal::PlainHttp,
        );
        first.unless(self.certificate_fits(caller, &record), Refusal::Certificate);
        if let Some(why) = first.0 {
            return Decision::Refused(Refused {
                why,
                named: None,
                holder: is_its_own.then_some(record),
            });
        }
        // From here on the token is right, and its holder may know that it is.
        let by = if by_current { Role::Current } else { Role::Next };
        let is_configuration = match name {
            Name::Configuration { .. } if form_fits(record.form, name) => true,
            Name::PhoneBook | Name::Screen => false,
            _ => return Decision::NotHere,
        };
        let needs_digest = if is_configuration {
            self.policy.require_digest
        } else {
            self.policy.require_digest_for_directories
        };
        if needs_digest && record.exceptions.no_digest.is_none() {
            match self.answered(caller, method, hash, &record, by, now) {
                None => {
                    return Decision::Challenge {
                        record,
                        token: *hash,
                        stale: false,
                    };
                }
                Some(Verdict::Stale) => {
                    return Decision::Challenge {
                        record,
                        token: *hash,
                        stale: true,
                    };
                }
                Some(Verdict::Wrong) => {
                    return Decision::Refused(Refused {
                        why: Refusal::Digest,
                        named: None,
                        holder: Some(record),
                    });
                }
                Some(Verdict::Good) => {}
            }
        }
        // Phone books and screens were seen asked for without an address.
        if is_configuration && !self.user_agent_fits(caller, &record) {
            return Decision::Refused(Refused {
                why: Refusal::UserAgent,
                named: None,
                holder: Some(record),
            });
        }
        Decision::Own { record, by, name }
    }

    /// Check 7; `None` when there is no answer yet.
    fn answered(
        &self,
        caller: &Caller<'_>,
        method: &str,
        hash: &TokenHash,
        record: &Record,
        by: Role,
        now: SystemTime,
    ) -> Option<Verdict> {
        let header = caller.authorization?;
        let grant = match by {
            Role::Current => record.grant.as_ref()?,
            Role::Next => record.next.as_ref()?,
        };
        let password = self.key.password(record.mac, grant);
        let user = format!("{:x}", record.mac);
        if let Some(basic) = basic(header) {
            let expected = format!("{user}:{}", password.expose());
            let right: bool = basic.as_slice().ct_eq(expected.as_bytes()).into();
            return Some(match (self.policy.allow_basic && caller.tls, right) {
                (true, true) => Verdict::Good,
                (true, false) => Verdict::Wrong,
                // A device that sends its password before it is asked is asked for a digest.
                (false, _) => return None,
            });
        }
        let Some(answer) = Authorization::read(header) else {
            return Some(Verdict::Wrong);
        };
        let wanted = Wanted {
            method,
            uri: caller.target,
            token: hash,
            realm: &self.policy.realm,
            user: &user,
            password: password.expose(),
            algorithms: &self.policy.digests,
        };
        Some(self.nonces.check(&self.key, &answer, &wanted, since_epoch(now)))
    }

    fn certificate_fits(&self, caller: &Caller<'_>, record: &Record) -> bool {
        match caller.certificate {
            Some(mac) => mac == record.mac,
            None => !self.policy.require_client_certificate,
        }
    }

    /// Check 8: what it says of itself may be missing where that is allowed, and may not be wrong.
    fn user_agent_fits(&self, caller: &Caller<'_>, record: &Record) -> bool {
        let required = self.policy.require_user_agent && record.exceptions.no_user_agent.is_none();
        // Other brands have models that tell what they are and not their address.
        let address_required = required && record.model.grandstream().is_some();
        match caller.user_agent.and_then(|text| Said::of(text, record.model)) {
            None => !required,
            Some(said) => said.fits && said.mac.map_or(!address_required, |mac| mac == record.mac),
        }
    }
}

/// What a User-Agent says of its device.
pub(super) struct Said {
    /// Whether it is of the model that is asked about, or of one that differs from it in its network alone.
    pub(super) fits: bool,
    pub(super) mac: Option<MacAddr>,
    pub(super) firmware: Option<String>,
}

impl Said {
    /// `None` for what no device says of itself. Read as that of each maker, so that it takes as long for all of them.
    pub(super) fn of(user_agent: &str, model: AnyModel) -> Option<Self> {
        let (ours, theirs) = (catalogue::identify(user_agent), brand::identify(user_agent));
        match (ours, theirs) {
            (Some(said), _) => Some(Self {
                fits: model.grandstream().is_some_and(|model| {
                    said.model == Some(model) || said.model_name.eq_ignore_ascii_case(model.name())
                }),
                mac: said.mac,
                firmware: said.firmware.map(|firmware| firmware.to_string()),
            }),
            (None, Some(said)) => Some(Self {
                fits: said.model.map(AnyModel::Brand) == Some(model),
                mac: said.mac,
                firmware: said.firmware,
            }),
            (None, None) => None,
        }
    }
}

fn basic(header: &str) -> Option<Vec<u8>> {
    let (scheme, text) = header.split_once(' ')?;
    // Longer than any name and password of ours.
    if !scheme.eq_ignore_ascii_case("basic") || text.len() > 200 {
        return None;
    }
    Base64::decode_vec(text.trim()).ok()
}

fn form_fits(form: Form, name: Name) -> bool {
    let Name::Configuration { named, .. } = name else {
        return false;
    };
    matches!(
        (form, named),
        (Form::Binary, Named::Bare)
            | (Form::Xml | Form::EncryptedXml, Named::Xml)
            | (Form::FlatProfile, Named::Spa)
            | (Form::Lines, Named::Cfg)
    )
}

/// Whether devices of this one's maker ask for such a name. They try several of their maker's; one of another maker's does not fit.
fn is_of_its_maker(record: &Record, name: Name) -> bool {
    let Name::Configuration { named, .. } = name else {
        return true;
    };
    match record.model {
        AnyModel::Grandstream(_) => named.brand().is_none(),
        AnyModel::Brand(model) => named.brand() == Some(model.brand()),
    }
}

/// How long ago, or nothing if that is to come.
pub(super) fn since(then: SystemTime, now: SystemTime) -> Duration {
    now.duration_since(then).unwrap_or_default()
}
