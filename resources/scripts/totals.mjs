import { stripVTControlCharacters } from 'node:util'

/** `failures` says of each failed test its name and what it said, at most 40 lines: a log of thousands of lines is often kept by its end only.
 * @typedef {{ passed: number, failed: number, skipped: number, skippedNames: string[], failures: { name: string, said: string }[] }} Totals */

/** @type {Totals} */
export const noTotals = { passed: 0, failed: 0, skipped: 0, skippedNames: [], failures: [] }

/** @param {Totals} a @param {Totals} b @returns {Totals} */
export function addTotals(a, b) {
  return {
    passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped,
    skippedNames: [...a.skippedNames, ...b.skippedNames], failures: [...a.failures, ...b.failures],
  }
}

/** From Vitest's JSON reporter. A file that could not be loaded holds no tests and counts as one failure. @param {any} report @returns {Totals} */
export function vitestTotals(report) {
  const files = report.testResults ?? []
  const broken = files.filter(file => file.status === 'failed' && file.assertionResults.every(test => test.status !== 'failed'))
  const tests = files.flatMap(file => file.assertionResults)
  const skippedNames = tests.filter(test => ['skipped', 'pending', 'todo', 'disabled'].includes(test.status)).map(test => test.fullName)
  const failures = [
    ...tests.filter(test => test.status === 'failed').map(test => failure(test.fullName, test.failureMessages ?? [])),
    ...broken.map(file => failure(file.name, [file.message])),
  ]
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length, skipped: skippedNames.length, skippedNames, failures }
}

/** From Playwright's JSON reporter. `errors` are failures outside any test. @param {any} report @returns {Totals} */
export function playwrightTotals(report) {
  const { expected, flaky, unexpected, skipped } = report.stats
  const outside = report.errors ?? []
  const specs = report.suites.flatMap(suite => specsIn(suite))
  const failures = [
    ...specs.filter(spec => spec.tests.some(test => test.status === 'unexpected')).map(spec => failure(spec.title, errorsOf(spec))),
    ...outside.map(error => failure('outside any test', [error.message])),
  ]
  const skippedNames = specs.filter(spec => spec.tests.some(test => test.status === 'skipped')).map(spec => spec.title)
  return { passed: expected + flaky, failed: unexpected + outside.length, skipped, skippedNames, failures }
}

/** @param {any} suite @returns {any[]} */
function specsIn(suite) {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(inner => specsIn(inner))]
}

/** @param {any} spec @returns {string[]} */
function errorsOf(spec) {
  return spec.tests.flatMap(test => test.results ?? []).flatMap(result => result.errors ?? []).map(error => error.message)
}

/** @param {string} name @param {(string | undefined)[]} messages */
function failure(name, messages) {
  return { name, said: stripVTControlCharacters(messages.join('\n')).split('\n').slice(0, 40).join('\n') }
}

/** A step that ended badly without a failed test still is a failure. @param {Totals} totals @param {number | null} code @returns {Totals} */
export function withExitCode(totals, code) {
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals
}

/** @param {Totals} totals @returns {string} */
export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
