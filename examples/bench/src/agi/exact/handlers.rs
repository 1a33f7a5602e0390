//! What is asked, with our handlers: each prints what the program got.

use switchhook_agi::command::{GetData, Gosub, GosubEnd, RawCommand, ReplyError};
use switchhook_agi::server::Router;
use switchhook_agi::wire::Text;
use switchhook_agi::{Call, CallError};

use super::super::Result;
use super::super::serve::say;

/// With the routes `exact/…`.
pub fn routes<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Result<Router<S>> {
    Ok(router
        .route("/exact/digits", digits)?
        .route("/exact/variable", variable)?
        .route("/exact/hangup", hangup)?
        .route("/exact/gosub", gosub)?
        .route("/exact/usage", usage)?
        .route("/exact/name", name)?
        .route("/exact/backslash", backslash)?
        .route("/exact/panic", panic)?)
}

async fn digits(call: Call) -> Result<()> {
    let data = call.send(GetData::new("enter-pin").max_digits(16)).await;
    let first = got(data, |data| format!("{:?}", data.digits()));
    next(&call, first).await
}

async fn variable(call: Call) -> Result<()> {
    let first = got(call.variable("FIRST").await, value);
    next(&call, first).await
}

async fn hangup(call: Call) -> Result<()> {
    let first = got(call.variable("FIRST").await, value);
    let hung_up = if call.is_hung_up() {
        "hung up"
    } else {
        "not hung up"
    };
    next(&call, format!("{first} and {hung_up}")).await
}

async fn gosub(call: Call) -> Result<()> {
    let first = got(call.send(Gosub::new("record", "s", 1)).await, |end| match end {
        GosubEnd::Returned => "done".to_owned(),
        other => format!("{other:?}"),
    });
    next(&call, first).await
}

async fn usage(call: Call) -> Result<()> {
    let raw = RawCommand::new("SAY DIGITS").argument("*#").argument("");
    let first = match call.send(raw).await {
        Err(CallError::Reply(ReplyError::Usage { .. })) => "refused".to_owned(),
        other => format!("{other:?}"),
    };
    next(&call, first).await
}

async fn name(call: Call) -> Result<()> {
    let name = call.environment().caller_id_name().unwrap_or_default();
    next(&call, format!("{name:?}")).await
}

async fn backslash(call: Call) -> Result<()> {
    call.set_variable("PATH", r"C:\new").await?;
    say("sent")
}

async fn panic(_: Call) -> Result<()> {
    panic!("as told")
}

async fn next(call: &Call, first: String) -> Result<()> {
    let then = got(call.variable("NEXT").await, value);
    say(&format!("{first}, then {then}"))
}

fn value(value: Option<Text>) -> String {
    value.map_or_else(
        || "none".to_owned(),
        |value| format!("{:?}", value.to_string_lossy()),
    )
}

fn got<T>(answer: std::result::Result<T, CallError>, show: impl FnOnce(T) -> String) -> String {
    answer.map_or_else(|error| format!("error: {error}"), show)
}
