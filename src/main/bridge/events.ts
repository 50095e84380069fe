import type { WebContents } from 'electron'
import type { EventChannel, Events } from '../../contract/index.ts'

export type Send = <Channel extends EventChannel>(channel: Channel, event: Events[Channel]) => void

/** @param contents the page, while there is one */
export function createSend(contents: () => WebContents | undefined): Send {
  return (channel, event) => {
    const page = contents()
    if (page && !page.isDestroyed()) page.send(channel, event)
  }
}
