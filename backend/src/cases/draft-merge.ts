import type { FieldPatch } from '../domain/cases/case.js';
import { writableQuestions, type DraftRights } from '../domain/cases/draft-rights.js';
import { phasesOf, seenOf, withWritten, type Hand } from '../domain/cases/phases.js';
import { issueOf } from '../domain/forms/check-answer.js';
import { checkRows } from '../domain/forms/check-rows.js';
import { compileForm } from '../domain/forms/compile-form.js';
import type { Answers, Context, Form, Issue } from '../domain/forms/form.js';
import { isSame } from '../domain/forms/is-same.js';
import { startOf } from '../domain/forms/local-time.js';
import { Problem, type FieldFault } from '../domain/problem.js';

/** What no person may type, whatever comes later: unknown questions, wrong types and codes, texts that cannot be kept. */
const REFUSED = [
  'UNKNOWN',
  'TYPE',
  'CODE',
  'CHARACTERS',
  'PRECISION',
  'MISSING',
  'USE_CODE',
  'DUPLICATE',
  'LENGTH',
];

const MOST_FAULTS = 100;

export interface Merged {
  readonly answers: Answers;
  /** Questions whose answer changed. */
  readonly changed: readonly string[];
  readonly conflicts: readonly {
    readonly question: string;
    readonly theirs: Answers[string] | null;
    readonly mine: Answers[string] | null;
  }[];
}

/** Said of the whole save where nothing else is wrong with it. */
const WHOLE_REFUSALS = ['draft.not-your-phase', 'draft.settled'] as const;

/** Refuses a patch whose value cannot be an answer to its question, or that belongs to another facility; every fault is named. */
export function refusePatches(
  form: Form,
  patches: readonly FieldPatch[],
  access: DraftRights,
  context: Context,
): void {
  const compiled = compileForm(form);
  const writable = writableQuestions(form, access);
  const now = startOf(context.now) ?? 0;
  const fields = patches.flatMap((patch): readonly FieldFault[] => {
    const question = compiled.questions.find(({ code }) => code === patch.question);
    const field = `patches.${patch.question.slice(0, 64)}`;
    if (question === undefined || question.isComputed) return [{ field, code: 'field.unknown' }];
    if (question.question.identity === true) return [{ field, code: 'identity.in-answers' }];
    if (access.settled?.includes(patch.question) === true) return [{ field, code: 'draft.settled' }];
    if (!writable.includes(patch.question)) return [{ field, code: 'draft.not-your-phase' }];
    if (patch.value === null) return [];
    const issues: readonly Issue[] =
      question.question.type === 'list'
        ? checkRows(question, patch.value, {}, context, now).issues.filter(isTooMany)
        : [question.check(patch.value, now)].flatMap((fault) =>
            fault === null ? [] : [issueOf(fault, patch.question)],
          );
    return issues
      .filter(({ code }) => REFUSED.includes(code) || code === 'ROWS')
      .map((issue) => ({
        field: `patches.${issue.question}${issue.row === undefined ? '' : `[${String(issue.row)}]`}`,
        code: issue.code,
        ...(issue.params ? { params: issue.params } : {}),
      }));
  });
  if (fields.length === 0) return;
  const whole = WHOLE_REFUSALS.find((one) => fields.every(({ code }) => code === one));
  throw new Problem('invalid', whole ?? 'answers.refused', {
    fields: fields.slice(0, MOST_FAULTS),
  });
}

/** Too few lines are only unfinished; too many are refused. */
function isTooMany({ code, params }: Issue): boolean {
  return code !== 'ROWS' || Number(params?.['value'] ?? 0) > Number(params?.['max'] ?? 0);
}

/**
 * Merges typed fields into the answers kept on the server. A field that changed meanwhile from what the person saw is not overwritten:
 * both values are given back. Lines of other facilities are never touched.
 */
export function mergePatches(
  form: Form,
  kept: Answers,
  patches: readonly FieldPatch[],
  access: DraftRights,
): Merged {
  if (access.writes === 'nothing' || access.reads === 'nothing')
    return { answers: kept, changed: [], conflicts: [] };
  const { reads, writes }: { reads: Hand; writes: Hand } = { reads: access.reads, writes: access.writes };
  const phases = phasesOf(form);
  const answers = new Map(Object.entries(kept));
  const changed: string[] = [];
  const conflicts: Merged['conflicts'][number][] = [];
  for (const { question, base, value } of patches) {
    const phase = phases[question] ?? 'any';
    const seen = seenOf(phase, answers.get(question), reads) ?? null;
    const typed = value ?? null;
    if (isSame(seen, typed)) continue;
    if (!isSame(seen, base ?? null)) {
      conflicts.push({ question, theirs: seen, mine: typed });
      continue;
    }
    const whole = withWritten(phase, answers.get(question), typed ?? undefined, writes);
    if (whole === 'foreign') {
      const field = `patches.${question}`;
      throw new Problem('invalid', 'draft.not-your-phase', {
        fields: [{ field, code: 'draft.not-your-phase' }],
      });
    }
    if (whole === undefined) answers.delete(question);
    else answers.set(question, whole);
    changed.push(question);
  }
  return { answers: Object.fromEntries(answers), changed, conflicts };
}

/**
 * What a repeated save says of other writers, as things are now: the answer that told it the first time may never have arrived, and a
 * value that is neither kept nor given back would be lost.
 */
export function conflictsNow(
  form: Form,
  kept: Answers,
  patches: readonly FieldPatch[],
  { reads }: DraftRights,
): Merged['conflicts'] {
  if (reads === 'nothing') return [];
  const phases = phasesOf(form);
  return patches.flatMap(({ question, base, value }) => {
    const theirs = seenOf(phases[question] ?? 'any', kept[question], reads) ?? null;
    const mine = value ?? null;
    return isSame(theirs, mine) || isSame(theirs, base ?? null) ? [] : [{ question, theirs, mine }];
  });
}

/** The facilities whose own phase a save changed: their signature no longer stands for what the file says. */
export function facilitiesTouched(
  form: Form,
  before: Answers,
  after: Answers,
  changed: readonly string[],
  path: readonly number[],
): readonly number[] {
  const phases = phasesOf(form);
  const touched = changed.flatMap((question): readonly (number | undefined)[] => {
    const phase = phases[question] ?? 'any';
    if (phase === 'any') return [];
    if (phase === 'first') return [path[0]];
    if (phase === 'last') return [path.at(-1)];
    return path.filter((place) => {
      const own: Hand = { facilities: [place], path };
      return !isSame(seenOf('own-rows', before[question], own), seenOf('own-rows', after[question], own));
    });
  });
  return [...new Set(touched.filter((place) => place !== undefined))];
}
