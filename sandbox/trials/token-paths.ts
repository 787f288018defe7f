import type { Connector } from '@jackfield/core'
import { discoveredTokenPath } from './front.ts'

/** Whether a path is that of a token endpoint that a connector's schemes name, its variables being anything. */
export function tokenPathsOf({ securitySchemes }: Connector): (path: string) => boolean {
  const flows = Object.values(securitySchemes).flatMap((scheme) =>
    scheme.type === 'oauth2' ? Object.values(scheme.flows) : [],
  )
  const urls = flows.flatMap((flow) => ('tokenUrl' in flow ? [flow.tokenUrl] : []))
  const paths = urls.map(pathIn)
  const patterns = [discoveredTokenPath, ...paths].map(patternOf)
  return (path) => patterns.some((each) => each.test(path))
}

/** Whether a path is that of a document that a connector's schemes discover their endpoints by. */
export function discoveryPathsOf({ securitySchemes }: Connector): (path: string) => boolean {
  const urls = Object.values(securitySchemes).flatMap((scheme) =>
    scheme.type === 'openIdConnect' ? [scheme.openIdConnectUrl] : [],
  )
  const patterns = urls.map(pathIn).map(patternOf)
  return (path) => patterns.some((each) => each.test(path))
}

const pathIn = (url: string): string =>
  url.replace(/^(?:https?:\/\/[^/]*|\{[^{}]*\})/, '').replace(/[?#].*$/, '') || '/'

function patternOf(path: string): RegExp {
  const texts = path.split(/\{[^{}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`${texts.join('[^/]*')}$`)
}
