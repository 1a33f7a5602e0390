//! The portal's own stylesheet, script and pictures, compiled into the binary.
//!
//! An address carries a digest of its content, so that a browser may keep a file for ever and a new version is
//! fetched at once.

use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// Every file: name, type, content.
const FILES: [(&str, &str, &[u8]); 4] = [
    (
        "app.css",
        "text/css; charset=utf-8",
        include_bytes!("../assets/app.css"),
    ),
    (
        "app.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../assets/app.js"),
    ),
    (
        "icons.svg",
        "image/svg+xml",
        include_bytes!("../assets/icons.svg"),
    ),
    (
        "favicon.svg",
        "image/svg+xml",
        include_bytes!("../assets/favicon.svg"),
    ),
];

/// A file as the server gives it.
#[derive(Debug)]
struct Asset {
    name: &'static str,
    /// `/assets/app-0123456789ab.css`.
    url: String,
    content_type: &'static str,
    bytes: &'static [u8],
}

fn all() -> &'static [Asset] {
    static ASSETS: OnceLock<Vec<Asset>> = OnceLock::new();
    ASSETS.get_or_init(|| {
        FILES
            .iter()
            .map(|&(name, content_type, bytes)| {
                let digest = Sha256::digest(bytes);
                let digest: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
                let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
                Asset {
                    name,
                    url: format!("/assets/{stem}-{digest}.{extension}"),
                    content_type,
                    bytes,
                }
            })
            .collect()
    })
}

/// The address of a file by its plain name, such as `app.css`; the plain address where there is no such file.
pub(crate) fn url(name: &str) -> &'static str {
    all()
        .iter()
        .find(|asset| asset.name == name)
        .map_or("/assets/", |asset| &asset.url)
}

/// Serves `GET /assets/{file}`.
pub(crate) async fn serve(Path(file): Path<String>) -> Response {
    let Some(asset) = all()
        .iter()
        .find(|asset| asset.url.strip_prefix("/assets/") == Some(file.as_str()))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, asset.bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_the_content_and_keeps_its_ending() {
        for (name, ending) in [("app.css", ".css"), ("app.js", ".js"), ("icons.svg", ".svg")] {
            let url = url(name);
            assert!(url.starts_with("/assets/") && url.ends_with(ending), "{url}");
            assert_eq!(url.len(), "/assets/".len() + name.len() + 13, "{url}");
        }
    }

    #[test]
    fn the_script_stays_small() {
        let script = all().iter().find(|asset| asset.name == "app.js").unwrap();
        assert!(script.bytes.len() < 25_000, "{} bytes", script.bytes.len());
    }

    #[tokio::test]
    async fn only_the_current_address_is_served_and_may_be_kept() {
        let file = url("app.css").strip_prefix("/assets/").unwrap().to_owned();
        let response = serve(Path(file)).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "text/css; charset=utf-8"
        );
        assert!(
            response.headers()[header::CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        for stale in ["app.css", "app-000000000000.css", "../Cargo.toml"] {
            assert_eq!(
                serve(Path(stale.to_owned())).await.status(),
                StatusCode::NOT_FOUND,
                "{stale}"
            );
        }
    }
}
