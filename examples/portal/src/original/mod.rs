//! Coming from the original portal: its `astportal.ini` and its table of telephones.
//!
//! Files are read and judged first, each line by itself; nothing is stored before somebody has seen what would be.

pub mod ini;
pub mod phones;
mod store;
mod text;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use switchhook_portal_core::PersonId;

pub use self::ini::{Fate, Ini};
pub use self::phones::{Facts, Note, Phones, ReadPhone, Reason};
pub use self::store::{Stored, Who, store, who};
use crate::token;

/// What is read of a file at most.
pub const FILE_BYTES: usize = 4 * 1024 * 1024;

/// What was read of both files.
#[derive(Debug, Default)]
pub struct Original {
    pub ini: Option<Ini>,
    pub phones: Option<Phones>,
}

/// Files that wait at once.
const WAITING: usize = 4;

/// How long one waits for whoever reads what was refused.
const WAITS: Duration = Duration::from_secs(3600);

struct Waiting {
    token: String,
    person: PersonId,
    since: Instant,
    original: Arc<Original>,
}

/// What was read and waits. It holds SIP secrets, so it is in memory only and for an hour.
#[derive(Default)]
pub struct Originals(Mutex<VecDeque<Waiting>>);

impl Originals {
    /// Lets files wait for the person who uploaded them, and gives the name under which they do.
    pub fn add(&self, person: PersonId, original: Original) -> String {
        let token = token::random();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|waiting| waiting.since.elapsed() < WAITS);
        while all.len() >= WAITING {
            all.pop_front();
        }
        all.push_back(Waiting {
            token: token.clone(),
            person,
            since: Instant::now(),
            original: Arc::new(original),
        });
        token
    }

    /// The files of this name, if the person uploaded them.
    pub fn find(&self, person: PersonId, token: &str) -> Option<Arc<Original>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .find(|waiting| {
                waiting.token == token && waiting.person == person && waiting.since.elapsed() < WAITS
            })
            .map(|waiting| waiting.original.clone())
    }

    /// Takes the files away, so that they are stored once; `None` if somebody did already.
    pub fn take(&self, person: PersonId, token: &str) -> Option<Arc<Original>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = all
            .iter()
            .position(|waiting| waiting.token == token && waiting.person == person)?;
        all.remove(place).map(|waiting| waiting.original)
    }
}
