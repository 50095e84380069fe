import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type {
  AppError,
  AppInfo,
  OwnSettings,
  ProfileId,
  Result,
  Settings,
  SharedSettings,
} from '../../contract/index.ts'
import { useBridge } from '../app/bridge.ts'

const FIRST: Settings = {
  theme: 'system',
  language: 'en',
  rowsPerPage: 25,
  sort: { field: 'created_at', descending: true },
  clipboardSeconds: 60,
  hideFromCapture: true,
}

/** What people have set, as main keeps it, and what main says of itself. */
export const useSettings = defineStore('settings', () => {
  const bridge = useBridge()
  const current = shallowRef<Settings>(FIRST)
  const info = shallowRef<AppInfo>()
  const error = shallowRef<AppError>()

  let heard = false
  bridge.on('settings:changed', (changed) => {
    heard = true
    current.value = changed
  })

  let started: Promise<void> | undefined
  /** Once: whoever needs what is set waits for the same answer. */
  const start = (): Promise<void> => (started ??= begin())

  async function begin(): Promise<void> {
    const [settings, about] = await Promise.all([
      bridge.request['settings:read'](),
      bridge.request['app:info'](),
    ])
    // An event that came meanwhile is newer.
    if (settings.ok && !heard) current.value = settings.value
    if (about.ok) info.value = about.value
  }

  /** Those of that profile. What main answers may overtake what it tells: that somebody is signed in, their settings. */
  async function of(profile: ProfileId | undefined): Promise<void> {
    await start()
    if (profile === undefined || current.value.profile === profile) return
    const answer = await bridge.request['settings:read']()
    if (answer.ok && answer.value.profile === profile) current.value = answer.value
  }

  /** Applies at once; goes back to what main holds when it could not be kept. */
  async function tried(part: Partial<Settings>, ask: () => Promise<Result<Settings>>): Promise<void> {
    const before = current.value
    const changed = { ...before, ...part }
    current.value = changed
    const answer = await ask()
    // Those of another profile, which came meanwhile, stay.
    if (answer.ok && current.value.profile === answer.value.profile) current.value = answer.value
    else if (!answer.ok && current.value === changed) current.value = before
    error.value = answer.ok ? undefined : answer.error
  }

  const change = (part: Partial<SharedSettings>): Promise<void> =>
    tried(part, () => bridge.request['settings:change'](part))

  /** Main stores them with that profile, even if another profile is shown now. */
  const changeOwn = (profile: ProfileId, part: Partial<OwnSettings>): Promise<void> =>
    tried(current.value.profile === profile ? part : {}, () =>
      bridge.request['settings:change-own'](profile, part),
    )

  return { current, info, error, start, of, change, changeOwn }
})

export const CLIPBOARD_SECONDS = [15, 30, 60, 120, 300, 0] as const
export const ROWS_PER_PAGE = [10, 25, 50, 100, 500, 1000] as const
