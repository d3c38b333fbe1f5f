"""What Celery itself says of task ids: one JSON line for each id of the JSON list on standard input.

`result`, `args` and the like are JSON text made from the values AsyncResult gives, so that they can be compared to the
letter; `null` text where a value cannot be written as JSON (pickle).
"""
import json
import sys

from celery.result import result_from_tuple

from interop import app


def text(value):
    try:
        return json.dumps(value)
    except (TypeError, ValueError):
        return None


def ids(children):
    results = [result_from_tuple(child, app) if isinstance(child, (list, tuple)) else child for child in children or []]
    return [child.id for child in results]


def facts(task_id):
    result = app.AsyncResult(task_id)
    try:
        meta, unreadable = result._get_task_meta(), None
    except Exception as exc:  # Celery cannot read back what update_state(state='FAILURE', meta=...) stored.
        stored = app.backend.get(app.backend.get_key_for_task(task_id))
        meta, unreadable = json.loads(stored), str(exc)
    value = meta.get('result')
    exception = None
    if isinstance(value, BaseException):
        cls = type(value)
        exception = {'type': cls.__qualname__, 'module': cls.__module__, 'args': text(list(value.args)), 'text': str(value)}
    return {
        'id': task_id,
        'state': meta['status'],
        'unreadable': unreadable,
        'result': None if exception else text(value),
        'repr': repr(value)[:500],
        'exception': exception,
        'traceback': meta.get('traceback'),
        'children': ids(meta.get('children')) if unreadable is None else [],
        'dateDone': meta['date_done'].isoformat() if hasattr(meta.get('date_done'), 'isoformat') else meta.get('date_done'),
        'name': meta.get('name'),
        'args': text(meta.get('args')),
        'kwargs': text(meta.get('kwargs')),
        'worker': meta.get('worker'),
        'retries': meta.get('retries'),
        'queue': meta.get('queue'),
        'groupId': meta.get('group_id'),
        'parentId': meta.get('parent_id'),
    }


for task_id in json.load(sys.stdin):
    print(json.dumps(facts(task_id)))
