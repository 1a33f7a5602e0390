//! What a manager account lacks, and what it has too much of.

use std::collections::BTreeSet;
use std::net::IpAddr;

use switchhook_portal_core::asterisk::{Classes, ManagerAccount, ManagerMistake};

use super::{Item, Verdict};
use crate::pbx::Task;

/// What was found out about an account.
#[derive(Clone, Debug)]
pub struct Facts {
    pub user: String,
    pub tasks: Vec<Task>,
    /// The actions it may use, by the names that `ListCommands` gives.
    pub actions: BTreeSet<String>,
    /// Classes that it was seen to hear, or not to hear; the others were not tried.
    pub heard: Vec<(&'static str, bool)>,
    /// Its section of manager.conf, where that could be read.
    pub section: Option<ManagerAccount>,
    /// The portal's address, as Asterisk sees it.
    pub from: IpAddr,
}

/// An action that a task uses, and the class (of those that allow it) that the account should have for it.
type Use = (&'static str, &'static str);

fn uses(task: Task) -> &'static [Use] {
    match task {
        Task::Events => &[
            ("CoreShowChannels", "reporting"),
            ("DeviceStateList", "reporting"),
        ],
        Task::Calls => &[("Originate", "originate")],
        Task::Config => &[
            ("GetConfig", "config"),
            ("CreateConfig", "config"),
            ("UpdateConfig", "config"),
            ("Reload", "config"),
        ],
        Task::Notify => &[("PJSIPNotify", "system"), ("PJSIPShowContacts", "system")],
        Task::State => &[("DBPut", "system"), ("DBDel", "system"), ("DBGet", "system")],
    }
}

/// The events that a task lives on.
fn hears(task: Task) -> Classes {
    match task {
        Task::Events => Classes::read("system,call,agent,cdr"),
        // OriginateResponse.
        Task::Calls => Classes::read("call"),
        Task::Config | Task::Notify | Task::State => Classes::default(),
    }
}

/// The events without which a task tells less: what callers hear and press before somebody answers.
fn wishes(task: Task) -> Classes {
    match task {
        Task::Events => Classes::read("dialplan,dtmf"),
        Task::Calls | Task::Config | Task::Notify | Task::State => Classes::default(),
    }
}

/// The classes for actions that a task needs, or has a use for.
fn does(task: Task) -> Classes {
    match task {
        Task::Events => Classes::read("reporting"),
        Task::Calls => Classes::read("originate,call"),
        Task::Config => Classes::read("config"),
        Task::Notify | Task::State => Classes::read("system"),
    }
}

/// An action that exactly one class allows, for each class: `Command` is listed to those who have `command`.
const WITNESSES: [(&str, &str); 10] = [
    ("system", "DBPut"),
    ("call", "Redirect"),
    ("command", "Command"),
    ("agent", "QueueAdd"),
    ("user", "UserEvent"),
    ("config", "UpdateConfig"),
    ("originate", "Originate"),
    ("agi", "AGI"),
    ("message", "MessageSend"),
    ("aoc", "AOCMessage"),
];

/// Actions that a module brings, and what is missing without it.
const MODULES: [(&str, &str, &str); 2] = [
    (
        "DeviceStateList",
        "res_manager_devicestate",
        "no telephone's state is shown",
    ),
    ("QueueStatus", "app_queue", "no queue is shown"),
];

impl Facts {
    fn all(&self, of: fn(Task) -> Classes) -> Classes {
        all(&self.tasks, of)
    }

    /// What the running Asterisk lets it do, as far as the list of its actions tells.
    fn held(&self) -> Classes {
        let held = WITNESSES
            .iter()
            .filter(|(_, action)| self.actions.contains(*action))
            .map(|(class, _)| *class);
        let held: Classes = held.collect();
        // `system` allows what `reporting` does, and more.
        if self.actions.contains("CoreShowChannels") && !held.contains("system") {
            held.with(Classes::read("reporting"))
        } else {
            held
        }
    }

    fn name(&self, of: &str) -> String {
        format!("account {}: {of}", self.user)
    }
}

fn all(tasks: &[Task], of: fn(Task) -> Classes) -> Classes {
    tasks
        .iter()
        .fold(Classes::default(), |all, task| all.with(of(*task)))
}

/// Everything about one account that is connected.
pub fn judge(facts: &Facts) -> Vec<Item> {
    let mut items = doing(facts);
    items.extend(hearing(facts));
    items.extend(modules(facts));
    items.extend(addresses(facts));
    items
}

/// The lines of a whole section, for an account that does not exist or cannot log in.
pub fn section(user: &str, tasks: &[Task], from: Option<IpAddr>) -> String {
    let from = from.map_or_else(|| "(the portal's address)".to_owned(), |from| from.to_string());
    format!(
        "in manager.conf on the PBX, with the secret of portal.toml:\n[{user}]\nsecret = …\ndeny = 0.0.0.0/0.0.0.0\n\
         permit = {from}\nread = {}\nwrite = {}\nand then there: {RELOAD}",
        all(tasks, hears).with(all(tasks, wishes)),
        all(tasks, does)
    )
}

