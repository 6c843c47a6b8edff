import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadCodeListLabels } from '../../backend/src/domain/classification/code-list.js';
import { HIV_QUESTIONS } from '../../backend/src/domain/access/masking.js';
import type { FileView } from '../../backend/src/domain/cases/case.js';
import { loadFormTexts } from '../../backend/src/domain/forms/form-texts.js';
import type { Answers, Form, Question } from '../../backend/src/domain/forms/form.js';
import { questionsOf } from '../../backend/src/domain/forms/questions.js';
import { rowsOf } from '../../backend/src/domain/forms/read.js';
import { getForm, publishedForms } from '../../backend/src/domain/forms/registry.js';
import { JournalSealer } from '../../backend/src/journal/journal-sealer.js';
import { PaperSeal } from '../../backend/src/journal/paper-seal.js';
import { codesOnPaper, isApart } from '../../backend/src/paper/written.js';
import { as, visitor, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aConcludedCase } from '../support/given-audits.js';
import { aConfirmedDeath, aDocumentedCase, aFrozenCase, CANARIES, write } from '../support/given.js';
import { pdfLines, pdfPieces, pdfReach, pdfText, type PdfPiece } from '../support/pdf-text.js';
import type { CastMember } from '../support/people.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function printed(by: CastMember, path: string): Promise<Buffer> {
  const answer: Answer<Buffer> = await as(app, by).get<Buffer>(path);
  expect([path, answer.status, answer.headers['content-type']]).toEqual([path, 200, 'application/pdf']);
  return answer.body;
}

const statusOf = async (by: CastMember, path: string): Promise<number> =>
  (await as(app, by).get(path)).status;

/** What a font that lacks the character leaves behind. */
const MISSING_GLYPHS = ['\u0000', '\ufffd'];
/** Codes are printed smaller than anything else. */
const CODE_SIZE = 6.5;

/** How far a line of the page may go: the width of A4 without its margin, and half the thickness of a line. */
const RIGHT_EDGE = 562;
/** Below it stands the foot of a page; text should reach at least so far down. Lines to write on do not count. */
const FOOT = 790;
const MOSTLY_FULL = 78 + 0.72 * (FOOT - 78);
const hasStrip = (form: Form): boolean => questionsOf(form).some(({ identity }) => identity === true);
const tight = (text: string): string => text.replaceAll(/\s/g, '');
/** The lists that a question offers boxes or numbers of, each as often as it is printed. */
const offeredBy = (
  question: Question,
): readonly { readonly list: string; readonly codes: readonly string[] }[] => {
  if (question.type === 'list') return (question.columns ?? []).flatMap(offeredBy);
  const { list, choices } = question;
  if (list === undefined || isApart(question) || !['code', 'codes'].includes(question.type)) return [];
  const all = codesOnPaper(list);
  return choices === undefined
    ? [{ list, codes: all }]
    : choices.map(({ codes }) => ({ list, codes: all.filter((code) => codes.includes(code)) }));
};

const everyForm = publishedForms.flatMap((form) =>
  (['fr', 'en'] as const).map((language) => [form.name, form.version, language, form] as const),
);

