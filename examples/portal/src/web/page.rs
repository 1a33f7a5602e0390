//! The frame of a page, filled from the request.

use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use switchhook_portal_core::menu::{self, Entry, Group};
use switchhook_portal_core::rights::{Profiles, QueueProfile, Scopes};
use switchhook_portal_core::{Capability, FieldError, Problem, Profile, Scope};

use super::error::{WebError, url_query};
use super::frame::{Csrf, Flash, FlashKind, Frame, MenuEntry, MenuGroup, UserBadge};
use super::views::common::Errors;
use super::visitor::{LoggedIn, Visitor};
use crate::app::App;
use crate::dialing::DialState;
use crate::i18n::Texts;
use crate::tariff::Tariff;

impl Visitor {
    pub fn texts(&self) -> Texts {
        Texts::new(self.lang)
    }

    /// The frame of a page at `here` (path and query).
    pub fn frame(&self, app: &App, here: &str, title: impl Into<String>) -> Frame {
        let t = self.texts();
        let mut frame = Frame::new(self.lang, title);
        frame.theme = self.theme;
        frame.folded = self.folded;
        frame.demo = app.demo.is_some();
        here.clone_into(&mut frame.here);
        let Some(session) = &self.session else {
            return frame;
        };
        frame.user = Some(UserBadge {
            name: session.person.display_name(),
        });
        frame.csrf = Csrf::new(session.csrf.clone());
        frame.idle_seconds = u32::try_from(app.config.session.idle.as_secs()).ok();
        let path = here.split('?').next().unwrap_or(here);
        frame.menu = menu::menu_for(&session.subject)
            .into_iter()
            .map(|(group, entries)| MenuGroup {
                title: group_title(t, group),
                entries: entries
                    .into_iter()
                    .map(|entry| menu_entry(t, entry, path))
                    .collect(),
            })
            .collect();
        frame.may_schedule = app.config.spool.folder.is_some()
            && session.may(Capability::CallSchedule)
            && session.may(Capability::CallOriginate);
        frame.pbx_notice = app.pbx.notice().map(|since| {
            let since = t.date_time(app.local(since));
            t.pbx_unreachable(&app.config.pbx.name, &since)
        });
        if let Some(code) = part_of(here, "notice") {
            frame.flash.extend(notice(t, code));
        }
        // Without the script, the page tells how the call of the last click does.
        if let Some(progress) =
            part_of(here, "dial").and_then(|id| app.dialing.progress(session.person.id, id))
        {
            let kind = match progress.state {
                DialState::Ringing => FlashKind::Info,
                DialState::Connected => FlashKind::Success,
                _ => FlashKind::Error,
            };
            frame.flash.push(Flash {
                kind,
                text: progress.text(t),
            });
        }
        frame
    }
}

impl LoggedIn {
    pub fn frame(&self, app: &App, here: &str, title: impl Into<String>) -> Frame {
        self.visitor.frame(app, here, title)
    }

    pub fn texts(&self) -> Texts {
        self.visitor.texts()
    }
}

/// A part of an address's query, as sent.
fn part_of<'a>(here: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = here.split_once('?')?;
    query
        .split('&')
        .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
}

fn group_title(t: Texts, group: Group) -> String {
    match group {
        Group::MyTelephony => t.menu_telephony(),
        Group::CallGroups => t.menu_queues(),
        Group::Administration => t.menu_admin(),
    }
}

/// The name of a page in the menu.
pub fn entry_label(t: Texts, entry: &Entry) -> String {
    label_and_icon(t, entry).0
}

