import { demonstrationId } from '../../backend/src/accounts/demonstration.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { as, newId } from '../support/api.js';
import type { TestApp } from '../support/app.js';
import { photo } from '../support/corpus.js';
import {
  aConcludedCase,
  anOpenSession,
  aPlannedSession,
  aReviewedCase,
  aSealedAudit,
  assign,
  attend,
  choosePartographs,
  declare,
  detailOf,
  COURSE_WITHOUT_RECOMMENDATION,
  ok,
  packetOf,
  release,
  runClock,
  sealReview,
  type,
  typeReview,
  type GivenReview,
  type GivenSession,
} from '../support/given-audits.js';
import {
  aDocumentedCase,
  aFrozenCase,
  aNotifiedDeath,
  attach,
  inThePlaces,
  newNumber,
  notificationOf,
  pageOf,
  write,
  type GivenCase,
  type GivenOptions,
} from '../support/given.js';
import { invite } from '../support/given-invitations.js';
import { uploaded } from '../support/given-uploads.js';
import { aPathOfThree } from '../support/given-path.js';
import { idOf, people, type CastMember } from '../support/people.js';
import {
  ambulance,
  aProposal,
  bloodOnGuard,
  drill,
  propose,
  recommended,
  refrigerator,
  walk,
} from '../support/given-recommendations.js';
import { sendReport, zeroOf } from '../support/given-reports.js';
import { c2, m1, m2 } from '../support/worked-cases.js';

/** What a row of the table is about, by its name: `case path ready`, `packet path draft`, `recommendation asaco proposed`. */
export class World {
  private readonly ids = new Map<string, string>();

  put(name: string, id: string): void {
    this.ids.set(name, id);
  }

  has(name: string): boolean {
    return this.ids.has(name);
  }

  id(name: string): string {
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`The world holds no ${name}`);
    return id;
  }

  /** What the next stage replaces. */
  forget(kind: string): void {
    for (const name of this.ids.keys()) if (name.startsWith(`${kind} `)) this.ids.delete(name);
  }
}

/** When the table is read: late enough for every deadline, early enough for the cases of September. */
const TODAY = new Date('2026-09-21T10:00:00Z');
const APRIL = new Date('2026-04-01T06:00:00Z');

type Given = GivenCase | GivenSession;

/** Fires an event of a case in the version that stands now. */
async function event(
  app: TestApp,
  by: CastMember,
  { id }: Given,
  name: string,
  body: object,
): Promise<Receipt> {
  const { version } = await pageOf(app, by, id);
  return ok(await as(app, by).post<Receipt>(`/cases/${id}/${name}`, body, { version }), name);
}

async function sessionEvent(
  app: TestApp,
  { sessionId }: GivenSession,
  name: string,
  body: object,
): Promise<void> {
  const { version } = await detailOf(app, 'referralHead', sessionId);
  ok(await as(app, 'referralHead').post(`/sessions/${sessionId}/${name}`, body, { version }), name);
}

const NARRATIVE = 'Arrivée sans pouls, aucune poche de sang disponible.';

