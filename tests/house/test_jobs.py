"""Every job is served: named after its room, found by the worker, called with ids only."""

import inspect
import re
from datetime import datetime
from itertools import islice, pairwise
from uuid import UUID

import pytest
from procrastinate.contrib.django import app

from tests.house.rooms import room_of

BUILT_IN = re.compile(r"^(builtin:|procrastinate)")
OURS = {
    name: task
    for name, task in app.tasks.items()
    if not BUILT_IN.match(name) and task.func.__module__.startswith("nssi.")
}


def test_there_are_jobs():
    assert "foundation.retry_stalled_jobs" in OURS
    assert len(OURS) > 3


@pytest.mark.parametrize("name", OURS)
def test_a_job_is_named_after_its_room_and_waits_in_the_queue_that_workers_serve(name: str):
    task = OURS[name]
    room = room_of(task.func.__module__)
    assert name.split(".")[0] == room
    assert task.queue == "default"
    assert inspect.getdoc(task.func)


@pytest.mark.parametrize("name", OURS)
def test_the_arguments_of_a_job_are_ids_only_because_they_are_logged(name: str):
    for parameter in inspect.signature(OURS[name].func).parameters.values():
        if parameter.name in {"context", "timestamp"}:
            continue
        assert parameter.name.endswith("_id"), parameter.name
        assert parameter.annotation in {str, int, UUID, "str", "int", "UUID", datetime}


PERIODIC = {name: each for (name, _), each in app.periodic_registry.periodic_tasks.items() if name in OURS}
SAID = {
    "Each two seconds,": 2,
    "Each minute,": 60,
    "Each second minute,": 120,
    "Each hour,": 3600,
    "Four times a day,": 6 * 3600,
    "Each night,": 24 * 3600,
}
"""What the first words of a job that comes back promise: so many seconds from one time to the next, always."""


@pytest.mark.parametrize("name", PERIODIC)
def test_a_job_comes_back_as_often_as_it_says(name: str):
    times = islice(PERIODIC[name].croniter.all_next(float, start_time=1_800_000_000), 200)
    waits = {after - before for before, after in pairwise(times)}
    assert len(waits) == 1, "the waits differ: where a cron has seconds, they are its last field"
    text = inspect.getdoc(OURS[name].func) or ""
    said = {seconds for words, seconds in SAID.items() if text.startswith(words)}
    if said or text.startswith("Each "):
        assert waits == said
