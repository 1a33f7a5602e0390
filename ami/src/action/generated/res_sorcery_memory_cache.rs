// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::{Action, Reply, ReplyError};
use crate::wire::HeaderWriter;

/// Drops all objects of a cache.
///
/// The account needs write class system. Part of `res_sorcery_memory_cache` (Asterisk `res/res_sorcery_memory_cache.c`) since 13.5.0.
///
/// ```
/// use switchhook_ami::action::{SorceryMemoryCacheExpire, Request};
/// assert!(Request::new(&SorceryMemoryCacheExpire::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SorceryMemoryCacheExpire {
    cache: String,
}

impl SorceryMemoryCacheExpire {
    /// What Asterisk cannot do without:
    ///
    /// - `Cache`: The cache.
    pub fn new(cache: impl Into<String>) -> Self {
        Self { cache: cache.into() }
    }
}

impl Action for SorceryMemoryCacheExpire {
    type Response = ();

    fn name(&self) -> &str {
        "SorceryMemoryCacheExpire"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Cache", &self.cache);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Drops one object of a cache.
///
/// The account needs write class system. Part of `res_sorcery_memory_cache` (Asterisk `res/res_sorcery_memory_cache.c`) since 13.5.0.
///
/// ```
/// use switchhook_ami::action::{SorceryMemoryCacheExpireObject, Request};
/// assert!(Request::new(&SorceryMemoryCacheExpireObject::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SorceryMemoryCacheExpireObject {
    cache: String,
    object: String,
}

impl SorceryMemoryCacheExpireObject {
    /// What Asterisk cannot do without:
    ///
    /// - `Cache`: The cache.
    /// - `Object`: The object.
    pub fn new(cache: impl Into<String>, object: impl Into<String>) -> Self {
        Self {
            cache: cache.into(),
            object: object.into(),
        }
    }
}

impl Action for SorceryMemoryCacheExpireObject {
    type Response = ();

    fn name(&self) -> &str {
        "SorceryMemoryCacheExpireObject"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Cache", &self.cache)
            .header("Object", &self.object);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Fills a cache with all objects.
///
/// The account needs write class system. Part of `res_sorcery_memory_cache` (Asterisk `res/res_sorcery_memory_cache.c`) since 13.7.0.
///
/// ```
/// use switchhook_ami::action::{SorceryMemoryCachePopulate, Request};
/// assert!(Request::new(&SorceryMemoryCachePopulate::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SorceryMemoryCachePopulate {
    cache: String,
}

impl SorceryMemoryCachePopulate {
    /// What Asterisk cannot do without:
    ///
    /// - `Cache`: The cache.
    pub fn new(cache: impl Into<String>) -> Self {
        Self { cache: cache.into() }
    }
}

impl Action for SorceryMemoryCachePopulate {
    type Response = ();

    fn name(&self) -> &str {
        "SorceryMemoryCachePopulate"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Cache", &self.cache);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Marks all objects of a cache as stale.
///
/// The account needs write class system. Part of `res_sorcery_memory_cache` (Asterisk `res/res_sorcery_memory_cache.c`) since 13.5.0.
///
/// ```
/// use switchhook_ami::action::{SorceryMemoryCacheStale, Request};
/// assert!(Request::new(&SorceryMemoryCacheStale::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SorceryMemoryCacheStale {
    cache: String,
}

impl SorceryMemoryCacheStale {
    /// What Asterisk cannot do without:
    ///
    /// - `Cache`: The cache.
    pub fn new(cache: impl Into<String>) -> Self {
        Self { cache: cache.into() }
    }
}

impl Action for SorceryMemoryCacheStale {
    type Response = ();

    fn name(&self) -> &str {
        "SorceryMemoryCacheStale"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Cache", &self.cache);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Marks one object of a cache as stale.
///
/// The account needs write class system. Part of `res_sorcery_memory_cache` (Asterisk `res/res_sorcery_memory_cache.c`) since 13.5.0.
///
/// ```
/// use switchhook_ami::action::{SorceryMemoryCacheStaleObject, Request};
/// assert!(Request::new(&SorceryMemoryCacheStaleObject::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SorceryMemoryCacheStaleObject {
    cache: String,
    object: String,
    reload: Option<bool>,
}

impl SorceryMemoryCacheStaleObject {
    /// What Asterisk cannot do without:
    ///
    /// - `Cache`: The cache.
    /// - `Object`: The object.
    pub fn new(cache: impl Into<String>, object: impl Into<String>) -> Self {
        Self {
            cache: cache.into(),
            object: object.into(),
            reload: None,
        }
    }

    /// `Reload`: Whether the object is read again at once. Default: no.
    pub fn reload(mut self, reload: bool) -> Self {
        self.reload = Some(reload);
        self
    }
}

impl Action for SorceryMemoryCacheStaleObject {
    type Response = ();

    fn name(&self) -> &str {
        "SorceryMemoryCacheStaleObject"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Cache", &self.cache)
            .header("Object", &self.object)
            .optional(
                "Reload",
                self.reload.map(|value| if value { "true" } else { "false" }),
            );
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
