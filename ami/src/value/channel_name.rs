use std::fmt;

/// A channel such as `PJSIP/100-0000001f`.
///
/// The name of a call's leg changes when it is transferred or masqueraded (event `Rename`): key state on
/// [`UniqueId`](crate::UniqueId).
///
/// ```
/// use switchhook_ami::ChannelName;
/// let channel = ChannelName::new("PJSIP/100-0000001f");
/// assert_eq!(channel.technology(), "PJSIP");
/// assert_eq!(channel.endpoint(), "PJSIP/100");
/// // A local channel has two halves.
/// assert_eq!(ChannelName::new("Local/200@from-internal-00000003;2").endpoint(), "Local/200@from-internal");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChannelName(String);

impl ChannelName {
    /// The channel of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The technology before the `/`; empty if there is no `/`.
    pub fn technology(&self) -> &str {
        self.0.split_once('/').map_or("", |(technology, _)| technology)
    }

    /// The device behind the channel, `PJSIP/100`: the name without its instance number. It is what a queue
    /// calls a member's interface and a hint a device.
    pub fn endpoint(&self) -> &str {
        // Asterisk appends `-` and a number; a device's own name may hold dashes, so only the last one counts.
        match self.0.rsplit_once('-') {
            Some((endpoint, instance)) if endpoint.contains('/') && is_instance(instance) => endpoint,
            _ => &self.0,
        }
    }
}

/// A hexadecimal number, with `;1` or `;2` on local channels.
fn is_instance(text: &str) -> bool {
    let number = text.split_once(';').map_or(text, |(number, _)| number);
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl fmt::Display for ChannelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ChannelName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ChannelName {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl From<&String> for ChannelName {
    fn from(name: &String) -> Self {
        Self::new(name)
    }
}

impl From<String> for ChannelName {
    fn from(name: String) -> Self {
        Self(name)
    }
}

impl From<&ChannelName> for ChannelName {
    fn from(name: &ChannelName) -> Self {
        name.clone()
    }
}

impl From<ChannelName> for String {
    fn from(name: ChannelName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::ChannelName;

    #[test]
    fn the_endpoint_is_the_name_without_its_instance() {
        for (name, endpoint) in [
            ("PJSIP/100-0000001f", "PJSIP/100"),
            ("PJSIP/front-desk-0000001f", "PJSIP/front-desk"),
            ("SIP/trunk-a-b-00000001", "SIP/trunk-a-b"),
            ("PJSIP/100", "PJSIP/100"),
            ("PJSIP/front-desk", "PJSIP/front-desk"),
            ("Local/1@a-b-0000000a;1", "Local/1@a-b"),
            ("OutgoingSpoolFailed", "OutgoingSpoolFailed"),
            ("", ""),
        ] {
            assert_eq!(ChannelName::new(name).endpoint(), endpoint, "{name:?}");
        }
    }
}
