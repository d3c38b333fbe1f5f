import { memo } from 'react'
import type { Drawing, DrawnEdge } from './drawing.model'
import type { Layout } from './layout.model'
import { StackButton } from './stack-button'
import { WorkflowCard } from './workflow-card'

type Props = {
  drawing: Drawing
  layout: Layout<DrawnEdge>
  focus: string
  /** The one card that the Tab key leads to; arrow keys lead on from there. */
  active: string
  app: string | null
  onOpen: (stackId: string) => void
}

/** Moving the drawing does not draw its cards again. */
export const DrawnCards = memo(function DrawnCards({ drawing, layout, focus, active, app, onOpen }: Props) {
  const parents = new Map(drawing.tree.map(({ from, to }) => [to, from]))
  return layout.items.map((place, index) => {
    const item = drawing.items[index]
    if (!item) return null
    const tabIndex = item.id === active ? 0 : -1
    const parent = parents.get(item.id)
    return (
      <div
        key={item.id}
        className="absolute"
        style={{ left: place.x, top: place.y, width: place.width, height: place.height }}
      >
        {item.kind === 'stack' ? (
          <StackButton stack={item} tabIndex={tabIndex} onOpen={onOpen} />
        ) : (
          <WorkflowCard
            node={item.node}
            app={app}
            current={item.id === focus}
            tabIndex={tabIndex}
            parent={parent?.startsWith('task:') ? parent.slice(5) : null}
          />
        )}
      </div>
    )
  })
})
