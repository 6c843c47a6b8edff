import type {
  CandidateView,
  GateView,
  PacketView,
  ReviewView,
  SeatView,
} from '../../backend/src/domain/audits/audit.js';
import { fromNeutral, NEUTRAL_DAY, originOf } from '../../backend/src/domain/audits/relative-time.js';
import type { DraftSaved } from '../../backend/src/domain/cases/case.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { dateTimeOf, dayOf, minutesOf } from '../../backend/src/domain/forms/local-time.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { SessionDetail } from '../../backend/src/domain/sessions/session.js';
import { ClockJobs } from '../../backend/src/reminders/clock-jobs.js';
import { as, newId, type Answer } from './api.js';
import type { TestApp } from './app.js';
import { aFrozenCase, headOf, type GivenCase, type GivenOptions } from './given.js';
import { idOf, people, type CastMember } from './people.js';

/** A case whose session sits. */
export interface GivenSession extends GivenCase {
  readonly sessionId: string;
  readonly auditId: string;
}

/** A seat that a reviewer took. */
export interface GivenReview {
  readonly id: string;
  readonly by: CastMember;
}

export function ok<Body>(answer: Answer<Body>, what: string): Body {
  if (answer.status >= 300) throw new Error(`${what}: ${String(answer.status)} ${answer.text}`);
  return answer.body;
}

/** Somebody on the list of a session. */
export interface InTheRoom {
  readonly who: CastMember;
  readonly function: string;
  readonly involved?: boolean;
}

/** Five voices of a joint session at the CSRéf: both facilities, three professions, the midwife of the CSCom gave care. */
export const ROOM: readonly InTheRoom[] = [
  { who: 'referralHead', function: 'Médecin-chef' },
  { who: 'referralMidwife', function: 'Sage-femme du CSRéf' },
  { who: 'head', function: 'DTC' },
  { who: 'midwife', function: 'Sage-femme du CSCom', involved: true },
  { who: 'nurse', function: 'Infirmier' },
];

/** A planned session without anybody on its list. */
export async function aPlannedSession(
  app: TestApp,
  options: GivenOptions = {},
): Promise<GivenCase & { readonly sessionId: string }> {
  const found = await aFrozenCase(app, options);
  const sessionId = newId();
  const plannedFor = new Date(app.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 16);
  const answer = await as(app, headOf(found.worked)).post<Receipt>('/sessions', {
    id: sessionId,
    caseId: found.id,
    plannedFor,
  });
  ok(answer, 'plan');
  return { ...found, sessionId };
}

/** Puts somebody on the list, with the charter signed. */
export async function attend(
  app: TestApp,
  by: CastMember,
  sessionId: string,
  person: InTheRoom & { readonly presence?: string },
): Promise<string> {
  const id = newId();
  const added = await as(app, by).post<Receipt>(`/sessions/${sessionId}/attendances`, {
    id,
    personUsername: people[person.who],
    profession: 'OTHER',
    function: person.function,
    presence: person.presence ?? 'present',
    involvedInCare: person.involved ?? false,
  });
  const signed = await as(app, by).post(
    `/attendances/${id}/sign-charter`,
    {},
    { version: ok(added, 'attend').version },
  );
  ok(signed, 'sign charter');
  return id;
}

/** Puts the whole room on the list. */
export async function attendAll(
  app: TestApp,
  by: CastMember,
  sessionId: string,
  room: readonly InTheRoom[] = ROOM,
): Promise<void> {
  for (const { who, function: job, involved } of room) {
    await attend(app, by, sessionId, { who, function: job, involved: involved ?? false });
  }
}

export async function detailOf(app: TestApp, by: CastMember, sessionId: string): Promise<SessionDetail> {
  return ok(await as(app, by).get<SessionDetail>(`/sessions/${sessionId}`), 'session');
}

/** The session of the case open, charter signed by everybody, quorum met, nothing typed yet. */
export async function anOpenSession(
  app: TestApp,
  options: GivenOptions & { readonly room?: readonly InTheRoom[] } = {},
): Promise<GivenSession> {
  const planned = await aPlannedSession(app, options);
  const head = headOf(planned.worked);
  app.clock.advance(2 * 86_400_000);
  await attendAll(app, head, planned.sessionId, options.room);
  ok(await as(app, head).post(`/sessions/${planned.sessionId}/open`, {}, { version: 1 }), 'open');
  const { audit } = await detailOf(app, head, planned.sessionId);
  if (audit === null) throw new Error('an open session has its opinion');
  return { ...planned, auditId: audit.id };
}

