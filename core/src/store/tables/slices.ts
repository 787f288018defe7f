/** A statement takes a bounded number of parameters: long lists go in slices. */
export function* slices<Value>(values: readonly Value[], atOnce: number): Generator<readonly Value[]> {
  for (let start = 0; start < values.length; start += atOnce) yield values.slice(start, start + atOnce)
}
