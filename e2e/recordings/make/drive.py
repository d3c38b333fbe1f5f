# -*- coding: utf-8 -*-
"""Sends the tasks of one scenario and writes what it sent.

usage: WIRE_CONF=... python drive.py <scenario> <out.json> [profile]
profiles: full (default), small, values
"""
from __future__ import unicode_literals

import datetime
import io
import json
import sys
import zlib

import celery
from celery import chain, chord, group

import wireapp
from wireapp import (add, app, custom_failure, echo, fail, fan_out, fire_and_forget, fire_and_forget_errors, import_rows, killed,
                     on_error, reject, replaced, retry_exhausted, retry_exhausted_noexc, retry_later, retry_ok,
                     retry_plain, return_group, return_result, slow, slow_hard, stuck, total, upload, value)

V = wireapp.V
scenario, out = sys.argv[1], sys.argv[2]
profile = sys.argv[3] if len(sys.argv) > 3 else 'full'
serializer = (app.conf.get('result_serializer') if V >= (4, 0) else app.conf.CELERY_RESULT_SERIALIZER)
sent = []


def note(res, case, task, state, notes=''):
    sent.append({'id': res if isinstance(res, type('')) else str(res.id), 'case': case, 'task': task,
                 'expect': state, 'notes': notes})
    return res


def send(task, case, state, args=(), kwargs=None, notes='', **opts):
    return note(task.apply_async(args, kwargs or {}, **opts), case, task.name, state, notes)


send(add, 'success', 'SUCCESS', (2, 3))
send(echo, 'args-kwargs', 'SUCCESS', (1, 'zwei', [3], None), {'email': 'ann@example.com', 'nested': {'k': [1, 2]}, 'ü': 'ключ'})
send(echo, 'html-args', 'SUCCESS', ('<script>alert(1)</script>',), {'password': 'hunter2'})

# values
kinds = sorted(wireapp.values())
if profile == 'small':
    kinds = ['none', 'unicode', 'nan-nested', 'tuple', 'datetime-naive', 'decimal', 'mixed', 'dict-int-keys']
if serializer != 'json' or scenario != 'c526-json':
    kinds = [k for k in kinds if k != 'large']
for kind in kinds:
    send(value, 'value-' + kind, '?', (kind,))

# failures
fails = ['value', 'noargs', 'key', 'many', 'nested-list', 'dict', 'unicode', 'multiline', 'custom', 'nested-class',
         'unserializable-arg', 'unpicklable', 'unpicklable-parent', 'oserror', 'unicode-error', 'chained', 'deep',
         'long-message', 'group']
if profile == 'small':
    fails = ['value', 'noargs', 'many', 'custom', 'nested-class', 'unicode', 'unserializable-arg']
for kind in fails:
    send(fail, 'fail-' + kind, 'FAILURE', (kind,))

# states
send(import_rows, 'progress', 'PROGRESS', (), {'done': 30, 'rows': 100}, notes='custom state written with update_state')
send(upload, 'custom-state', 'UPLOADING', notes='custom state whose meta is a plain string')
send(custom_failure, 'failure-by-hand-dict', 'FAILURE', ('dict',), notes='update_state(state="FAILURE", meta={...}): Celery itself cannot read it back')
send(custom_failure, 'failure-by-hand-string', 'FAILURE', ('string',), notes='update_state(state="FAILURE", meta="...")')
send(stuck, 'stuck', 'STARTED or absent', notes='absent unless task_track_started')
send(fire_and_forget, 'ignore-result', 'absent')
send(fire_and_forget_errors, 'ignore-result-errors', 'FAILURE')
send(retry_later, 'retry', 'RETRY', ('A-9',), notes='waiting for its second attempt')
send(retry_plain, 'retry-noexc', 'RETRY')
send(retry_ok, 'retry-ok', 'SUCCESS')
send(retry_exhausted, 'retry-exhausted', 'FAILURE')
send(retry_exhausted_noexc, 'retry-exhausted-noexc', 'FAILURE', notes='MaxRetriesExceededError')
send(add, 'expired', 'REVOKED', (1, 1), expires=datetime.datetime(2020, 1, 1) if V < (4, 0) else -60)
note(app.send_task('shop.gone', (1,), {}), 'not-registered', 'shop.gone', 'FAILURE', 'no such task in the worker')
if V >= (4, 0):
    send(echo, 'odd-task-id', 'SUCCESS', (1,), task_id='nightly/2024-05-17 zażółć', notes='custom id with a slash, a space and letters outside ASCII')
