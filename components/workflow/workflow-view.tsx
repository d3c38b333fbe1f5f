'use client'

import { useId, useMemo, useState } from 'react'
import { useWidth } from '@/components/charts/use-width'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Notice } from '@/components/ui/notice'
import type { Workflow } from '@/lib/contract/workflows'
import { drawingOf, totalsOf } from './drawing.model'
import { WorkflowCanvas } from './workflow-canvas'
import { WorkflowList } from './workflow-list'
import { totalsInWords, WorkflowTotalsLine } from './workflow-totals'

const narrow = 640

/** The workflow as a drawing or as a list: the list where there is little room, and for whoever prefers it. */
export function WorkflowView({ workflow, app }: { workflow: Workflow; app: string | null }) {
  const [measure, width] = useWidth()
  const unlocksId = useId()
  const [chosen, setChosen] = useState<'drawing' | 'list' | null>(null)
  const [unlocks, setUnlocks] = useState(false)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const drawing = useMemo(() => drawingOf(workflow, { unlocks, opened }), [workflow, unlocks, opened])
  const totals = totalsOf(workflow)
  const view = chosen ?? (width > 0 && width < narrow ? 'list' : 'drawing')
  const open = (stackId: string) => setOpened(new Set([...opened, stackId]))
  const shown = { drawing, focus: workflow.focus, app, label: `Workflow: ${totalsInWords(totals)}`, onOpen: open }
  return (
    <div ref={measure} className="flex flex-col gap-3">
      <div className="flex min-h-8 flex-wrap items-center gap-x-5 gap-y-2">
        <WorkflowTotalsLine totals={totals} />
        <div className="ml-auto flex flex-wrap items-center gap-4 text-list">
          {totals.unlocks > 0 && (
            <label htmlFor={unlocksId} className="flex min-h-8 items-center gap-2 max-md:min-h-10">
              <Checkbox id={unlocksId} checked={unlocks} onChange={(event) => setUnlocks(event.target.checked)} />
              <span>
                Show <code className="font-mono">celery.chord_unlock</code>
              </span>
            </label>
          )}
          {opened.size > 0 && (
            <Button look="quiet" size="small" onClick={() => setOpened(new Set())}>
              Stack alike tasks
            </Button>
          )}
          <Button
            look="quiet"
            size="small"
            aria-pressed={view === 'list'}
            onClick={() => setChosen(view === 'list' ? 'drawing' : 'list')}
          >
            {view === 'list' ? 'Drawing' : 'List'}
          </Button>
        </div>
      </div>
      {workflow.truncated && (
        <Notice tone="warn">
          There is more to this workflow than can be drawn: these are the tasks nearest to the one asked about. Open
          another task to see it from there.
        </Notice>
      )}
      {view === 'list' ? <WorkflowList {...shown} /> : <WorkflowCanvas {...shown} />}
      {view === 'drawing' && <Legend edges={drawing.edges} />}
    </div>
  )
}

const meanings = {
  chord: 'Dotted lines lead to the body of a chord, which runs when all members are done.',
  retry: 'Dashed lines lead to a task that was sent again from the dashboard.',
}

function Legend({ edges }: { edges: { kind: string }[] }) {
  const kinds = new Set(edges.map(({ kind }) => kind))
  return (
    <p className="text-muted text-small">
      {kinds.has('chord') && `${meanings.chord} `}
      {kinds.has('retry') && `${meanings.retry} `}
      Drag to move, <kbd className="font-sans">Ctrl</kbd> and the wheel to zoom; arrow keys lead from card to card.
    </p>
  )
}
