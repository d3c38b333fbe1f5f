// Emulator + recording bridge.
//
//   node emulator.mjs --port 4570 --log log.ndjson
//
// Starts fauxqs (npm) on a private loopback port and puts a small HTTP bridge in
// front of it, also on loopback:
//   * S3 requests are passed through unchanged;
//   * SQS requests in the AWS JSON protocol are passed through;
//   * SQS requests in the older AWS *Query* protocol (form-encoded in, XML out:
//     boto2, and boto3 before 1.28.82 or so) are translated, because fauxqs speaks only JSON;
//   * every request is appended to the log, with raw bodies, one JSON object a line.
// The access key id of the caller is logged as "scenario": give each run its own key id.
//
// No credentials are checked; nothing leaves the machine.
import http from 'node:http';
import fs from 'node:fs';
import { buildApp } from 'fauxqs';

const arg = (name, dflt) => {
  const i = process.argv.indexOf('--' + name);
  return i > 0 ? process.argv[i + 1] : dflt;
};
const PORT = Number(arg('port', '4570'));
const INNER = PORT + 1;
const LOG = arg('log', 'emulator.ndjson');
const log = fs.createWriteStream(LOG, { flags: 'a' });
const write = (rec) => log.write(JSON.stringify({ t: new Date().toISOString(), ...rec }) + '\n');

const app = buildApp({ logger: false });
await app.listen({ port: INNER, host: '127.0.0.1' });

function scenarioOf(headers, query, form) {
  const auth = headers.authorization ?? '';
  let m = /Credential=([^/]+)\//.exec(auth) ?? /^AWS ([^:]+):/.exec(auth);
  if (m) return m[1];
  const cred = query?.get('X-Amz-Credential') ?? form?.get('AWSAccessKeyId') ?? query?.get('AWSAccessKeyId');
  return cred ? cred.split('/')[0] : '?';
}

function inner(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const req = http.request({ host: '127.0.0.1', port: INNER, method, path, headers }, (res) => {
      const chunks = [];
      res.on('data', (c) => chunks.push(c));
      res.on('end', () => resolve({ status: res.statusCode, headers: res.headers, body: Buffer.concat(chunks) }));
    });
    req.on('error', reject);
    if (body?.length) req.write(body);
    req.end();
  });
}

// fauxqs names queues http://sqs.<region>.localhost:<port>/…; callers get a plain loopback URL instead.
const toInner = (u) => `http://sqs.us-east-1.localhost:${PORT}${new URL(u).pathname}`;
const toOuter = (u) => `http://127.0.0.1:${PORT}${new URL(u).pathname}`;

