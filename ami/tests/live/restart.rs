//! Asterisk goes away and comes back.

use std::time::Duration;

use switchhook_ami::action::{CoreShowChannels, Ping};
use switchhook_ami::client::{Backoff, Client, Item, SendError};
use switchhook_rig::Version;

use crate::SOON;
use crate::lab::{config, started};

pub(crate) async fn the_client_comes_back_after_a_restart_of_asterisk(version: Version) {
    let mut rig = started(version);
    let backoff = Backoff::new(Duration::from_millis(100), Duration::from_millis(500));
    let client = Client::connect(config(&rig).reconnect(backoff))
        .await
        .expect("let in");
    let mut items = client.subscribe();
    for generation in 1..=3 {
        let state = tokio::time::timeout(SOON, async {
            loop {
                match items.next().await.expect("the client lives") {
                    Item::Connected(connected) => break connected,
                    Item::Event(_) | Item::Disconnected { .. } => {}
                    other => panic!("{other:?}"),
                }
            }
        });
        let connected = state.await.expect("connected again");
        assert_eq!(connected.generation, generation);
        client.send(Ping).await.expect("a pong");
        assert!(client.send(CoreShowChannels).await.expect("channels").is_empty());
        if generation == 3 {
            break;
        }
        rig.pbx.stop();
        tokio::time::timeout(SOON, async {
            while !matches!(
                items.next().await.expect("the client lives"),
                Item::Disconnected { .. }
            ) {}
        })
        .await
        .expect("the loss is told");
        let unsent = client.send(Ping).await.expect_err("nobody is there");
        assert!(
            matches!(unsent, SendError::NotConnected) && unsent.is_retryable(),
            "{unsent}"
        );
        rig.pbx.start_again().expect("it boots");
    }
    client.close().await;
}
