#!/usr/bin/env python3
"""Turns the emulator's log into fixture files and manifests.

usage: /usr/bin/python3 export.py <work-dir> <fixtures-dir>
"""
import base64
import hashlib
import json
import os
import pickletools
import shutil
import sys
from urllib.parse import quote, unquote

import msgpack
import yaml

WORK, FIX = sys.argv[1], sys.argv[2]
BUCKET = '/celery-results/'
RUNS = {  # scenario prefix -> what ran
    'c526': {'celery': '5.2.6', 'kombu': '5.2.4', 'python': '3.11', 'backend': 'celery.backends.s3', 'sdk': 'boto3 1.26'},
    'c563': {'celery': '5.6.3', 'kombu': '5.6.2', 'python': '3.11', 'backend': 'celery.backends.s3', 'sdk': 'boto3 1.43'},
    'c447': {'celery': '4.4.7', 'kombu': '4.6.11', 'python': '3.8', 'backend': 'celery.backends.s3', 'sdk': 'boto3 1.26'},
    'cs3-c410': {'celery': '4.1.0', 'kombu': '4.1.0', 'python': '3.6', 'backend': 'celery-s3 1.0.1', 'sdk': 'boto 2.49'},
    'cs3-c3125': {'celery': '3.1.25', 'kombu': '3.0.37', 'python': '2.7', 'backend': 'celery-s3 1.0.1', 'sdk': 'boto 2.49'},
}
EXTENDED = {'c526-json-ext', 'c526-pickle-ext', 'c526-yaml-ext', 'c526-msgpack-ext', 'c526-proto1-plain', 'c563-json-ext',
            'c563-pickle-ext', 'c447-json-ext'}
BASE = {  # what the deployment has configured as base path, and its key prefix as a dashboard must compute it
    'c526-pickle-ext': ('/c526-pickle-ext', '/c526-pickle-ext'), 'cs3-c3125-json': ('/celery/', 'celery/'),
    'cs3-c3125-pickle': ('old-results', 'old-results/'), 'cs3-c410-json': ('', ''),
}
KEEP_HEADERS = ('content-type', 'x-amz-storage-class', 'x-amz-server-side-encryption', 'content-md5', 'x-amz-checksum-crc32')


def run_of(scenario):
    return next(v for k, v in sorted(RUNS.items(), key=lambda kv: -len(kv[0])) if scenario.startswith(k))


def serializer_of(scenario):
    return next(s for s in ('pickle', 'yaml', 'msgpack', 'json') if s in scenario or s == 'json')


def pickled_status(body):
    """The status string of a pickled document, without unpickling anything."""
    last, memo, names = None, {}, []
    for op, arg, _ in pickletools.genops(body):
        if op.name in ('MEMOIZE',):
            memo[len(memo)] = last
        elif op.name in ('BINPUT', 'LONG_BINPUT'):
            memo[arg] = last
        elif op.name in ('BINGET', 'LONG_BINGET'):
            arg = memo.get(arg)
        if isinstance(arg, str) and 'PUT' not in op.name:
            names.append(arg)
            last = arg
        elif 'PUT' not in op.name and op.name != 'MEMOIZE':
            last = None
    return names[names.index('status') + 1] if 'status' in names else None


def status_of(body, serializer):
    try:
        if serializer == 'pickle':
            return pickled_status(body)
        doc = {'json': json.loads, 'yaml': yaml.safe_load, 'msgpack': lambda b: msgpack.unpackb(b, raw=False)}[serializer](body)
        return doc.get('status')
    except Exception as exc:
        return 'unreadable: %s' % type(exc).__name__


def file_of(key):
    """A path for a key: every part percent-encoded, a leading slash written %2F."""
    lead = '%2F' if key.startswith('/') else ''
    return lead + '/'.join(quote(p, safe='') for p in key.lstrip('/').split('/'))


