import type { NewSecondFactor } from '../../backend/src/domain/accounts/second-factor.js';
import { as, type Caller, newId } from '../support/api.js';
import type { TestApp } from '../support/app.js';
import { photo } from '../support/corpus.js';
import { HEADING, NO_TIE } from '../support/given-audits.js';
import { inThePlaces, newNumber, notificationOf } from '../support/given.js';
import { announced } from '../support/given-uploads.js';
import { newCode } from '../support/given-invitations.js';
import { refrigerator } from '../support/given-recommendations.js';
import { zeroOf } from '../support/given-reports.js';
import { idOf, people } from '../support/people.js';
import { m1 } from '../support/worked-cases.js';
import { deviceOf } from '../support/device.js';
import { anEnvelope } from '../support/envelope.js';
import { codeNow, enrolled } from '../support/factor.js';
import { COLUMNS, type Column } from './people.js';
import { PASSWORD, type World } from './world.js';

/** What a request is made from. */
export interface Asked {
  readonly app: TestApp;
  readonly world: World;
  readonly column: Column;
  /** What the row is about; its id stands in the address, or in the body where the address has none. */
  readonly subject: string;
}

/** A file as the body of a request, with what its address says of it. */
export class Sent {
  constructor(
    readonly query: string,
    readonly bytes: Buffer,
  ) {}
}

type BodyOf = (asked: Asked) => object | Promise<object>;

/** The caller of a column, when it is somebody. */
function callerOf({ app, column }: Asked): Caller | null {
  const member = COLUMNS[column];
  return member === null ? null : as(app, member);
}

/** A code of a factor that is being made. */
const firstCode: BodyOf = async (asked) => {
  const caller = callerOf(asked);
  if (caller === null) return { code: '000000' };
  const { secret } = (await caller.post<NewSecondFactor>('/session/factor')).body;
  return { code: codeNow(asked.app, secret) };
};

/** A code of a factor that has been made. */
const recoveryCode: BodyOf = async (asked) => {
  const caller = callerOf(asked);
  return { code: caller === null ? '000000' : (await enrolled(asked.app, caller)).codes[0] };
};

const enrolledFirst: BodyOf = async (asked) => {
  const caller = callerOf(asked);
  if (caller !== null) await enrolled(asked.app, caller);
  return {};
};

const because = (): object => ({ reason: 'Le rapport du district le demande' });
const nothing = (): object => ({});

/** Where each column would notify from: their own facility, else that of the case. */
const OWN_CENTRE: Readonly<Partial<Record<Column, string>>> = {
  'clinician-csref': 'CSREF-DEMO',
  'centre-head-csref': 'CSREF-DEMO',
  'centre-head-neighbour': 'CSCOM-DEMO-02',
  'focal-point-elsewhere': 'CSCOM-DEMO-03',
  'centre-head-elsewhere': 'CSCOM-DEMO-03',
  'clinician-elsewhere': 'CSCOM-DEMO-03',
};

const notification: BodyOf = async ({ app, column }) => {
  const centre = String(await app.place(OWN_CENTRE[column] ?? 'CSCOM-DEMO-01'));
  return { ...notificationOf(await inThePlaces(app, m1)), facility_id: { value: centre } };
};

const TOLD_BY_THE_CLINIC = {
  question: 'narrative',
  base: null,
  value: { value: [{ text: { value: 'Reçue en choc, perfusée.' } }] },
};

const patch =
  (question: string, value: unknown): BodyOf =>
  () => ({
    patches: [{ question, base: null, value: { value } }],
  });

const AN_ACTION = refrigerator({
  rec_action: { value: 'Acheter une balance et peser chaque nouveau-né' },
  rec_start: { value: '2026-09-22' },
  rec_deadline: { value: '2026-10-30' },
});

const newDeath: BodyOf = async (asked) => ({
  id: newId(),
  number: newNumber(),
  answers: await notification(asked),
  identity: {},
});

const proposal: BodyOf = async ({ app, subject }) => {
  const [audit] = await app.sql<{ id: string }>(
    `SELECT id FROM app.audit WHERE case_id = $1 AND kind = 'audit' ORDER BY revision DESC LIMIT 1`,
    [subject],
  );
  return { id: newId(), caseId: subject, auditId: audit?.id ?? newId(), answers: AN_ACTION };
};

const membership: BodyOf = async ({ app }) => ({
  id: newId(),
  role: 'notifier',
  placeId: await app.place('V-M2'),
  from: '2026-10-01',
});