describe.each(everyForm)('the empty form %s v%i in %s', (name, version, language, form) => {
  let pieces: readonly PdfPiece[];
  let text: string;
  let reach: number;
  beforeAll(async () => {
    const pdf = await printed('nurse', `/forms/${name}/paper.pdf?language=${language}&version=${version}`);
    pieces = pdfPieces(pdf);
    reach = pdfReach(pdf);
    text = pdfText(pdf);
  });

  it('has its title, version and fingerprint, and every page its number', async () => {
    const { title } = await loadFormTexts(name, version, language);
    const last = Math.max(...pieces.map(({ page }) => page));
    for (let page = 1; page <= last; page++) expect(text).toContain(`Page ${String(page)} / ${String(last)}`);
    expect(text).toContain(title.replaceAll(/\s+/g, ' '));
    expect(text).toMatch(/version \d+ · (empreinte|fingerprint) [0-9a-f]{12}/);
    expect(text).toContain(language === 'fr' ? 'Ni nom, ni blâme' : 'No name, no blame');
  });

  it('asks every question by its code, in the order of the form, and draws every character', () => {
    const words = pieces.filter(({ size }) => size === CODE_SIZE).map((piece) => piece.text.trim());
    const asked = questionsOf(form).filter(({ need }) => need !== 'computed');
    const found = asked.map(({ code }) => words.indexOf(code));
    expect(asked.filter((_, index) => found[index] === -1).map(({ code }) => code)).toEqual([]);
    expect(found).toEqual([...found].sort((left, right) => left - right));
    for (const glyph of MISSING_GLYPHS) expect(text).not.toContain(glyph);
  });

  it('stays within the margins', () => {
    for (const { x, y, text: word } of pieces.filter((piece) => piece.text.trim() !== ''))
      expect([word, x >= 30 && x < 561.3, y > 20 && y < 830]).toEqual([word, true, true]);
    expect(reach).toBeLessThan(RIGHT_EDGE);
  });

  it('fills its pages: only the last one, and the one before a leaf of its own, may stay half empty', () => {
    const ends = new Map<number, number>();
    for (const { page, y } of pieces.filter((piece) => piece.y < FOOT))
      ends.set(page, Math.max(ends.get(page) ?? 0, y));
    const full = [...ends.keys()].slice(0, hasStrip(form) ? -2 : -1);
    expect(full.filter((page) => (ends.get(page) ?? 0) < MOSTLY_FULL)).toEqual([]);
  });

  it('offers every choice of its question beside it, in the order of the screen', async () => {
    const labels = await loadCodeListLabels(language);
    const asked = questionsOf(form).filter(({ need, identity }) => need !== 'computed' && identity !== true);
    const starts = asked.map(({ code }) =>
      pieces.findIndex(({ size, text: word }) => size === CODE_SIZE && word.trim() === code),
    );
    for (const [index, question] of asked.entries()) {
      const beside = tight(
        pieces
          .slice(starts[index], starts[index + 1])
          .map((piece) => piece.text)
          .join(''),
      );
      for (const { list, codes } of offeredBy(question)) {
        let from = 0;
        for (const code of codes) {
          const label = tight((labels[list]?.[code] ?? '').replace(/^\d+\s?:\s/, ''));
          const found = label === '' ? -1 : beside.indexOf(label, from);
          expect([question.code, list, code, found >= 0]).toEqual([question.code, list, code, true]);
          from = found + label.length;
        }
      }
    }
  });

  it('sets its signs as the language does', () => {
    const loose = language === 'fr' ? /\p{L}[:;?!]/u : /\S [:;?!](\s|$)/;
    expect(pieces.map((piece) => piece.text).filter((word) => loose.test(word))).toEqual([]);
  });

  it('has no place for an answer about HIV', () => {
    const secrets = questionsOf(form).filter(({ code }) => HIV_QUESTIONS.includes(code));
    const apart = language === 'fr' ? 'Ne s’écrit pas sur papier' : 'Never written on paper';
    expect(text.split(apart)).toHaveLength(secrets.length + 1);
    expect(text).not.toMatch(/^(VIH|HIV)$/m);
  });
});

describe('the empty opinion', () => {
  it('tells causes before, during and after birth apart by their words, and names no code that it does not print', async () => {
    const text = pdfText(await printed('nurse', '/forms/opinion/paper.pdf'));
    for (const cause of ['Infection ante-partum', 'Infection intra-partum', 'Infection néonatale'])
      expect(text).toContain(cause);
    expect(text).not.toMatch(/ · Infection|M_NR|\bM5\b/);
  });
});