/** Types answers into an opinion, or into the course of a session, as one save. */
export async function type(
  app: TestApp,
  by: CastMember,
  path: string,
  answers: Answers,
): Promise<DraftSaved> {
  const patches = Object.entries(answers).map(([question, value]) => ({ question, base: null, value }));
  return ok(await as(app, by).patch<DraftSaved>(path, { patches }), path);
}

/** How a session went: enough for a seal when that is not the story. */
export const COURSE: Answers = {
  conflict_declared: { value: 'NO' },
  materials: { value: ['RECORD', 'INTERVIEW'] },
  minutes_note: {
    value:
      'La séance a lu le dossier entier, entendu les deux équipes et reconstitué la prise en charge heure par heure avant de conclure ensemble.',
  },
  duration_min: { value: 75 },
  agrees_cert: { value: 'YES' },
  consensus: { value: 'UNANIMOUS' },
};

/** The same, with why nothing is recommended. */
export const COURSE_WITHOUT_RECOMMENDATION: Answers = {
  ...COURSE,
  no_recommendation_reason: { value: 'Les recommandations seront prises à la réunion du district.' },
};

/** The first audit sealed with the worked opinion. The clock stands at the seal. */
export async function aSealedAudit(
  app: TestApp,
  options: GivenOptions & { readonly opinion?: Answers } = {},
): Promise<GivenSession> {
  const found = await anOpenSession(app, options);
  const head = headOf(found.worked);
  await type(app, head, `/audits/${found.auditId}/opinion`, options.opinion ?? found.worked.opinion);
  await type(app, head, `/sessions/${found.sessionId}/note`, COURSE_WITHOUT_RECOMMENDATION);
  ok(await sealFirst(app, found), 'seal');
  return found;
}

export async function sealFirst(app: TestApp, found: GivenSession): Promise<Answer<Receipt>> {
  const head = headOf(found.worked);
  const { audit } = await detailOf(app, head, found.sessionId);
  return as(app, head).post<Receipt>(`/audits/${found.auditId}/seal`, {}, { version: audit?.version ?? 0 });
}

export async function packetOf(app: TestApp, caseId: string): Promise<PacketView> {
  return ok(await as(app, 'focalPoint').get<PacketView>(`/cases/${caseId}/packet`), 'packet');
}

/** A box that covers the heading of a page, where its names stand. */
export const HEADING = { x: 10, y: 10, width: 300, height: 40 } as const;

/** The partographs go to the reviewers, their headings painted over; every other picture stays. */
export async function choosePartographs(app: TestApp, caseId: string): Promise<void> {
  const { id, version, pictures } = await packetOf(app, caseId);
  const attachments = pictures
    .filter(({ kind }) => kind === 'partograph')
    .map(({ attachmentId }) => attachmentId);
  if (attachments.length === 0) return;
  const focalPoint = as(app, 'focalPoint');
  ok(await focalPoint.post(`/packets/${id}/choose-pictures`, { attachments }, { version }), 'choose');
  for (const [index, attachmentId] of attachments.entries()) {
    const body = { attachmentId, boxes: [HEADING] };
    ok(
      await focalPoint.post(`/packets/${id}/redact-picture`, body, { version: version + index + 1 }),
      'look',
    );
  }
}

/** Every marked passage hidden, the partographs chosen, the packet released by the focal point. */
export async function release(app: TestApp, caseId: string): Promise<string> {
  await choosePartographs(app, caseId);
  let packet = await packetOf(app, caseId);
  for (const { key, spans } of packet.texts.filter((text) => text.spans.length > 0)) {
    const decided = spans.map((span) => ({ ...span, decision: 'redact' as const }));
    const body = { key, spans: decided };
    ok(
      await as(app, 'focalPoint').patch(`/packets/${packet.id}/spans`, body, { version: packet.version }),
      'spans',
    );
    packet = await packetOf(app, caseId);
  }
  ok(
    await as(app, 'focalPoint').post(`/packets/${packet.id}/release`, {}, { version: packet.version }),
    'release',
  );
  return packet.id;
}

/** The seats as the coordination sees them. */
export async function seats(app: TestApp): Promise<readonly SeatView[]> {
  return ok(await as(app, 'coordinator').get<readonly SeatView[]>('/seats'), 'seats');
}

export async function candidates(app: TestApp, seatId: string): Promise<readonly CandidateView[]> {
  return ok(
    await as(app, 'coordinator').get<readonly CandidateView[]>(`/seats/${seatId}/candidates`),
    'candidates',
  );
}