/** The path of the case before its first audit. Everything here is in the hands of the CSRéf: the death happened there. */
async function plantUntilReady(app: TestApp, world: World): Promise<void> {
  const notified = await aNotifiedDeath(app);
  world.put('case path notified', notified.id);
  const kin = { username: people.nobody, reason: 'kin' };
  ok(await as(app, 'focalPoint').post(`/cases/${notified.id}/set-aside`, kin), 'set aside');
  const documented = await aDocumentedCase(app);
  const narrative = [{ ref: { value: String(await app.place('CSREF-DEMO')) }, text: { value: NARRATIVE } }];
  await write(app, 'referralMidwife', documented.id, { narrative: { value: narrative } });
  world.put('case path documenting', documented.id);
  world.put(
    'attachment path kept',
    await attach(app, 'referralMidwife', documented.id, 'register', await photo(1)),
  );
  world.put('warning of the review', 'V08.adm_hb');
  world.put('clinic', String(await app.place('PRIVATE-DEMO')));
  world.put('case path clinic', (await aPathOfThree(app)).id);
  const invited = await invite(app, (await aPathOfThree(app)).id, await app.place('PRIVATE-DEMO'));
  ok(invited.answer, 'invite');
  // The table is read months later.
  await app.sql(`UPDATE app.invitation SET until = '2026-12-31' WHERE id = $1`, [invited.id]);
  world.put('invitation path open', invited.id);
  world.put('code of the invitation', invited.code);
  const involved = await aDocumentedCase(app);
  await event(app, 'referralHead', involved, 'declare-involvement', { involved: true });
  world.put('case path head-involved', involved.id);
  const held = await aDocumentedCase(app);
  await event(app, 'focalPoint', held, 'hold', { route: 'judicial' });
  world.put('case path on-hold', held.id);
  world.put('case path ready', (await aFrozenCase(app)).id);
  const discarded = await aNotifiedDeath(app);
  await event(app, 'focalPoint', discarded, 'discard', { reasonCode: 'OUT_OF_AREA', reason: 'Autre pays' });
  world.put('case path discarded', discarded.id);
  const duplicate = await aNotifiedDeath(app);
  await event(app, 'focalPoint', duplicate, 'mark-duplicate', { of: notified.number, reason: 'Le même' });
  world.put('case path duplicate', duplicate.id);
  const waiting = await aDocumentedCase(app);
  world.put('case path waiting', waiting.id);
  world.put('number to keep', waiting.number);
}

/** Babies of the CSCom, where their mothers passed through: one without a mother, one proposed to the case on the path, one linked. */
async function plantBabies(app: TestApp, world: World): Promise<void> {
  const mother = await caseOf(world, 'case path documenting');
  const [cscom, village] = await Promise.all([app.place('CSCOM-DEMO-01'), app.place('V-M1')]);
  const baby = async (more: object): Promise<GivenCase['number']> => {
    const answers = {
      ...notificationOf(await inThePlaces(app, m1)),
      death_category: { value: 'SB' },
      sex: { value: 'F' },
      birth_weight_g: { value: 2900 },
      stillbirth_type: { value: 'FRESH' },
      death_place: { value: 'CSCOM' },
      death_facility_id: { value: String(cscom) },
      village_code: { value: String(village) },
    };
    const body = { id: newId(), number: newNumber(), answers, identity: {}, ...more };
    ok(await as(app, 'midwife').post('/cases', body), 'baby');
    return body.number;
  };
  world.put('number of the baby', await baby({}));
  await baby({ motherCaseId: mother.id });
  const [proposed] = await app.sql<{ id: string }>(`SELECT id FROM app.case_link WHERE state = 'proposed'`);
  world.put('link both proposed', proposed?.id ?? '');
  const linked = await baby({});
  const link = await as(app, 'focalPoint').post<Receipt>(`/cases/${mother.id}/link`, { with: linked });
  world.put('link both confirmed', ok(link, 'link').id);
}

/** Alerts for the safety of children: of the district, which names nobody, and of one that names a person. */
async function plantConcerns(app: TestApp, world: World): Promise<void> {
  const raised = async (name: string): Promise<string> => {
    const { id } = await aNotifiedDeath(app);
    ok(await as(app, 'midwife').post(`/cases/${id}/raise-concern`, {}), 'raise');
    const [found] = await app.sql<{ id: string }>('SELECT id FROM app.concern WHERE case_id = $1', [id]);
    world.put(name, found?.id ?? '');
    return found?.id ?? '';
  };
  const childless = async (id: string): Promise<void> => {
    ok(await as(app, 'focalPoint').patch(`/concerns/${id}`, { children: 0 }, { version: 1 }), 'children');
  };
  await raised('concern district open');
  await childless(await raised('concern district settled'));
  const closed = await raised('concern district closed');
  await childless(closed);
  ok(await as(app, 'focalPoint').post(`/concerns/${closed}/close`, {}, { version: 2 }), 'close');
  // The keeper belongs to the district of the alert: one that was raised elsewhere has another.
  const named = await raised('concern named open');
  await app.sql(
    `UPDATE app.concern SET district_id = (SELECT id FROM app.place WHERE code = 'DISTRICT-DEMO-2') WHERE id = $1`,
    [named],
  );
  await app.sql(
    `INSERT INTO app.setting (place_id, key, value)
     SELECT id, 'safeguarding.person', to_jsonb($1::text) FROM app.place WHERE code = 'DISTRICT-DEMO-2'`,
    [people.referralOwner],
  );
}

