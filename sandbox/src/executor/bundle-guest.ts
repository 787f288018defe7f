import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** The guest's program as one module: of the built package, or of the sources where those run. */
export async function bundleGuest(): Promise<string> {
  const here = fileURLToPath(import.meta.url)
  const isSource = here.endsWith('.ts')
  await using build = await rolldown({
    input: here.replace(/bundle-guest\.([jt]s)$/, 'guest-main.$1'),
    platform: 'node',
    logLevel: 'silent',
    tsconfig: isSource ? fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)) : false,
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false, minify: true })
  return output[0].code
}
