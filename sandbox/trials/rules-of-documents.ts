import type { Rule } from './evidence.ts'

/** What documents say that contradicts itself, its standard or its service. */
export const rulesOfDocuments: readonly Rule[] = [
  {
    who: 'document',
    why: 'it describes no success: what Prism answers then is a failure',
    outcomes: ['answer-refused'],
    detail: /was answered with status (?:302|4\d\d)/,
  },
  {
    who: 'document',
    why: 'it answers an object as text',
    outcomes: ['answer-refused'],
    detail: /Cannot serialise complex objects as text/,
  },
  {
    who: 'document',
    why: 'its media type is misspelt: nobody can write it',
    outcomes: ['unanswered'],
    detail: /Cannot find serializer for|invalid media type/,
  },
  {
    who: 'document',
    why: 'the Accept that it has sent, or the kind of its schema, asks for a type that it does not answer',
    outcomes: ['unanswered'],
    detail: /NOT_ACCEPTABLE/,
  },
  {
    who: 'document',
    why: 'its enum has values of another type than its schema',
    outcomes: ['refused'],
    detail: /must be equal to one of the allowed values: (?:169, 32|true|1\b)/,
    subject: /ticketmaster|opensuse|ProcessStreet/,
  },
  {
    who: 'document',
    why: 'its enum is beside an array, whose elements are meant',
    outcomes: ['refused'],
    detail: /must be equal to one of the allowed values/,
    subject: /simplyrets|gerermesaffaires/,
  },
  {
    who: 'document',
    why: 'a type stands beside a reference: OpenAPI 3.0 ignores it (Reference Object), and it contradicts what is referred to',
    outcomes: ['refused', 'answer-refused'],
    detail: /Request body must be string|output-invalid: microcks-local\.GetServicesLabels/,
    subject: /britbox|microcks/,
  },
  {
    who: 'document',
    why: 'its body is an object or a list, written as text or bytes',
    outcomes: ['refused'],
    detail: /Request body must be (?:object|array)|"Request body must be (?:object|array)"/,
    call: /text\/plain|octet-stream/,
  },
  {
    who: 'document',
    why: 'it asks for two credentials in one header',
    outcomes: ['refused'],
    detail: /Invalid security scheme used/,
    subject: /conjur/,
  },
]
