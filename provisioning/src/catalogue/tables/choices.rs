// Generated from provisioning/catalogue/choices.txt by
// `cargo run -p switchhook-provisioning-catalogue -- generate`; do not edit.

//! The words of settings.

use crate::catalogue::choices::{Choices, Codes};
use crate::catalogue::family::Family as F;

pub(crate) use super::account_choices::*;
pub(crate) use super::more_account_choices::*;

pub(crate) static DEVICE_ACCESS_KEYPAD_MENU: Choices = Choices {
    words: &["everything", "basic", "constraint", "locked"],
    codes: &[
        Codes {
            families: &[F::Gxp20xx, F::Gxp2xx, F::Gxp12xx],
            number: 0,
            list: &[("everything", "0"), ("constraint", "1")],
        },
        Codes {
            families: &[
                F::Gxp14xx,
                F::Gxp1450,
                F::Gxp21xx,
                F::Gxp17xx,
                F::Gxv31xx,
                F::Gxv32xx,
                F::Gxv33xx,
                F::Gxv34xx,
            ],
            number: 0,
            list: &[("everything", "0"), ("basic", "1"), ("constraint", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[
                ("everything", "0"),
                ("basic", "1"),
                ("constraint", "2"),
                ("locked", "3"),
            ],
        },
    ],
};

pub(crate) static DEVICE_ACCESS_SSH: Choices = Choices {
    words: &["no", "yes"],
    codes: &[
        Codes {
            families: &[F::Gds37xx],
            number: 0,
            list: &[("no", "0"), ("yes", "1")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("no", "1"), ("yes", "0")],
        },
    ],
};

pub(crate) static DEVICE_ACCESS_WEB_MODE: Choices = Choices {
    words: &["https", "http", "off", "both"],
    codes: &[
        Codes {
            families: &[F::Gxv31xx, F::Gxv32xx, F::Gxp2200, F::Gac25xx],
            number: 900,
            list: &[("http", "0"), ("https", "1")],
        },
        Codes {
            families: &[F::Wp820],
            number: 0,
            list: &[("http", "0"), ("https", "1")],
        },
        Codes {
            families: &[F::Grp26xx, F::Grp260x, F::Wp8xx],
            number: 0,
            list: &[("https", "0"), ("http", "1"), ("off", "2"), ("both", "3")],
        },
        Codes {
            families: &[F::Gxp213x],
            number: 0,
            list: &[("https", "0"), ("http", "1"), ("off", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("https", "0"), ("http", "1")],
        },
    ],
};

pub(crate) static DEVICE_BOOK_MODE: Choices = Choices {
    words: &["off", "http", "tftp", "https"],
    codes: &[
        Codes {
            families: &[F::Gxp20xx, F::Gxv300x, F::Gxp2xx, F::Gxp12xx],
            number: 0,
            list: &[("off", "0"), ("http", "1"), ("tftp", "2")],
        },
        Codes {
            families: &[F::Gac25xx],
            number: 0,
            list: &[("off", "0"), ("tftp", "1"), ("http", "2"), ("https", "3")],
        },
        Codes {
            families: &[F::Gxv31xx, F::Gxv32xx, F::Gxp2200],
            number: 0,
            list: &[("off", "0"), ("tftp", "1"), ("http", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("off", "0"), ("http", "1"), ("tftp", "2"), ("https", "3")],
        },
    ],
};

pub(crate) static DEVICE_LDAP_TLS: Choices = Choices {
    words: &["ldap", "ldaps"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("ldap", "0"), ("ldaps", "1")],
    }],
};

pub(crate) static DEVICE_LDAP_VERSION: Choices = Choices {
    words: &["2", "3"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("2", "2"), ("3", "3")],
    }],
};

pub(crate) static DEVICE_LOG_LEVEL: Choices = Choices {
    words: &["off", "debug", "info", "warning", "error", "extra"],
    codes: &[
        Codes {
            families: &[F::Ht70x, F::Ht80x, F::Ht813, F::Ht81x, F::Ht818, F::Ht8x1],
            number: 0,
            list: &[
                ("off", "0"),
                ("debug", "1"),
                ("info", "2"),
                ("warning", "3"),
                ("error", "4"),
                ("extra", "5"),
            ],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[
                ("off", "0"),
                ("debug", "1"),
                ("info", "2"),
                ("warning", "3"),
                ("error", "4"),
            ],
        },
    ],
};

pub(crate) static DEVICE_LOG_PROTOCOL: Choices = Choices {
    words: &["udp", "tls"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("udp", "0"), ("tls", "1")],
    }],
};

pub(crate) static DEVICE_NET_DOT1X_MODE: Choices = Choices {
    words: &["off", "md5", "tls", "peap"],
    codes: &[
        Codes {
            families: &[
                F::Gxp11xx,
                F::Gxp116x,
                F::Gxp14xx,
                F::Gxp1450,
                F::Gxp2124,
                F::Gxp21xx,
                F::Gxv31xx,
            ],
            number: 0,
            list: &[("off", "0"), ("md5", "1")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("off", "0"), ("md5", "1"), ("tls", "2"), ("peap", "3")],
        },
    ],
};

pub(crate) static DEVICE_NET_MODE: Choices = Choices {
    words: &["dhcp", "static", "pppoe"],
    codes: &[
        Codes {
            families: &[F::Gds37xx],
            number: 0,
            list: &[("dhcp", "0"), ("static", "1")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("dhcp", "0"), ("static", "1"), ("pppoe", "2")],
        },
    ],
};