describe('the empty notification', () => {
  it('has the identity on a leaf of its own, with nothing of the form but the case number', async () => {
    const pieces = pdfPieces(await printed('nurse', '/forms/notification/paper.pdf'));
    const last = Math.max(...pieces.map(({ page }) => page));
    const strip = pieces.filter(({ page }) => page === last).map(({ text }) => text.trim());
    expect(last % 2).toBe(1);
    for (const { code, identity } of questionsOf(getForm('notification')))
      expect([code, strip.includes(code)]).toEqual([code, identity === true]);
  });

  it('is in the language of the person unless another is asked for', async () => {
    expect(pdfText(await printed('nurse', '/forms/notification/paper.pdf'))).toContain('Notifier un décès');
    const english = await printed('nurse', '/forms/notification/paper.pdf?language=en');
    expect(pdfText(english)).toContain('Notify a death');
  });

  it('refuses what is no form, no version and no language, and who is not signed in', async () => {
    expect(await statusOf('nurse', '/forms/nowhere/paper.pdf')).toBe(404);
    expect(await statusOf('nurse', '/forms/constructor/paper.pdf')).toBe(404);
    expect(await statusOf('nurse', '/forms/notification/paper.pdf?version=99')).toBe(404);
    expect(await statusOf('nurse', '/forms/notification/paper.pdf?version=x')).toBe(422);
    expect(await statusOf('nurse', '/forms/notification/paper.pdf?language=bm')).toBe(422);
    expect((await visitor(app).get('/forms/notification/paper.pdf')).status).toBe(401);
  });
});

/** What the worked case M1 answers, as the file prints it: label, code, value on one line. */
const M1_LINES = [
  'Âge m_age 29 ans',
  'Niveau d’instruction m_education Aucune',
  'Distance du domicile au CSCom m_distance_km 6 km',
  'Enfants encore en vie prev_living_children 4',
  'Hémoglobine à la dernière CPN anc_hb 7,2 g/dL',
  'Doses de TPIg (SP) reçues anc_malaria_ipt TPIg 1',
  'Quand a-t-on décidé de consulter ? decision_at 13 mars 2026, 22 h 30',
  'Qui a décidé ? decision_maker Mari',
  'Arrivée à la première structure arrive1_at 13 mars 2026, 23 h 10',
  'Pourquoi l’évacuer ? ref_reason Hémorragie du post-partum (HPP)',
  'Payé par la famille pour l’évacuation ref_cost_fcfa 15 000 FCFA',
  'Tension artérielle : systolique adm_sbp 60 mmHg',
  'Tension artérielle : diastolique adm_dbp 30 mmHg',
  'Pouls adm_pulse 148 /min',
  'Température adm_temp 35,6 °C',
  'Hémoglobine adm_hb 3,9 g/dL',
  'Diagnostic d’entrée adm_dx Hémorragie du post-partum (HPP), Anémie',
  'Naissance birth_at 14 mars 2026, 03 h 20',
  'Mode d’accouchement mode Voie basse spontanée',
  'Sang perdu à l’accouchement blood_loss_ml 1800 mL',
  'Date et heure du décès death_at 14 mars 2026, 09 h 30',
];

