//! The pages: one file per screen. Each handler asks the domain before it reads or changes anything.

mod account;
mod api;
mod audit;
mod calls;
pub(crate) mod chart;
pub mod clients;
mod contacts;
mod costs;
mod departments;
mod devices;
mod dial;
mod directory;
pub mod error;
mod extract;
mod form;
mod forwards;
pub(crate) mod frame;
mod health;
mod home;
mod live;
mod login;
mod money;
mod original;
mod page;
mod people;
mod phones;
mod preferences;
mod profiles;
mod queue_statistics;
mod ranges;
mod recordings;
mod rerating;
mod retention;
mod scheduled;
pub mod site;
mod statistics;
mod tariff;
pub(crate) mod timeline;
mod unrated;
mod upload;
pub(crate) mod views;
pub mod visitor;
mod welcome;

#[cfg(test)]
pub(crate) mod call_samples;
#[cfg(test)]
mod search_tests;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};

use self::error::{ErrorMark, WebError};
use self::visitor::Visitor;
use crate::app::Shared;
use crate::assets;
use crate::provisioning::{self, Provisioning};

/// The largest form is a person's. Only a tariff is uploaded, and has a limit of its own.
const FORM_BYTES: usize = 64 * 1024;

/// Every address of the portal.
pub fn router(app: Shared) -> Router {
    let telephones = app.provisioning.as_ref().map(Provisioning::router);
    let pages = pages(app);
    match telephones {
        // Beside the pages: nothing of theirs, such as a header, tells a stranger anything there.
        Some(telephones) => pages.nest_service(provisioning::PATH, telephones),
        None => pages,
    }
}

