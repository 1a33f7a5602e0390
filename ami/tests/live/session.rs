//! How a session begins, and what it hears.

use std::time::Duration;

use switchhook_ami::action::{
    CoreSettings, Events, Filter, FilterForm, FilterMethod, Ping, Setvar, UserEvent,
};
use switchhook_ami::client::{Client, Item};
use switchhook_ami::proto::LoginMethod;
use switchhook_ami::{EventMask, Secret};
use switchhook_rig::{Laboratory, Version};

use crate::lab::{account, config, started};
use crate::log::Log;

pub(crate) async fn login_works_plain_and_md5_and_the_banner_names_a_version(version: Version) {
    let rig = started(version);
    for method in [LoginMethod::Plain, LoginMethod::Md5] {
        let client = Client::connect(config(&rig).login(method)).await.expect("let in");
        let mut items = client.subscribe();
        let Some(Item::Connected(connected)) = items.next().await else {
            panic!("it is connected")
        };
        let banner = &connected.banner;
        assert!(banner.is_asterisk() && banner.version().is_some(), "{banner}");
        assert_eq!(connected.generation, 1);
        assert!(client.send(Ping).await.expect("a pong").timestamp.is_some());
        let settings = client.send(CoreSettings).await.expect("settings");
        assert_eq!(settings.am_iversion().as_deref(), banner.version());
        let release = settings.asterisk_version().expect("a version").into_owned();
        assert!(release.starts_with(&version.to_string()), "{release}");
        client.close().await;
    }
}

pub(crate) async fn a_wrong_password_is_refused_both_ways(version: Version) {
    let rig = started(version);
    let watch = Client::connect(config(&rig)).await.expect("let in");
    let log = Log::of(&watch);
    for (method, told) in [
        (LoginMethod::Plain, "InvalidPassword"),
        (LoginMethod::Md5, "ChallengeResponseFailed"),
    ] {
        let mark = log.mark();
        let wrong = switchhook_ami::client::Config::new(
            rig.pbx.ami_addr().to_string(),
            Laboratory::USER,
            Secret::new("certainly wrong"),
        );
        let error = Client::connect(wrong.login(method))
            .await
            .expect_err("a wrong password");
        assert!(
            error.is_refused() && error.to_string().contains("Authentication failed"),
            "{error}"
        );
        log.event(mark, told, |event| event.event_name() == Some(told))
            .await;
    }
    let mark = log.mark();
    let walled = Client::connect(account(&rig, Laboratory::WALLED)).await;
    assert!(walled.expect_err("from nowhere").is_refused());
    log.named(mark, "FailedACL", "AccountID", Laboratory::WALLED)
        .await;
    let once = Client::connect(account(&rig, Laboratory::SINGLE))
        .await
        .expect("once");
    let twice = Client::connect(account(&rig, Laboratory::SINGLE)).await;
    assert!(twice.expect_err("not twice").is_refused());
    log.event(mark, "SessionLimit", |event| {
        event.event_name() == Some("SessionLimit")
    })
    .await;
    once.close().await;
    watch.close().await;
}

pub(crate) async fn a_mask_lets_only_its_classes_through(version: Version) {
    let rig = started(version);
    let user_only = Client::connect(config(&rig).events(EventMask::USER))
        .await
        .expect("let in");
    let all = Client::connect(config(&rig)).await.expect("let in");
    let (narrow, wide) = (Log::of(&user_only), Log::of(&all));
    all.send(Setvar::new("LAB", "one")).await.expect("set");
    all.send(UserEvent::new("Lab").header("Number", "1"))
        .await
        .expect("told");
    wide.named(0, "VarSet", "Variable", "LAB").await;
    narrow.named(0, "UserEvent", "Number", "1").await;
    let others = narrow.since(0);
    assert!(
        others.iter().all(|event| event.event_name() == Some("UserEvent")),
        "{others:?}"
    );

    // Narrower while it lasts.
    all.send(Events(EventMask::NONE)).await.expect("masked");
    let (mark, heard) = (narrow.mark(), wide.mark());
    all.send(UserEvent::new("Lab").header("Number", "2"))
        .await
        .expect("told");
    narrow.named(mark, "UserEvent", "Number", "2").await;
    all.send(Ping).await.expect("a pong");
    assert_eq!(wide.mark(), heard, "{:?}", wide.since(heard));
    user_only.close().await;
    all.close().await;
}

pub(crate) async fn filters_narrow_what_a_connection_hears(version: Version) {
    let rig = started(version);
    let mine = || {
        Filter::include()
            .event("UserEvent")
            .header("Number", FilterMethod::StartsWith, "1")
    };
    let speaker = Client::connect(config(&rig)).await.expect("let in");
    for form in [FilterForm::Old, FilterForm::Advanced] {
        let client = Client::connect(config(&rig)).await.expect("let in");
        let settings = client.send(CoreSettings).await.expect("settings");
        let release = settings.asterisk_version().expect("a version").into_owned();
        let knows = form == FilterForm::Old || FilterForm::for_asterisk(&release) == form;
        assert_eq!(
            knows,
            form == FilterForm::Old || version == Version::V22,
            "{release}"
        );
        let added = client.send(mine().form(form)).await;
        if !knows {
            // 16.28 does not know MatchCriteria, and takes the pattern for an expression: it hears what it did not ask
            // for. That is why the form goes by the version.
            added.expect("not even refused");
            client.close().await;
            continue;
        }
        added.expect("added");
        let log = Log::of(&client);
        for number in ["21", "12"] {
            let said = UserEvent::new("Lab").header("Number", number);
            speaker.send(said).await.expect("told");
        }
        log.named(0, "UserEvent", "Number", "12").await;
        let heard = log.since(0);
        assert_eq!(heard.len(), 1, "{form:?}: {heard:?}");
        client.close().await;
    }
    // What was excluded stays away, and the rest comes.
    let client = Client::connect(config(&rig)).await.expect("let in");
    let log = Log::of(&client);
    client
        .send(Filter::exclude().event("VarSet"))
        .await
        .expect("added");
    let mark = log.mark();
    speaker.send(Setvar::new("LAB", "two")).await.expect("set");
    speaker
        .send(UserEvent::new("Lab").header("Number", "3"))
        .await
        .expect("told");
    log.named(mark, "UserEvent", "Number", "3").await;
    let away = log.within(Duration::from_millis(300), mark, |event| {
        event.event_name() == Some("VarSet")
    });
    assert_eq!(away.await.map(|event| format!("{event:?}")), None);
    client.close().await;
    speaker.close().await;
}
