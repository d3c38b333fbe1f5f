"""Sends one task of every kind and prints a JSON line for each: case, id, task, and the state it is to reach.

usage: send.py full|small
"""
import json
import sys

from celery import chain, chord, group

import interop
from interop import app

READY = ('SUCCESS', 'FAILURE')


def tell(case, result, task, state):
    print(json.dumps({'case': case, 'id': result if isinstance(result, str) else result.id, 'task': task, 'state': state}))


def send(case, task, args=(), kwargs=None, state='SUCCESS', **options):
    tell(case, task.apply_async(args, kwargs or {}, **options), task.name, state)


def send_full():
    for kind in interop.VALUES:
        send(f'value: {kind}', interop.value, [kind], state='FAILURE' if kind in ('set', 'bytes') else 'SUCCESS')
    for kind in interop.FAILURES:
        send(f'failure: {kind}', interop.fail, [kind], state='FAILURE')

    send('arguments of all kinds', interop.echo, (1, 'zwei', [3], None, 2**70, 1.5), {
        'email': 'ann@example.com', 'nested': {'k': [1, 2]}, 'ü': 'ключ', 'html': '<img src=x onerror=alert(1)>',
    })
    send('id with slash, space and letters', interop.echo, ['a'], task_id='nightly/2026-05-17 zażółć 🐢')
    send('id with odd characters', interop.echo, ['b'], task_id='a%2Fb?c=d&e#f+g;h')
    send('progress', interop.report_progress, ['PROGRESS', {'current': 30, 'total': 100}], state='PROGRESS')
    send('custom state', interop.report_progress, ['UPLOADING', 'part 3 of 9'], state='UPLOADING')
    send('failure written by hand', interop.report_progress, ['FAILURE', {'reason': 'disk full'}], state='FAILURE')
    send('started', interop.get_stuck, state='STARTED')
    send('result is ignored', interop.forget_me, state='PENDING')
    send('waits for a retry', interop.retry_later, ['A-9'], state='RETRY')
    send('retried', interop.retry_twice)
    send('retried in vain', interop.retry_in_vain, state='FAILURE')
    send('no retries left', interop.never_retry, state='FAILURE')
    send('soft time limit', interop.take_too_long, state='FAILURE')
    send('expired', interop.add, [1, 1], expires=-60, state='REVOKED')
    tell('wrong arguments', app.send_task('interop.add', [1]), 'interop.add', 'FAILURE')
    tell('unknown task', app.send_task('interop.gone', [1]), 'interop.gone', 'FAILURE')

    send('children', interop.fan_out, [2])
    send('callback', interop.add, [1, 2], link=interop.add.s(10))
    last = chain(interop.add.s(1, 1), interop.add.s(2), interop.add.s(3)).apply_async()
    tell('chain: last', last, 'interop.add', 'SUCCESS')
    tell('chain: middle', last.parent, 'interop.add', 'SUCCESS')
    tell('chain: first', last.parent.parent, 'interop.add', 'SUCCESS')
    last = chain(interop.add.s(1, 1), interop.fail.si('one string'), interop.add.s(3)).apply_async()
    tell('broken chain: never ran', last, 'interop.add', 'FAILURE')
    tell('broken chain: failed', last.parent, 'interop.fail', 'FAILURE')

    saved = group(interop.add.s(n, n) for n in range(3)).apply_async()
    saved.save()
    tell('group', saved.id, None, 'GROUP')
    for number, member in enumerate(saved.results):
        tell(f'group: member {number}', member, 'interop.add', 'SUCCESS')
    body = chord([interop.add.s(1, 1), interop.add.s(2, 2)])(interop.total.s())
    tell('chord: body', body, 'interop.total', 'SUCCESS')
    for number, member in enumerate(body.parent.results):
        tell(f'chord: header {number}', member, 'interop.add', 'SUCCESS')


def send_small():
    for kind in ('none', 'bigint', 'unicode', 'dict', 'nan', 'tuple', 'datetime', 'decimal', 'uuid', 'set', 'bytes', 'deep'):
        state = 'FAILURE' if kind in ('set', 'bytes') and app.conf.result_serializer == 'json' else 'SUCCESS'
        send(f'value: {kind}', interop.value, [kind], state=state)
    for kind in ('one string', 'many arguments', 'custom class', 'nested class', 'unicode', 'chained', 'decoding'):
        send(f'failure: {kind}', interop.fail, [kind], state='FAILURE')
    send('started', interop.get_stuck, state='STARTED')
    send('expired', interop.add, [1, 1], expires=-60, state='REVOKED')


send_full() if sys.argv[1] == 'full' else send_small()