/** Passages of one text of a packet, all of them hidden: what the screening marked stays marked. */
const spans: BodyOf = async ({ app, subject }) => {
  const [packet] = await app.sql<{ spans: Readonly<Record<string, readonly object[]>> }>(
    'SELECT spans FROM app.packet WHERE id = $1',
    [subject],
  );
  const [key = 'maternal_review.narrative.0', marked = []] = Object.entries(packet?.spans ?? {})[0] ?? [];
  return { key, spans: marked.map((span) => ({ ...span, decision: 'redact' })) };
};

const attendance = (): object => ({
  id: newId(),
  personUsername: people.matrone,
  profession: 'MATRONE',
  function: 'Matrone',
  presence: 'present',
  involvedInCare: false,
});

/** Every difference from the notified cases is explained: the table asks who may send, not what is counted. */
const EXPLAINED = ['MAT', 'WRA', 'SB', 'NND', 'CHILD'].map((kind) => ({
  code: `ZR.notified-${kind}`,
  reason: 'Vérifié avec le registre',
}));

/** Of the own place a period that nobody sent; who has none tries it for the centre. */
const report: BodyOf = async ({ app, column }) => ({
  id: newId(),
  answers:
    column === 'notifier'
      ? await zeroOf(app, 'V-M1', '2026-07')
      : await zeroOf(app, OWN_CENTRE[column] ?? 'CSCOM-DEMO-01', '2026-W36'),
  kept: EXPLAINED,
});

const correction: BodyOf = async ({ app, subject, world }) => ({
  answers:
    subject === world.id('report village received')
      ? await zeroOf(app, 'V-M1', '2026-08')
      : await zeroOf(app, 'CSCOM-DEMO-01', '2026-W37'),
  reason: 'Relu avec le registre',
  kept: EXPLAINED,
});