/** An opinion with something to explain: a delay without any factor of its own. */
const doubtful = (opinion: Answers): Answers => ({ ...opinion, delay1_lvl: { value: 'YES' } });

const ROOM: readonly CastMember[] = ['referralHead', 'referralMidwife', 'head', 'midwife', 'nurse'];

async function plantSessions(app: TestApp, world: World): Promise<void> {
  const planned = await aPlannedSession(app);
  for (const who of ROOM)
    await attend(app, 'referralHead', planned.sessionId, { who, function: who, involved: who === 'midwife' });
  world.put('session path planned', planned.sessionId);
  world.put('case path planned', planned.id);

  const unsigned = await aPlannedSession(app);
  const attendance = newId();
  const body = {
    id: attendance,
    personUsername: people.midwife,
    profession: 'MIDWIFE',
    function: 'Sage-femme',
    presence: 'present',
    involvedInCare: true,
  };
  ok(await as(app, 'referralHead').post(`/sessions/${unsigned.sessionId}/attendances`, body), 'attend');
  world.put('attendance midwife unsigned', attendance);

  const cancelled = await aPlannedSession(app);
  ok(
    await as(app, 'referralHead').post(
      `/sessions/${cancelled.sessionId}/cancel`,
      { reason: 'Route coupée' },
      { version: 1 },
    ),
    'cancel',
  );
  world.put('session path cancelled', cancelled.sessionId);

  const open = await anOpenSession(app);
  await type(app, 'referralHead', `/audits/${open.auditId}/opinion`, doubtful(open.worked.opinion));
  world.put(`warning of ${open.auditId}`, 'V19.delay1');
  await type(app, 'referralHead', `/sessions/${open.sessionId}/note`, COURSE_WITHOUT_RECOMMENDATION);
  world.put('recommendation asaco audit-open', await aProposal(app, open));
  world.put('session path open', open.sessionId);
  world.put('case path in-session', open.id);
  world.put('audit first in-progress', open.auditId);
  const { attendances } = await detailOf(app, 'referralHead', open.sessionId);
  world.put('attendance midwife signed', attendances.find(({ involvedInCare }) => involvedInCare)?.id ?? '');
}

/** Every marked passage decided, nothing released. */
async function readOver(app: TestApp, caseId: string): Promise<string> {
  let packet = await packetOf(app, caseId);
  for (const { key, spans } of packet.texts.filter((text) => text.spans.length > 0)) {
    const decided = { key, spans: spans.map((span) => ({ ...span, decision: 'redact' as const })) };
    const { id, version } = packet;
    ok(await as(app, 'focalPoint').patch(`/packets/${id}/spans`, decided, { version }), 'spans');
    packet = await packetOf(app, caseId);
  }
  return packet.id;
}

/** The copy that a packet holds. */
async function pictureOf(app: TestApp, caseId: string): Promise<string> {
  const { content } = await packetOf(app, caseId);
  return content.documents?.[0]?.id ?? '';
}

/** Of two districts, one of them a midwife; the first is the one whom the table calls assigned. */
const REVIEWERS = ['reviewerFive', 'reviewerTwo'] as const;

