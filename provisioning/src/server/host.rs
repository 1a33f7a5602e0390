//! What the host gives: the files, the clock, randomness.

use std::future::Future;
use std::io;
use std::time::SystemTime;

use crate::grandstream::{PNumber, PValues};

use super::record::Record;

/// Why the host has no file for a device just now. The device is asked to come back.
pub type FilesError = Box<dyn std::error::Error + Send + Sync>;

/// What devices get. The host knows people and numbers; the server writes the file.
pub trait Files: Send + Sync + 'static {
    /// The values of a device's configuration.
    ///
    /// `address` is where this device finds its files, without a scheme: what stands in the fields for phone books and
    /// screens. The server itself adds where the configuration is, and the passwords for it.
    fn configuration(
        &self,
        device: &Record,
        address: &str,
    ) -> impl Future<Output = Result<PValues, FilesError>> + Send;

    /// The values of a device's first file, beside those that the server adds. No account belongs here: whoever knows the
    /// site's token and comes first is given this. By default, what keeps others from leading the device elsewhere:
    /// no server by DHCP or multicast, no cloud manager, names of servers checked against their certificates.
    fn first(&self, device: &Record) -> impl Future<Output = Result<PValues, FilesError>> + Send {
        let _ = device;
        async {
            let mut values = PValues::new();
            for (number, text) in [(145, "0"), (276, "1"), (1409, "0"), (1414, "0")] {
                values.set(PNumber::new(number), text)?;
            }
            Ok(values)
        }
    }

    /// A device's phone book, if it has one.
    fn phone_book(
        &self,
        device: &Record,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, FilesError>> + Send {
        let _ = device;
        async { Ok(None) }
    }

    /// A device's screen, if it has one.
    fn screen(&self, device: &Record) -> impl Future<Output = Result<Option<Vec<u8>>, FilesError>> + Send {
        let _ = device;
        async { Ok(None) }
    }
}

/// What the time is.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> SystemTime;
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    // The clock of the driver, which the server takes as an argument.
    #[allow(clippy::disallowed_methods)]
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

impl<F: Fn() -> SystemTime + Send + Sync + 'static> Clock for F {
    fn now(&self) -> SystemTime {
        self()
    }
}

/// Random bytes that nobody can foresee.
pub trait Random: Send + Sync + 'static {
    /// Fills the bytes.
    ///
    /// # Errors
    ///
    /// When there are none; the device is then asked to come back.
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()>;
}

/// The system's random bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    // The randomness of the driver, which the server takes as an argument.
    #[allow(clippy::disallowed_methods)]
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        getrandom::fill(bytes).map_err(io::Error::other)
    }
}