describe('the file of a case', () => {
  it('says each value of M1 beside its own label', async () => {
    const { id, number } = await aFrozenCase(app);
    const lines = pdfLines(await printed('referralHead', `/cases/${id}/file.pdf`));
    expect(M1_LINES.filter((line) => !lines.includes(line))).toEqual([]);
    const text = lines.join('\n');
    expect(text).toContain('CSCom de Nièbala 13 mars 2026, 23 h 10 14 mars 2026, 05 h 55');
    expect(text).toContain('Utérotonique Donné CSRéf de Kolomba 14 mars 2026, 08 h 40');
    expect(text).toContain('Né vivant, en vie Féminin 3100 g 8 9 Non nécessaire Dans la famille');
    expect(text).toContain(number);
  });

  it('carries the hash of the frozen file, the picture of the delays and no classification before there is one', async () => {
    const { id } = await aFrozenCase(app);
    const view = (await as(app, 'referralHead').get<FileView>(`/cases/${id}/file`)).body;
    const text = pdfText(await printed('referralHead', `/cases/${id}/file.pdf`));
    expect(text.replaceAll(/\s/g, '')).toContain(view.sha256);
    expect(text).toContain('Les trois retards');
    expect(text).toMatch(/Retard 2, arriver\n2 h 45, le plus long/);
    expect(text).toContain('la classification finale n’existe pas');
    expect(text).not.toContain('Cause initiale');
  });

  it('ends with the final classification once the case is concluded', async () => {
    const { id } = await aConcludedCase(app);
    const lines = pdfLines(await printed('focalPoint', `/cases/${id}/file.pdf?language=en`));
    const text = lines.join('\n');
    expect(text).toContain('Final classification');
    expect(text).toMatch(/Established by (the|a)/);
    expect(text).toMatch(/cod_underlying O72\.1 /);
    expect(text).toMatch(/Delay 3 .*delay3_lvl|delay3_lvl/);
  });

  it('never tells who the dead person was, where the family lives, nor HIV', async () => {
    const { id, worked } = await aConfirmedDeath(app);
    const told = `${CANARIES.deceased_name} a perdu beaucoup de sang. ${'Elle est arrivée tard. '.repeat(12)}`;
    const narrative: Answers[string] = {
      value: rowsOf(worked.review, 'narrative').map((row) => ({ ...row, text: { value: told } })),
    };
    await write(app, 'referralHead', id, {
      ...worked.review,
      narrative,
      preexisting: { value: ['HIV', 'HTN'] },
    });
    await write(app, 'head', id, { anc_hiv: { value: 'POS' } });
    const form = pdfText(await printed('referralHead', `/cases/${id}/forms/maternal_review/paper.pdf`));
    const notification = pdfText(await printed('referralHead', `/cases/${id}/forms/notification/paper.pdf`));
    const frozen = await as(app, 'referralHead').post(
      `/cases/${id}/freeze`,
      { namesSeen: true },
      { version: 2 },
    );
    expect(frozen.status).toBe(201);
    const file = pdfText(await printed('referralHead', `/cases/${id}/file.pdf`));
    for (const text of [form, notification, file]) {
      for (const canary of Object.values(CANARIES)) expect(text).not.toContain(canary);
      expect(text).not.toMatch(/Zéphirine|Canariba|1997/);
      for (const line of text.split('\n').filter((one) => /\bVIH\b/.test(one)))
        expect(line).toMatch(/e s’écrit pas sur papier|n’y figure jamais/);
    }
    expect(form).toContain('a perdu beaucoup de sang');
    expect(form).toContain('[…]');
    expect(file).toContain('a perdu beaucoup de sang');
    expect(file).not.toContain('anc_hiv');
    expect(file).not.toContain('village_code');
    expect(file).toContain('Maladies connues avant la grossesse preexisting HTA');
  });

  it('is printed in less than two seconds', async () => {
    const { id } = await aFrozenCase(app);
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const start = performance.now();
      await printed('referralHead', `/cases/${id}/file.pdf`);
      times.push(performance.now() - start);
    }
    expect(Math.min(...times)).toBeLessThan(2000);
  });

  it('is there for whoever may read the frozen file, and for nobody else', async () => {
    const { id } = await aDocumentedCase(app);
    expect(await statusOf('referralHead', `/cases/${id}/file.pdf`)).toBe(404);
    const frozen = await aFrozenCase(app);
    const path = `/cases/${frozen.id}/file.pdf`;
    expect(await statusOf('nurse', path)).toBe(403);
    expect(await statusOf('neighbourHead', path)).toBe(404);
    expect(await statusOf('coordinator', path)).toBe(403);
  });
});

