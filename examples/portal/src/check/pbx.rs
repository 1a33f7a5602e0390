//! Looks at Asterisk through each manager account, with no more than the account may.

use std::net::IpAddr;
use std::time::Duration;

use chrono::Utc;
use switchhook_ami::action::{ConfigFile, GetConfig, Ping, RawAction};
use switchhook_ami::client::{
    Client, Config as ClientConfig, ConnectError, Item as Heard, State, Subscription,
};
use switchhook_ami::value::{EventMask, Secret};
use switchhook_portal_core::asterisk::ManagerAccount;
use tokio::net::TcpStream;

use super::account::{self, Facts};
use super::{Item, includes};
use crate::config::{Account, Pbx};
use crate::pbx::Task;

/// How long an answer that is expected may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long an event may take that the account may or may not hear.
const SOON: Duration = Duration::from_secs(2);

/// How far the two clocks may be apart, in milliseconds.
const CLOCKS: i64 = 5_000;

/// A kind of channel that no Asterisk has: a call to it fails at once, rings nobody and leaves no call record, but its
/// outcome is told like any other.
const NOWHERE: &str = "Switchhook/check";

/// An account with all its tasks.
struct Login<'a> {
    account: &'a Account,
    tasks: Vec<Task>,
}

pub async fn items(settings: &Pbx) -> Vec<Item> {
    let mut items = Vec::new();
    for (task, account) in [
        (Task::Calls, &settings.calls),
        (Task::Config, &settings.config),
        (Task::State, &settings.state),
    ] {
        if account.is_none() {
            items.push(Item::warning(
                format!("task {task}"),
                "no account has it",
                format!("in portal.toml:\n[[pbx.manager]]\nuser = …\nsecret = …\ntasks = [\"{task}\"]"),
            ));
        }
    }
    let from = match portals_address(&settings.address).await {
        Ok(from) => from,
        Err(error) => {
            items.push(Item::failure(
                "manager interface",
                format!("{} does not answer: {error}", settings.address),
                "on the PBX, in manager.conf:\n[general]\nenabled = yes\nport = 5038\nbindaddr = (an address that the \
                 portal reaches)\nand then there: asterisk -rx 'manager reload'",
            ));
            return items;
        }
    };
    let (mut connected, mut kept_out) = (Vec::new(), Vec::new());
    for login in logins(settings) {
        match connect(settings, &login).await {
            Ok((client, heard)) => connected.push((login, client, heard)),
            Err(problem) => kept_out.push((login, problem)),
        }
    }
    let writer = connected
        .iter()
        .find(|(login, ..)| login.tasks.contains(&Task::Config))
        .map(|(_, client, _)| client.clone());
    let manager_conf = match &writer {
        Some(client) => client.send(GetConfig::file("manager.conf")).await.ok(),
        None => None,
    };
    items.extend(manager_conf.as_ref().and_then(general));
    for (login, problem) in &kept_out {
        let section = manager_conf
            .as_ref()
            .map(|file| section_of(file, &login.account.user));
        items.push(refused(login, problem, section, from));
    }
    for (index, (login, client, heard)) in connected.iter_mut().enumerate() {
        if index == 0 {
            items.push(clock(client).await);
        }
        let section = manager_conf
            .as_ref()
            .and_then(|file| section_of(file, &login.account.user));
        let facts = facts(settings, login, client, heard, section, from).await;
        items.push(Item::ok(
            format!("account {}", login.account.user),
            format!("{} takes it for {}", settings.address, tasks(&login.tasks)),
        ));
        match facts {
            Ok(facts) => items.extend(account::judge(&facts)),
            Err(problem) => items.push(Item::failure(
                format!("account {}", login.account.user),
                problem,
                "try again; if it stays so, restart Asterisk's manager: asterisk -rx 'manager reload'",
            )),
        }
    }
    if let Some(client) = &writer {
        items.extend(includes::items(client, &settings.phones).await);
    }
    for (_, client, _) in connected {
        client.close().await;
    }
    items
}

