//! What only Ciscos have.

/// What only Ciscos have, for [`Phone::cisco`](crate::brand::Phone::cisco).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Cisco {
    pub(super) station_name: Option<String>,
    pub(super) logo: Option<String>,
    pub(super) dictionaries: Option<Dictionaries>,
    pub(super) access: UserAccess,
}

impl Cisco {
    /// Nothing of it.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name at the top of the display; the phone's own by default.
    pub fn station_name(mut self, name: impl Into<String>) -> Self {
        self.station_name = Some(name.into());
        self
    }

    /// A text in place of the maker's logo; the logo by default.
    pub fn logo(mut self, text: impl Into<String>) -> Self {
        self.logo = Some(text.into());
        self
    }

    /// Where the phone finds the words of other languages: it has English alone.
    pub fn dictionaries(mut self, dictionaries: Dictionaries) -> Self {
        self.dictionaries = Some(dictionaries);
        self
    }

    /// What whoever logs in as the phone's user may do with the settings; nothing by default. Passwords are never shown.
    pub fn user_access(mut self, access: UserAccess) -> Self {
        self.access = access;
        self
    }
}

/// What the phone's user may do with settings on its pages: the attribute `ua` of a flat profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UserAccess {
    /// Not see them.
    #[default]
    None,
    /// See them.
    Read,
    /// See and change them.
    Write,
}

impl UserAccess {
    /// What stands in the file.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "na",
            Self::Read => "ro",
            Self::Write => "rw",
        }
    }
}

/// Files with the words of a language, and the server that has them.
///
/// ```
/// use switchhook_provisioning::cisco::Dictionaries;
/// let words = Dictionaries::new("https://prov.example.net/lang/").add("French", "spa50x_30x_fr_v754.xml");
/// assert_eq!(
///     words.script(),
///     "serv=https://prov.example.net/lang/;d0=English;x0=;d1=French;x1=spa50x_30x_fr_v754.xml;"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Dictionaries {
    pub(super) server: String,
    pub(super) list: Vec<(String, String)>,
}

impl Dictionaries {
    /// A server, as a URL that ends in a slash.
    pub fn new(server: impl Into<String>) -> Self {
        Self {
            server: server.into(),
            list: vec![("English".to_owned(), String::new())],
        }
    }

    /// Adds a language by the phone's name for it (`French`), and the file of its words.
    pub fn add(mut self, language: impl Into<String>, file: impl Into<String>) -> Self {
        self.list.push((language.into(), file.into()));
        self
    }

    /// As it stands in the file.
    #[must_use]
    pub fn script(&self) -> String {
        let mut script = format!("serv={};", self.server);
        for (index, (language, file)) in self.list.iter().enumerate() {
            script.push_str(&format!("d{index}={language};x{index}={file};"));
        }
        script
    }
}
