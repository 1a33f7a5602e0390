// Generated from provisioning/catalogue/models.txt by
// `cargo run -p switchhook-provisioning-catalogue -- generate`; do not edit.

//! A constant for every model.

use crate::catalogue::model::Model;

impl Model {
    /// Grandstream BT100: 1 account.
    pub const BT100: Self = Self(0);
    /// Grandstream BT101: 1 account.
    pub const BT101: Self = Self(1);
    /// Grandstream BT102: 1 account.
    pub const BT102: Self = Self(2);
    /// Grandstream BT110: 1 account.
    pub const BT110: Self = Self(3);
    /// Grandstream BT200: 1 account.
    pub const BT200: Self = Self(4);
    /// Grandstream GXP280: 1 account, 1 line key.
    pub const GXP280: Self = Self(5);
    /// Grandstream GXP1200: 2 accounts, 2 line keys.
    pub const GXP1200: Self = Self(6);
    /// Grandstream GXP2000: 4 accounts, 4 line keys.
    pub const GXP2000: Self = Self(7);
    /// Grandstream GXP2010: 4 accounts, 4 line keys.
    pub const GXP2010: Self = Self(8);
    /// Grandstream GXP2020: 6 accounts, 6 line keys.
    pub const GXP2020: Self = Self(9);
    /// Grandstream GXP1100: 1 account, 1 line key.
    pub const GXP1100: Self = Self(10);
    /// Grandstream GXP1105: 1 account, 1 line key.
    pub const GXP1105: Self = Self(11);
    /// Grandstream GXP1160: 1 account, 1 line key.
    pub const GXP1160: Self = Self(12);
    /// Grandstream GXP1165: 1 account, 1 line key.
    pub const GXP1165: Self = Self(13);
    /// Grandstream GXP1400: 2 accounts, 2 line keys.
    pub const GXP1400: Self = Self(14);
    /// Grandstream GXP1405: 2 accounts, 2 line keys.
    pub const GXP1405: Self = Self(15);
    /// Grandstream GXP1450: 2 accounts, 2 line keys.
    pub const GXP1450: Self = Self(16);
    /// Grandstream GXP2100: 4 accounts, 4 line keys.
    pub const GXP2100: Self = Self(17);
    /// Grandstream GXP2110: 4 accounts, 4 line keys.
    pub const GXP2110: Self = Self(18);
    /// Grandstream GXP2120: 6 accounts, 6 line keys.
    pub const GXP2120: Self = Self(19);
    /// Grandstream GXP2124: 4 accounts, 4 line keys.
    pub const GXP2124: Self = Self(20);
    /// Grandstream GXP2200: 6 accounts.
    pub const GXP2200: Self = Self(21);
    /// Grandstream GXP1610: 1 account, 1 line key.
    pub const GXP1610: Self = Self(22);
    /// Grandstream GXP1615: 1 account, 1 line key.
    pub const GXP1615: Self = Self(23);
    /// Grandstream GXP1620: 2 accounts, 2 line keys.
    pub const GXP1620: Self = Self(24);
    /// Grandstream GXP1625: 2 accounts, 2 line keys.
    pub const GXP1625: Self = Self(25);
    /// Grandstream GXP1628: 2 accounts, 2 line keys.
    pub const GXP1628: Self = Self(26);
    /// Grandstream GXP1630: 3 accounts, 3 line keys.
    pub const GXP1630: Self = Self(27);
    /// Grandstream GXP1760: 3 accounts, 6 line keys.
    pub const GXP1760: Self = Self(28);
    /// Grandstream GXP1760W: 3 accounts, 6 line keys.
    pub const GXP1760W: Self = Self(29);
    /// Grandstream GXP1780: 4 accounts, 8 line keys.
    pub const GXP1780: Self = Self(30);
    /// Grandstream GXP1782: 4 accounts, 8 line keys.
    pub const GXP1782: Self = Self(31);
    /// Grandstream GXP2130: 3 accounts, 3 line keys.
    pub const GXP2130: Self = Self(32);
    /// Grandstream GXP2135: 4 accounts, 8 line keys.
    pub const GXP2135: Self = Self(33);
    /// Grandstream GXP2140: 4 accounts, 4 line keys.
    pub const GXP2140: Self = Self(34);
    /// Grandstream GXP2160: 6 accounts, 6 line keys.
    pub const GXP2160: Self = Self(35);
    /// Grandstream GXP2170: 6 accounts, 12 line keys.
    pub const GXP2170: Self = Self(36);
    /// Grandstream GRP2601: 2 accounts, 2 line keys.
    pub const GRP2601: Self = Self(37);
    /// Grandstream GRP2601P: 2 accounts, 2 line keys.
    pub const GRP2601P: Self = Self(38);
    /// Grandstream GRP2601W: 2 accounts, 2 line keys.
    pub const GRP2601W: Self = Self(39);
    /// Grandstream GRP2602: 4 accounts, 2 line keys.
    pub const GRP2602: Self = Self(40);
    /// Grandstream GRP2602P: 4 accounts, 2 line keys.
    pub const GRP2602P: Self = Self(41);
    /// Grandstream GRP2602W: 4 accounts, 2 line keys.
    pub const GRP2602W: Self = Self(42);
    /// Grandstream GRP2602G: 4 accounts, 2 line keys.
    pub const GRP2602G: Self = Self(43);
    /// Grandstream GRP2603: 6 accounts, 3 line keys.
    pub const GRP2603: Self = Self(44);
    /// Grandstream GRP2603P: 6 accounts, 3 line keys.
    pub const GRP2603P: Self = Self(45);
    /// Grandstream GRP2604: 6 accounts, 3 line keys.
    pub const GRP2604: Self = Self(46);
    /// Grandstream GRP2604P: 6 accounts, 3 line keys.
    pub const GRP2604P: Self = Self(47);
    /// Grandstream GRP2610: 2 accounts, 2 line keys.
    pub const GRP2610: Self = Self(48);
    /// Grandstream GRP2610P: 2 accounts, 2 line keys.
    pub const GRP2610P: Self = Self(49);
    /// Grandstream GRP2611G: 3 accounts, 3 line keys.
    pub const GRP2611G: Self = Self(50);
    /// Grandstream GRP2612: 4 accounts (2 in its first firmware), 4 line keys.
    pub const GRP2612: Self = Self(51);
    /// Grandstream GRP2612P: 4 accounts (2 in its first firmware), 4 line keys.
    pub const GRP2612P: Self = Self(52);
    /// Grandstream GRP2612W: 4 accounts (2 in its first firmware), 4 line keys.
    pub const GRP2612W: Self = Self(53);
    /// Grandstream GRP2612G: 4 accounts (2 in its first firmware), 4 line keys.
    pub const GRP2612G: Self = Self(54);
    /// Grandstream GRP2613: 4 accounts (3 in its first firmware), 6 line keys.
    pub const GRP2613: Self = Self(55);
    /// Grandstream GRP2613W: 6 accounts, 6 line keys.
    pub const GRP2613W: Self = Self(56);
    /// Grandstream GRP2614: 12 accounts (4 in its first firmware), 4 line keys.
    pub const GRP2614: Self = Self(57);
    /// Grandstream GRP2624: 12 accounts, 8 line keys.
    pub const GRP2624: Self = Self(58);
    /// Grandstream GRP2634: 12 accounts, 8 line keys.
    pub const GRP2634: Self = Self(59);
    /// Grandstream GRP2615: 16 accounts (5 in its first firmware), 10 line keys.
    pub const GRP2615: Self = Self(60);
    /// Grandstream GRP2616: 16 accounts (6 in its first firmware), 4 line keys.
    pub const GRP2616: Self = Self(61);
    /// Grandstream GRP2636: 16 accounts.
    pub const GRP2636: Self = Self(62);
    /// Grandstream GRP2650: 16 accounts.
    pub const GRP2650: Self = Self(63);
    /// Grandstream GRP2670: 16 accounts.
    pub const GRP2670: Self = Self(64);
    /// Grandstream GHP610: 2 accounts.
    pub const GHP610: Self = Self(65);
    /// Grandstream GHP611: 2 accounts.
    pub const GHP611: Self = Self(66);
    /// Grandstream GHP620: 2 accounts.
    pub const GHP620: Self = Self(67);
    /// Grandstream GHP621: 2 accounts.
    pub const GHP621: Self = Self(68);
    /// Grandstream GHP630: 2 accounts.
    pub const GHP630: Self = Self(69);
    /// Grandstream GHP631: 2 accounts.
    pub const GHP631: Self = Self(70);
    /// Grandstream WP810: 2 accounts.
    pub const WP810: Self = Self(71);
    /// Grandstream WP816: 2 accounts.
    pub const WP816: Self = Self(72);
    /// Grandstream WP822: 2 accounts.
    pub const WP822: Self = Self(73);
    /// Grandstream WP825: 2 accounts.
    pub const WP825: Self = Self(74);
    /// Grandstream WP826: 3 accounts.
    pub const WP826: Self = Self(75);
    /// Grandstream WP836: 3 accounts.
    pub const WP836: Self = Self(76);
    /// Grandstream WP820: 2 accounts.
    pub const WP820: Self = Self(77);
    /// Grandstream WP856: 6 accounts.
    pub const WP856: Self = Self(78);
    /// Grandstream GXV3000: 1 account.
    pub const GXV3000: Self = Self(79);
    /// Grandstream GXV3005: 1 account.
    pub const GXV3005: Self = Self(80);
    /// Grandstream GXV3006: 1 account.
    pub const GXV3006: Self = Self(81);
    /// Grandstream GXV3140: 3 accounts.
    pub const GXV3140: Self = Self(82);
    /// Grandstream GXV3175: 3 accounts.
    pub const GXV3175: Self = Self(83);
    /// Grandstream GXV3240: 6 accounts.
    pub const GXV3240: Self = Self(84);
    /// Grandstream GXV3275: 6 accounts.
    pub const GXV3275: Self = Self(85);
    /// Grandstream GXV3350: 16 accounts.
    pub const GXV3350: Self = Self(86);
    /// Grandstream GXV3370: 16 accounts.
    pub const GXV3370: Self = Self(87);
    /// Grandstream GXV3380: 16 accounts.
    pub const GXV3380: Self = Self(88);
    /// Grandstream GXV3450: 16 accounts.
    pub const GXV3450: Self = Self(89);
    /// Grandstream GXV3470: 16 accounts.
    pub const GXV3470: Self = Self(90);
    /// Grandstream GXV3480: 16 accounts.
    pub const GXV3480: Self = Self(91);
    /// Grandstream GXV3504: 3 accounts.
    pub const GXV3504: Self = Self(92);
    /// Grandstream GXV3500: 1 account.
    pub const GXV3500: Self = Self(93);
    /// Grandstream GXV3501: 1 account.
    pub const GXV3501: Self = Self(94);
    /// Grandstream GXV3601: 1 account.
    pub const GXV3601: Self = Self(95);
    /// Grandstream GXV3611: 1 account.
    pub const GXV3611: Self = Self(96);
    /// Grandstream GXV3662: 1 account.
    pub const GXV3662: Self = Self(97);
    /// Grandstream GXV3672: 1 account.
    pub const GXV3672: Self = Self(98);
    /// Grandstream GAC2500: 6 accounts.
    pub const GAC2500: Self = Self(99);
    /// Grandstream GDS3705: 4 accounts.
    pub const GDS3705: Self = Self(100);
    /// Grandstream GDS3710: 4 accounts.
    pub const GDS3710: Self = Self(101);
    /// Grandstream GSC3505: 16 accounts.
    pub const GSC3505: Self = Self(102);
    /// Grandstream GSC3510: 16 accounts.
    pub const GSC3510: Self = Self(103);
    /// Grandstream GSC3516: 16 accounts.
    pub const GSC3516: Self = Self(104);
    /// Grandstream DP715: 5 accounts.
    pub const DP715: Self = Self(105);
    /// Grandstream DP750: 10 accounts.
    pub const DP750: Self = Self(106);
    /// Grandstream DP752: 10 accounts.
    pub const DP752: Self = Self(107);
    /// Grandstream HT286: 1 account.
    pub const HT286: Self = Self(108);
    /// Grandstream HT486: 1 account.
    pub const HT486: Self = Self(109);
    /// Grandstream HT488: 1 account.
    pub const HT488: Self = Self(110);
    /// Grandstream HT496: 1 account.
    pub const HT496: Self = Self(111);
    /// Grandstream HT287: 1 account.
    pub const HT287: Self = Self(112);
    /// Grandstream HT502: 2 accounts.
    pub const HT502: Self = Self(113);
    /// Grandstream HT503: 2 accounts.
    pub const HT503: Self = Self(114);
    /// Grandstream HT701: 1 account.
    pub const HT701: Self = Self(115);
    /// Grandstream HT702: 2 accounts.
    pub const HT702: Self = Self(116);
    /// Grandstream HT704: 4 accounts.
    pub const HT704: Self = Self(117);
    /// Grandstream HT801: 1 account.
    pub const HT801: Self = Self(118);
    /// Grandstream HT801V2: 1 account.
    pub const HT801V2: Self = Self(119);
    /// Grandstream HT802: 2 accounts.
    pub const HT802: Self = Self(120);
    /// Grandstream HT802V2: 2 accounts.
    pub const HT802V2: Self = Self(121);
    /// Grandstream HT813: 2 accounts.
    pub const HT813: Self = Self(122);
    /// Grandstream HT812: 2 accounts.
    pub const HT812: Self = Self(123);
    /// Grandstream HT812V2: 2 accounts.
    pub const HT812V2: Self = Self(124);
    /// Grandstream HT814: 4 accounts.
    pub const HT814: Self = Self(125);
    /// Grandstream HT814V2: 4 accounts.
    pub const HT814V2: Self = Self(126);
    /// Grandstream HT818: 8 accounts.
    pub const HT818: Self = Self(127);
    /// Grandstream HT841.
    pub const HT841: Self = Self(128);
    /// Grandstream HT881.
    pub const HT881: Self = Self(129);
    /// Grandstream GXW4004: 4 accounts.
    pub const GXW4004: Self = Self(130);
    /// Grandstream GXW4008: 8 accounts.
    pub const GXW4008: Self = Self(131);
    /// Grandstream GXW4104: 4 accounts.
    pub const GXW4104: Self = Self(132);
    /// Grandstream GXW4108: 8 accounts.
    pub const GXW4108: Self = Self(133);
    /// Grandstream GXW4216: 16 accounts.
    pub const GXW4216: Self = Self(134);
    /// Grandstream GXW4224: 24 accounts.
    pub const GXW4224: Self = Self(135);
    /// Grandstream GXW4232: 32 accounts.
    pub const GXW4232: Self = Self(136);
    /// Grandstream GXW4248: 48 accounts.
    pub const GXW4248: Self = Self(137);
}