fn tasks(tasks: &[Task]) -> String {
    tasks
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

/// One for each account, however many tasks it has.
fn logins(settings: &Pbx) -> Vec<Login<'_>> {
    let mut logins: Vec<Login<'_>> = Vec::new();
    let all = [
        (Task::Events, Some(&settings.events)),
        (Task::Calls, settings.calls.as_ref()),
        (Task::Config, settings.config.as_ref()),
        (Task::Notify, settings.notify.as_ref()),
        (Task::State, settings.state.as_ref()),
    ];
    for (task, account) in all {
        let Some(account) = account else { continue };
        match logins.iter_mut().find(|login| login.account == account) {
            Some(login) => login.tasks.push(task),
            None => logins.push(Login {
                account,
                tasks: vec![task],
            }),
        }
    }
    logins
}

/// The address with which the portal's connections come to Asterisk.
async fn portals_address(pbx: &str) -> Result<IpAddr, String> {
    match tokio::time::timeout(PATIENCE, TcpStream::connect(pbx)).await {
        Ok(Ok(stream)) => stream.local_addr().map(|a| a.ip()).map_err(|e| e.to_string()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("no answer within {} seconds", PATIENCE.as_secs())),
    }
}

/// Logs in, listening from the first moment on.
async fn connect(settings: &Pbx, login: &Login<'_>) -> Result<(Client, Subscription), String> {
    let client = Client::start(
        ClientConfig::new(
            settings.address.as_str(),
            login.account.user.as_str(),
            Secret::new(login.account.secret.expose()),
        )
        .events(EventMask::SYSTEM | EventMask::CALL),
    );
    let heard = client.subscribe();
    let mut states = client.state_changes();
    let told = states.wait_for(|state| match state {
        State::Connected { .. } | State::Refused { .. } => true,
        State::Connecting { last_error, .. } => last_error.is_some(),
        _ => false,
    });
    let state = match tokio::time::timeout(PATIENCE * 2, told).await {
        Ok(Ok(state)) => state.clone(),
        _ => client.state(),
    };
    match state {
        State::Connected { .. } => return Ok((client, heard)),
        State::Refused { error, .. } => Err(words(&error)),
        State::Connecting {
            last_error: Some(error),
            ..
        } => Err(words(&error)),
        _ => Err("no answer to the login".to_owned()),
    }
    .inspect_err(|_| {
        let client = client.clone();
        // It would go on trying.
        tokio::spawn(async move { client.close().await });
    })
}

fn words(error: &ConnectError) -> String {
    error.to_string()
}

/// An account that could not log in. Asterisk gives one answer for every reason; its `section`, where the file could be
/// read, tells them apart.
fn refused(login: &Login<'_>, problem: &str, section: Option<Option<ManagerAccount>>, from: IpAddr) -> Item {
    let user = &login.account.user;
    let reason = match section {
        None => format!(
            "Asterisk does not say why: there is no section [{user}], its secret is another, its deny and permit keep \
             {from} out, or one of these has an address that Asterisk cannot read (it then removes the account)"
        ),
        Some(None) => format!("manager.conf has no section [{user}]"),
        Some(Some(account)) => match account.mistakes.iter().find(|_| account.is_removed()) {
            Some(mistake) => mistake.to_string(),
            None if !account.lets_in(from) => format!("its deny and permit keep {from} out"),
            None => format!("the secret in section [{user}] is another one, or was not reloaded"),
        },
    };
    Item::failure(
        format!("account {user}"),
        format!("{problem}: {reason}"),
        account::section(user, &login.tasks, Some(from)),
    )
}

/// What `[general]` says about addresses is not read by Asterisk.
fn general(file: &ConfigFile) -> Option<Item> {
    let general = file.category("general")?;
    let key = ["deny", "permit", "acl"]
        .into_iter()
        .find(|key| general.get(key).is_some())?;
    Some(Item::failure(
        "manager.conf",
        format!(
            "Asterisk does not read `{key}` in [general]: addresses are let in or kept out account by account"
        ),
        format!("move `{key}` into the section of each account"),
    ))
}

