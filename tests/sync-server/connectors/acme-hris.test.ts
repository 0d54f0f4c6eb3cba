import { acmeHris, startAcme } from '#tests/support/acme-hris'
import { connectorSuite } from '#tests/support/connector-suite'

connectorSuite({
  connector: acmeHris, startVendor: startAcme, config: vendor => ({ address: vendor.url, company: 'co' }), secrets: { key: 'sesame-open-7' }, badConfig: { address: 'nowhere' },
  event: {
    id: '0198c000-0000-7000-8000-00000000000a', kind: 'candidate.hired', atMs: 1, candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c',
    jobId: '0198c000-0000-7000-8000-00000000000d', personId: null, data: { startDate: '2026-10-01' },
  },
  record: { fullName: 'Ana Sousa', email: 'ana@example.test', startDate: '2026-10-01' }, effects: vendor => vendor.employees.size, isEffect: request => request.method === 'POST',
})
