//! What is typed into searches and filters.

use axum::http::StatusCode;

use crate::testing::TestPortal;
use crate::web::call_samples::add_call;

#[tokio::test]
async fn what_is_searched_for_is_a_text_and_never_code_or_a_part_of_a_query() {
    let portal = TestPortal::start().await;
    add_call(&portal.app.store, "221", "272410", "2026-11-02T10:00:00Z").await;
    let mut browser = portal.log_in("admin").await;
    let pages = [
        ("/calls", "number"),
        ("/admin/phones", "q"),
        ("/admin/people", "q"),
        ("/directory", "q"),
        ("/directory", "last_name"),
        ("/admin/audit", "q"),
    ];
    for (page, field) in pages {
        let whole = browser.get(page).await;
        assert_eq!(whole.status, StatusCode::OK, "{page}");
        let all = rows(&whole.body);
        assert!(all > 0, "{page}");
        for typed in [
            "' OR '1'='1",
            "1 OR 1=1 --",
            "%",
            "_",
            "\"; DROP TABLE person; --",
            "{{ 7*7 }}",
            "__import__('os').listdir('/')",
            "\\",
        ] {
            let asked = format!("{page}?{}", crate::web::error::url_query(field, typed));
            let found = browser.get(&asked).await;
            let refused = found.status == StatusCode::UNPROCESSABLE_ENTITY;
            assert!(
                refused || found.status == StatusCode::OK,
                "{asked}: {}",
                found.status
            );
            assert!(refused || rows(&found.body) == 0, "{asked} finds something");
        }
        // Everything is still there.
        assert!(rows(&browser.get(page).await.body) >= all, "{page}");
    }
}

/// Rows of the table of results.
fn rows(page: &str) -> usize {
    let table = page.split_once("<tbody").map_or("", |(_, table)| table);
    table.matches("<tr").count()
}
