import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CaseLinks, LinkView } from '../../backend/src/domain/cases/case-links.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aReviewedCase, ok } from '../support/given-audits.js';
import {
  aConfirmedDeath,
  aNotifiedDeath,
  newNumber,
  pageOf,
  write,
  type GivenCase,
  type NotifyAnswer,
} from '../support/given.js';
import { idOf, type CastMember } from '../support/people.js';
import { keepWorld, type Restore } from '../support/snapshot.js';
import { m2 } from '../support/worked-cases.js';

let app: TestApp;
let restore: Restore;
beforeAll(async () => {
  app = await startApp();
  restore = await keepWorld(app);
});
beforeEach(() => restore());
afterAll(() => app.close());

/** A mother who died at the CSRéf after a stillbirth; of M1 only the outcome differs. */
const STILLBORN = { pregnancy_outcome: { value: 'SB' } };
const aMother = (): Promise<GivenCase> => aConfirmedDeath(app, { answers: STILLBORN });

const stillborn = (row: Answers = { nb_outcome: { value: 'SB_FRESH' } }) => ({ value: [row] });

interface Baby {
  readonly id: string;
  readonly number: string;
}

/** A child born dead in the CSCom on the day when the mother of M1 died; the CSRéf is not on its path. */
async function notifyBaby(
  by: CastMember,
  changes: Answers = {},
  more: object = {},
): Promise<Answer<NotifyAnswer & ProblemDocument>> {
  const [cscom, village] = await Promise.all([app.place('CSCOM-DEMO-01'), app.place('V-M1')]);
  const id = newId();
  const answers: Answers = {
    death_category: { value: 'SB' },
    sex: { value: 'F' },
    gestational_weeks: { value: 39 },
    birth_weight_g: { value: 2900 },
    stillbirth_type: { value: 'FRESH' },
    multiple: { value: '1' },
    death_date: { value: '2026-03-14' },
    death_time: { value: '03:20' },
    death_place: { value: 'CSCOM' },
    death_facility_id: { value: String(cscom) },
    village_code: { value: String(village) },
    residence_status: { value: 'RESIDENT' },
    death_known_date: { value: '2026-03-14T03:20' },
    reporter_type: { value: 'SF' },
    channel: { value: 'APP' },
    facility_id: { value: String(cscom) },
    dob_precision: { value: 'EST' },
    ...changes,
  };
  return as(app, by).post('/cases', { id, number: newNumber(), answers, identity: {}, ...more });
}

async function aBaby(by: CastMember = 'midwife', changes: Answers = {}, more: object = {}): Promise<Baby> {
  return ok(await notifyBaby(by, changes, more), 'notify the baby');
}

const linksOf = async (by: CastMember, { id }: Baby | GivenCase): Promise<CaseLinks> =>
  (await pageOf(app, by, id)).links;

async function onlyLink(by: CastMember, of: Baby | GivenCase): Promise<LinkView> {
  const { known } = await linksOf(by, of);
  const [link] = known;
  if (link === undefined || known.length > 1) throw new Error(`${String(known.length)} links`);
  return link;
}

const decide = (
  by: CastMember,
  { id, version }: Pick<LinkView, 'id' | 'version'>,
  what: 'confirm' | 'remove',
) => as(app, by).post<Receipt & ProblemDocument>(`/links/${id}/${what}`, {}, { version });
const linkBoth = (by: CastMember, one: Baby, other: Baby) =>
  as(app, by).post<Receipt & ProblemDocument>(`/cases/${one.id}/link`, { with: other.number });

