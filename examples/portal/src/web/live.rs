//! Calls in progress and the board of the queues, kept up to date by Server-Sent Events.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use serde::Deserialize;
use switchhook_portal_core::live::{self, CallState as Live, MemberState};
use switchhook_portal_core::{Capability, Party as Known};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::error::WebError;
use super::extract::Query;
use super::views::channels::{Channel, ChannelTable, ChannelsPage, Joined};
use super::views::common::{Direction, Party, Picture};
use super::views::directory::{OwnedPresence, PresenceFragment};
use super::views::live::{CallState, LiveCall, LiveCalls, LivePage};
use super::views::queues::{Agent, AgentState, Caller, Queue, QueueBoard, QueuesPage};
use super::visitor::{self, LoggedIn, Session, cookie};
use super::{page, rerating};
use crate::app::{App, Shared, stopped};
use crate::directory::name;
use crate::i18n::Texts;
use crate::live::presence;

/// How often the stream tells the server's clock, which is also how soon a stream ends after its session did.
const CLOCK: Duration = Duration::from_secs(5);

/// `GET /live`
pub async fn calls(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    let scope = user.scope(Capability::LiveCallsRead)?;
    let t = user.texts();
    Ok(page::ok(&LivePage {
        frame: user.frame(&app, "/live", t.live_title()),
        calls: live_calls(&app, &user.session, t),
        all: scope.is_all(),
    }))
}

/// `GET /channels`: what the calls are made of, for who may see all of them.
pub async fn channels(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    sees_all(&user)?;
    let t = user.texts();
    Ok(page::ok(&ChannelsPage {
        frame: user.frame(&app, "/live", t.channels_title()),
        channels: channel_table(&app, &user.session, t),
    }))
}

fn sees_all(session: &Session) -> Result<(), WebError> {
    if session.scope(Capability::LiveCallsRead)?.is_all() {
        Ok(())
    } else {
        Err(WebError::Forbidden)
    }
}

/// `GET /queues`
pub async fn queues(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    user.scope(Capability::QueueBoardRead)?;
    let t = user.texts();
    Ok(page::ok(&QueuesPage {
        frame: user.frame(&app, "/queues", t.queues_title()),
        board: board(&app, &user.session, t),
    }))
}

#[derive(Deserialize)]
pub struct StreamQuery {
    topic: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Calls,
    Channels,
    Queues,
    Presence,
    Rerating,
}

impl Topic {
    const ALL: [(&str, Self, Capability); 5] = [
        ("calls", Self::Calls, Capability::LiveCallsRead),
        ("channels", Self::Channels, Capability::LiveCallsRead),
        ("queues", Self::Queues, Capability::QueueBoardRead),
        ("presence", Self::Presence, Capability::DirectoryRead),
        ("rerating", Self::Rerating, Capability::TariffManage),
    ];
}

