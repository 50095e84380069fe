import { join } from 'node:path'
import {
  startWebitelServer,
  type ServerOptions,
  type WebitelServer,
} from '../../../tools/webitel-server/index.ts'

const fileIn = (folder: string): string => join(folder, 'webitel.db')

/** For `serverOptions`: a server that can be ended and started again without forgetting anything. */
export const onDisk = async (
  { folder }: { folder: string },
  use: (options: ServerOptions) => Promise<void>,
): Promise<void> => await use({ file: fileIn(folder) })

/** The same server at the same address, after it was closed. */
export const startAgain = ({ url }: WebitelServer, folder: string): Promise<WebitelServer> =>
  startWebitelServer({ file: fileIn(folder), port: Number(new URL(url).port) })
