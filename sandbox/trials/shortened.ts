/** On one line, and without what differs from machine to machine. */
export function shortened(detail: string): string {
  const plain = detail.replaceAll(/\s+at .*$/gs, '').replaceAll(/\s+/g, ' ')
  return plain.length > 160 ? `${plain.slice(0, 160)}…` : plain
}
