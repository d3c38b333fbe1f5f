/**
 * What the tasks of e2e/recordings/make/wireapp.py return and raise, as each version and serializer stores it
 * (docs/celery-wire-format.md, B.4, B.6 and B.7). JSON text; "EncodeError" where the value cannot be stored.
 */
type Recorded = { case: string; serializer: 'json' | 'pickle' | 'yaml' | 'msgpack'; expectedState: string | null }
/** Versions as major * 100 + minor. */
type Writer = { celery: number; kombu: number; python: string }

type Spelling = { plain?: string; json?: string; typed: string; yaml?: string; msgpack?: string; python2?: string }
const no = 'EncodeError'

const uuid = '7d9f1cf64d0f4f8a9a5c0f1e2d3c4b5a'
const dashed = '"7d9f1cf6-4d0f-4f8a-9a5c-0f1e2d3c4b5a"'
const allBytes = btoa(String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i)))
const intKeys = '{"__type__": "dict", "__value__": [[1, "one"], [2, "two"]]}'

/** Values every serializer stores alike. */
const same: Record<string, string> = {
  none: 'null',
  true: 'true',
  int: '42',
  negint: '-7',
  float: '3.141592653589793',
  nan: 'NaN',
  inf: 'Infinity',
  neginf: '-Infinity',
  'nan-nested': '{"mean": NaN, "max": Infinity, "n": 0}',
  'empty-string': '""',
  string: '"report ready"',
  unicode: JSON.stringify('Zażółć gęślą jaźń — 日本語 — שלום — 🎉👩‍👩‍👧 — \u0000 nul \u2028 ls'),
  html: JSON.stringify('<script>alert("x")</script><img src=x onerror=alert(1)>'),
  multiline: JSON.stringify('line one\nline two\ttabbed\r\nline three'),
  list: '[1, "two", null, [3.0, {"four": 4}]]',
  'empty-list': '[]',
  'empty-dict': '{}',
  dict: '{"rows": 1250, "url": "s3://exports/2024/05/report.csv", "ok": true}',
  'dict-odd-keys': '{"__type__": "datetime", "not": "an extension"}',
  tuple: '[1, 2, [3, 4]]',
  deep: Array.from({ length: 200 }).reduce<string>(
    (inner, _, i) => (i % 2 ? `[${inner}]` : `{"k": ${inner}}`),
    '"bottom"',
  ),
  large: JSON.stringify({
    rows: Array.from({ length: 15500 }, (_, i) => `row ${String(i).padStart(6, '0')}: ${'x'.repeat(50)}`),
  }),
}

/** `json`: kombu 4.0 to 5.2. `typed`: kombu's extension form, which pickle and YAML are shown in as well. */
const spelled: Record<string, Spelling> = {
  bigint: { json: '1180591620717411303424', typed: '1180591620717411303424', msgpack: no },
  'dict-int-keys': { json: '{"1": "one", "2": "two"}', typed: intKeys, yaml: intKeys, msgpack: intKeys },
  'datetime-naive': when('datetime', '2024-05-17T13:45:30.123456'),
  'datetime-whole': when('datetime', '2024-05-17T13:45:30'),
  'datetime-utc': when('datetime', '2024-05-17T13:45:30.123456+00:00', '2024-05-17T13:45:30.123456Z'),
  'datetime-offset': when('datetime', '2024-05-17T13:45:30-05:00'),
  date: when('date', '2024-05-17', '2024-05-17T00:00:00'),
  time: { ...when('time', '13:45:30.005000'), yaml: no },
  timedelta: {
    json: no,
    typed: typed('timedelta', '{"days": 1, "seconds": 5, "microseconds": 0}'),
    yaml: no,
    msgpack: no,
  },
  decimal: {
    json: '"1234567890.1234567890"',
    typed: typed('decimal', '"1234567890.1234567890"'),
    yaml: no,
    msgpack: no,
  },
  uuid: { json: dashed, typed: typed('uuid', `{"hex": "${uuid}"}`), yaml: no, msgpack: no },
  'bytes-utf8': { json: no, typed: typed('bytes', '"café"'), python2: '"café"' },
  'bytes-binary': {
    json: no,
    typed: typed('base64', `"${allBytes}"`),
    python2: JSON.stringify(String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i))),
  },
  set: { json: no, typed: typed('set', '[1, 2, 3]'), msgpack: no },
  frozenset: { json: no, typed: typed('frozenset', '["a", "b"]'), yaml: no, msgpack: no },
  complex: { json: no, typed: typed('complex', '{"real": 1.0, "imag": 2.0}'), yaml: no, msgpack: no },
  order: {
    json: no,
    typed: object('Order', '[]', '{"number": "A-1", "lines": [{"sku": "x", "qty": 2}]}'),
    yaml: no,
    msgpack: no,
  },
  slots: { json: no, typed: object('SlotPoint', '[]', '{"x": 3, "y": 4}'), yaml: no, msgpack: no },
  namedtuple: {
    json: '["9.99", "EUR"]',
    typed: object('Money', `[${typed('decimal', '"9.99"')}, "EUR"]`),
    yaml: no,
    msgpack: no,
  },
  mixed: {
    json: `{"when": "2024-05-17T13:45:30", "price": "9.99", "id": ${dashed}, "pair": [1, 2]}`,
    typed: `{"when": ${typed('datetime', '"2024-05-17T13:45:30"')}, "price": ${typed('decimal', '"9.99"')}, "id": ${typed('uuid', `{"hex": "${uuid}"}`)}, "pair": [1, 2]}`,
    yaml: no,
    msgpack: no,
  },
}
/** No version's JSON can store these, the extension form or not. */
const neverJson = ['timedelta', 'set', 'frozenset', 'complex', 'order', 'slots']

