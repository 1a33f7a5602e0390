//! The native half of the Python package `switchhook`: signature, call, convert, map the error.
//!
//! What a Python developer reads is `python/switchhook/_native.pyi`; the rules are in the crates that are called here.

mod ami;
mod arrow;
mod bytes;
mod callfile;
mod calls;
mod charge;
mod counters;
mod error;
mod explanation;
mod import;
mod load;
mod number;
mod outcome;
mod phone;
mod phone_file;
mod phone_option;
mod provisioning;
mod question;
mod rating;
mod record;
mod spool;
mod time;

use pyo3::prelude::*;

/// Native half of the package; import the names from `switchhook`.
#[pymodule(gil_used = false)]
mod _native {
    /// The version of the package.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "a name that Python gives")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use super::ami::{Banner, Framer, Malformed, Message};
    #[pymodule_export]
    use super::arrow::Charges;
    #[pymodule_export]
    use super::callfile::{Application, CallFile, CallFileReport, Extension, Finding, check_call_file};
    #[pymodule_export]
    use super::calls::{RecordedCall, RecordedCalls, read_calls};
    #[pymodule_export]
    use super::charge::Charge;
    #[pymodule_export]
    use super::counters::Counters;
    #[pymodule_export]
    use super::explanation::Explanation;
    #[pymodule_export]
    use super::import::{ImportedDeck, Repair, import_deck};
    #[pymodule_export]
    use super::outcome::{Forbidden, Free, NotAnswered, Rated, Rejected, Unmatched};
    #[pymodule_export]
    use super::phone::{FunctionKey, Line};
    #[pymodule_export]
    use super::phone_file::PhoneFile;
    #[pymodule_export]
    use super::provisioning::{Configuration, Device, PhoneIdentity, SettingFinding, identify_phone};
    #[pymodule_export]
    use super::question::{Change, Difference, Offer, compare, least_cost};
    #[pymodule_export]
    use super::rating::{Book, Destination, RejectedLine};
    #[pymodule_export]
    use super::spool::{Pending, Spool};
}