def put(path, data):
    path = os.path.join(FIX, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as fh:
        fh.write(data)


def dump(path, obj):
    put(path, (json.dumps(obj, indent=1, ensure_ascii=False) + '\n').encode())


records = [json.loads(line) for line in open(os.path.join(WORK, 'log.ndjson'), encoding='utf-8')]
for d in ('s3', 'sqs'):
    shutil.rmtree(os.path.join(FIX, d), ignore_errors=True)

# ---- S3 -------------------------------------------------------------------------
entries, absent, scenarios = [], [], {}
for name in sorted(f[:-len('.sent.json')] for f in os.listdir(os.path.join(WORK, 'out')) if f.endswith('.sent.json')):
    sent = {s['id']: s for s in json.load(open(os.path.join(WORK, 'out', name + '.sent.json'), encoding='utf-8'))['sent'] if s['id']}
    serializer = serializer_of(name)
    base, prefix = BASE.get(name, (name + '/', name + '/'))
    objects = {}
    for r in records:
        if r['kind'] == 's3' and r['scenario'] == name and r['method'] == 'PUT' and r['status'] == 200:
            objects.setdefault(unquote(r['path'][len(BUCKET):]), []).append(r)
    scenarios[name] = dict(run_of(name), serializer=serializer, extended=name in EXTENDED, configuredBasePath=base,
                           keyPrefix=prefix, globalKeyprefix='shopA_' if name == 'c563-json-ext' else '')
    found = set()
    for key, writes in objects.items():
        body = base64.b64decode(writes[-1]['body'])
        assert key.startswith(prefix), (name, key)
        rest = key[len(prefix):]
        rest = rest[len('shopA_'):] if rest.startswith('shopA_') else rest
        kind = 'group' if rest.startswith('celery-taskset-meta-') else 'task'
        ident = rest[len('celery-taskset-meta-' if kind == 'group' else 'celery-task-meta-'):]
        found.add(ident)
        s = sent.get(ident, {})
        put('s3/%s/%s' % (name, file_of(key)), body)
        entries.append({
            'scenario': name, 'key': key, 'file': 's3/%s/%s' % (name, file_of(key)), 'kind': kind, 'id': ident,
            'case': s.get('case', 'started by another task'), 'task': None if kind == 'group' else s.get('task'),
            'serializer': serializer, 'extended': name in EXTENDED,
            'expectedState': None if kind == 'group' else status_of(body, serializer),
            'states': None if kind == 'group' else [status_of(base64.b64decode(w['body']), serializer) for w in writes],
            'size': len(body), 'etag': hashlib.md5(body).hexdigest(), 'lastModified': writes[-1]['t'],
            'sentHeaders': {k: writes[-1]['headers'][k] for k in KEEP_HEADERS if k in writes[-1]['headers']},
            'notes': s.get('notes', ''),
        })
    for ident, s in sent.items():
        if ident not in found:
            absent.append({'scenario': name, 'id': ident, 'case': s['case'], 'task': s['task'],
                           'key': prefix + ('shopA_' if name == 'c563-json-ext' else '') + 'celery-task-meta-' + ident})
    if name == 'c526-json-ext':  # every write in order, to replay a live deployment
        lines = [json.dumps({'t': r['t'], 'key': unquote(r['path'][len(BUCKET):]), 'body': base64.b64decode(r['body']).decode()}, ensure_ascii=False)
                 for r in records if r['kind'] == 's3' and r['scenario'] == name and r['method'] == 'PUT'
                 and b'fail-long' not in base64.b64decode(r['body']) and len(r['body']) < 20000]
        put('s3/%s.history.ndjson' % name, ('\n'.join(lines) + '\n').encode())

crafted = {  # things other than Celery leave in buckets, and documents cut or made by hand
    'empty object': ('celery-task-meta-00000000-0000-4000-8000-000000000001', b''),
    'truncated JSON': ('celery-task-meta-00000000-0000-4000-8000-000000000002', b'{"status": "SUCCESS", "result": {"rows": [1, 2'),
    'JSON, but no object': ('celery-task-meta-00000000-0000-4000-8000-000000000003', b'[1, 2, 3]'),
    'object without status': ('celery-task-meta-00000000-0000-4000-8000-000000000004', b'{"result": 5}'),
    'random bytes': ('celery-task-meta-00000000-0000-4000-8000-000000000005', bytes(range(128, 256))),
    'key with no id': ('celery-task-meta-', b'{"status": "SUCCESS", "result": 1}'),
    'other file under the prefix': ('report-2024-05-17.csv', b'a,b\n1,2\n'),
    'folder marker': ('subfolder/', b''),
    'nested below the prefix': ('subfolder/celery-task-meta-00000000-0000-4000-8000-000000000006', b'{"status": "SUCCESS", "result": 1, "traceback": null, "children": []}'),
    'failure with a null result': ('celery-task-meta-00000000-0000-4000-8000-000000000007', b'{"status": "FAILURE", "result": null, "traceback": null, "children": null, "date_done": null, "task_id": "00000000-0000-4000-8000-000000000007"}'),
    'hostile exception type': ('celery-task-meta-00000000-0000-4000-8000-000000000008', b'{"status": "FAILURE", "result": {"exc_type": "system", "exc_message": "rm -rf /", "exc_module": "os"}, "traceback": null, "children": [], "date_done": "2024-05-17T10:00:00.000001", "task_id": "00000000-0000-4000-8000-000000000008"}'),
    'lower-case state, unknown fields, deep parents': ('celery-task-meta-00000000-0000-4000-8000-000000000009', b'{"status": "done", "result": 1, "traceback": null, "children": [[["c1", [["p1", [["p2", null], null]], null]], null]], "colour": "red", "date_done": "2024-05-17T10:00:00", "task_id": "00000000-0000-4000-8000-000000000009"}'),
    'pickle that would run a command': ('celery-task-meta-00000000-0000-4000-8000-00000000000a', b"\x80\x04\x95\x27\x00\x00\x00\x00\x00\x00\x00}\x94\x8c\x06status\x94cposix\nsystem\n\x8c\x07echo hi\x85Rs."),
    'chord counter (other backends)': ('chord-unlock-00000000-0000-4000-8000-00000000000b', b'2'),
}
scenarios['crafted-noise'] = {'crafted': True, 'keyPrefix': 'crafted-noise/', 'configuredBasePath': 'crafted-noise/', 'serializer': 'json', 'extended': False}
for case, (key, body) in crafted.items():
    key = 'crafted-noise/' + key
    f = 's3/crafted-noise/' + (file_of(key) if not key.endswith('/') else file_of(key) + '%2F.marker')
    f = f.replace('//', '/')
    put(f, body)
    entries.append({'scenario': 'crafted-noise', 'key': key, 'file': f, 'kind': 'noise', 'id': None, 'case': case, 'task': None, 'serializer': None,
                    'extended': False, 'expectedState': None, 'states': None, 'size': len(body), 'etag': hashlib.md5(body).hexdigest(),
                    'lastModified': '2024-05-17T10:00:00.000Z', 'sentHeaders': {}, 'notes': 'crafted'})
dump('s3/manifest.json', {'bucket': 'celery-results', 'scenarios': scenarios, 'objects': entries, 'absent': absent})

# ---- SQS ------------------------------------------------------------------------
sqs = []


def decode(body_text):
    try:
        env, outer = json.loads(body_text), 'plain'
    except ValueError:
        env, outer = json.loads(base64.b64decode(body_text)), 'base64'
    inner = env['properties'].get('body_encoding')
    return env, outer, ('base64' if inner == 'base64' else 'plain')


def add_message(scenario, n, case, r, info, notes='', crafted=False):
    text = r['input']['MessageBody']
    f = 'sqs/%s/%02d-%s.txt' % (scenario, n, quote(case, safe=' ').replace(' ', '-'))
    put(f, text.encode())
    entry = dict({'scenario': scenario, 'case': case, 'file': f, 'crafted': crafted}, **info)
    try:
        env, outer, inner = decode(text)
        h = env.get('headers') or {}
        v1 = 'task' not in h
        body = base64.b64decode(env['body']) if inner == 'base64' else env['body']
        doc = json.loads(body) if v1 and env['content-type'] == 'application/json' and 'compression' not in h else {}
        src = doc if v1 else h
        entry.update({
            'protocol': 1 if v1 else 2, 'outer': outer, 'inner': inner, 'contentType': env['content-type'],
            'task': src.get('task'), 'id': src.get('id') or env['properties'].get('correlation_id'), 'eta': src.get('eta'),
            'expires': src.get('expires'), 'retries': src.get('retries'), 'group': src.get('group') or src.get('taskset'),
            'celeryQueue': env['properties']['delivery_info'].get('routing_key'), 'compression': h.get('compression'),
        })
    except Exception as exc:
        entry['undecoded'] = type(exc).__name__
    entry.update({'sqsQueue': r['input']['QueueUrl'].rsplit('/', 1)[-1], 'size': len(text),
                  'params': {k: v for k, v in r['input'].items() if k not in ('QueueUrl', 'MessageBody')}, 'notes': notes})
    sqs.append(entry)


for name in sorted(f[:-len('.marks.json')] for f in os.listdir(os.path.join(WORK, 'out')) if f.endswith('.marks.json')):
    meta = json.load(open(os.path.join(WORK, 'out', name + '.marks.json'), encoding='utf-8'))
    bodies = [r for r in records if r['kind'] == 'sqs' and r['scenario'] == name and r['action'] == 'SendMessage']
    assert len(bodies) == sum(m['messages'] for m in meta['marks']), name
    n = 0
    info = {'celery': meta['celery'], 'kombu': meta['kombu'], 'python': meta['python']}
    for m in meta['marks']:
        for _ in range(m['messages']):
            add_message(name, n, m['case'], bodies[n], info, m['notes'])
            n += 1

# what a running worker itself sends: retries, later links of chains, chord bodies
for name in ('c526-json', 'c563-json-ext'):
    sent = {s['id']: s for s in json.load(open(os.path.join(WORK, 'out', name + '.sent.json'), encoding='utf-8'))['sent'] if s['id']}
    seen, n = {}, 0
    for r in records:
        if r['kind'] != 'sqs' or r['scenario'] != name or r['action'] != 'SendMessage':
            continue
        env, _, _ = decode(r['input']['MessageBody'])
        ident = env['headers'].get('id')
        seen[ident] = seen.get(ident, 0) + 1
        case = sent.get(ident, {}).get('case', '')
        again = seen[ident] > 1
        if (case in ('retry', 'retry-ok', 'replaced') and again) or case in ('chain-middle', 'chain-last', 'chord-body') \
                or (env['headers'].get('task') == 'celery.chord_unlock' and again and not seen.get('unlock')):
            if env['headers'].get('task') == 'celery.chord_unlock':
                seen['unlock'] = 1
                case = 'chord-unlock-retry'
            add_message(name + '-worker', n, case, r, {k: run_of(name)[k] for k in ('celery', 'kombu', 'python')}, 'sent by the worker')
            n += 1

# messages built by hand, and what real workers made of them
hand = {}
for n in ('c526', 'c563', 'c447'):
    for kind in ('hb', 'poison'):
        path = os.path.join(WORK, 'out', '%s-%s.json' % (kind, n))
        if os.path.exists(path):
            for case, res in json.load(open(path, encoding='utf-8')).items():
                hand.setdefault(case, {})[RUNS[n]['celery']] = res
hand.pop('left', None)
by_id = {}
for case, per in hand.items():
    for res in per.values():
        if isinstance(res, dict) and res.get('id'):
            by_id[res['id']] = case
n = 0
for r in records:
    if r['kind'] == 'sqs' and r['scenario'] == 'hb-c526-node' and r['action'] == 'SendMessage':
        case = next((c for i, c in by_id.items() if c in hand and hand[c].get('5.2.6', {}).get('body') == r['input']['MessageBody']), None)
        if case:
            add_message('handbuilt', n, case.replace('/', '-'), r, {'celery': None, 'kombu': None, 'python': None}, 'built by handbuilt.mjs', True)
            n += 1
for per in hand.values():
    for res in per.values():
        if isinstance(res, dict):
            res.pop('body', None)
dump('sqs/handbuilt-results.json', hand)
dump('sqs/manifest.json', {'messages': sqs})

total = sum(os.path.getsize(os.path.join(d, f)) for d, _, fs in os.walk(FIX) for f in fs)
print('%d objects, %d absent, %d messages, %.2f MB in all' % (len(entries), len(absent), len(sqs), total / 1e6))
