/// How much a peer may send before it is not believed to be an Asterisk. The defaults are not met by a real one.
///
/// ```
/// use switchhook_agi::wire::Limits;
/// let mut strict = Limits::default();
/// strict.environment_bytes = 4096;
/// assert!(strict.environment_bytes < Limits::default().environment_bytes);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the environment block. More of it ends the session. 64 KiB by default.
    pub environment_bytes: usize,
    /// Bytes of one reply. A longer one costs that reply, not the session. 1 MiB by default.
    pub reply_bytes: usize,
    /// Bytes that belong to no reply, in a whole session. More of them end it. 64 KiB by default.
    pub unexpected_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            environment_bytes: 64 * 1024,
            reply_bytes: 1024 * 1024,
            unexpected_bytes: 64 * 1024,
        }
    }
}