describe('a proposed link', () => {
  const tasks = () =>
    app.sql<{ event: string; role: string; code: string; label: string }>(
      `SELECT t.event, t.role, p.code, t.label FROM app.task t JOIN app.place p ON p.id = t.place_id WHERE t.subject = 'link'`,
    );
  const seen = async (by: CastMember) =>
    ok(await as(app, by).get<WorklistView>('/tasks'), 'tasks').items.filter(
      ({ subject }) => subject === 'link',
    );

  it('waits for the focal point, who opens the case of the baby from it', async () => {
    await aMother();
    const { id, number } = await aBaby();
    expect(await tasks()).toEqual([
      { event: 'link', role: 'focal-point', code: 'DISTRICT-DEMO', label: number },
    ]);
    expect(await seen('focalPoint')).toMatchObject([
      { subjectId: id, label: number, kind: 'SB', dueAt: null },
    ]);
    for (const by of ['head', 'midwife', 'otherFocalPoint', 'referralHead'] as const)
      expect([by, await seen(by)]).toEqual([by, []]);
  });

  it.each(['confirm', 'remove'] as const)('waits no longer after %s', async (what) => {
    await aMother();
    const baby = await aBaby();
    expect(await seen('focalPoint')).toHaveLength(1);
    expect((await decide('focalPoint', await onlyLink('focalPoint', baby), what)).status).toBe(200);
    expect(await tasks()).toEqual([]);
    // What was decided does not come back with the next look.
    await write(app, 'head', baby.id, { civil_registered: { value: 'NO' } }, 'notification');
    expect(await tasks()).toEqual([]);
  });

  it('waits once however often the files are saved', async () => {
    const mother = await aMother();
    await aBaby();
    await write(app, 'referralHead', mother.id, { ga_weeks: { value: 39 } });
    await write(app, 'referralHead', mother.id, { gravidity: { value: 3 } });
    expect(await tasks()).toHaveLength(1);
  });

  it('waits no longer once another mother is confirmed, or a case is set aside', async () => {
    await aMother();
    await aNotifiedDeath(app, { answers: STILLBORN });
    const baby = await aBaby();
    expect(await tasks()).toHaveLength(2);
    const [link] = (await linksOf('focalPoint', baby)).known;
    if (link === undefined) throw new Error('no link');
    expect((await decide('focalPoint', link, 'confirm')).status).toBe(200);
    expect(await tasks()).toEqual([]);
    await restore();
    await aMother();
    const other = await aBaby();
    const { version } = await pageOf(app, 'focalPoint', other.id);
    ok(
      await as(app, 'focalPoint').post(
        `/cases/${other.id}/discard`,
        { reason: 'Erreur de saisie', reasonCode: 'LIVE' },
        { version },
      ),
      'discard',
    );
    expect(await tasks()).toEqual([]);
  });

  it('is shown to nobody who is barred from one of the two deaths', async () => {
    const mother = await aMother();
    await aBaby();
    await app.sql(`INSERT INTO app.case_bar (person_id, case_id, reason) VALUES ($1, $2, 'conflict')`, [
      idOf('focalPoint'),
      mother.id,
    ]);
    expect(await tasks()).toHaveLength(1);
    expect(await seen('focalPoint')).toEqual([]);
  });
});

describe('a mother and her baby', () => {
  it('are proposed to each other when the second is notified, whichever comes first', async () => {
    const mother = await aMother();
    const baby = await aBaby();
    expect(await onlyLink('focalPoint', mother)).toMatchObject({
      as: 'baby',
      state: 'proposed',
      number: baby.number,
    });
    expect(await onlyLink('head', baby)).toMatchObject({
      as: 'mother',
      state: 'proposed',
      number: mother.number,
    });
    const second = await aBaby('midwife', {
      death_date: { value: '2026-03-13' },
      death_time: { value: '23:50' },
      death_known_date: { value: '2026-03-13T23:50' },
    });
    const late = await aNotifiedDeath(app, { answers: STILLBORN });
    const found = (await linksOf('focalPoint', late)).known.map(({ number }) => number);
    expect(found.sort()).toEqual([baby.number, second.number].sort());
  });

  it('are not proposed while neither file tells of the other; the review of the mother does', async () => {
    const mother = await aConfirmedDeath(app);
    const baby = await aBaby();
    expect((await linksOf('focalPoint', mother)).known).toEqual([]);
    const outcome = { ga_weeks: { value: 39 }, nb_count: { value: 1 }, newborns: stillborn() };
    await write(app, 'referralHead', mother.id, outcome);
    expect(await onlyLink('focalPoint', baby)).toMatchObject({ as: 'mother', state: 'proposed' });
  });

  it('are linked by the head or the focal point, who read both; nobody else decides', async () => {
    const mother = await aMother();
    const baby = await aBaby();
    const link = await onlyLink('focalPoint', baby);
    expect((await decide('midwife', link, 'confirm')).status).toBe(403);
    // The head of the CSRéf answers for the mother, and may not read the baby.
    for (const by of ['referralHead', 'otherFocalPoint', 'neighbourHead'] as const)
      expect([by, (await decide(by, link, 'confirm')).status]).toEqual([by, 404]);
    expect((await decide('head', link, 'confirm')).status).toBe(200);
    expect(await onlyLink('focalPoint', mother)).toMatchObject({ state: 'confirmed', version: 2 });
    const [row] = await app.sql('SELECT mother_case_id AS mother FROM app.death_case WHERE id = $1', [
      baby.id,
    ]);
    expect(row).toEqual({ mother: mother.id });
    expect((await decide('focalPoint', await onlyLink('focalPoint', baby), 'remove')).status).toBe(200);
    expect(await linksOf('focalPoint', baby)).toMatchObject({ known: [], hidden: false });
    const [after] = await app.sql('SELECT mother_case_id AS mother FROM app.death_case WHERE id = $1', [
      baby.id,
    ]);
    expect(after).toEqual({ mother: null });
  });

  it('once removed are not proposed again; by hand they can be linked after all', async () => {
    const mother = await aMother();
    const baby = await aBaby();
    ok(await decide('focalPoint', await onlyLink('focalPoint', baby), 'remove'), 'remove');
    await write(app, 'referralHead', mother.id, { gravidity: { value: 6 } });
    expect((await linksOf('focalPoint', mother)).known).toEqual([]);
    ok(await linkBoth('focalPoint', mother, baby), 'link');
    expect(await onlyLink('focalPoint', mother)).toMatchObject({ state: 'confirmed', number: baby.number });
  });
});