/** A body that is right for each write: whatever is refused then is refused for who asks, or for the state. */
export const BODIES: Readonly<Record<string, BodyOf>> = {
  // Each as themselves: tries at one name, sent together, are guesses.
  'POST /session': ({ column }) => ({ username: people[COLUMNS[column] ?? 'nobody'], password: PASSWORD }),
  'DELETE /session': nothing,
  'PATCH /session': () => ({ language: 'en' }),
  'POST /session/factor': nothing,
  'POST /session/factor/confirm': firstCode,
  'POST /session/factor/give': recoveryCode,
  'POST /session/factor/codes': enrolledFirst,
  'DELETE /session/factor': enrolledFirst,
  'POST /session/prove': () => ({ password: PASSWORD }),
  'POST /sync': nothing,
  'DELETE /session/devices': nothing,
  'POST /session/devices': () => ({ id: newId(), code: 'a'.repeat(43) }),
  'POST /session/device': ({ app, column }) => deviceOf(app, COLUMNS[column] ?? 'nobody'),
  'POST /session/device/contact': async ({ app, column }) => {
    const { device, proof } = await deviceOf(app, COLUMNS[column] ?? 'nobody');
    return { device, proof, unsent: 0 };
  },
  'DELETE /session/devices/:id': nothing,
  'POST /session/password': () => ({ current: PASSWORD, next: 'La pirogue revient en mai' }),

  'POST /people': () => ({
    id: newId(),
    username: 'nouvelle-personne',
    displayName: 'Nouvelle Personne',
    profession: 'NURSE',
    language: 'fr',
    password: 'Une calebasse de mil rouge',
  }),
  'PATCH /people/:id': () => ({ profession: 'NURSE' }),
  'POST /people/:id/disable': nothing,
  'POST /people/:id/enable': nothing,
  'POST /people/:id/reset-password': () => ({ password: 'Une calebasse de mil rouge' }),
  'POST /people/:id/end-sessions': nothing,
  'POST /people/:id/memberships': membership,
  'POST /people/:id/affiliations': async ({ app }) => ({
    id: newId(),
    placeId: await app.place('CSREF-DEMO'),
    link: 'works',
    from: '2026-10-01',
  }),
  'POST /memberships/:id/end': () => ({ to: '2026-12-31' }),
  'POST /affiliations/:id/end': () => ({ to: '2026-12-31' }),

  'POST /places': async ({ app }) => ({
    kind: 'village',
    name: 'Sanankoro',
    parentId: await app.place('AREA-DEMO-02'),
  }),
  'PATCH /places/:id': () => ({ name: 'CSCom de Tiendo-centre' }),
  'POST /places/assign-district': async ({ app }) => ({
    placeIds: [await app.place('PRIVATE-DEMO')],
    districtId: await app.place('DISTRICT-DEMO-2'),
  }),
  'POST /facility-imports': () => ({
    id: newId(),
    fileName: 'liste.csv',
    csv: 'region;district;kind;name\nWolonka;Kolomba;cscom;CSCom de Bala\n',
  }),
  'PUT /settings': async ({ app }) => ({
    placeId: await app.place('DISTRICT-DEMO'),
    key: 'confirmation.hours',
    value: 48,
  }),

  'POST /cases': newDeath,
  'POST /cases/similar': async (asked) => ({ answers: await notification(asked) }),
  'POST /cases/:id/export': because,
  'POST /cases/:id/take-export': nothing,
  'POST /cases/export': () => ({ format: 'csv' }),
  'POST /cases/:id/identity-readings': () => ({ reason: 'family' }),
  'PATCH /cases/:id/forms/notification': patch('residence_status', 'IDP'),
  'PATCH /cases/:id/forms/maternal_review': patch('preexisting', ['NONE']),
  'PATCH /cases/:id/forms/maternal_review/kept-warnings': ({ world }) => ({
    code: world.id('warning of the review'),
    reason: 'Relu avec le registre',
  }),
  'POST /cases/:id/sign-phase': nothing,
  'POST /cases/:id/invitations': ({ world }) => ({
    id: newId(),
    placeId: Number(world.id('clinic')),
    sha256: newCode().sha256,
  }),
  'POST /invitations/:id/revoke': nothing,
  'POST /invitations/:id/sheet.pdf': ({ world }) => ({ code: world.id('code of the invitation') }),
  'POST /invitation/open': ({ world }) => ({ code: world.id('code of the invitation') }),
  'POST /invitation/sign': ({ world }) => ({
    code: world.id('code of the invitation'),
    from: 'MIDWIFE',
    patches: [TOLD_BY_THE_CLINIC],
  }),
  'POST /cases/:id/enter-phase': ({ world }) => ({
    placeId: Number(world.id('clinic')),
    how: 'telephone',
    from: 'MIDWIFE',
    on: '2026-03-15',
    patches: [TOLD_BY_THE_CLINIC],
  }),
  'POST /cases/:id/confirm': () => ({ kind: 'MAT' }),
  'POST /cases/:id/discard': () => ({ reasonCode: 'OUT_OF_AREA', reason: 'Un autre pays' }),
  'POST /cases/:id/mark-duplicate': ({ world }) => ({
    of: world.id('number to keep'),
    reason: 'Le même décès',
  }),
  'POST /cases/:id/change-kind': () => ({ kind: 'CHILD', reason: 'C’est l’enfant qui est mort' }),
  'POST /cases/:id/widen': because,
  'POST /cases/:id/unmark-duplicate': because,
  'POST /cases/:id/freeze': () => ({ namesSeen: true }),
  'POST /cases/:id/waive-audit': () => ({ ground: 'file-lost', reason: 'Le dossier a brûlé' }),
  'POST /cases/:id/unfreeze': because,
  'POST /cases/:id/transfer': async ({ app }) => ({
    placeId: await app.place('CSCOM-DEMO-02'),
    reason: 'Le décès y a eu lieu',
  }),
  'POST /cases/:id/close': () => ({ feedback: ['STAFF'] }),
  'POST /cases/:id/reopen': because,
  'POST /cases/:id/erase-identity': because,
  'POST /cases/:id/declare-involvement': () => ({ involved: true }),
  'POST /cases/:id/hold': () => ({ route: 'safeguarding' }),
  'POST /cases/:id/lift-hold': because,

  'POST /cases/:id/attachments': async () => new Sent(`id=${newId()}&kind=register`, await photo(9)),
  'POST /attachments/:id/remove': because,
  'POST /cases/:id/uploads': async () => announced(await photo(9)),
  'PUT /uploads/:id/pieces/:n': async () => new Sent('', await photo(8)),
  'POST /uploads/:id/attach': nothing,

  'POST /cases/:id/step-aside': () => ({ reason: 'kin' }),
  'POST /cases/:id/set-aside': () => ({ username: people.otherMidwife, reason: 'kin' }),
  'POST /cases/:id/let-back': () => ({ username: people.nobody }),
  'POST /cases/:id/raise-concern': nothing,
  // The CSRéf does not read the baby, which was never there: its head names another case.
  'POST /cases/:id/link': ({ world, column }) => ({
    with: world.id(column === 'centre-head-csref' ? 'number to keep' : 'number of the baby'),
  }),
  'POST /links/:id/confirm': nothing,
  'POST /links/:id/remove': nothing,
  'PATCH /concerns/:id': () => ({ items: [{ item: 'seen', state: 'done' }] }),
  'POST /concerns/:id/close': nothing,

  'POST /cases/:id/packet': nothing,
  'PATCH /packets/:id/spans': spans,
  'POST /packets/:id/choose-pictures': () => ({ attachments: [] }),
  'POST /packets/:id/redact-picture': ({ world }) => ({
    attachmentId: world.id('attachment path frozen'),
    boxes: [HEADING],
  }),
  'POST /packets/:id/release': nothing,
  'POST /packets/:id/withdraw': because,
  'POST /seats/:id/assign': () => ({ personId: idOf('reviewerFour') }),
  'POST /seats/:id/proceed-with-one': because,
  'POST /seats/:id/waive': because,
  'POST /audits/:id/declare-none': () => NO_TIE,
  'POST /audits/:id/recuse': because,
  'POST /audits/:id/raise-concern': nothing,
  'PATCH /audits/:id/opinion': patch('confidence', 'HIGH'),
  'PATCH /audits/:id/opinion/kept-warnings': ({ world, subject }) => ({
    code: world.has(`warning of ${subject}`) ? world.id(`warning of ${subject}`) : 'V19.delay1',
    reason: 'Vu ensemble',
  }),
  'POST /audits/:id/seal': nothing,
  'POST /audits/:id/revise': because,
  'POST /audits/:id/withdraw': because,

  'POST /sessions': ({ subject }) => ({ id: newId(), caseId: subject, plannedFor: '2026-09-25T09:00' }),
  'POST /sessions/:id/open': nothing,
  'POST /sessions/:id/close': nothing,
  'POST /sessions/:id/cancel': because,
  'PATCH /sessions/:id/note': patch('duration_min', 80),
  'POST /sessions/:id/full-minutes': because,
  'POST /sessions/:id/attendances': attendance,
  'PATCH /attendances/:id': () => ({ presence: 'telephone' }),
  'DELETE /attendances/:id': nothing,
  'POST /attendances/:id/sign-charter': nothing,
  'POST /people/:id/factor-lifts': () => ({ id: newId(), reason: 'Vue en face au bureau' }),
  'POST /factor-lifts/:id/confirm': nothing,
  'POST /factor-lifts/:id/decline': nothing,
  'POST /role-requests/:id/confirm': nothing,
  'POST /role-requests/:id/decline': nothing,

  'POST /approvals/:id/confirm': nothing,
  'POST /approvals/:id/decline': nothing,

  // What is closed in it is a notification: the answers are those to a notification sent openly.
  'POST /sync/envelopes': async (asked) => {
    const member = COLUMNS[asked.column];
    if (member === null) return { envelope: Buffer.alloc(200, 7).toString('base64') };
    const body = JSON.stringify(await newDeath(asked));
    const write = { author: idOf(member), key: newId(), method: 'POST', url: '/cases', ifMatch: null, body };
    return { envelope: await anEnvelope(asked.app, write) };
  },
  'POST /reports': report,
  'POST /reports/export': () => ({ format: 'xlsx' }),
  'POST /reports/:id/correct': correction,

  'POST /recommendations': proposal,
  'POST /recommendations/export': () => ({ format: 'csv' }),
  'PATCH /recommendations/:id': patch('rec_priority', 'P2'),
  'POST /recommendations/:id/accept': nothing,
  'POST /recommendations/:id/refuse': because,
  'POST /recommendations/:id/start': nothing,
  'POST /recommendations/:id/block': () => ({ obstacle: 'MONEY' }),
  'POST /recommendations/:id/unblock': nothing,
  'POST /recommendations/:id/finish': () => ({ proof: 'Bon de livraison numéro 12' }),
  'POST /recommendations/:id/return': because,
  'POST /recommendations/:id/verify': nothing,
  'POST /recommendations/:id/check-effect': () => ({ effect: 'FACTOR_GONE' }),
  'POST /recommendations/:id/cancel': because,
  'POST /recommendations/:id/merge': ({ world }) => ({ into: world.id('id other') }),
  'POST /recommendations/:id/updates': () => ({ progress: 40 }),
};
