// Hand-built task messages, sent with the AWS SDK, to a real worker.
//
//   node handbuilt.mjs <emulator-port> <scenario> <out.json> [poison]
//
// The worker runs already; results are read back from S3.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { SQSClient, SendMessageCommand, GetQueueUrlCommand, GetQueueAttributesCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';

const [port, scenario, out, poison] = process.argv.slice(2);
const common = {
  endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1',
  credentials: { accessKeyId: `${scenario}-node`, secretAccessKey: 'x' },
};
const sqs = new SQSClient(common);
const s3 = new S3Client({ ...common, forcePathStyle: true });
const b64 = (s) => Buffer.from(s, 'utf8').toString('base64');
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${scenario}-celery` }));

function message({ task = 'shop.echo', id = randomUUID(), args = ['x'], kwargs = {}, headers = {}, dropHeaders = [], properties = {},
  dropProps = [], drop = [], body, embed = { callbacks: null, errbacks: null, chain: null, chord: null }, inner = 'base64', outer = 'base64' } = {}) {
  const h = {
    lang: 'py', task, id, shadow: null, eta: null, expires: null, group: null, group_index: null, retries: 0,
    timelimit: [null, null], root_id: id, parent_id: null, argsrepr: JSON.stringify(args), kwargsrepr: JSON.stringify(kwargs),
    origin: 'dashboard', ignore_result: false, ...headers,
  };
  for (const k of dropHeaders) delete h[k];
  const text = body ?? JSON.stringify(embed === 'none' ? [args, kwargs] : [args, kwargs, embed]);
  const p = {
    correlation_id: id, reply_to: '', delivery_mode: 2, delivery_info: { exchange: '', routing_key: 'celery' }, priority: 0,
    body_encoding: inner === 'base64' ? 'base64' : null, delivery_tag: randomUUID(), ...properties,
  };
  for (const k of dropProps) delete p[k];
  const env = {
    body: inner === 'base64' ? b64(text) : text, 'content-encoding': 'utf-8', 'content-type': 'application/json', headers: h, properties: p,
  };
  for (const k of drop) delete env[k];
  const json = JSON.stringify(env);
  return { id, MessageBody: outer === 'base64' ? b64(json) : json };
}
const send = (m, extra = {}) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: m.MessageBody, ...extra }));
async function result(id) {
  try {
    const o = await s3.send(new GetObjectCommand({ Bucket: 'celery-results', Key: `${scenario}/celery-task-meta-${id}` }));
    return JSON.parse(await o.Body.transformToString());
  } catch (e) { return { status: `(${e.name})` }; }
}
const allHeaders = ['lang', 'shadow', 'eta', 'expires', 'group', 'group_index', 'retries', 'timelimit', 'root_id', 'parent_id', 'argsrepr', 'kwargsrepr', 'origin', 'ignore_result'];
const allProps = ['correlation_id', 'reply_to', 'delivery_mode', 'priority', 'delivery_tag'];
const v1 = (id, extra = {}) => ({ task: 'shop.echo', id, args: ['v1'], kwargs: {}, retries: 0, eta: null, expires: null, utc: true, ...extra });
const id1 = randomUUID();
const iso = (ms) => new Date(Date.now() + ms).toISOString();

const cases = {
  'full, base64 outside and inside': message({ args: ['full'] }),
  'outer JSON plain, body base64': message({ outer: 'plain' }),
  'outer JSON plain, body plain': message({ outer: 'plain', inner: 'plain' }),
  'outer base64, body plain': message({ inner: 'plain' }),
  'only task and id headers, only body_encoding and delivery_info properties': message({ dropHeaders: allHeaders, dropProps: allProps }),
  'minimal, no routing_key in delivery_info': message({ dropHeaders: allHeaders, dropProps: allProps, properties: { delivery_info: {} } }),
  'no delivery_info': message({ dropProps: ['delivery_info'] }),
  'no body_encoding although base64': message({ dropProps: ['body_encoding'] }),
  'no properties': message({ drop: ['properties'], inner: 'plain' }),
  'no content-type': message({ drop: ['content-type'] }),
  'no content-encoding': message({ drop: ['content-encoding'] }),
  'no id header': message({ dropHeaders: ['id'] }),
  'no embed (two-item body)': message({ embed: 'none' }),
  'embed null': message({ embed: null }),
  'embed {}': message({ embed: {} }),
  'kwargs a list': message({ kwargs: [] }),
  'timelimit null': message({ headers: { timelimit: null } }),
  'eta in the past (Z)': message({ headers: { eta: iso(-60000) } }),
  'eta 3 s ahead (Z)': message({ headers: { eta: iso(3000) } }),
  'eta 3 s ahead (+00:00)': message({ headers: { eta: iso(3000).replace('Z', '+00:00') } }),
  'eta malformed': message({ headers: { eta: 'tomorrow' } }),
  'expires in the past': message({ headers: { expires: iso(-1000) } }),
  'expires ahead': message({ headers: { expires: iso(600000) } }),
  'retries 3': message({ headers: { retries: 3 } }),
  'unknown extra header': message({ headers: { x_dashboard: 'yes' } }),
  'unknown task': message({ task: 'shop.nope' }),
  'protocol 1, base64': (() => { const id = randomUUID(); return { ...message({ body: JSON.stringify(v1(id)), dropHeaders: [...allHeaders, 'task', 'id'] }), id }; })(),
  'protocol 1, minimal (task, id, args, kwargs)': (() => { const id = randomUUID(); return { ...message({ body: JSON.stringify({ task: 'shop.echo', id, args: [1], kwargs: {} }), dropHeaders: [...allHeaders, 'task', 'id'] }), id }; })(),
  'id that is no UUID': message({ id: 'nightly report/7' }),
  'DelaySeconds 3': { ...message(), extra: { DelaySeconds: 3 } },
};
const report = {};
async function until(id, ms, ok = (r) => !r.status.startsWith('(')) {
  const end = Date.now() + ms;
  let r;
  do { await sleep(300); r = await result(id); } while (!ok(r) && Date.now() < end);
  return r;
}
async function alive() {
  const probe = message({ args: ['probe'] });
  await send(probe);
  return (await until(probe.id, 7000)).status === 'SUCCESS';
}
const queue = async () => (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] }))).Attributes;
const restarts = () => Number(fs.readFileSync(out.replace('.json', '.restarts'), 'utf8') || 0);
async function run(name, m, wait = 3500) {
  const before = Number((await queue()).ApproximateNumberOfMessagesNotVisible);
  const n = restarts();
  await send(m, m.extra);
  const r = await until(m.id, wait);
  await sleep(1500);
  const stuck = Number((await queue()).ApproximateNumberOfMessagesNotVisible) - before;
  let worker = 'alive';
  if (restarts() > n) {
    worker = 'DIED';
    await sqs.send(new PurgeQueueCommand({ QueueUrl })); // the supervisor in run.py restarts the worker
    for (let i = 0; i < 5 && !(await alive()); i++);
  } else if (!(await alive())) {
    worker = 'HANGS';
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    fs.writeFileSync(out.replace('.json', '.kill'), ''); // ask the supervisor for a fresh worker
    await sleep(4000);
    for (let i = 0; i < 5 && !(await alive()); i++);
  }
  report[name] = { id: m.id, body: m.MessageBody, status: r.status, exc: r.result?.exc_type, retries: r.retries, name: r.name, args: r.args, worker, leftInFlight: stuck > 0 };
  console.log(name.padEnd(76), r.status.padEnd(12), (r.result?.exc_type ?? '').padEnd(18), worker, stuck > 0 && worker === 'alive' ? 'message left in flight' : '');
}
if (poison) {
  const odd = {
    'broken inner base64': JSON.stringify({ ...JSON.parse(message({ outer: 'plain' }).MessageBody), body: '%%%' }),
    'JSON object that is not from kombu': '{"hello": "world"}',
    'JSON array': '[1, 2, 3]',
    'not JSON': 'hello world',
    'empty headers, body is no task': message({ dropHeaders: [...allHeaders, 'task', 'id'], body: '{"a": 1}' }).MessageBody,
  };
  for (const [name, MessageBody] of Object.entries(odd)) await run(name, { id: 'none', MessageBody }, 2000);
} else {
  for (const [name, m] of Object.entries(cases)) await run(name, m, /3 s|Delay/.test(name) ? 7000 : 3500);
  // the same task id again
  const failed = randomUUID(), done = randomUUID();
  const brief = (r) => [r.status, r.result?.exc_type ?? r.result, r.args];
  const pair = async () => { await sleep(2500); return { failed: brief(await result(failed)), done: brief(await result(done)) }; };
  await send(message({ task: 'shop.fail', id: failed, args: ['value'] }));
  await send(message({ task: 'shop.add', id: done, args: [2, 3] }));
  report['same id, 1st: fail / add(2, 3)'] = await pair();
  await send(message({ task: 'shop.add', id: failed, args: [20, 30] }));
  await send(message({ task: 'shop.add', id: done, args: [20, 30] }));
  report['same id, 2nd: add(20, 30) / add(20, 30)'] = await pair();
  await send(message({ task: 'shop.fail', id: done, args: ['value'] }));
  report['same id, 3rd: - / fail'] = await pair();
  for (const k of Object.keys(report).filter((k) => k.startsWith('same id,'))) console.log(k.padEnd(44), JSON.stringify(report[k]));
}
const attrs = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed'] }));
report.left = attrs.Attributes;
console.log('left in the queue', JSON.stringify(attrs.Attributes));
fs.writeFileSync(out, JSON.stringify(report, null, 1));
