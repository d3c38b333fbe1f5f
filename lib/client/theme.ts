import { storedSetting } from './stored-setting'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeKey = 'tombstone.theme'
export const theme = storedSetting<Theme>(themeKey, themes)

export const railKey = 'tombstone.rail'
/** The rail as the person left it; on a narrow screen it is always narrow. */
export const rail = storedSetting(railKey, ['wide', 'narrow'])