async function plantReviews(app: TestApp, world: World): Promise<void> {
  const sealed = await aSealedAudit(app, { pictures: [['partograph', await photo(2)]] });
  world.put('case path packet-draft', sealed.id);
  await choosePartographs(app, sealed.id);
  world.put('packet path draft', await readOver(app, sealed.id));
  world.put('picture path draft', await pictureOf(app, sealed.id));
  const [frozen] = await app.sql<{ id: string }>('SELECT id FROM app.attachment WHERE case_id = $1', [
    sealed.id,
  ]);
  world.put('attachment path frozen', frozen?.id ?? '');
  world.put('session path sealed', sealed.sessionId);
  world.put('audit first sealed', sealed.auditId);
  const signed = await detailOf(app, 'referralHead', sealed.sessionId);
  world.put(
    'attendance midwife sealed',
    signed.attendances.find(({ involvedInCare }) => involvedInCare)?.id ?? '',
  );

  const withdrawn = await aSealedAudit(app);
  const draft = await packetOf(app, withdrawn.id);
  const reason = { reason: 'Objection de la famille' };
  ok(
    await as(app, 'focalPoint').post(`/packets/${draft.id}/withdraw`, reason, { version: draft.version }),
    'withdraw',
  );
  world.put('case path packet-withdrawn', withdrawn.id);
  world.put('packet path withdrawn', draft.id);

  const pictures = [['partograph', await photo(3)]] as const;
  const reviewed = await aReviewedCase(app, { reviewers: REVIEWERS, pictures });
  world.put('picture path released', await pictureOf(app, reviewed.id));
  const [one, two] = reviewed.reviews;
  await typeReview(app, reviewed, one, doubtful(reviewed.worked.reviews[0]));
  world.put(`warning of ${one.id}`, 'V19.delay1');
  await typeReview(app, reviewed, two, reviewed.worked.reviews[1]);
  ok(await sealReview(app, two), 'seal');
  world.put('case path counter-auditing', reviewed.id);
  world.put('packet path released', (await packetOf(app, reviewed.id)).id);
  world.put('audit seat in-progress', one.id);
  world.put('audit first reviewed', reviewed.auditId);
  world.put('seat path late', one.id);

  const concluded = await aConcludedCase(app, { reviewers: REVIEWERS });
  world.put('case path concluded', concluded.id);
  world.put('audit seat sealed', concluded.reviews[0].id);
  world.put('seat path sealed', concluded.reviews[0].id);

  const closed = await aConcludedCase(app);
  await event(app, 'focalPoint', closed, 'close', { feedback: ['STAFF'] });
  world.put('case path closed', closed.id);
}

const OWNERSHIPS = ['asaco', 'commune', 'csref', 'care-team'] as const;
const counted = (): ReturnType<typeof refrigerator> =>
  refrigerator({
    rec_action: { value: 'Compter chaque lundi les ampoules d’ocytocine' },
    rec_deadline: { value: '2026-05-20' },
  });

/** Recommendations of one case for each of those who may answer, published on the first of April. */
async function plantResponse(app: TestApp, world: World): Promise<void> {
  const given = await recommended(app, [refrigerator(), ambulance(), bloodOnGuard(), drill(), counted()]);
  await release(app, given.id);
  const { alias } = await packetOf(app, given.id);
  for (const by of ['reviewerThree', 'reviewerFour'] as const) {
    const review: GivenReview = await assign(app, alias, by);
    await declare(app, review);
    await typeReview(app, given, review, given.worked.reviews[0]);
    ok(await sealReview(app, review), 'seal');
  }
  world.put('case path responding', given.id);
  given.ids.forEach((id, index) => {
    world.put(`id ${OWNERSHIPS[index] ?? 'other'}`, id);
  });
}

/** A child who died at home without contact, whom no lot sends to a full review. */
async function aShortForm(app: TestApp): Promise<GivenCase> {
  const sample = { placeId: await app.place('DISTRICT-DEMO'), key: 'short-form.sample', value: 0 };
  ok(await as(app, 'admin').put('/settings', sample), 'setting');
  const found = await aNotifiedDeath(app, { worked: c2, by: 'relais' });
  await event(app, 'focalPoint', found, 'confirm', { kind: 'CHILD', contact: 'none' });
  return found;
}

