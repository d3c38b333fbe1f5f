# -*- coding: utf-8 -*-
"""Publishes one message of every kind to SQS and leaves it there.

usage: WIRE_CONF=... python produce.py <scenario> <out.json>
No worker runs; the emulator's log holds the raw message bodies, in this order.
"""
from __future__ import unicode_literals

import datetime
import io
import json
import sys

import celery
import celery.signals
from celery import chain, chord, group

import wireapp
from wireapp import add, app, echo, fail, on_error, total

V = wireapp.V
scenario, out = sys.argv[1], sys.argv[2]
marks = []
if V < (4, 0):  # boto2: aim kombu 3.0 at the emulator
    import os
    from boto.regioninfo import RegionInfo
    import kombu.transport.SQS as sqs
    real = sqs.SQSConnection

    def local(region=None, **kw):
        kw['port'] = int(os.environ['WIRE_BOTO_PORT'])
        return real(region=RegionInfo(name='us-east-1', endpoint='127.0.0.1', connection_cls=real), is_secure=False, **kw)
    sqs.SQSConnection = local


counter = {'n': 0}


@celery.signals.before_task_publish.connect
def count(**kw):
    counter['n'] += 1


def mark(case, fun, notes=''):
    counter['n'] = 0
    try:
        fun()
    except Exception as exc:
        print('%s: %s skipped: %r' % (scenario, case, exc))
        return
    marks.append({'case': case, 'messages': counter['n'], 'notes': notes})


when = datetime.datetime(2030, 1, 2, 3, 4, 5, 678901)
mark('plain', lambda: add.apply_async((2, 3)), 'two positional arguments')
mark('args-kwargs', lambda: echo.apply_async((1, 'zwei', [3], None), {'email': 'ann@example.com', 'ü': 'ключ'}))
mark('no-args', lambda: echo.apply_async())
mark('countdown', lambda: add.apply_async((1, 1), countdown=3600), 'countdown becomes an eta header')
mark('eta', lambda: add.apply_async((1, 1), eta=when), 'naive eta')
mark('expires-seconds', lambda: add.apply_async((1, 1), expires=600))
mark('expires-datetime', lambda: add.apply_async((1, 1), expires=when))
mark('priority', lambda: add.apply_async((1, 1), priority=7), 'SQS ignores priority; it is only carried along')
mark('time-limits', lambda: add.apply_async((1, 1), time_limit=30, soft_time_limit=20))
mark('link', lambda: add.apply_async((1, 1), link=add.s(10), link_error=on_error.s()), 'callbacks and errbacks in the embed part')
mark('group', lambda: group(add.s(i, i) for i in range(3)).apply_async(), 'one message a member')
mark('chain', lambda: chain(add.s(1, 1), add.s(2), add.s(3)).apply_async(), 'only the first link is sent, the rest is embedded')
mark('chord', lambda: chord([add.s(1, 1), add.s(2, 2)])(total.s()), 'header tasks, and celery.chord_unlock where the backend cannot count')
mark('pickle', lambda: add.apply_async((datetime.date(2024, 5, 17), 1), serializer='pickle'))
mark('yaml', lambda: add.apply_async((1, 1), serializer='yaml'))
mark('msgpack', lambda: add.apply_async((1, 1), serializer='msgpack'))
mark('gzip', lambda: echo.apply_async(('x' * 500,), compression='gzip'), 'compression header')
mark('headers', lambda: echo.apply_async((1,), headers={'tenant': 'acme'}))
mark('routed-queue', lambda: echo.apply_async((1,), queue='reports.daily/eu'), 'queue name with characters SQS does not allow')
mark('fifo', lambda: echo.apply_async((1,), queue='orders.fifo'), 'FIFO queue, default group')
mark('fifo-group', lambda: echo.apply_async((1,), queue='orders.fifo', MessageGroupId='customer-7', MessageDeduplicationId='dedup-1'),
     'FIFO queue with explicit group and deduplication ids')
mark('ignore-result', lambda: echo.apply_async((1,), ignore_result=True))
mark('unicode-task-id', lambda: echo.apply_async((1,), task_id='nightly/2024-05-17 zażółć'), 'custom task id that is no UUID')
if V >= (4, 0):
    mark('shadow', lambda: echo.apply_async((1,), shadow='pretty name'))
    mark('argsrepr', lambda: echo.apply_async(('secret',), {'token': 'secret'}, argsrepr="('***',)", kwargsrepr="{'token': '***'}"))
    mark('long-argsrepr', lambda: echo.apply_async((['x' * 3000],)), 'argsrepr is cut at 1024 characters')
    mark('retry-2', lambda: echo.apply_async((1,), retries=2), 'as sent by the second retry')
if V >= (5, 3):
    def stamped():
        sig = add.s(1, 2)
        sig.stamp(customer='acme')
        sig.apply_async()
    mark('stamped', stamped)
    mark('delay-seconds', lambda: echo.apply_async((1,), DelaySeconds=120), 'SQS DelaySeconds through a message property')
if V >= (5, 4):
    mark('message-attributes', lambda: echo.apply_async((1,), message_attributes={'tenant': {'DataType': 'String', 'StringValue': 'acme'}}))

with io.open(out, 'w', encoding='utf-8') as fh:
    fh.write(type('')(json.dumps({'scenario': scenario, 'celery': celery.__version__, 'kombu': __import__('kombu').__version__,
                                  'python': sys.version.split()[0], 'marks': marks}, indent=1)))
print('%s: %d kinds' % (scenario, len(marks)))
