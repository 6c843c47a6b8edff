import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { codesOfList } from '../classification/code-list.js';
import type { Condition, Form, Question } from './form.js';
import { loadFormTexts } from './form-texts.js';
import { findQuestion, questionsOf } from './questions.js';
import { fileForms, getForm, publishedForms, reviewFormName } from './registry.js';
import { structureText } from './structure-hash.js';

const forms = publishedForms.map((form) => [`${form.name} v${String(form.version)}`, form] as const);
const all = (form: Form): readonly Question[] =>
  questionsOf(form).flatMap((question) => [question, ...(question.columns ?? [])]);

describe('a published form never changes', () => {
  /** A changed structure is a new version: add it beside the old one, never edit a line of this table. */
  const published: Readonly<Record<string, string>> = {
    'notification v1': 'd0bda20ca90c7de019eacdfa153e33311fa11d52eb64ba71f411c0540f065dc0',
    'maternal_review v1': '1778b373afdefd9a8901883c5092a9bfac5ad96f06f268e99ee33355467c5912',
    'perinatal_review v1': 'd781564eb64c22674dae14bea170e86d6d0f85ff48c06000d6c798679fcf1524',
    'child_review v1': '5a96d536784e5a444fe0d2e8720a00a9e5b61ad2e19bfef8f60684d6a2055e1c',
    'community_va v1': 'e40df71f8fd3bd0549aee8a1ea1910cdf0abfbae2b8710f73a1f7d5410b3b3de',
    'community_va v2': '37e1efc2f6863891cbe355d12c0fbf1bd8145849a26c6de4751b72bacc8cfbac',
    'opinion v1': 'a9de002c05683c8b0f4837f255312a61b217cbb3856506299fdd7dc2629b98a9',
    'session v1': 'b810bb1377b37cc7cc7e3f7d2701fd1e0c2003aa7773777ede7b2aa7a5e47339',
    'zero_report v1': 'aaa65c2799e9bcc4a8cec27f3eb49b6873e7a472038cd34f3dd9e1b76b84cf52',
    'recommendation v1': '3f406b795f9fa9234b2711a74884e473aed8c71e0b39b1208139ecee05c6e50b',
  };

  it.each(forms)('%s has the structure it was published with', (name, form) => {
    expect(createHash('sha256').update(structureText(form)).digest('hex')).toBe(published[name]);
  });

  it('has a line of this table for every version, and no line for what was never published', () => {
    expect(Object.keys(published).sort()).toEqual(forms.map(([name]) => name).sort());
    expect(new Set(Object.values(published)).size).toBe(forms.length);
  });

  it('counts its versions from 1 without a gap, and drops no question of an earlier one: old answers keep their words', () => {
    for (const versions of Map.groupBy(publishedForms, ({ name }) => name).values()) {
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, at) => at + 1));
      for (const [at, form] of versions.slice(1).entries())
        for (const { code } of questionsOf(versions[at] ?? form))
          expect([form.version, findQuestion(form, code)?.code]).toEqual([form.version, code]);
    }
  });

  it('has a hash that every change of structure changes', () => {
    const form = getForm('notification');
    const texts = new Set([
      structureText(form),
      structureText({ ...form, version: 2 }),
      structureText({ ...form, rules: form.rules.slice(1) }),
      structureText({ ...form, sections: form.sections.slice(1) }),
      structureText({ ...form, conditions: {} }),
    ]);
    expect(texts.size).toBe(5);
  });
});

describe.each(forms)('%s', (_, form) => {
  it('names each question once, with an existing list, and drops judgements and process from a packet', () => {
    const codes = questionsOf(form).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const question of all(form)) {
      if (question.type === 'code' || question.type === 'codes')
        expect([question.code, codesOfList(question.list ?? '').length > 0]).toEqual([question.code, true]);
      for (const code of question.exclusive ?? []) expect(codesOfList(question.list ?? '')).toContain(code);
      if (question.kind === 'judgement' || question.kind === 'process')
        expect([question.code, question.packet]).toEqual([question.code, 'drop']);
      if (question.type === 'place' && question.kind === 'fact')
        expect([question.code, ['level', 'drop'].includes(question.packet)]).toEqual([question.code, true]);
      if (question.type === 'longtext' || (question.type === 'text' && question.kind === 'fact'))
        expect([question.code, ['screen', 'drop'].includes(question.packet)]).toEqual([question.code, true]);
    }
  });

  it('asks conditions only of what comes before, or of a name it defines', () => {
    const seen = new Set<string>();
    for (const section of form.sections) {
      checkCondition(section.visibleWhen, seen, form);
      for (const question of section.questions) {
        checkCondition(question.visibleWhen, seen, form);
        for (const { when } of question.choices ?? []) checkCondition(when, seen, form);
        const row = new Set(seen);
        for (const column of question.columns ?? []) {
          checkCondition(column.visibleWhen, row, form);
          row.add(column.code);
        }
        seen.add(question.code);
      }
    }
  });

  it('computes and proposes only questions that it has', () => {
    for (const { question } of [...form.computations, ...(form.prefills ?? [])])
      expect(findQuestion(form, question)?.code).toBe(question);
    for (const { question } of form.cellPrefills ?? [])
      expect([question, findQuestion(form, question)?.code]).toEqual([question, question.split('.')[1]]);
    const computed = questionsOf(form).filter(({ need }) => need === 'computed');
    expect(computed.map(({ code }) => code).sort()).toEqual(
      form.computations.map(({ question }) => question).sort(),
    );
  });

  it.each(['fr', 'en'] as const)(
    'has words for everything in %s, and no words for nothing',
    async (language) => {
      const texts = await loadFormTexts(form.name, form.version, language);
      const codes = questionsOf(form).flatMap(({ code, columns }) => [
        code,
        ...(columns ?? []).map((column) => `${code}.${column.code}`),
      ]);
      expect(Object.keys(texts.labels).sort()).toEqual([...codes].sort());
      expect(Object.keys(texts.sections).sort()).toEqual(form.sections.map(({ code }) => code).sort());
      for (const text of [...Object.values(texts.labels), ...Object.values(texts.hints), texts.title])
        expect((text ?? '').trim().length).toBeGreaterThan(1);
      for (const code of Object.keys(texts.hints)) expect(codes).toContain(code);
    },
  );
});

