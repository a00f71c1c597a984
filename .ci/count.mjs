// Prints `passed failed` of a vitest report. Left out is failed, save what says in its name why; and what only lacks a program is failed
// too, where programs can be installed (third word: yes).
import { readFileSync } from 'node:fs';

const [report, status, installs] = process.argv.slice(2);
/** Reasons of tests that a package of Debian would mend. */
const LACKS = /\(skipped: [^)]*(is not installed|is not here|\(Debian: )/;
/** What is proved by nothing else. */
const NEVER = / real kernel/;
const isAllowed = (name) =>
  !NEVER.test(name) && /is not in the checkout|\(skipped: /.test(name) && !(installs === 'yes' && LACKS.test(name));
const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
let passed = 0;
let failed = 0;
for (const { name, status: file, assertionResults, message } of testResults) {
  for (const { status: outcome, fullName } of assertionResults) {
    if (outcome === 'passed') passed += 1;
    else if (outcome !== 'failed' && isAllowed(fullName)) console.error(`skipped: ${fullName}`);
    else {
      failed += 1;
      console.error(`${outcome}: ${fullName}`);
    }
  }
  const isNamed = assertionResults.some(({ status: outcome }) => outcome === 'failed');
  // A file that did not load, or holds no test at all, has no result to count.
  if (assertionResults.length === 0 || (file === 'failed' && !isNamed)) {
    failed += 1;
    console.error(`no test was run: ${name} ${message ?? ''}`);
  }
}
// A worker that crashed leaves a report in which nothing failed.
if (status !== '0' && failed === 0) {
  failed += 1;
  console.error(`the tests ended with ${status} though none failed`);
}
console.log(passed, failed);
