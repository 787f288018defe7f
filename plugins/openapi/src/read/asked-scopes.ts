import { child, elementsOf, fieldsOf, type Located, membersOf } from '../refs/index.ts'

/** The scopes that a document and its operations ask for of one security scheme, each once. */
export function askedScopes(root: Located, scheme: string): readonly string[] {
  const operations = membersOf(child(root, 'paths')).flatMap(([, item]) => fieldsOf(item).map(([, each]) => each))
  const alternatives = [root, ...operations].flatMap((owner) => elementsOf(child(owner, 'security')))
  const scopes = alternatives.flatMap((each) => elementsOf(child(each, scheme))).map(({ value }) => value)
  return [...new Set(scopes.filter((scope) => typeof scope === 'string'))]
}
