import type { Cases } from './cases.ts'
import type { Exchange } from './exchange.ts'

/** Of templates that change texts in bodies; by template, with the title of its page where it has one. */
export const textCases = {
  // "Replace string"
  stringreplace: [
    {
      it: 'in each element of an answer, elsewhere',
      section: 'Response',
      with: {
        propertyParentPath: '@body().invoices',
        propertySubPath: 'url',
        sourceString: 'https://api.example.com/invoices/',
        replacementString: '',
        newPropertyPath: '@item().id',
      },
      answer: { invoices: [{ url: 'https://api.example.com/invoices/7' }] },
      output: { invoices: [{ url: 'https://api.example.com/invoices/7', id: '7' }] },
    },
    {
      it: 'everywhere in a property, in its place',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'link',
        sourceString: '.',
        replacementString: '%2E',
        newPropertyPath: '@body().link',
      },
      input: { body: { link: 'a.b.c', n: 1 } },
      sent: { body: { link: 'a%2Eb%2Ec', n: 1 } },
    },
    {
      it: 'not where there is no text',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'link',
        sourceString: '1',
        replacementString: '2',
        newPropertyPath: '@body().other',
      },
      input: { body: { link: 11 } },
      sent: { body: { link: 11 } },
    },
  ],
  // "Convert delimited string into an array of objects"
  stringtoarray: [
    {
      it: 'of objects',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'users',
        delimiterList: ';,',
        childPropertyName: 'userId',
        newPropertyPath: '@body().users',
      },
      input: { body: { users: 'a; b,c;' } },
      sent: { body: { users: [{ userId: 'a' }, { userId: 'b' }, { userId: 'c' }] } },
    },
    {
      it: 'of texts, elsewhere',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'users',
        delimiterList: ';',
        newPropertyPath: '@body().list',
      },
      input: { body: { users: 'a;b' } },
      sent: { body: { users: 'a;b', list: ['a', 'b'] } },
    },
    {
      it: 'not where it is a list already',
      with: {
        propertyParentPath: '@body()',
        propertySubPath: 'users',
        delimiterList: ';',
        newPropertyPath: '@body().users',
      },
      input: { body: { users: ['a'] } },
      sent: { body: { users: ['a'] } },
    },
  ],
  // Microsoft's schema of apiProperties.json: no page describes it
  encodepropertyvalue: [
    {
      it: 'in its place',
      with: { propertyParentPath: '@body()', propertySubPath: 'link', newPropertyPath: '@body().link' },
      input: { body: { link: 'a b/c' } },
      sent: { body: { link: 'a%20b%2Fc' } },
    },
    {
      it: 'in each element',
      with: { propertyParentPath: '@body().people', propertySubPath: 'name', newPropertyPath: '@item().name' },
      input: { body: { people: [{ name: 'x y' }] } },
      sent: { body: { people: [{ name: 'x%20y' }] } },
    },
    {
      it: 'elsewhere',
      with: { propertyParentPath: '@body()', propertySubPath: 'link', newPropertyPath: '@body().encoded' },
      input: { body: { link: 'ä' } },
      sent: { body: { link: 'ä', encoded: '%C3%A4' } },
    },
  ],
} satisfies Readonly<Record<string, Cases<Exchange>>>
