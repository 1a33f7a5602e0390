//! Versions of the sample tariff: one that came into force a few days ago, and one that waits to be activated. The
//! prices of the days before stay as they are, so that there is something to rate again; some numbers that the staff
//! call have no price at all until somebody adds a row for them.

use chrono::Days;
use switchhook_portal_core::PersonId;
use switchhook_portal_core::tariff::VersionState;

use crate::store::{NewVersion, Seconds, Store, StoreError};
use crate::tariff::{Sources, Tariff, Tariffs};

const DAY: Seconds = 24 * 3600;

/// What the operator's letter of this month said.
const DEARER: [(&str, &str); 2] = [("10.45,6.30", "11.20,6.80"), ("9.45,6.30", "9.90,6.60")];

/// What the letter also said: a plan of its own for the customer service.
const BOOK: &str = include_str!("book.toml");

/// The destinations that the next version adds.
const INTERNATIONAL: &str = "0033,,France,fixed,28.00,28.00,60,60,1,from the next month on\n\
                             0061,,Australia,other,42.00,42.00,60,60,1,\n";

/// Two versions of the sample.
fn versions(sample: &Sources) -> [Sources; 2] {
    let changed = |change: &dyn Fn(&str) -> String| Sources {
        plan: BOOK.to_owned(),
        decks: sample
            .decks
            .iter()
            .map(|(name, text)| (name.clone(), change(text)))
            .collect(),
    };
    let dearer = |text: &str| {
        DEARER
            .iter()
            .fold(text.to_owned(), |text, (old, new)| text.replace(old, new))
    };
    [
        changed(&dearer),
        changed(&|text| format!("{}{INTERNATIONAL}", dearer(text))),
    ]
}

/// Keeps the versions, made by the administrator.
pub async fn tell_history(store: &Store, tariffs: &Tariffs, now: Seconds) -> Result<(), StoreError> {
    let administrator: Option<PersonId> = store
        .people()
        .await?
        .into_iter()
        .find(|person| person.login.as_str() == "admin")
        .map(|person| person.id);
    let today = tariffs.today();
    let [dearer, international] = versions(tariffs.files().sources());
    let days = [today - Days::new(3), today + Days::new(9)];
    for ((sources, effective), active) in [dearer, international].iter().zip(days).zip([true, false]) {
        let tariff = Tariff::of(sources);
        let made = now - 4 * DAY;
        let new = NewVersion {
            effective,
            name: tariff.name(),
            note: "",
            rows: tariff.rows(),
            refused: tariff.problems().len(),
            fingerprint: tariff.fingerprint(),
            sources,
            made,
            made_by: administrator,
            import: None,
        };
        let id = store.add_tariff_version(&new).await?;
        if active {
            let (before, after) = (VersionState::Draft, VersionState::Active);
            store
                .tariff_version_is(id, before, after, administrator, made + 600)
                .await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tariff::Source;

    #[test]
    fn every_version_can_be_used_and_is_another() {
        let tariffs = Tariffs::load(Source::Sample, chrono_tz::Tz::UTC);
        let sample = tariffs.files();
        let mut seen = vec![sample.fingerprint().to_owned()];
        for sources in versions(sample.sources()) {
            let tariff = Tariff::of(&sources);
            assert_eq!(tariff.problems(), &[] as &[String]);
            assert!(tariff.book().is_some());
            assert!(!seen.contains(&tariff.fingerprint().to_owned()));
            seen.push(tariff.fingerprint().to_owned());
        }
    }
}
