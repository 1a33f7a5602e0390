//! The native half of the Python package `switchhook`.

use pyo3::prelude::*;

/// Native half of the package; import the names from `switchhook`.
#[pymodule(gil_used = false)]
mod _native {}
