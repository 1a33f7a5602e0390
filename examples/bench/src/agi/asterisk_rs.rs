//! The same handlers on asterisk-rs-agi, written as its documentation does.

use asterisk_rs_agi::error::Result as TheirResult;
use asterisk_rs_agi::response::AgiResponse;
use asterisk_rs_agi::{AgiChannel, AgiHandler, AgiRequest, AgiServer};

use super::Result;
use super::serve::{LIMIT, say};

struct Peer;

impl AgiHandler for Peer {
    async fn handle(&self, request: AgiRequest, mut channel: AgiChannel) -> TheirResult<()> {
        // It has no routes.
        match request.network_script().unwrap_or_default() {
            "commands" => {
                let count = request.get("arg_1").and_then(|text| text.parse().ok());
                for _ in 0..count.unwrap_or(0_u64) {
                    channel.noop().await?;
                }
                Ok(())
            }
            path => exact(path, &request, &mut channel).await,
        }
    }
}

/// Prints what the program got; errors are values here, so that what comes after them is seen.
async fn exact(path: &str, request: &AgiRequest, channel: &mut AgiChannel) -> TheirResult<()> {
    let first = match path {
        "exact/digits" => got(channel.get_data("enter-pin", 5000, 16).await, |reply| {
            reply.result.to_string()
        }),
        "exact/variable" => got(channel.get_variable("FIRST").await, value),
        "exact/hangup" => {
            let first = channel.get_variable("FIRST").await;
            // It has no state to ask for: a hangup is the error of a command.
            let hung_up = matches!(first, Err(asterisk_rs_agi::AgiError::ChannelHungUp));
            let hung_up = if hung_up { "hung up" } else { "not hung up" };
            format!("{} and {hung_up}", got(first, value))
        }
        "exact/gosub" => got(channel.gosub("record", "s", "1", None).await, |reply| {
            if (reply.code, reply.result) == (200, 0) {
                "done".to_owned()
            } else {
                format!("code {}, result {}", reply.code, reply.result)
            }
        }),
        "exact/usage" => match channel.send_command("SAY DIGITS *# \"\"\n").await {
            Err(asterisk_rs_agi::AgiError::CommandFailed { code: 520, .. }) => "refused".to_owned(),
            other => got(other, value),
        },
        "exact/name" => format!("{:?}", request.caller_id_name().unwrap_or_default()),
        "exact/backslash" => {
            channel.set_variable("PATH", r"C:\new").await?;
            let _ = say("sent");
            return Ok(());
        }
        _ => panic!("as told"),
    };
    let then = got(channel.get_variable("NEXT").await, value);
    let _ = say(&format!("{first}, then {then}"));
    Ok(())
}

fn value(reply: AgiResponse) -> String {
    format!("{:?}", reply.data.unwrap_or_default())
}

fn got(reply: TheirResult<AgiResponse>, show: impl FnOnce(AgiResponse) -> String) -> String {
    reply.map_or_else(|error| format!("error: {error}"), show)
}

/// Until standard input ends, or the server does.
pub async fn run() -> Result<()> {
    let builder = AgiServer::builder()
        .bind("127.0.0.1:0")
        .handler(Peer)
        .max_connections(LIMIT);
    let (server, shutdown) = builder.build().await?;
    say(&server.local_addr()?.port().to_string())?;
    let running = tokio::spawn(server.run());
    tokio::task::block_in_place(|| std::io::stdin().lines().for_each(drop));
    shutdown.shutdown();
    // That a handler panicked was seen by its callers.
    drop(running.await?);
    Ok(())
}
