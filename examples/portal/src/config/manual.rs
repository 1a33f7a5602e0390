//! The configuration keys of the original portal's manual, and what became of each.

/// A key of the original, and what replaces it or why nothing does. Those that have the same name here stand in the table of keys only.
pub const MANUAL: &[(&str, &str)] = &[
    (
        "sqlalchemy.url",
        "`database`: SQLite needs no server; give the path of its file",
    ),
    (
        "asterisk.manager",
        "`pbx.address` and the list `[[pbx.manager]]` with `user`, `secret` and `tasks`",
    ),
    (
        "asterisk.sip",
        "nothing: telephones are PJSIP, since Asterisk 21 has no other SIP",
    ),
    ("default_cid", "`pbx.dialing.caller_id`"),
    ("default_faxto", "nothing: the portal has no faxes"),
    ("default_faxfrom", "nothing: the portal has no faxes"),
    (
        "hide_numbers",
        "nothing: who sees whole numbers is a right (`switchhook-portal profiles`), not a setting",
    ),
    ("crm_url", "nothing: the portal opens no pages of other programs"),
    (
        "command.fping",
        "nothing: the portal runs no programs, and asks Asterisk whether a telephone answers",
    ),
    (
        "command.arp",
        "nothing: the portal runs no programs; the MAC address is typed",
    ),
    ("command.sendfax", "nothing: the portal has no faxes"),
    ("command.sox8", "nothing: the portal converts no sounds"),
    ("command.sox16", "nothing: the portal converts no sounds"),
    ("command.soxgs", "nothing: the portal converts no sounds"),
    (
        "directory.tftp",
        "nothing: files for telephones are downloaded from the telephone's page",
    ),
    (
        "directory.asterisk",
        "`pbx.phones.file` and `pbx.phones.dialplan_file`, written over the manager interface",
    ),
    ("directory.voicemail", "nothing: the portal has no voicemail"),
    ("directory.monitor", "nothing: the portal has no recordings"),
    ("directory.utils", "nothing: the portal runs no programs"),
    ("directory.tmp", "nothing: the portal needs no files in between"),
    ("directory.moh", "nothing: the portal manages no sounds"),
    ("directory.sounds", "nothing: the portal manages no sounds"),
    ("directory.fax", "nothing: the portal has no faxes"),
    ("sounds.languages", "nothing: the portal manages no sounds"),
    (
        "gxp.keypad",
        "nothing: the telephone keeps the keypad menu that it has",
    ),
];

/// What to do with a key of the manual; for whoever wrote it into `portal.toml`. A table of several keys of the
/// manual (`command`) is answered with the first of them.
pub fn replacement(name: &str) -> Option<&'static str> {
    MANUAL
        .iter()
        .find(|(key, _)| *key == name || key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
        .map(|(_, instead)| *instead)
}
