//! Forwards as AstDB has them: read again and again, since Asterisk tells nobody when somebody dials a feature code.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use switchhook_portal_core::approved::Approved;
use switchhook_portal_core::astdb::Found;
use switchhook_portal_core::forward::{Effect, Facts, Kind, State};
use switchhook_portal_core::numbering::{DirectNumbers, ShortNumbers};
use switchhook_portal_core::{PersonId, Phone, PhoneId, Right};
use tokio::sync::Notify;

use crate::app::App;
use crate::pbx::PbxError;
use crate::store::{KnownForward, StoreError};

/// The name of the event by which a dialplan may tell that somebody dialled a feature code.
pub const USER_EVENT: &str = "Forward";

/// A page shows nothing older.
const FRESH: Duration = Duration::from_secs(2);

/// What was read, and who may change it now.
#[derive(Debug, Default)]
pub struct Forwards {
    seen: Mutex<Option<Seen>>,
    /// Asks for a look at AstDB.
    pub look: Notify,
    /// AstDB was looked at.
    pub read: Notify,
    /// Two people must not check and change at once: together they could make a circle.
    pub changing: tokio::sync::Mutex<()>,
}

#[derive(Clone, Debug)]
struct Seen {
    found: Arc<Found>,
    at: Instant,
}

/// Why forwards are not known.
#[derive(Debug, thiserror::Error)]
pub enum ForwardsError {
    #[error(transparent)]
    Pbx(#[from] PbxError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the rules are made from, read at one moment.
pub struct Data {
    pub phones: Vec<Phone>,
    pub found: Arc<Found>,
    rights: BTreeMap<PhoneId, BTreeSet<Right>>,
    direct: DirectNumbers,
    short: ShortNumbers,
    pub state: State,
    now: DateTime<Utc>,
}

impl Data {
    pub fn facts<'a>(&'a self, app: &'a App) -> Facts<'a> {
        Facts {
            phones: &self.phones,
            rights: &self.rights,
            direct: &self.direct,
            short: &self.short,
            site: &app.config.numbering,
            state: &self.state,
            now: self.now,
        }
    }
}

/// Reads AstDB, and notes what is new in it.
pub async fn read(app: &App) -> Result<Arc<Found>, ForwardsError> {
    let phones = app.store.phones().await?;
    let at = Instant::now();
    let found = Arc::new(app.pbx.read_forwards(&phones).await?);
    let state = State::read(&found, &phones);
    let mut known = Vec::new();
    for (id, settings) in state.iter() {
        let Some(phone) = phones.iter().find(|phone| phone.id == id) else {
            continue;
        };
        for (kind, forward) in &settings.forwards {
            known.push(KnownForward {
                endpoint: phone.endpoint.to_string(),
                kind: kind.key().to_owned(),
                target: forward.target.to_string(),
                until: forward.until.map(|until| until.timestamp()),
                since: app.now(),
                person: None,
            });
        }
    }
    app.store.forwards_seen(&known).await?;
    let seen = Seen {
        found: found.clone(),
        at,
    };
    *app.forwards.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    app.forwards.read.notify_one();
    Ok(found)
}

/// What holds now. `fresh` reads it in any case; else nothing older than two seconds is taken.
pub async fn data(app: &App, fresh: bool) -> Result<Data, ForwardsError> {
    let seen = app
        .forwards
        .seen
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone()
        .filter(|seen| !fresh && seen.at.elapsed() < FRESH);
    let found = match seen {
        Some(seen) => seen.found,
        None => read(app).await?,
    };
    let phones = app.store.phones().await?;
    let services = app.store.services().await?;
    let direct = services
        .iter()
        .filter_map(|(phone, service)| Some((*phone, service.direct_number.as_ref()?)));
    Ok(Data {
        direct: DirectNumbers::new(direct, &app.config.numbering),
        rights: services
            .iter()
            .map(|(phone, service)| (*phone, service.rights.clone()))
            .collect(),
        short: ShortNumbers::default(),
        state: State::read(&found, &phones),
        found,
        phones,
        now: Utc::now(),
    })
}

/// Carries out what was decided, notes who set it, and looks at the result.
pub async fn change(
    app: &App,
    approved: &Approved<Effect>,
    set: Option<(&Phone, Kind, PersonId)>,
) -> Result<(), ForwardsError> {
    let done = app.pbx.change_astdb(approved).await;
    // Whatever came of it, what stands there now is what counts.
    let found = read(app).await;
    done?;
    let found = found?;
    if let Some((phone, kind, person)) = set
        && let Some(forward) = State::read(&found, std::slice::from_ref(phone))
            .of(phone.id)
            .forwards
            .get(&kind)
    {
        let known = KnownForward {
            endpoint: phone.endpoint.to_string(),
            kind: kind.key().to_owned(),
            target: forward.target.to_string(),
            until: forward.until.map(|until| until.timestamp()),
            since: app.now(),
            person: Some(person.into()),
        };
        app.store.forward_set(&known).await?;
    }
    Ok(())
}
