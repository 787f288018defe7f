/** As far as it is changed here. */
export interface FormContent {
  readonly mediaType: string
  readonly schema?: { readonly properties?: Readonly<Record<string, { readonly type?: unknown } | boolean>> }
  readonly encodings?: readonly { readonly property: string }[]
}

const isForm = (type: string): boolean => /^application\/x-www-form-urlencoded/i.test(type)

/**
 * Of a field that is repeated in a form Prism keeps the last one. It reads lists with commas, so that is what it is
 * told, and {@link withCommas} is what it gets.
 */
export function withLists<Content extends FormContent>(content: Content): Content {
  if (!isForm(content.mediaType)) return content
  const lists = Object.entries(content.schema?.properties ?? {}).filter(
    ([, schema]) => typeof schema === 'object' && schema.type === 'array',
  )
  const others = (content.encodings ?? []).filter(({ property }) => !lists.some(([name]) => name === property))
  const encodings = lists.map(([property]) => ({ property, style: 'form', explode: false }))
  return { ...content, encodings: [...others, ...encodings] }
}

/** A form with each field once: what was repeated is one, with commas. */
export function withCommas(form: string): string {
  const fields = new Map<string, string[]>()
  for (const pair of form.split('&')) {
    const [name = '', ...value] = pair.split('=')
    fields.set(name, [...(fields.get(name) ?? []), value.join('=').replaceAll(',', '%2C')])
  }
  return [...fields].map(([name, values]) => `${name}=${values.join('%2C')}`).join('&')
}
