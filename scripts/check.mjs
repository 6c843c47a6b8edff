import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findChromium, findHeadless } from './chromium.mjs';
import { Failure, runCommand } from './failure.mjs';
import { build } from './prepare.mjs';
import { ROOT, shippedEnvironment, shippedNode } from './shipped-node.mjs';

const tool = (path) => join(ROOT, 'node_modules', path);
const TSC = tool('typescript/bin/tsc');
const ESLINT_CACHE = ['--cache', '--cache-strategy', 'content', '--cache-location', tool('.cache/eslint/')];
/** Whatever steps lay down for a while lies in here, and goes with it. PostgreSQL passes through under another account. */
const scratch = mkdtempSync(join(tmpdir(), 'denba-check-'));
chmodSync(scratch, 0o755);

function runNode(args, environment = {}) {
  return new Promise((ended, failed) => {
    const output = [];
    const env = { ...shippedEnvironment(), TMPDIR: scratch, ...environment };
    const child = spawn(shippedNode(), args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.once('error', failed);
    child.once('close', (code) => ended({ code, output: Buffer.concat(output).toString() }));
  });
}

const one = (isGood, output = '') => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0, output });

/** A step that is good when each of its commands ends with 0. */
const commands =
  (...list) =>
  async () => {
    const outputs = [];
    for (const args of list) {
      const { code, output } = await runNode(args);
      if (code !== 0) outputs.push(output);
    }
    return one(outputs.length === 0, outputs.join('\n'));
  };

/** The same of one command, whose words are told also when it is good. */
const told = (args) => async () => {
  const { code, output } = await runNode(args);
  return one(code === 0, output);
};

/** The files of a run that took longest: where its time went. */
const longestOf = ({ testResults }) =>
  testResults
    .map(({ name, startTime, endTime }) => ({
      name: basename(name, '.spec.ts'),
      took: (endTime - startTime) / 1000,
    }))
    .sort((left, right) => right.took - left.took)
    .slice(0, 5)
    .map(({ name, took }) => `${name} ${took.toFixed(0)} s`)
    .join(', ');

/** Counts each test; a file that does not even load counts as one failure. */
function countTests(file, code, output) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return one(false, output);
  }
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    longest: longestOf(report),
    output: failed > 0 || code !== 0 ? output : '',
  };
}

