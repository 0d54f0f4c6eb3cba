/** Made-up people and companies. Addresses end in `.example`, numbers lie in ranges kept for fiction: nobody is ever reached. */
const words = (text: string): readonly string[] => text.split('|').map(word => word.trim())

export const firstNames = words(`Ana|Ben|Chiara|Daniel|Elif|Farid|Grace|Hugo|Ines|Jonas|Keiko|Lars|Maja|Nikhil|Olga|Pedro|Quynh|Rasmus|Sofía|Tomás|Uma|Viktor|
  Wanjiru|Xin|Yasmin|Zoë|Amara|Björn|Céline|Dilan|Emeka|Fatima|Gustav|Hana|Ivo|Jelena|Kofi|Leïla|Mateusz|Noor|Ömer|Priya|Ruben|Siobhán|Thandiwe|Ugo|Valentina|Wiktor|Yuki|Zeynep`)
export const lastNames = words(`Sousa|Okafor|Rossi|Lindqvist|Yılmaz|Rahimi|Müller|Laurent|Carvalho|Berg|Tanaka|Nilsson|Kowalski|Sharma|Petrova|Alvarez|Nguyen|Jensen|
  García|Novák|Iyer|Horvat|Kamau|Chen|Haddad|van Dijk|Adeyemi|Sjöberg|Moreau|Demir|Eze|Mansour|Eriksson|Sato|Dimitrov|Jovanović|Mensah|Benali|Wójcik|Hassan|
  Öztürk|Patel|Ruiz|O’Brien|Dlamini|Ferrari|Costa|Zieliński|Suzuki|Aydın`)
export const companies = words(`Northwind Freight|Kestrel Maps|Halden Bank|Ardent Robotics|Papierkorb|Lumen Health|Tideway Energy|Quillstone|Bramble & Co|Fathom Analytics|
  Osterly Press|Meridian Rail|Juniper Insurance|Copperleaf Labs|Vanta Foods|Solstice Games|Harbourline|Greyfriars Legal|Orbit Payments|Saltmarsh Media`)
export const cities = words('Berlin|Lisbon|Amsterdam|Dublin|Kraków|Barcelona|Copenhagen|Vienna|Tallinn|Zürich|Nairobi|Bengaluru|Toronto|Remote, Portugal|Hamburg|Milan')
export const schools = words('TU Delft|University of Porto|Trinity College Dublin|TU Wien|AGH Kraków|University of Nairobi|KTH Stockholm|Universitat de Barcelona|Humboldt-Universität|IIT Madras')
export const degrees = words('BSc Computer Science|MSc Computer Science|BA Design|MSc Human-Computer Interaction|BSc Mathematics|BA Economics|MSc Software Engineering')
export const tags = words('referral|relocation|strong writer|open source|visa needed|returning|speaks German|part-time|leadership|conference')

/** The four jobs of the sample: one software company that grows. */
export type SampleJob = Readonly<{
  title: string; code: string; openings: number; candidates: number
  titles: readonly string[]; work: readonly string[]; stages: readonly Readonly<{ name: string; type: 'applied' | 'screen' | 'assessment' | 'interview' | 'offer' | 'hired' }>[]
  description: string
}>

const engineerStages = [
  { name: 'Applied', type: 'applied' }, { name: 'Phone screen', type: 'screen' }, { name: 'Take-home', type: 'assessment' },
  { name: 'Interview loop', type: 'interview' }, { name: 'Offer', type: 'offer' }, { name: 'Hired', type: 'hired' },
] as const
const shortStages = [
  { name: 'Applied', type: 'applied' }, { name: 'Screen', type: 'screen' }, { name: 'Interview', type: 'interview' },
  { name: 'Offer', type: 'offer' }, { name: 'Hired', type: 'hired' },
] as const

export const sampleJobs: readonly SampleJob[] = [
  {
    title: 'Senior backend engineer', code: 'ENG-14', openings: 2, candidates: 22, stages: engineerStages,
    titles: words('Backend engineer|Senior software engineer|Platform engineer|Software engineer|Staff engineer'),
    work: words(`Took the billing service from one database to four without an hour of downtime.|Owned the import pipeline: 40 million rows a night.|Led the move from a monolith to nine services, then back to four.|
      Wrote the rate limiter that the whole company now uses.|Cut the API's p99 from 900 ms to 140 ms.`),
    description: 'You will own the services that carry every booking of our customers, from the design to the night it pages you.',
  },
  {
    title: 'Product designer', code: 'DES-3', openings: 1, candidates: 16, stages: shortStages,
    titles: words('Product designer|UX designer|Senior product designer|Interaction designer|Design lead'),
    work: words(`Redrew the onboarding; two in three people now finish it.|Kept the design system for three teams.|Ran twelve field visits in ports and turned them into the new dispatch screen.|
      Prototyped in code with the engineers next door.|Made the product usable by keyboard alone.`),
    description: 'You will shape the screens that dispatchers look at for eight hours a day.',
  },
  {
    title: 'Customer success manager', code: 'CS-7', openings: 1, candidates: 13, stages: shortStages,
    titles: words('Customer success manager|Account manager|Support lead|Implementation consultant'),
    work: words(`Looked after forty accounts in three languages; lost one in two years.|Wrote the playbook for the first ninety days.|Answered tickets for a year first and still reads them.|
      Brought the time to first value from six weeks to two.`),
    description: 'You will be the person our customers call by first name.',
  },
  {
    title: 'Data analyst', code: 'DATA-2', openings: 1, candidates: 10, stages: shortStages,
    titles: words('Data analyst|Business analyst|Analytics engineer|Research analyst'),
    work: words(`Built the weekly numbers that the board reads.|Found the pricing error that cost four percent a year.|Taught SQL to thirty colleagues.|Replaced sixty dashboards by seven.`),
    description: 'You will answer the questions that nobody has time to ask twice.',
  },
]

export const noteTexts = words(`Clear about why they want to leave; asked good questions about on-call.|Prefers mornings. Notice period three months.|Portfolio is thin on process, strong on craft. Ask about the port project.|
  Would relocate in spring. Partner is looking too.|Great talk on the phone, slower in writing. Worth the loop.|Knows Ana from Kestrel Maps; she recommends him.|Expects an answer by the end of the month: another offer is on the table.|
  Explained the failure of their last project openly and what they would do now.`)
