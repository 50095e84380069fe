import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import { plainPath } from './tools/plain-path.ts'

// The targets are pinned to the older of the two Electrons that the application runs on (see docs/adr/0001):
// electron-vite would take those of the newest, whose syntax the other does not understand.
const CHROME = 'chrome130'
const NODE = 'node20.18'

const ROOT = plainPath(import.meta.dirname)
const at = (path: string): string => resolve(ROOT, path)
const links = { preserveSymlinks: ROOT !== import.meta.dirname }

export default defineConfig({
  main: {
    root: ROOT,
    resolve: links,
    build: {
      target: NODE,
      // Only keytar stays outside: it carries native code. See package.json, `dependencies`.
      externalizeDeps: false,
      rollupOptions: {
        external: ['keytar'],
        input: {
          index: at('src/main/index.ts'),
          'keychain-process': at('src/main/keychain/process.ts'),
          'file-process': at('src/main/reveal/file-process.ts'),
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    root: ROOT,
    resolve: links,
    build: {
      target: NODE,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('src/preload/index.ts'), foreign: at('src/preload/foreign.ts') },
        // A sandboxed preload script can't be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    resolve: links,
    plugins: [vue()],
    build: {
      target: CHROME,
      minify: true,
      // kB. Read from the disk, once, in one piece.
      chunkSizeWarningLimit: 2000,
      rollupOptions: { input: { index: at('src/renderer/index.html') } },
    },
  },
})
