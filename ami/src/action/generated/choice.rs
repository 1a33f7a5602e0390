// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

/// Declares the words of a parameter.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("`", $word, "`")]
                $variant,
            )+
        }

        impl $name {
            /// The word on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

choice! {
    /// The words of `AOCBillingId` of [`AOCMessage`](crate::action::AocMessage).
    AocBilling {
        Normal = "Normal",
        ReverseCharge = "ReverseCharge",
        CreditCard = "CreditCard",
        CallFwdUnconditional = "CallFwdUnconditional",
        CallFwdBusy = "CallFwdBusy",
        CallFwdNoReply = "CallFwdNoReply",
        CallDeflection = "CallDeflection",
        CallTransfer = "CallTransfer",
    }
}

choice! {
    /// The words of `ChargeType` of [`AOCMessage`](crate::action::AocMessage).
    AocCharge {
        NotAvailable = "NA",
        Free = "FREE",
        Currency = "Currency",
        Unit = "Unit",
    }
}

choice! {
    /// The words of `ChargedItem` of [`AOCMessage`](crate::action::AocMessage).
    AocChargedItem {
        NotAvailable = "NA",
        SpecialArrangement = "SpecialArrangement",
        BasicCommunication = "BasicCommunication",
        CallAttempt = "CallAttempt",
        CallSetup = "CallSetup",
        UserUserInfo = "UserUserInfo",
        SupplementaryService = "SupplementaryService",
    }
}

choice! {
    /// The words of `ChargingType` of [`AOCMessage`](crate::action::AocMessage).
    AocCharging {
        ContinuousCharging = "ContinuousCharging",
        StepFunction = "StepFunction",
    }
}

choice! {
    /// The words of `MsgType` of [`AOCMessage`](crate::action::AocMessage).
    AocKind {
        Start = "S",
        During = "D",
        End = "E",
    }
}

choice! {
    /// The words of `CurrencyMultiplier` of [`AOCMessage`](crate::action::AocMessage).
    AocMultiplier {
        OneThousandth = "OneThousandth",
        OneHundredth = "OneHundredth",
        OneTenth = "OneTenth",
        One = "One",
        Ten = "Ten",
        Hundred = "Hundred",
        Thousand = "Thousand",
    }
}

choice! {
    /// The words of `RateType` of [`AOCMessage`](crate::action::AocMessage).
    AocRate {
        NotAvailable = "NA",
        Free = "Free",
        FreeFromBeginning = "FreeFromBeginning",
        Duration = "Duration",
        Flat = "Flat",
        Volume = "Volume",
        SpecialCode = "SpecialCode",
    }
}

choice! {
    /// The words of `TimeScale` of [`AOCMessage`](crate::action::AocMessage) and `GranularityTimeScale` of [`AOCMessage`](crate::action::AocMessage).
    AocTimeScale {
        OneHundredthSecond = "OneHundredthSecond",
        OneTenthSecond = "OneTenthSecond",
        Second = "Second",
        TenSeconds = "TenSeconds",
        Minute = "Minute",
        Hour = "Hour",
        Day = "Day",
    }
}

choice! {
    /// The words of `TotalType` of [`AOCMessage`](crate::action::AocMessage).
    AocTotal {
        Total = "Total",
        SubTotal = "SubTotal",
    }
}

choice! {
    /// The words of `VolumeUnit` of [`AOCMessage`](crate::action::AocMessage).
    AocVolumeUnit {
        Octet = "Octet",
        Segment = "Segment",
        Message = "Message",
    }
}

choice! {
    /// The words of `Direction` of [`MuteAudio`](crate::action::MuteAudio).
    AudioSide {
        In = "in",
        Out = "out",
        All = "all",
    }
}

choice! {
    /// The words of `Tone` of [`Bridge`](crate::action::Bridge).
    BridgeTone {
        Nobody = "no",
        Channel1 = "Channel1",
        Channel2 = "Channel2",
        Both = "Both",
    }
}

choice! {
    /// The words of `LoadType` of [`ModuleLoad`](crate::action::ModuleLoad).
    ModuleOperation {
        Load = "load",
        Unload = "unload",
        Reload = "reload",
        Refresh = "refresh",
    }
}

choice! {
    /// The words of `Control` of [`ControlPlayback`](crate::action::ControlPlayback).
    PlaybackControl {
        Stop = "stop",
        Forward = "forward",
        Reverse = "reverse",
        Pause = "pause",
        Restart = "restart",
    }
}

choice! {
    /// The words of `Direction` of [`MixMonitorMute`](crate::action::MixMonitorMute).
    RecordingSide {
        Read = "read",
        Write = "write",
        Both = "both",
    }
}