async function sqsJson(action, original) {
  const input = original.QueueUrl ? { ...original, QueueUrl: toInner(original.QueueUrl) } : original;
  const body = Buffer.from(JSON.stringify(input));
  const res = await inner('POST', '/', {
    host: `127.0.0.1:${PORT}`,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AmazonSQS.${action}`,
    'content-length': body.length,
    authorization: 'AWS4-HMAC-SHA256 Credential=x/20200101/us-east-1/sqs/aws4_request',
  }, body);
  const output = res.body.length ? JSON.parse(res.body.toString('utf8')) : {};
  if (output.QueueUrl) output.QueueUrl = toOuter(output.QueueUrl);
  if (output.QueueUrls) output.QueueUrls = output.QueueUrls.map(toOuter);
  return { status: res.status, output };
}

// ---- AWS Query protocol <-> JSON ------------------------------------------------
const esc = (s) => String(s).replace(/[&<>"\r]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' })[c]);
const list = (f, prefix) => {
  const out = [];
  for (let i = 1; f.has(`${prefix}.${i}`); i++) out.push(f.get(`${prefix}.${i}`));
  return out;
};
const pairs = (f, prefix) => {
  const out = {};
  for (let i = 1; f.has(`${prefix}.${i}.Name`); i++) out[f.get(`${prefix}.${i}.Name`)] = f.get(`${prefix}.${i}.Value`);
  return out;
};
const num = (f, k) => (f.has(k) ? Number(f.get(k)) : undefined);
const str = (f, k) => (f.has(k) ? f.get(k) : undefined);

function fromQuery(action, f, queueUrl) {
  const attrs = {};
  for (let i = 1; f.has(`MessageAttribute.${i}.Name`); i++) {
    attrs[f.get(`MessageAttribute.${i}.Name`)] = {
      DataType: f.get(`MessageAttribute.${i}.Value.DataType`),
      StringValue: str(f, `MessageAttribute.${i}.Value.StringValue`),
      BinaryValue: str(f, `MessageAttribute.${i}.Value.BinaryValue`),
    };
  }
  const input = {
    QueueName: str(f, 'QueueName'),
    QueueNamePrefix: str(f, 'QueueNamePrefix'),
    QueueUrl: str(f, 'QueueUrl') ?? queueUrl,
    MessageBody: str(f, 'MessageBody'),
    DelaySeconds: num(f, 'DelaySeconds'),
    MessageGroupId: str(f, 'MessageGroupId'),
    MessageDeduplicationId: str(f, 'MessageDeduplicationId'),
    MaxNumberOfMessages: num(f, 'MaxNumberOfMessages'),
    VisibilityTimeout: num(f, 'VisibilityTimeout'),
    WaitTimeSeconds: num(f, 'WaitTimeSeconds'),
    ReceiptHandle: str(f, 'ReceiptHandle'),
    AttributeNames: list(f, 'AttributeName').length ? list(f, 'AttributeName') : undefined,
    MessageAttributeNames: list(f, 'MessageAttributeName').length ? list(f, 'MessageAttributeName') : undefined,
    Attributes: Object.keys(pairs(f, 'Attribute')).length ? pairs(f, 'Attribute') : undefined,
    MessageAttributes: Object.keys(attrs).length ? attrs : undefined,
  };
  if (action === 'CreateQueue' && f.has('DefaultVisibilityTimeout')) {
    input.Attributes = { ...input.Attributes, VisibilityTimeout: f.get('DefaultVisibilityTimeout') };
  }
  return input;
}

function toXml(action, o) {
  let inside = '';
  if (action === 'ListQueues') inside = (o.QueueUrls ?? []).map((u) => `<QueueUrl>${esc(u)}</QueueUrl>`).join('');
  else if (action === 'CreateQueue' || action === 'GetQueueUrl') inside = `<QueueUrl>${esc(o.QueueUrl)}</QueueUrl>`;
  else if (action === 'GetQueueAttributes') {
    inside = Object.entries(o.Attributes ?? {}).map(([k, v]) => `<Attribute><Name>${esc(k)}</Name><Value>${esc(v)}</Value></Attribute>`).join('');
  } else if (action === 'SendMessage') {
    inside = `<MessageId>${o.MessageId}</MessageId><MD5OfMessageBody>${o.MD5OfMessageBody}</MD5OfMessageBody>`
      + (o.SequenceNumber ? `<SequenceNumber>${o.SequenceNumber}</SequenceNumber>` : '');
  } else if (action === 'ReceiveMessage') {
    inside = (o.Messages ?? []).map((m) => `<Message><MessageId>${m.MessageId}</MessageId><ReceiptHandle>${esc(m.ReceiptHandle)}</ReceiptHandle>`
      + `<MD5OfBody>${m.MD5OfBody}</MD5OfBody><Body>${esc(m.Body)}</Body>`
      + Object.entries(m.Attributes ?? {}).map(([k, v]) => `<Attribute><Name>${esc(k)}</Name><Value>${esc(v)}</Value></Attribute>`).join('')
      + '</Message>').join('');
  }
  const result = ['DeleteMessage', 'ChangeMessageVisibility', 'PurgeQueue', 'DeleteQueue', 'SetQueueAttributes'].includes(action)
    ? '' : `<${action}Result>${inside}</${action}Result>`;
  return `<?xml version="1.0"?><${action}Response xmlns="http://queue.amazonaws.com/doc/2012-11-05/">${result}`
    + `<ResponseMetadata><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ResponseMetadata></${action}Response>`;
}
const errXml = (o) => `<?xml version="1.0"?><ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type>`
  + `<Code>${esc(String(o.__type ?? 'Error').split('#').pop())}</Code><Message>${esc(o.message ?? '')}</Message></Error><RequestId>0</RequestId></ErrorResponse>`;

http.createServer(async (req, res) => {
  const chunks = [];
  try {
    for await (const c of req) chunks.push(c);
  } catch { return; } // the caller was ended half-way
  const body = Buffer.concat(chunks);
  const url = new URL(req.url, `http://127.0.0.1:${PORT}`);
  const ct = req.headers['content-type'] ?? '';
  try {
    const target = req.headers['x-amz-target'];
    if (target?.startsWith('AmazonSQS.')) {
      const action = target.slice('AmazonSQS.'.length);
      const input = body.length ? JSON.parse(body.toString('utf8')) : {};
      if (!input.QueueUrl && url.pathname.length > 1) input.QueueUrl = `http://127.0.0.1:${PORT}${url.pathname}`;
      const { status, output } = await sqsJson(action, input);
      write({ kind: 'sqs', protocol: 'json', scenario: scenarioOf(req.headers, url.searchParams), action, input, status, output });
      res.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      res.end(JSON.stringify(output));
      return;
    }
    const form = ct.includes('x-www-form-urlencoded') ? new URLSearchParams(body.toString('utf8')) : url.searchParams;
    if (form.has('Action')) {
      const action = form.get('Action');
      const queueUrl = url.pathname.length > 1 ? `http://127.0.0.1:${PORT}${url.pathname}` : undefined;
      const input = fromQuery(action, form, queueUrl);
      const { status, output } = await sqsJson(action, input);
      write({ kind: 'sqs', protocol: 'query', scenario: scenarioOf(req.headers, url.searchParams, form), action, input: JSON.parse(JSON.stringify(input)), status, output });
      res.writeHead(status, { 'content-type': 'text/xml' });
      res.end(status < 300 ? toXml(action, output) : errXml(output));
      return;
    }
    const headers = { ...req.headers, host: `127.0.0.1:${PORT}` };
    delete headers.expect;
    headers['content-length'] = String(body.length);
    const out = await inner(req.method, req.url, headers, body);
    write({
      kind: 's3', scenario: scenarioOf(req.headers, url.searchParams), method: req.method, path: req.url, headers: req.headers,
      body: req.method === 'PUT' ? body.toString('base64') : undefined, status: out.status, resHeaders: out.headers,
    });
    res.writeHead(out.status, out.headers);
    res.end(req.method === 'HEAD' ? undefined : out.body);
  } catch (err) {
    write({ kind: 'error', url: req.url, message: String(err?.stack ?? err) });
    res.writeHead(500);
    res.end();
  }
}).listen(PORT, '127.0.0.1', () => console.log(`bridge http://127.0.0.1:${PORT} -> fauxqs 127.0.0.1:${INNER}, log ${LOG}`));