const results: Record<string, string> = {
  success: '5',
  link: '3',
  shadow: '8',
  replaced: '42',
  'retry-noexc': 'null',
  'retry-ok': '{"attempts": 3}',
  'chain-first': '2',
  'chain-middle': '4',
  'chain-last': '7',
  'chord-body': '6',
  progress: '{"current": 30, "total": 100, "status": "importing"}',
  'custom-state': '"part 3 of 9"',
  'failure-by-hand-dict': '{"reason": "disk full", "code": 28}',
  'failure-by-hand-string': '"disk full"',
  'odd-task-id': '{"args": [1], "kwargs": {}}',
  argsrepr: '{"args": ["secret-token"], "kwargs": {}}',
  'html-args': '{"args": ["<script>alert(1)</script>"], "kwargs": {"password": "hunter2"}}',
  'args-kwargs':
    '{"args": [1, "zwei", [3], null], "kwargs": {"email": "ann@example.com", "nested": {"k": [1, 2]}, "ü": "ключ"}}',
}

/** undefined where the case is not about a value. */
export function expectedResult(recorded: Recorded, writer: Writer): string | undefined {
  // A Python 2 worker that cannot serialize text outside ASCII leaves the task where it was.
  if (recorded.case.startsWith('value-') && recorded.expectedState === 'STARTED') return undefined
  const kind = /^value-(.+)$/.exec(recorded.case)?.[1]
  if (kind === undefined) return results[recorded.case]
  if (same[kind] !== undefined) return same[kind]
  const spelling = spelled[kind]
  if (!spelling) return undefined
  const python2 = writer.python.startsWith('2')
  if (python2 && spelling.python2 !== undefined && recorded.serializer !== 'json') return spelling.python2
  switch (recorded.serializer) {
    case 'pickle':
      return spelling.typed
    case 'yaml':
      return spelling.yaml ?? spelling.typed
    case 'msgpack':
      return spelling.msgpack ?? spelling.typed
    case 'json':
      return inJson(kind, spelling, writer.kombu, python2)
  }
}

function inJson(kind: string, spelling: Spelling, kombu: number, python2: boolean): string | undefined {
  if (kind === 'dict-int-keys' || kind === 'bigint') return spelling.json
  if (neverJson.includes(kind)) return no
  if (kombu >= 503) return kind === 'namedtuple' ? `[${typed('decimal', '"9.99"')}, "EUR"]` : spelling.typed
  if (kombu >= 400) return spelling.json
  // kombu 3.0 knows none of these; what Python 2's bytes become there depends on the bytes.
  return python2 && kind.startsWith('bytes') ? undefined : no
}

type Failure = { type?: string; module?: string | null; message?: string; args?: string }

