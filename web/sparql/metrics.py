"""Counts requests and their times, and writes them as Prometheus reads them."""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """What has been observed since the start."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets = [0] * (len(BUCKETS) + 1)
        self._seconds = 0.0
        self._bytes = 0

    def observe(self, method: str, status: int, seconds: float, size: int) -> None:
        """Note an answered request of the endpoint."""
        with self._lock:
            self._requests[method, status] += 1
            self._buckets[bisect_left(BUCKETS, seconds)] += 1
            self._seconds += seconds
            self._bytes += size

    def text(self, outcomes: Mapping[str, int], gauges: Mapping[str, int]) -> str:
        """All figures, in the text format of Prometheus."""
        with self._lock:
            lines = [
                *_head("chancery_requests_total", "counter", "Requests to the SPARQL endpoint."),
                *(
                    f'chancery_requests_total{{method="{method}",status="{status}"}} {count}'
                    for (method, status), count in sorted(self._requests.items())
                ),
                *_head("chancery_request_seconds", "histogram", "Time to answer a request to the SPARQL endpoint."),
                *self._histogram(),
                *_head("chancery_answer_bytes_total", "counter", "Bytes of answers of the SPARQL endpoint."),
                f"chancery_answer_bytes_total {self._bytes}",
            ]
        lines += _head("chancery_queries_total", "counter", "Queries by the way they ended.")
        lines += [f'chancery_queries_total{{outcome="{name}"}} {count}' for name, count in sorted(outcomes.items())]
        lines += _head("chancery_queries", "gauge", "Queries by where they are.")
        lines += [f'chancery_queries{{place="{name}"}} {count}' for name, count in sorted(gauges.items())]
        return "\n".join(lines) + "\n"

    def _histogram(self) -> Iterator[str]:
        total = 0
        for bound, count in zip((*map(str, BUCKETS), "+Inf"), self._buckets, strict=True):
            total += count
            yield f'chancery_request_seconds_bucket{{le="{bound}"}} {total}'
        yield f"chancery_request_seconds_sum {self._seconds:.6f}"
        yield f"chancery_request_seconds_count {total}"


def _head(name: str, kind: str, text: str) -> list[str]:
    return [f"# HELP {name} {text}", f"# TYPE {name} {kind}"]
