//! AsyncAGI against a manager interface played in the test, with the pipe of 1024 bytes that Asterisk has.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays a server: sockets and tasks are its work"
)]

mod async_agi_common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_agi_common::{Played, connected, encode, soon};
use switchhook_agi::async_agi::{AsyncAgi, Config};
use switchhook_agi::command::{GetFullVariable, Noop, RawCommand, ReplyError, StreamFile};
use switchhook_agi::proto::CloseReason;
use switchhook_agi::server::{Incident, Router};
use switchhook_agi::{Call, CallError};
use tokio::sync::mpsc;

const CHANNEL: &str = "PJSIP/100-00000001";

/// What was reported, in order.
fn reports() -> (Config, Arc<Mutex<Vec<Incident>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let reports = Arc::clone(&told);
    let config = Config::default().on_report(move |report| {
        reports.lock().unwrap().push(report.incident.clone());
    });
    (config, told)
}

#[tokio::test]
async fn a_call_is_routed_by_its_first_argument_and_sent_back_to_the_dialplan() {
    let (client, mut asterisk) = connected().await;
    let router = Router::new()
        .route("/ivr/{menu}", |call: Call| async move {
            assert_eq!(call.parameter("menu"), Some("main"));
            assert_eq!(call.url().query("lang").as_deref(), Some("fr"));
            assert_eq!(
                call.environment().argument(2).as_deref(),
                Some("second, with comma")
            );
            call.answer().await?;
            let value = call.variable("NAME").await?;
            call.set_variable("RESULT", value.unwrap_or_default().as_bytes())
                .await
        })
        .unwrap();
    let agi = AsyncAgi::start(&client, Config::default(), router);
    asterisk
        .start(CHANNEL, &["/ivr/main?lang=fr", "second, with comma"])
        .await;
    for (command, reply) in [
        ("ANSWER", "200 result=0\n"),
        ("GET VARIABLE \"NAME\"", "200 result=1 (Zoé (\"x\") %41)\n"),
        (
            "SET VARIABLE \"RESULT\" \"Zoé (\\\"x\\\") %41\"",
            "200 result=1\n",
        ),
        ("ASYNCAGI BREAK", "200 result=0\n"),
    ] {
        assert_eq!(asterisk.command(CHANNEL, reply).await, command);
    }
    asterisk.end(CHANNEL).await;
    let stats = agi.shutdown(Duration::from_secs(10)).await;
    assert_eq!((stats.begun, stats.completed, stats.running), (1, 1, 0));
}

#[tokio::test]
async fn before_asterisk_12_one_event_tells_all_three() {
    let (client, mut asterisk) = connected().await;
    asterisk.is_old = true;
    let agi = AsyncAgi::start(&client, Config::default(), |call: Call| async move {
        assert_eq!(call.url().path(), "/async");
        call.answer().await
    });
    asterisk.start(CHANNEL, &["menu"]).await;
    assert_eq!(asterisk.command(CHANNEL, "200 result=0\n").await, "ANSWER");
    assert_eq!(
        asterisk.command(CHANNEL, "200 result=0\n").await,
        "ASYNCAGI BREAK"
    );
    asterisk.end(CHANNEL).await;
    assert_eq!(agi.shutdown(Duration::from_secs(10)).await.completed, 1);
}

#[tokio::test]
async fn a_handler_that_fails_makes_the_session_one_that_failed() {
    let (client, mut asterisk) = connected().await;
    let (config, told) = reports();
    let agi = AsyncAgi::start(&client, config, |call: Call| async move {
        assert!(call.is_hung_up(), "this handler panics");
        Ok::<_, CallError>(())
    });
    asterisk.start(CHANNEL, &[]).await;
    assert_eq!(
        asterisk.command(CHANNEL, "200 result=-2\n").await,
        "STREAM FILE \"switchhook-failure\" \"\""
    );
    assert_eq!(
        asterisk.command(CHANNEL, "200 result=0\n").await,
        "ASYNCAGI BREAK"
    );
    asterisk.end(CHANNEL).await;
    assert_eq!(agi.shutdown(Duration::from_secs(10)).await.panicked, 1);
    assert!(matches!(
        told.lock().unwrap()[..],
        [Incident::HandlerPanicked { .. }]
    ));
}

