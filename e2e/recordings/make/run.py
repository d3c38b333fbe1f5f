#!/usr/bin/env python3
"""Runs scenarios against the emulator.

usage: run.py <emulator-port> <work-dir> <scenario> [<scenario> ...]

The emulator (emulator.mjs) must be running. A scenario is one interpreter + one
configuration: a worker is started, drive.py sends its tasks, and the worker is ended
(by its pid) once the emulator's log has been quiet for a while.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PORT, WORK = sys.argv[1], sys.argv[2]
APP = os.path.join(WORK, 'app')  # the Python files are copied there: tracebacks show neutral paths
BUCKET = 'celery-results'
ENDPOINT = 'http://127.0.0.1:%s' % PORT
DEB = ['/usr/bin/python3']


def env_dir(name):
    return os.path.join(WORK, 'envs', name)


def s3_conf(name, **kw):
    """Celery >= 4 settings: SQS broker and built-in S3 backend, both at the emulator."""
    conf = {
        'broker_url': 'sqs://%s:secret@127.0.0.1:%s//' % (name, PORT),
        'broker_transport_options': {
            'is_secure': False, 'region': 'us-east-1', 'wait_time_seconds': 1,
            'visibility_timeout': 3600, 'queue_name_prefix': name + '-',
        },
        'broker_connection_retry_on_startup': True,
        'worker_enable_remote_control': False,
        'worker_send_task_events': False,
        'worker_prefetch_multiplier': 4,
        'result_backend': 's3',
        's3_endpoint_url': ENDPOINT, 's3_region': 'us-east-1', 's3_bucket': BUCKET,
        's3_access_key_id': name, 's3_secret_access_key': 'secret',
        's3_base_path': name + '/',
        'accept_content': ['json', 'pickle', 'yaml', 'msgpack'],
        'result_accept_content': ['json', 'pickle', 'yaml', 'msgpack'],
    }
    conf.update(kw)
    return {k: v for k, v in conf.items() if v is not None}


def scenarios():
    c563 = {'python': DEB, 'path': [env_dir('c563')]}
    out = {
        'c526-json': {'python': DEB, 'conf': {}},
        'c526-json-ext': {'python': DEB, 'conf': {'result_extended': True, 'task_track_started': True}},
        'c526-pickle-ext': {'python': DEB, 'conf': {
            'result_serializer': 'pickle', 'task_serializer': 'pickle', 'result_extended': True,
            'task_track_started': True, 's3_base_path': '/c526-pickle-ext'}},
        'c526-yaml-ext': {'python': DEB, 'profile': 'small', 'conf': {
            'result_serializer': 'yaml', 'result_extended': True, 'task_track_started': True}},
        'c526-msgpack-ext': {'python': DEB, 'profile': 'small', 'conf': {
            'result_serializer': 'msgpack', 'task_serializer': 'msgpack', 'result_extended': True, 'task_track_started': True}},
        'c526-proto1-plain': {'python': DEB, 'profile': 'small', 'conf': {
            'task_protocol': 1, 'result_extended': True, 'sqs_plain': True}},
        'c563-json': dict(c563, profile='small', conf={'timezone': 'America/New_York'}),
        'c563-json-ext': dict(c563, conf={'result_extended': True, 'task_track_started': True,
                                          'timezone': 'Europe/Athens', 'global_keyprefix': 'shopA'}),
        'c563-pickle-ext': dict(c563, profile='small', conf={
            'result_serializer': 'pickle', 'task_serializer': 'pickle', 'result_extended': True}),
    }
    # Older Celery: real worker, but a file broker (kombu's SQS consumer of those days
    # needs a pycurl built for the old interpreter); results go to the emulator all the same.
    pyenv = os.environ.get('PYENV_ROOT', os.path.expanduser('~/.pyenv')) + '/versions/'
    py27, py36, py37, py38 = [[pyenv + v + '/bin/python'] for v in ('2.7.18', '3.6.15', '3.7.16', '3.8.18')]
    out['c447-json-ext'] = {'python': py38, 'path': [env_dir('c447')], 'files': True, 'profile': 'small', 'conf': {
        'result_extended': True, 'task_track_started': True}}
    out['c447-pickle'] = {'python': py38, 'path': [env_dir('c447')], 'files': True, 'profile': 'small', 'conf': {
        'result_serializer': 'pickle'}}
    # Celery 4.3's own S3 backend cannot store anything at all (str + bytes TypeError), kept as a proof.
    out['c430-json'] = {'python': py37, 'path': [env_dir('c430')], 'files': True, 'profile': 'small', 'conf': {}}
    # celery-s3 1.0.1 on boto 2.49
    out['cs3-c3125-json'] = {'python': py27, 'path': [env_dir('c3125')], 'files': True, 'profile': 'small', 'cs3': {
        'base_path': '/celery/', 'reduced_redundancy': True, 'encrypt_key': True},
        'conf': {'CELERY_RESULT_SERIALIZER': 'json', 'CELERY_TASK_SERIALIZER': 'json', 'CELERY_TRACK_STARTED': True}}
    out['cs3-c3125-pickle'] = {'python': py27, 'path': [env_dir('c3125')], 'files': True, 'profile': 'small', 'cs3': {
        'base_path': 'old-results'}, 'conf': {}}
    out['cs3-c410-json'] = {'python': py36, 'path': [env_dir('c410')], 'files': True, 'profile': 'small', 'cs3': {},
                            'conf': {'result_serializer': 'json'}}
    # celery-s3 with base_path on Python 3 fails (str/bytes join), kept as a proof.
    out['cs3-c410-base-path'] = {'python': py36, 'path': [env_dir('c410')], 'files': True, 'profile': 'small', 'cs3': {
        'base_path': '/celery/'}, 'conf': {'result_serializer': 'json'}}
    # SQS producers only: produce.py, no worker
    v2 = {'profile': 'produce'}
    out['sqs-c526'] = dict(v2, python=DEB, conf={})
    out['sqs-c526-proto1'] = dict(v2, python=DEB, conf={'task_protocol': 1})
    out['sqs-c526-plain'] = dict(v2, python=DEB, conf={'sqs_plain': True})
    out['sqs-c563'] = dict(v2, python=DEB, path=[env_dir('c563')], conf={'timezone': 'Europe/Athens'})
    out['sqs-c447'] = dict(v2, python=py38, path=[env_dir('c447')], conf={})
    out['sqs-c3125'] = dict(v2, python=py27, path=[env_dir('c3125')], conf={})
    out['sqs-c3125-json'] = dict(v2, python=py27, path=[env_dir('c3125')], conf={'CELERY_TASK_SERIALIZER': 'json'})
    # Messages built by handbuilt.mjs, not by Celery
    for n, py, path in (('c526', DEB, []), ('c563', DEB, [env_dir('c563')]), ('c447', py38, [env_dir('c447')])):
        for kind in ('hb', 'poison'):
            out['%s-%s' % (kind, n)] = {'python': py, 'path': path, 'profile': kind, 'blocking': n == 'c447',
                                        'conf': {'result_extended': True, 'visibility_timeout': 3600 if kind == 'hb' else 600}}
    return out


def run(name, spec):
    conf = dict(spec['conf'])
    plain = conf.pop('sqs_plain', False)
    prefix = conf.pop('global_keyprefix', None)
    visibility = conf.pop('visibility_timeout', None)
    files = {}
    if spec.get('files'):
        spool = os.path.join(WORK, 'spool', name)
        for d in ('q', 'done'):
            os.makedirs(os.path.join(spool, d), exist_ok=True)
        files = {'data_folder_in': spool + '/q', 'data_folder_out': spool + '/q', 'data_folder_processed': spool + '/done',
                 'control_folder': spool + '/control'}
    if 'cs3' in spec:
        s3 = dict(spec['cs3'], aws_access_key_id=name, aws_secret_access_key='secret', bucket=BUCKET)
        if '3125' in name:
            conf = dict(conf, BROKER_URL='filesystem://', BROKER_TRANSPORT_OPTIONS=files, CELERY_S3_BACKEND_SETTINGS=s3,
                        CELERY_RESULT_BACKEND='celery_s3.backends.S3Backend', CELERY_ENABLE_REMOTE_CONTROL=False)
        else:
            conf = dict(conf, broker_url='filesystem://', broker_transport_options=files, CELERY_S3_BACKEND_SETTINGS=s3,
                        result_backend='celery_s3.backends.S3Backend', worker_enable_remote_control=False)
        conf['wire_solo'] = True
    elif name.startswith('sqs-c3125'):
        conf = dict(conf, BROKER_URL='sqs://%s:secret@' % name, BROKER_TRANSPORT_OPTIONS={
            'region': 'us-east-1', 'queue_name_prefix': name + '-'}, CELERY_RESULT_BACKEND='cache', CELERY_CACHE_BACKEND='memory')
    else:
        conf = s3_conf(name, **conf)
        if files:
            conf.update(broker_url='filesystem://', broker_transport_options=files, wire_solo=True)
    if plain:
        conf['broker_transport_options']['sqs_base64_encoding'] = False
        conf['broker_transport_options']['body_encoding'] = None
    if visibility:
        conf['broker_transport_options']['visibility_timeout'] = visibility
    if prefix:
        conf['result_backend_transport_options'] = {'global_keyprefix': prefix}
    outdir = os.path.join(WORK, 'out')
    os.makedirs(outdir, exist_ok=True)
    env = dict(os.environ, WIRE_CONF=json.dumps(conf), WIRE_BOTO_PORT=PORT, PYTHONPATH=os.pathsep.join(spec.get('path', []) + [APP]),
               AWS_EC2_METADATA_DISABLED='true', C_FORCE_ROOT='1', PYTHONDONTWRITEBYTECODE='1', TZ='UTC')
    if spec.get('blocking'):  # no pycurl for this interpreter: make the worker poll SQS with boto3
        env['WIRE_BLOCKING'] = '1'
    for k in ('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AWS_ENDPOINT_URL', 'http_proxy', 'https_proxy'):
        env.pop(k, None)
    if spec.get('profile') == 'produce':
        subprocess.run(spec['python'] + ['produce.py', name, os.path.join(outdir, name + '.marks.json')],
                       cwd=APP, env=env, check=True, timeout=120)
        return
    logf = open(os.path.join(outdir, name + '.worker.log'), 'w')
    def start():
        pool = ['-P', 'solo'] if spec.get('files') or spec.get('blocking') else ['-c', '4']
        head = ['worker', '-A', 'wireapp'] if '-P' in pool else ['-A', 'wireapp', 'worker']
        return subprocess.Popen(
            spec['python'] + ['-m', 'celery'] + head + pool + ['-l', 'INFO', '-n', 'worker1@shop', '--without-gossip',
                                                               '--without-mingle', '--without-heartbeat'],
            cwd=APP, env=env, stdout=logf, stderr=subprocess.STDOUT, start_new_session=True)

    worker = start()
    try:
        time.sleep(4)
        if spec.get('profile') in ('hb', 'poison'):
            open(os.path.join(outdir, name + '.restarts'), 'w').close()
            hand = subprocess.Popen(['node', '--no-warnings', os.path.join(WORK, 'handbuilt.mjs'), PORT, name, os.path.join(outdir, name + '.json')]
                                    + (['poison'] if spec['profile'] == 'poison' else []))
            end, restarts = time.time() + 540, 0
            while hand.poll() is None and time.time() < end:
                time.sleep(0.5)
                kill = os.path.join(outdir, name + '.kill')
                if os.path.exists(kill):
                    os.unlink(kill)
                    os.killpg(worker.pid, signal.SIGKILL)
                    worker.wait()
                if worker.poll() is not None:  # a message ended the worker: bring up another one
                    worker, restarts = start(), restarts + 1
                    with open(os.path.join(outdir, name + '.restarts'), 'w') as fh:
                        fh.write(str(restarts))
            hand.kill()
            return
        subprocess.run(spec['python'] + ['drive.py', name, os.path.join(outdir, name + '.sent.json'), spec.get('profile', 'full')],
                       cwd=APP, env=env, check=True, timeout=300)
        deadline, last, quiet = time.time() + 150, None, 0
        while time.time() < deadline:
            time.sleep(2)
            size = sum(1 for l in open(os.path.join(WORK, 'log.ndjson'), 'rb') if b'"kind":"s3"' in l)
            quiet = quiet + 2 if size == last else 0
            last = size
            if quiet >= 16:
                break
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        logf.close()


if __name__ == '__main__':
    os.makedirs(APP, exist_ok=True)
    for f in ('wireapp.py', 'shopmodels.py', 'drive.py', 'produce.py'):
        shutil.copy(os.path.join(HERE, f), APP)
    for f in ('handbuilt.mjs',):
        shutil.copy(os.path.join(HERE, f), WORK)
    specs = scenarios()
    for n in sys.argv[3:]:
        print('==', n, flush=True)
        run(n, specs[n])
