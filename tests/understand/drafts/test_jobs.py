import time

from django.core.management import get_commands

from multaqa.understand.drafts import jobs


def test_the_process_that_is_started_is_a_command_of_ours():
    assert get_commands()[jobs.COMMAND[-1]] == "multaqa.understand"


def test_a_process_that_has_ended_is_not_kept(monkeypatch):
    monkeypatch.setattr(jobs, "COMMAND", ("-c", "raise SystemExit(3)"))
    process = jobs.begin_working()
    for _moment in range(200):
        if process.returncode is not None:
            break
        time.sleep(0.05)
    assert process.returncode == 3
