"""The time budget of a run."""

import time

from worker import Worker


class Clock:
    """The part of a time budget that is left, from 1 to 0, as the first worker sees it; 1 for ever without a budget."""

    def __init__(self, minutes: float | None, worker: Worker):
        self.started, self.seconds = time.monotonic(), 60 * minutes if minutes else float("inf")
        self.worker, self.left = worker, 1.0

    @property
    def limited(self) -> bool:
        return self.seconds < float("inf")

    def read(self) -> float:
        left = 1 - (time.monotonic() - self.started) / self.seconds
        self.left = max(0.0, self.worker.led(left))
        return self.left
