// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn sorcery_memory_cache_expire() {
    let least = SorceryMemoryCacheExpire::new("some text");
    let full = SorceryMemoryCacheExpire::new("some text");
    assert_encodes(
        &least,
        "SorceryMemoryCacheExpire",
        "system",
        &["Cache: some text"],
    );
    assert_encodes(&full, "SorceryMemoryCacheExpire", "system", &["Cache: some text"]);
    assert_simple(&least);
}

#[test]
fn sorcery_memory_cache_expire_object() {
    let least = SorceryMemoryCacheExpireObject::new("some text", "some text");
    let full = SorceryMemoryCacheExpireObject::new("some text", "some text");
    assert_encodes(
        &least,
        "SorceryMemoryCacheExpireObject",
        "system",
        &["Cache: some text", "Object: some text"],
    );
    assert_encodes(
        &full,
        "SorceryMemoryCacheExpireObject",
        "system",
        &["Cache: some text", "Object: some text"],
    );
    assert_simple(&least);
}

#[test]
fn sorcery_memory_cache_populate() {
    let least = SorceryMemoryCachePopulate::new("some text");
    let full = SorceryMemoryCachePopulate::new("some text");
    assert_encodes(
        &least,
        "SorceryMemoryCachePopulate",
        "system",
        &["Cache: some text"],
    );
    assert_encodes(
        &full,
        "SorceryMemoryCachePopulate",
        "system",
        &["Cache: some text"],
    );
    assert_simple(&least);
}

#[test]
fn sorcery_memory_cache_stale() {
    let least = SorceryMemoryCacheStale::new("some text");
    let full = SorceryMemoryCacheStale::new("some text");
    assert_encodes(&least, "SorceryMemoryCacheStale", "system", &["Cache: some text"]);
    assert_encodes(&full, "SorceryMemoryCacheStale", "system", &["Cache: some text"]);
    assert_simple(&least);
}

#[test]
fn sorcery_memory_cache_stale_object() {
    let least = SorceryMemoryCacheStaleObject::new("some text", "some text");
    let full = SorceryMemoryCacheStaleObject::new("some text", "some text").reload(true);
    assert_encodes(
        &least,
        "SorceryMemoryCacheStaleObject",
        "system",
        &["Cache: some text", "Object: some text"],
    );
    assert_encodes(
        &full,
        "SorceryMemoryCacheStaleObject",
        "system",
        &["Cache: some text", "Object: some text", "Reload: true"],
    );
    assert_simple(&least);
}
