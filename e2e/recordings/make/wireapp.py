# -*- coding: utf-8 -*-
"""Celery application used to make the fixtures.

Runs under Celery 3.1 (Python 2.7) up to 5.6. Its configuration is the JSON in $WIRE_CONF.
"""
from __future__ import unicode_literals

import datetime
import decimal
import json
import os
import signal
import sys
import time
import uuid

import celery
from celery import Celery
from celery.exceptions import Ignore, Reject, SoftTimeLimitExceeded

import shopmodels

V = tuple(int(x) for x in celery.__version__.split('.')[:2])
PY3 = sys.version_info[0] == 3

if os.environ.get('WIRE_BOTO_PORT'):
    try:  # celery-s3: send boto2 to the emulator instead of *.amazonaws.com
        import boto.s3
        from boto.s3.connection import OrdinaryCallingFormat, S3Connection

        def connect_to_region(region, aws_access_key_id=None, aws_secret_access_key=None, is_secure=True):
            return S3Connection(aws_access_key_id, aws_secret_access_key, is_secure=False, host='127.0.0.1',
                                port=int(os.environ['WIRE_BOTO_PORT']), calling_format=OrdinaryCallingFormat())
        boto.s3.connect_to_region = connect_to_region
    except ImportError:
        pass

app = Celery('wire')
app.conf.update(**{str(k): v for k, v in json.loads(os.environ['WIRE_CONF']).items()})
if os.environ.get('WIRE_BLOCKING'):
    app.IS_WINDOWS = True  # selects the worker's blocking loop
UTC = None
if PY3:
    UTC = datetime.timezone.utc


def values():
    v = {
        'none': None,
        'true': True,
        'int': 42,
        'bigint': 2 ** 70,
        'negint': -7,
        'float': 3.141592653589793,
        'nan': float('nan'),
        'inf': float('inf'),
        'neginf': float('-inf'),
        'nan-nested': {'mean': float('nan'), 'max': float('inf'), 'n': 0},
        'empty-string': '',
        'string': 'report ready',
        'unicode': 'Zażółć gęślą jaźń — 日本語 — שלום — 🎉👩‍👩‍👧 — \u0000 nul \u2028 ls',
        'html': '<script>alert("x")</script><img src=x onerror=alert(1)>',
        'multiline': 'line one\nline two\ttabbed\r\nline three',
        'list': [1, 'two', None, [3.0, {'four': 4}]],
        'empty-list': [],
        'empty-dict': {},
        'dict': {'rows': 1250, 'url': 's3://exports/2024/05/report.csv', 'ok': True},
        'dict-int-keys': {1: 'one', 2: 'two'},
        'dict-odd-keys': {'__type__': 'datetime', 'not': 'an extension'},
        'tuple': (1, 2, (3, 4)),
        'deep': None,
        'large': None,
        'datetime-naive': datetime.datetime(2024, 5, 17, 13, 45, 30, 123456),
        'datetime-whole': datetime.datetime(2024, 5, 17, 13, 45, 30),
        'date': datetime.date(2024, 5, 17),
        'time': datetime.time(13, 45, 30, 5000),
        'timedelta': datetime.timedelta(days=1, seconds=5),
        'decimal': decimal.Decimal('1234567890.1234567890'),
        'uuid': uuid.UUID('7d9f1cf6-4d0f-4f8a-9a5c-0f1e2d3c4b5a'),
        'bytes-utf8': 'café'.encode('utf-8'),
        'bytes-binary': bytes(bytearray(range(256))),
        'set': set([1, 2, 3]),
        'frozenset': frozenset(['a', 'b']),
        'complex': complex(1, 2),
        'order': shopmodels.Order('A-1', [{'sku': 'x', 'qty': 2}]),
        'slots': shopmodels.SlotPoint(3, 4),
        'namedtuple': shopmodels.Money(decimal.Decimal('9.99'), 'EUR'),
        'mixed': {'when': datetime.datetime(2024, 5, 17, 13, 45, 30), 'price': decimal.Decimal('9.99'),
                  'id': uuid.UUID('7d9f1cf6-4d0f-4f8a-9a5c-0f1e2d3c4b5a'), 'pair': (1, 2)},
    }
    deep = 'bottom'
    for i in range(200):
        deep = [deep] if i % 2 else {'k': deep}
    v['deep'] = deep
    v['large'] = {'rows': ['row %06d: %s' % (i, 'x' * 50) for i in range(15500)]}
    if UTC:
        v['datetime-utc'] = datetime.datetime(2024, 5, 17, 13, 45, 30, 123456, tzinfo=UTC)
        v['datetime-offset'] = datetime.datetime(2024, 5, 17, 13, 45, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=-5)))
    return v


@app.task(name='shop.add')
def add(x, y):
    return x + y


@app.task(name='shop.total')
def total(numbers):
    return sum(numbers)


@app.task(name='shop.value')
def value(kind):
    return values()[kind]


@app.task(name='shop.echo')
def echo(*args, **kwargs):
    return {'args': list(args), 'kwargs': kwargs}


