import { memo } from 'react'
import type { DrawnEdge } from './drawing.model'
import { curveOf, type Layout } from './layout.model'

const dashes: Record<DrawnEdge['kind'], string | undefined> = {
  child: undefined,
  member: undefined,
  chord: '2 4',
  retry: '7 4',
}

/** The lines between the cards. What they mean is in the list of the same workflow. */
export const DrawnLines = memo(function DrawnLines({ layout }: { layout: Layout<DrawnEdge> }) {
  return (
    <svg
      aria-hidden="true"
      width={layout.width}
      height={layout.height}
      className="pointer-events-none absolute overflow-visible text-line-strong"
    >
      <title>Lines of the workflow</title>
      <defs>
        <marker id="workflow-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M1,1L7,4L1,7" fill="none" stroke="context-stroke" strokeWidth="1.2" />
        </marker>
      </defs>
      {layout.edges.map(({ edge, points }) => (
        <path
          key={`${edge.from} ${edge.to}`}
          d={curveOf(points)}
          fill="none"
          stroke={edge.kind === 'retry' ? 'var(--state-retry)' : 'var(--line-strong)'}
          strokeWidth={1.25}
          strokeDasharray={dashes[edge.kind]}
          markerEnd={edge.kind === 'member' ? undefined : 'url(#workflow-arrow)'}
        />
      ))}
    </svg>
  )
})
