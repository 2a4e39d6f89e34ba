"""Runs are worked off by a process of their own: it takes minutes, and pages go on being served meanwhile."""

import os
import subprocess
import sys
import threading

COMMAND = ("-m", "django", "draft_themes")


def begin_working() -> subprocess.Popen[bytes]:
    """Start a process that does the runs that wait; it ends once none does."""
    process = subprocess.Popen(
        [sys.executable, *COMMAND],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "multaqa.config.settings"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # it goes on when the server's own processes are told to begin anew
    )
    os.setpriority(os.PRIO_PROCESS, process.pid, 10)  # pages come first
    threading.Thread(target=process.wait, daemon=True).start()  # whoever has ended is not kept as a ghost
    return process