fn pages(app: Shared) -> Router {
    Router::new()
        .route("/", get(home::show))
        .route("/login", get(login::show).post(login::log_in))
        .route("/logout", post(login::log_out))
        .route("/session/stay", post(login::stay))
        .route("/welcome/{token}", get(welcome::show).post(welcome::choose))
        .route("/preferences", post(preferences::save))
        .route("/directory", get(directory::show))
        .route("/directory.csv", get(directory::csv))
        .route(
            "/directory/contacts/new",
            get(contacts::new).post(contacts::create),
        )
        .route(
            "/directory/contacts/import",
            get(contacts::import_form)
                .post(contacts::preview)
                .layer(DefaultBodyLimit::max(upload::BODY_BYTES)),
        )
        .route("/directory/contacts/import/{token}", post(contacts::import))
        .route("/directory/contacts/export/{name}", get(contacts::export))
        .route(
            "/directory/contacts/{id}",
            get(contacts::edit).post(contacts::change),
        )
        .route("/directory/contacts/{id}/delete", post(contacts::delete))
        .route("/dial", post(dial::start))
        .route("/dial/{id}", get(dial::outcome))
        .route("/live", get(live::calls))
        .route("/live/stream", get(live::stream))
        .route("/channels", get(live::channels))
        .route("/queues", get(live::queues))
        .route("/queues/statistics", get(queue_statistics::show))
        .route("/queues/statistics.csv", get(queue_statistics::csv))
        .route("/queues/statistics/visits", get(queue_statistics::visits))
        .route("/calls", get(calls::show))
        .route("/calls.csv", get(calls::csv))
        .route("/calls/{id}", get(calls::one))
        .route("/costs", get(costs::form))
        .route("/costs/report", get(costs::report))
        .route("/costs/preview", get(costs::preview))
        .route("/costs/report.csv", get(costs::csv))
        .route("/costs/report.xlsx", get(costs::xlsx))
        .route("/costs/unrated", get(unrated::show))
        .route("/costs/unrated/again", post(unrated::again))
        .route("/tariff", get(tariff::list))
        .route(
            "/tariff/new",
            get(tariff::new)
                .post(tariff::create)
                .layer(DefaultBodyLimit::max(upload::BODY_BYTES)),
        )
        .route(
            "/tariff/import",
            get(tariff::import_form)
                .post(tariff::read_import)
                .layer(DefaultBodyLimit::max(upload::BODY_BYTES)),
        )
        .route(
            "/tariff/import/{token}",
            get(tariff::import).post(tariff::keep_import),
        )
        .route("/tariff/test", get(tariff::test))
        .route("/tariff/rates/new", get(tariff::new_rate).post(tariff::add_rate))
        .route("/tariff/rerating", get(rerating::list).post(rerating::begin))
        .route("/tariff/rerating/{id}", get(rerating::show))
        .route("/tariff/rerating/{id}/apply", post(rerating::apply))
        .route("/tariff/rerating/{id}/cancel", post(rerating::cancel))
        .route("/tariff/{id}", get(tariff::version))
        .route("/tariff/{id}/activate", post(tariff::activate))
        .route("/tariff/{id}/withdraw", post(tariff::withdraw))
        .route("/tariff/{id}/delete", post(tariff::discard))
        .route("/tariff/{id}/difference", get(tariff::difference))
        .route("/tariff/{id}/files/{place}", get(tariff::file))
        .route("/statistics", get(statistics::calls))
        .route("/statistics.csv", get(statistics::calls_csv))
        .route("/statistics/hours", get(statistics::hours))
        .route("/statistics/hours.csv", get(statistics::hours_csv))
        .route("/statistics/staffing", get(statistics::staffing::show))
        .route("/recordings", get(recordings::show))
        .route("/recordings/{id}", get(recordings::one))
        .route("/recordings/{id}/audio", get(recordings::audio))
        .route("/recordings/{id}/download", get(recordings::download))
        .route("/recordings/{id}/hold", post(recordings::hold))
        .route("/recordings/{id}/release", post(recordings::release))
        .route("/recordings/{id}/delete", post(recordings::delete))
        .route("/admin/retention", get(retention::show))
        .route("/admin/retention/purge", post(retention::purge))
        .route("/scheduled", get(scheduled::show))
        .route("/scheduled/new", get(scheduled::new).post(scheduled::create))
        .route("/scheduled/{id}", get(scheduled::edit).post(scheduled::change))
        .route("/scheduled/{id}/cancel", post(scheduled::cancel))
        .route("/forwards", get(forwards::show))
        .route("/forwards/new", get(forwards::new).post(forwards::set))
        .route("/forwards/clear", post(forwards::clear))
        .route("/account", get(account::show))
        .route("/account/password", post(account::change_password))
        .route("/account/sessions/{name}/end", post(account::end_session))
        .route("/admin/people", get(people::list))
        .route("/admin/people/new", get(people::new).post(people::create))
        .route("/admin/people/{id}", get(people::edit).post(people::change))
        .route("/admin/people/{id}/disable", post(people::disable))
        .route("/admin/people/{id}/enable", post(people::enable))
        .route("/admin/people/{id}/link", post(people::link))
        .route("/admin/profiles", get(profiles::show))
        .route("/admin/profiles/drop", post(profiles::drop))
        .route("/admin/departments", get(departments::list))
        .route(
            "/admin/departments/new",
            get(departments::new).post(departments::create),
        )
        .route(
            "/admin/departments/{id}",
            get(departments::edit).post(departments::change),
        )
        .route("/admin/departments/{id}/delete", post(departments::delete))
        .route("/admin/phones", get(phones::list))
        .route("/admin/phones/new", get(phones::new).post(phones::create))
        .route(
            "/admin/phones/search",
            get(phones::search::form).post(phones::search::search),
        )
        .route("/admin/phones/{id}/configure", post(phones::search::configure))
        .route("/admin/phones/{id}", get(phones::edit).post(phones::change))
        .route("/admin/phones/{id}/secret", post(phones::new_secret))
        .route("/admin/phones/{id}/device", post(devices::change))
        .route("/admin/phones/{id}/file", post(devices::file))
        .route("/admin/phones/{id}/delete", post(phones::delete))
        .route("/admin/phones/{id}/enrol", post(devices::lifecycle::reopen))
        .route("/admin/phones/{id}/renew", post(devices::lifecycle::renew))
        .route(
            "/admin/phones/{id}/quarantine",
            post(devices::lifecycle::quarantine),
        )
        .route("/admin/phones/{id}/release", post(devices::lifecycle::release))
        .route("/admin/phones/{id}/retire", post(devices::lifecycle::retire))
        .route("/admin/phones/{id}/resync", post(devices::lifecycle::resync))
        .route("/admin/phones/{id}/reboot", post(devices::lifecycle::reboot))
        .route("/admin/phones/{id}/pass", post(devices::lifecycle::pass))
        .route(
            "/admin/phones/{id}/pass-back",
            post(devices::lifecycle::pass_back),
        )
        .route("/admin/phones/{id}/why", get(devices::why::show))
        .route("/admin/site", get(site::show).post(site::save))
        .route(
            "/admin/import",
            get(original::form)
                .post(original::read)
                .layer(DefaultBodyLimit::max(upload::BODY_BYTES)),
        )
        .route("/admin/import/{token}", get(original::show).post(original::store))
        .route("/admin/clients", get(clients::list))
        .route("/admin/clients/new", get(clients::new).post(clients::create))
        .route("/admin/clients/{id}/revoke", post(clients::revoke))
        .route("/admin/health", get(health::show))
        .route("/admin/audit", get(audit::show))
        // `any`: what a method may do is decided there, since HEAD would else be answered like GET.
        .route(api::PATH, any(api::calls))
        .route("/api/{*rest}", any(api::not_found))
        .fallback(async || WebError::NotFound)
        .method_not_allowed_fallback(async || WebError::WrongMethod)
        .layer(middleware::from_fn(to_its_end))
        .layer(middleware::from_fn_with_state(app.clone(), error_pages))
        .layer(middleware::from_fn_with_state(app.clone(), visitor::identify))
        .route("/assets/{file}", get(assets::serve))
        .route("/healthz", get(healthz))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(middleware::map_response_with_state(app.clone(), security_headers))
        .with_state(app)
}

