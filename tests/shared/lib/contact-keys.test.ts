import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { emailKey, phoneKey, profileKey, profileUrl, type PhoneCountry } from '#shared/lib/contact-keys'

// Excerpts of libphonenumber's example numbers, as written by people of each country.
const messyPhones = readFileSync(new URL('phones-messy.tsv', import.meta.url), 'utf8').trim().split('\n').slice(1).map(line => line.split('\t'))
const examples = JSON.parse(readFileSync(new URL('phone-examples.json', import.meta.url), 'utf8')) as Record<string, string>

test('an address is compared without its wrapping, in lower case', () => {
  for (const raw of ['Jane@Acme.com', ' jane@acme.com ', 'mailto:jane@acme.com', 'Jane Doe <JANE@acme.com>', 'jane@acme.com;', '"jane@acme.com"']) {
    expect(emailKey(raw)).toBe('jane@acme.com')
  }
})

test('dots and plus signs tell people apart', () => {
  expect(emailKey('j.doe@gmail.com')).not.toBe(emailKey('jdoe@gmail.com'))
  expect(emailKey('agency+jane@gmail.com')).not.toBe(emailKey('agency+joe@gmail.com'))
})

test('a domain with umlauts is the same in both spellings', () => {
  expect(emailKey('info@müller.de')).toBe('info@xn--mller-kva.de')
  expect(emailKey('info@MÜLLER.de')).toBe(emailKey('info@xn--mller-kva.de'))
})

test.each(['jane at acme', 'jane@', '@acme.com', 'jane@acme', 'a b@acme.com', 'jane@acme,com', '', 'n/a', 'jane@-acme.com', 'a@b@c.de'])('%j is no address', raw => {
  expect(emailKey(raw)).toBeNull()
})

test.each(messyPhones)('in %s “%s” is %s (%s)', (country, input, expected) => {
  expect(phoneKey(input ?? '', country as PhoneCountry)).toBe(expected)
})

test.each(Object.entries(examples))('in %s the national number %s gets its country code', (country, national) => {
  expect(phoneKey(national, country as PhoneCountry)).toMatch(/^\+\d{8,15}$/)
})

test.each(['', 'call me', 'ext. 12', '+', 'n/a', '12', '0'.repeat(300)])('%j is no number', raw => {
  expect(phoneKey(raw, 'DE')).toBeNull()
})

test('a national number without a known country is not guessed', () => {
  expect(phoneKey('0151 23456789')).toBeNull()
})

test.each([
  'https://www.linkedin.com/in/ada-lovelace/', 'http://de.linkedin.com/in/Ada-Lovelace', 'linkedin.com/in/ada-lovelace', 'https://m.linkedin.com/in/ada-lovelace?trk=x#top',
  'www.linkedin.com/in/ada-lovelace/details/experience/', 'https://uk.linkedin.com/in/ada-lovelace/?originalSubdomain=uk',
])('%s is Ada', raw => {
  expect(profileKey(raw)).toBe('linkedin.com/in/ada-lovelace')
})

test('encoded and plain letters of a profile are the same', () => {
  expect(profileKey('https://www.linkedin.com/in/j%C3%BCrgen')).toBe(profileKey('linkedin.com/in/jürgen'))
})

test('a repository belongs to its GitHub account', () => {
  expect(profileKey('https://github.com/Ada/engine')).toBe('github.com/ada')
})

test('twitter and x are one', () => {
  expect(profileKey('https://twitter.com/@ada')).toBe(profileKey('x.com/Ada'))
})

test('other sites keep their path and lose their query', () => {
  expect(profileKey('https://WWW.Ada.example/Work/?utm_source=cv')).toBe('ada.example/Work')
})

test.each(['', 'https://www.linkedin.com/', 'https://www.linkedin.com/feed/', 'not a link', 'jane@acme.com', 'javascript:alert(1)', 'linkedin', 'http://'])('%j names nobody', raw => {
  expect(profileKey(raw)).toBeNull()
})

test('a link is kept with its scheme', () => {
  expect(profileUrl('linkedin.com/in/ada?x=1')).toBe('https://linkedin.com/in/ada')
})