/** Type and arguments by Celery's own classes and those of the application. */
const failures: Record<string, { type: string; args: unknown[]; module?: string }> = {
  'fail-value': { type: 'ValueError', args: ['order 42 has no lines'] },
  'fail-noargs': { type: 'RuntimeError', args: [] },
  'fail-key': { type: 'KeyError', args: ['sku'] },
  'fail-unicode': { type: 'ValueError', args: ['błąd — 失敗 🎉'] },
  'fail-multiline': { type: 'ValueError', args: ['first line\nsecond line\n<b>third</b>'] },
  'fail-custom': { type: 'OrderError', args: ['A-17', 'out of stock'], module: 'shopmodels' },
  'fail-nested-class': { type: 'Billing.CardDeclined', args: ['card ending 4242'], module: 'shopmodels' },
  'fail-chained': { type: 'ValueError', args: ['wrapped'] },
  'fail-deep': { type: 'ValueError', args: ['at the bottom'] },
  'fail-long-message': { type: 'ValueError', args: ['x'.repeat(20_000)] },
  'link-error': { type: 'ValueError', args: ['order 42 has no lines'] },
  'ignore-result-errors': { type: 'ValueError', args: ['stored although the result is ignored'] },
  'chain-failed': { type: 'ValueError', args: ['order 42 has no lines'] },
  'chain-after-failure': { type: 'ValueError', args: ['order 42 has no lines'] },
  retry: { type: 'OSError', args: ['upstream timed out'] },
  'retry-exhausted': { type: 'OSError', args: ['still down'] },
  expired: { type: 'TaskRevokedError', args: ['expired'], module: 'celery.exceptions' },
  'revoked-terminated': { type: 'TaskRevokedError', args: ['terminated'], module: 'celery.exceptions' },
}
/** Cases with arguments that serializers spell differently: the type alone, or the message. */
const loosely: Record<string, Failure> = {
  'fail-many': { type: 'ValueError', message: 'bad, 42, null, ["a", {"b": 1}]' },
  'fail-nested-list': { type: 'ValueError', message: '[["inner", ["tuple", 1]], {"k": [1]}]' },
  'fail-dict': { type: 'ValueError', message: '{"code": "E42", "field": "email"}' },
  'fail-unserializable-arg': { type: 'ValueError' },
  'fail-unpicklable': {},
  'fail-unpicklable-parent': {},
  'fail-oserror': { type: 'FileNotFoundError', message: 'No such file or directory' },
  'fail-unicode-error': { type: 'UnicodeDecodeError' },
  'fail-group': { type: 'ExceptionGroup' },
  'not-registered': { type: 'NotRegistered' },
  'wrong-args': { type: 'TypeError' },
  'retry-exhausted-noexc': { type: 'MaxRetriesExceededError' },
  'soft-timeout': { type: 'SoftTimeLimitExceeded', message: '' },
  'hard-timeout': { type: 'TimeLimitExceeded', message: '2' },
  'worker-lost': { type: 'WorkerLostError' },
  'chord-body-failed': { type: 'ChordError', message: "ValueError('order 42 has no lines')" },
}

/** undefined where the case does not end in an exception. */
export function expectedFailure(recorded: Recorded & { protocol: number | null }, writer: Writer): Failure | undefined {
  if (recorded.expectedState === 'STARTED') return undefined
  const exact = failures[recorded.case]
  const loose = loosely[recorded.case]
  const python2 = writer.python.startsWith('2')
  const typeOf = (type: string) => {
    if (python2 && ['OSError', 'FileNotFoundError'].includes(type)) return 'IOError'
    // Up to protocol 2, Python 3 writes the name that Python 2 would know.
    if (type === 'FileNotFoundError' && recorded.protocol !== null && recorded.protocol < 3) return 'OSError'
    if (python2 && type === 'Billing.CardDeclined') return 'CardDeclined'
    return writer.celery < 404 && recorded.serializer !== 'pickle' ? (type.split('.').at(-1) ?? type) : type
  }
  // Before 4.2 there is only str(exc), in which several arguments look like a tuple.
  const onlyText = writer.celery < 402 && recorded.serializer !== 'pickle'
  if (loose) {
    const failure = loose.type === undefined ? {} : { type: typeOf(loose.type) }
    // A dict of Python 2 is in any order.
    const message = onlyText || (python2 && /^\{/.test(loose.message ?? '')) ? undefined : loose.message
    return message === undefined ? failure : { ...failure, message }
  }
  if (!exact) return undefined
  const type = typeOf(exact.type)
  const text = String(exact.args[0])
  const sure = exact.args.length === 1 && type !== 'KeyError' && !(python2 && /[^ -~\n]/.test(text))
  if (onlyText)
    return {
      type,
      module: null,
      ...(sure ? { message: text } : {}),
    }
  const module = exact.module ?? (recorded.serializer === 'pickle' || !python2 ? 'builtins' : 'exceptions')
  return { type, module, message: exact.args.join(', ') }
}

function when(type: string, text: string, json = text): Spelling {
  return { json: `"${json}"`, typed: typed(type, `"${text}"`), msgpack: no }
}

function typed(type: string, value: string): string {
  return `{"__type__": "${type}", "__value__": ${value}}`
}

function object(name: string, args: string, state?: string): string {
  const attributes = state ? `, "state": ${state}` : ''
  return typed('object', `{"class": "shopmodels.${name}", "module": "shopmodels", "args": ${args}${attributes}}`)
}
