import type { Cases } from './cases.ts'
import type { Exchange } from './exchange.ts'

const people = { people: [{ name: 'xyz' }, { name: 'pqr' }] }

/** By template, with the title of its page where it has one. */
export const bodyCases = {
  // "Set property", examples 1 to 3
  setproperty: [
    {
      it: 'of an object',
      with: {
        newPropertyParentPathTemplate: '@body().peopleObject',
        newPropertySubPathTemplate: 'location',
        propertyValuePathTemplate: 'USA',
      },
      input: { body: { peopleObject: { XYZ: { Age: '30' } } } },
      sent: { body: { peopleObject: { location: 'USA', XYZ: { Age: '30' } } } },
    },
    {
      it: 'of each element',
      with: {
        newPropertyParentPathTemplate: '@body().people',
        newPropertySubPathTemplate: 'age',
        propertyValuePathTemplate: '30',
      },
      input: { body: people },
      sent: {
        body: {
          people: [
            { name: 'xyz', age: '30' },
            { name: 'pqr', age: '30' },
          ],
        },
      },
    },
    {
      it: 'of other properties',
      with: {
        newPropertyParentPathTemplate: '@body()',
        newPropertySubPathTemplate: 'name',
        propertyValuePathTemplate: '{@body().firstName} {@body().lastName}',
      },
      input: { body: { firstName: 'John', lastName: 'Smith' } },
      sent: { body: { firstName: 'John', lastName: 'Smith', name: 'John Smith' } },
    },
    {
      it: 'of an answer, from the element',
      section: 'Response',
      with: {
        newPropertyParentPathTemplate: '@body().people',
        newPropertySubPathTemplate: "['@odata.id']",
        propertyValuePathTemplate: "p-{@item()['name']}",
      },
      answer: people,
      output: {
        people: [
          { name: 'xyz', '@odata.id': 'p-xyz' },
          { name: 'pqr', '@odata.id': 'p-pqr' },
        ],
      },
    },
    {
      it: 'as the JSON that it is',
      with: {
        newPropertyParentPathTemplate: '@body()',
        newPropertySubPathTemplate: 'filters',
        propertyValuePathTemplate: '[{"values": {@body().filters} }]',
      },
      input: { body: { filters: [1, 2] } },
      sent: { body: { filters: [{ values: [1, 2] }] } },
    },
  ],
  // "Convert an array to an object"
  convertarraytoobject: [
    {
      it: 'beside the array, without its key',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'peopleArray',
        keyWithinCollectionPath: 'Name',
        newPropertyPath: 'peopleObject',
        retainKey: 'false',
      },
      input: {
        body: {
          peopleArray: [
            { Name: 'XYZ', Age: '30' },
            { Name: 'ABC', Age: '23' },
          ],
        },
      },
      sent: {
        body: {
          peopleArray: [
            { Name: 'XYZ', Age: '30' },
            { Name: 'ABC', Age: '23' },
          ],
          peopleObject: { XYZ: { Age: '30' }, ABC: { Age: '23' } },
        },
      },
    },
    {
      it: 'in place of the array, with its key',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'people',
        keyWithinCollectionPath: 'name',
        newPropertyPath: '@body().people',
      },
      input: { body: people },
      sent: { body: { people: { xyz: { name: 'xyz' }, pqr: { name: 'pqr' } } } },
    },
    {
      it: 'in each element of a collection, without what has no key',
      section: 'Response',
      with: {
        propertyParentPath: '@body().sets',
        propertySubPath: 'people',
        keyWithinCollectionPath: 'name',
        newPropertyPath: '@item().byName',
        retainKey: 'false',
      },
      answer: { sets: [{ people: [{ name: 'a', n: 1 }, { n: 2 }] }] },
      output: { sets: [{ people: [{ name: 'a', n: 1 }, { n: 2 }], byName: { a: { n: 1 } } }] },
    },
  ],
  // "Convert an object to an array", examples 1 and 2
  convertobjecttoarray: [
    {
      it: 'beside the object',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'peopleObject',
        newPropertyPath: '@body().peopleArray',
        keyName: 'Name',
        valueName: 'Details',
      },
      input: { body: { peopleObject: { XYZ: { Age: '30' } } } },
      sent: {
        body: { peopleObject: { XYZ: { Age: '30' } }, peopleArray: [{ Name: 'XYZ', Details: { Age: '30' } }] },
      },
    },
    {
      it: 'in each element of a collection',
      with: {
        propertyParentPath: '@body().sets',
        propertySubPath: 'people',
        newPropertyPath: '@item().people',
        keyName: 'Name',
        valueName: 'Details',
      },
      input: { body: { sets: [{ people: { XYZ: 1 } }] } },
      sent: { body: { sets: [{ people: [{ Name: 'XYZ', Details: 1 }] }] } },
    },
    {
      it: 'of the whole answer',
      section: 'Response',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'null',
        newPropertyPath: '@body().zones',
        keyName: 'Name',
        valueName: 'Details',
      },
      answer: { DE: { n: 1 } },
      output: { DE: { n: 1 }, zones: [{ Name: 'DE', Details: { n: 1 } }] },
    },
    {
      it: 'with the names that nothing says',
      with: { propertyParentPath: '@body()', propertySubPath: 'people', newPropertyPath: '@body().people' },
      input: { body: { people: { XYZ: { Age: '30' } } } },
      sent: { body: { people: [{ key: 'XYZ', value: { Age: '30' } }] } },
    },
  ],
  // As connectors that Microsoft publishes use it: no page describes it
  moveproperties: [
    {
      it: 'what is in a property to the body',
      with: {
        srcParentPath: '@body()',
        srcSubPath: 'custom',
        dstParentPath: '@body()',
        dstSubPath: 'null',
        copyOnlySubProperties: 'true',
      },
      input: { body: { name: 'n', custom: { a: 1, b: 2 } } },
      sent: { body: { name: 'n', a: 1, b: 2 } },
    },
    {
      it: 'the property itself',
      with: { srcParentPath: '@body()', srcSubPath: 'a', dstParentPath: '@body()', dstSubPath: 'inner' },
      input: { body: { a: 1, inner: { b: 2 } } },
      sent: { body: { inner: { b: 2, a: 1 } } },
    },
    {
      it: 'nothing where nothing is',
      with: { srcParentPath: '@body()', srcSubPath: 'no', dstParentPath: '@body()', dstSubPath: 'inner' },
      input: { body: { a: 1 } },
      sent: { body: { a: 1 } },
    },
  ],
} satisfies Readonly<Record<string, Cases<Exchange>>>
