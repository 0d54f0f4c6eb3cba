import { expect, test } from './support.ts'

const screens: readonly (readonly [path: string, says: string])[] = [
  ['/applications/:/offer', 'This offer is not on this computer'], ['/availability/:', 'This colleague is not on this computer'], ['/candidates/:', 'This candidate is not here'],
  ['/history/candidates/:', 'There is no such record'], ['/interviews/:', 'This interview is not on this computer'], ['/jobs/:', 'This job is not here'], ['/jobs/:/debrief', 'This job is not on this computer'],
  ['/jobs/:/debrief/:', 'This job is not on this computer'], ['/jobs/:/kits', 'This job is not on this computer'], ['/jobs/:/plan', 'This job is not on this computer'], ['/loops/:', 'This loop is not on this computer'],
  ['/pipeline/:', 'This job is not on this computer'], ['/plan/:', 'This candidate is not on this computer'],
]

test('an address that somebody wrote by hand and that names nothing is said to be so on every screen', async ({ signedIn: page, server }) => {
  for (const [path, says] of screens) {
    await page.goto(`${server.origin}/app${path.replaceAll(':', 'nonsense')}`)
    await expect(page.getByRole('main'), path).toContainText(says)
  }
})
