//! A portal for tests: the demo's company on a simulated PBX where nothing happens by itself, driven through the router.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use switchhook_ami::sim;
use switchhook_portal_core::live::LiveState;
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;

use crate::app::Shared;
use crate::config::Config;
use crate::demo::{self, PASSWORD};
use crate::store::Store;
use crate::{jobs, run, web};

fn router(app: &Shared) -> Router {
    let peer = std::net::SocketAddr::from(([127, 0, 0, 1], 50_000));
    web::router(app.clone()).layer(axum::Extension(ConnectInfo(peer)))
}

/// A running portal without a network port.
pub struct TestPortal {
    pub app: Shared,
    pub pbx: sim::Pbx,
    router: Router,
    stop: watch::Sender<bool>,
    _folder: TempDir,
}

impl TestPortal {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// With a configuration that the test changes first.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        // A place that logs and is met first by a test without a log would stay silent in the tests that read theirs.
        let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("test.db");
        let (mut config, pbx) = demo::prepare_quiet(&database).await.unwrap();
        change(&mut config);
        let store = Store::open(&database).await.unwrap();
        let (stop, stopping) = watch::channel(false);
        let app = run::start(config, store, None, stopping).await.unwrap();
        // A test that adds calls must not meet the first run, which looks at all of them.
        let mut jobs = jobs::start(&app);
        let _ = jobs.rated.wait_for(|runs| *runs > 0).await;
        // Nor one that adds files the first look at them.
        let _ = jobs.compared.wait_for(|looks| *looks > 0).await;
        // Nor one that schedules calls a spool that nobody watches yet.
        let mut news = app.scheduled.news.subscribe();
        if app.config.spool.folder.as_deref().is_some_and(Path::exists) {
            let _ = news.wait_for(|count| *count > 0).await;
        }
        let router = router(&app);
        Self {
            app,
            pbx,
            router,
            stop,
            _folder: folder,
        }
    }

    /// Ends what runs beside the pages, as a stopped portal does.
    pub async fn stop(&self) {
        let _ = self.stop.send(true);
        self.until("nobody follows the spool", async || {
            (!self.app.scheduled.is_followed()).then_some(())
        })
        .await;
    }

    /// The same site once more, after [`stop`](Self::stop).
    pub async fn start_again(&mut self) {
        let store = Store::open(&self.app.config.database).await.unwrap();
        let (stop, stopping) = watch::channel(false);
        self.app = run::start(self.app.config.clone(), store, None, stopping)
            .await
            .unwrap();
        jobs::start(&self.app);
        self.router = router(&self.app);
        self.stop = stop;
    }

    /// Waits until the live state is read from the PBX.
    pub async fn connected(&self) {
        self.until("the PBX is heard", async || {
            self.app.live.read(LiveState::is_current).then_some(())
        })
        .await;
    }

    /// Waits for something, ten seconds at most.
    pub async fn until<T>(&self, what: &str, mut ready: impl AsyncFnMut() -> Option<T>) -> T {
        for _ in 0..500 {
            if let Some(value) = ready().await {
                return value;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("waited ten seconds in vain until {what}");
    }

    pub async fn request(&self, request: Request<Body>) -> Page {
        let response = self.router.clone().oneshot(request).await.unwrap();
        Page::read(response).await
    }

    /// A browser that is not logged in.
    pub fn stranger(&self) -> Browser<'_> {
        Browser {
            portal: self,
            cookies: Vec::new(),
            csrf: String::new(),
        }
    }

    /// A browser in which this account is logged in.
    pub async fn log_in(&self, login: &str) -> Browser<'_> {
        let mut browser = self.stranger();
        let page = browser
            .post("/login", &[("login", login), ("password", PASSWORD)])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{login}: {}", page.body);
        browser.csrf = browser.get("/account").await.csrf();
        assert!(!browser.csrf.is_empty(), "{login} has no token");
        browser
    }
}

impl Drop for TestPortal {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
    }
}

/// Cookies and the form token, as a browser keeps them.
pub struct Browser<'p> {
    portal: &'p TestPortal,
    pub cookies: Vec<(String, String)>,
    pub csrf: String,
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Request::builder().method(Method::GET).uri(path), String::new())
            .await
    }

    pub async fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Page {
        let mut request = Request::builder().method(Method::GET).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request, String::new()).await
    }

    pub async fn head(&mut self, path: &str) -> Page {
        self.send(Request::builder().method(Method::HEAD).uri(path), String::new())
            .await
    }

    /// Posts a form of one of our pages, with its token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf.clone();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_raw(path, &all, &[("sec-fetch-site", "same-origin")])
            .await
    }

    pub async fn post_raw(&mut self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Page {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| crate::web::error::url_query(name, value))
            .collect();
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request, body.join("&")).await
    }

    /// Posts a form of one of our pages with files: field, name and content of each.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let csrf = self.csrf.clone();
        let mut body = Vec::new();
        let mut part = |head: String, content: &[u8]| {
            body.extend_from_slice(
                format!("--limit\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        };
        part("name=\"csrf\"".to_owned(), csrf.as_bytes());
        for (name, value) in fields {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (field, name, content) in files {
            part(format!("name=\"{field}\"; filename=\"{name}\""), content);
        }
        body.extend_from_slice(b"--limit--\r\n");
        self.upload_body(path, body).await
    }

    /// Posts the parts of a form, whatever they are; `limit` stands between them.
    pub async fn upload_body(&mut self, path: &str, body: impl Into<Body>) -> Page {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=limit");
        self.send(request, body).await
    }

    async fn send(&mut self, mut request: axum::http::request::Builder, body: impl Into<Body>) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let page = self.portal.request(request.body(body.into()).unwrap()).await;
        for cookie in &page.cookies {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(n, _)| n != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        page
    }
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub location: String,
    pub cookies: Vec<String>,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let texts = |name| {
            parts
                .headers
                .get_all(name)
                .iter()
                .map(|v| v.to_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let bytes = axum::body::to_bytes(body, 10_000_000).await.unwrap();
        Self {
            status: parts.status,
            location: texts(header::LOCATION).pop().unwrap_or_default(),
            cookies: texts(header::SET_COOKIE),
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The token in the page's head.
    pub fn csrf(&self) -> String {
        let (_, rest) = self
            .body
            .split_once("name=\"csrf-token\" content=\"")
            .unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    #[track_caller]
    pub fn shows(&self, text: &str) {
        assert!(
            self.body.contains(text),
            "no {text:?} in {} {}",
            self.status,
            self.body
        );
    }
}
