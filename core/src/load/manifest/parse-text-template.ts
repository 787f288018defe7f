import type { Reference, Template, TemplateRoot } from '../../model/index.ts'
import { segmentsIn } from './template-name.ts'

/** What is wrong with one string. */
export interface TemplateMistake {
  readonly code: 'template-syntax' | 'template-unknown'
  readonly message: string
  readonly hint: string
}

/** Answers what a name in braces reads, or what is wrong with it. */
export type Naming = (name: string) => Reference | TemplateMistake

type Parsed = { readonly template: Template } | { readonly mistake: TemplateMistake }

const token = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g

/** Parses one string: `{name}` is read by `naming`, `{{` and `}}` are braces. */
export function parseTextTemplate(text: string, naming: Naming): Parsed {
  const parts: (string | Reference)[] = []
  let end = 0
  for (const match of text.matchAll(token)) {
    parts.push(text.slice(end, match.index))
    end = match.index + match[0].length
    if (match[0] === '{{' || match[0] === '}}') parts.push(match[0].charAt(0))
    else {
      const reference = match[1] === undefined ? strayBrace(match[0], text) : naming(match[1].trim())
      if ('message' in reference) return { mistake: reference }
      parts.push(reference)
    }
  }
  parts.push(text.slice(end))
  return { template: toTemplate(joined(parts)) }
}

function toTemplate(parts: readonly (string | Reference)[]): Template {
  const [first = ''] = parts
  if (parts.length > 1) return { kind: 'text', parts }
  return typeof first === 'string' ? { kind: 'literal', value: first } : { kind: 'value', from: first }
}

function joined(parts: readonly (string | Reference)[]): (string | Reference)[] {
  const whole: (string | Reference)[] = []
  for (const part of parts) {
    const last = whole.at(-1)
    if (typeof part === 'string' && typeof last === 'string') whole[whole.length - 1] = last + part
    else if (part !== '') whole.push(part)
  }
  return whole
}

function strayBrace(brace: string, text: string): TemplateMistake {
  const message = `The template ${JSON.stringify(text)} has a "${brace}" that is not part of a name in braces.`
  return { code: 'template-syntax', message, hint: `write "${brace}${brace}" for a brace.` }
}

const roots: readonly TemplateRoot[] = ['input', 'settings', 'derived', 'call']

/** Names of requests: `{input.…}`, `{settings.…}`, `{derived.…}`, `{call.idempotencyKey}`. */
export const requestNaming: Naming = (name) => {
  const [first = '', ...path] = segmentsIn(name)
  const root = roots.find((candidate) => candidate === first)
  if (root === undefined || path.length === 0 || path.includes('')) return misnamed(name, path.length === 0)
  if (root === 'call' && path.join('.') !== 'idempotencyKey') return misnamed(name, false)
  return { root, path }
}

/** Names of what asks for choices: those of requests, and `{call.search}`. */
export const choiceNaming: Naming = (name) =>
  name === 'call.search' ? { root: 'call', path: ['search'] } : requestNaming(name)

function misnamed(name: string, bare: boolean): TemplateMistake {
  const known = roots.some((root) => root === name)
  const hint =
    bare && name !== '' && !known
      ? `write {input.${name}} or {settings.${name}}; bare names are for paths and server URLs. For a brace, write "{{".`
      : 'write {input.…}, {settings.…}, {derived.…} or {call.idempotencyKey}. For a brace, write "{{".'
  return { code: 'template-unknown', message: `{${name}} names nothing that a template can read.`, hint }
}

/** Names of a security scheme's `value`: credentials. */
export const credentialNaming: Naming = (name) => {
  if (/^[A-Za-z][A-Za-z0-9]*$/.test(name)) return { root: 'credentials', path: [name] }
  const message = `{${name}} names no credential.`
  return {
    code: 'template-unknown',
    message,
    hint: 'only credential names stand in braces here, such as {key} or {accessToken}.',
  }
}
