//! Puts the portal together, runs it until it is told to stop, and takes it apart in order.

use std::io::{IsTerminal, Write};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, Semaphore, watch};

use crate::app::{App, Shared, stopped};
use crate::auth::throttle::{Guesses, LoginThrottle, Throttle};
use crate::client_calls::ClientCalls;
use crate::config::{Config, ConfigError, Transport};
use crate::contact_imports::ContactImports;
use crate::dialing::Dials;
use crate::directory::Directory;
use crate::finder::Finds;
use crate::forwards::Forwards;
use crate::jobs::rerating::Reratings;
use crate::live::Hub;
use crate::lock::{DatabaseLock, LockError};
use crate::log::{Event, LogError};
use crate::original::Originals;
use crate::pbx::Pbx;
use crate::provisioning::{Authority, AuthorityError, KeyError, PortalKey, Provisioning};
use crate::recordings::Recordings;
use crate::scheduled::Scheduled;
use crate::server::{Peers, Server, ServerError};
use crate::service::Reloads;
use crate::site::Sites;
use crate::store::{Link, Store, StoreError};
use crate::tariff::{Imports, InForce, Tariffs};
use crate::{demo, jobs, notify, web};

/// Why the portal could not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error(transparent)]
    Authority(#[from] AuthorityError),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Lock(#[from] LockError),
    #[error(transparent)]
    Log(#[from] LogError),
    #[error(transparent)]
    Server(#[from] ServerError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How long a one-time link works.
pub const LINK_HOURS: i64 = 24;

/// Serves until it is asked to stop.
pub async fn serve(
    mut config: Config,
    demo: Option<demo::Ready>,
    reloads: Option<Reloads>,
    asked: impl Future<Output = ()> + Send + 'static,
) -> Result<(), RunError> {
    // The port first: if it is taken, nothing else has started yet.
    let server = Server::bind(&config.web).await?;
    if demo.is_some() {
        // Which port it got is known only now.
        config.provisioning.address = server.address().map(|address| address.to_string());
    }
    let _lock = DatabaseLock::take(&config.database)?;
    let store = Store::open(&config.database).await?;
    let (stop, stopping) = watch::channel(false);
    let app = start(config, store, demo.as_ref().map(demo::Ready::shown), stopping).await?;
    let mut jobs = jobs::start(&app);
    if let Some(reloads) = reloads {
        jobs.handles.push(tokio::spawn(reload(app.clone(), reloads)));
    }
    jobs.handles.extend(demo.as_ref().map(|ready| ready.arrive(&app)));
    match &demo {
        Some(ready) => ready.announce(&server.url(), app.started),
        None => announce(&app, &server.url()).await?,
    }
    notify::ready();
    let router = web::router(app.clone());
    server
        .serve(router, async move {
            asked.await;
            tracing::info!(event = %Event::Stopping, "open requests have ten seconds");
            // Live pages would keep their connections open for ever.
            let _ = stop.send(true);
            notify::stopping();
        })
        .await?;
    for job in jobs.handles {
        // Rows in flight are written before the database closes.
        let _ = tokio::time::timeout(Duration::from_secs(5), job).await;
    }
    app.pbx.close().await;
    app.store.close().await;
    tracing::info!(event = %Event::Stopped);
    if let Some(ready) = demo {
        ready.clean_up().await;
    }
    Ok(())
}

/// Everything that runs, but for the server.
pub async fn start(
    config: Config,
    store: Store,
    demo: Option<demo::Shown>,
    stopping: watch::Receiver<bool>,
) -> Result<Shared, RunError> {
    let key = match config.provisioning.address {
        Some(_) => Some(PortalKey::load(&config.provisioning.key)?),
        None => None,
    };
    let authority = match &config.provisioning.ca {
        Some(path) => Some(Authority::read(path)?),
        None => None,
    };
    let tariff = Tariffs::load(config.tariff.clone(), config.pbx.time_zone);
    tariff.read_versions(&store).await?;
    tell_problems(&tariff.in_force());
    let site = Sites::load(&config, &store).await?;
    let pbx = Pbx::start(&config.pbx);
    pbx.set_outside_number(site.current().site.default_number.clone());
    Ok(Arc::new_cyclic(|app| App {
        authority,
        provisioning: key.and_then(|key| Provisioning::new(&config, &store, key, app.clone())),
        peers: Peers::new(&config.web),
        // The configuration was checked to name one of ours.
        default_lang: config.language.parse().unwrap_or_default(),
        pbx,
        site,
        live: Hub::new(),
        direct_numbers: RwLock::default(),
        directory: Directory::default(),
        tariff,
        activated: Notify::new(),
        reratings: Reratings::default(),
        imports: Imports::default(),
        contact_imports: ContactImports::default(),
        originals: Originals::default(),
        logins: LoginThrottle::new(),
        dials: Throttle::per_minute(config.pbx.dialing.per_minute),
        dialing: Dials::default(),
        guesses: Guesses::default(),
        requests: Throttle::per_minute(config.api.per_minute),
        client_calls: ClientCalls::default(),
        recordings: Recordings::default(),
        scheduled: Scheduled::default(),
        forwards: Forwards::default(),
        finds: Finds::default(),
        demo,
        started: Instant::now(),
        turns: Semaphore::new(2),
        stopping,
        store,
        config,
    }))
}

fn tell_problems(in_force: &InForce) {
    for problem in in_force.problems() {
        tracing::warn!(event = %Event::TariffProblem, "{problem}");
    }
}

/// SIGHUP: the log, which is opened again by now, and the tariff.
async fn reload(app: Shared, mut reloads: Reloads) {
    let mut stopping = app.stopping.clone();
    loop {
        tokio::select! {
            () = reloads.next() => {}
            () = stopped(&mut stopping) => return,
        }
        let again = app.clone();
        // Decks of a hundred thousand rows take a moment.
        if let Ok(in_force) = tokio::task::spawn_blocking(move || again.tariff.reload()).await {
            tell_problems(&in_force);
            let tariff = app.tariff.current();
            tracing::info!(event = %Event::Reloaded, tariff = tariff.name(), rows = tariff.rows());
        }
    }
}

async fn announce(app: &App, url: &str) -> Result<(), RunError> {
    tracing::info!(event = %Event::Started, url, version = env!("CARGO_PKG_VERSION"));
    if app.store.nobody_can_log_in().await? {
        tracing::warn!(
            event = %Event::SetupNeeded,
            "nobody can log in yet; `switchhook-portal invite` with the path of portal.toml prints a link for the first administrator"
        );
        // A journal or a file is read by more people, and for longer, than a terminal, and the link is a secret.
        if !std::io::stderr().is_terminal() {
            return Ok(());
        }
        let link = make_link(&app.store, Link::FirstAdministrator, &base_url(&app.config)).await?;
        let _ = writeln!(
            std::io::stderr(),
            "Nobody can log in yet. To make the first administrator, open within {LINK_HOURS} hours:\n\n    {link}\n"
        );
    }
    Ok(())
}

/// Makes a link and gives its address.
pub async fn make_link(store: &Store, link: Link, base: &str) -> Result<String, StoreError> {
    let expires = chrono::Utc::now().timestamp() + LINK_HOURS * 3600;
    let token = store.make_link(link, expires).await?;
    Ok(format!("{base}/welcome/{token}"))
}

/// Where people reach the portal.
pub fn base_url(config: &Config) -> String {
    config.web.public_url.clone().unwrap_or_else(|| {
        let scheme = if matches!(config.web.transport, Transport::Tls { .. }) {
            "https"
        } else {
            "http"
        };
        format!("{scheme}://{}", config.web.listen)
    })
}
