import type { Workflow, WorkflowEdge, WorkflowNode } from '@/lib/contract/workflows'

/** A workflow from a few words: `p > a` a child, `p > [g]` and `[g] : m` a group, `[g] ~ body` a chord, `a ^ b` a retry. */
export function workflowOf(lines: string[], change: Record<string, Partial<WorkflowNode>> = {}): Workflow {
  const kinds: Record<string, WorkflowEdge['kind']> = { '>': 'child', ':': 'member', '~': 'chord', '^': 'retry' }
  const idOf = (word: string) => (word.startsWith('[') ? `group:${word.slice(1, -1)}` : `task:${word}`)
  const edges = lines.flatMap((line): WorkflowEdge[] => {
    const [from = '', sign = '', to = ''] = line.split(' ')
    const kind = kinds[sign]
    return kind ? [{ from: idOf(from), to: idOf(to), kind }] : []
  })
  const words = [...new Set(lines.flatMap((line) => line.split(' ').filter((word) => !(word in kinds))))]
  const nodes = words.map((word) => nodeOf(word, change[word]))
  return { focus: nodes[0]?.id ?? '', root: nodes[0]?.id ?? '', nodes, edges, truncated: false }
}

function nodeOf(word: string, change: Partial<WorkflowNode> = {}): WorkflowNode {
  const isGroup = word.startsWith('[')
  const id = isGroup ? word.slice(1, -1) : word
  return {
    id: isGroup ? `group:${id}` : `task:${id}`,
    kind: isGroup ? 'group' : 'task',
    taskId: isGroup ? null : id,
    groupId: isGroup ? id : null,
    name: isGroup ? null : `app.${id}`,
    state: isGroup ? null : 'SUCCESS',
    retries: isGroup ? null : 0,
    worker: null,
    runtimeSeconds: null,
    occurredAt: isGroup ? null : '2026-11-20T12:30:15.000Z',
    exception: null,
    progress: isGroup ? { total: null, done: 0, failed: 0 } : null,
    ...change,
  }
}