describe('a baby who has a mother', () => {
  it('is proposed to no other', async () => {
    const mother = await aMother();
    const baby = await aBaby();
    ok(await decide('focalPoint', await onlyLink('focalPoint', baby), 'confirm'), 'confirm');
    const other = await aMother();
    expect(await linksOf('focalPoint', other)).toMatchObject({ known: [], babyToNotify: true });
    await write(app, 'referralHead', other.id, { gravidity: { value: 6 } });
    expect((await linksOf('focalPoint', baby)).known.map(({ number }) => number)).toEqual([mother.number]);
  });
});

describe('each side’s privacy', () => {
  it('shows who reads one file only that a link exists: no number, no id, no place, no count', async () => {
    const mother = await aMother();
    const babies = [await aBaby(), await aBaby('midwife', { sex: { value: 'M' } })];
    const proposed = await as(app, 'referralMidwife').get<{ links: CaseLinks }>(`/cases/${mother.id}`);
    expect(proposed.body.links).toEqual({ known: [], hidden: false, mayDecide: false, babyToNotify: false });
    const texts: string[] = [];
    for (const { number } of babies) {
      const { known } = await linksOf('focalPoint', mother);
      ok(
        await decide('focalPoint', known.find((link) => link.number === number) as LinkView, 'confirm'),
        'confirm',
      );
      const seen = await as(app, 'referralMidwife').get<{ links: CaseLinks }>(`/cases/${mother.id}`);
      expect(seen.body.links).toEqual({ known: [], hidden: true, mayDecide: false, babyToNotify: false });
      for (const hidden of babies)
        expect(seen.text.includes(hidden.number) || seen.text.includes(hidden.id)).toBe(false);
      texts.push(seen.text);
    }
    expect(texts[1]).toBe(texts[0]);
    const head = await as(app, 'referralHead').get('/journal?limit=100');
    expect(babies.some(({ id, number }) => head.text.includes(id) || head.text.includes(number))).toBe(false);
  });

  it('shows who reads no file nothing of a case that they may not open', async () => {
    const mother = await aMother();
    const baby = await aBaby('relais');
    ok(await decide('focalPoint', await onlyLink('focalPoint', baby), 'confirm'), 'confirm');
    expect(await linksOf('relais', baby)).toEqual({
      known: [],
      hidden: false,
      mayDecide: false,
      babyToNotify: false,
    });
    expect((await as(app, 'relais').get(`/cases/${mother.id}`)).status).toBe(404);
  });

  it('keeps the number of the other case out of the blind packet', async () => {
    const found = await aReviewedCase(app);
    const baby = await aBaby('midwife', { notified_at: { value: '2026-03-14T08:00' } });
    ok(await linkBoth('focalPoint', found, baby), 'link');
    const { text } = await as(app, found.reviews[0].by).get(`/audits/${found.reviews[0].id}`);
    expect(text).toContain('packet');
    for (const trace of [baby.number, baby.id, found.number, 'link'])
      expect([trace, text.includes(trace)]).toEqual([trace, false]);
  });
});

