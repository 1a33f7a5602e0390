/// How much a peer may make us hold.
///
/// The defaults are sizes a real PBX does not reach: Asterisk itself sets no upper bound on what it sends, and
/// command output or a large configuration file come to hundreds of kilobytes.
///
/// ```
/// use switchhook_ami::wire::Limits;
/// let small = Limits { message_bytes: 64 * 1024, ..Limits::default() };
/// assert!(small.message_bytes < Limits::default().message_bytes);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest banner line, its line end included. Default 1 KiB.
    pub banner_bytes: usize,
    /// Longest message, its closing empty line included. Default 16 MiB; at most 4 GiB.
    pub message_bytes: usize,
    /// Most lines in one message. Default 262 144.
    pub headers: usize,
    /// Longest line of a message, its line end included. Default 8 MiB: `GetConfigJSON` answers with a whole file in one.
    pub line_bytes: usize,
    /// Most bytes of all messages that answer one action (the items of a list). Default 64 MiB.
    pub reply_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            banner_bytes: 1024,
            message_bytes: 16 * 1024 * 1024,
            headers: 262_144,
            line_bytes: 8 * 1024 * 1024,
            reply_bytes: 64 * 1024 * 1024,
        }
    }
}
