// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    parked_call: ParkedCall reads
    ["ParkedCall", "ParkedCallGiveUp", "ParkedCallSwap", "ParkedCallTimeOut", "UnParkedCall"]
    "ParkerDialString" = "some text" => parker_dial_string "\"some text\""
    "Parkinglot" = "some text" => parking_lot "\"some text\""
    "ParkingSpace" = "42" => parking_space "42"
    "ParkingTimeout" = "65" => parking_timeout "65s"
    "ParkingDuration" = "65" => parking_duration "65s"
}

samples! {
    parkinglot: Parkinglot reads
    ["Parkinglot"]
    "Name" = "some text" => name "\"some text\""
    "StartSpace" = "42" => start_space "42"
    "StopSpace" = "42" => stop_space "42"
    "Timeout" = "65" => timeout "65s"
}
