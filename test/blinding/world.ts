import type { Answers } from '../../backend/src/domain/forms/form.js';
import { as } from '../support/api.js';
import type { TestApp } from '../support/app.js';
import {
  anOpenSession,
  assign,
  COURSE_WITHOUT_RECOMMENDATION,
  ok,
  packetOf,
  release,
  ROOM,
  sealFirst,
  type,
  type GivenReview,
  type GivenSession,
  type InTheRoom,
} from '../support/given-audits.js';
import { CANARIES, type GivenOptions } from '../support/given.js';
import { idOf, type CastMember } from '../support/people.js';
import { m2 } from '../support/worked-cases.js';

/** The share of maternal deaths: all but one in a thousand million, so that a targeted death is drawn with another probability. */
export const ALMOST = 1 - 1e-9;

/** How long after the session the packet is released, and everything after happens, in both worlds. */
const LATER_MS = 50 * 3_600_000;

export interface World {
  readonly app: TestApp;
  readonly found: GivenSession;
  readonly reviews: readonly [GivenReview, GivenReview];
  readonly ids: readonly string[];
}

/**
 * How the first audit went: what it said, in how many saves, how long after the session opened it was sealed, on how many photographed
 * pages; whose death it was; who gave care and sat in the session, and what they are called.
 */
export interface FirstAudit {
  readonly opinion: Answers;
  readonly saves: number;
  readonly hours: number;
  readonly pictures?: GivenOptions['pictures'];
  readonly identity?: GivenOptions['identity'];
  readonly room?: readonly InTheRoom[];
  readonly names?: Partial<Readonly<Record<CastMember, string>>>;
}

/** A case with its first audit sealed and its two reviewers assigned, everything but that audit alike from one world to the next. */
export async function world(app: TestApp, first: FirstAudit): Promise<World> {
  const placeId = await app.place('DISTRICT-DEMO');
  ok(await as(app, 'admin').put('/settings', { placeId, key: 'draw.maternal', value: ALMOST }), 'setting');
  for (const [member, name] of Object.entries(first.names ?? {}))
    await app.sql('UPDATE app.person SET display_name = $2 WHERE id = $1', [
      idOf(member as CastMember),
      name,
    ]);
  const { pictures = [], room = ROOM, identity = CANARIES } = first;
  const found = await anOpenSession(app, { worked: m2, pictures, room, identity });
  const opened = app.clock.now().getTime();
  const path = `/audits/${found.auditId}/opinion`;
  const texts = Array.from({ length: first.saves }, (_, n) => `Note ${n}`);
  for (const [n, text] of texts.entries()) {
    const base = n === 0 ? null : { value: texts[n - 1] ?? '' };
    const patches = [{ question: 'cod_a_text', base, value: { value: text } }];
    ok(await as(app, 'head').patch(path, { patches }), 'edit');
  }
  await type(app, 'head', path, first.opinion);
  await type(app, 'head', `/sessions/${found.sessionId}/note`, COURSE_WITHOUT_RECOMMENDATION);
  app.clock.advance(first.hours * 3_600_000);
  ok(await sealFirst(app, found), 'seal');
  app.clock.set(new Date(opened + LATER_MS));
  const packetId = await release(app, found.id);
  const { alias } = await packetOf(app, found.id);
  const reviews = [await assign(app, alias, 'reviewerOne'), await assign(app, alias, 'reviewerTwo')] as const;
  const [draw] = await app.sql<{ id: string }>('SELECT id FROM app.draw');
  const ids = [
    found.id,
    found.sessionId,
    found.auditId,
    packetId,
    draw?.id ?? '',
    reviews[0].id,
    reviews[1].id,
  ];
  return { app, found, reviews, ids };
}
