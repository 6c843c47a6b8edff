import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PacketSpan, PacketView } from '../../backend/src/domain/audits/audit.js';
import type { Answers, Row } from '../../backend/src/domain/forms/form.js';
import { isUuid } from '../../backend/src/domain/uuid.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aFrozenCase, CANARIES, pageOf, type GivenCase } from '../support/given.js';
import { aSealedAudit, ok, packetOf, release, seats } from '../support/given-audits.js';
import type { CastMember } from '../support/people.js';
import { m1 } from '../support/worked-cases.js';

// A case walks through a dozen requests before its story begins.
jest.setTimeout(60_000);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** A narrative that tells too much: a name of the vault, one of the staff, a title, a phone, a date, a place. */
const LOOSE =
  'Zéphirine est arrivée au CSCom de Nièbala le 13 mars 2026. Oumou Balanza l’a reçue, le Dr Traoré a été appelé au 76 54 32 10. ' +
  'Le travail a été suivi sur le partogramme, les contractions étaient régulières et la poche des eaux intacte. '
    .repeat(3)
    .trim();

/** M1 with its first contribution to the narrative replaced. */
function told(text: string): typeof m1 {
  const { narrative } = m1.review;
  const rows = narrative !== undefined && 'value' in narrative ? (narrative.value as readonly Row[]) : [];
  const column = Object.keys(rows[0] ?? {}).find((code) => {
    const cell = rows[0]?.[code];
    return cell !== undefined && 'value' in cell && typeof cell.value === 'string' && cell.value.length > 20;
  });
  if (column === undefined) throw new Error('the worked case has a narrative');
  const review: Answers = { ...m1.review, narrative: { value: [{ ...rows[0], [column]: { value: text } }] } };
  return { ...m1, review };
}

const reasonsOf = ({ body }: Answer<ProblemDocument>) => (body.reasons ?? []).map(({ code }) => code);
const decide = (
  packet: PacketView,
  key: string,
  spans: readonly PacketSpan[],
  by: CastMember = 'focalPoint',
) =>
  as(app, by).patch<Receipt & ProblemDocument>(
    `/packets/${packet.id}/spans`,
    { key, spans },
    { version: packet.version },
  );
const releaseOf = (packet: PacketView) =>
  as(app, 'focalPoint').post<Receipt & ProblemDocument>(
    `/packets/${packet.id}/release`,
    {},
    { version: packet.version },
  );
const looseText = ({ texts }: PacketView) => {
  const found = texts.find(({ text }) => text === LOOSE);
  if (found === undefined) throw new Error('the packet shows the text');
  return found;
};

describe('building a packet', () => {
  it('follows the freeze by itself: random id, alias, nothing of the case', async () => {
    const { id, number } = await aFrozenCase(app);
    const packet = await packetOf(app, id);
    expect(packet.state).toBe('draft');
    expect(isUuid(packet.id, 4)).toBe(true);
    expect(packet.alias).toMatch(/^P-[0-9A-Z]{8}$/);
    const content = JSON.stringify(packet.content);
    for (const told of [
      id,
      number,
      '2026',
      'Nièbala',
      'Kolomba',
      'Wolonka',
      CANARIES.deceased_name,
      'V-M1',
      'counter',
      'MM3',
    ]) {
      expect(content).not.toContain(told);
    }
    expect(packet.content.chronology[0]).toMatchObject({ form: 'maternal_review' });
    expect(content).toContain('Structure A, niveau CSCom');
  });

  it('waits for the focal point, first without deadline, then for seven days after the seal', async () => {
    const found = await aSealedAudit(app);
    const packetTasks = async () =>
      (await as(app, 'focalPoint').get<WorklistView>('/tasks?limit=100')).body.items.filter(
        ({ subject, subjectId }) => subject === 'packet' && subjectId === found.id,
      );
    expect(await packetTasks()).toEqual([
      expect.objectContaining({ event: 'release', dueAt: '2026-03-23T18:10:00.000Z' }),
    ]);
    await release(app, found.id);
    expect(await packetTasks()).toEqual([]);
  });

  it('marks every passage that could tell a person, a day or a place', async () => {
    const { id } = await aFrozenCase(app, { worked: told(LOOSE) });
    const { spans } = looseText(await packetOf(app, id));
    const marked = spans.map(({ start, end, kind, decision }) => [LOOSE.slice(start, end), kind, decision]);
    expect(marked).toEqual([
      ['Zéphirine', 'vault', null],
      ['Nièbala', 'place', null],
      ['13 mars 2026', 'date', null],
      ['Oumou Balanza', 'staff', null],
      ['Dr Traoré', 'title', null],
      ['76 54 32 10', 'phone', null],
    ]);
    const shown = JSON.stringify((await packetOf(app, id)).content);
    for (const secret of ['Zéphirine', 'Nièbala', '13 mars', 'Balanza', 'Traoré', '76 54'])
      expect(shown).not.toContain(secret);
  });

  it('is for the focal point of the district alone', async () => {
    const { id } = await aFrozenCase(app);
    const read = (by: CastMember) => as(app, by).get(`/cases/${id}/packet`);
    expect((await read('focalPoint')).status).toBe(200);
    for (const by of [
      'referralHead',
      'head',
      'midwife',
      'coordinator',
      'region',
      'partner',
      'national',
      'admin',
      'relais',
    ] as const) {
      expect([by, (await read(by)).status]).toEqual([by, 403]);
    }
    expect((await read('otherFocalPoint')).status).toBe(404);
    expect((await read('reviewerOne')).status).toBe(404);
  });
});