const RELOAD: &str = "asterisk -rx 'manager reload'";

/// The line of manager.conf that gives the account what it lacks, and takes what it does not need.
fn line(facts: &Facts, key: &str, classes: Classes) -> String {
    format!(
        "in manager.conf on the PBX, section [{}]:\n{key} = {classes}\nand then there: {RELOAD}",
        facts.user
    )
}

fn doing(facts: &Facts) -> Vec<Item> {
    let (held, needed) = (facts.held(), facts.all(does));
    let missing: Classes = facts
        .tasks
        .iter()
        .flat_map(|task| uses(*task))
        .filter(|(action, class)| !facts.actions.contains(*action) && !held.contains(class))
        .map(|(_, class)| *class)
        .collect();
    let mut items = Vec::new();
    if !missing.is_empty() {
        let written = facts
            .section
            .as_ref()
            .is_some_and(|section| missing.without(section.write).is_empty());
        items.push(if written {
            stale(facts, "write", missing)
        } else {
            Item::failure(
                facts.name("write"),
                format!(
                    "lacks the class {missing}, without which {}",
                    consequence(&missing)
                ),
                line(facts, "write", held.with(missing)),
            )
        });
    } else if facts
        .section
        .as_ref()
        .is_some_and(|section| section.write.is_all())
    {
        items.push(Item::warning(
            facts.name("write"),
            "may do everything on the PBX (all), which the portal does not need",
            line(facts, "write", needed),
        ));
    } else if held.without(needed).is_empty() {
        items.push(Item::ok(facts.name("write"), held.to_string()));
    }
    let too_much = held.without(needed);
    let told = items.iter().any(|item| item.verdict == Verdict::Warning);
    if !too_much.is_empty() && !told {
        let shell = if too_much.contains("command") {
            "; command is a shell by another name"
        } else {
            ""
        };
        items.push(Item::warning(
            facts.name("write"),
            format!("may also use the class {too_much}, which the portal does not need{shell}"),
            line(facts, "write", needed),
        ));
    }
    items
}

fn consequence(missing: &Classes) -> String {
    [
        (
            "reporting",
            "the calls under way and the telephones' states are unknown",
        ),
        ("originate", "nobody can click to dial"),
        ("config", "no telephone can be added or changed"),
        (
            "system",
            "no telephone can be told to fetch its configuration, or is seen to register",
        ),
    ]
    .iter()
    .filter(|(class, _)| missing.contains(class))
    .map(|(_, what)| *what)
    .collect::<Vec<_>>()
    .join(", and ")
}

fn stale(facts: &Facts, key: &str, classes: Classes) -> Item {
    Item::failure(
        facts.name(key),
        format!("manager.conf gives it the class {classes}, but the running Asterisk does not"),
        format!("on the PBX: {RELOAD}"),
    )
}

fn hearing(facts: &Facts) -> Vec<Item> {
    let (needed, wished) = (facts.all(hears), facts.all(wishes));
    let whole = needed.with(wished);
    let of = |wanted: bool| -> Classes {
        facts
            .heard
            .iter()
            .filter(|(class, heard)| *heard == wanted && needed.contains(class))
            .map(|(class, _)| *class)
            .collect()
    };
    let (seen, unheard) = (of(true), of(false));
    let Some(section) = &facts.section else {
        let mut items = Vec::new();
        if !unheard.is_empty() {
            items.push(lacks(facts, unheard, whole));
        }
        let unknown = whole.without(seen).without(unheard);
        if !unknown.is_empty() {
            items.push(Item::warning(
                facts.name("read"),
                format!(
                    "whether it may hear the class {unknown} cannot be seen from here: no account may read manager.conf"
                ),
                format!("look on the PBX: asterisk -rx 'manager show user {}'", facts.user),
            ));
        } else if unheard.is_empty() && !needed.is_empty() {
            items.push(Item::ok(facts.name("read"), seen.to_string()));
        }
        return items;
    };
    let missing = needed.without(section.read);
    let stale_ones = unheard.without(missing);
    let mut items = Vec::new();
    if !missing.is_empty() {
        items.push(lacks(facts, missing, whole));
    }
    let less = wished.without(section.read);
    if !less.is_empty() {
        items.push(Item::warning(
            facts.name("read"),
            format!(
                "does not hear the class {less}: of calls the portal does not tell {}",
                untold(&less)
            ),
            line(facts, "read", section.read.with(whole)),
        ));
    }
    if !stale_ones.is_empty() {
        items.push(stale(facts, "read", stale_ones));
    }
    let wide = if section.read.is_all() {
        Some("everything (all)".to_owned())
    } else {
        // The keys of a caller tell PINs and card numbers: who tells of calls leaves them out, others need none.
        let odd = ["dtmf", "security"]
            .into_iter()
            .filter(|class| section.read.contains(class));
        let odd = odd.collect::<Classes>().without(wished);
        (!odd.is_empty()).then(|| format!("the class {odd}"))
    };
    if let Some(wide) = wide {
        items.push(Item::warning(
            facts.name("read"),
            format!("may hear {wide}, which the portal does not need: secrets can be among it"),
            line(facts, "read", whole),
        ));
    } else if items.is_empty() && !needed.is_empty() {
        items.push(Item::ok(facts.name("read"), section.read.to_string()));
    }
    items
}

