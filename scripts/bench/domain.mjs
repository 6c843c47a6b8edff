import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { childCause } from '../../dist/backend/domain/classification/child-cause.js';
import { codesOfList } from '../../dist/backend/domain/classification/code-list.js';
import { icdMm } from '../../dist/backend/domain/classification/icd-mm.js';
import { icdPm } from '../../dist/backend/domain/classification/icd-pm.js';
import { questionsOf } from '../../dist/backend/domain/forms/questions.js';
import { getForm } from '../../dist/backend/domain/forms/registry.js';
import { validate } from '../../dist/backend/domain/forms/validate.js';
import { ROOT } from '../shipped-node.mjs';

const ROUNDS = 40;

/** Seconds of one call: the fastest round counts, so that a busy machine does not. */
function secondsOf(call, times) {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    for (let time = 0; time < times; time += 1) call(time);
    best = Math.min(best, performance.now() - began);
  }
  return best / times / 1000;
}

function valueFor(question) {
  const [low, high] = question.soft ?? question.hard ?? [1, 5];
  switch (question.type) {
    case 'int':
      return Math.round((low + high) / 2);
    case 'dec':
      return Math.round((low + high) * 5) / 10;
    case 'code':
      return codesOfList(question.list)[0];
    case 'codes':
      return [codesOfList(question.list)[0]];
    case 'date':
      return '2026-03-13';
    case 'datetime':
      return '2026-03-13T10:20';
    case 'time':
      return '10:20';
    case 'place':
      return '12';
    case 'list':
      return [filled(question.columns), filled(question.columns)];
    default:
      return 'Quelques mots du dossier, avec une heure.';
  }
}

function filled(questions) {
  const asked = questions.filter(({ need }) => need !== 'computed');
  return Object.fromEntries(asked.map((question) => [question.code, { value: valueFor(question) }]));
}

/** How many times longer checking a full maternal review takes than reading the same text as JSON. */
export function validationAgainstParsing() {
  const form = getForm('maternal_review');
  const answers = filled(questionsOf(form));
  const text = JSON.stringify(answers);
  const documents = { notification: { death_date: { value: '2026-03-14' } } };
  const context = { now: '2026-10-01T12:00', documents, facts: { kind: 'MAT' } };
  const parsing = secondsOf(() => JSON.parse(text), 200);
  return secondsOf(() => validate(form, answers, context), 200) / parsing;
}

const CODES = [...'ABCDEGIJKOPQRVXY'].flatMap((letter) =>
  Array.from({ length: 34 }, (_, step) => `${letter}${String(step * 3).padStart(2, '0')}.${step % 10}`),
);

/** Causes put into their groups in a second, by the slowest of the three tables. */
export function classifiedPerSecond() {
  const tables = [(code) => icdMm(code), (code) => icdPm(code, 'NEO'), childCause];
  return Math.min(...tables.map((table) => 1 / secondsOf((n) => table(CODES[n % CODES.length]), 2000)));
}

/** The parts of the built pages that hold a title of the list of causes, and their kilobytes, gzipped. */
export function causeListWeight(title) {
  const folder = join(ROOT, 'dist', 'frontend');
  const parts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const holding = parts.filter((name) => readFileSync(join(folder, name), 'utf8').includes(title));
  return {
    parts: holding,
    kilobytes: holding.reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length / 1000,
      0,
    ),
  };
}
