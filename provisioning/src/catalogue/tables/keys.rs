// Generated from provisioning/catalogue/keys.txt by
// `cargo run -p switchhook-provisioning-catalogue -- generate`; do not edit.

//! What keys do, and the codes.

use crate::catalogue::choices::{KeyCodes, key};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeyFunction {
    /// Nothing.
    None,
    /// Takes a line.
    Line,
    /// Takes a line that several phones share.
    SharedLine,
    /// Dials a number.
    SpeedDial,
    /// Shows whether an extension is busy, calls it, and picks its calls up (BLF).
    BusyLamp,
    /// Shows the presence of somebody.
    Presence,
    /// Shows one of a list of extensions that the server keeps.
    BusyLampList,
    /// Dials a number on the account that is in use.
    ActiveSpeedDial,
    /// Sends digits within a call.
    Dtmf,
    /// Calls the mailbox.
    Voicemail,
    /// Calls back who called last.
    CallReturn,
    /// Transfers the call to a number.
    Transfer,
    /// Parks the call.
    Park,
    /// Calls as an intercom.
    Intercom,
    /// Searches the LDAP directory.
    Ldap,
    /// Starts a conference.
    Conference,
    /// Speaks to a multicast address.
    MulticastPage,
    /// Records the call.
    Record,
    /// Opens the call log.
    CallLog,
    /// Parks, and shows whether a call is parked there.
    MonitoredPark,
    /// Opens the menu.
    Menu,
    /// Opens the XML application.
    XmlApplication,
    /// Shows what the phone is.
    Information,
    /// Opens the messages.
    Message,
    /// Switches forwarding.
    Forward,
    /// Switches do-not-disturb.
    DoNotDisturb,
    /// Dials the last number again.
    Redial,
    /// Writes a message.
    InstantMessage,
    /// Listens to a multicast address.
    MulticastListen,
    /// Locks the keypad.
    KeypadLock,
    /// Opens a door station's door.
    Door,
    /// Shows one of a list of presences that the server keeps.
    PresenceList,
    /// Fetches the configuration.
    Provision,
    /// Opens the phone book.
    PhoneBook,
    /// Pages.
    Paging,
}

impl KeyFunction {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::None,
        Self::Line,
        Self::SharedLine,
        Self::SpeedDial,
        Self::BusyLamp,
        Self::Presence,
        Self::BusyLampList,
        Self::ActiveSpeedDial,
        Self::Dtmf,
        Self::Voicemail,
        Self::CallReturn,
        Self::Transfer,
        Self::Park,
        Self::Intercom,
        Self::Ldap,
        Self::Conference,
        Self::MulticastPage,
        Self::Record,
        Self::CallLog,
        Self::MonitoredPark,
        Self::Menu,
        Self::XmlApplication,
        Self::Information,
        Self::Message,
        Self::Forward,
        Self::DoNotDisturb,
        Self::Redial,
        Self::InstantMessage,
        Self::MulticastListen,
        Self::KeypadLock,
        Self::Door,
        Self::PresenceList,
        Self::Provision,
        Self::PhoneBook,
        Self::Paging,
    ];
}

pub(crate) static KEYS: [KeyCodes; 35] = [
    key("none", Some("-1"), "-1", "None"),
    key("line", Some("0"), "31", "Line"),
    key("shared_line", Some("1"), "32", "SharedLine"),
    key("speed_dial", Some("10"), "0", "SpeedDial"),
    key("busy_lamp", Some("11"), "1", "BLF"),
    key("presence", Some("12"), "2", "PresenceWatcher"),
    key("busy_lamp_list", Some("13"), "3", "EventlistBLF"),
    key("active_speed_dial", Some("14"), "4", "SpeedDialViaActiveAccount"),
    key("dtmf", Some("15"), "5", "DialDTMF"),
    key("voicemail", Some("16"), "6", "VoiceMail"),
    key("call_return", Some("17"), "7", "CallReturn"),
    key("transfer", Some("18"), "8", "Transfer"),
    key("park", Some("19"), "9", "CallPark"),
    key("intercom", Some("20"), "10", "Intercom"),
    key("ldap", Some("21"), "11", "LDAPSearch"),
    key("conference", Some("22"), "12", "Conference"),
    key("multicast_page", Some("23"), "13", "MulticastPaging"),
    key("record", Some("24"), "14", "Record"),
    key("call_log", Some("25"), "15", "CallLog"),
    key("monitored_park", Some("26"), "16", "MonitoredCallPark"),
    key("menu", Some("27"), "17", "Menu"),
    key("xml_application", Some("28"), "18", "XMLApplication"),
    key("information", Some("29"), "19", "Information"),
    key("message", Some("30"), "20", "Message"),
    key("forward", None, "21", "Forward"),
    key("do_not_disturb", Some("32"), "22", "DND"),
    key("redial", None, "23", "Redial"),
    key("instant_message", None, "24", ""),
    key("multicast_listen", None, "25", "MulticastListenAddress"),
    key("keypad_lock", None, "26", "KeypadLock"),
    key("door", None, "27", ""),
    key("presence_list", None, "28", ""),
    key("provision", None, "29", ""),
    key("phone_book", None, "30", ""),
    key("paging", None, "33", ""),
];
