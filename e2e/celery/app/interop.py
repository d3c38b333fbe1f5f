"""A Celery app with tasks of every kind, for the interop tests. Its configuration is the JSON in $INTEROP_CONF."""
import datetime
import decimal
import json
import os
import time
import uuid

from celery import Celery, chain, chord, group
from celery.exceptions import Ignore

app = Celery('interop')
app.conf.update(json.loads(os.environ['INTEROP_CONF']))


class OrderError(Exception):
    """Two arguments and an attribute of its own."""

    def __init__(self, number, reason):
        super().__init__(number, reason)
        self.number = number


class Billing:
    class CardDeclined(Exception):
        """A nested class: its qualified name has a dot."""


class Opaque:
    def __repr__(self):
        return '<Opaque thing>'


def nested(levels):
    value = 'bottom'
    for level in range(levels):
        value = [value] if level % 2 else {'k': value}
    return value


VALUES = {
    'none': lambda: None,
    'true': lambda: True,
    'int': lambda: 42,
    'bigint': lambda: 2**70,
    'negative': lambda: -(2**63) - 1,
    'float': lambda: 3.141592653589793,
    'small float': lambda: 1e-7,
    'large float': lambda: 1e22,
    'nan': lambda: {'mean': float('nan'), 'max': float('inf'), 'min': float('-inf')},
    'empty string': lambda: '',
    'unicode': lambda: 'Zażółć gęślą jaźń — 日本語 — שלום — 🎉👩‍👩‍👧 — \u0000 nul \u2028 ls',
    'lone surrogate': lambda: 'half \ud83d of an emoji',
    'html': lambda: '<script>alert("x")</script><img src=x onerror=alert(1)>',
    'multiline': lambda: 'line one\nline two\ttabbed\r\n\x1b[31mred\x1b[0m',
    'list': lambda: [1, 'two', None, [3.0, {'four': 4}]],
    'empty list': lambda: [],
    'empty dict': lambda: {},
    'dict': lambda: {'rows': 1250, 'url': 's3://exports/report.csv', 'ok': True, 'ключ': 'значение'},
    'integer keys': lambda: {1: 'one', 2: 'two'},
    'odd keys': lambda: {'__type__': 'datetime', 'not': 'an extension', '__proto__': 1},
    'tuple': lambda: (1, 2, (3, 4)),
    'deep': lambda: nested(200),
    'large': lambda: ['row %06d: %s' % (row, 'x' * 50) for row in range(15_500)],
    'datetime': lambda: datetime.datetime(2026, 5, 17, 13, 45, 30, 123456, tzinfo=datetime.timezone.utc),
    'date': lambda: datetime.date(2026, 5, 17),
    'decimal': lambda: decimal.Decimal('1234567890.1234567890'),
    'uuid': lambda: uuid.UUID('7d9f1cf6-4d0f-4f8a-9a5c-0f1e2d3c4b5a'),
    # These no JSON encoder of Celery 5.2 takes: the task succeeded, and is stored as a failure.
    'set': lambda: {1, 2, 3},
    'bytes': lambda: b'\x00\xff',
}


def raise_chained():
    try:
        {}['missing']
    except KeyError as exc:
        raise ValueError('wrapped') from exc


def sink(levels):
    if levels:
        return sink(levels - 1)
    raise RuntimeError('at the bottom')


def raise_(exc):
    raise exc


FAILURES = {
    'one string': lambda: raise_(ValueError('order 42 has no lines')),
    'no arguments': lambda: raise_(RuntimeError()),
    'key error': lambda: {}['sku'],
    'many arguments': lambda: raise_(ValueError('bad', 42, None, ['a', {'b': 1}])),
    'nested list': lambda: raise_(ValueError([['inner', ['tuple', 1]], {'k': [1]}])),
    'dict': lambda: raise_(ValueError({'code': 'E42', 'field': 'email'})),
    'unicode': lambda: raise_(ValueError('błąd — 失敗 🎉')),
    'html and lines': lambda: raise_(ValueError('first line\nsecond line\n<b>third</b><script>alert(1)</script>')),
    'custom class': lambda: raise_(OrderError('A-17', 'out of stock')),
    'nested class': lambda: raise_(Billing.CardDeclined('card ending 4242')),
    'argument no JSON can hold': lambda: raise_(ValueError('cannot handle', Opaque())),
    'operating system': lambda: open('/nonexistent/file.csv'),
    'decoding': lambda: b'\xff'.decode('utf-8'),
    'chained': raise_chained,
    'recursion': lambda: sink(40),
    'long message': lambda: raise_(ValueError('x' * 20_000)),
}


@app.task
def add(x, y):
    return x + y


@app.task
def total(numbers):
    return sum(numbers)


@app.task
def value(kind):
    return VALUES[kind]()


@app.task
def echo(*args, **kwargs):
    return {'args': list(args), 'kwargs': kwargs}


@app.task
def fail(kind='one string', really=True):
    if really:
        FAILURES[kind]()
    return f'no {kind} this time'


@app.task(bind=True)
def report_progress(self, state, meta):
    """Stays in that state for ever: Ignore keeps whatever was stored last."""
    self.update_state(state=state, meta=meta)
    raise Ignore()


@app.task
def get_stuck():
    raise Ignore()


@app.task(ignore_result=True)
def forget_me():
    return 'never stored'


@app.task(bind=True, max_retries=5)
def retry_later(self, order):
    try:
        raise OSError('upstream timed out')
    except OSError as exc:
        raise self.retry(exc=exc, countdown=600)


@app.task(bind=True)
def retry_twice(self):
    if self.request.retries < 2:
        raise self.retry(countdown=0)
    return {'attempts': self.request.retries + 1}


@app.task(bind=True, max_retries=1)
def retry_in_vain(self):
    try:
        raise OSError('still down')
    except OSError as exc:
        raise self.retry(exc=exc, countdown=0)


@app.task(bind=True, max_retries=0)
def never_retry(self):
    raise self.retry(countdown=0)


@app.task(soft_time_limit=1)
def take_too_long():
    time.sleep(20)


@app.task
def fan_out(count):
    return [add.delay(n, n).id for n in range(count)]


@app.task(bind=True)
def retry_thrice(self):
    if self.request.retries < 3:
        raise self.retry(countdown=0)
    return self.request.retries


@app.task
def start_group(count):
    return group(add.s(n, n) for n in range(count))().id


def flow_chord():
    result = chord([add.s(n, n) for n in range(20)])(total.s())
    return {'ends': [result.id], 'chords': [[result.parent.id, result.id]]}


def flow_chain():
    return {'ends': [chain(add.s(1, 1), add.s(2), add.s(3), add.s(4), add.s(5))().id]}


def flow_groups():
    return {'groups': [group(add.s(1, 1), start_group.s(2), start_group.s(3))().id]}


def flow_retry():
    return {'ends': [retry_thrice.delay().id]}


FLOWS = {'chord of 20': flow_chord, 'chain of 5': flow_chain, 'nested groups': flow_groups, 'retried': flow_retry}


@app.task
def start_flow(kind):
    return FLOWS[kind]()