pub(crate) static DEVICE_PROV_CA_LOAD: Choices = Choices {
    words: &["built_in", "own", "both"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("built_in", "0"), ("own", "1"), ("both", "2")],
    }],
};

pub(crate) static DEVICE_PROV_CONFIG_PROTOCOL: Choices = Choices {
    words: &["tftp", "http", "https", "ftp", "ftps", "manual"],
    codes: &[
        Codes {
            families: &[F::Gac25xx, F::Gxp2200, F::Gxv32xx],
            number: 0,
            list: &[("tftp", "0"), ("http", "1"), ("https", "2"), ("manual", "3")],
        },
        Codes {
            families: &[
                F::Gxp20xx,
                F::Gxv300x,
                F::Gxw41xx,
                F::Htx86,
                F::Ht287,
                F::Budgetone,
                F::Gxp2xx,
                F::Gxp12xx,
            ],
            number: 0,
            list: &[("tftp", "0"), ("http", "1")],
        },
        Codes {
            families: &[
                F::Ht80x,
                F::Ht813,
                F::Ht81x,
                F::Ht818,
                F::Ht8x1,
                F::Grp26xx,
                F::Grp260x,
                F::Wp8xx,
                F::Wp820,
            ],
            number: 0,
            list: &[
                ("tftp", "0"),
                ("http", "1"),
                ("https", "2"),
                ("ftp", "3"),
                ("ftps", "4"),
            ],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("tftp", "0"), ("http", "1"), ("https", "2")],
        },
    ],
};

pub(crate) static DEVICE_PROV_DHCP_ADDITIONAL: Choices = Choices {
    words: &["none", "option150", "option160"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("none", "0"), ("option150", "1"), ("option160", "2")],
    }],
};

pub(crate) static DEVICE_PROV_DHCP_OVERRIDE: Choices = Choices {
    words: &["no", "yes", "prefer"],
    codes: &[
        Codes {
            families: &[F::Grp26xx, F::Grp260x, F::Wp8xx],
            number: 0,
            list: &[("no", "0"), ("yes", "1"), ("prefer", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("no", "0"), ("yes", "1")],
        },
    ],
};

pub(crate) static DEVICE_PROV_FIRMWARE_CHECK: Choices = Choices {
    words: &["boot", "changed", "never"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("boot", "0"), ("changed", "1"), ("never", "2")],
    }],
};

pub(crate) static DEVICE_PROV_FIRMWARE_PROTOCOL: Choices = Choices {
    words: &["tftp", "http", "https", "ftp", "ftps", "manual"],
    codes: &[
        Codes {
            families: &[F::Gxv32xx],
            number: 0,
            list: &[("tftp", "0"), ("http", "1"), ("https", "2"), ("manual", "3")],
        },
        Codes {
            families: &[F::Grp26xx, F::Grp260x, F::Wp8xx, F::Wp820],
            number: 0,
            list: &[
                ("tftp", "0"),
                ("http", "1"),
                ("https", "2"),
                ("ftp", "3"),
                ("ftps", "4"),
            ],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("tftp", "0"), ("http", "1"), ("https", "2")],
        },
    ],
};

pub(crate) static DEVICE_PROV_NOTIFY_CHALLENGE: Choices = Choices {
    words: &["no", "yes"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("no", "1"), ("yes", "0")],
    }],
};

pub(crate) static DEVICE_PROV_TLS_MAX: Choices = Choices {
    words: &["1.0", "1.1", "1.2", "unlimited"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("1.0", "10"), ("1.1", "11"), ("1.2", "12"), ("unlimited", "99")],
    }],
};

pub(crate) static DEVICE_PROV_TLS_MIN: Choices = Choices {
    words: &["1.0", "1.1", "1.2"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("1.0", "10"), ("1.1", "11"), ("1.2", "12")],
    }],
};

pub(crate) static DEVICE_SCREEN_MODE: Choices = Choices {
    words: &["off", "http", "tftp", "https"],
    codes: &[
        Codes {
            families: &[F::Gxp20xx, F::Gxp2xx, F::Gxp12xx],
            number: 0,
            list: &[("off", "0"), ("http", "1"), ("tftp", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("off", "0"), ("http", "1"), ("tftp", "2"), ("https", "3")],
        },
    ],
};

pub(crate) static DEVICE_SOFTKEY_1_FUNCTION: Choices = Choices {
    words: &["none", "speed_dial", "call_log"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("none", "-1"), ("speed_dial", "10"), ("call_log", "25")],
    }],
};

pub(crate) static DEVICE_TIME_CLOCK: Choices = Choices {
    words: &["12h", "24h"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("12h", "0"), ("24h", "1")],
    }],
};

pub(crate) static DEVICE_TIME_DATE_FORMAT: Choices = Choices {
    words: &[
        "ymd",
        "mdy",
        "dmy",
        "weekday_month_day",
        "month_day_weekday",
        "mdy_short",
    ],
    codes: &[
        Codes {
            families: &[F::Gxv32xx, F::Gac25xx, F::Gxp2200],
            number: 0,
            list: &[("ymd", "0"), ("mdy", "1"), ("dmy", "2"), ("mdy_short", "3")],
        },
        Codes {
            families: &[
                F::Gxp20xx,
                F::Budgetone,
                F::Gxp2xx,
                F::Gxp12xx,
                F::Gxv31xx,
                F::Gxv300x,
            ],
            number: 0,
            list: &[("ymd", "0"), ("mdy", "1"), ("dmy", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[
                ("ymd", "0"),
                ("mdy", "1"),
                ("dmy", "2"),
                ("weekday_month_day", "3"),
                ("month_day_weekday", "4"),
            ],
        },
    ],
};