/** A browser and a database wait more than they work: three files share two cores. */
const jest =
  (project, environment, { workers = 3, files = '' } = {}) =>
  async () => {
    const report = join(scratch, `${project}.json`);
    const { code, output } = await runNode(
      [
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', tool('jest/bin/jest.js')],
        ...[
          '--selectProjects',
          project,
          `--maxWorkers=${workers}`,
          `--testPathPatterns=${files}`,
          '--passWithNoTests',
          '--silent',
        ],
        ...['--json', '--outputFile', report],
      ],
      environment?.(),
    );
    return countTests(report, code, output.replace(/^\{"num.*$/m, ''));
  };

const buildStep = async () => {
  const outcomes = await Promise.allSettled([build('backend'), build('frontend')]);
  const broken = outcomes.find(({ status }) => status === 'rejected');
  return one(!broken, broken?.reason.message);
};

const browsers = () => ({ CHROMIUM: findChromium(), CHROMIUM_HEADLESS: findHeadless() });
const inBrowser = (project, more) => jest(project, browsers, more);

/**
 * `fast` ones need no database, browser or build; `needs` names the step that must have passed; those with `workers` of their own have
 * the machine to themselves; `long` ones are run only when they are named.
 */
const STEPS = [
  {
    name: 'format',
    fast: true,
    run: commands([tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']),
  },
  {
    name: 'lint',
    fast: true,
    run: commands([tool('eslint/bin/eslint.js'), '--max-warnings=0', ...ESLINT_CACHE, '.']),
  },
  {
    name: 'boundaries',
    fast: true,
    run: commands([
      tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', '.dependency-cruiser.cjs', 'backend/src', 'frontend/src', 'test', 'scripts'],
    ]),
  },
  { name: 'unused', run: commands([tool('knip/bin/knip.js')]) },
  {
    name: 'types',
    fast: true,
    run: commands(
      [TSC, '-p', 'backend/tsconfig.domain.json'],
      [TSC, '-p', 'backend'],
      [TSC, '-p', 'frontend'],
      [TSC, '-p', 'frontend/worker'],
      [TSC, '-p', 'test'],
      [TSC, '-p', 'test/faults'],
    ),
  },
  { name: 'unit', fast: true, workers: true, run: jest('unit') },
  { name: 'build', run: buildStep },
  { name: 'api', workers: true, run: jest('api') },
  { name: 'operations', needs: 'build', workers: true, run: jest('ops', undefined, { workers: 2 }) },
  {
    name: 'kills',
    needs: 'build',
    workers: true,
    run: jest('faults', undefined, { files: 'faults/(kills|restored)' }),
  },
  { name: 'browser', needs: 'build', workers: true, run: inBrowser('browser') },
  { name: 'measured', needs: 'build', workers: true, run: inBrowser('measured', { workers: 1 }) },
  { name: 'documents', needs: 'build', run: commands(['scripts/docs.mjs', '--check']) },
  {
    name: 'hostile',
    workers: true,
    long: true,
    run: jest('api', () => ({ DENBA_HOSTILE_INPUTS: '100000' }), { files: 'api/hostile' }),
  },
  {
    name: 'blinding',
    workers: true,
    long: true,
    run: jest('api', () => ({ DENBA_BLIND_PAIRS: '200' }), { files: 'api/two-worlds' }),
  },
  { name: 'timing', workers: true, long: true, run: jest('blinding', undefined, { workers: 1 }) },
  {
    name: 'faults',
    workers: true,
    long: true,
    run: jest('unit', () => ({ DENBA_SCHEDULES: '20000' }), { files: 'offline/faults' }),
  },
  {
    name: 'statements',
    workers: true,
    long: true,
    run: jest('api', () => ({ DENBA_EVERY_STATEMENT: '1' }), { files: 'api/each-statement' }),
  },
  {
    name: 'many-kills',
    needs: 'build',
    workers: true,
    long: true,
    run: jest('faults', () => ({ DENBA_SERVER_KILLS: '1000', DENBA_DATABASE_KILLS: '200' }), { workers: 1 }),
  },
  {
    name: 'batteries',
    needs: 'build',
    workers: true,
    long: true,
    run: jest('browser', () => ({ ...browsers(), DENBA_KILLS: '200' }), {
      files: 'browser/battery',
    }),
  },
  { name: 'scanners', needs: 'build', workers: true, long: true, run: told(['test/security/scan.mjs']) },
  { name: 'journeys', needs: 'build', workers: true, long: true, run: inBrowser('journeys') },
];

function wantedSteps(args) {
  const only = args
    .find((arg) => arg.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',');
  const unknown = args.find((arg) => arg !== '--fast' && !arg.startsWith('--only='));
  const stranger = unknown ?? only?.find((name) => !STEPS.some((step) => step.name === name));
  if (stranger) {
    throw new Failure(
      `Option inconnue ${stranger} : npm test -- [--fast] [--only=${STEPS.map(({ name }) => name).join(',')}]`,
      `Unknown option ${stranger}: npm test -- [--fast] [--only=${STEPS.map(({ name }) => name).join(',')}]`,
    );
  }
  return STEPS.filter(({ name, fast, long }) =>
    only ? only.includes(name) : !long && (fast || !args.includes('--fast')),
  );
}

async function outcomeOf(step) {
  try {
    return await step.run();
  } catch (error) {
    return one(
      false,
      error instanceof Failure ? `✗ ${error.french}\n✗ ${error.message}` : String(error.stack),
    );
  }
}

async function runStep(step, broken) {
  const began = performance.now();
  const isBlocked = step.needs !== undefined && broken.has(step.needs);
  const outcome = isBlocked ? one(false, `needs ${step.needs}`) : await outcomeOf(step);
  if (outcome.failed > 0) broken.add(step.name);
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  const skipped = outcome.skipped > 0 ? `, ${outcome.skipped} skipped` : '';
  const mark = outcome.failed > 0 ? '✗' : '✓';
  console.log(
    `${mark} ${step.name.padEnd(11)}${seconds} s  ${outcome.passed} passed, ${outcome.failed} failed${skipped}`,
  );
  if (outcome.longest) console.log(`              ${outcome.longest}`);
  if (outcome.output.trim()) console.log(outcome.output.trim());
  return outcome;
}

/** As many steps side by side as there are lanes; gives what each came to. */
async function inLanes(lanes, steps, broken) {
  const queue = [...steps];
  const outcomes = [];
  const lane = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) outcomes.push(await runStep(step, broken));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcomes;
}

await runCommand(async () => {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const broken = new Set();
  const steps = wantedSteps(process.argv.slice(2));
  const heavy = steps.filter(({ workers, needs }) => workers || needs);
  const light = steps.filter((step) => !heavy.includes(step));
  try {
    const outcomes = [...(await inLanes(2, light, broken)), ...(await inLanes(1, heavy, broken))];
    for (const outcome of outcomes) for (const key of Object.keys(total)) total[key] += outcome[key];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  if (total.failed > 0) process.exitCode = 1;
  console.log(
    `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
  );
});
