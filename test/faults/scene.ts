import type { LastingWrite } from '../../frontend/src/app/offline/kinds.js';
import { ATTACHMENT_CAPS } from '../../backend/src/domain/cases/attachment.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { noisy } from '../support/corpus.js';
import { aConfirmedDeath, inThePlaces, newNumber, notificationOf, write } from '../support/given.js';
import { bloodOnGuard, drill, recommended, viewOf, walk } from '../support/given-recommendations.js';
import { zeroOf } from '../support/given-reports.js';
import { announced } from '../support/given-uploads.js';
import type { CastMember } from '../support/people.js';
import { m1 } from '../support/worked-cases.js';
import type { DatabaseUrls } from '../../scripts/throwaway-cluster.mjs';

/** What a person goes on writing on one device; `null` when nothing is left to write. */
export interface Duty {
  readonly person: CastMember;
  readonly next: () => LastingWrite | null;
}

/** A database with cases to document and recommendations to follow, and what people write in it. */
export interface Scene {
  readonly urls: DatabaseUrls;
  readonly duties: readonly Duty[];
}

const WEEKS = Array.from({ length: 24 }, (_, n) => `2026-W${String(20 + n)}`);
/** As many as a case takes, each of two pieces. */
const PICTURES = ATTACHMENT_CAPS.perCase;
const FORM = 'maternal_review';
const FIELD = 'm_distance_km';

export async function makeScene(): Promise<Scene> {
  const app = await startApp();
  const duties = [
    await notifying(app, 'midwife'),
    await documenting(app),
    await documenting(app),
    await following(app, 'midwife', bloodOnGuard(), [
      ['focalPoint', 'accept'],
      ['midwife', 'start'],
    ]),
    await following(app, 'head', drill(), [
      ['head', 'accept'],
      ['head', 'start'],
    ]),
    await reporting(app, 'midwife', 'CSCOM-DEMO-01'),
    await picturing(app),
  ];
  await app.leave();
  return { urls: app.urls, duties };
}

async function notifying(app: TestApp, person: CastMember): Promise<Duty> {
  const answers = notificationOf(await inThePlaces(app, m1));
  return {
    person,
    next: () => {
      const id = newId();
      const body = { id, number: newNumber(), answers, identity: { deceased_name: 'Assan Canariba' } };
      return { kind: 'notification', method: 'POST', url: '/cases', body, subject: id };
    },
  };
}

async function documenting(app: TestApp): Promise<Duty> {
  const { id } = await aConfirmedDeath(app);
  await write(app, 'head', id, { [FIELD]: { value: 0 } }, FORM);
  let [last, writes] = [0, 0];
  return {
    person: 'head',
    next: () => {
      // Never a value again: saves that were merged on the device would come back to the one they began from, and save nothing.
      writes += 1;
      const value = writes / 1000;
      const patches = [{ question: FIELD, base: { value: last }, value: { value } }];
      last = value;
      const url = `/cases/${id}/forms/${FORM}`;
      return { kind: 'draft', method: 'PATCH', url, body: { patches }, subject: `draft:${id}`, about: id };
    },
  };
}

async function following(
  app: TestApp,
  person: CastMember,
  answers: Answers,
  steps: Parameters<typeof walk>[2],
): Promise<Duty> {
  const { ids } = await recommended(app, [answers]);
  const [id = ''] = ids;
  await walk(app, id, steps);
  let { version } = await viewOf(app, person, id);
  return {
    person,
    next: () => {
      const url = `/recommendations/${id}/updates`;
      const body = { progress: 40, decision: newId() };
      const ifMatch = version;
      version += 1;
      return { kind: 'progress', method: 'POST', url, body, ifMatch, subject: id, about: body.decision };
    },
  };
}

async function reporting(app: TestApp, person: CastMember, place: string): Promise<Duty> {
  const left: [string, Answers][] = [];
  for (const week of WEEKS) left.push([week, await zeroOf(app, place, week)]);
  return {
    person,
    next: () => {
      const [week, answers] = left.shift() ?? [];
      if (week === undefined) return null;
      const id = newId();
      return {
        kind: 'report',
        method: 'POST',
        url: '/reports',
        body: { id, answers },
        subject: id,
        about: week,
      };
    },
  };
}

async function picturing(app: TestApp): Promise<Duty> {
  const { id: caseId } = await aConfirmedDeath(app);
  const left = await Promise.all(Array.from({ length: PICTURES }, (_, n) => noisy(320 + n, 240)));
  return {
    person: 'head',
    next: () => {
      const bytes = left.shift();
      if (bytes === undefined) return null;
      const file = announced(bytes);
      return {
        kind: 'picture',
        method: 'POST',
        url: `/uploads/${file.id}/attach`,
        body: {},
        subject: `picture:${file.id}`,
        after: caseId,
        file: {
          id: file.id,
          size: file.size,
          announce: { url: `/cases/${caseId}/uploads`, body: { ...file } },
          bytes,
        },
      };
    },
  };
}
