import type { ImportTarget } from './import-fields.ts'

/**
 * Headers by target, in the form `normaliseHeader` gives. Where a name comes from:
 * - Greenhouse: candidate import template and "Email as XLS" candidate report
 *   (support.greenhouse.io 360053674012, 203871039, 360042740232): First Name, Last Name, Company, Title, Email, Phone,
 *   Social Media, Website, Address, Source, Who gets credit, Job, Milestone, Notes, Prospect Pool, Prospect Stage.
 * - Lever: migration template (help.lever.co 20087470372381): Full-Name, Email, Date-Added, Stage, Archive-Reason,
 *   Archive-Date, Sources, Origin; the reporting schema (cdn.lever.co/dws-documentation) for posting and owner.
 * - Ashby: bulk import of candidate, application, interview plan stage and status (docs.ashbyhq.com/bulk-import-options,
 *   self-serve-importing-candidates-via-bulk-import) and API field names for the rest (primaryEmailAddress, creditedToUser).
 *   Ashby lets each workspace choose report columns, so content and the mapping step decide what names cannot.
 * - LinkedIn: Connections.csv, Profile.csv and Positions.csv as stored public examples of the export show them.
 */
const headersByTarget: Readonly<Partial<Record<ImportTarget, string>>> = {
  fullName: `full name|name|candidate|candidate name|candidate full name|applicant|applicant name|person|contact name|display name|
    vollstandiger name|bewerber|bewerberin|kandidat|kandidatin|kandidatenname|nom complet|candidat|candidate nom|nom et prenom|nom prenom|
    nombre completo|candidato|candidata|nombre y apellidos|nombre y apellido|nombre del candidato`,
  firstName: 'first name|firstname|given name|forename|preferred first name|candidate first name|vorname|rufname|prenom|nombre|nombre de pila|primer nombre',
  middleName: 'middle name|middlename|additional name|zweiter vorname|deuxieme prenom|segundo nombre',
  lastName: `last name|lastname|surname|family name|candidate last name|nachname|familienname|zuname|nom|nom de famille|apellido|apellidos|primer apellido`,
  emails: `email|e mail|emails|email address|e mail address|email addresses|primary email|primary email address|personal email|work email|
    other email|candidate email|applicant email|contact email|mail|e mail adresse|email adresse|mailadresse|courriel|adresse e mail|adresse email|adresse mail|
    adresse electronique|correo|correo electronico|email candidato|direccion de correo|direccion de correo electronico`,
  phones: `phone|phones|phone number|phone numbers|primary phone|primary phone number|mobile|mobile phone|mobile number|cell|cell phone|cellphone|telephone|
    home phone|work phone|tel|contact number|candidate phone|telefon|telefonnummer|handy|handynummer|mobiltelefon|mobil|rufnummer|tel nr|
    numero de telephone|portable|mobile personnel|telefono|movil|celular|telefono movil|numero de telefono`,
  links: `linkedin|linkedin url|linkedin profile|linkedin profile url|linkedin link|linkedin public profile url|linked in|url|profile url|profile link|
    public profile url|social media|social links|social profiles|links|website|websites|personal website|portfolio|portfolio url|github|github url|
    github profile|twitter|twitter url|xing|xing profil|profil linkedin|webseite|homepage|site web|lien linkedin|perfil de linkedin|sitio web|enlace|enlaces|pagina web`,
  headline: 'headline|tagline|professional headline|linkedin headline|slogan|titular|accroche',
  company: `company|current company|company name|employer|current employer|organization|organisation|firma|unternehmen|arbeitgeber|aktueller arbeitgeber|
    aktuelle firma|entreprise|societe|employeur|employeur actuel|empresa|empresa actual|compania|empleador`,
  title: `title|current title|position|current position|current job title|current role|role|occupation|job function|titel|berufsbezeichnung|beruf|aktuelle position|
    funktion|poste|poste actuel|fonction|titre|profession|cargo|cargo actual|puesto|puesto actual|titulo|ocupacion`,
  location: `location|candidate location|current location|city|town|state|region|province|country|address|home address|geo location|
    ort|stadt|wohnort|standort|land|bundesland|adresse|anschrift|ville|pays|lieu|localisation|ciudad|pais|ubicacion|direccion|provincia|localidad`,
  summary: 'summary|about|bio|biography|profile summary|zusammenfassung|kurzprofil|resume du profil|a propos|resumen|acerca de|perfil',
  tags: `tags|tag|candidate tags|labels|label|skills|keywords|key skills|schlagworte|schlagworter|kenntnisse|fahigkeiten|skillset|etiquettes|mots cles|competences|
    etiquetas|palabras clave|habilidades|competencias`,
  source: `source|sources|candidate source|application source|source name|origin|referral source|lead source|quelle|herkunft|bewerbungsquelle|kanal|provenance|origine|
    fuente|origen|procedencia|canal`,
  jobTitle: `job|jobs|job name|job applied|job applied to|job applied for|applied for|applied to|applied job|requisition|requisition name|req|posting|posting name|
    posting title|job posting|vacancy|opening|role applied for|position applied for|position applied to|job opening|stelle|stellenbezeichnung|stellenanzeige|
    vakanz|beworben auf|offre|offre d emploi|poste vise|candidature pour|vacante|oferta|oferta de empleo|puesto solicitado|puesto al que aplica|proceso`,
  stage: `stage|current stage|stage name|application stage|interview stage|interview plan stage|current interview stage|pipeline stage|milestone|prospect stage|phase|stufe|
    prozessschritt|bewerbungsphase|etape|etape actuelle|etape du processus|etapa|etapa actual|fase`,
  status: 'status|application status|candidate status|current status|state of application|bewerbungsstatus|bewerberstatus|statut|statut de la candidature|estado|estatus|estado de la candidatura',
  rejectionReason: `rejection reason|reject reason|rejected reason|archive reason|archived reason|reason for rejection|disposition|disposition reason|decline reason|
    ablehnungsgrund|absagegrund|motif de refus|raison du refus|motif de rejet|motivo de rechazo|razon de rechazo|motivo de descarte`,
  appliedDate: `applied|applied on|applied at|applied date|date applied|application date|date of application|date added|added on|created|created at|created on|
    creation date|submitted|submitted at|submission date|connected on|bewerbungsdatum|beworben am|eingangsdatum|datum|erstellt am|date de candidature|
    date de postulation|date d ajout|date de creation|postule le|fecha de solicitud|fecha de aplicacion|fecha de postulacion|fecha de candidatura|fecha|date`,
  ownerEmail: 'owner email|recruiter email|candidate owner email|owner|candidate owner|recruiter|credited to|who gets credit|sourcer|recruiter name|verantwortlich|proprietaire|recruteur|responsable|reclutador|propietario',
  noteText: 'note|notes|comment|comments|remarks|remark|notizen|notiz|kommentar|kommentare|bemerkung|bemerkungen|anmerkung|anmerkungen|remarque|remarques|commentaire|commentaires|nota|notas|comentario|comentarios|observaciones',
  resumeFile: 'resume|resume file|resume filename|resume file name|cv|cv file|cv filename|lebenslauf|lebenslauf datei|fichier cv|curriculum|curriculum vitae|hoja de vida|archivo cv',
  salary: `salary|expected salary|salary expectation|salary expectations|desired salary|desired compensation|compensation|expected compensation|current salary|pay|
    gehalt|gehaltsvorstellung|gehaltswunsch|wunschgehalt|salaire|pretentions salariales|salaire souhaite|salario|sueldo|pretension salarial|expectativa salarial|salario deseado`,
}

