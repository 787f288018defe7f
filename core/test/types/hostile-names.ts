export const interpolated = '$'.concat('{injected}')

/** Text that would be code wherever it is not quoted. */
export const evil = '*/ declare global { const injected: 1 } /* '.concat(
  interpolated,
  ' ` \\ " \' \n@ts-ignore\r\u2028\u0000 </script>',
)

/** Names that an author may give to something, to do harm. */
export const names = [
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
  ' ',
  '1a',
  'ключ',
  '名前',
  'a"b',
  "a'b",
  'a\nb',
  interpolated,
  '`',
  '*/',
  '[k: string]',
  'Json',
  'Record',
  'string',
  'Actions',
  evil,
]