function checkCondition(condition: Condition | undefined, seen: ReadonlySet<string>, form: Form): void {
  if (condition === undefined) return;
  if ('all' in condition) for (const part of condition.all) checkCondition(part, seen, form);
  else if ('any' in condition) for (const part of condition.any) checkCondition(part, seen, form);
  else if ('not' in condition) checkCondition(condition.not, seen, form);
  else if ('named' in condition) expect(Object.keys(form.conditions ?? {})).toContain(condition.named);
  else if ('question' in condition) expect([...seen]).toContain(condition.question);
}

describe('the registry', () => {
  it('knows the review of each kind, and the newest version of each form', () => {
    expect(reviewFormName('MAT')).toBe('maternal_review');
    expect(reviewFormName('CHILD')).toBe('child_review');
    expect(fileForms('MAT').map(({ name }) => name)).toEqual([
      'notification',
      'maternal_review',
      'community_va',
    ]);
    expect(fileForms('CHILD').map(({ name }) => name)).toEqual([
      'notification',
      'child_review',
      'community_va',
    ]);
    for (const kind of ['SB', 'NND'] as const)
      expect(fileForms(kind).map(({ name }) => name)).toEqual([
        'notification',
        'perinatal_review',
        'community_va',
      ]);
    expect(reviewFormName('WRA')).toBeUndefined();
    expect(getForm('opinion').version).toBe(1);
    expect(getForm('opinion', 1).name).toBe('opinion');
    expect(() => getForm('opinion', 99)).toThrow('absent');
    expect(() => getForm('nowhere')).toThrow('absent');
  });

  it('rejects texts of a form that was never published', async () => {
    await expect(loadFormTexts('nowhere', 1, 'fr')).rejects.toThrow('nowhere');
  });
});

interface Field {
  readonly form: string;
  readonly field_id: string;
  readonly req: string;
  readonly kind: string;
  readonly packet: string;
}

const source = new URL('../../../../../shared/domain/fields.csv', import.meta.url);
const isPresent = existsSync(source);
const fields = isPresent ? (parse(readFileSync(source), { columns: true }) as readonly Field[]) : [];
const fieldsOf = (name: string): readonly Field[] => fields.filter(({ form }) => form === name);

