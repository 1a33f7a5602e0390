//! What the names of files say.

use crate::catalogue::Model;
use crate::grandstream::text;
use crate::mac::MacAddr;

/// For whom a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Phone(MacAddr),
    Model(Model),
    /// Devices of all models.
    Everybody,
    /// Only its content may tell.
    Unknown,
}

/// For whom a file is by its path, or why it is nobody's.
pub(super) fn whose(path: &str) -> Result<Whose, &'static str> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    let stem = lower.split('.').next().unwrap_or(&lower);
    if name.starts_with('.')
        || lower.ends_with('~')
        || [".bak", ".old", ".orig", ".swp"]
            .iter()
            .any(|ending| lower.ends_with(ending))
    {
        return Err("it is a copy or hidden");
    }
    if [".tpl", ".j2", ".php", ".py", ".md"]
        .iter()
        .any(|ending| lower.ends_with(ending))
    {
        return Err("it is a template or a program");
    }
    if let Some(mac) = text::mac_of(name) {
        return Ok(Whose::Phone(mac));
    }
    // FusionPBX names files by the address alone, with and without dashes.
    if let Ok(mac) = stem.parse() {
        return Ok(Whose::Phone(mac));
    }
    match stem.strip_prefix("cfg") {
        Some("") if lower == "cfg.xml" => Ok(Whose::Everybody),
        Some(model) => match model.parse() {
            Ok(model) => Ok(Whose::Model(model)),
            Err(_) => Ok(Whose::Unknown),
        },
        None => Err("it is no phone's configuration"),
    }
}

/// The phone of another brand that a file is for: `spa<mac>.xml`, `spa<mac>.cfg`, `SEP<MAC>.cnf.xml`, `<MAC>.cfg`, `<mac>.xml`.
pub(super) fn of_brand(path: &str) -> Option<MacAddr> {
    let name = path
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(path)
        .to_ascii_lowercase();
    let stem = [".cnf.xml", ".xml", ".cfg"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))?;
    let address = stem
        .strip_prefix("spa")
        .or_else(|| stem.strip_prefix("sep"))
        .unwrap_or(stem);
    address.parse().ok()
}

/// The model that a directory is named by: the one that is nearest.
pub(super) fn model(path: &str) -> Option<Model> {
    path.rsplit(['/', '\\'])
        .skip(1)
        .find_map(|part| part.parse().ok())
}

/// Whether variables of a template are still in it: of Smarty, Jinja, or the endpoint manager's own.
pub(super) fn is_template(bytes: &[u8]) -> bool {
    [&b"{$"[..], b"{%", b"{{"]
        .iter()
        .any(|mark| bytes.windows(mark.len()).any(|window| window == *mark))
        && !bytes.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_each_program_say_whose_a_file_is() {
        let mac: MacAddr = "00:0b:82:aa:bb:01".parse().unwrap();
        for (path, expected) in [
            ("phones/config/cfg000b82aabb01.txt", Ok(Whose::Phone(mac))),
            ("phones/config/cfg000b82aabb01", Ok(Whose::Phone(mac))),
            ("CFG000B82AABB01.XML", Ok(Whose::Phone(mac))),
            ("gxp2170/000b82aabb01.xml", Ok(Whose::Phone(mac))),
            ("gxp2170\\00-0b-82-aa-bb-01.xml", Ok(Whose::Phone(mac))),
            ("cfggxp2170.xml", Ok(Whose::Model(Model::GXP2170))),
            ("cfgother.xml", Ok(Whose::Unknown)),
            ("cfg.xml", Ok(Whose::Everybody)),
            ("cfg000b82aabb01.xml.bak", Err("it is a copy or hidden")),
            ("gs_phonebook.xml", Err("it is no phone's configuration")),
            ("", Err("it is no phone's configuration")),
        ] {
            assert_eq!(whose(path), expected, "{path}");
        }
        for (path, mac) in [
            ("tftp/spa547c69112233.xml", Some("54:7c:69:11:22:33")),
            ("SEP547C69112233.cnf.xml", Some("54:7c:69:11:22:33")),
            ("Aastra/00085D112233.cfg", Some("00:08:5d:11:22:33")),
            ("547c69112233.xml", Some("54:7c:69:11:22:33")),
            ("aastra.cfg", None),
            ("spa504G.cfg", None),
            ("spa.xml", None),
        ] {
            assert_eq!(of_brand(path), mac.map(|mac| mac.parse().unwrap()), "{path}");
        }
        assert_eq!(model("app/grandstream/gxp2170/cfg1.xml"), Some(Model::GXP2170));
        assert_eq!(model("gxp2170"), None, "that is a file");
    }
}
