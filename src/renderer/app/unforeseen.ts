import type { App } from 'vue'

/** Hears of every error that nothing else does: of components, handlers, timers and promises. */
export function watchPage(app: App, report: (thrown: unknown) => Promise<void>): void {
  app.config.errorHandler = (thrown) => void report(thrown)
  // Without an error it is a remark of the browser's (a ResizeObserver that goes on in the next frame).
  window.addEventListener('error', ({ error }: { error?: unknown }) => {
    if (error !== null && error !== undefined) void report(error)
  })
  window.addEventListener('unhandledrejection', ({ reason }) => void report(reason))
}
