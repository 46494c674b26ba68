"""What can be counted about the running bot, for Prometheus. Kinds and states only, nothing about anybody."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

TICKS = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0)


class Metrics:
    """The counters of one application; on the way of an update nothing but additions."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Counter(
            "balabaqsha_updates", "Updates by what became of them", ["outcome"], registry=self.registry
        )
        self.taken = self.updates.labels("taken")
        self.worked_off = self.updates.labels("worked_off")
        self.parked = self.updates.labels("parked")
        self.letters = Counter(
            "balabaqsha_letters", "Letters settled", ["kind", "channel", "state"], registry=self.registry
        )
        self.sms = Counter("balabaqsha_sms", "Messages handed to the SMS centre", ["outcome"], registry=self.registry)
        self.floods = Counter("balabaqsha_telegram_floods", "Flood limits met (429)", registry=self.registry)
        self.failures = Counter(
            "balabaqsha_send_failures", "Letters that could not be sent now", registry=self.registry
        )
        self.breaker = Gauge("balabaqsha_breaker_open", "1: announcements are held up", registry=self.registry)
        self.ticks = Histogram("balabaqsha_tick_seconds", "What a tick takes", buckets=TICKS, registry=self.registry)
        self.due = Gauge("balabaqsha_letters_due", "Letters that are due, by lane", ["lane"], registry=self.registry)
        self.inbox = Gauge("balabaqsha_inbox_waiting", "Updates that wait", registry=self.registry)
        self.ages = Gauge(
            "balabaqsha_oldest_seconds", "How long the oldest has been waiting", ["what"], registry=self.registry
        )

    def settled(self, kind: str, channel: str, state: str) -> None:
        """A letter has found its end."""
        self.letters.labels(kind.partition(":")[0], channel, state).inc()

    def page(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)
