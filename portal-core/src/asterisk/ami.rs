//! Sections and changes as actions of the manager.

use switchhook_ami::action::{ConfigFile, Operation, UpdateConfig};

use super::{Change, ConfigError, Section};

/// The changes as one action, which Asterisk carries out whole or not at all; `reload` names a module.
///
/// Values go as they are: Asterisk writes `;` as `\;` when it saves the file, and `GetConfig` gives `;` back.
///
/// Many changes do not fit into one message: send what [`UpdateConfig::split`] makes of it.
///
/// ```
/// use switchhook_portal_core::asterisk::{PHONES_FILE, Section, diff, update_config};
///
/// let phone = Section::new("ab12cd34")?.line("type", "wizard")?;
/// let update = update_config(PHONES_FILE, &diff(&[], &[phone]), Some("res_pjsip"));
/// assert_eq!(update.len(), 2);
/// # Ok::<(), switchhook_portal_core::asterisk::ConfigError>(())
/// ```
pub fn update_config(file: &str, changes: &[Change], reload: Option<&str>) -> UpdateConfig {
    let update = UpdateConfig::file(file).steps(changes.iter().map(operation));
    match reload {
        Some(module) => update.reload(module),
        None => update,
    }
}

fn operation(change: &Change) -> Operation {
    match change {
        Change::RemoveSection { section } => Operation::delete_category(section),
        Change::NewSection { section } => Operation::new_category(section),
        Change::Delete { section, line } => {
            Operation::delete(section, line.key()).matching(line.value().expose())
        }
        Change::Append { section, line } => Operation::append(section, line.key(), line.value().expose()),
    }
}

/// The sections of a file that was read back with `GetConfig`.
///
/// # Errors
///
/// Somebody wrote something into the file by hand that the portal does not write; the place is named.
pub fn read_sections(file: &ConfigFile) -> Result<Vec<Section>, ConfigError> {
    let read = |category: &switchhook_ami::action::Category| {
        let section = Section::new(&category.name)?;
        category
            .lines
            .iter()
            .try_fold(section, |section, line| section.line(&line.name, &line.value))
    };
    file.categories.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use switchhook_ami::action::Request;

    use super::super::diff;
    use super::*;

    #[test]
    fn every_kind_of_change_is_a_step() {
        let current = [
            Section::new("old").unwrap(),
            Section::new("phones")
                .unwrap()
                .line("exten", "106,hint,PJSIP/a")
                .unwrap(),
        ];
        let desired = [
            Section::new("phones")
                .unwrap()
                .line("exten", "107,hint,PJSIP/b")
                .unwrap(),
            Section::new("new")
                .unwrap()
                .line("inbound_auth/password", "hush")
                .unwrap(),
        ];
        let expected = [
            Operation::delete_category("old"),
            Operation::delete("phones", "exten").matching("106,hint,PJSIP/a"),
            Operation::append("phones", "exten", "107,hint,PJSIP/b"),
            Operation::new_category("new"),
            Operation::append("new", "inbound_auth/password", "hush"),
        ];
        let update = update_config("f.conf", &diff(&current, &desired), None);
        assert_eq!(update, UpdateConfig::file("f.conf").steps(expected));
        assert!(Request::new(&update).is_ok());
    }
}
