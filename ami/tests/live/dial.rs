//! Calls that somebody waits for.

use std::time::Duration;

use switchhook_ami::action::{Getvar, Originate, Outcome, Target};
use switchhook_ami::event::Event;
use switchhook_ami::{HangupCause, UniqueId};
use switchhook_rig::{Behaviour, Version};

use crate::SOON;
use crate::lab::Lab;

pub(crate) async fn a_dialled_phone_answers_is_busy_does_not_answer_or_is_not_there(version: Version) {
    let lab = Lab::start(version).await;
    let pbx = &lab.rig.pbx;
    let _answers = pbx.phone("100", &Behaviour::answer()).expect("registered");
    let _busy = pbx.phone("101", &Behaviour::Busy).expect("registered");
    let _rings = pbx
        .phone("102", &Behaviour::RingWithoutAnswer)
        .expect("registered");
    let dial = async |channel: &str| {
        let call = Originate::new(channel, Target::application("Wait", "1"))
            .timeout(Duration::from_secs(2))
            .variable("LAB", "a,b \"c\" (d) [e] \\f");
        lab.client
            .dial(call)
            .await
            .unwrap_or_else(|e| panic!("{channel}: {e}"))
    };
    // All at once: none waits for another.
    let (answered, busy, silent, congested, unregistered, unknown) = tokio::join!(
        dial("PJSIP/100"),
        dial("PJSIP/101"),
        dial("PJSIP/102"),
        dial("Local/congestion@lab/n"),
        dial("PJSIP/103"),
        dial("PJSIP/nobody"),
    );
    assert!(
        matches!(&answered, Outcome::Answered { channel, .. } if channel.as_str().starts_with("PJSIP/100-")),
        "{answered:?}"
    );
    assert!(matches!(busy, Outcome::Busy), "{busy:?}");
    assert!(matches!(silent, Outcome::NoAnswer), "{silent:?}");
    assert!(matches!(congested, Outcome::Congestion), "{congested:?}");
    for failed in [unregistered, unknown] {
        assert!(matches!(failed, Outcome::Failure { .. }), "{failed:?}");
    }
}

pub(crate) async fn an_originated_call_is_seen_from_beginning_to_end(version: Version) {
    let lab = Lab::start(version).await;
    let call = Originate::new("Local/answer@lab/n", Target::application("Wait", "1"))
        .channel_id("lab-seen")
        .variable("SWITCHHOOK", "a,b \"c\" (d) [e] \\f")
        .timeout(SOON);
    let outcome = lab.client.dial(call).await.expect("an outcome");
    let Outcome::Answered { channel, unique_id } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(unique_id.as_ref().map(UniqueId::as_str), Some("lab-seen"));
    let value = lab.ask(Getvar::new("SWITCHHOOK").channel(channel)).await;
    assert_eq!(value.value().as_deref(), Some("a,b \"c\" (d) [e] \\f"));

    let gone = lab.log.named(0, "Hangup", "Uniqueid", "lab-seen").await;
    let Event::Hangup(gone) = gone.event() else {
        panic!("it says so")
    };
    // A local channel gives no cause of its own.
    assert_eq!(gone.cause(), Some(HangupCause::NotDefined));
    let events = lab.log.since(0);
    let steps: Vec<_> = events
        .iter()
        .filter(|event| event.get("Uniqueid") == Some("lab-seen"))
        .filter_map(|event| event.event_name())
        .filter(|name| ["Newchannel", "DialBegin", "OriginateResponse", "Hangup"].contains(name))
        .collect();
    assert_eq!(steps.first(), Some(&"Newchannel"), "{steps:?}");
    assert!(
        steps.contains(&"OriginateResponse") && steps.contains(&"Hangup"),
        "{steps:?}"
    );
}