/** The case of September, in the hands of its CSCom alone, notified by the relais. */
async function plantOfCscom(app: TestApp, world: World): Promise<void> {
  const options: GivenOptions = { worked: m2, by: 'relais' };
  world.put('case cscom notified', (await aNotifiedDeath(app, options)).id);
  world.put('case cscom documenting', (await aDocumentedCase(app, options)).id);
  world.put('case cscom short', (await aShortForm(app)).id);
  world.put('case cscom ready', (await aFrozenCase(app, options)).id);
  const reviewers = ['reviewerThree', 'reviewerTwo'] as const;
  const found = await aReviewedCase(app, { ...options, reviewers });
  for (const [index, review] of found.reviews.entries()) {
    await typeReview(app, found, review, found.worked.reviews[index === 0 ? 0 : 1]);
    ok(await sealReview(app, review), 'seal');
  }
  const third = await assign(app, found.alias, 'reviewerFive');
  await declare(app, third);
  await typeReview(app, found, third, { ...found.worked.adjudication, delay1_lvl: { value: 'NO' } });
  world.put(`warning of ${third.id}`, 'V19.F02');
  world.put('case cscom adjudicating', found.id);
  world.put('audit adjudication in-progress', third.id);
  world.put('case cscom concluded', (await aConcludedCase(app, options)).id);
}

/** A closed session, its packet released, one seat given and one free: after the clock of April, which would take it back. */
async function plantSeats(app: TestApp, world: World, found: GivenSession): Promise<void> {
  const { alias } = await packetOf(app, found.id);
  const { id } = await assign(app, alias, 'reviewerFive');
  world.put('audit seat assigned', id);
  world.put('seat path assigned', id);
  const [open] = await app.sql<{ id: string }>(
    `SELECT id FROM app.audit WHERE case_id = $1 AND kind = 'counter-audit' AND state = 'open'`,
    [found.id],
  );
  world.put('seat path open', open?.id ?? '');
}

/** What two people decide: asked today, since an approval does not wait for long. */
async function plantApprovals(app: TestApp, world: World, found: GivenSession): Promise<void> {
  const waived = await event(app, 'focalPoint', await caseOf(world, 'case path waiting'), 'waive-audit', {
    ground: 'file-lost',
    reason: 'Le dossier a brûlé',
  });
  world.put('approval waive-audit open', waived.id);
  const again = await event(app, 'focalPoint', await caseOf(world, 'case path packet-withdrawn'), 'reopen', {
    reason: 'Un fait nouveau',
  });
  world.put('approval reopen open', again.id);
  const erased = await event(app, 'focalPoint', await caseOf(world, 'case path waiting'), 'erase-identity', {
    reason: 'La famille le demande',
  });
  world.put('approval erase-identity open', erased.id);
  const seat = world.id('seat path assigned');
  const [{ version } = { version: 0 }] = await app.sql<{ version: number }>(
    'SELECT version FROM app.audit WHERE id = $1',
    [seat],
  );
  const alone = await as(app, 'coordinator').post<Receipt>(
    `/seats/${seat}/waive`,
    { reason: 'Personne' },
    { version },
  );
  world.put('approval waive open', ok(alone, 'waive').id);
  const full = { reason: 'Envoi au district' };
  const ask = async (sessionId: string) =>
    ok(
      await as(app, 'referralHead').post<Receipt>(`/sessions/${sessionId}/full-minutes`, full),
      'full minutes',
    ).id;
  world.put('approval full-minutes open', await ask(world.id('session path sealed')));
  const confirmed = await ask(found.sessionId);
  ok(await as(app, 'focalPoint').post(`/approvals/${confirmed}/confirm`, {}, { version: 1 }), 'confirm');
  world.put('approval full-minutes ended', confirmed);
  const askForCase = async (name: string) =>
    ok(await as(app, 'referralHead').post<Receipt>(`/cases/${world.id(name)}/export`, full), 'export').id;
  world.put('approval export-case open', await askForCase('case path ready'));
  const granted = await askForCase('case path concluded');
  ok(await as(app, 'focalPoint').post(`/approvals/${granted}/confirm`, {}, { version: 1 }), 'grant');
}

/** Roles that wait for their second person, all asked for by the administrator. */
async function plantRoleRequests(app: TestApp, world: World): Promise<void> {
  const asked = async (role: string, code: string, from: string): Promise<string> => {
    const id = newId();
    const body = { id, role, placeId: await app.place(code), from };
    ok(await as(app, 'admin').post(`/people/${idOf('nobody')}/memberships`, body), 'role asked');
    return id;
  };
  const ended = await asked('clinician', 'CSCOM-DEMO-01', '2040-01-01');
  ok(await as(app, 'admin').post(`/role-requests/${ended}/decline`, {}, { version: 1 }), 'taken back');
  world.put('role-request clinician ended', ended);
  world.put('role-request clinician open', await asked('clinician', 'CSCOM-DEMO-01', '2040-01-01'));
  world.put('role-request reviewer open', await asked('counter-auditor', 'REGION-DEMO', '2040-01-01'));
}

