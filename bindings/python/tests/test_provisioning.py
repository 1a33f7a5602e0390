"""Telephones: settings to the files that phones fetch."""

from __future__ import annotations

import pickle
from datetime import timedelta
from ipaddress import IPv4Address
from typing import Any

import pytest
import switchhook
from switchhook import Device, FunctionKey, Line

MAC = "c0:74:ad:11:22:33"
SECRET = "kT9-vV2_mQ7.xR4-pL1s"


def values(device: Device) -> dict[str, str | None]:
    """What is stated, by setting."""
    return {setting: text for _, setting, text in device.render().explain()}


def phone(**settings: Any) -> Device:
    settings.setdefault("lines", [Line("pbx.example.net", "u4711", SECRET)])
    return Device("GRP2614", MAC, **settings)


def test_a_phone_in_plain_words_becomes_its_two_files() -> None:
    line = Line(
        "pbx.example.net:5061",
        "u4711",
        SECRET,
        secondary_registrar="pbx2.example.net",
        auth_id="a4711",
        display_name="Hélène T.",
        label="Reception",
        voicemail="*79",
        transport="tls",
        star_codes_on_phone=True,
    )
    keys = {5: FunctionKey("busy-lamp", value="102", label="Workshop"), 6: FunctionKey("do-not-disturb")}
    device = phone(lines=[line], keys=keys, admin_password="wq7.Lm-3_Zp", config_server=("https", "prov.example.net/x"))
    configuration = device.render()
    assert (configuration.model, configuration.mac, device.model, device.mac) == ("GRP2614", MAC, "GRP2614", MAC)
    assert (configuration.xml_name, configuration.binary_name) == ("cfgc074ad112233.xml", "cfgc074ad112233")
    assert "<P270>Reception</P270>" in configuration.xml
    assert f"<P34>{SECRET}</P34>" in configuration.xml
    assert configuration.binary[6:12].hex(":") == MAC
    assert SECRET.encode() in configuration.binary
    assert configuration.warnings == device.check() == ()
    assert configuration == device.render()

    stated = values(device)
    assert stated["account.1.server.1"] == "pbx.example.net:5061"
    assert stated["account.1.server.2"] == "pbx2.example.net"
    assert (stated["account.1.user_id"], stated["account.1.auth_id"]) == ("u4711", "a4711")
    assert (stated["account.1.display_name"], stated["account.1.voicemail"]) == ("Hélène T.", "*79")
    assert (stated["key.line.5.value"], stated["key.line.5.label"]) == ("102", "Workshop")
    assert (stated["account.1.password"], stated["access.admin_password"]) == (None, None)


