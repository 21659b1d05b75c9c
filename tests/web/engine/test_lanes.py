"""Who may run, and in which order."""

import threading
import time

import pytest

from web.engine.jobs import Job
from web.engine.lanes import Door, Lane, TooManyOfOne
from web.engine.outcomes import Busy, Cancelled


def job() -> Job:
    return Job("ASK {}", "json")


def test_places_are_given_in_the_order_of_arrival() -> None:
    lane, order = Lane(1), []
    lane.enter(job(), 1)

    def run(number: int) -> None:
        lane.enter(job(), 5)
        order.append(number)
        lane.leave()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(5)]
    for number, thread in enumerate(threads):
        thread.start()
        while lane.waiting <= number:
            time.sleep(0.001)
    assert not lane.try_enter()
    lane.leave()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]
    assert (lane.running, lane.waiting) == (0, 0)


def test_waiting_ends_in_time_and_leaves_no_trace() -> None:
    lane = Lane(1)
    lane.enter(job(), 1)
    with pytest.raises(Busy, match=r"0\.1 seconds"):
        lane.enter(job(), 0.1)
    assert lane.waiting == 0
    lane.leave()
    assert lane.try_enter()


def test_waiting_ends_when_the_client_stops_or_leaves() -> None:
    lane, stopped = Lane(1), job()
    lane.enter(job(), 1)
    stopped.stop.set()
    with pytest.raises(Cancelled):
        lane.enter(stopped, 5)
    with pytest.raises(Cancelled):
        lane.enter(Job("ASK {}", "json", gone=lambda: True), 5)
    assert lane.waiting == 0


def test_the_door_counts_all_and_each() -> None:
    door = Door(2, 1)
    with door.entered("a"):
        with pytest.raises(TooManyOfOne), door.entered("a"):
            pass
        with door.entered("b"), pytest.raises(Busy), door.entered("c"):
            pass
        assert door.inside == 1
    assert door.inside == 0
    with door.entered("a"):
        assert door.inside == 1


def test_no_place_is_lost_under_load() -> None:
    lane, inside, most = Lane(3), [], []
    lock = threading.Lock()

    def run() -> None:
        for _ in range(20):
            try:
                lane.enter(job(), 0.2)
            except Busy:
                continue
            with lock:
                inside.append(1)
                most.append(len(inside))
            time.sleep(0.001)
            with lock:
                inside.pop()
            lane.leave()

    threads = [threading.Thread(target=run) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) <= 3
    assert (lane.running, lane.waiting) == (0, 0)
