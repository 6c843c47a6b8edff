import { isEmpty, issueOf, isUnstorable, nowOf } from './check-answer.js';
import { checkRows } from './check-rows.js';
import type { CompiledForm, CompiledQuestion } from './compile-form.js';
import { compileForm } from './compile-form.js';
import type { Answers, Context, Form, Issue, Validation, Value } from './form.js';

type Working = Record<string, Answers[string] | undefined>;

function unknownQuestion(code: string): Issue {
  return { code: 'UNKNOWN', severity: 'ERR', question: isUnstorable(code) ? '' : code.slice(0, 64) };
}

interface Tally {
  answered: number;
  visible: number;
  missing: number;
}

/** One question of one validation: what its answer is worth once it is known to be asked. */
function judge(
  compiled: CompiledQuestion,
  raw: unknown,
  working: Working,
  context: Context,
  now: number,
  issues: Issue[],
  missing: string[],
): boolean {
  const { code } = compiled;
  if (compiled.question.type === 'list') {
    const rows = checkRows(compiled, raw, working as Answers, context, now);
    issues.push(...rows.issues);
    missing.push(...rows.missing);
    working[code] = rows.answer;
    return rows.answer !== undefined;
  }
  const fault = compiled.check(raw, now);
  if (fault !== null) issues.push(issueOf(fault, code));
  if (fault?.keeps === false || isEmpty((raw as { value?: unknown }).value)) {
    working[code] = undefined;
    return false;
  }
  const choice = compiled.choices.find(({ when }) => when(working as Answers, context, undefined));
  const value = (raw as { value?: unknown }).value;
  if (choice !== undefined && typeof value === 'string' && !choice.codes.has(value)) {
    issues.push({ code: 'CODE', severity: 'ERR', question: code });
    working[code] = undefined;
    return false;
  }
  return true;
}

function firstReading(form: CompiledForm, raw: Readonly<Record<string, unknown>>, now: number): Working {
  const working: Working = { ...form.blank };
  for (const compiled of form.questions) {
    const answer = Object.hasOwn(raw, compiled.code) ? raw[compiled.code] : undefined;
    if (answer === undefined || compiled.isComputed) continue;
    if (compiled.question.type === 'list' || compiled.check(answer, now)?.keeps !== false)
      working[compiled.code] = answer as Answers[string];
  }
  return working;
}

function computedValues(form: Form, answers: Answers, context: Context): Record<string, Value> {
  const computed: Record<string, Value> = {};
  for (const { question, compute } of form.computations) {
    const value = compute(answers, context);
    if (value !== null) computed[question] = value;
  }
  return computed;
}

/**
 * What all of Denba knows of answers to a form: which questions are asked, what is missing, what is wrong or to be checked, what can
 * be computed, how far one has come. Pure; never throws whatever the answers. A hidden answer counts for nothing.
 */
export function validate(form: Form, answers: Answers, context: Context): Validation {
  const compiled = compileForm(form);
  const raw: Readonly<Record<string, unknown>> = isRecord(answers) ? answers : {};
  const now = nowOf(context.now);
  const issues: Issue[] = [];
  if (!isRecord(answers)) issues.push({ code: 'TYPE', severity: 'ERR', question: '' });
  for (const code of Object.keys(raw)) if (!compiled.codes.has(code)) issues.push(unknownQuestion(code));

  const working = firstReading(compiled, raw, now);
  const effective = working as Answers;
  const visible: string[] = [];
  const missing: string[] = [];
  const tallies: Tally[] = form.sections.map(() => ({ answered: 0, visible: 0, missing: 0 }));
  const core = { answered: 0, visible: 0 };
  let section = -1;
  let sectionIsVisible = true;

  for (const question of compiled.questions) {
    const { code } = question;
    if (question.section !== section) {
      section = question.section;
      sectionIsVisible = compiled.sectionVisible[section]?.(effective, context, undefined) ?? true;
    }
    if (!sectionIsVisible || question.visible?.(effective, context, undefined) === false) {
      working[code] = undefined;
      continue;
    }
    visible.push(code);
    const given = Object.hasOwn(raw, code) ? raw[code] : undefined;
    if (question.isComputed) {
      if (given !== undefined) issues.push(unknownQuestion(code));
      continue;
    }
    const before = issues.length;
    const isAnswered = given !== undefined && judge(question, given, working, context, now, issues, missing);
    const tally = tallies[section];
    // What the vault keeps never comes back to the form: nobody could tell whether it was answered.
    if (tally === undefined || question.question.identity === true) continue;
    tally.visible += 1;
    if (isAnswered) tally.answered += 1;
    if (!question.isRequired) continue;
    core.visible += 1;
    if (isAnswered) core.answered += 1;
    else {
      tally.missing += 1;
      if (issues.length === before) missing.push(code);
    }
  }

  for (const rule of form.rules) issues.push(...rule.check(effective, context));
  return {
    visible,
    missing,
    issues,
    computed: computedValues(form, effective, context),
    completeness: { ...core, score: core.visible === 0 ? 1 : core.answered / core.visible },
    sections: Object.fromEntries(form.sections.map(({ code }, index) => [code, tallies[index] ?? EMPTY])),
  };
}

const EMPTY: Tally = { answered: 0, visible: 0, missing: 0 };

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
