//! All tariffs of the site by their days: that of the files, and the versions that were activated in the portal.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sha2::{Digest, Sha256};
use switchhook_portal_core::TariffVersionId;
use switchhook_portal_core::cost::Period;
use switchhook_portal_core::tariff::Timeline;

use super::{Source, Tariff, TariffFiles};
use crate::store::{Result, Seconds, Store};

/// The tariffs in use.
pub struct Tariffs {
    files: TariffFiles,
    zone: Tz,
    versions: RwLock<Vec<ActiveVersion>>,
}

/// A version that prices calls.
#[derive(Clone)]
struct ActiveVersion {
    id: TariffVersionId,
    effective: NaiveDate,
    tariff: Arc<Tariff>,
}

/// Which tariff is in force when, as it was at one moment.
#[derive(Clone)]
pub struct InForce {
    timeline: Timeline<Arc<Tariff>>,
    zone: Tz,
}

impl Tariffs {
    /// The files' tariff alone, until [`read_versions`](Self::read_versions). Days begin in this zone.
    pub fn load(source: Source, zone: Tz) -> Self {
        Self {
            files: TariffFiles::load(source),
            zone,
            versions: RwLock::default(),
        }
    }

    /// Reads the versions that were activated or withdrawn since the last time.
    pub async fn read_versions(&self, store: &Store) -> Result<()> {
        let known = self.versions();
        let mut versions = Vec::new();
        for stored in store.active_tariffs().await? {
            let (id, effective) = (stored.version.id, stored.effective);
            // The files of a version never change.
            let tariff = match known.iter().find(|known| known.id == id) {
                Some(known) => known.tariff.clone(),
                None => {
                    let sources = store.tariff_sources(id).await?;
                    Arc::new(checked(sources).await)
                }
            };
            versions.push(ActiveVersion {
                id,
                effective,
                tariff,
            });
        }
        *self.versions.write().unwrap_or_else(PoisonError::into_inner) = versions;
        Ok(())
    }

    fn versions(&self) -> Vec<ActiveVersion> {
        self.versions
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The one of the configured files.
    pub fn files(&self) -> Arc<Tariff> {
        self.files.current()
    }

    /// The version that is in force today; `None` where that is the files' tariff.
    pub fn version_today(&self) -> Option<TariffVersionId> {
        let dated = self
            .versions()
            .into_iter()
            .map(|version| (version.effective, Some(version.id)));
        *Timeline::new(None, dated).at(self.today())
    }

    /// The one in force today.
    pub fn current(&self) -> Arc<Tariff> {
        self.in_force().timeline.at(self.today()).clone()
    }

    pub fn in_force(&self) -> InForce {
        let dated = self
            .versions()
            .into_iter()
            .map(|version| (version.effective, version.tariff));
        InForce {
            timeline: Timeline::new(self.files.current(), dated),
            zone: self.zone,
        }
    }

    /// Reads the files again, and gives what is in force then.
    pub fn reload(&self) -> InForce {
        self.files.reload();
        self.in_force()
    }

    pub fn today(&self) -> NaiveDate {
        Utc::now().with_timezone(&self.zone).date_naive()
    }
}

/// Reads and compiles a tariff away from the threads that answer requests: a hundred thousand rows take a moment.
pub async fn checked(sources: super::Sources) -> Tariff {
    match tokio::task::spawn_blocking(move || Tariff::of(&sources)).await {
        Ok(tariff) => tariff,
        // Only a stopping runtime ends the work early.
        Err(error) => Tariff::unusable(vec![error.to_string()]),
    }
}

impl InForce {
    /// The tariff of a call that began then.
    pub fn at(&self, start: DateTime<Utc>) -> &Arc<Tariff> {
        self.timeline.at(start.with_timezone(&self.zone).date_naive())
    }

    /// One text for all of them: the same tariffs on the same days give the same.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for span in self.timeline.spans() {
            let day = span.from.map(|day| day.to_string()).unwrap_or_default();
            hash.update(format!("{day} {}\n", span.tariff.fingerprint()));
        }
        hash.finalize()
            .iter()
            .take(8)
            .map(|b| format!("{b:02x}"))
            .collect()
    }

    /// Each tariff with the time in which the calls begin that it prices.
    pub fn spans(&self) -> impl Iterator<Item = (Option<Seconds>, Option<Seconds>, &Arc<Tariff>)> {
        let start = |day: Option<NaiveDate>| {
            let period = Period::Days { from: day, to: None };
            period.bounds(self.zone).0.map(|instant| instant.timestamp())
        };
        self.timeline
            .spans()
            .map(move |span| (start(span.from), start(span.until), span.tariff))
    }

    /// What of any of them cannot be used.
    pub fn problems(&self) -> impl Iterator<Item = &String> {
        self.timeline.spans().flat_map(|span| span.tariff.problems())
    }
}
