//! A server with a state, and with layers around its routes: of tower, and our own.
//!
//! `TOKEN=$(openssl rand -hex 16) cargo run -p switchhook-agi --example layers`
//!
//! In the dialplan:
//!
//! ```text
//! exten = 503,1,AGI(agi://127.0.0.1/customer?token=<the token>)
//!  same = n,GotoIf($["${AGISTATUS}" != "SUCCESS"]?unknown)
//!  same = n,NoOp(${CUSTOMER})
//! exten = 504,1,AGI(agi://127.0.0.1/advice?token=<the token>)
//! ```
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment and prints"
)]

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use switchhook_agi::call::with_state;
use switchhook_agi::command::StreamFile;
use switchhook_agi::layer::{AllowedNetworks, Token, Trace};
use switchhook_agi::server::{Config, Router};
use switchhook_agi::{Call, CallError, Handler as _, HandlerError, Server};
use tower::limit::ConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;
use tower::timeout::TimeoutLayer;

/// Who called from which number before: what would be a pool of database connections.
type Customers = Arc<HashMap<String, u32>>;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), HandlerError> {
    let token = std::env::var("TOKEN").map_err(|_| "set TOKEN to what the dialplan sends")?;
    let customers: Customers = Arc::new(HashMap::from([("100".to_owned(), 4711)]));
    let router = Router::new()
        // Nobody waits for a slow lookup.
        .route(
            "/customer",
            with_state(customer, customers).layer(TimeoutLayer::new(Duration::from_secs(2))),
        )?
        // Two advisers: a third call is refused at once, and rings elsewhere.
        .route(
            "/advice",
            advice
                .layer(ConcurrencyLimitLayer::new(2))
                .layer(LoadShedLayer::new()),
        )?
        .layer(Token::query("token", token)?)
        .layer(AllowedNetworks::new(["127.0.0.0/8", "::1"])?)
        .layer(Trace);
    let config = Config::default().on_report(|report| tracing::warn!("{report}"));
    let server = Server::start(config, router).await?;
    println!("listening on {}; Ctrl-C lets the calls end", server.addr());
    tokio::signal::ctrl_c().await?;
    server.shutdown(Duration::from_secs(30)).await;
    Ok(())
}

async fn customer(call: Call, customers: Customers) -> Result<(), HandlerError> {
    let caller = call.environment().caller_id().ok_or("the caller is anonymous")?;
    let number = customers.get(&*caller).ok_or("not a customer")?;
    tracing::info!(number, "a customer calls");
    Ok(call.set_variable("CUSTOMER", number.to_string()).await?)
}

async fn advice(call: Call) -> Result<(), CallError> {
    call.answer().await?;
    while !call.is_hung_up() {
        call.send(StreamFile::new("demo-congrats")).await?;
    }
    Ok(())
}
