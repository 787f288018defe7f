/** A page without script or style that says to a person how it went. */
export function connectionPage(said: {
  readonly connector?: string
  readonly message?: string
  readonly hint?: string
}): string {
  const { connector, message, hint } = said
  const title = connector === undefined ? 'Not connected' : 'Connected'
  const words = connector === undefined ? [message, hint] : [`${connector} is connected. You can close this page.`]
  const paragraphs = words.filter((text) => text !== undefined).map((text) => `<p>${escaped(text)}</p>`)
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>`,
    `<body><h1>${title}</h1>${paragraphs.join('')}</body></html>`,
    '',
  ].join('\n')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
