//! Every action of Asterisk, sent through its type and answered, or the reason why not.

mod bridges;
mod channels;
mod conference;
mod fax;
mod files;
mod lines;
mod old;
mod pjsip;
mod queues;
mod states;
mod system;
mod table;
mod voicemail;

use std::collections::BTreeSet;
use std::rc::Rc;

use switchhook_ami::action::ListCommands;
use switchhook_rig::Version;
use tokio::task::LocalSet;

use crate::events::{self, provoke};
use crate::lab::Lab;
use table::{Fate, TABLE};

/// Runs each chapter, goes on with the next when one fails, and says at the end what failed.
macro_rules! chapters {
    ($lab:ident, $failed:ident: $($chapter:path),+ $(,)?) => {
        $(
            let lab = Rc::clone(&$lab);
            let begun = std::time::Instant::now();
            if let Err(error) = tokio::task::spawn_local(async move { $chapter(&lab).await }).await {
                $failed.push(format!("{}: {}", stringify!($chapter), said(error)));
            }
            eprintln!("{} {:.1} s", stringify!($chapter), begun.elapsed().as_secs_f32());
        )+
    };
}

pub(crate) async fn every_action_is_answered_or_the_table_says_why_not(version: Version) {
    let here = LocalSet::new();
    let failed = here.run_until(tour(version)).await;
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Goes through all chapters; gives what went wrong.
async fn tour(version: Version) -> Vec<String> {
    let lab = Rc::new(Lab::start(version).await);
    // The client sent them itself.
    lab.note("Challenge");
    lab.note("Login");

    let mut failed = Vec::new();
    // A fax takes its time; the rest goes on meanwhile.
    let faxing = tokio::task::spawn_local({
        let lab = Rc::clone(&lab);
        async move { tokio::join!(fax::chapter(&lab), provoke::sound(&lab)) }
    });
    chapters! { lab, failed:
        system::chapter,
        files::chapter,
        states::chapter,
        channels::chapter,
        bridges::chapter,
        conference::chapter,
        queues::chapter,
        voicemail::chapter,
        pjsip::chapter,
        lines::chapter,
        old::chapter,
        provoke::security,
        provoke::dialplan,
        provoke::speech,
        provoke::transfer,
        provoke::optimized,
        provoke::picked_up,
        provoke::member,
        provoke::message,
    }
    if let Err(error) = faxing.await {
        failed.push(format!("fax::chapter: {}", said(error)));
    }

    let offered: BTreeSet<String> = lab
        .ask(ListCommands)
        .await
        .iter()
        .map(|command| command.name.to_string())
        .collect();
    lab.client.close().await;
    lab.note("Logoff");
    let asked = lab.asked();
    for name in &offered {
        if !TABLE.iter().any(|row| row.name == name) {
            failed.push(format!("{name}: Asterisk has it, the table lacks it"));
        }
    }
    for row in TABLE {
        let (fate, offers) = (row.fate(version), offered.contains(row.name));
        let problem = match fate {
            Fate::Answered if !asked.contains(row.name) => "was not answered",
            Fate::Answered if !offers => "was answered, but is not offered",
            Fate::Absent(_) if offers => "is there, though the table says that it is not",
            Fate::Absent("") => "needs a reason",
            _ => continue,
        };
        failed.push(format!("{}: {problem}", row.name));
    }
    failed.extend(events::check(version, &lab.tap.messages()));
    failed
}

fn said(error: tokio::task::JoinError) -> String {
    let panic = error.into_panic();
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "panicked".to_owned())
}
