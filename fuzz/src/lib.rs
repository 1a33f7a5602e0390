//! The laws of Switchhook's parsers, each a function of bytes that panics where its law does not hold.
//!
//! [`TARGETS`] is the one list. Each target is run by libFuzzer from `fuzz_targets/`, and over `corpus/` on stable by
//! `cargo test`. `README.md` says how, and which law is checked where.

pub mod agi;
pub mod ami;
pub mod callfile;
pub mod contacts;
pub mod portal;
pub mod provisioning;
pub mod provisioning_forms;
pub mod provisioning_network;
pub mod provisioning_sites;
pub mod rating;
pub mod rating_books;
pub mod rating_files;

/// A parser with its laws.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name: that of its binary and of its folder in `corpus/`.
    pub name: &'static str,
    /// Panics when a law does not hold for these bytes.
    pub check: fn(&[u8]),
}

/// Every target there is.
pub const TARGETS: &[Target] = &[
    Target {
        name: "contacts_csv",
        check: contacts::csv,
    },
    Target {
        name: "vcard",
        check: contacts::vcard,
    },
    Target {
        name: "agi_environment",
        check: agi::environment,
    },
    Target {
        name: "agi_line",
        check: agi::line,
    },
    Target {
        name: "agi_reader",
        check: agi::reader,
    },
    Target {
        name: "agi_reply",
        check: agi::reply,
    },
    Target {
        name: "agi_session",
        check: agi::session,
    },
    Target {
        name: "agi_words",
        check: agi::words,
    },
    Target {
        name: "ami_framing",
        check: ami::framing,
    },
    Target {
        name: "ami_message",
        check: ami::message,
    },
    Target {
        name: "ami_reply",
        check: ami::reply,
    },
    Target {
        name: "ami_action",
        check: ami::action,
    },
    Target {
        name: "ami_config",
        check: ami::text::config,
    },
    Target {
        name: "ami_connection",
        check: ami::connection,
    },
    Target {
        name: "ami_value",
        check: ami::value,
    },
    Target {
        name: "ami_variable",
        check: ami::text::variable,
    },
    Target {
        name: "callfile_build",
        check: callfile::build,
    },
    Target {
        name: "callfile_file",
        check: callfile::file,
    },
    Target {
        name: "callfile_time",
        check: callfile::time,
    },
    Target {
        name: "callfile_value",
        check: callfile::value,
    },
    Target {
        name: "portal_cel",
        check: portal::cel,
    },
    Target {
        name: "portal_journey",
        check: portal::journey_events,
    },
    Target {
        name: "portal_cdr",
        check: portal::cdr,
    },
    Target {
        name: "portal_forms",
        check: portal::forms,
    },
    Target {
        name: "portal_live",
        check: portal::live,
    },
    Target {
        name: "portal_queue_log",
        check: portal::queue_log,
    },
    Target {
        name: "portal_sections",
        check: portal::sections,
    },
    Target {
        name: "provisioning_alias",
        check: provisioning_forms::alias_file,
    },
    Target {
        name: "provisioning_binary",
        check: provisioning::binary_file,
    },
    Target {
        name: "provisioning_brand",
        check: provisioning_forms::brand_file,
    },
    Target {
        name: "provisioning_device",
        check: provisioning::device,
    },
    Target {
        name: "provisioning_encrypted",
        check: provisioning_forms::encrypted_file,
    },
    Target {
        name: "provisioning_import",
        check: provisioning_sites::import,
    },
    Target {
        name: "provisioning_phonebook",
        check: provisioning_forms::phone_book,
    },
    Target {
        name: "provisioning_plan",
        check: provisioning_sites::plan,
    },
    Target {
        name: "provisioning_pnp",
        check: provisioning_network::plug_and_play,
    },
    Target {
        name: "provisioning_screen",
        check: provisioning_forms::idle_screen,
    },
    Target {
        name: "provisioning_setting",
        check: provisioning::setting,
    },
    Target {
        name: "provisioning_text",
        check: provisioning_forms::text_file,
    },
    Target {
        name: "provisioning_value",
        check: provisioning::value,
    },
    Target {
        name: "provisioning_web",
        check: provisioning_network::web_pages,
    },
    Target {
        name: "provisioning_xml",
        check: provisioning::xml_file,
    },
    Target {
        name: "rating_blob",
        check: rating_books::blob,
    },
    Target {
        name: "rating_book",
        check: rating_books::book_file,
    },
    Target {
        name: "rating_call",
        check: rating::call,
    },
    Target {
        name: "rating_cdr",
        check: rating_files::cdr,
    },
    Target {
        name: "rating_cdr_json",
        check: rating_files::cdr_json,
    },
    Target {
        name: "rating_deck",
        check: rating::deck,
    },
    Target {
        name: "rating_import",
        check: rating_files::import,
    },
    Target {
        name: "rating_plan",
        check: rating::plan_file,
    },
    Target {
        name: "rating_prefixes",
        check: rating::prefixes,
    },
    Target {
        name: "rating_values",
        check: rating::values,
    },
];

/// The lines of an input that is text: a target with several arguments takes one from each line.
fn lines<const N: usize>(bytes: &[u8]) -> Option<[&str; N]> {
    let mut lines = std::str::from_utf8(bytes).ok()?.split('\n');
    Some(std::array::from_fn(|_| lines.next().unwrap_or("")))
}

/// Reads `text`, and checks that what is displayed is read as the same value again.
fn survives_display<T>(text: &str)
where
    T: std::str::FromStr + std::fmt::Display + PartialEq + std::fmt::Debug,
    T::Err: std::fmt::Display,
{
    match text.parse::<T>() {
        Ok(value) => {
            let shown = value.to_string();
            match shown.parse::<T>() {
                Ok(again) => assert_eq!(again, value, "{shown:?} from {text:?}"),
                Err(error) => panic!("{text:?} shows as {shown:?}, which is refused: {error}"),
            }
        }
        Err(error) => assert!(
            !error.to_string().is_empty(),
            "an error without words for {text:?}"
        ),
    }
}
