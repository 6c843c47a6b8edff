import type { Answers } from '../../backend/src/domain/forms/form.js';
import type {
  ActionView,
  ActionsView,
  Proposed,
  RecommendationView,
} from '../../backend/src/domain/recommendations/recommendation.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { ClockJobs } from '../../backend/src/reminders/clock-jobs.js';
import { as, newId, type Answer } from './api.js';
import type { TestApp } from './app.js';
import type { GivenOptions } from './given.js';
import { anOpenSession, COURSE, ok, sealFirst, type, type GivenSession } from './given-audits.js';
import { people, type CastMember } from './people.js';

/** What a refusal says, as far as these stories read it. */
export interface Refusal {
  readonly code: string;
  readonly reasons?: readonly { readonly code: string }[];
  readonly fields?: readonly { readonly field: string; readonly code: string }[];
  readonly current?: unknown;
}

/** Answers of F7; `null` takes one away. */
type Changes = Readonly<Record<string, Answers[string] | null>>;

const value = (given: string | number | readonly string[]): Answers[string] => ({ value: given });

function changed(answers: Answers, changes: Changes): Answers {
  const merged = Object.entries({ ...answers, ...changes });
  return Object.fromEntries(merged.filter((entry): entry is [string, Answers[string]] => entry[1] !== null));
}

/** A refrigerator for the oxytocin: means, for the ASACO, followed by the midwife of the CSCom. */
export function refrigerator(changes: Changes = {}): Answers {
  const answers: Answers = {
    rec_factor: value('F22'),
    rec_problem: value('L’ocytocine manquait au centre depuis douze jours.'),
    rec_action: value('Acheter un réfrigérateur et garder 20 ampoules d’ocytocine'),
    rec_level: value('ASACO'),
    rec_strength: value('STRONG'),
    rec_owner_role: value('ASACO_TRESORIER'),
    rec_follow_member: value(people.midwife),
    rec_resources: value(['EQUIPMENT', 'MONEY']),
    rec_cost_fcfa: value(350_000),
    rec_fund_source: value('ASACO'),
    rec_start: value('2026-03-23'),
    rec_deadline: value('2026-05-15'),
    rec_indicator: value('1 réfrigérateur en marche, 20 ampoules comptées chaque semaine'),
    rec_proof_type: value('RECEIPT'),
    rec_priority: value('P1'),
  };
  return changed(answers, changes);
}

/** The ambulance: means, for the town hall. */
export function ambulance(changes: Changes = {}): Answers {
  return refrigerator({
    rec_factor: value('F11'),
    rec_problem: value('L’ambulance était en panne et sans carburant.'),
    rec_action: value('Réparer l’ambulance et payer chaque mois le carburant'),
    rec_level: value('COMMUNE'),
    rec_owner_role: value('MAIRE'),
    rec_deadline: value('2026-06-10'),
    rec_indicator: value('1 ambulance qui roule, 100 litres par mois'),
    ...changes,
  });
}

/** Blood on guard: means, for the CSRéf. */
export function bloodOnGuard(changes: Changes = {}): Answers {
  return refrigerator({
    rec_factor: value('F24'),
    rec_problem: value('Aucune poche de sang n’était disponible.'),
    rec_action: value('Garder 2 poches de sang O négatif chaque nuit'),
    rec_level: value('DISTRICT'),
    rec_owner_role: value('MCD'),
    rec_deadline: value('2026-06-30'),
    rec_indicator: value('2 poches comptées chaque soir'),
    rec_proof_type: value('REGISTER_COUNT'),
    ...changes,
  });
}

/** A drill of the team: skills, so never for the ASACO whatever is chosen. */
export function drill(changes: Changes = {}): Answers {
  return refrigerator({
    rec_factor: value('F17'),
    rec_problem: value('Le partogramme a été rempli après la naissance.'),
    rec_action: value('Faire chaque mois un exercice sur l’hémorragie avec toute l’équipe'),
    rec_level: value('CSCOM'),
    rec_audience: value('ASACO'),
    rec_strength: value('INTERMEDIATE'),
    rec_owner_role: value('DTC'),
    rec_resources: value(['STAFF_TIME']),
    rec_cost_fcfa: null,
    rec_fund_source: null,
    rec_deadline: value('2026-04-22'),
    rec_indicator: value('3 exercices en 3 mois'),
    rec_proof_type: value('TRAINING_LIST'),
    ...changes,
  });
}

/** The session of M1 in course, its opinion typed: the time to recommend. */
export async function aSessionThatRecommends(
  app: TestApp,
  options: GivenOptions = {},
): Promise<GivenSession> {
  const session = await anOpenSession(app, options);
  await type(app, 'referralHead', `/audits/${session.auditId}/opinion`, session.worked.opinion);
  await type(app, 'referralHead', `/sessions/${session.sessionId}/note`, COURSE);
  return session;
}

/** Asks for a recommendation, whatever the answer. */
export function propose(
  app: TestApp,
  session: GivenSession,
  answers: Answers = refrigerator(),
  by: CastMember = 'referralHead',
  more: {
    readonly id?: string;
    readonly key?: string;
    readonly placeId?: number;
    readonly successorOf?: string;
  } = {},
): Promise<Answer<Proposed & Refusal>> {
  const { key, ...body } = more;
  return as(app, by).post<Proposed & Refusal>(
    '/recommendations',
    { id: newId(), caseId: session.id, auditId: session.auditId, answers, ...body },
    key === undefined ? {} : { key },
  );
}

export async function aProposal(
  app: TestApp,
  session: GivenSession,
  answers: Answers = refrigerator(),
): Promise<string> {
  return ok(await propose(app, session, answers), 'propose').id;
}

/** The session sealed with its recommendations: work may begin. */
export async function recommended(
  app: TestApp,
  answers: readonly Answers[] = [refrigerator()],
  options: GivenOptions = {},
): Promise<GivenSession & { readonly ids: readonly string[] }> {
  const session = await aSessionThatRecommends(app, options);
  const ids: string[] = [];
  for (const one of answers) ids.push(await aProposal(app, session, one));
  ok(await sealFirst(app, session), 'seal');
  return { ...session, ids };
}

export async function viewOf(app: TestApp, by: CastMember, id: string): Promise<RecommendationView> {
  return ok(await as(app, by).get<RecommendationView>(`/recommendations/${id}`), 'recommendation');
}

/** Fires an event in the version that stands now. */
export async function fire(
  app: TestApp,
  by: CastMember,
  id: string,
  event: string,
  body: object = {},
): Promise<Answer<Receipt & Refusal>> {
  const [row] = await app.sql<{ version: number }>(
    'SELECT version FROM app.recommendation WHERE id = $1 OR alias = $1',
    [id],
  );
  return as(app, by).post<Receipt & Refusal>(`/recommendations/${id}/${event}`, body, {
    version: row?.version ?? 0,
  });
}

/** The same, one after the other, each of which must succeed. */
export async function walk(
  app: TestApp,
  id: string,
  steps: readonly (readonly [by: CastMember, event: string, body?: object])[],
): Promise<void> {
  for (const [by, event, body] of steps) ok(await fire(app, by, id, event, body), event);
}

/** The clock's own work, at this moment of the story. */
export async function runClockAt(app: TestApp, moment: string): Promise<void> {
  app.clock.set(new Date(moment));
  await app.nest.get(ClockJobs, { strict: false }).runClock();
}

export async function actionsOf(app: TestApp, by: CastMember): Promise<readonly ActionView[]> {
  return ok(await as(app, by).get<ActionsView>('/actions'), 'actions').items;
}
