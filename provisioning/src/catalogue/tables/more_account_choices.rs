// Generated from provisioning/catalogue/choices.txt by
// `cargo run -p switchhook-provisioning-catalogue -- generate`; do not edit.

//! The words of settings of accounts, from the letter R.

use crate::catalogue::choices::{Choices, Codes};
use crate::catalogue::family::Family as F;

pub(crate) static ACCOUNT_RINGTONE: Choices = Choices {
    words: &["system", "custom1", "custom2", "custom3", "silent", "default"],
    codes: &[
        Codes {
            families: &[F::Gxv31xx, F::Gxv32xx, F::Gxv33xx, F::Gxv34xx, F::Gac25xx],
            number: 0,
            list: &[],
        },
        Codes {
            families: &[F::Grp26xx, F::Grp260x],
            number: 0,
            list: &[
                ("system", "0"),
                ("custom1", "1"),
                ("custom2", "2"),
                ("custom3", "3"),
                ("silent", "4"),
                ("default", "5"),
            ],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[
                ("system", "0"),
                ("custom1", "1"),
                ("custom2", "2"),
                ("custom3", "3"),
                ("silent", "4"),
            ],
        },
    ],
};

pub(crate) static ACCOUNT_SESSION_UAC_REFRESHER: Choices = Choices {
    words: &["omit", "uac", "uas"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("omit", "0"), ("uac", "1"), ("uas", "2")],
    }],
};

pub(crate) static ACCOUNT_SESSION_UAS_REFRESHER: Choices = Choices {
    words: &["uac", "uas"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("uac", "1"), ("uas", "2")],
    }],
};

pub(crate) static ACCOUNT_SPECIAL_FEATURE: Choices = Choices {
    words: &[
        "standard",
        "nortel_mcs",
        "broadsoft",
        "rnk",
        "sylantro",
        "huawei_ims",
        "phonepower",
    ],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[
            ("standard", "100"),
            ("nortel_mcs", "101"),
            ("broadsoft", "102"),
            ("rnk", "109"),
            ("sylantro", "110"),
            ("huawei_ims", "117"),
            ("phonepower", "119"),
        ],
    }],
};

pub(crate) static ACCOUNT_SRTP: Choices = Choices {
    words: &["off", "on", "forced", "optional"],
    codes: &[
        Codes {
            families: &[F::Gds37xx],
            number: 0,
            list: &[("off", "0"), ("on", "1")],
        },
        Codes {
            families: &[
                F::Ht50x,
                F::Ht70x,
                F::Ht80x,
                F::Ht813,
                F::Ht81x,
                F::Ht818,
                F::Ht8x1,
                F::Gxw40xx,
                F::Gxw42xx,
                F::Dp71x,
                F::Dp75x,
                F::Gxv31xx,
                F::Gxv32xx,
            ],
            number: 0,
            list: &[("off", "0"), ("on", "1"), ("forced", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("off", "0"), ("on", "1"), ("forced", "2"), ("optional", "3")],
        },
    ],
};

pub(crate) static ACCOUNT_SRTP_KEY_LENGTH: Choices = Choices {
    words: &["both", "128", "256"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("both", "0"), ("128", "1"), ("256", "2")],
    }],
};

pub(crate) static ACCOUNT_TEL_URI: Choices = Choices {
    words: &["off", "user_phone", "tel"],
    codes: &[
        Codes {
            families: &[F::Htx86, F::Ht287],
            number: 0,
            list: &[],
        },
        Codes {
            families: &[
                F::Gxp20xx,
                F::Gxv300x,
                F::Gxw41xx,
                F::Budgetone,
                F::Gxp2xx,
                F::Gxp12xx,
            ],
            number: 0,
            list: &[("off", "0"), ("user_phone", "1")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("off", "0"), ("user_phone", "1"), ("tel", "2")],
        },
    ],
};

pub(crate) static ACCOUNT_TIMER_T1: Choices = Choices {
    words: &["0.5s", "1s", "2s"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("0.5s", "50"), ("1s", "100"), ("2s", "200")],
    }],
};

pub(crate) static ACCOUNT_TIMER_T2: Choices = Choices {
    words: &["2s", "4s", "8s", "16s", "32s"],
    codes: &[
        Codes {
            families: &[F::Dp75x, F::Gxw42xx, F::Ht50x],
            number: 0,
            list: &[
                ("2s", "200"),
                ("4s", "400"),
                ("8s", "800"),
                ("16s", "1600"),
                ("32s", "3200"),
            ],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("2s", "200"), ("4s", "400"), ("8s", "800")],
        },
    ],
};

pub(crate) static ACCOUNT_TLS_URI_SCHEME: Choices = Choices {
    words: &["sip", "sips"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("sip", "0"), ("sips", "1")],
    }],
};

pub(crate) static ACCOUNT_TRANSPORT: Choices = Choices {
    words: &["udp", "tcp", "tls"],
    codes: &[
        Codes {
            families: &[F::Htx86, F::Ht287],
            number: 0,
            list: &[],
        },
        Codes {
            families: &[
                F::Gxp20xx,
                F::Gxv300x,
                F::Gxw41xx,
                F::Budgetone,
                F::Gxp2xx,
                F::Gxp12xx,
            ],
            number: 0,
            list: &[("udp", "1"), ("tcp", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("udp", "0"), ("tcp", "1"), ("tls", "2")],
        },
    ],
};

pub(crate) static ACCOUNT_UNREGISTER_ON_BOOT: Choices = Choices {
    words: &["none", "all", "own"],
    codes: &[
        Codes {
            families: &[
                F::Grp26xx,
                F::Grp260x,
                F::Gxp17xx,
                F::Gxp213x,
                F::Gxp16xx,
                F::Gxv32xx,
                F::Gac25xx,
                F::Wp8xx,
                F::Wp8x6,
                F::Wp820,
                F::Wp856,
            ],
            number: 0,
            list: &[("none", "0"), ("all", "1"), ("own", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("none", "0"), ("all", "1")],
        },
    ],
};

pub(crate) static ACCOUNT_UNSOLICITED_REFER: Choices = Choices {
    words: &["no", "yes", "authenticated"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("no", "0"), ("yes", "1"), ("authenticated", "2")],
    }],
};
