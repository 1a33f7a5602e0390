// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::VoicemailBoxDetail(view) => {
            let _ = view.folder();
            let _ = view.caller_id();
            let _ = view.date();
            let _ = view.duration();
            let _ = view.flag();
            let _ = view.id();
        }
        Event::VoicemailPasswordChange(view) => {
            let _ = view.context();
            let _ = view.mailbox();
            let _ = view.new_password();
        }
        Event::VoicemailUserDetail(view) | Event::VoicemailUserEntry(view) => {
            let _ = view.context();
            let _ = view.mailbox();
            let _ = view.full_name();
            let _ = view.email();
            let _ = view.pager();
            let _ = view.server_email();
            let _ = view.from_string();
            let _ = view.mail_command();
            let _ = view.language();
            let _ = view.time_zone();
            let _ = view.callback();
            let _ = view.dialout();
            let _ = view.unique_id();
            let _ = view.exit_context();
            let _ = view.say_duration_minimum();
            let _ = view.say_envelope();
            let _ = view.say_cid();
            let _ = view.attach_message();
            let _ = view.attachment_format();
            let _ = view.delete_message();
            let _ = view.volume_gain();
            let _ = view.can_review();
            let _ = view.can_mark_urgent();
            let _ = view.call_operator();
            let _ = view.max_message_count();
            let _ = view.max_message_length();
            let _ = view.new_message_count();
            let _ = view.old_message_count();
            let _ = view.imap_user();
            let _ = view.imap_server();
            let _ = view.imap_port();
            let _ = view.imap_flags();
        }
        _ => {}
    }
}
