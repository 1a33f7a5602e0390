// Generated from provisioning/catalogue/device.txt by
// `cargo run -p switchhook-provisioning-catalogue -- generate`; do not edit.

//! A setting of the device as a whole, by name.

/// A setting of the device as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DeviceSetting {
    /// Administrator password of web UI and keypad.
    AccessAdminPassword,
    /// End-user password of the web UI.
    AccessUserPassword,
    /// Web UI scheme.
    AccessWebMode,
    /// Web UI port (both schemes on old units).
    AccessWebPort,
    /// Allow the end-user login.
    AccessWebUserEnable,
    /// Web session lifetime.
    AccessWebSessionMinutes,
    /// Failed logins before lock-out.
    AccessWebAttempts,
    /// Web UI address list mode.
    AccessWebAclMode,
    /// Web UI address list.
    AccessWebAclList,
    /// SSH (telnet on the oldest units).
    AccessSsh,
    /// SSH port.
    AccessSshPort,
    /// What the keypad menu may change.
    AccessKeypadMenu,
    /// Lock-out time after wrong keypad/web passwords.
    AccessLockoutMinutes,
    /// Who may reset to factory settings from the device.
    AccessFactoryResetLevel,
    /// Refuse weak passwords.
    AccessPasswordStrengthCheck,
    /// Users cannot overwrite provisioned values.
    AccessUserProtection,
    /// Protocol of the configuration server (old units: firmware too).
    ProvConfigProtocol,
    /// Configuration server host\[:port\]\[/path\], no scheme.
    ProvConfigPath,
    /// User for the configuration server.
    ProvConfigUser,
    /// Password for the configuration server.
    ProvConfigPassword,
    /// Configuration file name prefix.
    ProvConfigPrefix,
    /// Configuration file name postfix.
    ProvConfigPostfix,
    /// Password of encrypted XML files.
    ProvXmlPassword,
    /// Authenticate the file before accepting it.
    ProvAuthenticateConf,
    /// Send HTTP credentials unasked.
    ProvAuthBeforeChallenge,
    /// Check the host name in the server certificate.
    ProvValidateHostname,
    /// Check the server certificate.
    ProvValidateServerCert,
    /// Fetch and apply every candidate file instead of the first.
    ProvAllFiles,
    /// Firmware server host\[:port\]\[/path\].
    ProvFirmwarePath,
    /// Protocol of the firmware server (units that split it from P212).
    ProvFirmwareProtocol,
    /// User for the firmware server.
    ProvFirmwareUser,
    /// Password for the firmware server.
    ProvFirmwarePassword,
    /// Firmware file name prefix.
    ProvFirmwarePrefix,
    /// Firmware file name postfix.
    ProvFirmwarePostfix,
    /// When to look for firmware.
    ProvFirmwareCheck,
    /// Ask the user before a firmware upgrade.
    ProvFirmwareConfirm,
    /// When to look for a new configuration.
    ProvSchedule,
    /// End of the hour window.
    ProvEndHour,
    /// Random time within the window.
    ProvRandom,
    /// DHCP option 43/66 (160) may replace the server.
    ProvDhcpOverride,
    /// Additional DHCP option that may replace the server.
    ProvDhcpAdditional,
    /// DHCP option 120 sets the SIP server.
    ProvDhcpOption120,
    /// Multicast SIP plug and play at boot.
    ProvPnp,
    /// Ask for a password before a NOTIFY is obeyed.
    ProvNotifyChallenge,
    /// Which trusted CA certificates to use.
    ProvCaLoad,
    /// Own CA certificate 1 (PEM); further slots follow.
    ProvCaCert1,
    /// Lowest TLS version.
    ProvTlsMin,
    /// Highest TLS version.
    ProvTlsMax,
    /// Device certificate (PEM).
    TlsSipCert,
    /// Device private key (PEM).
    TlsSipKey,
    /// Password of the private key.
    TlsSipKeyPassword,
    /// TR-069/CWMP client.
    Tr069Enable,
    /// ACS URL.
    Tr069AcsUrl,
    /// ACS user.
    Tr069AcsUser,
    /// ACS password.
    Tr069AcsPassword,
    /// Periodic inform.
    Tr069Inform,
    /// Periodic inform interval, seconds.
    Tr069InformInterval,
    /// Connection request user.
    Tr069ConnUser,
    /// Connection request password.
    Tr069ConnPassword,
    /// Connection request port.
    Tr069ConnPort,
    /// CPE certificate.
    Tr069CpeCert,
    /// CPE private key.
    Tr069CpeKey,
    /// IPv4 addressing.
    NetMode,
    /// DHCP host name.
    NetHostname,
    /// DHCP vendor class id.
    NetVendorClass,
    /// PPPoE account.
    NetPppoeUser,
    /// PPPoE password.
    NetPppoePassword,
    /// PPPoE service name.
    NetPppoeService,
    /// 802.1Q tag of the device.
    NetVlan,
    /// 802.1p priority.
    NetVlanPriority,
    /// 802.1Q tag of the PC port.
    NetPcVlan,
    /// 802.1p priority of the PC port.
    NetPcPriority,
    /// Layer 3 QoS, one value.
    NetDscp,
    /// Layer 3 QoS for SIP.
    NetDscpSip,
    /// Layer 3 QoS for RTP.
    NetDscpRtp,
    /// LLDP.
    NetLldp,
    /// CDP.
    NetCdp,
    /// 802.1X.
    NetDot1xMode,
    /// 802.1X identity.
    NetDot1xIdentity,
    /// 802.1X secret.
    NetDot1xPassword,
    /// 802.1X CA certificate.
    NetDot1xCa,
    /// 802.1X client certificate.
    NetDot1xClient,
    /// STUN server.
    NetStun,
    /// Public address to put into SIP/SDP.
    NetNatIp,
    /// First RTP port.
    NetRtpPort,
    /// Random local SIP/RTP ports.
    NetRandomPort,
    /// Seconds between NAT keep-alive packets.
    NetKeepaliveSeconds,
    /// Time server.
    TimeNtp1,
    /// Second time server.
    TimeNtp2,
    /// DHCP option 42 may replace the NTP server.
    TimeNtpDhcp,
    /// Time zone.
    TimeZone,
    /// DHCP option 2 may replace the time zone.
    TimeTzDhcp,
    /// Date format.
    TimeDateFormat,
    /// Clock.
    TimeClock,
    /// Display language code, auto or gxp (downloaded).
    UiLanguage,
    /// Display language on GXP20xx.
    UiLanguageOld,
    /// Syslog server.
    LogServer,
    /// Syslog level.
    LogLevel,
    /// Syslog transport.
    LogProtocol,
    /// XML phone book download.
    BookMode,
    /// Directory of phonebook.xml, no scheme.
    BookPath,
    /// Minutes between downloads, 0 = once.
    BookInterval,
    /// Drop entries edited on the device.
    BookRemoveEdited,
    /// User for the phone book server.
    BookUser,
    /// Password for the phone book server.
    BookPassword,
    /// LDAP server.
    LdapServer,
    /// LDAP port.
    LdapPort,
    /// Search base.
    LdapBase,
    /// Bind name.
    LdapUser,
    /// Bind password.
    LdapPassword,
    /// Number filter.
    LdapNumberFilter,
    /// Name filter.
    LdapNameFilter,
    /// Protocol version.
    LdapVersion,
    /// Name attributes.
    LdapNameAttr,
    /// Number attributes.
    LdapNumberAttr,
    /// Displayed name pattern.
    LdapDisplay,
    /// Largest result.
    LdapMaxHits,
    /// Search timeout, seconds.
    LdapTimeout,
    /// Sort the result.
    LdapSort,
    /// Look up outgoing numbers.
    LdapOutLookup,
    /// Look up incoming numbers.
    LdapInLookup,
    /// Name shown after a look-up.
    LdapLookupName,
    /// LDAP or LDAPS.
    LdapTls,
    /// XML idle screen download.
    ScreenMode,
    /// Directory of the idle screen file.
    ScreenPath,
    /// Fetch the screen at boot.
    ScreenAtBoot,
    /// Use the custom idle screen.
    ScreenCustom,
    /// XML application server path.
    XmlappPath,
    /// XML application soft key label.
    XmlappSoftkey,
    /// Priority a page needs to interrupt a call, 0 = never.
    PageBarge,
    /// Rank between pages.
    PageActive,
    /// Codec of outgoing pages.
    PageCodec,
    /// Listening address 1.
    PageListen1,
    /// Label of address 1.
    PageLabel1,
    /// URL when start-up ends.
    ActionBoot,
    /// URL when registered.
    ActionRegistered,
    /// URL when unregistered.
    ActionUnregistered,
    /// URL at off-hook.
    ActionOffHook,
    /// URL at on-hook.
    ActionOnHook,
    /// URL at an incoming call.
    ActionIncoming,
    /// URL at an outgoing call.
    ActionOutgoing,
    /// URL at a missed call.
    ActionMissed,
    /// URL when a call is established.
    ActionEstablished,
    /// URL when a call ends.
    ActionTerminated,
    /// URL at DND on.
    ActionDndOn,
    /// URL at DND off.
    ActionDndOff,
    /// URL at forward on.
    ActionForwardOn,
    /// URL at forward off.
    ActionForwardOff,
    /// URL at a blind transfer.
    ActionBlindTransfer,
    /// URL at an attended transfer.
    ActionAttendedTransfer,
    /// URL at hold.
    ActionHold,
    /// URL at resume.
    ActionUnhold,
    /// Disable the DND key.
    FeatureDndOff,
    /// Disable conferencing.
    FeatureConferenceOff,
    /// Disable transfer.
    FeatureTransferOff,
    /// Disable direct IP calls.
    FeatureDirectIpOff,
    /// Do not show digits in a call.
    FeatureDtmfDisplayOff,
    /// IPv4 address.
    NetIp,
    /// IPv4 network mask.
    NetMask,
    /// IPv4 gateway.
    NetGateway,
    /// First DNS server.
    NetDns1,
    /// Second DNS server.
    NetDns2,
    /// DNS server that counts before those of DHCP.
    NetDnsPreferred,
    /// Listening address 2.
    PageListen2,
    /// Label of address 2.
    PageLabel2,
    /// Listening address 3.
    PageListen3,
    /// Label of address 3.
    PageLabel3,
    /// Listening address 4.
    PageListen4,
    /// Label of address 4.
    PageLabel4,
    /// Listening address 5.
    PageListen5,
    /// Label of address 5.
    PageLabel5,
    /// Listening address 6.
    PageListen6,
    /// Label of address 6.
    PageLabel6,
    /// Listening address 7.
    PageListen7,
    /// Label of address 7.
    PageLabel7,
    /// Listening address 8.
    PageListen8,
    /// Label of address 8.
    PageLabel8,
    /// Listening address 9.
    PageListen9,
    /// Label of address 9.
    PageLabel9,
    /// Listening address 10.
    PageListen10,
    /// Label of address 10.
    PageLabel10,
    /// What the soft key for one's own use does.
    Softkey1Function,
    /// Text above that soft key.
    Softkey1Label,
    /// Number that it dials.
    Softkey1Value,
}