describe('two people at once', () => {
  it('confirm one link once', async () => {
    await aMother();
    const baby = await aBaby();
    const link = await onlyLink('focalPoint', baby);
    const answers = await Promise.all([
      decide('focalPoint', link, 'confirm'),
      decide('head', link, 'confirm'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await onlyLink('focalPoint', baby)).toMatchObject({ state: 'confirmed', version: 2 });
  });

  it('give one baby one mother, and never wait for each other for ever', async () => {
    const [one, two] = [await aMother(), await aMother()];
    const baby = await aBaby();
    const answers = await Promise.all([
      linkBoth('focalPoint', one, baby),
      linkBoth('head', baby, two),
      linkBoth('focalPoint', baby, one),
      linkBoth('head', two, baby),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const confirmed = (await linksOf('focalPoint', baby)).known.filter(({ state }) => state === 'confirmed');
    expect(confirmed).toHaveLength(1);
  });
});

describe('twins', () => {
  it('are two cases, linked with each other and with their mother', async () => {
    const mother = await aMother();
    const multiple = { multiple: { value: '2' } };
    const first = await aBaby('midwife', multiple);
    const second = await aBaby('midwife', { ...multiple, sex: { value: 'M' } });
    const known = (await linksOf('focalPoint', second)).known;
    expect(known.map(({ as: role, number }) => [role, number]).sort()).toEqual(
      [
        ['mother', mother.number],
        ['twin', first.number],
      ].sort(),
    );
    for (const link of known) ok(await decide('focalPoint', link, 'confirm'), 'confirm');
    expect((await linksOf('focalPoint', first)).known.map(({ state }) => state).sort()).toEqual([
      'confirmed',
      'proposed',
    ]);
  });
});

describe('the baby to notify', () => {
  it('is offered while the file tells of one that has no case, filled in from the mother’s and without identity', async () => {
    const mother = await aMother();
    expect(await linksOf('referralHead', mother)).toMatchObject({ babyToNotify: true });
    const outcome = {
      ga_weeks: { value: 38 },
      birth_at: { value: '2026-03-14T03:20' },
      nb_count: { value: 1 },
      newborns: stillborn({
        nb_outcome: { value: 'SB_MAC' },
        nb_sex: { value: 'M' },
        nb_weight: { value: 2500 },
      }),
    };
    await write(app, 'referralHead', mother.id, outcome);
    const asked = await as(app, 'head').get<{ answers: Answers }>(`/cases/${mother.id}/baby-notification`);
    expect(asked.body.answers).toMatchObject({
      death_category: { value: 'SB' },
      stillbirth_type: { value: 'MACERATED' },
      sex: { value: 'M' },
      gestational_weeks: { value: 38 },
      death_date: { value: '2026-03-14' },
    });
    expect(asked.text).not.toMatch(/Canariba|76543210|1997-01-13|facility/);
    const baby = await aBaby('midwife', asked.body.answers, { motherCaseId: mother.id });
    expect(await onlyLink('focalPoint', baby)).toMatchObject({ as: 'mother', state: 'proposed' });
    expect(await linksOf('head', mother)).toMatchObject({ babyToNotify: false });
  });

  it('is proposed as the baby of the case it began from, whatever that file tells', async () => {
    const mother = await aConfirmedDeath(app);
    const baby = await aBaby('midwife', {}, { motherCaseId: mother.id });
    expect(await onlyLink('focalPoint', baby)).toMatchObject({ number: mother.number, state: 'proposed' });
  });

  it('may not begin from a case that the notifier does not read', async () => {
    const mother = await aConfirmedDeath(app);
    const refused = await notifyBaby('relais', {}, { motherCaseId: mother.id });
    expect([refused.status, refused.body.fields?.[0]?.field]).toEqual([422, 'motherCaseId']);
    const unknown = await notifyBaby('midwife', {}, { motherCaseId: newId() });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'link.unknown']);
    expect((await as(app, 'relais').get(`/cases/${mother.id}/baby-notification`)).status).toBe(403);
    expect((await as(app, 'otherHead').get(`/cases/${mother.id}/baby-notification`)).status).toBe(404);
  });
});

describe('a link that cannot be', () => {
  it('is refused in words: with itself, between mothers, twice, with a number one does not read', async () => {
    const mother = await aMother();
    const baby = await aBaby();
    const code = async (answer: Promise<Answer<Receipt & ProblemDocument>>): Promise<unknown> => {
      const { status, body } = await answer;
      return [status, body.code];
    };
    expect(await code(linkBoth('focalPoint', mother, mother))).toEqual([409, 'link.itself']);
    expect(await code(linkBoth('focalPoint', mother, await aMother()))).toEqual([409, 'link.kinds']);
    ok(await linkBoth('focalPoint', mother, baby), 'link');
    expect(await code(linkBoth('focalPoint', baby, mother))).toEqual([409, 'link.known']);
    const foreign = await aNotifiedDeath(app, { worked: m2, by: 'otherHead', answers: await elsewhere() });
    expect(await code(linkBoth('focalPoint', baby, foreign))).toEqual([422, 'link.unknown']);
    expect(await code(linkBoth('focalPoint', baby, { id: '', number: 'rien' }))).toEqual([
      422,
      'link.unknown',
    ]);
  });
});

async function elsewhere(): Promise<Answers> {
  const [facility, village] = await Promise.all([app.place('CSCOM-DEMO-03'), app.place('V-M2')]);
  return { facility_id: { value: String(facility) }, village_code: { value: String(village) } };
}
