/** @typedef {{ passed: number, failed: number, skipped: number, skippedNames: string[] }} Totals */

/** @type {Totals} */
export const noTotals = { passed: 0, failed: 0, skipped: 0, skippedNames: [] }

/** @param {Totals} a @param {Totals} b @returns {Totals} */
export function addTotals(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped, skippedNames: [...a.skippedNames, ...b.skippedNames] }
}

/** From Vitest's JSON reporter. A file that could not be loaded holds no tests and counts as one failure. @param {any} report @returns {Totals} */
export function vitestTotals(report) {
  const files = report.testResults ?? []
  const broken = files.filter(file => file.status === 'failed' && file.assertionResults.every(test => test.status !== 'failed')).length
  const skippedNames = files.flatMap(file => file.assertionResults).filter(test => ['skipped', 'pending', 'todo', 'disabled'].includes(test.status)).map(test => test.fullName)
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped: skippedNames.length, skippedNames }
}

/** From Playwright's JSON reporter. `errors` are failures outside any test. @param {any} report @returns {Totals} */
export function playwrightTotals(report) {
  const { expected, flaky, unexpected, skipped } = report.stats
  return { passed: expected + flaky, failed: unexpected + (report.errors ?? []).length, skipped, skippedNames: report.suites.flatMap(suite => skippedIn(suite)) }
}

/** @param {any} suite @returns {string[]} */
function skippedIn(suite) {
  const own = suite.specs.filter(spec => spec.tests.some(test => test.status === 'skipped')).map(spec => spec.title)
  return [...own, ...(suite.suites ?? []).flatMap(inner => skippedIn(inner))]
}

/** A step that ended badly without a failed test still is a failure. @param {Totals} totals @param {number | null} code @returns {Totals} */
export function withExitCode(totals, code) {
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals
}

/** @param {Totals} totals @returns {string} */
export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
