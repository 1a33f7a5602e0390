//! Manager events as statements (`main/manager_channels.c`, `main/manager_bridges.c`, `apps/app_queue.c`,
//! `res/parking/parking_manager.c`).

use chrono::{DateTime, Utc};

use super::fact::{About, Fact, Said, read};
use super::{cel, gathered};
use crate::Headers;

/// What an event says; nothing for most.
pub(super) fn facts(event: &(impl Headers + ?Sized), at: DateTime<Utc>, take: &mut impl FnMut(Fact)) {
    let Some(name) = event.header("Event") else {
        return;
    };
    let mut about = |prefix: &str, what: Said| {
        if let Some(about) = About::of(event, prefix) {
            take(Fact { at, about, what });
        }
    };
    match &*name {
        "Newchannel" => {
            about(
                "",
                Said::Began {
                    dialled: read(event, "Exten"),
                    // A channel that rings the PBX is made as `Ring`, one that the PBX makes as `Down`.
                    calling: event.header("ChannelState").map(|state| state == "4"),
                },
            );
        }
        "Newstate" => about(
            "",
            match event.header("ChannelState").as_deref() {
                Some("5") => Said::Rings,
                Some("6") => Said::Answered,
                _ => Said::Seen,
            },
        ),
        "Hangup" => about(
            "",
            Said::Ended {
                cause: event.header("Cause").and_then(|cause| cause.trim().parse().ok()),
            },
        ),
        "DialEnd" => {
            let status = read(event, "DialStatus");
            about("", Said::Dialled { status });
            about("Dest", Said::Seen);
            let to = read(event, "Forward");
            if !to.is_empty() {
                about("Dest", Said::Forwarded { to });
            }
        }
        "DialBegin" => {
            about("", Said::Seen);
            about("Dest", Said::Seen);
        }
        "Newexten" => {
            let name = read(event, "Application").to_lowercase();
            if gathered::is_heard(&name) {
                let data = read(event, "AppData");
                about("", Said::Application { name, data });
            }
        }
        // Applications reach an account without the class `dialplan` by CEL; the rest of it the other events say.
        "CEL" => cel::application(event, at, take),
        "DTMFEnd" => {
            let is_theirs = event.header("Direction").is_none_or(|to| to == "Received");
            if let Some(digit) = event.header("Digit").and_then(|digit| digit.chars().next())
                && is_theirs
            {
                about("", Said::Digit(digit));
            }
        }
        "BridgeEnter" => about(
            "",
            Said::Entered {
                bridge: read(event, "BridgeUniqueid"),
                is_holding: event.header("BridgeTechnology").as_deref() == Some("holding_bridge"),
            },
        ),
        "BridgeLeave" => {
            let bridge = read(event, "BridgeUniqueid");
            about("", Said::Left { bridge });
        }
        "QueueCallerJoin" => {
            let queue = read(event, "Queue");
            about("", Said::Queued { queue });
        }
        // `QueueCallerAbandon` says nothing: it comes for callers too whose time in the queue is over.
        "QueueCallerLeave" => {
            let queue = read(event, "Queue");
            about("", Said::Unqueued { queue });
        }
        "HangupRequest" => about("", Said::HangsUp),
        "BlindTransfer" if is_done(event) => {
            let whom = read(event, "TransfereeUniqueid");
            let to = read(event, "Extension");
            about("Transferer", Said::Sent { whom, to });
            about("Transferee", Said::Seen);
        }
        "AttendedTransfer" if is_done(event) => {
            let whom = read(event, "TransfereeUniqueid");
            let to = read(event, "TransferTargetUniqueid");
            about("OrigTransferer", Said::Joined { whom, to });
        }
        "Pickup" => {
            let by = read(event, "Uniqueid");
            about("Target", Said::PickedUp { by });
            about("", Said::Answered);
        }
        "ParkedCall" => {
            let space = read(event, "ParkingSpace");
            about("Parkee", Said::Parked { space });
        }
        "UnParkedCall" => {
            let by = read(event, "RetrieverUniqueid");
            about("Parkee", Said::Unparked { by });
        }
        "ParkedCallGiveUp" | "ParkedCallTimeOut" => {
            let by = String::new();
            about("Parkee", Said::Unparked { by });
        }
        _ => {}
    }
}

fn is_done(event: &(impl Headers + ?Sized)) -> bool {
    event.header("Result").is_none_or(|result| result == "Success")
}
