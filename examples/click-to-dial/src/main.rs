//! Click-to-dial as a service of its own: another program asks by HTTP, a telephone rings, the dialplan calls the
//! number, and the program is told what became of it. The manager account needs `read = call`, `write = originate`.
//!
//! ```sh
//! export AMI_SECRET=… CLICK_TOKEN=…
//! cargo run -p switchhook-click-to-dial -- --ami 127.0.0.1:5038 --user calls --context internal
//! curl -H "Authorization: Bearer $CLICK_TOKEN" -d src=10 -d dst=93200900 http://127.0.0.1:8090/calls
//! ```

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;
use axum::{Form, Json, Router};
use clap::Parser;
use ipnet::IpNet;
use serde::Deserialize;
use serde_json::{Value, json};
use switchhook_ami::action::{Originate, Outcome, Target};
use switchhook_ami::client::{Client, Config, SendError};
use switchhook_ami::value::{EventMask, Secret};

/// Rings a telephone, then calls a number, for programs that ask by HTTP.
#[derive(Parser)]
struct Options {
    /// Where programs ask. Use TLS in front of it when that is not this machine.
    #[arg(long, default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// Networks that may ask.
    #[arg(long = "network", default_values = ["127.0.0.0/8", "::1/128"])]
    networks: Vec<IpNet>,
    /// What programs send as `Authorization: Bearer`. At least 16 characters.
    #[arg(long, env = "CLICK_TOKEN", hide_env_values = true)]
    token: String,
    /// Asterisk's manager interface.
    #[arg(long, default_value = "127.0.0.1:5038")]
    ami: String,
    /// The manager account.
    #[arg(long)]
    user: String,
    /// Its secret; better in the environment, where `ps` does not show it.
    #[arg(long, env = "AMI_SECRET", hide_env_values = true)]
    secret: String,
    /// The dialplan context in which destinations are dialled.
    #[arg(long)]
    context: String,
    /// Put before the source to make the endpoint that rings, such as `PJSIP/1` for 10 and `PJSIP/110`.
    #[arg(long, default_value = "PJSIP/")]
    source_prefix: String,
    /// Put before the destination, such as `0` for a line.
    #[arg(long, default_value = "")]
    destination_prefix: String,
    /// How long the source rings.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=300))]
    ring_seconds: u64,
}

struct Service {
    options: Options,
    asterisk: Client,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("switchhook-click-to-dial: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: Options) -> Result<(), String> {
    if options.token.len() < 16 {
        return Err("the token is too short to be safe; take the output of `openssl rand -hex 32`".into());
    }
    let address = options.listen;
    let listen = |error| format!("cannot listen on {address}: {error}; choose another --listen");
    let listener = tokio::net::TcpListener::bind(address).await.map_err(listen)?;
    let login = Config::new(&*options.ami, &*options.user, Secret::new(&*options.secret));
    // Connects now and whenever the connection was lost; the answers to our calls are events of class call.
    let asterisk = Client::start(login.events(EventMask::CALL));
    eprintln!("POST http://{}/calls", listener.local_addr().map_err(listen)?);
    let router = Router::new()
        .route("/calls", post(call))
        .with_state(Arc::new(Service { options, asterisk }));
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) })
    .await
    .map_err(|error| format!("the server stopped: {error}"))
}

/// What a program asks for.
#[derive(Deserialize)]
struct Call {
    src: String,
    dst: String,
}

type Answer = (StatusCode, Json<Value>);

/// Answers when the source was lifted, or was not.
async fn call(
    State(service): State<Arc<Service>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Form(call): Form<Call>,
) -> Answer {
    let Options {
        networks,
        token,
        context,
        source_prefix,
        destination_prefix,
        ring_seconds,
        ..
    } = &service.options;
    let address = peer.ip().to_canonical();
    if !networks.iter().any(|network| network.contains(&address)) {
        return answer(
            StatusCode::FORBIDDEN,
            "network-not-allowed",
            "ask from a network given as --network",
        );
    }
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    if !bearer.is_some_and(|given| same(given, token.as_bytes())) {
        return answer(
            StatusCode::UNAUTHORIZED,
            "bad-token",
            "send Authorization: Bearer and the token",
        );
    }
    // Digits only: nothing here can end a line of AMI, name another channel or call two at once.
    if !is_number(&call.src) || !is_number(&call.dst) {
        return answer(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad-number",
            "send src and dst as up to 32 digits, * and #",
        );
    }
    let target = Target::extension(context, format!("{destination_prefix}{}", call.dst));
    let originate = Originate::new(format!("{source_prefix}{}", call.src), target)
        .caller_id(format!("<{}>", call.src))
        .timeout(Duration::from_secs(*ring_seconds));
    // On its own: a program that goes away does not cancel the call, nor leaves its end unheard.
    let calling = tokio::spawn(async move { service.asterisk.dial(originate).await });
    match calling.await.unwrap_or(Err(SendError::Closed)) {
        Ok(Outcome::Answered { unique_id, .. }) => {
            let id = unique_id.map(|id| id.to_string());
            (
                StatusCode::OK,
                Json(json!({ "code": "connected", "unique_id": id })),
            )
        }
        Ok(Outcome::NoAnswer) => answer(
            StatusCode::CONFLICT,
            "source-no-answer",
            "nobody lifted it; try again",
        ),
        Ok(_) => answer(
            StatusCode::CONFLICT,
            "source-unavailable",
            "it is busy, switched off or does not exist",
        ),
        Err(error @ (SendError::NotConnected | SendError::Closed | SendError::Congested { .. })) => answer(
            StatusCode::SERVICE_UNAVAILABLE,
            "pbx-unreachable",
            &error.to_string(),
        ),
        Err(error @ (SendError::OutcomeUnknown { .. } | SendError::NoCallEvents { .. })) => {
            answer(StatusCode::GATEWAY_TIMEOUT, "outcome-unknown", &error.to_string())
        }
        Err(error) => answer(StatusCode::BAD_GATEWAY, "pbx-refused", &error.to_string()),
    }
}

fn answer(status: StatusCode, code: &str, text: &str) -> Answer {
    (status, Json(json!({ "code": code, "text": text })))
}

fn is_number(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"*#".contains(&byte))
}

/// Compares without telling by its time how much was right.
fn same(given: &[u8], token: &[u8]) -> bool {
    given.len() == token.len() && given.iter().zip(token).fold(0, |found, (a, b)| found | (a ^ b)) == 0
}
