import { dict, type UrlVariable } from '@jackfield/core'
import { type ConnectionParameter, settingName } from '../properties/index.ts'

/** Where in a URL: all of its beginning, a part of its host, the end of that, or after it. */
export type UrlPlace = 'beginning' | 'host' | 'host-end' | 'path'

const host = '^[A-Za-z0-9._-]+$'
/** Where a host ends, a port may stand. */
const filled = {
  host: { pattern: host },
  'host-end': { pattern: host, port: true },
  path: { pattern: '^.*$' },
} as const

/** A connection parameter in a URL: one of its values where those are listed, else whatever its place can hold. */
export function urlVariable(parameter: ConnectionParameter, place: UrlPlace, otherwise?: string): UrlVariable {
  const { allowed } = parameter
  const default_ = [otherwise, parameter.default].find((each) => each !== undefined && isTaken(each, parameter, place))
  const common = {
    from: `settings.${settingName(parameter.name)}`,
    ...(default_ !== undefined && { default: default_ }),
  }
  if (allowed.length > 0 && allowed.every(({ value }) => fits(mapped(value, place), place)))
    return { ...common, map: dict(allowed.map(({ value }) => [value, mapped(value, place)] as const)) }
  return place === 'beginning' ? { ...common, url: true } : { ...common, ...filled[place] }
}

function isTaken(value: string, { allowed }: ConnectionParameter, place: UrlPlace): boolean {
  return allowed.length > 0 ? allowed.some((each) => each.value === value) : fits(value, place)
}

function mapped(value: string, place: UrlPlace): string {
  return place === 'beginning' && /^[\w-]+(\.[\w-]+)+(\/|$)/.test(value) ? `https://${value}` : value
}

function fits(value: string, place: UrlPlace): boolean {
  if (place === 'beginning') return /^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(value)
  if (place === 'path') return !/[?#]/.test(value)
  return new RegExp(host).test(place === 'host-end' ? value.replace(/:\d{1,5}$/, '') : value)
}