describe('a form with its answers', () => {
  it('ticks what was answered and leaves the rest empty', async () => {
    const { id, number } = await aDocumentedCase(app);
    const pdf = await printed('referralHead', `/cases/${id}/forms/maternal_review/paper.pdf`);
    expect(pdfText(pdf)).toContain(`N° de cas ${number}`);
    const pieces = pdfPieces(pdf);
    // A ticked choice is printed in bold.
    const bold = pieces.filter(({ font }) => font.includes('Medium')).map(({ text }) => text.trim());
    const words = pieces.map(({ text }) => text.trim());
    for (const [chosen, other] of [
      ['Charrette', 'Pirogue'],
      ['Mari', 'Famille'],
      ['Sévère', 'Modéré'],
    ]) {
      expect([chosen, bold.includes(chosen ?? '')]).toEqual([chosen, true]);
      expect([other, words.includes(other ?? ''), bold.includes(other ?? '')]).toEqual([other, true, false]);
    }
  });

  it('keeps what a person wrote within the margins', async () => {
    const long = 'métronidazole-hydroxychloroquine';
    const { id, worked } = await aConfirmedDeath(app);
    const care = rowsOf(worked.review, 'care_given').map((row) => ({ ...row, detail: { value: long } }));
    await write(app, 'referralHead', id, { ...worked.review, care_given: { value: care } });
    const pdf = await printed('referralHead', `/cases/${id}/forms/maternal_review/paper.pdf`);
    expect(pdfReach(pdf)).toBeLessThan(RIGHT_EDGE);
    const written = tight(
      pdfPieces(pdf)
        .map((piece) => piece.text)
        .join(''),
    );
    expect(written.split(tight(long))).toHaveLength(care.length + 1);
  });

  it('prints only what is asked of this case, and writes digits into their boxes', async () => {
    const { id } = await aDocumentedCase(app);
    const lines = pdfLines(await printed('referralHead', `/cases/${id}/forms/maternal_review/paper.pdf`));
    const text = lines.join('\n');
    expect(text).not.toContain('cs_indication');
    expect(text).toMatch(/E3 Tension artérielle : systolique 6 0 mmHg/);
    expect(text).toMatch(/D7 Arrivée à la première structure 1 3 \/ 0 3 \/ 2 0 2 6 2 3 : 1 0/);
    expect(text).toContain('D24 Retard 2 : de la décision 2,75 h');
    expect(text).not.toMatch(/^Si /m);
  });

  it('carries the newest seal of the journal at the foot of each page, where it is about a case', async () => {
    const { id } = await aFrozenCase(app);
    const path = `/cases/${id}/file.pdf`;
    expect(pdfText(await printed('referralHead', path))).not.toContain('Sceau du journal');
    await app.nest.get(JournalSealer).seal(app.clock.now());
    const line = await app.nest.get(PaperSeal).line('fr');
    const text = pdfText(await printed('referralHead', path));
    const pages = Number(/Page 1 \/ (\d+)/.exec(text)?.[1]);
    expect(pages).toBeGreaterThan(1);
    expect(text.split(line ?? '?')).toHaveLength(pages + 1);
    expect(pdfText(await printed('referralHead', '/forms/maternal_review/paper.pdf'))).not.toContain('Sceau');
  });

  it('shows each reader what the screen shows, and journals every printing', async () => {
    const { id } = await aFrozenCase(app);
    const path = `/cases/${id}/forms/maternal_review/paper.pdf`;
    const whole = pdfText(await printed('referralHead', path));
    const own = pdfText(await printed('midwife', path));
    expect(whole).toMatch(/E5 Pouls 1 4 8/);
    expect(own).not.toMatch(/E5 Pouls 1 4 8/);
    expect(await statusOf('neighbourHead', path)).toBe(404);
    expect(await statusOf('referralHead', `/cases/${id}/forms/opinion/paper.pdf`)).toBe(409);
    await printed('referralHead', `/cases/${id}/file.pdf`);
    const entries = await app.sql<{ command: string }>(
      `SELECT command FROM trail.entry WHERE subject_id = $1 AND command LIKE 'print-%' AND outcome = 'done' ORDER BY command`,
      [id],
    );
    expect(entries.map(({ command }) => command)).toEqual(['print-file', 'print-form', 'print-form']);
  });
});
