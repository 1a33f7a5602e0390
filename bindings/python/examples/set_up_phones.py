"""How do a list of people become the files that their phones fetch? Reads a CSV file and writes a folder.

$ python set_up_phones.py phones.csv files
cfgc074ad112233.xml Hélène T.
phones.csv: line 3: account.1.password: has 6 characters, few enough to be guessed; give it 20 or more random ones
cfgc074ad112234.xml Workshop
phones.csv: line 4: net.vlan: "5000" is no number from 0 to 4094; give a number within the range
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

import switchhook

REGISTRAR = "pbx.example.net"


def main(list_name: str, folder: str) -> None:
    Path(folder).mkdir(mode=0o700, exist_ok=True)
    with open(list_name, encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            # One bad row costs that row.
            try:
                configuration = render(row)
            except (switchhook.SwitchhookError, ValueError) as error:
                for line in str(error).splitlines():
                    print(f"{list_name}: line {number}: {line}")
                continue
            for warning in configuration.warnings:
                print(f"{list_name}: line {number}: {warning}")
            write(Path(folder) / configuration.xml_name, configuration.xml)
            print(configuration.xml_name, row["name"])


def render(row: dict[str, str]) -> switchhook.Configuration:
    line = switchhook.Line(REGISTRAR, row["user"], row["secret"], display_name=row["name"], label=row["name"])
    vlan = int(row["vlan"]) if row["vlan"] else None
    return switchhook.Device(row["model"], row["mac"], lines=[line], vlan=vlan, time_zone="+11").render()


def write(path: Path, text: str) -> None:
    """For the owner's eyes only: there is a SIP secret in it."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("which phones, and where to? python set_up_phones.py phones.csv FOLDER")
    main(*sys.argv[1:])
