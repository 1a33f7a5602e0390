//! Parking: Asterisk `res/parking/parking_manager.c`.

use super::super::model::{Model, PARKING_LOT};
use super::super::request::Request;
use super::super::text::{self, Message};
use super::{Caller, Reply, ack, error};

pub(super) fn park(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let channel = request.get("Channel");
    if channel.is_empty() {
        return error(request, "Channel not specified");
    }
    let lot = request.get("Parkinglot");
    if !lot.is_empty() && lot != PARKING_LOT {
        // A lot that does not exist parks nobody.
        return error(request, "Park failed\n");
    }
    let Some(key) = model.channel_named(channel) else {
        return error(request, &format!("Channel does not exist: {channel}"));
    };
    if model.park(key) {
        // The line end within is Asterisk's.
        ack(request, "Park successful\n")
    } else {
        error(request, "Park failed\n")
    }
}

pub(super) fn list(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let lot = request.get("ParkingLot");
    if !lot.is_empty() && lot != PARKING_LOT {
        return error(request, "Requested parking lot could not be found.");
    }
    let id = request.action_id();
    let mut reply = text::list_start(id, "Parked calls will follow");
    let items: Vec<String> = model
        .parked
        .iter()
        .map(|parked| {
            let item = model.parked_call(parked, Message::item("ParkedCall"));
            item.action_id(id).end()
        })
        .collect();
    reply.push_str(&items.concat());
    let end = Message::item("ParkedCallsComplete")
        .action_id(id)
        .header("EventList", "Complete")
        .header("ListItems", items.len())
        .header("Total", items.len());
    Reply::Text(reply + &end.end())
}