impl DeviceSetting {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::AccessAdminPassword,
        Self::AccessUserPassword,
        Self::AccessWebMode,
        Self::AccessWebPort,
        Self::AccessWebUserEnable,
        Self::AccessWebSessionMinutes,
        Self::AccessWebAttempts,
        Self::AccessWebAclMode,
        Self::AccessWebAclList,
        Self::AccessSsh,
        Self::AccessSshPort,
        Self::AccessKeypadMenu,
        Self::AccessLockoutMinutes,
        Self::AccessFactoryResetLevel,
        Self::AccessPasswordStrengthCheck,
        Self::AccessUserProtection,
        Self::ProvConfigProtocol,
        Self::ProvConfigPath,
        Self::ProvConfigUser,
        Self::ProvConfigPassword,
        Self::ProvConfigPrefix,
        Self::ProvConfigPostfix,
        Self::ProvXmlPassword,
        Self::ProvAuthenticateConf,
        Self::ProvAuthBeforeChallenge,
        Self::ProvValidateHostname,
        Self::ProvValidateServerCert,
        Self::ProvAllFiles,
        Self::ProvFirmwarePath,
        Self::ProvFirmwareProtocol,
        Self::ProvFirmwareUser,
        Self::ProvFirmwarePassword,
        Self::ProvFirmwarePrefix,
        Self::ProvFirmwarePostfix,
        Self::ProvFirmwareCheck,
        Self::ProvFirmwareConfirm,
        Self::ProvSchedule,
        Self::ProvEndHour,
        Self::ProvRandom,
        Self::ProvDhcpOverride,
        Self::ProvDhcpAdditional,
        Self::ProvDhcpOption120,
        Self::ProvPnp,
        Self::ProvNotifyChallenge,
        Self::ProvCaLoad,
        Self::ProvCaCert1,
        Self::ProvTlsMin,
        Self::ProvTlsMax,
        Self::TlsSipCert,
        Self::TlsSipKey,
        Self::TlsSipKeyPassword,
        Self::Tr069Enable,
        Self::Tr069AcsUrl,
        Self::Tr069AcsUser,
        Self::Tr069AcsPassword,
        Self::Tr069Inform,
        Self::Tr069InformInterval,
        Self::Tr069ConnUser,
        Self::Tr069ConnPassword,
        Self::Tr069ConnPort,
        Self::Tr069CpeCert,
        Self::Tr069CpeKey,
        Self::NetMode,
        Self::NetHostname,
        Self::NetVendorClass,
        Self::NetPppoeUser,
        Self::NetPppoePassword,
        Self::NetPppoeService,
        Self::NetVlan,
        Self::NetVlanPriority,
        Self::NetPcVlan,
        Self::NetPcPriority,
        Self::NetDscp,
        Self::NetDscpSip,
        Self::NetDscpRtp,
        Self::NetLldp,
        Self::NetCdp,
        Self::NetDot1xMode,
        Self::NetDot1xIdentity,
        Self::NetDot1xPassword,
        Self::NetDot1xCa,
        Self::NetDot1xClient,
        Self::NetStun,
        Self::NetNatIp,
        Self::NetRtpPort,
        Self::NetRandomPort,
        Self::NetKeepaliveSeconds,
        Self::TimeNtp1,
        Self::TimeNtp2,
        Self::TimeNtpDhcp,
        Self::TimeZone,
        Self::TimeTzDhcp,
        Self::TimeDateFormat,
        Self::TimeClock,
        Self::UiLanguage,
        Self::UiLanguageOld,
        Self::LogServer,
        Self::LogLevel,
        Self::LogProtocol,
        Self::BookMode,
        Self::BookPath,
        Self::BookInterval,
        Self::BookRemoveEdited,
        Self::BookUser,
        Self::BookPassword,
        Self::LdapServer,
        Self::LdapPort,
        Self::LdapBase,
        Self::LdapUser,
        Self::LdapPassword,
        Self::LdapNumberFilter,
        Self::LdapNameFilter,
        Self::LdapVersion,
        Self::LdapNameAttr,
        Self::LdapNumberAttr,
        Self::LdapDisplay,
        Self::LdapMaxHits,
        Self::LdapTimeout,
        Self::LdapSort,
        Self::LdapOutLookup,
        Self::LdapInLookup,
        Self::LdapLookupName,
        Self::LdapTls,
        Self::ScreenMode,
        Self::ScreenPath,
        Self::ScreenAtBoot,
        Self::ScreenCustom,
        Self::XmlappPath,
        Self::XmlappSoftkey,
        Self::PageBarge,
        Self::PageActive,
        Self::PageCodec,
        Self::PageListen1,
        Self::PageLabel1,
        Self::ActionBoot,
        Self::ActionRegistered,
        Self::ActionUnregistered,
        Self::ActionOffHook,
        Self::ActionOnHook,
        Self::ActionIncoming,
        Self::ActionOutgoing,
        Self::ActionMissed,
        Self::ActionEstablished,
        Self::ActionTerminated,
        Self::ActionDndOn,
        Self::ActionDndOff,
        Self::ActionForwardOn,
        Self::ActionForwardOff,
        Self::ActionBlindTransfer,
        Self::ActionAttendedTransfer,
        Self::ActionHold,
        Self::ActionUnhold,
        Self::FeatureDndOff,
        Self::FeatureConferenceOff,
        Self::FeatureTransferOff,
        Self::FeatureDirectIpOff,
        Self::FeatureDtmfDisplayOff,
        Self::NetIp,
        Self::NetMask,
        Self::NetGateway,
        Self::NetDns1,
        Self::NetDns2,
        Self::NetDnsPreferred,
        Self::PageListen2,
        Self::PageLabel2,
        Self::PageListen3,
        Self::PageLabel3,
        Self::PageListen4,
        Self::PageLabel4,
        Self::PageListen5,
        Self::PageLabel5,
        Self::PageListen6,
        Self::PageLabel6,
        Self::PageListen7,
        Self::PageLabel7,
        Self::PageListen8,
        Self::PageLabel8,
        Self::PageListen9,
        Self::PageLabel9,
        Self::PageListen10,
        Self::PageLabel10,
        Self::Softkey1Function,
        Self::Softkey1Label,
        Self::Softkey1Value,
    ];
}
