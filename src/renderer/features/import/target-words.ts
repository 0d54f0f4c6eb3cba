import { importTargets, type ImportTarget } from '#shared/domain/import/import-fields'

const words: Readonly<Record<ImportTarget, string>> = {
  fullName: 'Name', firstName: 'First name', middleName: 'Middle name', lastName: 'Last name', emails: 'E-mail', phones: 'Phone', links: 'Link', headline: 'Headline', company: 'Company',
  title: 'Title', location: 'Location', summary: 'Summary', tags: 'Tags', source: 'Source', jobTitle: 'Job applied for', stage: 'Stage', status: 'Status', rejectionReason: 'Rejection reason',
  appliedDate: 'Applied on', ownerEmail: 'Owner (e-mail)', noteText: 'Note', resumeFile: 'Résumé file name', salary: 'Expected pay', note: 'Keep in the note, with its heading', ignore: 'Leave out',
}
export const targetOptions = importTargets.map(id => ({ id, label: words[id] }))

const fieldWords: Readonly<Record<string, string>> = { emails: 'E-mail', phones: 'Phone', links: 'Links', tags: 'Tags', fullName: 'Name', headline: 'Headline', company: 'Company', title: 'Title', location: 'Location', summary: 'Summary' }
export const sayField = (field: string): string => fieldWords[field] ?? field
