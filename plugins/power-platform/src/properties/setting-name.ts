/** What a connection parameter is called among the settings: `token:TenantId` is `TenantId`. */
export function settingName(parameter: string): string {
  const plain = parameter.slice(parameter.lastIndexOf(':') + 1)
  return plain.replaceAll(/[^A-Za-z0-9_-]+/g, '_').replaceAll(/^_+|_+$/g, '') || 'setting'
}

/** Policies name connection parameters in any letter case. */
export function isNamed(name: string): (parameter: { readonly name: string }) => boolean {
  const wanted = name.trim().toLowerCase()
  return (parameter) => parameter.name.toLowerCase() === wanted
}