const targetByHeader: ReadonlyMap<string, ImportTarget> = new Map(
  Object.entries(headersByTarget).flatMap(([target, names]) =>
    names.split('|').map(name => [name.trim(), target as ImportTarget] as const)),
)

/** A header as it is compared: lower case, no accents, words by single spaces, no counting suffix, camelCase split. */
export function normaliseHeader(header: string): string {
  return header
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFKD').replace(/\p{M}+/gu, '')
    .toLowerCase().replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
    .replace(/^(?:candidate|applicant|person|contact|application) (?=\S+ \S)/, '')
    .replace(/ (?:value )?\d{1,2}(?: value)?$/, '')
}

/** The target a header names exactly, if any. */
export function targetOfHeader(header: string): ImportTarget | undefined {
  return targetByHeader.get(normaliseHeader(header)) ?? targetByHeader.get(header.toLowerCase().trim())
}

/** Words that tell a target when a header holds more around them, the most telling first. */
const tellingWords: readonly (readonly [RegExp, ImportTarget])[] = [
  [/\b(e ?mail|correo|courriel)\b/, 'emails'],
  [/\b(linkedin|github|xing)\b/, 'links'],
  [/\b(phone|mobile|telefon|telephone|telefono|handy)\b/, 'phones'],
  [/\b(reject|rejection|archive|decline) reason\b/, 'rejectionReason'],
  [/\bfirst name\b|\bvorname\b|\bprenom\b/, 'firstName'],
  [/\blast name\b|\bsurname\b|\bnachname\b|\bapellidos?\b/, 'lastName'],
  [/\b(salary|compensation|gehalt|salaire|salario)\b/, 'salary'],
  [/\b(applied|application) (date|on|at)\b/, 'appliedDate'],
  [/\b(resume|cv|lebenslauf) ?(file|name|filename)\b/, 'resumeFile'],
  [/\b(current )?(employer|company)\b/, 'company'],
]

/** The target a longer header probably means, such as `Candidate's private e-mail (if any)`. */
export function probableTargetOfHeader(header: string): ImportTarget | undefined {
  const words = normaliseHeader(header)
  return tellingWords.find(([pattern]) => pattern.test(words))?.[1]
}
