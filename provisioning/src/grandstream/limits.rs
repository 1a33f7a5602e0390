/// How much a file from outside may hold. The defaults are several times a phone's full export.
///
/// ```
/// use switchhook_provisioning::grandstream::{Limits, xml};
/// let limits = Limits { bytes: 1_000, ..Limits::default() };
/// let error = xml::read(&[b' '; 2_000], &limits).unwrap_err();
/// assert_eq!(error.code(), "E-XML-TOO-LONG");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file; 2 MiB by default.
    pub bytes: usize,
    /// Values in it; 20 000 by default.
    pub values: usize,
    /// Bytes of one value; 64 KiB by default.
    pub value_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 2 << 20,
            values: 20_000,
            value_bytes: 64 << 10,
        }
    }
}