(isPresent ? describe : describe.skip)(
  'the forms against the data dictionary (shared/domain/fields.csv)',
  () => {
    const needs = { required: ['R', 'C'], expected: ['E'], optional: ['O', '–'], computed: ['–'] };

    /** Fields that are records or columns of the case, and not answers of this form. */
    const elsewhere: Readonly<Record<string, readonly string[]>> = {
      notification: ['case_id', 'linked_case_id'],
      maternal_review: ['partograph_reading', 'first_definitive_at', 'd3_h'],
      perinatal_review: ['p_partograph_reading'],
    };
    /** Fields under another name: three outputs of one computation, columns of a repeating group. */
    const renamed: Readonly<Record<string, string>> = {
      d2_h: 'd2_h_total',
      nb_outcome: 'newborns.nb_outcome',
      nb_sex: 'newborns.nb_sex',
      nb_weight: 'newborns.nb_weight',
      nb_apgar1: 'newborns.nb_apgar1',
      nb_apgar5: 'newborns.nb_apgar5',
      nb_resus: 'newborns.nb_resus',
      survivor_followup: 'newborns.survivor_followup',
    };

    it.each(['notification', 'maternal_review', 'perinatal_review', 'child_review', 'community_va'])(
      '%s has every fact, as needed and as blind as it says',
      (name) => {
        const form = getForm(name);
        const facts = fieldsOf(name).filter(
          ({ field_id, kind }) => kind !== 'judgement' && !(elsewhere[name] ?? []).includes(field_id),
        );
        expect(facts.length).toBeGreaterThan(25);
        for (const { field_id, req, kind, packet } of facts) {
          const question = findQuestion(form, renamed[field_id] ?? field_id);
          expect([field_id, question?.kind, question?.packet]).toEqual([field_id, kind, packet]);
          expect([field_id, needs[question?.need ?? 'optional'].includes(req)]).toEqual([field_id, true]);
        }
      },
    );

    it.each([
      ['maternal_review', 40],
      ['perinatal_review', 30],
      ['child_review', 28],
    ])('%s has exactly its %i core questions', (name, count) => {
      const core = fieldsOf(name).filter(({ req }) => req === 'R');
      const required = questionsOf(getForm(name)).filter(({ need }) => need === 'required');
      expect(required).toHaveLength(count);
      expect(required.map(({ code }) => code).sort()).toEqual(core.map(({ field_id }) => field_id).sort());
    });

    /** Judgements of a review that the opinion asks under the name it gives them for every kind of death. */
    const opinionName: Readonly<Record<string, string>> = {
      p_partograph_reading: 'partograph_reading',
      p_cod_under: 'cod_underlying',
      p_icdpm: 'icdpm_group',
      p_mat_cond: 'maternal_condition',
      p_mat_cond_icd: 'maternal_condition_icd',
      p_d1: 'delay1_lvl',
      p_d2: 'delay2_lvl',
      p_d3: 'delay3_lvl',
      p_factors: 'factors',
      p_quality: 'quality_grade',
      p_avoid: 'avoidability',
    };

    it.each(['maternal_review', 'perinatal_review'])('the opinion asks every judgement of %s', (name) => {
      const judgements = fieldsOf(name).filter(({ kind }) => kind === 'judgement');
      expect(judgements.length).toBeGreaterThan(10);
      for (const { field_id } of judgements) {
        const code = opinionName[field_id] ?? field_id;
        expect(findQuestion(getForm('opinion'), code)?.code).toBe(code);
      }
      expect(all(getForm(name)).filter(({ kind }) => kind === 'judgement')).toEqual([]);
    });

    it('the opinion asks every judgement of the child review', () => {
      const asked: Readonly<Record<string, string>> = {
        c_danger_missed: 'danger_missed',
        c_cod_under: 'cod_underlying',
        c_group: 'child_group',
        c_contributing: 'cod_part2',
        c_d1: 'delay1_lvl',
        c_d2: 'delay2_lvl',
        c_d3: 'delay3_lvl',
        c_factors: 'factors',
        c_quality: 'quality_grade',
        c_avoid: 'avoidability',
      };
      const judgements = fieldsOf('child_review').filter(({ kind }) => kind === 'judgement');
      expect(judgements.map(({ field_id }) => field_id).sort()).toEqual(Object.keys(asked).sort());
      for (const code of Object.values(asked))
        expect(findQuestion(getForm('opinion'), code)?.code).toBe(code);
      expect(all(getForm('child_review')).filter(({ kind }) => kind === 'judgement')).toEqual([]);
    });

    it('a recommendation has every field that is written when it is proposed', () => {
      const later = [
        'rec_id',
        'rec_case_ids',
        'rec_status',
        'rec_progress_pct',
        'rec_updates',
        'rec_obstacle',
        'rec_escalated_to',
        'rec_verified_by',
        'rec_verified_at',
        'rec_effect_check',
        'rec_feedback_done',
      ];
      for (const { field_id } of fieldsOf('recommendation').filter(
        (field) => !later.includes(field.field_id),
      ))
        expect(findQuestion(getForm('recommendation'), field_id)?.code).toBe(field_id);
    });
  },
);

(isPresent ? describe : describe.skip)('the code lists against theirs (shared/domain/codelists.csv)', () => {
  const lists = isPresent
    ? (parse(readFileSync(new URL('codelists.csv', source)), { columns: true }) as readonly {
        readonly list: string;
        readonly code: string;
        readonly fr: string;
        readonly en: string;
      }[])
    : [];

  it('hold the same codes with the same labels', async () => {
    const { codeListsFr } = await import('../classification/code-lists.fr.js');
    const { codeListsEn } = await import('../classification/code-lists.en.js');
    const fr: Readonly<Record<string, Readonly<Record<string, string>>>> = codeListsFr;
    const en: Readonly<Record<string, Readonly<Record<string, string>>>> = codeListsEn;
    const known = lists.filter(({ list }) => codesOfList(list).length > 0);
    expect(known.length).toBeGreaterThan(500);
    for (const { list, code, fr: french, en: english } of known)
      expect([list, code, fr[list]?.[code], en[list]?.[code]]).toEqual([list, code, french, english]);
    for (const list of new Set(known.map((line) => line.list)))
      expect(codesOfList(list)).toEqual(known.filter((line) => line.list === list).map(({ code }) => code));
  });
});
