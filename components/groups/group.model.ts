import type { Group, GroupMember } from '@/lib/contract/workflows'

const order = ['missing', 'failed', 'unfinished', 'done'] as const
export type MemberKind = (typeof order)[number]

export function memberKind({ state }: Pick<GroupMember, 'state'>): MemberKind {
  if (state === null) return 'missing'
  if (state === 'SUCCESS') return 'done'
  return state === 'FAILURE' || state === 'REVOKED' ? 'failed' : 'unfinished'
}

/** What needs a look first: who is missing, who failed, who is not done; within each the group's own order. */
export function byNeed(members: GroupMember[]): (GroupMember & { number: number })[] {
  return members
    .map((member, index) => ({ ...member, number: index + 1 }))
    .sort((a, b) => order.indexOf(memberKind(a)) - order.indexOf(memberKind(b)) || a.number - b.number)
}

/** Where the list of members comes from, and what that means for the figures. */
export function sourceSentence({ source, saved, problem, parentTaskId }: Group): string {
  switch (source) {
    case 'document':
      return 'The list of members is the document that GroupResult.save() stored.'
    case 'parent':
      return `${saved ? 'The group’s own document holds no members' : 'The group was not saved'}; its members are those that ${parentTaskId ? 'the task that started it' : 'its parent'} lists.`
    case 'members':
      return `${problem ? 'The group’s own document cannot be read' : 'The group was not saved'}, so only members that have stored a result are known: nobody knows how many there are. GroupResult.save() would store the list.`
  }
}

const hourMs = 3_600_000

/** How soon to ask again; false where nothing will change by itself. */
export function groupPollMs({ unfinished, missing, lastAt }: Group, nowMs: number): number | false {
  const lively = lastAt !== null && nowMs - Date.parse(lastAt) < hourMs
  if (unfinished > 0) return lively ? 4_000 : 30_000
  // Without a list there may always be more to come.
  return missing !== 0 && lively ? 15_000 : false
}
