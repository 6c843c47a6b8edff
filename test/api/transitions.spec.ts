import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { auditMachine } from '../../backend/src/domain/audits/audit-workflow.js';
import { packetMachine } from '../../backend/src/domain/audits/packet-workflow.js';
import { caseMachine } from '../../backend/src/domain/cases/case-workflow.js';
import { recommendationMachine } from '../../backend/src/domain/recommendations/recommendation-workflow.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { sessionMachine } from '../../backend/src/domain/sessions/session-workflow.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aPlannedSession,
  aReviewedCase,
  aSealedAudit,
  assign,
  detailOf,
  gateOf,
  ok,
  packetOf,
  release,
  sealReview,
  seats,
  typeReview,
} from '../support/given-audits.js';
import {
  ambulance,
  bloodOnGuard,
  recommended,
  refrigerator,
  walk,
} from '../support/given-recommendations.js';
import { aPathOfThree } from '../support/given-path.js';
import { aConfirmedDeath, aFrozenCase, aNotifiedDeath, pageOf, type GivenCase } from '../support/given.js';
import { c2 } from '../support/worked-cases.js';
import type { CastMember } from '../support/people.js';

jest.setTimeout(120_000);

const MACHINES = [caseMachine, auditMachine, packetMachine, sessionMachine, recommendationMachine];
type Transitions = Readonly<
  Record<string, { readonly by: 'person' | 'consequence'; readonly twoPersons?: true }>
>;

/** Every button of the machines: `case confirm`, `audit seal` ... Consequences have none. */
const buttons: readonly string[] = MACHINES.flatMap(({ name, transitions }) =>
  Object.entries(transitions as Transitions)
    .filter(([, { by }]) => by === 'person')
    .map(([event]) => `${name} ${event}`),
);
const byTwo: ReadonlySet<string> = new Set(
  MACHINES.flatMap(({ name, transitions }) =>
    Object.entries(transitions as Transitions)
      .filter(([, { twoPersons }]) => twoPersons === true)
      .map(([event]) => `${name} ${event}`),
  ),
);

/** The addresses whose event is not the end of `/<things>/:id/<event>`. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
  'seats assign': 'audit assign',
  'seats proceed-with-one': 'case proceed-with-one',
  'seats waive': 'case waive',
  'cases packet': 'packet build',
  'recommendations updates': 'recommendation report',
  sessions: 'session plan',
  recommendations: 'recommendation propose',
};

/** The button that a write stands for. */
function buttonOf(url: string): string {
  const [things = '', , event] = url.replace('/api/', '').split('/');
  const name = event === undefined ? things : `${things} ${event}`;
  return NAMED_OTHERWISE[name] ?? name.replace(/^(\w+)s /, '$1 ');
}

/** What the server accepted, seen at its socket: what is asked of two persons counts when the second has confirmed it. */
class Accepted {
  readonly events = new Set<string>();
  private readonly confirmed: string[] = [];

  constructor(private readonly app: TestApp) {
    const server = app.nest.getHttpServer();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const { method, url = '' } = request;
      response.on('finish', () => {
        if (method === 'POST' && response.statusCode < 300) this.note(url);
      });
    });
  }

  private note(url: string): void {
    const approval = /^\/api\/approvals\/([^/]+)\/confirm$/.exec(url)?.[1];
    if (approval !== undefined) this.confirmed.push(approval);
    else if (!byTwo.has(buttonOf(url))) this.events.add(buttonOf(url));
  }

  async all(): Promise<ReadonlySet<string>> {
    const rows = await this.app.sql<{ action: string }>(
      'SELECT action FROM app.approval WHERE id = ANY($1::uuid[])',
      [this.confirmed],
    );
    return new Set([...this.events, ...rows.map(({ action }) => `case ${action}`)]);
  }
}

const missingFrom = (seen: ReadonlySet<string>): readonly string[] =>
  buttons.filter((button) => !seen.has(button));

let app: TestApp;
let accepted: Accepted;
beforeAll(async () => {
  app = await startApp();
  accepted = new Accepted(app);
});
afterAll(() => app.close());

const DAY = 86_400_000;
const because = { reason: 'Le rapport du district le demande' };

async function caseEvent(by: CastMember, { id }: GivenCase, name: string, body: object): Promise<Receipt> {
  const { version } = await pageOf(app, by, id);
  return ok(await as(app, by).post<Receipt>(`/cases/${id}/${name}`, body, { version }), name);
}