/** Lost second factors, all asked to be lifted by the administrator; nobody of the table gives a code for it. */
async function plantFactorLifts(app: TestApp, world: World): Promise<void> {
  const lost = ['matrone', 'nurse', 'reviewerOne', 'reviewerThree'] as const;
  for (const member of lost) {
    await app.sql(
      `INSERT INTO app.second_factor (person_id, secret, made_at, confirmed_at) VALUES ($1, '', now(), now())`,
      [idOf(member)],
    );
  }
  const asked = async (member: CastMember): Promise<string> => {
    const id = newId();
    const body = { id, reason: 'Vue en face au bureau' };
    ok(await as(app, 'admin').post(`/people/${idOf(member)}/factor-lifts`, body), 'lift asked');
    return id;
  };
  world.put('person nurse -', idOf('nurse'));
  world.put('person lost-reviewer -', idOf('reviewerThree'));
  const ended = await asked('nurse');
  ok(await as(app, 'admin').post(`/factor-lifts/${ended}/decline`, {}, { version: 1 }), 'taken back');
  world.put('factor-lift nurse ended', ended);
  world.put('factor-lift matrone open', await asked('matrone'));
  world.put('factor-lift reviewer open', await asked('reviewerOne'));
}

function caseOf(world: World, name: string): Promise<Given> {
  return Promise.resolve({ id: world.id(name) } as Given);
}

async function plantRecords(app: TestApp, world: World): Promise<void> {
  const place = async (code: string) => String(await app.place(code));
  world.put('place any -', await place('CSCOM-DEMO-02'));
  const [device] = await app.sql<{ id: string }>('SELECT id FROM app.login WHERE person_id = $1', [
    idOf('midwife'),
  ]);
  world.put('device midwife -', device?.id ?? '');
  world.put('person midwife -', idOf('midwife'));
  world.put('person reviewer -', idOf('reviewerFive'));
  world.put('membership midwife -', demonstrationId('membership', people.midwife));
  world.put(
    'affiliation midwife -',
    demonstrationId('affiliation', people.midwife, 'works', 'CSCOM-DEMO-01'),
  );
  await plantRoleRequests(app, world);
  await plantFactorLifts(app, world);
  const listed = newId();
  const csv = 'region;district;kind;name\nWolonka;Kolomba;cscom;CSCom de Sinzéla\n';
  ok(await as(app, 'admin').post('/facility-imports', { id: listed, fileName: 'liste.csv', csv }), 'import');
  world.put('import any -', listed);
  const draws = await app.sql<{ id: string; revealed: boolean }>(
    `SELECT w.id, w.revealed_at IS NOT NULL AS revealed FROM app.draw w JOIN app.place p ON p.id = w.district_id
     WHERE p.code = 'DISTRICT-DEMO' ORDER BY w.quarter`,
  );
  for (const { id, revealed } of draws) world.put(`draw district ${revealed ? 'revealed' : 'open'}`, id);
}

/** The known password of everybody: argon2 is slow on purpose, so it is worked out once. */
export const PASSWORD = 'Le fleuve monte en août';

async function plantPasswords(app: TestApp): Promise<void> {
  const id = newId();
  const body = {
    id,
    username: 'mot-de-passe',
    displayName: 'Modèle',
    profession: 'OTHER',
    language: 'fr',
    password: PASSWORD,
  };
  ok(await as(app, 'admin').post('/people', body), 'person');
  await app.sql(
    'UPDATE app.person SET password_hash = (SELECT password_hash FROM app.person WHERE id = $1)',
    [id],
  );
}