@app.task(name='shop.fail')
def fail(kind='value'):
    if kind == 'value':
        raise ValueError('order 42 has no lines')
    if kind == 'noargs':
        raise RuntimeError()
    if kind == 'key':
        raise KeyError('sku')
    if kind == 'many':
        raise ValueError('bad', 42, None, ['a', {'b': 1}])
    if kind == 'nested-list':
        raise ValueError([['inner', ('tuple', 1)], {'k': [1]}])
    if kind == 'dict':
        raise ValueError({'code': 'E42', 'field': 'email'})
    if kind == 'unicode':
        raise ValueError('błąd — 失敗 🎉')
    if kind == 'multiline':
        raise ValueError('first line\nsecond line\n<b>third</b>')
    if kind == 'custom':
        raise shopmodels.OrderError('A-17', 'out of stock')
    if kind == 'nested-class':
        raise shopmodels.Billing.CardDeclined('card ending 4242')
    if kind == 'unserializable-arg':
        raise ValueError('cannot handle', shopmodels.Opaque(), datetime.datetime(2024, 5, 17))
    if kind == 'unpicklable':
        raise shopmodels.Unpicklable('boom', 1)
    if kind == 'unpicklable-parent':
        raise shopmodels.UnpicklableValueError('boom', 2)
    if kind == 'oserror':
        open('/nonexistent/file.csv')
    if kind == 'unicode-error':
        b'\xff'.decode('utf-8')
    if kind == 'chained':
        try:
            {}['missing']
        except KeyError as exc:
            err = ValueError('wrapped')
            err.__cause__ = exc
            raise err
    if kind == 'deep':
        def down(n):
            if n:
                return down(n - 1)
            raise ValueError('at the bottom')
        down(40)
    if kind == 'long-message':
        raise ValueError('x' * 20000)
    if kind == 'group' and sys.version_info >= (3, 11):
        raise ExceptionGroup('several', [ValueError('one'), KeyError('two')])  # noqa: F821
    raise AssertionError(kind)


@app.task(name='shop.import_rows', bind=True)
def import_rows(self, done=30, rows=100):
    """Left in PROGRESS for ever: Ignore keeps whatever state was last stored."""
    self.update_state(state='PROGRESS', meta={'current': done, 'total': rows, 'status': 'importing'})
    raise Ignore()


@app.task(name='shop.upload', bind=True)
def upload(self):
    self.update_state(state='UPLOADING', meta='part 3 of 9')
    raise Ignore()


@app.task(name='shop.custom_failure', bind=True)
def custom_failure(self, kind):
    """A common mistake: a FAILURE whose result is no exception."""
    self.update_state(state='FAILURE', meta={'reason': 'disk full', 'code': 28} if kind == 'dict' else 'disk full')
    raise Ignore()


@app.task(name='shop.stuck')
def stuck():
    """With track_started the object stays in STARTED, without it there is no object."""
    raise Ignore()


@app.task(name='shop.reject', acks_late=True)
def reject():
    raise Reject('not for me', requeue=False)


@app.task(name='shop.fire_and_forget', ignore_result=True)
def fire_and_forget():
    return 'never stored'


@app.task(name='shop.fire_and_forget_errors', ignore_result=True, store_errors_even_if_ignored=True)
def fire_and_forget_errors():
    raise ValueError('stored although the result is ignored')


@app.task(name='shop.retry_later', bind=True, max_retries=5)
def retry_later(self, order=None):
    try:
        raise IOError('upstream timed out')
    except IOError as exc:
        raise self.retry(exc=exc, countdown=600)


@app.task(name='shop.retry_plain', bind=True)
def retry_plain(self):
    raise self.retry(countdown=600)


@app.task(name='shop.retry_ok', bind=True)
def retry_ok(self):
    if self.request.retries < 2:
        raise self.retry(countdown=0)
    return {'attempts': self.request.retries + 1}


@app.task(name='shop.retry_exhausted', bind=True, max_retries=1)
def retry_exhausted(self):
    try:
        raise IOError('still down')
    except IOError as exc:
        raise self.retry(exc=exc, countdown=0)


@app.task(name='shop.retry_exhausted_noexc', bind=True, max_retries=0)
def retry_exhausted_noexc(self):
    raise self.retry(countdown=0)


@app.task(name='shop.slow', soft_time_limit=1)
def slow():
    time.sleep(8)


@app.task(name='shop.slow_hard', time_limit=2)
def slow_hard():
    time.sleep(20)


@app.task(name='shop.killed')
def killed():
    os.kill(os.getpid(), signal.SIGKILL)


@app.task(name='shop.fan_out', trail=True)
def fan_out(n=2):
    """Starts tasks of its own: they are listed in children."""
    return [add.delay(i, i).id for i in range(n)]


@app.task(name='shop.return_result')
def return_result():
    """Returns an AsyncResult: stored as a tuple by every serializer but pickle."""
    return add.delay(5, 5)


@app.task(name='shop.return_group')
def return_group():
    return celery.group(add.s(1, 1), add.s(2, 2)).delay()


@app.task(name='shop.replaced', bind=True)
def replaced(self):
    return self.replace(add.s(20, 22))


@app.task(name='shop.on_error')
def on_error(*args):
    return 'handled'
