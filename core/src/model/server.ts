import type { Dict } from './json.ts'
import type { UrlVariable } from './url-variable.ts'

/** OpenAPI Server Object, its variables filled from a connection's settings. `url` has no trailing slash. */
export interface Server {
  readonly url: string
  readonly variables: Dict<UrlVariable>
}
