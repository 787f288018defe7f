import type { Rule } from './evidence.ts'

/** What Prism and the generator of inputs can't do, whatever the document. */
export const rulesOfTools: readonly Rule[] = [
  {
    who: 'validator',
    why: 'of the repeated fields or parts of a form Prism keeps the last, and it takes no JSON in one apart',
    outcomes: ['refused'],
    detail: /body[^;]*(?:must be array|must be object|must be equal to one)/i,
    call: /form-urlencoded|multipart\//,
  },
  {
    who: 'validator',
    why: 'Prism validates XML as if it were text',
    outcomes: ['refused'],
    detail: /Request body must be (?:object|array)/,
    call: /xml/,
  },
  {
    who: 'validator',
    why: 'Prism finds no values where a segment of a path has several names, or text beside one',
    outcomes: ['refused'],
    detail: /Request path must have required property|"location":\["path"\]/,
  },
  {
    who: 'validator',
    why: 'Prism wants an object in the query under its own name, also where `form` explodes it into its properties',
    outcomes: ['refused'],
    detail: /Request query must have required property 'querymap'/,
  },
  {
    who: 'validator',
    why: 'OpenAPI 3 ignores a header parameter named Content-Type (Parameter Object), and Prism asks for it',
    outcomes: ['refused'],
    detail: /Request header must have required property 'content-type'/,
    subject: /\.json$/,
  },
  {
    who: 'validator',
    why: 'Prism has no answer to give: the schema is too complex for it',
    outcomes: ['unanswered'],
    detail: /SCHEMA_TOO_COMPLEX/,
  },
  {
    who: 'validator',
    why: "Prism's generator of answers fails",
    outcomes: ['unanswered', 'refused'],
    detail: /Prism failed: |json-schema-faker|Tried to force a dynamic response/,
  },
  {
    who: 'validator',
    why: 'Prism writes XML without a root, or attributes as elements',
    outcomes: ['answer-refused'],
    detail: /answer-unreadable: .* not XML|output-invalid: opensuse-org-obs/,
  },
  {
    who: 'validator',
    why: 'Prism makes an answer up that does not fit the document: both sides refuse it',
    outcomes: ['agreed'],
  },
  {
    who: 'validator',
    why: 'Prism makes its answer up for longer than anybody waits',
    outcomes: ['refused'],
    detail: /^Prism did not answer$/,
  },
  {
    who: 'validator',
    why: 'Prism took longer to make its answer up than the operation waits',
    outcomes: ['answer-refused', 'unsent'],
    detail: /^request-timeout: /,
  },
  {
    who: 'validator',
    why: 'to Prism a form with nothing in it is no body',
    outcomes: ['refused'],
    detail: /Body parameter is required/,
    call: /form-urlencoded/,
  },
  {
    who: 'validator',
    why: 'Prism compares the whole Content-Type with what the document lists, and a multipart body has a boundary in it',
    outcomes: ['refused'],
    detail: /content-type must be equal to one of the allowed values: multipart|"location":\["header","content-type"\]/,
    call: /multipart\//,
  },
  {
    who: 'validator',
    why: 'Prism answers a redirect to a place that it made up, which is followed',
    outcomes: ['refused'],
    detail: /Route not resolved/,
    operation: /authorize$|callback$/i,
  },
  {
    who: 'validator',
    why: "Prism's own answer does not fit the document",
    outcomes: ['unanswered'],
    detail: /^body Response body/,
  },
  {
    who: 'validator',
    why: 'Prism makes up nothing where a schema leads back to itself, and does not miss it',
    outcomes: ['answer-refused'],
    detail: /"\/(?:next\/)?season\/season\/id" is missing/,
  },
  {
    who: 'validator',
    why: 'Prism makes up a URI that is none (RFC 3986)',
    outcomes: ['answer-refused'],
    detail: /^output-invalid: twitter-com-current\..* is not a uri/,
  },
  {
    who: 'generator',
    why: 'a policy takes the host from the input, and what was made up is none',
    outcomes: ['unsent'],
    detail: /policy-failed: .*dynamichosturl.* is no absolute URL/,
  },
  {
    who: 'generator',
    why: 'what was made up for the path is a segment that leads elsewhere',
    outcomes: ['unsent'],
    detail: /^path-refused: /,
  },
  {
    who: 'generator',
    why: 'no input was made up that fits one of several schemas and no other, or that a pattern and a length both take',
    outcomes: ['no-input'],
  },
]
