"""Have a telephone rung at a time. Puts a call file into Asterisk's spool and says what waits there.

$ python wake_up_call.py spool PJSIP/100 2040-06-11T06:30+11:00
2040-06-10 19:30:00+00:00 wake-up-PJSIP-100.call
"""

from __future__ import annotations

import sys
from datetime import datetime

import switchhook


def main(astspooldir: str, channel: str, time: str) -> None:
    call = switchhook.CallFile(
        channel,
        switchhook.Application("Playback", "this-is-yr-wakeup-call"),
        caller_id=("Wake-up call", "0"),
        max_retries=2,
        retry_time=60,
    )
    try:
        spool = switchhook.Spool(astspooldir)
        spool.submit(f"wake-up-{channel.replace('/', '-')}.call", call, at=datetime.fromisoformat(time))
    except (OSError, switchhook.SwitchhookError) as error:
        sys.exit(f"no call was ordered: {error}")
    for pending in spool.pending():
        print(pending.due, pending.name)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("whom, and when? python wake_up_call.py /var/spool/asterisk PJSIP/100 2040-06-11T06:30+11:00")
    main(*sys.argv[1:])
