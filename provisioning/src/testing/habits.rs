//! What each family does, as seen from inside the phone.
//!
//! On purpose this does not ask the catalogue that the files are made from: a mistake there would then be made on both
//! sides, and no test would see it.

/// Under which names a phone asks for its configuration, in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// `cfg<mac>` and nothing else.
    Binary,
    /// `cfg<mac>`, then the XML names.
    BinaryFirst,
    /// `cfg<mac>.xml`, then `cfg<mac>`.
    XmlFirst,
    /// The XML names only.
    Xml,
}

/// Where the values of an account stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Account 1 scattered, 2 to 4 from 400, 5 and 6 from 1700, the others from 50600.
    Phone,
    /// As [`Phone`](Self::Phone), but accounts 5 and 6 from 700.
    Grp260x,
    /// An adapter with at most two ports, each a whole account.
    TwoPorts,
    /// Ports have users, profiles have servers.
    Profiles,
    /// As [`Profiles`](Self::Profiles), for the channels of a gateway to telephone lines.
    Channels,
}

/// How the phone names itself to an HTTP server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AgentShape {
    /// `Grandstream Model HW GXP1405 SW 1.0.4.23 DevId 000b8240d55c`
    Current,
    /// The same with the hardware's revision behind one blank or two.
    Revision(&'static str),
    /// The same with colons and capitals in the address.
    Colons,
    /// `Grandstream GXP2000 (gxp2000e.bin:1.2.5.3/boot55e.bin:1.1.6.9) DevId 000b822726c8`
    Images,
    /// `Grandstream HT287 1.1.0.31`
    Short,
}

/// Which generation of pages the phone has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PagesGeneration {
    /// `dologin.htm`, `update.htm`, `rs.htm`: the oldest.
    Htm,
    /// `cgi-bin/dologin` with a cookie, `cgi-bin/update`, `cgi-bin/rs`.
    Cgi,
    /// `cgi-bin/dologin` with a token and JSON, `cgi-bin/api.values.post`.
    Api,
    /// `cgi-bin/access` with a challenge, then `dologin` and `dorefresh`; `cgi-bin/config_update`.
    Access,
    /// `/manager?action=…`: the Android telephones.
    Manager,
}

/// The ways of one model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    pub(super) order: Order,
    /// Whether `cfg<model>.xml` is among the names.
    pub(super) model_file: bool,
    /// Whether files with names instead of numbers are read.
    pub(super) aliases: bool,
    pub(super) layout: Layout,
    pub(super) accounts: u8,
    /// Keys with the codes of line keys.
    pub(super) fixed_keys: u8,
    /// Line keys, whatever codes they have.
    pub(super) line_keys: u8,
    /// Keys beside the display in all.
    pub(super) keys: u8,
    pub(super) physical_keys: u8,
    pub(super) board_keys: u8,
    pub(super) agent: AgentShape,
    pub(super) pages: PagesGeneration,
    /// P130 says 1 for UDP and 2 for TCP, P212 knows no HTTPS.
    pub(super) old_codes: bool,
    /// P4428 is 1 as it comes from the factory.
    pub(super) obeys_any_notify: bool,
    /// Reads the XML of an idle screen.
    pub(super) idle_screen: bool,
    /// Nearly every value waits for a restart.
    pub(super) restarts_for_all: bool,
    /// `check-sync` alone restarts it.
    pub(super) check_sync_restarts: bool,
    /// P330 counts 1 TFTP, 2 HTTP.
    pub(super) book_tftp_first: bool,
}

const PHONE: Habits = Habits {
    order: Order::BinaryFirst,
    model_file: false,
    aliases: false,
    layout: Layout::Phone,
    accounts: 1,
    fixed_keys: 0,
    line_keys: 0,
    keys: 0,
    physical_keys: 0,
    board_keys: 0,
    agent: AgentShape::Current,
    pages: PagesGeneration::Cgi,
    old_codes: false,
    obeys_any_notify: false,
    idle_screen: false,
    restarts_for_all: false,
    check_sync_restarts: false,
    book_tftp_first: false,
};

const LEGACY: Habits = Habits {
    order: Order::Binary,
    agent: AgentShape::Short,
    pages: PagesGeneration::Htm,
    old_codes: true,
    check_sync_restarts: true,
    ..PHONE
};

/// GXP16xx and 17xx: numbers or names, tokens at the login, two tables of key codes.
const SMALL: Habits = Habits {
    model_file: false,
    ..NEWER
};

/// GXP213x to 217x: as those, and a file for each model.
const NEWER: Habits = Habits {
    model_file: true,
    aliases: true,
    pages: PagesGeneration::Api,
    ..PHONE
};

