import { describe, expect, it } from '@jest/globals';
import { loadCodeListLabels } from '../classification/code-list.js';
import {
  conditionSentence,
  loadConditionWords,
  type SpokenForm,
  type Telling,
} from './condition-sentence.js';
import type { Condition, Form } from './form.js';
import { loadFormTexts } from './form-texts.js';
import { getForm, publishedForms } from './registry.js';

type Language = 'fr' | 'en';
const LANGUAGES: readonly Language[] = ['fr', 'en'];

async function tellingOf(form: Form, language: Language): Promise<Telling> {
  const spoken = async (one: Form): Promise<SpokenForm> => ({
    form: one,
    texts: await loadFormTexts(one.name, one.version, language),
  });
  const documents = await Promise.all(
    publishedForms.map(async (one) => [one.name, await spoken(one)] as const),
  );
  return {
    ...(await spoken(form)),
    words: await loadConditionWords(language),
    labels: await loadCodeListLabels(language),
    documents: Object.fromEntries(documents),
  };
}

interface Standing {
  readonly at: string;
  readonly condition: Condition;
  readonly list?: string;
}

/** Every condition of a form: of sections, questions, columns and narrowed choices. */
function conditionsOf(form: Form): readonly Standing[] {
  return form.sections.flatMap((section) => [
    ...(section.visibleWhen ? [{ at: section.code, condition: section.visibleWhen }] : []),
    ...section.questions.flatMap((question) => [
      ...(question.visibleWhen ? [{ at: question.code, condition: question.visibleWhen }] : []),
      ...(question.choices ?? []).map(({ when }) => ({ at: question.code, condition: when })),
      ...(question.columns ?? []).flatMap(({ code, visibleWhen }) =>
        visibleWhen ? [{ at: code, condition: visibleWhen, list: question.code }] : [],
      ),
    ]),
  ]);
}

function namesIn(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(namesIn);
  if ('any' in condition) return condition.any.flatMap(namesIn);
  if ('not' in condition) return namesIn(condition.not);
  return 'named' in condition ? [condition.named] : [];
}

const everyForm = publishedForms.flatMap((form) =>
  LANGUAGES.map((language) => [`${form.name} v${String(form.version)}`, language, form] as const),
);

describe.each(everyForm)('the conditions of %s in %s', (_, language, form) => {
  it('are whole sentences: no bare code, no hole', async () => {
    const telling = await tellingOf(form, language);
    for (const { at, condition, list } of conditionsOf(form)) {
      const sentence = conditionSentence(condition, list === undefined ? telling : { ...telling, list });
      expect([at, sentence?.match(/^(Si |S’il|Sauf si |If |Unless )/)?.length]).toEqual([at, 2]);
      expect([at, sentence]).toEqual([
        at,
        expect.not.stringMatching(/[{}]|[A-Z]{2,}_|“”|« {2}»|\b[a-z]+_[a-z]+/),
      ]);
      expect([at, (sentence ?? '').length > 12]).toEqual([at, true]);
    }
  });

  it('have words for every named condition', async () => {
    const { words } = await tellingOf(form, language);
    for (const name of conditionsOf(form).flatMap(({ condition }) => namesIn(condition)))
      expect([name, words.named[`${form.name}.${name}`] ?? words.named[name]]).toEqual([
        name,
        expect.stringMatching(/\w{3}/),
      ]);
  });
});

describe('a condition as a sentence', () => {
  it.each<[Condition, string, string]>([
    [
      { question: 'parity', atLeast: 1 },
      'Si la réponse à « Nombre d’accouchements avant cette grossesse (parité) » est 1 ou plus',
      'is 1 or more',
    ],
    [
      { question: 'anc_n', notIn: ['0'] },
      'Si la réponse à « Nombre de consultations prénatales (CPN) » n’est pas « Aucune »',
      'is not “none”',
    ],
    [
      { question: 'anc_risks', notIn: ['NONE', 'UNK', 'NR', 'NA', 'REF'] },
      'Si la réponse à « Risques ou complications trouvés aux CPN » est connue et n’est pas « Aucun » ou « Inconnu »',
      'is known and is not',
    ],
    [
      { question: 'anc_hb', notIn: ['UNK', 'NR'] },
      'Si la réponse à « Hémoglobine à la dernière CPN » est connue',
      'is known',
    ],
    [
      { question: 'blood_loss_ml', answered: true },
      'Si « Sang perdu à l’accouchement » a une réponse',
      'is answered',
    ],
    [
      { question: 'care_given', rowHas: { column: 'item', in: ['TRANSFUSION'] } },
      'Si le tableau « Soins donnés, par structure » contient « Transfusion »',
      'holds “Transfusion”',
    ],
    [
      { any: [{ named: 'delivered' }, { named: 'labour' }] },
      'Si elle a accouché, ou si elle a été en travail',
      'If she gave birth, or if she was in labour',
    ],
    [
      { all: [{ question: 'ga_weeks', atLeast: 28 }, { named: 'pregnant-on-arrival' }] },
      'Si la réponse à « Âge de la grossesse à sa fin ou au décès » est 28 ou plus et elle était encore enceinte à l’arrivée',
      'and she was still pregnant on arrival',
    ],
    [
      { not: { named: 'surgery' } },
      'Sauf si elle a été opérée (césarienne ou laparotomie)',
      'Unless she was',
    ],
    [
      { context: 'kind', in: ['SB', 'NND'] },
      'Si le cas est un mort-né ou un décès néonatal',
      'a stillbirth or',
    ],
    [
      { context: 'notification.death_place', in: ['HOME'] },
      'Si la réponse à « Lieu du décès » (Notifier un décès) est « Domicile »',
      'is “Home”',
    ],
  ])('%j', async (condition, french, english) => {
    const form = getForm('maternal_review');
    expect(conditionSentence(condition, await tellingOf(form, 'fr'))).toBe(french);
    expect(conditionSentence(condition, await tellingOf(form, 'en'))).toContain(english);
  });

  it('points at a question as it is told to', async () => {
    const telling = await tellingOf(getForm('maternal_review'), 'fr');
    const sentence = conditionSentence(
      { question: 'parity', atLeast: 1 },
      { ...telling, nameOf: () => 'B2' },
    );
    expect(sentence).toBe('Si la réponse à B2 est 1 ou plus');
  });

  it('reads the column of the same row first', async () => {
    const telling = { ...(await tellingOf(getForm('maternal_review'), 'fr')), list: 'newborns' };
    expect(conditionSentence({ question: 'nb_outcome', in: ['LIVE_ALIVE'] }, telling)).toMatch(
      /^Si la réponse à « .+ » est « .+ »$/,
    );
  });

  it('leaves out what speaks of a document nobody knows, and gives way before "il"', async () => {
    const telling = await tellingOf(getForm('maternal_review'), 'fr');
    const unknown: Condition = { context: 'nowhere.question', in: ['YES'] };
    expect(conditionSentence(unknown, telling)).toBeNull();
    expect(conditionSentence({ any: [unknown, { named: 'labour' }] }, telling)).toBe(
      'Si elle a été en travail',
    );
    const words = { ...telling.words, named: { ...telling.words.named, labour: 'il a respiré' } };
    expect(conditionSentence({ named: 'labour' }, { ...telling, words })).toBe('S’il a respiré');
  });
});
