// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::Alarm(view) | Event::AlarmClear(view) => {
            let _ = view.dahdi_channel();
            let _ = view.alarm();
        }
        Event::DahdiChannel(view) => {
            channel(view.channel());
            let _ = view.dahdi_group();
            let _ = view.dahdi_span();
            let _ = view.dahdi_channel();
        }
        Event::DahdiShowChannels(view) => {
            let _ = view.dahdi_channel();
            let _ = view.channel();
            let _ = view.unique_id();
            let _ = view.account_code();
            let _ = view.signalling();
            let _ = view.signalling_code();
            let _ = view.context();
            let _ = view.dnd();
            let _ = view.alarm();
            let _ = view.description();
        }
        Event::DahdiShowStatus(view) => {
            let _ = view.span();
            let _ = view.description();
            let _ = view.alarms();
            let _ = view.irq();
            let _ = view.bipolar_violations();
            let _ = view.crc();
            let _ = view.framing();
            let _ = view.coding();
            let _ = view.options();
            let _ = view.lbo();
        }
        Event::DndState(view) => {
            let _ = view.dahdi_channel();
            let _ = view.enabled();
        }
        Event::Mcid(view) => {
            channel(view.channel());
            let _ = view.m_caller_id_num_valid();
            let _ = view.m_caller_id_num();
            let _ = view.m_caller_id_ton();
            let _ = view.m_caller_id_num_plan();
            let _ = view.m_caller_id_num_pres();
            let _ = view.m_caller_id_name_valid();
            let _ = view.m_caller_id_name();
            let _ = view.m_caller_id_name_char_set();
            let _ = view.m_caller_id_name_pres();
            let _ = view.m_caller_id_subaddr();
            let _ = view.m_caller_id_subaddr_type();
            let _ = view.m_caller_id_subaddr_odd();
            let _ = view.m_caller_id_pres();
            let _ = view.m_connected_id_num_valid();
            let _ = view.m_connected_id_num();
            let _ = view.m_connected_id_ton();
            let _ = view.m_connected_id_num_plan();
            let _ = view.m_connected_id_num_pres();
            let _ = view.m_connected_id_name_valid();
            let _ = view.m_connected_id_name();
            let _ = view.m_connected_id_name_char_set();
            let _ = view.m_connected_id_name_pres();
            let _ = view.m_connected_id_subaddr();
            let _ = view.m_connected_id_subaddr_type();
            let _ = view.m_connected_id_subaddr_odd();
            let _ = view.m_connected_id_pres();
        }
        Event::PriShowSpans(view) => {
            let _ = view.span();
            let _ = view.d_channel();
            let _ = view.order();
            let _ = view.active();
            let _ = view.alarm();
            let _ = view.up();
        }
        Event::SpanAlarm(view) | Event::SpanAlarmClear(view) => {
            let _ = view.span();
            let _ = view.alarm();
        }
        _ => {}
    }
}
