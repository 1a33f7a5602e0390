//! How often somebody may guess a password or start a call.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// At most so many keys are remembered; beyond it the ones that have recovered are forgotten first.
const KEYS: usize = 10_000;

/// A limit for each key: some at once, then one every so often.
pub struct Throttle<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
}

impl<K: Hash + Eq + Clone> Throttle<K> {
    pub fn per_minute(count: u32) -> Self {
        let count = NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        Self {
            limiter: RateLimiter::keyed(Quota::per_minute(count)),
        }
    }

    /// Counts one attempt; `Err` says how long to wait.
    pub fn check(&self, key: &K) -> Result<(), Duration> {
        if self.limiter.len() > KEYS {
            self.limiter.retain_recent();
        }
        self.limiter
            .check_key(key)
            .map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()))
    }
}

/// Password guesses: by account and address together, by account from everywhere, and by address.
///
/// One place gets few guesses at an account. All places together get more, so that a stranger who guesses does not keep
/// its owner out, yet far too few to get through a list of passwords. Nobody is locked out for longer than a minute.
pub struct LoginThrottle {
    pair: Throttle<(String, IpAddr)>,
    account: Throttle<String>,
    address: Throttle<IpAddr>,
    /// Refusals that are worth a line in the audit trail.
    noted: Throttle<IpAddr>,
}

/// An account's name is remembered up to here: what anybody may send must not fill the memory.
const LOGIN_CHARACTERS: usize = 64;

impl LoginThrottle {
    pub fn new() -> Self {
        Self {
            pair: Throttle::per_minute(6),
            account: Throttle::per_minute(60),
            address: Throttle::per_minute(30),
            noted: Throttle::per_minute(1),
        }
    }

    pub fn check(&self, login: &str, address: IpAddr) -> Result<(), Duration> {
        let network = network(address);
        let login: String = login.trim().chars().take(LOGIN_CHARACTERS).collect();
        let login = login.to_lowercase();
        self.address.check(&network)?;
        self.pair.check(&(login.clone(), network))?;
        self.account.check(&login)
    }

    /// Whether a refusal of this address is to be noted: one a minute says as much as thousands, and a stranger who
    /// asks without end must not fill the disk.
    pub fn is_worth_noting(&self, address: IpAddr) -> bool {
        self.noted.check(&network(address)).is_ok()
    }
}

/// Guesses at the tokens of other programs, by address.
///
/// Only wrong ones count, since a right one is asked for all day. An address that guessed too often is not listened to for
/// a while, whatever it then brings: otherwise the right guess among thousands would still be taken.
pub struct Guesses {
    wrong: Throttle<IpAddr>,
    refused_until: Mutex<HashMap<IpAddr, Instant>>,
}

/// Wrong tokens of one address in a minute.
const WRONG_TOKENS: u32 = 10;

impl Default for Guesses {
    fn default() -> Self {
        Self {
            wrong: Throttle::per_minute(WRONG_TOKENS),
            refused_until: Mutex::default(),
        }
    }
}

impl Guesses {
    /// Whether this address is listened to; `Err` says how long to wait.
    pub fn check(&self, address: IpAddr) -> Result<(), Duration> {
        let now = Instant::now();
        let refused = self.refused_until.lock().unwrap_or_else(PoisonError::into_inner);
        match refused.get(&network(address)) {
            Some(until) if *until > now => Err(*until - now),
            _ => Ok(()),
        }
    }

    /// Counts a wrong token.
    pub fn wrong(&self, address: IpAddr) {
        let address = network(address);
        if self.wrong.check(&address).is_err() {
            let now = Instant::now();
            let mut refused = self.refused_until.lock().unwrap_or_else(PoisonError::into_inner);
            refused.retain(|_, until| *until > now);
            if refused.len() < KEYS {
                refused.insert(address, now + Duration::from_secs(60));
            }
        }
    }
}

/// One IPv6 subscriber holds a whole /64.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seventh_guess_of_a_place_waits_whatever_its_case_and_keeps_nobody_else_out() {
        let throttle = LoginThrottle::new();
        let (stranger, owner) = (IpAddr::from([10, 0, 0, 6]), IpAddr::from([10, 0, 0, 9]));
        for _ in 0..6 {
            assert!(throttle.check("Vaiana", stranger).is_ok());
        }
        let wait = throttle.check("vaiana ", stranger).unwrap_err();
        assert!(wait <= Duration::from_secs(60), "{wait:?}");
        assert!(throttle.check("moana", stranger).is_ok());
        assert!(throttle.check("vaiana", owner).is_ok());
    }

    #[test]
    fn many_places_together_do_not_get_through_a_list() {
        let throttle = LoginThrottle::new();
        let guesses = (0..200)
            .filter(|n| throttle.check("vaiana", IpAddr::from([10, 0, 1, *n])).is_ok())
            .count();
        assert_eq!(guesses, 60);
    }

    #[test]
    fn a_long_name_is_not_remembered_whole() {
        let throttle = LoginThrottle::new();
        let name = "é".repeat(LOGIN_CHARACTERS);
        let address = IpAddr::from([10, 0, 0, 1]);
        for n in 0..6 {
            let longer = name.clone() + &"y".repeat(60_000 + n);
            assert!(throttle.check(&longer, address).is_ok());
        }
        assert!(
            throttle.check(&name, address).is_err(),
            "the same up to where it is remembered"
        );
    }

    #[test]
    fn an_address_that_guesses_tokens_is_not_listened_to_and_others_are() {
        let guesses = Guesses::default();
        let (stranger, crm) = (IpAddr::from([10, 0, 0, 6]), IpAddr::from([10, 0, 0, 9]));
        for _ in 0..WRONG_TOKENS {
            guesses.wrong(stranger);
            assert!(guesses.check(stranger).is_ok());
        }
        guesses.wrong(stranger);
        let wait = guesses.check(stranger).unwrap_err();
        assert!(
            wait <= Duration::from_secs(60) && wait > Duration::from_secs(50),
            "{wait:?}"
        );
        assert!(guesses.check(crm).is_ok());
    }

    #[test]
    fn refusals_are_noted_once_a_minute_for_each_address() {
        let throttle = LoginThrottle::new();
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        assert!(throttle.is_worth_noting(one));
        assert!(!throttle.is_worth_noting(one));
        assert!(throttle.is_worth_noting(other));
    }

    #[test]
    fn an_address_is_limited_over_all_accounts() {
        let throttle = LoginThrottle::new();
        let address = "2001:db8::1".parse().unwrap();
        let refused = (0..40)
            .filter(|n| throttle.check(&format!("user{n}"), address).is_err())
            .count();
        assert_eq!(refused, 10);
        assert!(
            throttle
                .check("other", "2001:db8::ffff".parse().unwrap())
                .is_err(),
            "same /64"
        );
    }
}