fn label_and_icon(t: Texts, entry: &Entry) -> (String, &'static str) {
    match entry.path {
        "/directory" => (t.directory_title(), "book"),
        "/calls" => (t.calls_title(), "log"),
        "/costs" => (t.costs_title(), "money"),
        "/scheduled" => (t.scheduled_title(), "clock"),
        "/forwards" => (t.forwards_title(), "arrow-out"),
        "/account" => (t.account_title(), "person"),
        "/live" => (t.live_title(), "live"),
        "/queues" => (t.queues_title(), "queue"),
        "/queues/statistics" => (t.qs_title(), "log"),
        "/statistics" => (t.statistics_title(), "chart"),
        "/recordings" => (t.recordings_title(), "mic"),
        "/admin/retention" => (t.retention_title(), "clock"),
        "/admin/phones" => (t.phones_title(), "phone"),
        "/admin/site" => (t.site_title(), "settings"),
        "/admin/people" => (t.people_title(), "people"),
        "/admin/departments" => (t.departments_title(), "building"),
        "/admin/profiles" => (t.profiles(), "shield"),
        "/admin/clients" => (t.clients_title(), "lock"),
        "/tariff" => (t.tariff_title(), "money"),
        "/costs/unrated" => (t.unrated_title(), "question"),
        "/admin/health" => (t.health_title(), "heart"),
        "/admin/audit" => (t.audit_title(), "shield"),
        other => (other.to_owned(), "info"),
    }
}

fn menu_entry(t: Texts, entry: &Entry, here: &str) -> MenuEntry {
    let (label, icon) = label_and_icon(t, entry);
    let below = here
        .strip_prefix(entry.path)
        .is_some_and(|rest| rest.starts_with('/'));
    // `/costs/unrated` is an entry of its own, not a page below `/costs`.
    let other_entry = menu::ENTRIES
        .iter()
        .any(|e| e.path == here && e.path != entry.path);
    MenuEntry {
        href: entry.path.to_owned(),
        label,
        icon,
        current: here == entry.path || below && !other_entry,
    }
}

/// What the last request did, by the code that the redirect carries. Unknown codes show nothing.
fn notice(t: Texts, code: &str) -> Option<Flash> {
    let (kind, text) = match code {
        "saved" => (FlashKind::Success, t.notice_saved()),
        "deleted" => (FlashKind::Success, t.notice_deleted()),
        "password-changed" => (FlashKind::Success, t.notice_password_changed()),
        "session-ended" => (FlashKind::Success, t.notice_session_ended()),
        "rated-again" => (FlashKind::Success, t.notice_rated_again()),
        "tariff-kept" => (FlashKind::Success, t.notice_tariff_kept()),
        "tariff-activated" => (FlashKind::Success, t.notice_tariff_activated()),
        "tariff-withdrawn" => (FlashKind::Success, t.notice_tariff_withdrawn()),
        "device-told" => (FlashKind::Success, t.notice_device_told()),
        "device-state" => (FlashKind::Error, t.notice_device_state()),
        "found-gone" => (FlashKind::Error, t.notice_found_gone()),
        "original-gone" => (FlashKind::Error, t.notice_original_gone()),
        "import-gone" => (FlashKind::Error, t.notice_import_gone()),
        "contacts-imported" => (FlashKind::Success, t.notice_contacts_imported()),
        "tariff-state" => (FlashKind::Error, t.notice_tariff_state()),
        "rerating-applied" => (FlashKind::Success, t.notice_rerating_applied()),
        "rerating-cancelled" => (FlashKind::Success, t.notice_rerating_cancelled()),
        "rerating-over" => (FlashKind::Info, t.notice_rerating_over()),
        "rerating-outdated" => (FlashKind::Error, t.notice_rerating_outdated()),
        "recording-held" => (FlashKind::Success, t.notice_recording_held()),
        "recording-released" => (FlashKind::Success, t.notice_recording_released()),
        "recording-deleted" => (FlashKind::Success, t.notice_recording_deleted()),
        "recording-is-held" => (FlashKind::Error, t.notice_recording_is_held()),
        "purged" => (FlashKind::Success, t.notice_purged()),
        "purge-busy" => (FlashKind::Error, t.notice_purge_busy()),
        "purge-failed" => (FlashKind::Error, t.notice_purge_failed()),
        "scheduled" => (FlashKind::Success, t.notice_scheduled()),
        "scheduled-skips" => (FlashKind::Info, t.notice_scheduled_skips()),
        "scheduled-twice" => (FlashKind::Info, t.notice_scheduled_twice()),
        "scheduled-cancelled" => (FlashKind::Success, t.notice_scheduled_cancelled()),
        "scheduled-calling" => (FlashKind::Info, t.notice_scheduled_calling()),
        "scheduled-late" => (FlashKind::Info, t.notice_scheduled_late()),
        "scheduled-not-moved" => (FlashKind::Error, t.notice_scheduled_not_moved()),
        "scheduled-over" => (FlashKind::Info, t.notice_scheduled_over()),
        "scheduled-failed" => (FlashKind::Error, t.notice_scheduled_failed()),
        "forward-set" => (FlashKind::Success, t.notice_forward_set()),
        "forward-outside" => (FlashKind::Info, t.notice_forward_outside()),
        "forward-further" => (FlashKind::Info, t.notice_forward_further()),
        "forward-along" => (FlashKind::Info, t.notice_forward_along()),
        "forward-cleared" => (FlashKind::Success, t.notice_forward_cleared()),
        "forward-refused" => (FlashKind::Error, t.notice_forward_refused()),
        "forward-failed" => (FlashKind::Error, t.notice_forward_failed()),
        "client-revoked" => (FlashKind::Success, t.notice_client_revoked()),
        "department-in-use" => (FlashKind::Error, t.notice_department_in_use()),
        "saved-not-in-pbx" => (FlashKind::Error, t.notice_saved_not_in_pbx()),
        _ => return None,
    };
    Some(Flash { kind, text })
}