describe('releasing a packet', () => {
  let found: GivenCase;
  beforeAll(async () => {
    found = await aFrozenCase(app, { worked: told(LOOSE) });
  });

  it('is refused while a marked passage was not looked at', async () => {
    const packet = await packetOf(app, found.id);
    expect(reasonsOf(await releaseOf(packet))).toEqual(['packet.spans-unread']);
    const { key, spans } = looseText(packet);
    const allButOne = spans.map((span, index) => ({
      ...span,
      decision: index === 0 ? null : ('redact' as const),
    }));
    ok(await decide(packet, key, allButOne), 'decide');
    expect(reasonsOf(await releaseOf(await packetOf(app, found.id)))).toEqual(['packet.spans-unread']);
  });

  it('refuses to lose a mark, to mark outside the text, or to mark twice the same passage', async () => {
    const packet = await packetOf(app, found.id);
    const { key, spans } = looseText(packet);
    const [first, ...others] = spans;
    if (first === undefined) throw new Error('there are marks');
    expect(await decide(packet, key, others)).toMatchObject({
      status: 409,
      body: { code: 'packet.text-changed' },
    });
    expect(await decide(packet, key, [{ ...first, end: first.end + 1 }, ...others])).toMatchObject({
      status: 409,
    });
    const beyond: PacketSpan = {
      start: LOOSE.length,
      end: LOOSE.length + 5,
      kind: 'own',
      decision: 'redact',
    };
    expect(await decide(packet, key, [...spans, beyond])).toMatchObject({ status: 422 });
    expect(await decide(packet, key, [...spans, { ...first, kind: 'own' }])).toMatchObject({ status: 422 });
    expect(await decide(packet, 'notification.nothing', [])).toMatchObject({ status: 422 });
    expect(await decide(packet, key, spans, 'referralHead')).toMatchObject({ status: 403 });
    expect(await decide({ ...packet, version: packet.version - 1 }, key, spans)).toMatchObject({
      status: 409,
      body: { code: 'stale' },
    });
  });

  it('shows what was kept and hides the rest, also what the reader marked', async () => {
    const packet = await packetOf(app, found.id);
    const { key, spans } = looseText(packet);
    const at = LOOSE.indexOf('arrivée');
    const decided: PacketSpan[] = [
      ...spans.map((span) => ({
        ...span,
        decision: span.kind === 'title' ? ('keep' as const) : ('redact' as const),
      })),
      { start: at, end: at + 'arrivée'.length, kind: 'own', decision: 'redact' },
    ];
    ok(await decide(packet, key, decided), 'decide');
    ok(await releaseOf(await packetOf(app, found.id)), 'release');
    const released = await packetOf(app, found.id);
    expect(released.state).toBe('released');
    const shown = JSON.stringify(released.content);
    expect(shown).toContain('Dr Traoré');
    expect(shown).toContain('▮▮▮ est ▮▮▮ au CSCom de ▮▮▮ le ▮▮▮. ▮▮▮ l’a reçue');
    expect(shown).not.toContain('arrivée');
  });

  it('fixes the content under a hash; nothing changes afterwards', async () => {
    const packet = await packetOf(app, found.id);
    const [kept] = await app.sql<{ sha256: string; content: object }>(
      'SELECT sha256, content FROM app.packet WHERE id = $1',
      [packet.id],
    );
    expect(
      createHash('sha256')
        .update(canonicalize(packet.content) ?? '')
        .digest('hex'),
    ).toBe(kept?.sha256);
    const { key, spans } = looseText(packet);
    expect(await decide(packet, key, spans)).toMatchObject({
      status: 409,
      body: { code: 'packet.not-draft' },
    });
    expect(reasonsOf(await releaseOf(packet))).toEqual(['packet.wrong-state']);
  });
});

describe('withdrawing a packet', () => {
  it('needs a reason; another one may then be built of the same file, and the empty seats follow it', async () => {
    const found = await aSealedAudit(app);
    await release(app, found.id);
    const packet = await packetOf(app, found.id);
    const withdraw = (reason: string) =>
      as(app, 'focalPoint').post<Receipt & ProblemDocument>(
        `/packets/${packet.id}/withdraw`,
        { reason },
        { version: packet.version },
      );
    expect(reasonsOf(await withdraw(''))).toEqual(['packet.reason-missing']);
    ok(await withdraw('Un lieu avait été laissé.'), 'withdraw');
    const { version } = await pageOf(app, 'focalPoint', found.id);
    const built = ok(
      await as(app, 'focalPoint').post<Receipt>(`/cases/${found.id}/packet`, {}, { version }),
      'build',
    );
    const again = await as(app, 'focalPoint').post<ProblemDocument>(
      `/cases/${found.id}/packet`,
      {},
      { version },
    );
    expect(reasonsOf(again)).toEqual(['packet.another-live']);
    const next = await packetOf(app, found.id);
    expect(next).toMatchObject({ id: built.id, state: 'draft' });
    expect(next.alias).not.toBe(packet.alias);
    expect((await seats(app)).filter(({ alias }) => alias === next.alias)).toHaveLength(2);
  });

  it('happens by itself when the file is opened again', async () => {
    const { id, version } = await aFrozenCase(app);
    const packet = await packetOf(app, id);
    ok(
      await as(app, 'focalPoint').post(`/cases/${id}/unfreeze`, { reason: 'Une heure manque.' }, { version }),
      'unfreeze',
    );
    const [kept] = await app.sql<{ state: string }>('SELECT state FROM app.packet WHERE id = $1', [
      packet.id,
    ]);
    expect(kept?.state).toBe('withdrawn');
    const page = await pageOf(app, 'focalPoint', id);
    const early = await as(app, 'focalPoint').post<ProblemDocument>(
      `/cases/${id}/packet`,
      {},
      { version: page.version },
    );
    expect(reasonsOf(early)).toEqual(['packet.file-not-frozen']);
  });
});
