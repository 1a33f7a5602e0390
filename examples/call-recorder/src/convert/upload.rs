//! A converter on another machine, over HTTP: it is sent the WAV and answers with the result.

use std::path::Path;

use super::ConvertError;
use crate::config::{Convert, Secret, seconds};
use crate::deliver::{Client, Request};

/// As large a result as is read.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Where recordings are sent.
#[derive(Clone, Debug)]
pub struct Upload {
    url: String,
    token: Option<Secret>,
    client: Client,
}

impl Upload {
    /// Reads the token.
    pub fn new(url: &str, convert: &Convert) -> Result<Self, String> {
        Ok(Self {
            url: format!(
                "{url}{}format={}",
                if url.contains('?') { '&' } else { '?' },
                convert.to.extension()
            ),
            token: convert.token.as_ref().map(Secret::read).transpose()?,
            client: Client::with(seconds(convert.time_limit_seconds), LARGEST, None)?,
        })
    }

    /// Where recordings are sent.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub(super) async fn run(&self, input: &Path, output: &Path) -> Result<(), ConvertError> {
        let failed = |reason: String| ConvertError::Encoder(format!("{}: {reason}", self.url));
        let sound = tokio::fs::read(input).await.map_err(ConvertError::disk(input))?;
        let mut headers = vec![("Content-Type".to_owned(), "audio/wav".to_owned())];
        if let Some(token) = &self.token {
            headers.push(("Authorization".to_owned(), format!("Bearer {}", token.expose())));
        }
        let request = Request {
            method: "POST".to_owned(),
            url: self.url.clone(),
            headers,
            body: Some(sound),
        };
        let client = self.client.clone();
        let sent = tokio::task::spawn_blocking(move || client.send(request)).await;
        let answer = sent
            .map_err(|error| failed(error.to_string()))?
            .map_err(|error| failed(error.to_string()))?;
        if answer.status != 200 || answer.body.is_empty() {
            let said = String::from_utf8_lossy(&answer.body);
            let said: String = said.chars().take(200).collect();
            return Err(failed(format!("it answered {} {said}", answer.status)));
        }
        tokio::fs::write(output, &answer.body)
            .await
            .map_err(ConvertError::disk(output))
    }
}
