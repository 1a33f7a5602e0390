//! Parts of an address, refused with a page of ours rather than with a line of text.

use axum::extract::{FromRequestParts, Path as AnyPath, Query as AnyQuery};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::error::WebError;
use crate::app::Shared;

/// The variable parts of a path. What does not fit is an address that does not exist.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Shared> for Path<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Self, WebError> {
        let path = AnyPath::<T>::from_request_parts(parts, state).await;
        path.map(|AnyPath(value)| Self(value))
            .map_err(|_| WebError::NotFound)
    }
}

/// What follows the `?`.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Shared> for Query<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Self, WebError> {
        let query = AnyQuery::<T>::from_request_parts(parts, state).await;
        query
            .map(|AnyQuery(value)| Self(value))
            .map_err(|_| WebError::BadRequest)
    }
}
