import type { Bridge } from '../../../src/contract/index.ts'

declare global {
  interface Window {
    readonly webitel: Bridge
  }
}
