/** Where the drawing lies in its frame, in pixels, and how large it is drawn. */
export type View = { x: number; y: number; scale: number }
export type Size = { width: number; height: number }
type Box = { x: number; y: number; width: number; height: number }

const margin = 24
const [smallest, largest] = [0.08, 2]
/** Below this, names can no longer be read: the drawing is then shown in part. */
const readable = 0.6

/** Larger or smaller, the point under the pointer staying where it is. */
export function zoomAt(view: View, factor: number, at: { x: number; y: number }): View {
  const scale = Math.min(largest, Math.max(smallest, view.scale * factor))
  const share = scale / view.scale
  return { scale, x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share }
}

/** All of it in the middle of the frame, never larger than life. */
export function fitView(drawing: Size, frame: Size): View {
  const scale = Math.min(
    1,
    (frame.width - 2 * margin) / Math.max(1, drawing.width),
    (frame.height - 2 * margin) / Math.max(1, drawing.height),
  )
  const shown = Math.max(smallest, scale)
  return {
    scale: shown,
    x: (frame.width - drawing.width * shown) / 2,
    y: (frame.height - drawing.height * shown) / 2,
  }
}

/** What is seen first: all of it where it can be read, else what the page is about and what leads there. */
export function startView(drawing: Size, frame: Size, focus: Box | undefined): View {
  const fit = fitView(drawing, frame)
  if (fit.scale >= readable || !focus) return fit
  const scale = 0.85
  const within = (wanted: number, size: number, room: number) =>
    size * scale + 2 * margin <= room
      ? (room - size * scale) / 2
      : Math.min(margin, Math.max(room - size * scale - margin, wanted))
  return {
    scale,
    x: within(frame.width / 2 - (focus.x + focus.width / 2) * scale, drawing.width, frame.width),
    y: within(frame.height / 2 - (focus.y + focus.height / 2) * scale, drawing.height, frame.height),
  }
}

/** The least movement that brings a card into the frame. */
export function toShow(view: View, box: Box, frame: Size): View {
  const shift = (start: number, size: number, room: number) => {
    const [low, high] = [start, start + size]
    if (low < margin) return margin - low
    return high > room - margin ? room - margin - high : 0
  }
  return {
    ...view,
    x: view.x + shift(view.x + box.x * view.scale, box.width * view.scale, frame.width),
    y: view.y + shift(view.y + box.y * view.scale, box.height * view.scale, frame.height),
  }
}
