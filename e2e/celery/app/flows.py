"""Starts one workflow of every kind from within a task and waits for it; prints each as Celery's result objects describe it.

A JSON line each: `kind`, `root`, `tasks` ({id: [state, name, retries]}), `edges` (pairs of `task:<id>` and `group:<id>`, what
children and members say) and `chords` (pairs of group and body, as the body's result names its parent).
"""
import json
import time

from celery.result import AsyncResult, GroupResult

import interop
from interop import app


def node(result):
    return f'group:{result.id}' if isinstance(result, GroupResult) else f'task:{result.id}'


def below(result):
    return (result.results if isinstance(result, GroupResult) else result.children) or []


def walk(result, tasks, edges):
    if isinstance(result, AsyncResult):
        meta = result._get_task_meta()
        tasks[result.id] = [meta['status'], meta.get('name'), meta.get('retries')]
    for child in below(result):
        edges.append([node(result), node(child)])
        walk(child, tasks, edges)


def is_done(tasks, ids):
    # celery.chord_unlock stores nothing, and what is not stored is PENDING.
    return all(state in ('SUCCESS', 'PENDING') for state, _, _ in tasks.values()) and all(
        app.AsyncResult(task_id).state == 'SUCCESS' for task_id in ids
    )


def describe(kind, root, deadline):
    started = root.get(timeout=60)
    ends = started.get('ends', [])
    while True:
        tasks, edges = {}, []
        walk(app.AsyncResult(root.id), tasks, edges)
        pending = [state for state, _, _ in tasks.values() if state == 'PENDING']
        if is_done(tasks, ends) and len(pending) == len(started.get('chords', [])):
            break
        if time.time() > deadline:
            raise SystemExit(f'{kind} did not end: {tasks}')
        time.sleep(0.5)
    chords = started.get('chords', [])
    for _, body in chords:
        walk(app.AsyncResult(body), tasks, edges)
    return {'kind': kind, 'root': root.id, 'tasks': tasks, 'edges': edges, 'chords': chords}


roots = [(kind, interop.start_flow.delay(kind)) for kind in interop.FLOWS]
for kind, root in roots:
    print(json.dumps(describe(kind, root, time.time() + 60)))
