import type { JsonValue, TaskDetail } from '@/lib/contract/tasks'

export function value(json: string, more: Partial<JsonValue> = {}): JsonValue {
  return { json, truncated: false, sizeBytes: json.length, ...more }
}

/** A finished task with everything known, for tests. */
export function sampleTask(more: Partial<TaskDetail> = {}): TaskDetail {
  return {
    taskId: '3f2a7c1e-91c0-4a3d-a6a7-126a3da4976f',
    state: 'SUCCESS',
    name: 'app.mail.send_welcome',
    queue: 'emails',
    worker: 'celery@web-1',
    retries: 0,
    dateDone: '2026-11-20T12:01:41.523Z',
    lastModified: '2026-11-20T12:01:42.000Z',
    occurredAt: '2026-11-20T12:01:41.523Z',
    runtimeSeconds: 39.2,
    sizeBytes: 1234,
    serializer: 'json',
    exception: null,
    problem: null,
    fingerprint: null,
    groupId: null,
    parentId: null,
    argsPreview: null,
    resultPreview: null,
    args: value('["kim@example.com", 1180591620717411303424]'),
    kwargs: value('{"locale": "de"}'),
    result: value('{"sent": true}'),
    exceptionDetail: null,
    traceback: null,
    extra: [],
    children: [],
    parent: null,
    rootId: null,
    group: null,
    retryOf: null,
    retriedAs: [],
    stored: {
      key: 'celery/celery-task-meta-3f2a7c1e-91c0-4a3d-a6a7-126a3da4976f',
      uri: 's3://bucket/celery/celery-task-meta-3f2a7c1e-91c0-4a3d-a6a7-126a3da4976f',
      etag: '407e145064596f72762d646f4a84d869',
      storageClass: 'STANDARD',
      contentType: 'binary/octet-stream',
      serverSideEncryption: 'AES256',
      versionId: null,
      sizeBytes: 1234,
      lastModified: '2026-11-20T12:01:42.000Z',
      fresh: true,
    },
    document: { text: '{"status": "SUCCESS"}', truncated: false },
    problemBytes: null,
    timeline: [],
    retryable: { ok: true, reason: null, missing: [], sameIdReason: null, caution: null },
    unknown: [],
    ...more,
  }
}
