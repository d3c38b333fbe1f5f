"""Sends chains and chords with nobody to run them; a JSON line each: `first` (the task whose message waits), `last` (the task
whose result shows that all of it ran), and what that result is to be. One chain and one chord cannot run as they are sent.
"""
import json

from celery import chain, chord

from interop import add, total


def tell(case, first, last, result):
    print(json.dumps({'case': case, 'first': first, 'last': last, 'result': result}))


for case, one in [('sound', 1), ('broken', 'one')]:
    last = chain(add.s(one, 1), add.s(2), add.s(3)).apply_async()
    tell(f'{case} chain', last.parent.parent.id, last.id, 7)
    body = chord([add.s(one, 1), add.s(2, 2)])(total.s())
    tell(f'{case} chord', body.parent.results[0].id, body.id, 6)
