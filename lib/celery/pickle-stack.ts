import { mostValues, type PyNode, pyNone } from './py-node'
import type { SkimLimits } from './skim-limits'

export class PickleFault extends Error {
  constructor(
    readonly code: 'bad_pickle' | 'too_large',
    message: string,
  ) {
    super(message)
  }
}

/** Stack and memo of a skimmed document, and how often its budget may start anew. */
const skimStack = 2_000_000
const skimMemo = 50_000
const skimFields = 64

/** The stack, marks and memo of pickle's machine, and what bounds them where a document is only skimmed. */
export class PickleStack {
  readonly skim: SkimLimits | null
  readonly #stack: PyNode[] = []
  readonly #marks: number[] = []
  readonly #memo = new Map<number, PyNode>()
  #memoized = 0
  #members: number
  #fields = 0
  #small = 1_000
  #pushed = 0

  constructor(skim: SkimLimits | null) {
    this.skim = skim
    this.#members = skim?.membersPerField ?? Number.POSITIVE_INFINITY
  }

  mark(): true {
    this.#marks.push(this.#stack.length)
    return true
  }

  /** POP takes the mark where one lies on top. */
  drop(): true {
    if (this.#marks.at(-1) === this.#stack.length) this.#marks.pop()
    else this.pop()
    return true
  }

  addItems(items: PyNode[]): boolean {
    const top = this.top()
    if (top.kind === 'sequence' || top.kind === 'instance') {
      const room = Math.min(items.length, this.#members)
      this.#members -= room
      for (let i = 0; i < room; i++) top.items.push(items[i] ?? pyNone)
      if (room < items.length && top.kind === 'sequence') top.cut = true
    } else if (top.kind !== 'omitted') throw new PickleFault('bad_pickle', 'members for something that is no list')
    return true
  }

  setItems(members: PyNode[]): boolean {
    const top = this.top()
    if (members.length % 2 !== 0) throw new PickleFault('bad_pickle', 'a key without a value')
    if (top.kind === 'mapping' || top.kind === 'instance') {
      // The document itself keeps all its fields: they are why a skimming reader reads on.
      const isDocument = top === this.#stack[0] && top.kind === 'mapping' && top.pairs.length < 1000
      const room = isDocument ? members.length : Math.min(members.length, this.#members)
      if (!isDocument) this.#members -= room
      for (let i = 0; i + 1 < room; i += 2) top.pairs.push([members[i] ?? pyNone, members[i + 1] ?? pyNone])
      if (room < members.length && top.kind === 'mapping') top.cut = true
    } else if (top.kind !== 'omitted') throw new PickleFault('bad_pickle', 'keys for something that is no mapping')
    return true
  }

  get memoized(): number {
    return this.#memoized
  }

  remember(index: number): boolean {
    const node = this.top()
    this.#memoized++
    const short = node.kind === 'str' && node.value.length <= 20
    if (!this.skim || this.#memo.size < skimMemo || (short && this.#memo.size < 2 * skimMemo))
      this.#memo.set(index, node)
    else this.#memo.delete(index)
    return true
  }

  recall(index: number): boolean {
    const node = this.#memo.get(index)
    if (node) return this.push(node)
    if (this.skim && this.#memoized > skimMemo) return this.push(omitted('a value that stands earlier in the document'))
    throw new PickleFault('bad_pickle', `a reference to the value ${index}, which there is not`)
  }

  // Between two fields of the document the members may be spent anew, for the value of the next one.
  watch(): void {
    if (this.#stack.length > skimStack) throw new PickleFault('too_large', 'a list too long to hold')
    if (this.#marks.length > 1 || this.#fields >= skimFields || !this.skim) return
    if (this.#members === this.skim.membersPerField || (this.#stack.length - (this.#marks[0] ?? 1)) % 2 !== 0) return
    this.#fields++
    this.#members = this.skim.membersPerField
  }

  /** Small things are let through a while longer: an exception is made after its arguments have used up everything. */
  spend(count: number): boolean {
    if (this.#members >= count) this.#members -= count
    else if (count <= 16 && this.#small > 0) this.#small--
    else return false
    return true
  }

  /** What is skimmed has limits of its own. */
  push(node: PyNode): true {
    if (!this.skim && ++this.#pushed > mostValues) {
      throw new PickleFault('too_large', `more than ${mostValues} values`)
    }
    this.#stack.push(node)
    return true
  }

  top(): PyNode {
    const top = this.#stack.at(-1)
    if (!top || this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw underflow()
    return top
  }

  pop(): PyNode {
    const top = this.top()
    this.#stack.pop()
    return top
  }

  popMany(count: number): PyNode[] {
    if (this.#stack.length - count < (this.#marks.at(-1) ?? 0)) throw underflow()
    return this.#takeFrom(this.#stack.length - count)
  }

  popMark(): PyNode[] {
    const mark = this.#marks.pop()
    if (mark === undefined) throw underflow()
    return this.#takeFrom(mark)
  }

  // Much faster than splice, which this runs for nearly every instruction.
  #takeFrom(start: number): PyNode[] {
    const taken: PyNode[] = []
    for (let i = start; i < this.#stack.length; i++) taken.push(this.#stack[i] ?? pyNone)
    while (this.#stack.length > start) this.#stack.pop()
    return taken
  }
}

function underflow(): PickleFault {
  return new PickleFault('bad_pickle', 'an instruction that needs a value where there is none')
}

export function omitted(what: string): PyNode {
  return { kind: 'omitted', text: what }
}
