import type { Json, JsonObject } from '../../model/index.ts'
import { writeYaml } from '../text/write-yaml.ts'

const comments: Readonly<Record<string, string>> = {
  servers: 'Where requests and credentials go, and nowhere else.',
  securitySchemes: 'Credentials are entered with each connection; they never stand here.',
  settings: 'What a connection fills in that is not secret.',
  derived: 'What a connection learns by itself.',
  test: 'What tries a connection out: an operation that reads and needs no input.',
  actions: 'What flows can do.',
  triggers: 'What starts flows.',
  schemas: "Used above as { $ref: '#/schemas/Name' }.",
}

/** A manifest as a file that people go on with: YAML in sections, with comments. `from` is what it was made of. */
export function manifestText(manifest: JsonObject, from: string): string {
  const sections = Object.entries(manifest).map(([key, value]) => sectionOf(key, value))
  const about = [
    `# Written by \`jackfield import\` from ${from.replaceAll(/\s+/g, ' ')}. It is yours from here: edit it, and look at it`,
    '# with `jackfield check`.',
    '',
  ]
  return about.join('\n') + sections.join('')
}

function sectionOf(key: string, value: Json): string {
  const comment = comments[key]
  const text = writeYaml({ [key]: value })
  return comment === undefined ? text : `\n# ${comment}\n${text}`
}
