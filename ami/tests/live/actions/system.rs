//! The core: who is there, modules, commands, filters, the dialplan.

use std::time::Duration;

use switchhook_ami::EventMask;
use switchhook_ami::action::{
    Command, CoreSettings, CoreStatus, DialplanExtensionAdd, DialplanExtensionRemove, Events, Filter, Getvar,
    LoggerRotate, ModuleCheck, ModuleLoad, ModuleOperation, Ping, Reload, Setvar, ShowDialPlan, UserEvent,
    WaitEvent,
};
use switchhook_ami::client::Client;

use crate::lab::{Lab, config, item};

pub(super) async fn chapter(lab: &Lab) {
    assert!(lab.ask(Ping).await.timestamp.is_some());
    let settings = lab.ask(CoreSettings).await;
    assert!(
        settings
            .asterisk_version()
            .is_some_and(|v| v.starts_with(&lab.version().to_string()))
    );
    assert_eq!(settings.response().get("CoreCDRenabled"), Some("Yes"));
    let status = lab.ask(CoreStatus).await;
    assert!(
        status
            .core_startup_date()
            .is_some_and(|date| date.starts_with("20"))
    );
    assert!(status.core_current_calls().is_some());

    let output = lab.ask(Command::new("core show version")).await;
    assert!(
        output.succeeded && output.text().contains("Asterisk"),
        "{output:?}"
    );

    // Other events follow the one that the action itself raises, so these go over a connection of their own.
    let narrowed = Client::connect(config(&lab.rig)).await.expect("let in");
    narrowed.send(Events(EventMask::USER)).await.expect("masked");
    lab.note("Events");
    narrowed
        .send(Filter::include().event("UserEvent"))
        .await
        .expect("filtered");
    lab.note("Filter");
    let mark = lab.log.mark();
    lab.ask(UserEvent::new("Lab").header("Key", "a: b")).await;
    let told = lab.log.named(mark, "UserEvent", "UserEvent", "Lab").await;
    assert_eq!(told.get("Key"), Some("a: b"));
    // An event ends the wait; several may be needed, since one that came before the wait does not count.
    let speaking = async {
        loop {
            narrowed.send(UserEvent::new("Lab")).await.expect("told");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::select! {
        () = lab.ask(WaitEvent::new(Duration::from_secs(20))) => {}
        () = speaking => {}
    }
    narrowed.close().await;

    lab.ask(ModuleCheck::new("app_queue.so")).await;
    let refused = lab.refused(ModuleCheck::new("app_nonsense.so")).await;
    assert!(refused.contains("not loaded"), "{refused}");
    let mark = lab.log.mark();
    for operation in [ModuleOperation::Unload, ModuleOperation::Load] {
        lab.ask(ModuleLoad::new(operation).module("app_mf.so")).await;
    }
    for name in ["Unload", "Load"] {
        lab.log.named(mark, name, "Module", "app_mf.so").await;
    }
    lab.ask(Reload::module("app_queue")).await;
    lab.log.named(mark, "Reload", "Module", "app_queue").await;
    let refused = lab.refused(Reload::module("nonsense")).await;
    assert_eq!(refused, "No such module");
    lab.ask(LoggerRotate).await;

    let mark = lab.log.mark();
    lab.ask(Setvar::new("LAB", "global")).await;
    assert_eq!(
        lab.ask(Getvar::new("LAB")).await.value().as_deref(),
        Some("global")
    );
    lab.log.named(mark, "VarSet", "Variable", "LAB").await;

    lab.ask(DialplanExtensionAdd::new("lab-made", "answer", 1, "Answer").replace(true))
        .await;
    lab.ask(
        DialplanExtensionAdd::new("lab-made", "answer", 2, "Wait")
            .application_data("5")
            .replace(true),
    )
    .await;
    let plan = lab.ask(ShowDialPlan::new().context("lab-made")).await;
    let answer = item!(plan, application: "Answer");
    assert_eq!(answer.context().as_deref(), Some("lab-made"));
    assert_eq!(answer.extension().as_deref(), Some("answer"));
    lab.ask(DialplanExtensionRemove::new("lab-made", "answer")).await;
    let refused = lab
        .refused(ShowDialPlan::new().context("lab-made").extension("answer"))
        .await;
    assert!(refused.contains("Did not find"), "{refused}");
}
