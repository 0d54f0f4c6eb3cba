import { expect, test } from 'vitest'
import { guessMapping, mappingKey } from '#shared/domain/import/guess-mapping'

const targetsOf = (headers: readonly string[], rows: readonly (readonly string[])[] = []) => guessMapping(headers, rows).map(guess => guess.target)

test("Greenhouse's candidate template is mapped", () => {
  expect(targetsOf(['First Name', 'Last Name', 'Company', 'Title', 'Email', 'Phone', 'Social Media', 'Website', 'Address', 'Source', 'Job', 'Milestone', 'Notes']))
    .toEqual(['firstName', 'lastName', 'company', 'title', 'emails', 'phones', 'links', 'links', 'location', 'source', 'jobTitle', 'stage', 'noteText'])
})

test("Lever's migration template is mapped; its second source is kept as a note", () => {
  expect(targetsOf(['Full-Name', 'Email', 'Date-Added', 'Stage', 'Archive-Reason', 'Archive-Date', 'Sources', 'Origin', 'Tags']))
    .toEqual(['fullName', 'emails', 'appliedDate', 'stage', 'rejectionReason', 'note', 'source', 'note', 'tags'])
})

test("Ashby's names are mapped", () => {
  expect(targetsOf(['Candidate Name', 'Primary Email Address', 'Primary Phone Number', 'LinkedIn URL', 'Job', 'Current Interview Stage', 'Application Status', 'Source', 'Archive Reason']))
    .toEqual(['fullName', 'emails', 'phones', 'links', 'jobTitle', 'stage', 'status', 'source', 'rejectionReason'])
})

test('LinkedIn connections are mapped', () => {
  expect(targetsOf(['First Name', 'Last Name', 'URL', 'Email Address', 'Company', 'Position', 'Connected On']))
    .toEqual(['firstName', 'lastName', 'links', 'emails', 'company', 'title', 'appliedDate'])
})

test.each([
  ['German', ['Vorname', 'Nachname', 'E-Mail-Adresse', 'Handynummer', 'Firma', 'Wohnort', 'Quelle', 'Bemerkungen', 'Ablehnungsgrund', 'Bewerbungsdatum']],
  ['French', ['Prénom', 'Nom', 'Adresse e-mail', 'Téléphone', 'Entreprise', 'Ville', 'Provenance', 'Commentaires', 'Motif de refus', 'Date de candidature']],
  ['Spanish', ['Nombre', 'Apellidos', 'Correo electrónico', 'Teléfono móvil', 'Empresa', 'Ciudad', 'Fuente', 'Observaciones', 'Motivo de rechazo', 'Fecha de solicitud']],
])('%s headings are mapped', (_, headers) => {
  expect(targetsOf(headers)).toEqual(['firstName', 'lastName', 'emails', 'phones', 'company', 'location', 'source', 'noteText', 'rejectionReason', 'appliedDate'])
})

test('a column is recognised by its values when its heading says nothing', () => {
  const rows = [['ada@x.com', 'https://www.linkedin.com/in/ada', '+49 151 2345678'], ['bo@x.com', '', '(030) 1234-567']]
  expect(targetsOf(['Contact A', 'Ref', 'Call'], rows)).toEqual(['emails', 'links', 'phones'])
})

test('a heading that its values contradict is not believed', () => {
  const guesses = guessMapping(['Email', 'Name'], [['opted out', 'Ada'], ['subscribed', 'Bo']])
  expect(guesses[0]?.target).toBe('note')
})

test('a second name column does not push out the first', () => {
  expect(targetsOf(['Name', 'Candidate', 'Email 1', 'Email 2'])).toEqual(['fullName', 'note', 'emails', 'emails'])
})

test('“Job Title” is the job applied for only where applications are listed', () => {
  expect(targetsOf(['Name', 'Job Title', 'Stage'])).toEqual(['fullName', 'jobTitle', 'stage'])
  expect(targetsOf(['Name', 'Job Title', 'Company'])).toEqual(['fullName', 'title', 'company'])
})

test('pay is left out unless somebody maps it', () => {
  expect(guessMapping(['Expected salary'], [['80000']])[0]).toMatchObject({ target: 'ignore', why: expect.stringContaining('Pay') as string })
})

test('what nobody knows becomes a line of the note, and every guess says why', () => {
  const guesses = guessMapping(['Shoe size', '__proto__', 'constructor', ''], [])
  expect(guesses.map(guess => guess.target)).toEqual(['note', 'note', 'note', 'note'])
  expect(guesses.every(guess => guess.why.length > 0 && guess.confidence >= 0)).toBe(true)
})

test('a remembered mapping wins, unless it no longer fits', () => {
  const headers = ['Name', 'Wert']
  const key = mappingKey(headers)
  expect(guessMapping(headers, [], new Map([[key, ['fullName', 'tags']]])).map(guess => guess.target)).toEqual(['fullName', 'tags'])
  expect(guessMapping(headers, [], new Map([[key, ['fullName', 'gone']]])).map(guess => guess.target)).toEqual(['fullName', 'note'])
  expect(mappingKey(['name ', 'WERT'])).toBe(key)
})
