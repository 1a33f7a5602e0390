//! From the sections that are to the sections that ought to be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Line, Section};

/// One step of `UpdateConfig` (Asterisk `main/manager.c`), to be carried out in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// `DelCat`: removes the section with all its lines.
    RemoveSection {
        /// Its name.
        section: String,
    },
    /// `NewCat`: adds an empty section at the end.
    NewSection {
        /// Its name.
        section: String,
    },
    /// `Delete` with `Match`: removes the lines with this key and value.
    Delete {
        /// The name of the section.
        section: String,
        /// The line.
        line: Line,
    },
    /// `Append`: adds a line at the end of the section.
    Append {
        /// The name of the section.
        section: String,
        /// The line.
        line: Line,
    },
}

impl fmt::Display for Change {
    /// The change as a line of a difference, secrets left out: `+[ab12cd34] type = wizard`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RemoveSection { section } => write!(f, "-[{section}]"),
            Self::NewSection { section } => write!(f, "+[{section}]"),
            Self::Delete { section, line } => write!(f, "-[{section}] {line}"),
            Self::Append { section, line } => write!(f, "+[{section}] {line}"),
        }
    }
}

/// The changes that make `current` equal to `desired`: the same sections, each with the same lines in the same order.
///
/// A section that needs no change is left alone, and so is its place in the file, which means nothing to Asterisk.
/// Nothing to change is how reading back succeeds. No two desired sections may have one name; the current ones may.
pub fn diff(current: &[Section], desired: &[Section]) -> Vec<Change> {
    let mut changes = Vec::new();
    // A step means every section of its name, written in whatever case, so they are looked at together.
    let mut existing: BTreeMap<String, Vec<&Section>> = BTreeMap::new();
    for section in current {
        existing.entry(folded(section)).or_default().push(section);
    }
    let wanted: BTreeSet<String> = desired.iter().map(folded).collect();
    for section in current {
        let name = folded(section);
        if !wanted.contains(&name) && existing.remove(&name).is_some() {
            changes.push(Change::RemoveSection {
                section: section.name().to_owned(),
            });
        }
    }
    for section in desired {
        match existing.get(&folded(section)).map(Vec::as_slice) {
            None | Some([]) => changes.extend(build(section)),
            Some([existing]) => changes.extend(lines(existing, section)),
            Some(_) => changes.extend(rebuild(section)),
        }
    }
    changes
}

/// The name as Asterisk compares it.
fn folded(section: &Section) -> String {
    section.name().to_ascii_lowercase()
}

fn build(section: &Section) -> Vec<Change> {
    let name = section.name();
    let mut changes = vec![Change::NewSection {
        section: name.to_owned(),
    }];
    changes.extend(section.lines().iter().map(|line| append(name, line)));
    changes
}

fn rebuild(section: &Section) -> Vec<Change> {
    let mut changes = vec![Change::RemoveSection {
        section: section.name().to_owned(),
    }];
    changes.extend(build(section));
    changes
}

fn append(section: &str, line: &Line) -> Change {
    Change::Append {
        section: section.to_owned(),
        line: line.clone(),
    }
}

/// Deletes what is too much and appends what is missing, if that leads to the right order; else begins anew.
fn lines(current: &Section, desired: &Section) -> Vec<Change> {
    if current == desired {
        return Vec::new();
    }
    let mut missing: Vec<&Line> = desired.lines().iter().collect();
    let mut changes: Vec<Change> = Vec::new();
    for line in current.lines() {
        match missing.iter().position(|wanted| *wanted == line) {
            Some(index) => drop(missing.remove(index)),
            None => changes.push(Change::Delete {
                section: current.name().to_owned(),
                line: line.clone(),
            }),
        }
    }
    changes.extend(missing.into_iter().map(|line| append(current.name(), line)));
    let result = apply(std::slice::from_ref(current), &changes);
    if result == std::slice::from_ref(desired) {
        changes
    } else {
        rebuild(desired)
    }
}

/// The sections after the changes, as Asterisk carries them out.
///
/// It compares names without regard to case and takes every section of a name; when it deletes, it also compares keys
/// and values like that, and deletes every line that fits (`ast_variable_delete` in `main/config.c`).
pub fn apply(current: &[Section], changes: &[Change]) -> Vec<Section> {
    let mut sections = current.to_vec();
    let is_named = |section: &Section, name: &str| section.name().eq_ignore_ascii_case(name);
    for change in changes {
        match change {
            Change::RemoveSection { section } => sections.retain(|other| !is_named(other, section)),
            Change::NewSection { section } => {
                // The name was checked when the desired section was built.
                sections.extend(Section::new(section));
            }
            Change::Delete { section, line } => {
                for section in sections.iter_mut().filter(|other| is_named(other, section)) {
                    section.lines_mut().retain(|other| !same(other, line));
                }
            }
            Change::Append { section, line } => {
                for section in sections.iter_mut().filter(|other| is_named(other, section)) {
                    section.lines_mut().push(line.clone());
                }
            }
        }
    }
    sections
}

