//! What a request asks for.

use crate::brand::Brand;
use crate::mac::MacAddr;

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked<'a> {
    /// A device's first file.
    First { token: &'a str, name: Name },
    /// A file of a device of its own.
    Device { token: &'a str, name: Name },
    /// An image of a release.
    Firmware { release: &'a str, file: &'a str },
    /// Nothing that is here.
    Nothing,
}

/// The name of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// A device's configuration, named as its maker names them.
    Configuration { mac: MacAddr, named: Named },
    /// `phonebook.xml`, `gs_phonebook.xml`.
    PhoneBook,
    /// `gs_screen.xml`, `idle_screen.xml`.
    Screen,
    /// A file that devices ask for beside their own: `cfg.xml`, `cfg<model>.xml`, `startup.cfg`, `6867i.cfg`, and what Mitels look
    /// for before each, encrypted by their maker's program: `startup.tuz`. It is not here: what a device shall know stands in
    /// its own file.
    Common,
    /// Anything else.
    Other,
}

/// How makers name a device's configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// `cfg<mac>` or `cfg<mac>.bin`: a Grandstream.
    Bare,
    /// `cfg<mac>.xml`: a Grandstream.
    Xml,
    /// `spa<mac>.xml`: a Cisco.
    Spa,
    /// `<MAC>.cfg`: a Mitel.
    Cfg,
}

impl Named {
    /// Whose devices ask for such a name; `None` for Grandstream's.
    pub(crate) const fn brand(self) -> Option<Brand> {
        match self {
            Self::Bare | Self::Xml => None,
            Self::Spa => Some(Brand::Cisco),
            Self::Cfg => Some(Brand::Mitel),
        }
    }
}

/// Longer than any path that a device was told.
const LONGEST: usize = 200;

impl<'a> Asked<'a> {
    /// Reads a path, without its query. Nothing is decoded: no name of ours needs it.
    pub(crate) fn read(path: &'a str) -> Self {
        if path.len() > LONGEST {
            return Self::Nothing;
        }
        let mut parts = path.strip_prefix('/').unwrap_or(path).split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("b"), Some(token), Some(name), None) => Self::First {
                token,
                name: Name::read(name),
            },
            (Some("d"), Some(token), Some(name), None) => Self::Device {
                token,
                name: Name::read(name),
            },
            (Some("fw"), Some(release), Some(file), None) => Self::Firmware { release, file },
            _ => Self::Nothing,
        }
    }
}

impl Name {
    /// Reads a name, in capitals or not: some old devices write their address in capitals.
    fn read(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "phonebook.xml" | "gs_phonebook.xml" => return Self::PhoneBook,
            "gs_screen.xml" | "idle_screen.xml" => return Self::Screen,
            _ => {}
        }
        let address = |stem: &str| {
            let is_address = stem.len() == 12 && stem.bytes().all(|letter| letter.is_ascii_hexdigit());
            stem.parse().ok().filter(|_| is_address)
        };
        let is_plain = |stem: &str| stem.bytes().all(|letter| letter.is_ascii_alphanumeric());
        if name.strip_suffix(".tuz").is_some_and(is_plain) {
            return Self::Common;
        }
        let (stem, named) = if let Some(stem) = name.strip_suffix(".cfg") {
            (stem, Named::Cfg)
        } else if let Some(rest) = name.strip_prefix("spa") {
            match rest.strip_suffix(".xml") {
                Some(stem) => (stem, Named::Spa),
                None => return Self::Other,
            }
        } else if let Some(rest) = name.strip_prefix("cfg") {
            match (rest.strip_suffix(".xml"), rest.strip_suffix(".bin")) {
                (Some(stem), _) => (stem, Named::Xml),
                (None, Some(stem)) => (stem, Named::Bare),
                (None, None) => (rest, Named::Bare),
            }
        } else {
            return Self::Other;
        };
        match address(stem) {
            Some(mac) => Self::Configuration { mac, named },
            None if named != Named::Bare && is_plain(stem) => Self::Common,
            None => Self::Other,
        }
    }

    pub(crate) fn mac(self) -> Option<MacAddr> {
        match self {
            Self::Configuration { mac, .. } => Some(mac),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_read_in_capitals_too() {
        let mac = MacAddr::new([0, 0x0b, 0x82, 0xaa, 0xbb, 0xcc]);
        let of = |named| Name::Configuration { mac, named };
        for (name, expected) in [
            ("cfg000b82aabbcc", of(Named::Bare)),
            ("CFG000B82AABBCC", of(Named::Bare)),
            ("cfg000b82aabbcc.bin", of(Named::Bare)),
            ("cfg000B82AABBCC.XML", of(Named::Xml)),
            ("spa000b82aabbcc.xml", of(Named::Spa)),
            ("SPA000B82AABBCC.xml", of(Named::Spa)),
            ("000B82AABBCC.cfg", of(Named::Cfg)),
            ("startup.cfg", Name::Common),
            ("6867i.cfg", Name::Common),
            ("security.tuz", Name::Common),
            ("000B82AABBCC.tuz", Name::Common),
            ("a.b.tuz", Name::Other),
            ("spa504g.xml", Name::Common),
            ("spa000b82aabbcc", Name::Other),
            ("spa000b82aabbcc.cfg", Name::Common),
            ("000b82aabbcc.xml", Name::Other),
            ("gs_phonebook.xml", Name::PhoneBook),
            ("phonebook.xml", Name::PhoneBook),
            ("gs_screen.xml", Name::Screen),
            ("cfg.xml", Name::Common),
            ("cfggrp2614.xml", Name::Common),
            ("cfg00:0b:82:aa:bb:cc.xml", Name::Other),
            ("cfg000b82aabbc", Name::Other),
            ("cfg000b82aabbcc.txt", Name::Other),
            ("cfg%3000b82aabbcc", Name::Other),
            ("..", Name::Other),
            ("", Name::Other),
        ] {
            assert_eq!(Name::read(name), expected, "{name}");
        }
    }

    #[test]
    fn a_path_has_three_parts() {
        let common = |token| Asked::Device {
            token,
            name: Name::Common,
        };
        for (path, expected) in [
            ("/d/abc/cfg.xml", common("abc")),
            ("/d//cfg.xml", common("")),
            (
                "/fw/1.0.5.67/grp2614fw.bin",
                Asked::Firmware {
                    release: "1.0.5.67",
                    file: "grp2614fw.bin",
                },
            ),
            ("/d/abc/cfg.xml/", Asked::Nothing),
            ("//d/abc/cfg.xml", Asked::Nothing),
            ("/d/abc/../cfg.xml", Asked::Nothing),
            ("/D/abc/cfg.xml", Asked::Nothing),
            ("/cfg000b82aabbcc.xml", Asked::Nothing),
            ("/", Asked::Nothing),
            ("", Asked::Nothing),
        ] {
            assert_eq!(Asked::read(path), expected, "{path}");
        }
    }

    proptest! {
        #[test]
        fn no_path_is_too_strange(path: String) {
            let _ = Asked::read(&path);
        }
    }
}
