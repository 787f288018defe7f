import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { isJsonObject, type JsonObject } from '@jackfield/core'

/** A connector's folder once more, without the policies that change what the document says is sent and answered. */
export interface WithoutPolicies extends AsyncDisposable {
  readonly path: string
  /** The templates that an operation is without. */
  removedFor(operation: string): readonly string[]
}

/**
 * Prism knows the document and no policy: what a policy routes elsewhere or rewrites can't fit it. What places
 * credentials and settings stays. `undefined` where nothing is to be left out.
 */
export async function withoutPolicies(path: string): Promise<WithoutPolicies | undefined> {
  const properties = await readProperties(join(path, 'apiProperties.json'))
  const all = policiesIn(properties)
  const removed = all.filter(rewrites)
  if (removed.length === 0) return undefined
  const dir = await mkdtemp(join(tmpdir(), 'jackfield-trial-bare-'))
  const bare = join(dir, basename(path))
  await cp(path, bare, { recursive: true, filter: (source) => !/apiProperties\.json$/i.test(source) })
  const kept = {
    ...(properties.properties as JsonObject),
    policyTemplateInstances: all.filter((each) => !rewrites(each)),
  }
  await writeFile(join(bare, 'apiProperties.json'), JSON.stringify({ ...properties, properties: kept }))
  return {
    path: bare,
    removedFor: (operation) => [...new Set(removed.filter((each) => isFor(each, operation)).map(nameOf))].sort(),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}

async function readProperties(path: string): Promise<JsonObject> {
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')) as JsonObject
  } catch {
    // Sloppy or missing: whoever reads the connector tells of it, and there is nothing here to leave out.
    return {}
  }
}

function policiesIn({ properties }: JsonObject): readonly JsonObject[] {
  const listed = isJsonObject(properties) ? properties.policyTemplateInstances : undefined
  return Array.isArray(listed) ? listed.filter(isJsonObject) : []
}

const nameOf = ({ templateId }: JsonObject): string => String(templateId).toLowerCase()

function rewrites(policy: JsonObject): boolean {
  const name = nameOf(policy)
  if (name === 'setheader' || name === 'setqueryparameter') return false
  // A host that each request says; one of a setting is a server.
  return name !== 'dynamichosturl' || /@(?!connectionParameters)\w+\(/i.test(JSON.stringify(policy.parameters ?? {}))
}

function isFor({ parameters }: JsonObject, operation: string): boolean {
  const named = isJsonObject(parameters) ? parameters['x-ms-apimTemplate-operationName'] : undefined
  return !Array.isArray(named) || named.length === 0 || named.includes(operation)
}
