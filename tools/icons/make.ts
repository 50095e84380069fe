/** `npm run icons`: every icon that a system asks for, from `build/icon.svg`. What it makes is committed. */
import { Resvg } from '@resvg/resvg-js'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { icns, ico } from './containers.ts'

const BUILD = join(import.meta.dirname, '../../build')
const svg = readFileSync(join(BUILD, 'icon.svg'))

const png = (size: number): Buffer =>
  new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng()

/** Linux: one file a size. */
const LINUX = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const WINDOWS = [16, 20, 24, 32, 40, 48, 64, 128, 256]
const MAC = [16, 32, 64, 128, 256, 512, 1024]

mkdirSync(join(BUILD, 'icons'), { recursive: true })
for (const size of LINUX) writeFileSync(join(BUILD, 'icons', `${size}x${size}.png`), png(size))
writeFileSync(join(BUILD, 'icon.png'), png(512))
writeFileSync(join(BUILD, 'icon.ico'), ico(WINDOWS.map((size) => ({ size, png: png(size) }))))
writeFileSync(join(BUILD, 'icon.icns'), icns(MAC.map((size) => ({ size, png: png(size) }))))
console.log(`Icons: ${BUILD}`)