/// Path and query of a request: the frame finds the notice of the last request in it.
pub fn here(uri: &Uri) -> &str {
    uri.path_and_query().map_or("/", |both| both.as_str())
}

/// Back to a page with a notice on it.
pub fn redirect_with(path: &str, notice: &str) -> Response {
    let joint = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{joint}{}", url_query("notice", notice))).into_response()
}

/// What is wrong with a field, in words.
pub fn problem_text(t: Texts, problem: &Problem) -> String {
    let number = |n: &usize| i64::try_from(*n).unwrap_or(i64::MAX);
    match problem {
        Problem::Empty => t.problem_empty(),
        Problem::TooShort { min } => t.problem_too_short(number(min)),
        Problem::TooLong { max } => t.problem_too_long(number(max)),
        Problem::NotDigits => t.problem_not_digits(),
        // Between quotation marks a blank is nothing that one sees.
        Problem::BadCharacter { character } if character.is_whitespace() && !character.is_control() => {
            t.problem_blank()
        }
        Problem::BadCharacter { character } => t.problem_bad_character(&shown(*character)),
        Problem::NotAnEmail => t.problem_not_an_email(),
        Problem::OutOfRange { least, most } => t.problem_out_of_range(i64::from(*least), i64::from(*most)),
        Problem::NotADate => t.problem_not_a_date(),
        Problem::NotAMonth => t.problem_not_a_month(),
        Problem::NotATime => t.problem_not_a_time(),
        Problem::NotANumber => t.problem_not_a_number(),
        Problem::NotConfirmed => t.problem_not_confirmed(),
        Problem::EndsBeforeItBegins => t.problem_ends_before_it_begins(),
        Problem::Excludes { .. } => t.problem_excludes(),
        Problem::Taken => t.problem_taken(),
        Problem::Loop => t.problem_loop(),
        Problem::LastAdministrator => t.problem_last_administrator(),
        Problem::MoreThanYouHold => t.problem_more_than_you_hold(),
        _ => t.problem_unknown(),
    }
}

/// Control characters are invisible: their number is shown instead.
fn shown(character: char) -> String {
    if character.is_control() {
        format!("U+{:04X}", u32::from(character))
    } else {
        character.to_string()
    }
}

/// All that is wrong with a form.
pub fn errors(t: Texts, found: &[FieldError]) -> Errors {
    let mut errors = Errors::default();
    for error in found {
        errors.add(error.field, problem_text(t, &error.problem));
    }
    errors
}

/// The tariff's name and size; empty without one.
pub fn tariff_name(t: Texts, tariff: &Tariff) -> String {
    if tariff.book().is_none() {
        return String::new();
    }
    let rows = t.lines_count(i64::try_from(tariff.rows()).unwrap_or(i64::MAX));
    format!("{} ({rows})", tariff.name())
}

