/**
 * The URL of somebody's own instance, from a setting: `https://jira.example.com/base`. `http`
 * is let through here: whether a request may go there in the clear is the host's to say, as for any origin.
 */
export function readInstanceUrl(text: string, refuse: (complaint: string) => Error): string {
  if (text.length > 2_048) throw refuse('is longer than 2,048 characters')
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:\/\/[^/\\]/i.test(text) || !/^https?:$/.test(url.protocol))
    throw refuse('is no URL, such as https://service.example.com')
  if (url.username !== '' || url.password !== '') throw refuse('has a user name in its URL')
  if (/[?#\\\s]/.test(text)) throw refuse('has more than an origin and a path in its URL')
  if (/(^|\/)(\.|%2e){1,2}(\/|$)/i.test(text.slice(text.indexOf('://') + 3)))
    throw refuse('has "." or ".." in it, which leads to another path')
  if (written(text) !== url.host && written(text) !== `${url.host}:${url.protocol === 'https:' ? '443' : '80'}`)
    throw refuse('has a host that is read as another')
  return url.origin + url.pathname
}

/** The parser may read a host as another (`0x7f.1` is 127.0.0.1): what it reads must be what was written. */
function written(text: string): string {
  const authority = text.slice(text.indexOf('://') + 3)
  return authority.replace(/\/.*$/s, '').toLowerCase()
}