/** Gives the first empty seat of the packet to somebody. */
export async function assign(app: TestApp, alias: string, reviewer: CastMember): Promise<GivenReview> {
  const seat = (await seats(app)).find((one) => one.alias === alias && one.state === 'open');
  if (seat === undefined) throw new Error(`no empty seat for ${alias}`);
  const body = { personId: idOf(reviewer) };
  ok(
    await as(app, 'coordinator').post(`/seats/${seat.id}/assign`, body, { version: seat.version }),
    `assign ${reviewer}`,
  );
  return { id: seat.id, by: reviewer };
}

export const NO_TIE = {
  postingsComplete: true,
  recognise: false,
  treatedSimilar: false,
  closeInvolved: false,
} as const;

export async function gateOf(app: TestApp, review: GivenReview): Promise<GateView | ReviewView> {
  return ok(await as(app, review.by).get<GateView>(`/audits/${review.id}`), 'gate');
}

/** Declares that there is no tie: the packet opens. */
export async function declare(app: TestApp, review: GivenReview): Promise<ReviewView> {
  const { version } = await gateOf(app, review);
  ok(await as(app, review.by).post(`/audits/${review.id}/declare-none`, NO_TIE, { version }), 'declare');
  return (await gateOf(app, review)) as ReviewView;
}

/** Answers written for the real calendar, as a reviewer types them on the neutral one. H0 of the file is its onset. */
export function onNeutralCalendar(answers: Answers, onset: string): Answers {
  const origin = minutesOf(onset) ?? 0;
  const [real, neutral] = [dayOf(fromNeutral(NEUTRAL_DAY, origin)) ?? 0, dayOf(NEUTRAL_DAY) ?? 0];
  return Object.fromEntries(
    Object.entries(answers).map(([question, answer]) => {
      const text = 'value' in answer && typeof answer.value === 'string' ? answer.value : '';
      const at = minutesOf(text);
      if (at === undefined) return [question, answer];
      const moved = new Date((at - (real - neutral) * 1440) * 60_000).toISOString().slice(0, 16);
      return [question, { ...answer, value: moved }];
    }),
  );
}

/** Types the worked review of a reviewer into the opinion. */
export function typeReview(
  app: TestApp,
  found: GivenCase,
  review: GivenReview,
  answers: Answers,
): Promise<DraftSaved> {
  const origin = dateTimeOf(originOf(found.worked.review) ?? 0);
  return type(app, review.by, `/audits/${review.id}/opinion`, onNeutralCalendar(answers, origin));
}

export async function sealReview(app: TestApp, review: GivenReview): Promise<Answer<Receipt>> {
  const { version } = await gateOf(app, review);
  return as(app, review.by).post<Receipt>(`/audits/${review.id}/seal`, { minutes: 41 }, { version });
}

/** A case in counter-audit: packet released, two reviewers inside the blind zone. */
export async function aReviewedCase(
  app: TestApp,
  options: GivenOptions & {
    readonly opinion?: Answers;
    readonly reviewers?: readonly [CastMember, CastMember];
  } = {},
): Promise<GivenSession & { readonly alias: string; readonly reviews: readonly [GivenReview, GivenReview] }> {
  const found = await aSealedAudit(app, options);
  await release(app, found.id);
  const { alias } = await packetOf(app, found.id);
  const [one, other] = options.reviewers ?? ['reviewerOne', 'reviewerTwo'];
  const reviews = [await assign(app, alias, one), await assign(app, alias, other)] as const;
  for (const review of reviews) await declare(app, review);
  return { ...found, alias, reviews };
}

/** The case concluded: both reviewers sealed their worked opinions, an adjudicator too where they lead to one. */
export async function aConcludedCase(
  app: TestApp,
  options: Parameters<typeof aReviewedCase>[1] = {},
): Promise<GivenSession & { readonly alias: string; readonly reviews: readonly [GivenReview, GivenReview] }> {
  const found = await aReviewedCase(app, options);
  for (const [index, review] of found.reviews.entries()) {
    await typeReview(app, found, review, found.worked.reviews[index === 0 ? 0 : 1]);
    ok(await sealReview(app, review), `seal of ${review.by}`);
  }
  const { adjudication } = found.worked;
  if (adjudication !== null) {
    const seat = await assign(app, found.alias, 'reviewerFive');
    await declare(app, seat);
    await typeReview(app, found, seat, adjudication);
    ok(await sealReview(app, seat), 'adjudication');
  }
  return found;
}

/** What the clock does by itself, at the time the clock stands. */
export function runClock(app: TestApp): Promise<void> {
  return app.nest.get(ClockJobs, { strict: false }).runClock();
}
