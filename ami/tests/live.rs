//! Against a real Asterisk: `cargo test -p switchhook-ami --test live -- --ignored`.
//!
//! `SWITCHHOOK_AMI_ADDR` (`host:port`), `SWITCHHOOK_AMI_USER` and `SWITCHHOOK_AMI_SECRET` name it. The user needs
//! `read = all` and `write = all`, and the folder `switchhook` must exist in its configuration directory and be
//! writable to it. `examples/asterisk` starts one like that.
#![allow(clippy::disallowed_methods, reason = "reads the environment and the clock")]

use std::time::Duration;

use switchhook_ami::action::{
    CoreSettings, CoreShowChannels, CreateConfig, DbDel, DbGet, DbPut, DeviceStateList, GetConfig, Operation,
    Originate, Outcome, Ping, QueueStatus, RawAction, Target, UpdateConfig,
};
use switchhook_ami::client::{Client, Config, Item, SendError};
use switchhook_ami::proto::LoginMethod;
use switchhook_ami::{Event, Secret};

const FILE: &str = "switchhook/live-test.conf";

fn variable(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("needs a real Asterisk: see examples/asterisk ({name} is not set)"))
}

fn config_with(secret: String) -> Config {
    Config::new(
        variable("SWITCHHOOK_AMI_ADDR"),
        variable("SWITCHHOOK_AMI_USER"),
        Secret::new(secret),
    )
}

fn config() -> Config {
    config_with(variable("SWITCHHOOK_AMI_SECRET"))
}

async fn client() -> Client {
    Client::connect(config())
        .await
        .unwrap_or_else(|error| panic!("needs a real Asterisk: see examples/asterisk ({error})"))
}

#[tokio::test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
async fn login_works_plain_and_md5_and_the_banner_names_a_version() {
    for method in [LoginMethod::Plain, LoginMethod::Md5] {
        let client = Client::connect(config().login(method)).await.expect("let in");
        let mut items = client.subscribe();
        let Some(Item::Connected(connected)) = items.next().await else {
            panic!("it is connected")
        };
        let banner = connected.banner;
        assert!(banner.is_asterisk() && banner.version().is_some(), "{banner}");
        assert!(client.send(Ping).await.expect("a pong").timestamp.is_some());
        client.close().await;
    }
}

#[tokio::test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
async fn a_wrong_password_is_refused_both_ways() {
    for method in [LoginMethod::Plain, LoginMethod::Md5] {
        let error = Client::connect(config_with("certainly wrong".to_owned()).login(method)).await;
        let error = error.expect_err("a wrong password");
        assert!(
            error.is_refused() && error.to_string().contains("Authentication failed"),
            "{error}"
        );
    }
}

#[tokio::test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
async fn command_output_keeps_every_line() {
    let client = client().await;
    let settings = client.send(CoreSettings).await.expect("settings");
    let version = settings.asterisk_version().expect("a version");
    let output = client.command("core show version").await.expect("output");
    assert!(
        output.succeeded && output.text().contains(&*version),
        "{output:?} of {version}"
    );
    let help = client.command("core show help").await.expect("output");
    assert!(help.lines.len() > 100, "{} lines", help.lines.len());
    let failed = client
        .command("no such command")
        .await
        .expect("output, though it failed");
    assert!(failed.text().contains("No such command"), "{failed:?}");
}

#[tokio::test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
async fn lists_end() {
    let client = client().await;
    client.send(CoreShowChannels).await.expect("channels");
    client.send(DeviceStateList).await.expect("devices");
    for queue in client.send(QueueStatus::all()).await.expect("queues").iter() {
        assert!(queue.params.queue().is_some());
        assert!(
            queue
                .members
                .iter()
                .all(|member| member.interface().is_some() && member.status().is_some())
        );
    }
    let commands = client
        .send(RawAction::new("ListCommands"))
        .await
        .expect("commands");
    assert!(commands.response.get("Originate").is_some());
}

