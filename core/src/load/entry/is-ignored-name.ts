const ignored = [
  /^\./,
  /~$/,
  /\.sw[a-z]$/i,
  /^4913$/,
  /^#.*#$/,
  /___jb_(tmp|old)___$/,
  /\.(tmp|temp|bak|orig|part|crdownload)$/i,
  /^(node_modules|Thumbs\.db|desktop\.ini)$/i,
]

/** Names that are never part of a connector: hidden files, what editors leave beside a file, installed packages. */
export function isIgnoredName(name: string): boolean {
  return ignored.some((pattern) => pattern.test(name))
}