if V >= (5, 0):
    gone = 'b0b5e1d0-0000-4000-8000-%012x' % (zlib.crc32(scenario.encode()))
    app.backend.mark_as_revoked(gone, 'terminated')
    note(gone, 'revoked-terminated', None, 'REVOKED', 'written through the backend API: remote control does not work over SQS')
if profile != 'small':
    send(reject, 'reject', 'absent')
    if not app.conf.get('wire_solo'):
        send(slow, 'soft-timeout', 'FAILURE')
        send(slow_hard, 'hard-timeout', 'FAILURE')
        send(killed, 'worker-lost', 'FAILURE')
note(app.send_task('shop.add', (1,), {}), 'wrong-args', 'shop.add', 'FAILURE', 'TypeError from a wrong signature')
send(add, 'link', 'SUCCESS', (1, 2), link=add.s(10))
send(fail, 'link-error', 'FAILURE', ('value',), link_error=on_error.s())
send(fan_out, 'children', 'SUCCESS', (2,))
send(return_result, 'returns-asyncresult', 'SUCCESS')
send(return_group, 'returns-groupresult', 'SUCCESS')
if V >= (4, 0):
    send(add, 'shadow', 'SUCCESS', (4, 4), shadow='pretty name')
    send(replaced, 'replaced', 'SUCCESS')
    send(echo, 'argsrepr', 'SUCCESS', ('secret-token',), argsrepr="('***',)", notes='argsrepr hides the argument in SQS headers')

if V >= (5, 3):
    sig = add.s(1, 2)
    sig.stamp(customer='acme', release=['2024.1'])
    note(sig.apply_async(), 'stamped', 'shop.add', 'SUCCESS', 'stamps become top-level fields when extended')

# canvas
g = group(add.s(i, i) for i in range(3)).apply_async()
g.save()
note(g, 'group-saved', '-', 'group', 'GroupResult.save(): celery-taskset-meta-')
for r in g.results:
    note(r, 'group-member', 'shop.add', 'SUCCESS')
if V >= (4, 0):
    g2 = group(group(add.s(1, 1), add.s(2, 2)), chain(add.s(1, 1), add.s(3)), add.s(9, 9)).apply_async()
    g2.save()
    note(g2, 'group-nested-saved', '-', 'group', 'nested group and a chain inside a saved group')

c = chain(add.s(1, 1), add.s(2), add.s(3)).apply_async()
note(c, 'chain-last', 'shop.add', 'SUCCESS')
note(c.parent, 'chain-middle', 'shop.add', 'SUCCESS')
note(c.parent.parent, 'chain-first', 'shop.add', 'SUCCESS')
c = chain(add.s(1, 1), fail.si('value'), add.s(3)).apply_async()
note(c, 'chain-after-failure', 'shop.add', 'FAILURE or absent', 'the link after the failed one')
note(c.parent, 'chain-failed', 'shop.fail', 'FAILURE')

ch = chord([add.s(1, 1), add.s(2, 2)])(total.s())
note(ch, 'chord-body', 'shop.total', 'SUCCESS')
if ch.parent:
    for r in ch.parent.results:
        note(r, 'chord-header', 'shop.add', 'SUCCESS')
if V >= (4, 0) and profile != 'small':
    ch = chord([add.s(1, 1), fail.s('value')])(total.s().on_error(on_error.s()))
    note(ch, 'chord-body-failed', 'shop.total', 'FAILURE', 'ChordError')

sent.append({'id': None, 'case': 'done'})
with io.open(out, 'w', encoding='utf-8') as fh:
    fh.write(type('')(json.dumps({'scenario': scenario, 'celery': celery.__version__,
                                  'python': sys.version.split()[0], 'serializer': serializer, 'sent': sent}, indent=1)))
print('%s: sent %d' % (scenario, len(sent)))