fn same(one: &Line, other: &Line) -> bool {
    one.key().eq_ignore_ascii_case(other.key())
        && one.value().expose().eq_ignore_ascii_case(other.value().expose())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn section(name: &str, lines: &[(&str, &str)]) -> Section {
        lines
            .iter()
            .fold(Section::new(name).unwrap(), |section, (key, value)| {
                section.line(key, value).unwrap()
            })
    }

    fn shown(current: &[Section], desired: &[Section]) -> Vec<String> {
        diff(current, desired).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn only_what_differs_is_changed() {
        let phone = section(
            "ab12",
            &[("type", "wizard"), ("inbound_auth/password", "old"), ("x", "1")],
        );
        let other = section("cd34", &[("type", "wizard")]);
        let current = [phone.clone(), other.clone()];
        assert_eq!(shown(&current, &[other.clone(), phone.clone()]), [""; 0]);
        assert_eq!(shown(&current, &[phone]), ["-[cd34]"]);
        assert_eq!(
            shown(&[], std::slice::from_ref(&other)),
            ["+[cd34]", "+[cd34] type = wizard"]
        );
        let renewed = section(
            "ab12",
            &[("type", "wizard"), ("x", "1"), ("inbound_auth/password", "new")],
        );
        assert_eq!(
            shown(&current, &[renewed, other]),
            [
                "-[ab12] inbound_auth/password = …",
                "+[ab12] inbound_auth/password = …"
            ]
        );
    }

    #[test]
    fn an_extension_moves_to_another_phone_by_its_two_lines() {
        let current = section(
            "switchhook-phones",
            &[("exten", "106,hint,PJSIP/a"), ("exten", "107,hint,PJSIP/b")],
        );
        let desired = section(
            "switchhook-phones",
            &[("exten", "107,hint,PJSIP/b"), ("exten", "108,hint,PJSIP/c")],
        );
        assert_eq!(
            shown(&[current], &[desired]),
            [
                "-[switchhook-phones] exten = 106,hint,PJSIP/a",
                "+[switchhook-phones] exten = 108,hint,PJSIP/c"
            ]
        );
    }

    #[test]
    fn a_section_whose_order_is_wrong_is_written_anew() {
        let current = section("a", &[("x", "1"), ("y", "2")]);
        let desired = section("a", &[("y", "2"), ("x", "1")]);
        assert_eq!(
            shown(&[current], &[desired]),
            ["-[a]", "+[a]", "+[a] y = 2", "+[a] x = 1"]
        );
    }

    #[test]
    fn asterisk_deletes_without_regard_to_case() {
        // Deleting `A` by its value would take `a` with it.
        let current = section("s", &[("k", "A"), ("k", "a")]);
        let desired = section("s", &[("k", "a")]);
        assert_eq!(shown(&[current], &[desired]), ["-[s]", "+[s]", "+[s] k = a"]);
    }

    #[test]
    fn a_section_written_by_hand_in_another_case_does_not_take_the_phone_with_it() {
        let phone = section("ab12", &[("type", "wizard")]);
        // `DelCat` of the one would remove both.
        let current = [section("AB12", &[("type", "wizard")]), phone.clone()];
        assert_eq!(
            shown(&current, std::slice::from_ref(&phone)),
            ["-[ab12]", "+[ab12]", "+[ab12] type = wizard"]
        );
        assert_eq!(
            shown(&current[..1], std::slice::from_ref(&phone)),
            ["-[ab12]", "+[ab12]", "+[ab12] type = wizard"]
        );
        assert_eq!(shown(&current, &[]), ["-[AB12]"]);
    }

    fn any_sections(twice: bool) -> impl Strategy<Value = Vec<Section>> {
        let lines = prop::collection::vec(("[ab]", "[xyX]"), 0..5);
        prop::collection::vec(("[a-dAB]", lines), 0..5).prop_map(move |sections| {
            let mut names = BTreeSet::new();
            sections
                .iter()
                .filter(|(name, _)| twice || names.insert(name.to_ascii_lowercase()))
                .map(|(name, lines)| {
                    let lines: Vec<_> = lines
                        .iter()
                        .map(|(key, value)| (key.as_str(), value.as_str()))
                        .collect();
                    section(name, &lines)
                })
                .collect()
        })
    }

    fn sorted(mut sections: Vec<Section>) -> Vec<Section> {
        sections.sort_by(|one, other| one.name().cmp(other.name()));
        sections
    }

    proptest! {
        /// Carried out, the difference leads where it should, and then there is none.
        #[test]
        fn the_difference_leads_to_the_desired_state(current in any_sections(true), desired in any_sections(false)) {
            let result = apply(&current, &diff(&current, &desired));
            prop_assert_eq!(sorted(result.clone()), sorted(desired.clone()));
            prop_assert_eq!(diff(&result, &desired), vec![]);
        }
    }
}
