// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    aoc_charge: AocCharge reads
    ["AOC-D", "AOC-E"]
    "Charge" = "some text" => charge "\"some text\""
    "Type" = "some text" => type_ "\"some text\""
    "BillingID" = "some text" => billing_id "\"some text\""
    "TotalType" = "some text" => total_type "\"some text\""
    "Currency" = "some text" => currency "\"some text\""
    "Name" = "some text" => name "\"some text\""
    "Cost" = "some text" => cost "\"some text\""
    "Multiplier" = "some text" => multiplier "\"some text\""
    "Units" = "some text" => units "\"some text\""
    "NumberOf" = "some text" => number_of "\"some text\""
    "TypeOf" = "some text" => type_of "\"some text\""
    "ChargingAssociation" = "some text" => charging_association "\"some text\""
    "Number" = "some text" => number "\"some text\""
    "Plan" = "some text" => plan "\"some text\""
    "ID" = "some text" => id "\"some text\""
}

samples! {
    aoc_rates: AocRates reads
    ["AOC-S"]
    "Chargeable" = "some text" => chargeable "\"some text\""
    "RateType" = "some text" => rate_type "\"some text\""
    "Currency" = "some text" => currency "\"some text\""
    "Name" = "some text" => name "\"some text\""
    "Cost" = "some text" => cost "\"some text\""
    "Multiplier" = "some text" => multiplier "\"some text\""
    "ChargingType" = "some text" => charging_type "\"some text\""
    "StepFunction" = "some text" => step_function "\"some text\""
    "Granularity" = "some text" => granularity "\"some text\""
    "Length" = "some text" => length "\"some text\""
    "Scale" = "some text" => scale "\"some text\""
    "Unit" = "some text" => unit "\"some text\""
    "SpecialCode" = "some text" => special_code "\"some text\""
}
