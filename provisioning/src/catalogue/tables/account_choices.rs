// Generated from provisioning/catalogue/choices.txt by
// `cargo run -p switchhook-provisioning-catalogue -- generate`; do not edit.

//! The words of settings of accounts, to the letter P.

use crate::catalogue::choices::{Choices, Codes};
use crate::catalogue::family::Family as F;

pub(crate) static ACCOUNT_AUTO_ANSWER: Choices = Choices {
    words: &["no", "yes", "intercom"],
    codes: &[
        Codes {
            families: &[
                F::Gxv31xx,
                F::Gxv32xx,
                F::Gxv33xx,
                F::Gxv34xx,
                F::Gac25xx,
                F::Wp820,
                F::Wp856,
            ],
            number: 0,
            list: &[("no", "0"), ("yes", "1"), ("intercom", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("no", "0"), ("yes", "1")],
        },
    ],
};

pub(crate) static ACCOUNT_CALL_LOG: Choices = Choices {
    words: &["all", "no_missed", "none"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("all", "0"), ("no_missed", "1"), ("none", "2")],
    }],
};

pub(crate) static ACCOUNT_CALL_WAITING_OFF: Choices = Choices {
    words: &["follow", "no", "yes"],
    codes: &[
        Codes {
            families: &[F::Ht50x, F::Ht70x, F::Ht80x, F::Ht813],
            number: 0,
            list: &[("no", "0"), ("yes", "1")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("follow", "0"), ("no", "1"), ("yes", "2")],
        },
    ],
};

pub(crate) static ACCOUNT_CALLEE_ID_SOURCE: Choices = Choices {
    words: &["auto", "off", "header"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("auto", "0"), ("off", "1"), ("header", "2")],
    }],
};

pub(crate) static ACCOUNT_CALLER_ID_SOURCE: Choices = Choices {
    words: &["auto", "off", "header"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("auto", "0"), ("off", "1"), ("header", "2")],
    }],
};

pub(crate) static ACCOUNT_CODEC_PRIORITY: Choices = Choices {
    words: &["caller", "callee"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("caller", "0"), ("callee", "1")],
    }],
};

pub(crate) static ACCOUNT_DIAL_KEY: Choices = Choices {
    words: &["none", "hash", "star"],
    codes: &[
        Codes {
            families: &[F::Grp26xx, F::Grp260x, F::Wp8xx],
            number: 0,
            list: &[("none", "0"), ("hash", "1"), ("star", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("none", "0"), ("hash", "1")],
        },
    ],
};

pub(crate) static ACCOUNT_DNS_MODE: Choices = Choices {
    words: &["a", "srv", "naptr_srv", "configured"],
    codes: &[
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
            list: &[("a", "0"), ("srv", "1")],
        },
        Codes {
            families: &[F::Gxv31xx, F::Gxv32xx, F::Ht70x, F::Dp71x, F::Gds37xx],
            number: 0,
            list: &[("a", "0"), ("srv", "1"), ("naptr_srv", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("a", "0"), ("srv", "1"), ("naptr_srv", "2"), ("configured", "3")],
        },
    ],
};

pub(crate) static ACCOUNT_DNS_SRV_FAILOVER: Choices = Choices {
    words: &["default", "until_ttl", "until_silent"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("default", "0"), ("until_ttl", "1"), ("until_silent", "2")],
    }],
};

pub(crate) static ACCOUNT_DTMF: Choices = Choices {
    words: &[
        "none",
        "audio",
        "rtp",
        "info",
        "audio+rtp",
        "audio+info",
        "rtp+info",
        "audio+rtp+info",
    ],
    codes: &[
        Codes {
            families: &[F::Gxw41xx, F::Gxv35xx, F::Gxv36xx],
            number: 0,
            list: &[],
        },
        Codes {
            families: &[
                F::Budgetone,
                F::Gxp20xx,
                F::Gxp2xx,
                F::Gxp12xx,
                F::Gxv300x,
                F::Htx86,
                F::Ht287,
            ],
            number: 73,
            list: &[
                ("none", "0"),
                ("rtp", "1"),
                ("info", "2"),
                ("rtp+info", "3"),
                ("audio", "8"),
                ("audio+rtp", "9"),
                ("audio+info", "10"),
                ("audio+rtp+info", "11"),
            ],
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
            ],
            number: 0,
            list: &[
                ("rtp", "101.101.101"),
                ("info", "102.102.102"),
                ("audio", "100.100.100"),
                ("rtp+info", "101.102.102"),
                ("audio+rtp", "101.100.100"),
                ("audio+info", "102.100.100"),
                ("audio+rtp+info", "101.102.100"),
            ],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[
                ("none", "0.0.0"),
                ("audio", "1.0.0"),
                ("rtp", "0.1.0"),
                ("info", "0.0.1"),
                ("audio+rtp", "1.1.0"),
                ("audio+info", "1.0.1"),
                ("rtp+info", "0.1.1"),
                ("audio+rtp+info", "1.1.1"),
            ],
        },
    ],
};

