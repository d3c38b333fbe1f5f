import { storedSetting } from './stored-setting'

const setting = storedSetting('tombstone.live', ['on', 'off'])

/** Whether the person has paused live updates; a choice of this browser. */
export const refreshPause = {
  get: () => setting.get() === 'off',
  set: (paused: boolean) => setting.set(paused ? 'off' : 'on'),
  subscribe: setting.subscribe,
}
