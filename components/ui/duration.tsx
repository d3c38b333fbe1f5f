import { formatDuration } from './format-duration'
import { UnknownDash } from './unknown-dash'

/** A span of time; null is a dash with the reason. */
export function Duration(props: { seconds: number | null; unknownReason: string; className?: string }) {
  if (props.seconds === null) return <UnknownDash reason={props.unknownReason} className={props.className} />
  return <span className={props.className}>{formatDuration(props.seconds)}</span>
}
