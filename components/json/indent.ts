/** Deep rows stop moving to the right at a share of the width, so that 200 levels stay readable on a phone. */
export function indent(depth: number): string {
  return `min(${depth * 16}px, 45%)`
}