#[tokio::test]
async fn the_end_of_a_session_is_a_hangup() {
    let (client, mut asterisk) = connected().await;
    let (sender, mut seen) = mpsc::unbounded_channel();
    let agi = AsyncAgi::start(&client, Config::default(), move |call: Call| {
        let sender = sender.clone();
        async move {
            let played = call.send(StreamFile::new("music")).await;
            call.hung_up().await;
            let after = call.send(Noop).await;
            let _ = sender.send((played, after));
            Ok::<_, CallError>(())
        }
    });
    asterisk.start(CHANNEL, &[]).await;
    // The command ends with the call; then the session does.
    let command = asterisk.command(CHANNEL, "200 result=-1 endpos=8000\n").await;
    assert_eq!(command, "STREAM FILE \"music\" \"\"");
    asterisk.end(CHANNEL).await;
    let (played, after) = soon(seen.recv()).await.unwrap();
    assert_eq!(played, Err(CallError::HungUp));
    assert!(after.as_ref().is_err_and(CallError::is_over), "{after:?}");
    assert_eq!(agi.shutdown(Duration::from_secs(10)).await.completed, 1);
}

#[tokio::test]
async fn long_replies_are_put_together_and_cut_ones_are_errors() {
    let (client, mut asterisk) = connected().await;
    let (sender, mut seen) = mpsc::unbounded_channel();
    let agi = AsyncAgi::start(&client, Config::default(), move |call: Call| {
        let sender = sender.clone();
        async move {
            for _ in 0..3 {
                let _ = sender.send(call.send(GetFullVariable::new("${X}")).await);
            }
            Ok::<_, CallError>(())
        }
    });
    asterisk.start(CHANNEL, &[]).await;
    let long = "x".repeat(5000);
    for (value, flushes) in [(long.as_str(), 4), (&"é".repeat(1000), 2), ("short", 0)] {
        let command = asterisk
            .command(CHANNEL, &format!("200 result=1 ({value})\n"))
            .await;
        assert_eq!(command, "GET FULL VARIABLE \"${X}\"");
        for _ in 0..flushes {
            assert_eq!(asterisk.command(CHANNEL, "200 result=0\n").await, "NOOP");
        }
    }
    assert_eq!(
        asterisk.command(CHANNEL, "200 result=0\n").await,
        "ASYNCAGI BREAK"
    );
    asterisk.end(CHANNEL).await;
    assert_eq!(soon(seen.recv()).await.unwrap().unwrap().unwrap(), *long.as_str());
    match soon(seen.recv()).await.unwrap() {
        Err(CallError::Reply(ReplyError::Refused { code: 599, message })) => {
            assert!(message.contains("AsyncAGI has cut the reply"), "{message}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(soon(seen.recv()).await.unwrap().unwrap().unwrap(), *"short");
    agi.shutdown(Duration::from_secs(10)).await;
}

#[tokio::test]
async fn a_long_environment_is_put_together_and_a_cut_one_is_no_call() {
    let (client, mut asterisk) = connected().await;
    let (config, told) = reports();
    let (sender, mut seen) = mpsc::unbounded_channel();
    let agi = AsyncAgi::start(&client, config, move |call: Call| {
        let sender = sender.clone();
        async move {
            let _ = sender.send(call.environment().argument(2).unwrap_or_default().into_owned());
            Ok::<_, CallError>(())
        }
    });
    let long = "y".repeat(3000);
    asterisk.start(CHANNEL, &["/x", &long]).await;
    for _ in 0..3 {
        assert_eq!(asterisk.command(CHANNEL, "200 result=0\n").await, "NOOP");
    }
    assert_eq!(
        asterisk.command(CHANNEL, "200 result=0\n").await,
        "ASYNCAGI BREAK"
    );
    asterisk.end(CHANNEL).await;
    assert_eq!(soon(seen.recv()).await.unwrap(), long);
    asterisk.start(CHANNEL, &["/x", &"é".repeat(400)]).await;
    for command in [
        "NOOP",
        "STREAM FILE \"switchhook-failure\" \"\"",
        "ASYNCAGI BREAK",
    ] {
        assert_eq!(asterisk.command(CHANNEL, "200 result=0\n").await, command);
    }
    asterisk.end(CHANNEL).await;
    let stats = agi.shutdown(Duration::from_secs(10)).await;
    assert_eq!((stats.begun, stats.not_begun), (1, 1));
    let told = told.lock().unwrap();
    let [Incident::NotBegun { reason }] = &told[..] else {
        panic!("{told:?}")
    };
    assert!(reason.to_string().contains("cut the environment"), "{reason}");
}

#[tokio::test]
async fn what_others_asked_of_the_channel_is_no_reply_to_us() {
    let (client, mut asterisk) = connected().await;
    let (sender, mut seen) = mpsc::unbounded_channel();
    let agi = AsyncAgi::start(&client, Config::default(), move |call: Call| {
        let sender = sender.clone();
        async move {
            let _ = sender.send(call.variable("X").await);
            Ok::<_, CallError>(())
        }
    });
    asterisk.start(CHANNEL, &[]).await;
    // Queued by another manager, or left over from the last time.
    asterisk
        .result(CHANNEL, None, &encode(b"200 result=1 (not ours)\n"))
        .await;
    asterisk
        .result(CHANNEL, Some("other-1"), &encode(b"200 result=1 (not ours)\n"))
        .await;
    assert_eq!(
        asterisk.command(CHANNEL, "200 result=1 (ours)\n").await,
        "GET VARIABLE \"X\""
    );
    assert_eq!(
        asterisk.command(CHANNEL, "200 result=0\n").await,
        "ASYNCAGI BREAK"
    );
    asterisk.end(CHANNEL).await;
    assert_eq!(soon(seen.recv()).await.unwrap().unwrap().unwrap(), *"ours");
    agi.shutdown(Duration::from_secs(10)).await;
}

#[tokio::test]
async fn a_lost_connection_is_told_from_a_hangup_and_the_calls_are_released_later() {
    let (client, mut asterisk) = connected().await;
    let (sender, mut seen) = mpsc::unbounded_channel();
    let agi = AsyncAgi::start(&client, Config::default(), move |call: Call| {
        let sender = sender.clone();
        async move {
            let _ = sender.send(None);
            call.hung_up().await;
            let _ = sender.send(call.ended());
            Ok::<_, CallError>(())
        }
    });
    asterisk.start(CHANNEL, &[]).await;
    assert_eq!(soon(seen.recv()).await.unwrap(), None);
    let mut asterisk = asterisk.reconnected().await;
    match soon(seen.recv()).await.unwrap() {
        Some(CloseReason::Lost { error }) => assert!(error.contains("was lost"), "{error}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        asterisk.command(CHANNEL, "200 result=-2\n").await,
        "STREAM FILE \"switchhook-failure\" \"\""
    );
    assert_eq!(
        asterisk.command(CHANNEL, "200 result=0\n").await,
        "ASYNCAGI BREAK"
    );
    agi.shutdown(Duration::from_secs(10)).await;
}

#[tokio::test]
async fn over_the_limit_and_while_stopping_calls_are_sent_back_and_others_calls_are_left_alone() {
    let (client, mut asterisk) = connected().await;
    let (config, told) = reports();
    let config = config.max_calls(1).accepts(|call| call.url().path() != "/others");
    let agi = AsyncAgi::start(&client, config, |call: Call| async move {
        call.hung_up().await;
        Ok::<_, CallError>(())
    });
    asterisk.start("PJSIP/1", &["/others"]).await;
    asterisk.start("PJSIP/2", &["/x"]).await;
    asterisk.start("PJSIP/3", &["/x"]).await;
    for command in ["STREAM FILE \"switchhook-failure\" \"\"", "ASYNCAGI BREAK"] {
        assert_eq!(asterisk.command("PJSIP/3", "200 result=0\n").await, command);
    }
    asterisk.end("PJSIP/3").await;
    let stopping = tokio::spawn(agi.shutdown(Duration::ZERO));
    for command in ["STREAM FILE \"switchhook-failure\" \"\"", "ASYNCAGI BREAK"] {
        assert_eq!(asterisk.command("PJSIP/2", "200 result=0\n").await, command);
    }
    asterisk.end("PJSIP/2").await;
    let stats = soon(stopping).await.unwrap();
    assert_eq!((stats.begun, stats.refused), (1, 1));
    assert_eq!(told.lock().unwrap()[0], Incident::Refused { limit: 1 });
}

#[tokio::test]
async fn many_calls_share_a_connection_without_mixing() {
    const CALLS: usize = 50;
    let (client, mut asterisk) = connected().await;
    let agi = AsyncAgi::start(&client, Config::default(), |call: Call| async move {
        let id = call.environment().channel().unwrap_or_default().into_owned();
        for _ in 0..20 {
            assert_eq!(call.variable("CHANNEL").await?.unwrap_or_default(), *id.as_str());
        }
        Ok::<_, CallError>(())
    });
    for number in 0..CALLS {
        asterisk.start(&format!("PJSIP/{number}"), &[]).await;
    }
    // Answered in whatever order they are asked.
    let mut left = CALLS;
    while left > 0 {
        let Played {
            channel, command, id, ..
        } = asterisk.next().await;
        let is_last = command == "ASYNCAGI BREAK";
        let reply = if is_last {
            "200 result=0\n".to_owned()
        } else {
            format!("200 result=1 ({channel})\n")
        };
        asterisk
            .result(&channel, id.as_deref(), &encode(reply.as_bytes()))
            .await;
        if is_last {
            asterisk.end(&channel).await;
            left -= 1;
        }
    }
    let stats = agi.shutdown(Duration::from_secs(10)).await;
    assert_eq!((stats.completed, stats.failed), (CALLS as u64, 0));
}

#[tokio::test]
async fn a_line_that_ami_cannot_carry_is_refused_before_it_is_sent() {
    let (client, mut asterisk) = connected().await;
    let (sender, mut seen) = mpsc::unbounded_channel();
    let agi = AsyncAgi::start(&client, Config::default(), move |call: Call| {
        let sender = sender.clone();
        async move {
            let fits = 1013 - "SET VARIABLE \"X\" \"\"".len();
            call.set_variable("X", "v".repeat(fits)).await?;
            let _ = sender.send(call.set_variable("X", "v".repeat(fits + 1)).await);
            // Bytes that are no UTF-8 pass as they are.
            call.send(RawCommand::new("NOOP").argument(b"Ren\xe9"))
                .await
                .map(drop)
        }
    });
    asterisk.start(CHANNEL, &[]).await;
    let line = asterisk.command(CHANNEL, "200 result=1\n").await;
    assert_eq!(line.len(), 1013);
    assert_eq!(
        asterisk.next_of(CHANNEL, "200 result=0\n").await.bytes,
        b"NOOP \"Ren\xe9\""
    );
    assert_eq!(
        asterisk.command(CHANNEL, "200 result=0\n").await,
        "ASYNCAGI BREAK"
    );
    asterisk.end(CHANNEL).await;
    assert!(matches!(
        soon(seen.recv()).await.unwrap(),
        Err(CallError::Invalid(_))
    ));
    assert_eq!(agi.shutdown(Duration::from_secs(10)).await.completed, 1);
}

#[tokio::test]
async fn a_channel_that_is_gone_is_a_call_that_has_ended() {
    let (client, mut asterisk) = connected().await;
    let agi = AsyncAgi::start(&client, Config::default(), |call: Call| async move {
        let refused = call.answer().await;
        assert!(refused.as_ref().is_err_and(CallError::is_over), "{refused:?}");
        refused
    });
    asterisk.start(CHANNEL, &[]).await;
    asterisk.refuse("Channel PJSIP/100-00000001 does not exist").await;
    assert_eq!(agi.shutdown(Duration::from_secs(10)).await.completed, 1);
}
