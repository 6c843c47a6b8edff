import { randomBytes } from 'node:crypto';
import { generateCaseNumber } from '../../backend/src/domain/cases/case-number.js';
import type { AttachmentKind } from '../../backend/src/domain/cases/attachment.js';
import type {
  CaseView,
  DraftSaved,
  DuplicateWarning,
  NotifyCommand,
} from '../../backend/src/domain/cases/case.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { reviewFormName } from '../../backend/src/domain/forms/registry.js';
import { textOf } from '../../backend/src/domain/forms/read.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { as, newId, type Answer } from './api.js';
import type { TestApp } from './app.js';
import type { CastMember } from './people.js';
import { m1, withPlaces, type WorkedCase } from './worked-cases.js';

/** Names that no answer but a reading of the identity may ever hold. */
export const CANARIES = {
  deceased_name: 'Zéphirine Canariba',
  mother_name: 'Philomène Canariba',
  contact_phone: '+22376543210',
  dob: '1997-01-13',
} as const;

/** A case as stories go on with it. */
export interface GivenCase {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly worked: WorkedCase;
}

export interface GivenOptions {
  readonly worked?: WorkedCase;
  readonly by?: CastMember;
  /** Answers put over those of the worked case; null takes one away. */
  readonly answers?: Readonly<Record<string, Answers[string] | null>>;
  readonly identity?: NotifyCommand['identity'];
  /** Photographed pages, added before the freeze. */
  readonly pictures?: readonly (readonly [AttachmentKind, Buffer])[];
}

/** A number nobody has yet. */
export function newNumber(): string {
  return generateCaseNumber(randomBytes(8));
}

/** The worked case in the places of the cast. */
export async function inThePlaces(app: TestApp, worked: WorkedCase): Promise<WorkedCase> {
  const [cscom, csref, village] = await Promise.all(
    ['CSCOM-DEMO-01', 'CSREF-DEMO', 'V-M1'].map(async (code) => String(await app.place(code))),
  );
  return withPlaces(worked, { cscom: cscom ?? '', csref: csref ?? '', village: village ?? '' });
}

/** Answers as the notifier sends them: without what comes at confirmation. */
export function notificationOf(worked: WorkedCase, changes: GivenOptions['answers'] = {}): Answers {
  const merged: [string, Answers[string] | null][] = Object.entries({
    ...worked.notification,
    verification: null,
    ...changes,
  });
  return Object.fromEntries(merged.filter((entry): entry is [string, Answers[string]] => entry[1] !== null));
}

function expected<Body>(answer: Answer<Body>, what: string): Body {
  if (answer.status >= 300) throw new Error(`${what}: ${String(answer.status)} ${answer.text}`);
  return answer.body;
}

/** The clock just after the death was notified. */
export function standAtNotification(app: TestApp, worked: WorkedCase): void {
  app.clock.set(new Date(`${textOf(worked.notification, 'notified_at') ?? ''}:00Z`));
}

export type NotifyAnswer = Receipt & { readonly number: string; readonly warning: DuplicateWarning };

/** A death just notified, by the midwife of the CSCom unless somebody else is named. */
export async function aNotifiedDeath(app: TestApp, options: GivenOptions = {}): Promise<GivenCase> {
  const worked = await inThePlaces(app, options.worked ?? m1);
  standAtNotification(app, worked);
  const id = newId();
  const number = newNumber();
  const answer = await as(app, options.by ?? 'midwife').post<NotifyAnswer>('/cases', {
    id,
    number,
    answers: notificationOf(worked, options.answers),
    identity: options.identity ?? CANARIES,
  });
  return { id, number, version: expected(answer, 'notify').version, worked };
}

/** The same, confirmed as a death of its kind by the focal point two hours later. */
export async function aConfirmedDeath(app: TestApp, options: GivenOptions = {}): Promise<GivenCase> {
  const given = await aNotifiedDeath(app, options);
  app.clock.advance(2 * 3_600_000);
  const answer = await as(app, 'focalPoint').post<Receipt>(
    `/cases/${given.id}/confirm`,
    { kind: given.worked.kind },
    { version: given.version },
  );
  return { ...given, version: expected(answer, 'confirm').version };
}

/** Writes answers where there were none, as one save. */
export async function write(
  app: TestApp,
  by: CastMember,
  id: string,
  answers: Answers,
  form = 'maternal_review',
): Promise<DraftSaved> {
  const patches = Object.entries(answers).map(([question, value]) => ({ question, base: null, value }));
  return expected(await as(app, by).patch<DraftSaved>(`/cases/${id}/forms/${form}`, { patches }), 'save');
}

/** Adds a picture to a case, and gives its id. */
export async function attach(
  app: TestApp,
  by: CastMember,
  caseId: string,
  kind: AttachmentKind,
  bytes: Buffer,
): Promise<string> {
  const path = `/cases/${caseId}/attachments?id=${newId()}&kind=${kind}`;
  return expected(await as(app, by).upload(path, bytes), 'attach').id;
}

/** Who heads the facility responsible for a worked case. */
export function headOf(worked: WorkedCase): CastMember {
  return textOf(worked.notification, 'death_facility_id') === undefined ? 'head' : 'referralHead';
}

/** The same, with its whole review, and the autopsy in the family where there is one, written by the head of the responsible facility. */
export async function aDocumentedCase(app: TestApp, options: GivenOptions = {}): Promise<GivenCase> {
  const given = await aConfirmedDeath(app, options);
  const { worked, id } = given;
  await write(app, headOf(worked), id, worked.review, reviewFormName(worked.kind));
  if (worked.autopsy !== undefined) {
    app.clock.advance(30 * 24 * 3_600_000);
    await write(app, headOf(worked), id, worked.autopsy, 'community_va');
  }
  for (const [kind, bytes] of options.pictures ?? []) await attach(app, headOf(worked), id, kind, bytes);
  return given;
}

/** The same, frozen by the head of the responsible facility. */
export async function aFrozenCase(app: TestApp, options: GivenOptions = {}): Promise<GivenCase> {
  const given = await aDocumentedCase(app, options);
  const answer = await as(app, headOf(given.worked)).post<Receipt>(
    `/cases/${given.id}/freeze`,
    { namesSeen: true },
    { version: given.version },
  );
  return { ...given, version: expected(answer, 'freeze').version };
}

/** The case page as somebody sees it. */
export async function pageOf(app: TestApp, by: CastMember, id: string): Promise<CaseView> {
  return expected(await as(app, by).get<CaseView>(`/cases/${id}`), 'case page');
}