pub(crate) static ACCOUNT_G723_RATE: Choices = Choices {
    words: &["6.3k", "5.3k"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("6.3k", "0"), ("5.3k", "1")],
    }],
};

pub(crate) static ACCOUNT_G726_PACKING: Choices = Choices {
    words: &["itu", "ietf"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("itu", "0"), ("ietf", "1")],
    }],
};

pub(crate) static ACCOUNT_HEADER_PPI: Choices = Choices {
    words: &["default", "no", "yes"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("default", "0"), ("no", "1"), ("yes", "2")],
    }],
};

pub(crate) static ACCOUNT_HEADER_PRIVACY: Choices = Choices {
    words: &["default", "no", "yes"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("default", "0"), ("no", "1"), ("yes", "2")],
    }],
};

pub(crate) static ACCOUNT_ILBC_FRAME: Choices = Choices {
    words: &["20ms", "30ms"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("20ms", "0"), ("30ms", "1")],
    }],
};

pub(crate) static ACCOUNT_JITTER_LENGTH: Choices = Choices {
    words: &[
        "100ms", "200ms", "300ms", "400ms", "500ms", "600ms", "700ms", "800ms", "low", "medium", "high",
    ],
    codes: &[
        Codes {
            families: &[
                F::Ht50x,
                F::Ht70x,
                F::Ht80x,
                F::Ht813,
                F::Ht81x,
                F::Ht818,
                F::Ht8x1,
                F::Dp71x,
                F::Dp75x,
                F::Gxw40xx,
                F::Gxw41xx,
                F::Gxw42xx,
                F::Gxv31xx,
                F::Gxp2200,
            ],
            number: 0,
            list: &[("low", "0"), ("medium", "1"), ("high", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[
                ("100ms", "0"),
                ("200ms", "1"),
                ("300ms", "2"),
                ("400ms", "3"),
                ("500ms", "4"),
                ("600ms", "5"),
                ("700ms", "6"),
                ("800ms", "7"),
            ],
        },
    ],
};

pub(crate) static ACCOUNT_JITTER_TYPE: Choices = Choices {
    words: &["fixed", "adaptive"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[("fixed", "0"), ("adaptive", "1")],
    }],
};

pub(crate) static ACCOUNT_LISTENING_MODE: Choices = Choices {
    words: &["chosen", "dual", "dual_blf", "dual_secured"],
    codes: &[Codes {
        families: &[],
        number: 0,
        list: &[
            ("chosen", "0"),
            ("dual", "1"),
            ("dual_blf", "2"),
            ("dual_secured", "3"),
        ],
    }],
};

pub(crate) static ACCOUNT_NAT: Choices = Choices {
    words: &["none", "stun", "keep_alive", "upnp", "auto", "vpn"],
    codes: &[
        Codes {
            families: &[F::Htx86, F::Ht287, F::Gds37xx],
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
            list: &[("stun", "0"), ("none", "1"), ("keep_alive", "2")],
        },
        Codes {
            families: &[F::Ht70x, F::Ht80x, F::Ht813, F::Ht81x, F::Ht818, F::Ht8x1],
            number: 0,
            list: &[("none", "0"), ("stun", "1"), ("keep_alive", "2"), ("upnp", "3")],
        },
        Codes {
            families: &[F::Ht50x, F::Gxw40xx, F::Gxw42xx, F::Dp71x, F::Dp75x],
            number: 0,
            list: &[("none", "0"), ("stun", "1"), ("keep_alive", "2")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[
                ("none", "0"),
                ("stun", "1"),
                ("keep_alive", "2"),
                ("upnp", "3"),
                ("auto", "4"),
                ("vpn", "5"),
            ],
        },
    ],
};

pub(crate) static ACCOUNT_PROXY_MODE: Choices = Choices {
    words: &["in_route", "not_in_route", "always"],
    codes: &[
        Codes {
            families: &[
                F::Gxp11xx,
                F::Gxp116x,
                F::Gxp14xx,
                F::Gxp1450,
                F::Gxp21xx,
                F::Gxp2124,
                F::Gxv31xx,
            ],
            number: 0,
            list: &[("in_route", "0"), ("not_in_route", "1")],
        },
        Codes {
            families: &[],
            number: 0,
            list: &[("in_route", "0"), ("not_in_route", "1"), ("always", "2")],
        },
    ],
};