def test_every_setting_of_the_phone_arrives() -> None:
    device = phone(
        user_password="xq7.Lm-3_Zp",
        vlan=42,
        vlan_priority=5,
        dns=["192.0.2.53", IPv4Address("192.0.2.54")],
        ntp=["ntp1.example.net", "ntp2.example.net"],
        time_zone=timedelta(hours=11),
        syslog=("log.example.net", "warning"),
        config_server=("https", "prov.example.net"),
        firmware_server=("http", "fw.example.net/grp"),
        schedule=("weekly", 0, 3),
        language="fr",
    )
    stated = values(device)
    assert (stated["net.vlan"], stated["net.vlan_priority"], stated["ui.language"]) == ("42", "5", "fr")
    assert (stated["time.ntp.1"], stated["time.ntp.2"]) == ("ntp1.example.net", "ntp2.example.net")
    assert (stated["prov.config_path"], stated["prov.firmware_path"]) == ("prov.example.net", "fw.example.net/grp")
    assert stated["log.server"] == "log.example.net"
    assert stated["access.user_password"] is None
    assert "prov.schedule" in stated
    # Addresses go one byte a value.
    assert [text for _, setting, text in device.render().explain() if setting == "net.dns.1"] == [
        "192",
        "0",
        "2",
        "53",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"time_zone": "+11"}, {"time_zone": timedelta(hours=11)}),
        ({"time_zone": "05:45"}, {"time_zone": timedelta(hours=5, minutes=45)}),
        ({"time_zone": " -9.5"}, {"time_zone": timedelta(hours=-9.5)}),
    ],
)
def test_a_clock_may_be_said_in_several_ways(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert phone(**one) == phone(**other)
    assert phone(**one).render() == phone(**other).render()


def test_a_clock_may_follow_a_rule_or_the_maker_s_list() -> None:
    def zone(device: Device) -> list[str | None]:
        return [text for _, setting, text in device.render().explain() if setting == "time.zone"]

    assert "CET-1CEST,M3.5.0,M10.5.0/3" in zone(phone(time_zone="CET-1CEST,M3.5.0,M10.5.0/3"))
    assert "HAW10" in zone(phone(maker_time_zone="HAW10"))
    with pytest.raises(switchhook.RefusedValueError, match="give one of them"):
        phone(time_zone="+11", maker_time_zone="HAW10")


@pytest.mark.parametrize(
    "schedule", ["never", timedelta(hours=2), ("daily", 3), ("weekly", 6, 23)], ids=lambda schedule: str(schedule)
)
def test_every_schedule_is_one_that_phones_know(schedule: Any) -> None:
    assert phone(schedule=schedule).check() == ()


def test_all_that_is_wrong_is_told_at_once() -> None:
    device = phone(lines=[Line("https://pbx.example.net", "u4711", "")], vlan=5000)
    with pytest.raises(switchhook.RefusedSettingsError) as caught:
        device.render()
    error = caught.value
    assert [(finding.code, finding.setting) for finding in error.findings] == [
        ("E-HOST-SCHEME", "account.1.server.1"),
        ("E-PWD-EMPTY", "account.1.password"),
        ("E-RANGE-NUMBER", "net.vlan"),
    ]
    assert error.findings == device.check()
    assert (error.field, error.hint) == ("account.1.server.1", "leave out what stands before the name")
    assert str(error).split("\n") == [str(finding) for finding in error.findings]
    assert error.findings[2].remedy == "give a number within the range"
    assert isinstance(error, switchhook.RefusedValueError)
    again = pickle.loads(pickle.dumps(error))
    assert (again.findings, again.field, str(again)) == (error.findings, error.field, str(error))


def test_a_warning_does_not_keep_a_phone_from_being_set_up() -> None:
    device = phone(lines=[Line("pbx.example.net", "u4711", "abc123xyz")])
    [warning] = device.render().warnings
    assert (warning.code, warning.is_error) == ("W-PWD-SHORT", False)


@pytest.mark.parametrize(
    ("model", "mac", "field", "code", "words"),
    [
        ("GRP2699", MAC, "model", "E-MODEL-UNKNOWN", "similar are GRP2601"),
        ("GRP2614", "c0:74:ad", "mac", "E-MAC-LENGTH", "a MAC address has 12"),
        ("GRP2614", "c0:74:ad:11:22:3x", "mac", "E-MAC-DIGIT", "'x'"),
    ],
)
def test_a_wrong_model_or_address_says_so(model: str, mac: str, field: str, code: str, words: str) -> None:
    with pytest.raises(switchhook.ParseError) as caught:
        Device(model, mac)
    assert (caught.value.field, caught.value.code) == (field, code)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"vlan": 70000}, "vlan"),
        ({"vlan": -1}, "vlan"),
        ({"vlan_priority": 256}, "vlan_priority"),
        ({"keys": {0x100: FunctionKey("line")}}, "keys"),
        ({"dns": ["pbx.example.net"]}, "dns"),
        ({"time_zone": "+15"}, "time_zone"),
        ({"time_zone": timedelta(seconds=90)}, "time_zone"),
        ({"time_zone": timedelta(days=400)}, "time_zone"),
        ({"schedule": "sometimes"}, "schedule"),
        ({"schedule": ("daily", 300)}, "schedule"),
        ({"schedule": ("monthly", 1)}, "schedule"),
        ({"schedule": 5}, "schedule"),
        ({"syslog": ("log.example.net", "loud")}, "syslog"),
        ({"config_server": ("gopher", "prov.example.net")}, "protocol"),
    ],
)
def test_what_no_phone_could_be_given_is_refused(settings: dict[str, Any], field: str) -> None:
    with pytest.raises(switchhook.RefusedValueError) as caught:
        phone(**settings)
    assert caught.value.field == field
    assert caught.value.hint


def test_a_word_that_is_no_choice_lists_the_choices() -> None:
    with pytest.raises(switchhook.RefusedValueError, match="use one of none, line, shared-line, speed-dial, busy-lamp"):
        FunctionKey("blf")  # type: ignore[arg-type]
    with pytest.raises(switchhook.RefusedValueError, match="use one of udp, tcp, tls"):
        Line("pbx.example.net", "u4711", SECRET, transport="UDP")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="function is a str, not int"):
        FunctionKey(5)  # type: ignore[arg-type]


