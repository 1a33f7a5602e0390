//! What a phone has against what it should have.

use std::fmt;

use crate::grandstream::{PNumber, PValues, is_secret};

/// How one value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DriftState {
    /// As it should be.
    Same,
    /// Another one: changed at the phone, or never taken.
    Differs {
        /// What it should be.
        wanted: String,
        /// What the phone says.
        found: String,
    },
    /// The phone does not tell it: a number that its model does not know, or a page that does not show it.
    Untold,
    /// A password or key. Phones hide them or show stars, so nothing can be said.
    CannotBeSeen,
}

/// One value of a [`Drift`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DriftRow {
    /// Its number.
    pub number: PNumber,
    /// How it stands.
    pub state: DriftState,
}

/// What a phone has against what it should have, in the order of what it should have. No secret is part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// One row for each value.
    pub rows: Vec<DriftRow>,
}

impl Drift {
    /// Those that differ.
    pub fn differing(&self) -> impl Iterator<Item = &DriftRow> {
        self.rows
            .iter()
            .filter(|row| matches!(row.state, DriftState::Differs { .. }))
    }

    /// Whether none differs. What cannot be seen or is not told does not count.
    #[must_use]
    pub fn is_none_seen(&self) -> bool {
        self.differing().next().is_none()
    }
}

impl fmt::Display for Drift {
    /// One line for each value that is not as it should be, or of which nothing is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for DriftRow { number, state } in &self.rows {
            match state {
                DriftState::Same => {}
                DriftState::Differs { wanted, found } => {
                    writeln!(f, "{number}: {found:?}, and should be {wanted:?}")?;
                }
                DriftState::Untold => writeln!(f, "{number}: the phone does not tell it")?,
                DriftState::CannotBeSeen => writeln!(f, "{number}: a secret, which cannot be seen")?,
            }
        }
        Ok(())
    }
}

/// Compares what a phone told with what it should have. Blanks at the ends do not count: phones drop them.
///
/// ```
/// use switchhook_provisioning::grandstream::{PNumber, PValues};
/// use switchhook_provisioning::push::drift;
/// let (mut wanted, mut told) = (PValues::new(), PValues::new());
/// wanted.set(PNumber::new(47), "pbx.example.net")?;
/// wanted.set(PNumber::new(34), "kT9-vV2_mQ7.xR4-pL1s")?;
/// told.set(PNumber::new(47), "192.0.2.9")?;
/// told.set(PNumber::new(34), "******")?;
/// assert_eq!(
///     drift(&wanted, &told).to_string(),
///     "P47: \"192.0.2.9\", and should be \"pbx.example.net\"\nP34: a secret, which cannot be seen\n"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn drift(wanted: &PValues, told: &PValues) -> Drift {
    let rows = wanted
        .iter()
        .map(|(number, wanted)| {
            let state = match told.get(number) {
                _ if is_secret(number) => DriftState::CannotBeSeen,
                None => DriftState::Untold,
                Some(found) if found.trim() == wanted.trim() => DriftState::Same,
                Some(found) => DriftState::Differs {
                    wanted: wanted.to_owned(),
                    found: found.to_owned(),
                },
            };
            DriftRow { number, state }
        })
        .collect();
    Drift { rows }
}
