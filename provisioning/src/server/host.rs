//! What the host gives: the files, the clock, randomness.

use std::future::Future;
use std::io;
use std::time::SystemTime;

use crate::brand::{self, Brand};
use crate::grandstream::PValues;
use crate::mac::MacAddr;
use crate::setting::{DeviceSetting, Setting, Value};

use crate::baseline::Baseline;

use super::record::Record;

/// Why the host has no file for a device just now. The device is asked to come back.
pub type FilesError = Box<dyn std::error::Error + Send + Sync>;

/// What devices get. The host knows people and numbers; the server writes the file.
pub trait Files: Send + Sync + 'static {
    /// The values of a Grandstream's configuration.
    ///
    /// `address` is where this device finds its files, without a scheme: what stands in the fields for phone books and
    /// screens. The server itself adds where the configuration is, and the passwords for it.
    fn configuration(
        &self,
        device: &Record,
        address: &str,
    ) -> impl Future<Output = Result<PValues, FilesError>> + Send;

    /// The values of a Grandstream's first file, beside those that the server adds. No account belongs here: whoever knows the
    /// site's token and comes first is given this. By default, what keeps others from leading the device elsewhere:
    /// no server by DHCP or multicast, no cloud manager, no SSH, each by the numbers and codes of its model.
    fn first(&self, device: &Record) -> impl Future<Output = Result<PValues, FilesError>> + Send {
        async move {
            let mut values = PValues::new();
            for (of, value) in [
                (DeviceSetting::ProvDhcpOverride, Value::Choice("no")),
                (DeviceSetting::AccessSsh, Value::Bool(false)),
                (DeviceSetting::Tr069Enable, Value::Bool(false)),
                (DeviceSetting::ProvPnp, Value::Bool(false)),
            ] {
                // A model that lacks it has nothing to shut.
                let encoded = device
                    .model
                    .grandstream()
                    .map(|model| model.encode(Setting::Device(of), &value));
                for (number, text) in encoded.and_then(Result::ok).unwrap_or_default() {
                    values.set(number, text)?;
                }
            }
            Ok(values)
        }
    }

    /// The configuration of a telephone of another brand; `address` as for [`configuration`](Self::configuration), and what the
    /// server adds is the same. By default an error: the host knows none.
    fn phone(
        &self,
        device: &Record,
        model: brand::Model,
        address: &str,
    ) -> impl Future<Output = Result<brand::Phone, FilesError>> + Send {
        let (why, _) = (
            format!("this server has no files for the {model}"),
            (device, address),
        );
        async move { Err(why.into()) }
    }

    /// The first file of a telephone of another brand, without an account as that of a [Grandstream](Self::first). By default it
    /// takes every account away, and a Cisco's other rules.
    ///
    /// Where it sets no password of the administrator, the server sets a random one: without one, or with the factory's, the pages
    /// show what the phone was told to whoever asks, until it has its own file. If it never comes for that, reset it.
    fn first_phone(
        &self,
        device: &Record,
        model: brand::Model,
    ) -> impl Future<Output = Result<brand::Phone, FilesError>> + Send {
        let phone = first_phone(model, device.mac);
        async move { Ok(phone) }
    }

    /// The version of firmware that a device is led to, of those that the server has ([`Images`](super::Images)): such as what a
    /// [`Rollout`](crate::rollout::Rollout) offers it. The server then adds where it is, how it is fetched, and that the device
    /// looks for it. A version without a file for the model is an error, and the device is asked to come back. `None`, the
    /// default, adds nothing. Other brands' firmware is not served.
    fn firmware(&self, device: &Record) -> impl Future<Output = Result<Option<String>, FilesError>> + Send {
        let _ = device;
        async { Ok(None) }
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

/// The first file of a telephone of another brand, as [`Files::first_phone`] gives it by default.
pub fn first_phone(model: brand::Model, mac: MacAddr) -> brand::Phone {
    let phone = brand::Phone::new(model, mac).baseline(Baseline::Off);
    match model.brand() {
        Brand::Cisco => [
            "Profile_Rule_B",
            "Profile_Rule_C",
            "Profile_Rule_D",
            "Report_Rule",
            "DHCP_Option_To_Use",
        ]
        .into_iter()
        .fold(phone, |phone, other| phone.own(other, "")),
        Brand::Mitel => phone,
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