async function nameRecommendations(app: TestApp, world: World, state: string): Promise<void> {
  world.forget('recommendation');
  world.forget('action');
  for (const ownership of OWNERSHIPS) {
    const id = world.id(`id ${ownership}`);
    const [row] = await app.sql<{ alias: string }>('SELECT alias FROM app.recommendation WHERE id = $1', [
      id,
    ]);
    world.put(`recommendation ${ownership} ${state}`, id);
    world.put(`action ${ownership} ${state}`, row?.alias ?? '');
  }
}

/** Everything that the table asks for, but the later states of the recommendations. */
/** The week of a centre and the month of a village, sent by who keeps them. */
async function plantReports(app: TestApp, world: World): Promise<void> {
  const week = await sendReport(app, 'midwife', await zeroOf(app, 'CSCOM-DEMO-01', '2026-W37'));
  world.put('report centre received', ok(week, 'report').id);
  const month = await sendReport(app, 'relais', await zeroOf(app, 'V-M1', '2026-08'));
  world.put('report village received', ok(month, 'report').id);
}

export async function aWholeWorld(app: TestApp): Promise<World> {
  const world = new World();
  await app.sql(
    `INSERT INTO app.setting (place_id, key, value) SELECT id, 'review.load-most', '60' FROM app.place WHERE code = 'DISTRICT-DEMO'`,
  );
  await plantUntilReady(app, world);
  await plantBabies(app, world);
  await plantConcerns(app, world);
  await plantSessions(app, world);
  await plantReviews(app, world);
  await plantResponse(app, world);
  const found = await aSealedAudit(app);
  await sessionEvent(app, found, 'close', {});
  await release(app, found.id);
  world.put('session path closed', found.sessionId);
  app.clock.set(APRIL);
  await runClock(app);
  await plantSeats(app, world, found);
  await plantOfCscom(app, world);
  app.clock.set(TODAY);
  // What is not attached within a week is forgotten.
  const documented = world.id('case path documenting');
  world.put('upload path whole', await uploaded(app, 'referralMidwife', documented, await photo(8)));
  const unpublished = counted();
  const late = { ...unpublished, rec_start: { value: '2026-09-22' }, rec_deadline: { value: '2026-10-30' } };
  const proposal = ok(await propose(app, found, late), 'propose').id;
  const opened = world.id('recommendation asaco audit-open');
  await nameRecommendations(app, world, 'proposed');
  world.put('recommendation asaco audit-open', opened);
  world.put('recommendation asaco unpublished', proposal);
  const [row] = await app.sql<{ alias: string }>('SELECT alias FROM app.recommendation WHERE id = $1', [
    proposal,
  ]);
  world.put('action asaco unpublished', row?.alias ?? '');
  await plantApprovals(app, world, found);
  await plantReports(app, world);
  await plantRecords(app, world);
  await plantPasswords(app);
  return world;
}

type Step = readonly [by: CastMember, event: string, body?: object];
const PROOF = { proof: 'Bon de livraison numéro 12' };

/** How the recommendations go on, state after state; the head finishes what concerns the care team, the midwife the rest. */
const LATER: readonly (readonly [state: string, step: (ownership: string) => Step, at?: string])[] = [
  ['accepted', () => ['focalPoint', 'accept']],
  ['in-progress', () => ['focalPoint', 'start']],
  ['blocked', () => ['focalPoint', 'block', { obstacle: 'MONEY' }]],
  ['under-way-again', () => ['focalPoint', 'unblock']],
  ['done', (ownership) => [ownership === 'care-team' ? 'head' : 'midwife', 'finish', PROOF]],
  ['verified', () => ['focalPoint', 'verify'], '2026-12-28T10:00:00Z'],
  ['effective', () => ['focalPoint', 'check-effect', { effect: 'FACTOR_GONE' }]],
];

/** The later stages of the world, one after the other; each replaces the recommendations of the one before. */
export const LATER_STATES = LATER.map(([state]) => state);

export async function goOn(app: TestApp, world: World, state: string): Promise<void> {
  const found = LATER.find(([name]) => name === state);
  if (found === undefined) throw new Error(`No stage ${state}`);
  const [, step, at] = found;
  for (const ownership of OWNERSHIPS) await walk(app, world.id(`id ${ownership}`), [step(ownership)]);
  if (at !== undefined) app.clock.set(new Date(at));
  await nameRecommendations(app, world, state);
}