/// How far something reaches, for a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    DepartmentAndQueues,
    Department,
    Queues,
    Own,
}

pub fn reach(scopes: Scopes) -> Reach {
    let (department, queues) = (scopes.contains(Scope::Department), scopes.contains(Scope::Queue));
    match (scopes.is_all(), department, queues) {
        (true, ..) => Reach::All,
        (_, true, true) => Reach::DepartmentAndQueues,
        (_, true, false) => Reach::Department,
        (_, false, true) => Reach::Queues,
        (_, false, false) => Reach::Own,
    }
}

/// What somebody holds, ready to read: `User`, `Agent: support`.
pub fn held_names(t: Texts, held: &Profiles) -> Vec<String> {
    let of_queue = |held: &QueueProfile| format!("{}: {}", profile_name(t, held.profile()), held.queue());
    let everywhere = held.everywhere.iter().map(|profile| profile_name(t, *profile));
    everywhere.chain(held.queues.iter().map(of_queue)).collect()
}

pub fn profile_name(t: Texts, profile: Profile) -> String {
    match profile {
        Profile::User => t.profile_user(),
        Profile::DepartmentHead => t.profile_department_head(),
        Profile::Direction => t.profile_direction(),
        Profile::Accounting => t.profile_accounting(),
        Profile::Calls => t.profile_calls(),
        Profile::Administrator => t.profile_administrator(),
        Profile::Auditor => t.profile_auditor(),
        Profile::ExternalForward => t.profile_external_forward(),
        Profile::Statistics => t.profile_statistics(),
        Profile::Incidents => t.profile_incidents(),
        Profile::Holidays => t.profile_holidays(),
        Profile::Fax => t.profile_fax(),
        Profile::Agent => t.profile_agent(),
        Profile::Supervisor => t.profile_supervisor(),
        Profile::DepartmentSupervisor => t.profile_department_supervisor(),
        Profile::Receptionist => t.profile_receptionist(),
        Profile::ApiClient => t.profile_api_client(),
        Profile::RecordingOfficer => t.profile_recording_officer(),
        other => other.key().to_owned(),
    }
}

pub fn profile_help(t: Texts, profile: Profile) -> String {
    match profile {
        Profile::User => t.profile_user_help(),
        Profile::DepartmentHead => t.profile_department_head_help(),
        Profile::Direction => t.profile_direction_help(),
        Profile::Accounting => t.profile_accounting_help(),
        Profile::Calls => t.profile_calls_help(),
        Profile::Administrator => t.profile_administrator_help(),
        Profile::Auditor => t.profile_auditor_help(),
        Profile::ExternalForward => t.profile_external_forward_help(),
        Profile::Statistics => t.profile_statistics_help(),
        Profile::Incidents => t.profile_incidents_help(),
        Profile::Holidays => t.profile_holidays_help(),
        Profile::Fax => t.profile_fax_help(),
        Profile::Agent => t.profile_agent_help(),
        Profile::Supervisor => t.profile_supervisor_help(),
        Profile::DepartmentSupervisor => t.profile_department_supervisor_help(),
        Profile::Receptionist => t.profile_receptionist_help(),
        Profile::ApiClient => t.profile_api_client_help(),
        Profile::RecordingOfficer => t.profile_recording_officer_help(),
        _ => String::new(),
    }
}

