/** The classes a lifecycle rule can move objects of Standard to. */
export const transitionClasses = [
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] as const
export type TransitionClass = (typeof transitionClasses)[number]
