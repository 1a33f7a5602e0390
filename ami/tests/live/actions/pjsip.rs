//! Telephones of res_pjsip, and its cache of objects.

use std::time::Duration;

use switchhook_ami::action::{
    MessageSend, PjsipNotify, PjsipQualify, PjsipRegister, PjsipSetMaintenance, PjsipShowAors,
    PjsipShowAuths, PjsipShowContacts, PjsipShowEndpoint, PjsipShowEndpoints, PjsipShowMaintenance,
    PjsipShowRegistrationInboundContactStatuses, PjsipShowRegistrationsInbound,
    PjsipShowRegistrationsOutbound, PjsipShowResourceLists, PjsipShowSubscriptionsInbound,
    PjsipShowSubscriptionsOutbound, PjsipUnregister, SorceryMemoryCacheExpire,
    SorceryMemoryCacheExpireObject, SorceryMemoryCachePopulate, SorceryMemoryCacheStale,
    SorceryMemoryCacheStaleObject,
};
use switchhook_rig::{Behaviour, Subscriber};

use crate::lab::{Lab, find, item};

pub(super) async fn chapter(lab: &Lab) {
    let pbx = &lab.rig.pbx;
    let mark = lab.log.mark();
    let _phone = pbx.phone("100", &Behaviour::answer()).expect("registered");
    let told = lab.log.named(mark, "ContactStatus", "AOR", "100").await;
    assert_eq!(told.get("EndpointName"), Some("100"));
    let watcher = Subscriber::watch(pbx, "100").expect("subscribed");
    shown(lab).await;

    let subscriptions = lab.ask(PjsipShowSubscriptionsInbound).await;
    let subscription = item!(subscriptions, endpoint: "watcher");
    assert_eq!(subscription.role().as_deref(), Some("Notifier"));
    assert_eq!(subscription.extension().as_deref(), Some("100"));
    assert!(lab.ask(PjsipShowSubscriptionsOutbound).await.is_empty());
    lab.ask(
        MessageSend::new()
            .to("pjsip:100")
            .from("sip:lab@127.0.0.1")
            .body("hello"),
    )
    .await;
    let refused = lab.refused(MessageSend::new().to("nonsense").body("hello")).await;
    assert!(refused.contains("technology not found"), "{refused}");
    lab.ask(PjsipNotify::new().uri(watcher.uri()).variable("Event", "lab"))
        .await;
    lab.ask(PjsipNotify::new().endpoint("100").option("check-sync"))
        .await;
    lab.ask(PjsipQualify::new("100")).await;
    let refused = lab.refused(PjsipQualify::new("nobody")).await;
    assert!(refused.contains("Unable to retrieve endpoint"), "{refused}");
    registered(lab).await;
    maintained(lab).await;
    cached(lab).await;
}

async fn shown(lab: &Lab) {
    let aors = lab.ask(PjsipShowAors).await;
    let aor = item!(aors, object_name: "100");
    assert_eq!(
        (aor.max_contacts(), aor.minimum_expiration()),
        (Some(2), Some(Duration::from_secs(30)))
    );
    let auths = lab.ask(PjsipShowAuths).await;
    assert_eq!(
        item!(auths, object_name: "line").username().as_deref(),
        Some("line")
    );
    let contacts = lab.ask(PjsipShowContacts).await;
    let contact = item!(contacts, endpoint: "100");
    assert!(
        contact
            .uri()
            .is_some_and(|uri| uri.starts_with("sip:100@127.0.0.1:")),
        "{contact:?}"
    );
    let endpoints = lab.ask(PjsipShowEndpoints).await;
    assert_eq!(
        item!(endpoints, object_name: "100").device_state().as_deref(),
        Some("Not in use")
    );
    // The first line of its answer's details is the endpoint, the rest belongs to it.
    let endpoint = lab.ask(PjsipShowEndpoint::new("100")).await;
    let names: Vec<_> = endpoint
        .messages()
        .iter()
        .filter_map(|item| item.event_name())
        .collect();
    assert_eq!(names[0], "EndpointDetail");
    for name in [
        "AorDetail",
        "AuthDetail",
        "TransportDetail",
        "ContactStatusDetail",
    ] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    let trunk = lab.ask(PjsipShowEndpoint::new("trunk")).await;
    assert!(
        trunk
            .messages()
            .iter()
            .any(|item| item.event_name() == Some("IdentifyDetail"))
    );
    let refused = lab.refused(PjsipShowEndpoint::new("nobody")).await;
    assert!(refused.contains("Unable to retrieve endpoint"), "{refused}");

    let inbound = lab.ask(PjsipShowRegistrationsInbound).await;
    assert!(
        find(inbound.messages(), "ObjectName", "100")
            .get("Contact")
            .is_some_and(|c| c.contains("sip:100@"))
    );
    let contacts = lab.ask(PjsipShowRegistrationInboundContactStatuses).await;
    assert_eq!(
        item!(contacts, aor: "100").endpoint_name().as_deref(),
        Some("100")
    );
    let lists = lab.ask(PjsipShowResourceLists).await;
    // The package is a second header called `Event`.
    assert_eq!(
        item!(lists, object_name: "wallboard").event_package().as_deref(),
        Some("presence")
    );
}

async fn registered(lab: &Lab) {
    let mark = lab.log.mark();
    let status = async |wanted: &str| {
        lab.eventually(&format!("registration that is {wanted}"), async || {
            let list = lab.ask(PjsipShowRegistrationsOutbound).await;
            let line = find(list.messages(), "ObjectName", "line-out");
            (line.get("Status") == Some(wanted)).then_some(())
        })
        .await;
    };
    status("Registered").await;
    lab.ask(PjsipUnregister::new("line-out")).await;
    status("Unregistered").await;
    lab.ask(PjsipRegister::new("line-out")).await;
    status("Registered").await;
    lab.log
        .event(mark, "Registry of the line", |event| {
            event.event_name() == Some("Registry") && event.get("Status") == Some("Registered")
        })
        .await;
    let refused = lab.refused(PjsipRegister::new("nowhere")).await;
    assert!(refused.contains("Unable to retrieve registration"), "{refused}");
}

async fn maintained(lab: &Lab) {
    if !lab.is_22() {
        return;
    }
    lab.ask(PjsipSetMaintenance::new("watcher", true)).await;
    let list = lab.ask(PjsipShowMaintenance::new()).await;
    assert_eq!(item!(list, endpoint: "watcher").enabled(), Some(true));
    lab.ask(PjsipSetMaintenance::new("watcher", false)).await;
    assert!(lab.ask(PjsipShowMaintenance::new()).await.is_empty());
}

async fn cached(lab: &Lab) {
    const CACHE: &str = "laboratory";
    lab.ask(SorceryMemoryCachePopulate::new(CACHE)).await;
    lab.ask(SorceryMemoryCacheStale::new(CACHE)).await;
    lab.ask(SorceryMemoryCacheStaleObject::new(CACHE, CACHE)).await;
    // A cache is of one kind: all objects of the table, or those that were asked for. Only the latter can forget one.
    let refused = lab
        .refused(SorceryMemoryCacheExpireObject::new(CACHE, CACHE))
        .await;
    assert!(refused.starts_with("Due to full backend caching"), "{refused}");
    lab.ask(SorceryMemoryCacheExpire::new(CACHE)).await;
    let refused = lab.refused(SorceryMemoryCacheStale::new("nowhere")).await;
    assert!(refused.contains("does not exist"), "{refused}");
}