/// `GET /healthz`, for whatever watches the process: the portal answers, and so does its database.
async fn healthz(State(app): State<Shared>) -> Response {
    match app.store.version().await {
        Ok(_) => (StatusCode::OK, "ok\n").into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// Lets what changes something go on when the browser goes away. The server drops the work for a connection that was
/// closed, wherever it stands: half of a telephone would be in Asterisk, and nothing of it in the portal or the trail.
async fn to_its_end(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(error) => WebError::internal(error).into_response(),
    }
}

/// Turns errors into pages in the visitor's language.
async fn error_pages(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let response = next.run(request).await;
    let mark = response.extensions().get::<ErrorMark>().cloned();
    match (mark, visitor) {
        (Some(ErrorMark(error)), Some(visitor)) => page::error_page(&app, &visitor, &error),
        _ => response,
    }
}

async fn security_headers(State(app): State<Shared>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    if app.peers.encrypted() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

#[cfg(test)]
mod leaving_tests {
    use std::sync::Arc;

    use axum::body::Body;
    use axum::http::Method;
    use futures_util::FutureExt;
    use tokio::sync::{Notify, mpsc};
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn what_a_form_began_goes_on_when_the_browser_goes_away() {
        let (done, mut finished) = mpsc::unbounded_channel();
        let release = Arc::new(Notify::new());
        let handler = {
            let release = release.clone();
            async move || {
                release.notified().await;
                let _ = done.send(());
            }
        };
        let router = Router::new()
            .route("/", get(handler.clone()).post(handler))
            .layer(middleware::from_fn(to_its_end));
        for (method, goes_on) in [(Method::POST, true), (Method::GET, false)] {
            let request = Request::builder().method(&method).body(Body::empty()).unwrap();
            let mut answer = Box::pin(router.clone().oneshot(request));
            assert!((&mut answer).now_or_never().is_none());
            tokio::task::yield_now().await;
            drop(answer);
            release.notify_one();
            if goes_on {
                finished.recv().await.unwrap();
            } else {
                tokio::task::yield_now().await;
                assert!(finished.try_recv().is_err(), "{method}");
            }
        }
    }
}