pub fn capability_name(t: Texts, capability: Capability) -> String {
    match capability {
        Capability::DirectoryRead => t.capability_directory_read(),
        Capability::DirectoryManage => t.capability_directory_manage(),
        Capability::ContactWrite => t.capability_contact_write(),
        Capability::CallOriginate => t.capability_call_originate(),
        Capability::CallSchedule => t.capability_call_schedule(),
        Capability::ForwardRead => t.capability_forward_read(),
        Capability::ForwardInternal => t.capability_forward_internal(),
        Capability::ForwardExternal => t.capability_forward_external(),
        Capability::FaxUse => t.capability_fax_use(),
        Capability::VoicemailUse => t.capability_voicemail_use(),
        Capability::CallLogRead => t.capability_call_log_read(),
        Capability::CallLogUnmask => t.capability_call_log_unmask(),
        Capability::CostRead => t.capability_cost_read(),
        Capability::TariffManage => t.capability_tariff_manage(),
        Capability::StatisticsGlobal => t.capability_statistics_global(),
        Capability::LiveCallsRead => t.capability_live_calls_read(),
        Capability::OperatorPanel => t.capability_operator_panel(),
        Capability::QueueBoardRead => t.capability_queue_board_read(),
        Capability::QueueJoin => t.capability_queue_join(),
        Capability::QueueManage => t.capability_queue_manage(),
        Capability::QueueCallMove => t.capability_queue_call_move(),
        Capability::QueueListen => t.capability_queue_listen(),
        Capability::QueueRecord => t.capability_queue_record(),
        Capability::QueueStatistics => t.capability_queue_statistics(),
        Capability::RecordingListen => t.capability_recording_listen(),
        Capability::RecordingDownload => t.capability_recording_download(),
        Capability::RecordingPurge => t.capability_recording_purge(),
        Capability::CampaignManage => t.capability_campaign_manage(),
        Capability::CampaignWork => t.capability_campaign_work(),
        Capability::IncidentSet => t.capability_incident_set(),
        Capability::HolidayEdit => t.capability_holiday_edit(),
        Capability::ClosureSwitch => t.capability_closure_switch(),
        Capability::CtiManage => t.capability_cti_manage(),
        Capability::SoundManage => t.capability_sound_manage(),
        Capability::IvrManage => t.capability_ivr_manage(),
        Capability::QueueConfigure => t.capability_queue_configure(),
        Capability::PhoneManage => t.capability_phone_manage(),
        Capability::NumberManage => t.capability_number_manage(),
        Capability::PickupManage => t.capability_pickup_manage(),
        Capability::PeopleManage => t.capability_people_manage(),
        Capability::DepartmentManage => t.capability_department_manage(),
        Capability::ProfileManage => t.capability_profile_manage(),
        Capability::ApiClientManage => t.capability_api_client_manage(),
        Capability::HealthRead => t.capability_health_read(),
        Capability::AuditRead => t.capability_audit_read(),
        Capability::AccountSelf => t.capability_account_self(),
        other => other.key().to_owned(),
    }
}

/// The page for an error, in the visitor's language and frame.
pub fn error_page(app: &App, visitor: &Visitor, error: &WebError) -> Response {
    let t = visitor.texts();
    let (what, remedy) = match error {
        WebError::Forbidden => (t.error_forbidden(), t.error_forbidden_remedy()),
        WebError::NotFound => (t.error_not_found(), t.error_not_found_remedy()),
        WebError::StaleForm => (t.error_stale(), t.error_stale_remedy()),
        WebError::BadRequest | WebError::WrongMethod | WebError::LoginNeeded { .. } => {
            (t.error_bad_request(), t.error_stale_remedy())
        }
        WebError::TooMany { wait_seconds } => (
            t.error_too_many(),
            t.error_too_many_remedy(i64::try_from(*wait_seconds).unwrap_or(60)),
        ),
        WebError::VoidLink => (t.link_void(), t.link_void_remedy()),
        WebError::Internal { .. } => (t.error_internal(), t.error_internal_remedy()),
    };
    let not_done = matches!(
        error,
        WebError::StaleForm
            | WebError::BadRequest
            | WebError::WrongMethod
            | WebError::TooMany { .. }
            | WebError::Internal { .. }
    );
    let reference = match error {
        WebError::Internal { reference } => Some(reference.clone()),
        _ => None,
    };
    let status = error.status();
    let view = super::views::error::ErrorPage {
        frame: visitor.frame(app, "/", what.clone()),
        status: status.as_u16(),
        what,
        not_done: not_done.then(|| t.error_nothing_done()),
        remedy,
        reference,
    };
    super::views::page(status, &view)
}

/// A page that was found.
pub fn ok<T: askama::Template>(view: &T) -> Response {
    super::views::page(StatusCode::OK, view)
}

/// A form shown again because of what was typed.
pub fn unprocessable<T: askama::Template>(view: &T) -> Response {
    super::views::page(StatusCode::UNPROCESSABLE_ENTITY, view)
}
