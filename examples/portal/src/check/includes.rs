//! The files that the portal has written and Asterisk reads: whether they are there, and whether they are included.

use switchhook_ami::action::GetConfig;
use switchhook_ami::client::{Client, SendError};
use switchhook_portal_core::asterisk::DIALPLAN_CONTEXT;

use super::Item;
use crate::config::Phones;

/// With the account that writes configuration.
pub async fn items(client: &Client, phones: &Phones) -> Vec<Item> {
    vec![
        included(client, "telephones", &phones.file, "pjsip_wizard.conf", None).await,
        included(
            client,
            "extensions",
            &phones.dialplan_file,
            "extensions.conf",
            Some(DIALPLAN_CONTEXT),
        )
        .await,
        call_records(client).await,
    ]
}

/// A section of the portal's file has to be seen through the file that includes it. AMI shows no `#include` lines.
async fn included(client: &Client, name: &str, file: &str, by: &str, section: Option<&str>) -> Item {
    let include = format!("on the PBX:\necho '#include {file}' >> /etc/asterisk/{by}");
    let own = match client.send(GetConfig::file(file)).await {
        Ok(own) => own,
        Err(error) if error.is_not_found() => {
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            return Item::failure(
                name,
                format!("Asterisk has no file {file}"),
                format!(
                    "on the PBX:\ninstall -d -o asterisk -g asterisk /etc/asterisk/{folder}\n\
                     install -m 0640 -o asterisk -g asterisk /dev/null /etc/asterisk/{file}\n\
                     echo '#include {file}' >> /etc/asterisk/{by}"
                ),
            );
        }
        Err(error) => return Item::failure(name, format!("{file} cannot be read: {error}"), include),
    };
    let named = own
        .categories
        .iter()
        .map(|category| category.name.as_str())
        .find(|found| section.is_none_or(|section| section.eq_ignore_ascii_case(found)));
    let Some(section) = named else {
        return Item::warning(
            name,
            format!("{file} is empty so far, so it cannot be seen whether {by} includes it"),
            format!("if it does not, {include}"),
        );
    };
    match client.send(GetConfig::file(by).category(section)).await {
        Ok(seen) if seen.category(section).is_some() => Item::ok(name, format!("{by} includes {file}")),
        Ok(_) => Item::failure(
            name,
            format!("{by} does not include {file}: Asterisk does not read it"),
            include,
        ),
        Err(error) => Item::failure(name, format!("{by} cannot be read: {error}"), include),
    }
}

/// Without the `Cdr` event the call log stays empty.
async fn call_records(client: &Client) -> Item {
    const NAME: &str = "call records";
    const REMEDY: &str = "in cdr_manager.conf on the PBX:\n[general]\nenabled = yes\n[mappings]\nlinkedid => LinkedID\n\
                          sequence => Sequence\nand then there: asterisk -rx 'module reload cdr_manager.so'";
    let file = match client.send(GetConfig::file("cdr_manager.conf")).await {
        Ok(file) => file,
        Err(SendError::Refused { .. }) => {
            return Item::failure(
                NAME,
                "there is no cdr_manager.conf: Asterisk reports no calls",
                REMEDY,
            );
        }
        Err(error) => return Item::failure(NAME, error.to_string(), REMEDY),
    };
    let on = file
        .category("general")
        .and_then(|general| general.get("enabled"))
        // `ast_true`.
        .is_some_and(|value| {
            ["yes", "true", "y", "t", "1", "on"]
                .iter()
                .any(|yes| value.eq_ignore_ascii_case(yes))
        });
    if !on {
        return Item::failure(
            NAME,
            "cdr_manager.conf is not enabled: Asterisk reports no calls",
            REMEDY,
        );
    }
    let mapped = |from: &str, to: &str| {
        file.category("mappings")
            .and_then(|mappings| mappings.get(from))
            .is_some_and(|name| name == to)
    };
    if mapped("linkedid", "LinkedID") && mapped("sequence", "Sequence") {
        Item::ok(NAME, "cdr_manager.conf reports them")
    } else {
        Item::warning(
            NAME,
            "cdr_manager.conf does not map linkedid and sequence: the legs of a call cannot be told to be one",
            REMEDY,
        )
    }
}