/// What is not told of calls without these classes.
fn untold(missing: &Classes) -> String {
    [
        ("dialplan", "announcements, menus and mailboxes"),
        ("dtmf", "which keys were pressed in them"),
    ]
    .iter()
    .filter(|(class, _)| missing.contains(class))
    .map(|(_, what)| *what)
    .collect::<Vec<_>>()
    .join(", and ")
}

fn lacks(facts: &Facts, missing: Classes, needed: Classes) -> Item {
    let consequence: Vec<&str> = [
        ("system", "it is not told when Asterisk has started"),
        ("call", "it is not told of calls"),
        ("agent", "queues and agents are not shown"),
        ("cdr", "the call log stays empty"),
    ]
    .iter()
    .filter(|(class, _)| missing.contains(class))
    .map(|(_, what)| *what)
    .collect();
    let held = facts
        .section
        .as_ref()
        .map_or(Classes::default(), |section| section.read);
    Item::failure(
        facts.name("read"),
        format!("lacks the class {missing}: {}", consequence.join(", ")),
        line(
            facts,
            "read",
            if held.is_all() { needed } else { held.with(needed) },
        ),
    )
}

fn modules(facts: &Facts) -> Vec<Item> {
    if !facts.tasks.contains(&Task::Events) || !facts.actions.contains("CoreShowChannels") {
        return Vec::new();
    }
    MODULES
        .iter()
        .filter(|(action, ..)| !facts.actions.contains(*action))
        .map(|(_, module, consequence)| {
            Item::warning(
                format!("module {module}"),
                format!("is not loaded: {consequence}"),
                format!("on the PBX: asterisk -rx 'module load {module}.so'"),
            )
        })
        .collect()
}

/// From where the account can be used: its own lines, as Asterisk reads them.
fn addresses(facts: &Facts) -> Vec<Item> {
    let Some(section) = &facts.section else {
        return Vec::new();
    };
    let lines = format!(
        "in manager.conf on the PBX, section [{}]:\ndeny = 0.0.0.0/0.0.0.0\npermit = {}\nand then there: {RELOAD}",
        facts.user, facts.from
    );
    let mut items: Vec<Item> = section
        .mistakes
        .iter()
        .map(|mistake| match mistake {
            ManagerMistake::Unread { key } if is_about_addresses(key) => Item::failure(
                facts.name(key),
                format!("{mistake}: the words are deny and permit"),
                lines.clone(),
            ),
            ManagerMistake::Address { key, .. } => Item::failure(
                facts.name(key),
                format!("{mistake} when it reads the file next; write IP addresses, with commas but no blanks between"),
                lines.clone(),
            ),
            ManagerMistake::Class { key, .. } => Item::warning(
                facts.name(key),
                format!("{mistake}; write names in small letters, with commas but no blanks between"),
                format!("in manager.conf on the PBX, section [{}]: correct the line {key}", facts.user),
            ),
            other => Item::warning(
                facts.name("section"),
                other.to_string(),
                format!("in manager.conf on the PBX, section [{}]: correct or remove the line", facts.user),
            ),
        })
        .collect();
    if section.lets_strangers_in() {
        items.push(Item::warning(
            facts.name("addresses"),
            "whoever reaches the manager's port may try its secret: nothing denies other addresses",
            lines,
        ));
    } else if !section.is_removed() && !section.lets_in(facts.from) {
        items.push(Item::failure(
            facts.name("addresses"),
            format!(
                "manager.conf keeps the portal's address {} out when Asterisk reads it next",
                facts.from
            ),
            lines,
        ));
    } else if items.iter().all(|item| item.verdict != Verdict::Failure) {
        items.push(Item::ok(
            facts.name("addresses"),
            format!("strangers are kept out, {} is let in", facts.from),
        ));
    }
    items
}

/// Whether a misspelt key was meant to let somebody in or keep him out.
fn is_about_addresses(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["den", "perm", "allow", "host", "ip"]
        .iter()
        .any(|start| key.starts_with(start))
}

#[cfg(test)]
mod tests;