#[tokio::test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
async fn astdb_gives_back_what_was_put() {
    let client = client().await;
    for value in ["0611223344", "a: b, \"c\" [d]\\", "", "Café "] {
        client
            .send(DbPut::new("switchhook/live", "key", value))
            .await
            .expect("put");
        assert_eq!(
            client.send(DbGet::new("switchhook/live", "key")).await.as_deref(),
            Ok(value)
        );
    }
    client
        .send(DbDel::new("switchhook/live", "key"))
        .await
        .expect("removed");
    let gone = client.send(DbGet::new("switchhook/live", "key")).await;
    assert!(matches!(gone, Err(SendError::Refused { .. })), "{gone:?}");
}

#[tokio::test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
async fn a_configuration_file_reads_back_as_it_was_written() {
    let client = client().await;
    // It may be there from the last time.
    let _ = client.send(CreateConfig::file(FILE)).await;
    let clean = UpdateConfig::file(FILE).step(Operation::delete_category("phone").ignore_error());
    client.update_config(clean).await.expect("cleaned");

    let values =
        (0..100).map(|n| Operation::append("phone", format!("v{n}"), format!("value {n}; not a comment")));
    let update = UpdateConfig::file(FILE)
        .step(Operation::new_category("phone"))
        .steps(values);
    client
        .update_config(update)
        .await
        .expect("written in several messages");
    let file = client.send(GetConfig::file(FILE)).await.expect("read");
    let phone = file.category("phone").expect("the category");
    assert_eq!(phone.lines.len(), 100);

    // One step that fails leaves all as it was.
    let update = UpdateConfig::file(FILE)
        .step(Operation::append("phone", "half", "written"))
        .step(Operation::append("no such category", "a", "b"));
    let refused = client.update_config(update).await;
    assert!(matches!(refused, Err(SendError::Refused { .. })), "{refused:?}");
    let file = client
        .send(GetConfig::file(FILE).category("phone"))
        .await
        .expect("read");
    assert_eq!(file.category("phone").and_then(|phone| phone.get("half")), None);
}

#[tokio::test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
async fn an_originated_call_is_answered_and_seen_from_beginning_to_end() {
    let client = client().await;
    let mut items = client.subscribe();
    // A local channel into an application needs no telephone.
    let id = format!("switchhook-live-{}", std::process::id());
    let call = Originate::new(
        "Local/s@switchhook-live-no-such-context",
        Target::application("Wait", "1"),
    );
    let failed = client.dial(call.timeout(Duration::from_secs(5))).await;
    // A local channel that cannot be made was never dialled: no busy, no ringing.
    assert_eq!(
        failed,
        Ok(Outcome::Failure {
            reason: Some(0),
            cause: None
        })
    );

    let context = "switchhook-live";
    for (priority, application, data) in [("1", "Answer", ""), ("2", "Wait", "2")] {
        let add = RawAction::new("DialplanExtensionAdd")
            .header("Context", context)
            .header("Extension", "answer")
            .header("Priority", priority)
            .header("Application", application)
            .header("ApplicationData", data)
            .header("Replace", "yes");
        client.send(add).await.expect("an extension that answers");
    }
    let call = Originate::new(
        format!("Local/answer@{context}/n"),
        Target::application("Wait", "1"),
    )
    .channel_id(&id)
    .variable("SWITCHHOOK", "a,b \"c\" (d) [e] \\f")
    .timeout(Duration::from_secs(5));
    let outcome = client.dial(call).await.expect("an outcome");
    let Outcome::Answered { channel, unique_id } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(
        unique_id.as_ref().map(switchhook_ami::UniqueId::as_str),
        Some(&*id)
    );
    let value = RawAction::new("Getvar")
        .header("Channel", channel.as_str())
        .header("Variable", "SWITCHHOOK");
    let value = client.send(value).await.expect("the variable");
    assert_eq!(value.response.get("Value"), Some("a,b \"c\" (d) [e] \\f"));

    let (mut made, mut gone) = (false, false);
    let watch = async {
        while !gone {
            let Some(Item::Event(message)) = items.next().await else {
                continue;
            };
            match message.event() {
                Event::Newchannel(event) => made |= event.channel().unique_id() == unique_id,
                Event::Hangup(event) => gone |= event.channel().unique_id() == unique_id,
                _ => {}
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), watch)
        .await
        .expect("the call ends by itself");
    assert!(made, "Newchannel came first");
}
