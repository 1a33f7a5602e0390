use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::proto::Options;
use crate::server::Report;
use crate::wire::Environment;

/// Which calls an [`AsyncAgi`](super::AsyncAgi) takes, and how many.
///
/// ```
/// use switchhook_agi::async_agi::Config;
/// let config = Config::default()
///     .max_calls(200)
///     // Another program on the same Asterisk has the others.
///     .accepts(|call| call.url().path().starts_with("/ivr/"))
///     .on_report(|report| eprintln!("{report}"));
/// # let _ = config;
/// ```
#[must_use]
#[derive(Clone)]
pub struct Config {
    pub(super) max_calls: usize,
    pub(super) options: Options,
    accepts: Arc<dyn Fn(&Environment) -> bool + Send + Sync>,
    reporter: Arc<dyn Fn(&Report) + Send + Sync>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            max_calls: 1000,
            options: Options::default(),
            accepts: Arc::new(|_| true),
            reporter: Arc::new(|_| {}),
        }
    }
}

impl Config {
    /// How many calls may run at once. Others are sent back to the dialplan, with `AGISTATUS` `FAILURE`. 1000 by default.
    pub fn max_calls(mut self, calls: usize) -> Self {
        self.max_calls = calls;
        self
    }

    /// Deadlines and limits of each call.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Takes only the calls for which this says `true`, and leaves the others to whoever else is connected: nothing is
    /// sent to them. By default all are taken.
    pub fn accepts(mut self, accepts: impl Fn(&Environment) -> bool + Send + Sync + 'static) -> Self {
        self.accepts = Arc::new(accepts);
        self
    }

    /// Calls this when something went wrong, as
    /// [`server::Config::on_report`](crate::server::Config::on_report) does. By default nobody is told.
    pub fn on_report(mut self, reporter: impl Fn(&Report) + Send + Sync + 'static) -> Self {
        self.reporter = Arc::new(reporter);
        self
    }

    pub(super) fn report(&self, report: &Report) {
        // A reporter that panics must not end the calls.
        let _ = catch_unwind(AssertUnwindSafe(|| (self.reporter)(report)));
    }

    /// One that panics takes no call.
    pub(super) fn is_accepted(&self, environment: &Environment) -> bool {
        catch_unwind(AssertUnwindSafe(|| (self.accepts)(environment))).unwrap_or(false)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("max_calls", &self.max_calls)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
