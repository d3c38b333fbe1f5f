export type Box = { left: number; top: number; right: number; bottom: number }

const gap = 6
const margin = 8

/** Where a hint goes: above its target where there is room, else below; never outside the screen. */
export function placeHint(
  target: Box,
  size: { width: number; height: number },
  screen: { width: number; height: number },
): { left: number; top: number } {
  const centred = (target.left + target.right - size.width) / 2
  const left = Math.max(margin, Math.min(centred, screen.width - size.width - margin))
  const above = target.top - size.height - gap
  return { left: Math.round(left), top: Math.round(above >= margin ? above : target.bottom + gap) }
}