def test_no_secret_is_shown() -> None:
    line = Line("pbx.example.net", "u4711", "hunter2")
    device = Device("GRP2614", MAC, lines=[line], admin_password="hunter2")
    shown = [repr(line), str(line), repr(device), repr(device.check()), "".join(map(str, device.check()))]
    with pytest.raises(switchhook.RefusedSettingsError) as caught:
        device.render()
    shown += [str(caught.value), repr(caught.value)]
    good = phone(admin_password="wq7.Lm-3_Zp")
    shown += [repr(good.render()), repr(good.render().explain())]
    for text in shown:
        assert "hunter2" not in text
        assert SECRET not in text
        assert "wq7.Lm-3_Zp" not in text
    assert repr(line) == "Line(u4711@pbx.example.net)"
    assert repr(FunctionKey("dtmf", value="4711", line=2)) == "FunctionKey(dtmf, line 2)"


def test_both_files_read_back_as_the_same_values() -> None:
    configuration = phone(admin_password="wq7.Lm-3_Zp").render()
    xml = switchhook.PhoneFile.parse(configuration.xml)
    assert (
        xml
        == switchhook.PhoneFile.parse(configuration.xml.encode())
        == switchhook.PhoneFile.parse(configuration.binary)
    )
    assert xml.mac == MAC
    assert list(xml.values) == [number for number, _, _ in configuration.explain()]
    assert (xml.values["P47"], xml.values["P34"]) == ("pbx.example.net", SECRET)
    assert SECRET not in repr(xml)


@pytest.mark.parametrize(
    ("data", "line", "code"),
    [
        ("<html>\n<p>Not found</p></html>", 1, "E-XML-ELEMENT"),
        ("\ufeff \n<gs_provision version='1'>\n<config version='1'>\n<P3>a</P3><P3>b</P3>", 4, "E-PVALUE-TWICE"),
        (b"", None, "E-BINARY-TOO-SHORT"),
        (b"\0" * 20, None, "E-BINARY-LENGTH"),
    ],
)
def test_a_broken_file_says_where(data: str | bytes, line: int | None, code: str) -> None:
    with pytest.raises(switchhook.ParseError) as caught:
        switchhook.PhoneFile.parse(data)
    assert (caught.value.line, caught.value.code) == (line, code)
    assert caught.value.hint


def test_a_hint_with_entities_in_it_is_whole() -> None:
    with pytest.raises(switchhook.ParseError) as caught:
        switchhook.PhoneFile.parse("<gs_provision version='1'><config version='1'><P3>Tom & Ann</P3>")
    hint = "close every element, and write & and < in a value as &amp; and &lt;"
    assert (caught.value.code, caught.value.hint) == ("E-XML-SYNTAX", hint)


def test_anything_can_be_set_by_its_path() -> None:
    settings = {"account.1.nat": "keep_alive", "raw.P4711": "1", "net.vlan": None}
    device = Device("HT818", MAC, lines=[Line("pbx.example.net", "u1", SECRET)], settings=settings)
    stated = {number: text for number, _, text in device.render().explain()}
    assert (stated["P4060"], stated["P52"], stated["P51"]) == ("u1", "2", "")
    assert "P4711" in stated
    told = device.settings()
    assert (told["account.1.nat"], told["net.vlan"], told["raw.P4711"]) == ("keep_alive", "", None)
    assert told["account.1.password"] is None
    assert len(Device.models()) > 130
    for wrong, code in [({"net.vlam": "1"}, "E-SETTING-UNKNOWN"), ({"net.vlan": "5000"}, "E-RANGE-NUMBER")]:
        with pytest.raises(switchhook.ParseError) as caught:
            Device("HT818", MAC, settings=wrong)
        assert (caught.value.field, caught.value.code) == ("settings", code)


def test_doors_that_nobody_needs_are_shut_unless_asked_otherwise() -> None:
    def ssh(device: Device) -> str | None:
        return values(device).get("access.ssh")

    assert ssh(phone()) == "1"
    assert ssh(phone(settings={"access.ssh": "yes"})) == "0"
    assert ssh(phone(baseline="off")) is None
    assert values(phone(baseline="shared"))["access.keypad_menu"] == "3"
    with pytest.raises(switchhook.RefusedValueError, match="on, shared, off"):
        phone(baseline="none")


def test_what_a_family_cannot_be_told_is_refused() -> None:
    device = Device("GXP2000", MAC, lines=[Line("pbx", "u1", SECRET)], settings={"account.1.nat": "auto"})
    with pytest.raises(switchhook.RefusedSettingsError) as caught:
        device.render()
    assert [finding.code for finding in caught.value.findings] == ["E-ENUM-FAMILY"]


def test_telephones_are_recognised() -> None:
    who = switchhook.identify_phone("Grandstream Model HW GRP2601W SW 1.0.5.48 DevId EC:74:D7:89:1A:76")
    assert who is not None
    assert (who.model, who.firmware, who.mac) == ("GRP2601W", "1.0.5.48", "ec:74:d7:89:1a:76")
    assert switchhook.identify_phone("Mozilla/5.0") is None