fn section_of(file: &ConfigFile, user: &str) -> Option<ManagerAccount> {
    let section = file.category(user)?;
    Some(ManagerAccount::of(
        section
            .lines
            .iter()
            .map(|line| (line.name.as_str(), line.value.as_str())),
    ))
}

async fn facts(
    settings: &Pbx,
    login: &Login<'_>,
    client: &Client,
    heard: &mut Subscription,
    section: Option<ManagerAccount>,
    from: IpAddr,
) -> Result<Facts, String> {
    let commands = client
        .send(RawAction::new("ListCommands"))
        .await
        .map_err(|error| format!("it cannot be asked what it may do: {error}"))?;
    let actions = commands
        .response
        .headers()
        .filter(|header| header.value().contains("(Priv: "))
        .map(|header| header.name().to_string())
        .collect();
    let mut facts = Facts {
        user: login.account.user.clone(),
        tasks: login.tasks.clone(),
        actions,
        heard: Vec::new(),
        section,
        from,
    };
    if login.tasks.contains(&Task::Events) {
        facts.heard.push(("system", boots(settings, login, heard).await));
    }
    if login.tasks.contains(&Task::Calls) && facts.actions.contains("Originate") {
        let call = RawAction::new("Originate")
            .header("Channel", NOWHERE)
            .header("Application", "Hangup")
            .header("Async", "true");
        if client.send(call).await.is_ok() {
            let told = hears(heard, SOON, |event| event == "OriginateResponse").await;
            facts.heard.push(("call", told));
        }
    }
    Ok(facts)
}

/// Whether an account is told that Asterisk has started, which is said at each login.
async fn boots(settings: &Pbx, login: &Login<'_>, heard: &mut Subscription) -> bool {
    let booted = |event: &str| event == "FullyBooted";
    if hears(heard, SOON, booted).await {
        return true;
    }
    // On a busy machine the first login may have been over before anybody listened.
    match connect(settings, login).await {
        Ok((client, mut heard)) => {
            let booted = hears(&mut heard, SOON, booted).await;
            client.close().await;
            booted
        }
        Err(_) => false,
    }
}

/// Whether an event came, or comes within this time.
async fn hears(heard: &mut Subscription, within: Duration, wanted: impl Fn(&str) -> bool) -> bool {
    let comes = async {
        while let Some(item) = heard.next().await {
            if matches!(&item, Heard::Event(message) if message.event_name().is_some_and(&wanted)) {
                return true;
            }
        }
        false
    };
    tokio::time::timeout(within, comes).await.unwrap_or(false)
}

async fn clock(client: &Client) -> Item {
    const NAME: &str = "clock";
    let sent = Utc::now();
    let there = client
        .send(Ping)
        .await
        .ok()
        .and_then(|pong| milliseconds(&pong.timestamp?));
    let Some(there) = there else {
        return Item::warning(
            NAME,
            "Asterisk does not tell its time",
            "compare by hand: date -u, on both machines",
        );
    };
    let here = (sent.timestamp_millis() + Utc::now().timestamp_millis()) / 2;
    judge_clocks(NAME, there - here)
}

fn judge_clocks(name: &str, apart: i64) -> Item {
    let seconds = apart.unsigned_abs() / 1000;
    if apart.abs() <= CLOCKS {
        return Item::ok(name, "Asterisk's and this machine's agree");
    }
    let direction = if apart > 0 { "ahead of" } else { "behind" };
    Item::failure(
        name,
        format!("Asterisk's is {seconds} s {direction} this machine's: calls stand at wrong times"),
        "on both machines:\ntimedatectl set-ntp true\ntimedatectl timesync-status",
    )
}

/// `1795322779.139434`, in whole milliseconds.
fn milliseconds(timestamp: &str) -> Option<i64> {
    let (seconds, fraction) = timestamp.split_once('.').unwrap_or((timestamp, ""));
    let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(seconds.parse::<i64>().ok()?.checked_mul(1000)? + thousandths.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests;