/// `GET /live/stream?topic=calls,queues,presence`: each event carries the HTML of its topic. Ends with the session.
pub async fn stream(
    State(app): State<Shared>,
    user: LoggedIn,
    headers: HeaderMap,
    Query(query): Query<StreamQuery>,
) -> Result<Response, WebError> {
    let mut topics = Vec::new();
    for name in query.topic.split(',') {
        let (_, topic, capability) = Topic::ALL
            .into_iter()
            .find(|(n, ..)| *n == name)
            .ok_or(WebError::BadRequest)?;
        user.scope(capability)?;
        if topic == Topic::Channels {
            sees_all(&user)?;
        }
        // Named a thousand times, a topic is still sent once.
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    let token = cookie(&headers, app.session_cookie())
        .unwrap_or_default()
        .to_owned();
    let (sender, receiver) = mpsc::channel(8);
    tokio::spawn(feed(app, user, token, topics, sender));
    let events: std::pin::Pin<Box<dyn Stream<Item = Result<Event, Infallible>> + Send>> =
        Box::pin(ReceiverStream::new(receiver));
    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
        .into_response();
    // Proxies must pass events on at once.
    response
        .headers_mut()
        .insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(response)
}

async fn feed(
    app: Shared,
    user: LoggedIn,
    token: String,
    topics: Vec<Topic>,
    sender: mpsc::Sender<Result<Event, Infallible>>,
) {
    let mut versions = app.live.versions();
    let mut reratings = app.reratings.subscribe();
    let mut stopping = app.stopping.clone();
    let mut clock = tokio::time::interval(CLOCK);
    let mut sent: Vec<Option<u64>> = vec![None; topics.len()];
    let mut session = user.session.clone();
    let t = user.texts();
    loop {
        let seen = *versions.borrow_and_update();
        let (rerated, _) = *reratings.borrow_and_update();
        for (topic, sent) in topics.iter().zip(&mut sent) {
            let (name, version) = match topic {
                Topic::Calls => ("calls", seen.calls),
                Topic::Channels => ("channels", seen.channels),
                Topic::Queues => ("queues", seen.queues),
                Topic::Presence => ("presence", seen.devices),
                Topic::Rerating => ("rerating", rerated),
            };
            if *sent != Some(version) {
                *sent = Some(version);
                let html = match topic {
                    Topic::Calls => askama::Template::render(&live_calls(&app, &session, t)),
                    Topic::Channels => askama::Template::render(&channel_table(&app, &session, t)),
                    Topic::Queues => askama::Template::render(&board(&app, &session, t)),
                    Topic::Presence => askama::Template::render(&presences(&app, t)),
                    Topic::Rerating => askama::Template::render(&rerating::live(&app, t)),
                };
                let Ok(html) = html else { return };
                if sender
                    .send(Ok(Event::default()
                        .event(name)
                        .id(version.to_string())
                        .data(html)))
                    .await
                    .is_err()
                {
                    return;
                }
            }
        }
        tokio::select! {
            changed = versions.changed() => if changed.is_err() {
                return;
            },
            changed = reratings.changed() => if changed.is_err() {
                return;
            },
            _ = clock.tick() => {
                let now = Utc::now().timestamp_millis().to_string();
                if sender.send(Ok(Event::default().event("clock").data(now))).await.is_err() {
                    return;
                }
                // Rights and sessions change while a page is open.
                match visitor::session(&app, &token, session.address, true).await {
                    Ok(Some(fresh)) => {
                        if fresh.subject != session.subject {
                            // Other rights see something else, also where nothing else changes.
                            sent.fill(None);
                        }
                        session = fresh.into();
                    }
                    _ => return,
                }
                let allowed = |topic: &Topic| {
                    Topic::ALL.iter().any(|(_, t, capability)| t == topic && session.may(*capability))
                };
                let blind = topics.contains(&Topic::Channels) && sees_all(&session).is_err();
                if blind || !topics.iter().all(allowed) {
                    return;
                }
            }
            _ = sender.closed() => return,
            () = stopped(&mut stopping) => return,
        }
    }
}

fn picture(app: &App) -> Picture {
    Picture {
        current: app.live.read(live::LiveState::is_current),
        now_ms: Utc::now().timestamp_millis(),
    }
}

fn live_calls(app: &App, session: &Session, t: Texts) -> LiveCalls {
    let index = app.live.index();
    let mut calls = app.live.read(|state| state.calls_for(&session.subject, &index));
    if let Some(directory) = app.directory.now() {
        for call in &mut calls {
            name(&directory, &session.subject, t, &mut call.caller);
            name(&directory, &session.subject, t, &mut call.called);
        }
    }
    LiveCalls {
        t,
        picture: picture(app),
        calls: calls.into_iter().map(live_call).collect(),
    }
}

fn channel_table(app: &App, session: &Session, t: Texts) -> ChannelTable {
    let index = app.live.index();
    let bridges = app.live.read(|state| state.bridges_for(&session.subject, &index));
    let row = |channel: live::LiveChannel| Channel {
        id: channel.id,
        name: channel.name,
        state: channel.state,
        party: party(channel.party),
        connected: party(channel.connected),
        application: channel.application,
        since_ms: channel.created.timestamp_millis(),
    };
    let joined = |bridge: live::LiveBridge| Joined {
        id: bridge.id,
        kind: bridge.kind,
        channels: bridge.channels.into_iter().map(row).collect(),
    };
    ChannelTable {
        t,
        picture: picture(app),
        bridges: bridges.into_iter().map(joined).collect(),
    }
}

fn live_call(call: live::LiveCall) -> LiveCall {
    let direction = match (call.caller.is_inside(), call.called.is_inside()) {
        (false, _) => Direction::In,
        (true, false) if call.called.number.chars().count() > 4 => Direction::Out,
        (true, _) => Direction::Internal,
    };
    let (state, queue) = match &call.state {
        Live::Waiting { queue } => (CallState::Waiting, queue.clone()),
        Live::Talking => (CallState::Talking, String::new()),
        Live::InService { .. } => (CallState::Service, String::new()),
        Live::OnHold => (CallState::Held, String::new()),
        _ => (CallState::Ringing, String::new()),
    };
    LiveCall {
        id: call.id,
        direction,
        from: party(call.caller),
        to: party(call.called),
        state,
        queue,
        since_ms: call.since.timestamp_millis(),
    }
}

fn party(known: Known) -> Party {
    Party {
        name: known.name,
        number: known.number,
    }
}

fn board(app: &App, session: &Session, t: Texts) -> QueueBoard {
    let index = app.live.index();
    let queues = app.live.read(|state| state.queues_for(&session.subject, &index));
    QueueBoard {
        t,
        picture: picture(app),
        queues: queues.into_iter().map(queue).collect(),
    }
}

fn queue(queue: live::LiveQueue) -> Queue {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let since = |at: DateTime<Utc>| at.timestamp_millis();
    Queue {
        label: queue.name.clone(),
        name: queue.name,
        answered: count(queue.completed),
        abandoned: count(queue.abandoned),
        callers: queue
            .waiting
            .into_iter()
            .map(|caller| Caller {
                position: caller.position.into(),
                since_ms: since(caller.since),
                party: Party {
                    name: caller.name,
                    number: caller.number,
                },
            })
            .collect(),
        agents: queue
            .members
            .into_iter()
            .map(|member| Agent {
                name: member.name,
                extension: member.party.map(|p| p.number).unwrap_or_default(),
                state: match member.state {
                    MemberState::Available => AgentState::Free,
                    MemberState::Ringing => AgentState::Ringing,
                    MemberState::InCall | MemberState::OnHold => AgentState::Busy,
                    MemberState::Paused => AgentState::Paused,
                    MemberState::Unavailable | MemberState::Unknown => AgentState::Unavailable,
                },
                reason: member.pause.map(|pause| pause.reason).unwrap_or_default(),
                since_ms: member.since.map(since),
                calls_taken: count(member.calls_taken),
            })
            .collect(),
    }
}

/// The badges of all telephones that are in the directory.
fn presences(app: &App, t: Texts) -> PresenceFragment {
    let (index, presences) = (app.live.index(), app.live.presences());
    let mut changed: Vec<OwnedPresence> = presences
        .iter()
        .filter_map(|(endpoint, device)| {
            let party = index.by_endpoint(endpoint)?;
            Some(OwnedPresence {
                extension: party.number.clone(),
                presence: presence::shown(Some(*device)),
            })
        })
        .collect();
    changed.sort_by(|a, b| a.extension.cmp(&b.extension));
    PresenceFragment { t, changed }
}

#[cfg(test)]
mod tests;
