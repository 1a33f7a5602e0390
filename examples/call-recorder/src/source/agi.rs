//! Finished calls as extension `h` reports them over FastAGI.
//!
//! The call is over, but its channel is there until this answers: it reads what there is, writes it to the queue and
//! returns, all within [`PATIENCE`]. Everything slow happens later and elsewhere.

use std::time::Duration;

use switchhook_agi::server::{Config as ServerConfig, Server};
use switchhook_agi::{Call as AgiCall, CallError};
use tracing::{error, warn};

use super::Register;
use crate::call::Call;
use crate::config::Agi;
use crate::time;

/// After this a channel is let go, whatever is missing.
const PATIENCE: Duration = Duration::from_secs(5);

/// A FastAGI server, listening.
#[derive(Debug)]
pub struct Fast {
    server: Server,
}

impl Fast {
    /// Starts to listen.
    pub async fn start(agi: &Agi, register: Register) -> Result<Self, String> {
        let mut config = ServerConfig::new(&*agi.listen)
            .max_calls(agi.max_calls)
            .environment_timeout(PATIENCE)
            .reply_timeout(PATIENCE)
            .call_timeout(PATIENCE)
            .on_report(|report| warn!(%report, "a call was not reported as it should be"));
        if agi.beyond_loopback {
            config = config.beyond_loopback();
        }
        let handler = move |call: AgiCall| {
            let register = register.clone();
            async move { take(call, &register).await }
        };
        let server = Server::start(config, handler)
            .await
            .map_err(|error| error.to_string())?;
        Ok(Self { server })
    }

    /// Where it listens.
    pub fn address(&self) -> std::net::SocketAddr {
        self.server.addr()
    }

    /// Lets the calls that are being read finish.
    pub async fn stop(self) {
        self.server.shutdown(PATIENCE).await;
    }
}

/// Why a call was not registered. The dialplan sees `AGISTATUS` `FAILURE`, and goes on.
#[derive(Debug, thiserror::Error)]
enum TakeError {
    #[error(transparent)]
    Agi(#[from] CallError),
    #[error(transparent)]
    Call(#[from] crate::call::CallError),
    #[error(transparent)]
    Queue(#[from] crate::queue::QueueError),
}

async fn take(agi: AgiCall, register: &Register) -> Result<(), TakeError> {
    let call = register.finish(read(&agi, register).await?)?;
    let unique_id = call.unique_id.clone();
    let registered = register.add(&[call], None, true).await;
    if let Err(error) = &registered {
        error!(call = unique_id, %error, "the call could not be registered; it is in Asterisk's own records");
    }
    registered?;
    Ok(())
}

async fn read(agi: &AgiCall, register: &Register) -> Result<Call, CallError> {
    let environment = agi.environment();
    let known = |text: Option<std::borrow::Cow<'_, str>>| {
        text.filter(|text| text != "unknown")
            .unwrap_or_default()
            .into_owned()
    };
    let mut call = Call {
        unique_id: known(environment.unique_id()),
        caller: known(environment.caller_id()),
        caller_name: known(environment.caller_id_name()),
        channel: known(environment.channel()),
        account: known(environment.account_code()),
        ..Call::default()
    };
    let text = async |name: &str| -> Result<String, CallError> {
        let value = agi.variable(name).await?;
        Ok(value
            .map(|value| value.to_string_lossy().into_owned())
            .unwrap_or_default())
    };
    let number = async |name: &str| Ok::<u64, CallError>(text(name).await?.trim().parse().unwrap_or(0));
    let or = |value: String, instead: &mut String| {
        if !value.is_empty() {
            *instead = value;
        }
    };
    or(text("CDR(src)").await?, &mut call.caller);
    call.linked_id = text("CHANNEL(linkedid)").await?;
    call.called = text("CDR(dst)").await?;
    call.context = text("CDR(dcontext)").await?;
    call.called_channel = text("CDR(dstchannel)").await?;
    call.user_field = text("CDR(userfield)").await?;
    call.disposition = text("CDR(disposition)").await?;
    call.application = text("CDR(lastapp)").await?;
    call.duration = number("CDR(duration)").await?;
    call.talk = number("CDR(billsec)").await?;
    call.dial_status = text("DIALSTATUS").await?;
    call.recorded_to = text("MIXMONITOR_FILENAME").await?;
    // Seconds since 1970: no zone can be wrong.
    let start = time::moment(&text("CDR(start,u)").await?, register.zone);
    let answer = time::moment(&text("CDR(answer,u)").await?, register.zone);
    // Without `endbeforehexten = yes` the record has not ended yet.
    let end = time::moment(&text("CDR(end,u)").await?, register.zone);
    let end = end.or_else(|| {
        // Whoever connects may say any number.
        let lasted = chrono::Duration::try_seconds(i64::try_from(call.duration).ok()?)?;
        start?.checked_add_signed(lasted)
    });
    (call.start, call.answer, call.end) = (time::text(start), time::text(answer), time::text(end));
    Ok(call)
}