/// GRP and what came after: one table of key codes.
const GRP: Habits = Habits {
    pages: PagesGeneration::Access,
    ..NEWER
};

const ADAPTER: Habits = Habits {
    layout: Layout::TwoPorts,
    obeys_any_notify: true,
    ..PHONE
};

const ANDROID: Habits = Habits {
    pages: PagesGeneration::Manager,
    agent: AgentShape::Revision("  V1.3A"),
    ..PHONE
};

impl Habits {
    const fn with(self, accounts: u8, line_keys: u8) -> Self {
        Self {
            accounts,
            line_keys,
            keys: line_keys,
            ..self
        }
    }

    /// Line keys with codes of their own, and virtual keys behind them.
    const fn split(self, keys: u8) -> Self {
        Self {
            fixed_keys: self.line_keys,
            keys,
            ..self
        }
    }

    const fn virtual_keys(self, keys: u8) -> Self {
        Self { keys, ..self }
    }

    const fn physical(self, physical_keys: u8) -> Self {
        Self {
            physical_keys,
            ..self
        }
    }

    const fn boards(self, board_keys: u8) -> Self {
        Self { board_keys, ..self }
    }

    /// The ways of a model by its name; `None` for those that are not simulated (cameras).
    pub(super) fn of(name: &str) -> Option<Self> {
        let name = name.to_ascii_uppercase();
        let second_hardware = name.ends_with("V2");
        let base = name.strip_suffix("V2").unwrap_or(&name);
        let base = match base {
            // Six accounts instead of four.
            "GRP2613W" => base,
            _ => base.trim_end_matches(['W', 'P', 'G']),
        };
        let habits = match base {
            "BT100" | "BT101" | "BT102" | "BT110" | "BT200" | "HT286" | "HT287" | "HT486" | "HT488"
            | "HT496" => LEGACY,
            "GXP280" => LEGACY.with(1, 1).split(1),
            "GXP1200" => LEGACY.with(2, 2).split(2),
            "GXP2000" | "GXP2010" | "GXP2020" => {
                let old = Habits {
                    agent: AgentShape::Images,
                    idle_screen: true,
                    ..LEGACY
                };
                match base {
                    "GXP2000" => old.with(4, 4).physical(7).boards(112),
                    "GXP2010" => old.with(4, 4).physical(18).boards(112),
                    _ => old.with(6, 6).physical(7).boards(112),
                }
            }
            "GXV300X" | "GXV3000" | "GXV3005" | "GXV3006" => LEGACY,
            "GXP1100" | "GXP1105" => Habits {
                order: Order::XmlFirst,
                ..PHONE.with(1, 1).split(1)
            },
            "GXP1160" | "GXP1165" => PHONE.with(1, 1).split(1).screen(),
            "GXP1400" | "GXP1405" | "GXP1450" => PHONE.with(2, 2).split(2).screen(),
            "GXP2100" => PHONE.with(4, 4).physical(7).screen(),
            "GXP2110" => PHONE.with(4, 4).physical(18).screen(),
            "GXP2120" => PHONE.with(6, 6).physical(7).screen(),
            "GXP2124" => PHONE.with(4, 4).physical(24).screen(),
            "GXP2200" => Habits {
                book_tftp_first: true,
                ..ANDROID.with(6, 0).boards(160)
            },
            "GXP1610" | "GXP1615" => SMALL.with(1, 1).split(1),
            "GXP1620" | "GXP1625" => SMALL.with(2, 2).split(2),
            "GXP1628" => SMALL.with(2, 2).split(2).physical(8),
            "GXP1630" => SMALL.with(3, 3).split(3).physical(8),
            "GXP1760" => SMALL.with(3, 6).split(24),
            "GXP1780" | "GXP1782" => SMALL.with(4, 8).split(32),
            "GXP2130" => NEWER.with(3, 3).split(12).physical(8),
            "GXP2135" => NEWER.with(4, 8).split(32),
            "GXP2140" => NEWER.with(4, 4).split(16).boards(160),
            "GXP2160" => NEWER.with(6, 6).split(24).physical(24),
            "GXP2170" => NEWER.with(6, 12).split(48).boards(160),
            "GRP2601" => GRP.grp260x().with(2, 2),
            "GRP2602" => GRP.grp260x().with(4, 2).virtual_keys(16),
            "GRP2603" => GRP.grp260x().with(6, 3),
            "GRP2604" => GRP.grp260x().with(6, 3).physical(10),
            "GRP2610" => GRP.with(2, 2),
            "GRP2611" => GRP.with(3, 3),
            "GRP2612" => GRP.with(4, 4).virtual_keys(16),
            "GRP2613" => GRP.with(4, 6).virtual_keys(24),
            "GRP2613W" => GRP.with(6, 6).virtual_keys(24),
            "GRP2614" => GRP.with(12, 4).virtual_keys(16).physical(24),
            "GRP2624" => GRP.with(12, 8),
            "GRP2634" => GRP.with(12, 8).physical(10),
            "GRP2615" => GRP.with(16, 10).virtual_keys(40).boards(160),
            "GRP2616" => GRP.with(16, 4).virtual_keys(16).physical(24),
            "GRP2636" | "GRP2650" | "GRP2670" => GRP.with(16, 0),
            "GHP610" | "GHP611" | "GHP620" | "GHP621" | "GHP630" | "GHP631" => {
                GRP.with(2, 0).physical(10).colons()
            }
            "WP810" | "WP816" | "WP822" | "WP825" => GRP.with(2, 0),
            "WP826" | "WP836" => GRP.with(3, 0),
            "WP820" => Habits {
                aliases: false,
                model_file: false,
                ..GRP.with(2, 0)
            },
            "WP856" => GRP.with(6, 0),
            "GXV3140" | "GXV3175" => Habits {
                book_tftp_first: true,
                ..ANDROID.with(3, 0)
            },
            "GXV3240" => Habits {
                book_tftp_first: true,
                ..ANDROID.with(6, 0).boards(40)
            },
            "GXV3275" => Habits {
                book_tftp_first: true,
                ..ANDROID.with(6, 0)
            },
            "GXV3350" | "GXV3370" | "GXV3380" | "GXV3450" | "GXV3470" | "GXV3480" => Habits {
                model_file: true,
                aliases: true,
                ..ANDROID.with(16, 0)
            },
            "GAC2500" => Habits {
                book_tftp_first: true,
                ..ANDROID.with(6, 0)
            },
            "GDS3705" | "GDS3710" => Habits {
                order: Order::Xml,
                ..SMALL.with(4, 0)
            },
            "GSC3505" | "GSC3510" | "GSC3516" => SMALL.with(16, 0),
            "DP715" => ADAPTER.profiles(5),
            "DP750" | "DP752" => Habits {
                restarts_for_all: true,
                obeys_any_notify: false,
                ..ADAPTER.profiles(10)
            },
            "HT502" => Habits {
                order: Order::XmlFirst,
                pages: PagesGeneration::Htm,
                ..ADAPTER.with(2, 0)
            },
            "HT503" => Habits {
                pages: PagesGeneration::Htm,
                ..ADAPTER.with(2, 0)
            },
            "HT701" => ADAPTER.with(1, 0),
            "HT702" => ADAPTER.with(2, 0),
            "HT704" => ADAPTER.profiles(4),
            "HT801" => ADAPTER.named().with(1, 0),
            "HT802" => ADAPTER.named().with(2, 0),
            "HT813" => ADAPTER.with(2, 0),
            "HT812" => ADAPTER.named().profiles(2),
            "HT814" => ADAPTER.named().profiles(4),
            "HT818" | "HT881" => ADAPTER.named().profiles(8),
            "HT841" => ADAPTER.profiles(4),
            "GXW4004" => ADAPTER.gateway().profiles(4),
            "GXW4008" => ADAPTER.gateway().profiles(8),
            "GXW4104" | "GXW4108" => Habits {
                layout: Layout::Channels,
                ..LEGACY.with(if base == "GXW4104" { 4 } else { 8 }, 0)
            },
            "GXW4216" => ADAPTER.gateway().profiles(16),
            "GXW4224" => ADAPTER.gateway().profiles(24),
            // The numbers of a third dozen of ports are not known: the users of port 31 would be the names of port 1.
            "GXW4232" | "GXW4248" => ADAPTER.gateway().profiles(30),
            _ => return None,
        };
        Some(if second_hardware {
            Self {
                agent: AgentShape::Revision(" V1.0A"),
                pages: PagesGeneration::Api,
                ..habits
            }
        } else {
            habits
        })
    }

    const fn screen(self) -> Self {
        Self {
            idle_screen: true,
            ..self
        }
    }

    const fn colons(self) -> Self {
        Self {
            agent: AgentShape::Colons,
            ..self
        }
    }

    const fn grp260x(self) -> Self {
        Self {
            layout: Layout::Grp260x,
            ..self.colons()
        }
    }

    const fn profiles(self, ports: u8) -> Self {
        Self {
            layout: Layout::Profiles,
            accounts: ports,
            ..self
        }
    }

    const fn gateway(self) -> Self {
        Self {
            restarts_for_all: true,
            obeys_any_notify: false,
            ..self
        }
    }

    const fn named(self) -> Self {
        Self {
            aliases: true,
            ..self
        }
    }
}
