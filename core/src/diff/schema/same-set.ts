/** Whether both have the same members; `null` is only itself. */
export function sameSet(base: ReadonlySet<string> | null, revision: ReadonlySet<string> | null): boolean {
  if (base === null || revision === null) return base === revision
  return base.size === revision.size && [...base].every((one) => revision.has(one))
}
