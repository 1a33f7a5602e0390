use std::fmt;

/// The one line a server says before anything else, such as `Asterisk Call Manager/11.0.0`.
///
/// Appliances rename the product, so no text is refused here.
///
/// ```
/// use switchhook_ami::wire::Banner;
/// let banner = Banner::new("Asterisk Call Manager/11.0.0");
/// assert_eq!(banner.version(), Some("11.0.0"));
/// assert_eq!(Banner::new("Our PBX").version(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Banner(String);

impl Banner {
    /// The banner with this text; bytes that are not UTF-8 were replaced before.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The whole line, without its ending.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The AMI version after the last `/`, such as `11.0.0`; `None` where the line has none.
    ///
    /// It is the version of the manager interface, not of Asterisk: 5.0 is Asterisk 16, 11.0 is Asterisk 22.
    pub fn version(&self) -> Option<&str> {
        let (_, version) = self.0.rsplit_once('/')?;
        let version = version.trim();
        version
            .starts_with(|first: char| first.is_ascii_digit())
            .then_some(version)
    }

    /// Whether the line names the Asterisk Call Manager.
    pub fn is_asterisk(&self) -> bool {
        self.0.contains("Call Manager/")
    }
}

impl fmt::Display for Banner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
