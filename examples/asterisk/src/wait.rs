use std::time::{Duration, Instant};

use crate::error::{Result, RigError};

/// How often a condition is looked at: often enough that a test does not feel it.
const INTERVAL: Duration = Duration::from_millis(10);

/// Looks until `ready` gives something, but not longer than `within`.
///
/// ```
/// use std::time::Duration;
/// use switchhook_rig::wait_for;
///
/// let mut looks = 0;
/// let third = wait_for("the third look", Duration::from_secs(1), || { looks += 1; (looks == 3).then_some(looks) });
/// assert_eq!(third.unwrap(), 3);
/// assert!(wait_for("nothing", Duration::ZERO, || None::<()>).is_err());
/// ```
///
/// # Errors
///
/// [`RigError::Timeout`], naming `what`.
pub fn wait_for<T>(what: &str, within: Duration, mut ready: impl FnMut() -> Option<T>) -> Result<T> {
    let end = Instant::now() + within;
    loop {
        if let Some(found) = ready() {
            return Ok(found);
        }
        if Instant::now() >= end {
            return Err(RigError::Timeout {
                what: what.to_owned(),
                within,
            });
        }
        std::thread::sleep(INTERVAL);
    }
}
