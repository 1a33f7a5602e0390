use std::time::Duration;

/// How long callers would wait before they give up, from those who did and those who were answered before.
///
/// Who was answered would have waited on: the wait counts, the giving up does not (censoring). With patience that is
/// spread exponentially the mean is the total wait of all visits by the number of those that were abandoned.
///
/// ```
/// use std::time::Duration;
/// use switchhook_portal_core::queue::staffing::Patience;
///
/// let mut patience = Patience::default();
/// patience.add(Duration::from_secs(10), false); // answered
/// patience.add(Duration::from_secs(50), true); // gave up
/// assert_eq!(patience.mean(), Some(Duration::from_secs(60)), "not 50: it is the impatient who are seen to leave");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Patience {
    /// Of all visits together.
    pub wait: Duration,
    /// Visits that were abandoned.
    pub abandoned: u64,
}

impl Patience {
    /// Counts a visit.
    pub fn add(&mut self, wait: Duration, abandoned: bool) {
        self.wait = self.wait.saturating_add(wait);
        self.abandoned += u64::from(abandoned);
    }

    /// Counts the visits of another estimate too.
    pub fn merge(&mut self, other: &Self) {
        self.wait = self.wait.saturating_add(other.wait);
        self.abandoned = self.abandoned.saturating_add(other.abandoned);
    }

    /// The mean; `None` as long as nobody gave up.
    pub fn mean(&self) -> Option<Duration> {
        if self.abandoned == 0 {
            return None;
        }
        Duration::try_from_secs_f64(self.wait.as_secs_f64() / self.abandoned as f64).ok()
    }
}
