"""The job of this service: each hour it looks whether the registers speak for another order."""

from nssi.foundation.queue import queue


@queue.periodic(cron="41 * * * *")
@queue.task(
    name="services.unemployment_benefit.look_at_registers",
    queueing_lock="services.unemployment_benefit.look_at_registers",
    lock="services.unemployment_benefit.look_at_registers",
)
def look_at_registers_for_news(timestamp: int) -> None:
    """Each hour, propose the orders that registers, payments and new values of the law ask for."""
    from nssi.services.unemployment_benefit.actions.look_at_registers import look_at_registers

    look_at_registers()