async function confirmed(by: CastMember, approval: Receipt): Promise<void> {
  ok(await as(app, by).post(`/approvals/${approval.id}/confirm`, {}, { version: 1 }), 'second person');
}

const stateOf = async ({ id }: GivenCase): Promise<string> => (await pageOf(app, 'focalPoint', id)).state;

/** What the coordination does about a seat, in the version that it sees. */
async function aboutSeat(id: string, path: string): Promise<Receipt> {
  const version = (await seats(app)).find((seat) => seat.id === id)?.version ?? 0;
  return ok(await as(app, 'coordinator').post<Receipt>(path, because, { version }), path);
}

describe('every button of the machines is accepted', () => {
  it('on the way of a case to its file', async () => {
    const first = await aNotifiedDeath(app);
    const second = await aNotifiedDeath(app);
    await caseEvent('focalPoint', second, 'mark-duplicate', { of: first.number, ...because });
    expect(await stateOf(second)).toBe('duplicate');
    await caseEvent('focalPoint', second, 'unmark-duplicate', because);
    await caseEvent('focalPoint', second, 'discard', { reasonCode: 'OUT_OF_AREA', ...because });
    expect(await stateOf(second)).toBe('discarded');
    await confirmed('referralHead', await caseEvent('focalPoint', second, 'reopen', because));
    expect(await stateOf(second)).toBe('notified');
    await caseEvent('focalPoint', first, 'hold', { route: 'judicial' });
    await caseEvent('focalPoint', first, 'lift-hold', because);
    const placeId = await app.place('CSCOM-DEMO-02');
    await caseEvent('focalPoint', first, 'transfer', { placeId, ...because });
    expect((await pageOf(app, 'focalPoint', first.id)).placeName).toBe('CSCom de Tiendo');
    const through = await aPathOfThree(app);
    const placeOfClinic = await app.place('PRIVATE-DEMO');
    const told = { value: [{ text: { value: 'Reçue en choc, perfusée, envoyée au CSRéf.' } }] };
    const obtained = { how: 'telephone', from: 'MIDWIFE', on: '2026-03-14' };
    await caseEvent('focalPoint', through, 'enter-phase', {
      placeId: placeOfClinic,
      ...obtained,
      patches: [{ question: 'narrative', base: null, value: told }],
    });
    const wrong = await aConfirmedDeath(app);
    await caseEvent('focalPoint', wrong, 'change-kind', { kind: 'CHILD', ...because });
    expect((await pageOf(app, 'focalPoint', wrong.id)).kind).toBe('CHILD');
    const atHome = await aNotifiedDeath(app, { worked: c2 });
    const sample = { placeId: await app.place('DISTRICT-DEMO'), key: 'short-form.sample', value: 0 };
    ok(await as(app, 'admin').put('/settings', sample), 'setting');
    await caseEvent('focalPoint', atHome, 'confirm', { kind: 'CHILD', contact: 'none' });
    await caseEvent('focalPoint', atHome, 'widen', because);
    expect((await pageOf(app, 'focalPoint', atHome.id)).extent?.extent).toBe('full');
    await confirmed('region', await caseEvent('focalPoint', atHome, 'erase-identity', because));
    expect((await pageOf(app, 'focalPoint', atHome.id)).identityErasedAt).not.toBeNull();
    const frozen = await aFrozenCase(app);
    await caseEvent('focalPoint', frozen, 'unfreeze', because);
    expect(await stateOf(frozen)).toBe('documenting');
  });

  it('where a case cannot be audited, and is closed', async () => {
    const found = await aConfirmedDeath(app);
    const asked = await caseEvent('focalPoint', found, 'waive-audit', { ground: 'insecurity', ...because });
    expect(await stateOf(found)).toBe('documenting');
    await confirmed('region', asked);
    expect(await stateOf(found)).toBe('concluded');
    await caseEvent('focalPoint', found, 'close', { feedback: ['STAFF'] });
    expect(await stateOf(found)).toBe('closed');
  });

  it('in the session and its packet', async () => {
    const planned = await aPlannedSession(app);
    const cancelled = `/sessions/${planned.sessionId}/cancel`;
    ok(await as(app, 'referralHead').post(cancelled, because, { version: 1 }), 'cancel');
    const found = await aSealedAudit(app);
    const { version } = await detailOf(app, 'referralHead', found.sessionId);
    ok(
      await as(app, 'referralHead').post(`/sessions/${found.sessionId}/close`, {}, { version }),
      'close session',
    );
    const packet = await packetOf(app, found.id);
    const away = { version: packet.version };
    ok(await as(app, 'focalPoint').post(`/packets/${packet.id}/withdraw`, because, away), 'withdraw packet');
    await caseEvent('focalPoint', found, 'packet', {});
    expect((await packetOf(app, found.id)).state).toBe('draft');
    await release(app, found.id);
    expect((await packetOf(app, found.id)).state).toBe('released');
  });

  it('in the counter-audit, which one reviewer ends', async () => {
    const found = await aReviewedCase(app);
    const [one, two] = found.reviews;
    const seen = await detailOf(app, 'referralHead', found.sessionId);
    const body = { version: seen.audit?.version ?? 0 };
    ok(await as(app, 'referralHead').post(`/audits/${found.auditId}/revise`, because, body), 'revise');
    const gate = { version: (await gateOf(app, one)).version };
    ok(await as(app, one.by).post(`/audits/${one.id}/recuse`, because, gate), 'recuse');
    const third = await assign(app, found.alias, 'reviewerThree');
    await aboutSeat(third.id, `/audits/${third.id}/withdraw`);
    expect((await as(app, third.by).get(`/audits/${third.id}`)).status).toBe(404);
    await typeReview(app, found, two, found.worked.reviews[1]);
    ok(await sealReview(app, two), 'seal');
    app.clock.advance(31 * DAY);
    const empty = (await seats(app)).find(({ alias, state }) => alias === found.alias && state !== 'sealed');
    const asked = await aboutSeat(empty?.id ?? '', `/seats/${empty?.id ?? ''}/proceed-with-one`);
    expect(await stateOf(found)).toBe('counter-auditing');
    await confirmed('region', asked);
    expect(await stateOf(found)).toBe('concluded');
  });

  it('where nobody could review', async () => {
    const found = await aSealedAudit(app);
    await release(app, found.id);
    const { alias } = await packetOf(app, found.id);
    app.clock.advance(31 * DAY);
    const empty = (await seats(app)).find((seat) => seat.alias === alias);
    await confirmed('region', await aboutSeat(empty?.id ?? '', `/seats/${empty?.id ?? ''}/waive`));
    expect(await stateOf(found)).toBe('concluded');
  });

  it('from a recommendation to its effect', async () => {
    const other = refrigerator({ rec_action: { value: 'Compter chaque lundi les ampoules d’ocytocine' } });
    const { ids } = await recommended(app, [refrigerator(), ambulance(), bloodOnGuard(), other]);
    const [kept = '', refused = '', dropped = '', merged = ''] = ids;
    await walk(app, refused, [['focalPoint', 'refuse', because]]);
    await walk(app, dropped, [['focalPoint', 'cancel', because]]);
    await walk(app, merged, [['focalPoint', 'merge', { into: kept }]]);
    const finish = { proof: 'Bon de livraison numéro 12' };
    await walk(app, kept, [
      ['focalPoint', 'accept'],
      ['focalPoint', 'start'],
      ['midwife', 'updates', { progress: 40 }],
      ['midwife', 'block', { obstacle: 'MONEY' }],
      ['midwife', 'unblock'],
      ['midwife', 'finish', finish],
      ['focalPoint', 'return', because],
      ['midwife', 'finish', finish],
      ['focalPoint', 'verify'],
    ]);
    app.clock.set(new Date('2026-12-28T10:00:00Z'));
    await walk(app, kept, [['focalPoint', 'check-effect', { effect: 'FACTOR_GONE' }]]);
    const rows = await app.sql<{ state: string }>(
      'SELECT state FROM app.recommendation WHERE id = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], id)',
      [ids],
    );
    expect(rows.map(({ state }) => state)).toEqual(['effective', 'refused', 'cancelled', 'merged']);
  });

  it('so that none is left that nobody ever pressed', async () => {
    const seen = await accepted.all();
    expect(buttons.length).toBeGreaterThanOrEqual(40);
    expect(missingFrom(seen)).toEqual([]);
  });

  it('and one that was left out would be found', async () => {
    const seen = await accepted.all();
    for (const button of buttons)
      expect(missingFrom(new Set([...seen].filter((one) => one !== button)))).toEqual([button]);
  });
});
