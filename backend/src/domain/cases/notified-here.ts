import type { Action } from '../access/subjects.js';
import type { Membership } from '../accounts/person.js';
import { unconfirmedForms } from '../forms/registry.js';
import { numberOf, textOf } from '../forms/read.js';
import type { Answers, Context, Form } from '../forms/form.js';
import { settingsFrom } from '../settings.js';
import type { Representation } from '../sync/replica.js';
import type { CaseKind, CaseRow, CaseView, DraftView, NotifyCommand, PhaseView } from './case.js';
import { contextOf, pathIn, type CaseDocument } from './case-documents.js';
import { facilitiesOf, rolesOn } from './case-roles.js';
import { ageFor } from './case-zones.js';
import { documentRow } from './document-row.js';
import { draftRights, withoutHivQuestions, writableQuestions, type Standing } from './draft-rights.js';
import { seenAnswers } from './phases.js';

/** Who notified, as their device knows them: `may` asks the rules of their session of one case. */
interface NotifierHere {
  readonly personId: string;
  readonly memberships: readonly Membership[];
  readonly may: (
    action: Action,
    subject: 'Case' | 'CaseFile' | 'Draft',
    record: Readonly<Record<string, unknown>>,
  ) => boolean;
}

/** A death that the server has not heard of yet: what was notified, when by the clock of the device, and the names of its places by id. */
interface NotifiedHere {
  readonly command: Pick<NotifyCommand, 'id' | 'number' | 'answers'>;
  readonly places: Readonly<Record<string, string>>;
  readonly now: string;
}

/** What the server counts from 1 is 0 of a case that it does not have. */
const UNSENT = 0;

/** Whether a page shows a case that this device alone knows. */
export const isOnlyHere = ({ version }: Pick<CaseView, 'version'>): boolean => version === UNSENT;

/** Its line in the list of cases. */
function rowOf({ command: { id, number, answers }, places, now }: NotifiedHere): CaseRow {
  const { responsible } = facilitiesIn(answers);
  return {
    id,
    number,
    kind: categoryOf(answers),
    state: 'notified',
    round: 1,
    onHold: false,
    placeName: places[String(responsible)] ?? '',
    deathDate: textOf(answers, 'death_date') ?? '',
    reportedAt: textOf(answers, 'notified_at') ?? now,
  };
}

/**
 * The pages of a case that was notified on a device without a network, as the server would give them to who notified it: the same rights
 * decide, and the same forms are asked. Region and district are known to the server alone, and give nothing to the roles that work offline.
 */
export function pagesOf(notified: NotifiedHere, by: NotifierHere): readonly Representation[] {
  const { id, answers } = notified.command;
  const forms = unconfirmedForms(categoryOf(answers) ?? 'WRA');
  const documents = forms.map((form): CaseDocument => ({
    form,
    answers: form.name === 'notification' ? answers : {},
    keptWarnings: {},
    version: form.name === 'notification' ? 1 : UNSENT,
  }));
  const { placeIds } = facilitiesIn(answers);
  const standing = standingOf(notified, by);
  const path = pathIn(documents, placeIds);
  const row = { kind: null, state: 'notified', extent: 'full' } as const;
  const context = contextOf(documents, row, settingsFrom(), notified.now);
  const known: Known = { notified, by, standing, documents, path, context };
  return [
    { path: `/cases/${id}`, body: caseView(known) },
    ...forms.flatMap((form): readonly Representation[] => {
      const view = draftView(known, form);
      return view === null ? [] : [{ path: `/cases/${id}/forms/${form.name}`, body: view }];
    }),
  ];
}

interface Known {
  readonly notified: NotifiedHere;
  readonly by: NotifierHere;
  readonly standing: Standing;
  readonly documents: readonly CaseDocument[];
  readonly path: readonly number[];
  readonly context: Context;
}

function caseView({ notified, by, standing, documents, path, context }: Known): CaseView {
  const { answers } = notified.command;
  const isStaff = standing.may('read', 'CaseFile') || standing.may('read-own-phase', 'CaseFile');
  const weeks = numberOf(answers, 'gestational_weeks');
  const [day, time] = [textOf(answers, 'death_date') ?? '', textOf(answers, 'death_time')];
  const facts = { notification: answers, extent: 'full' as const };
  return {
    ...rowOf(notified),
    version: UNSENT,
    facts: {
      age: ageFor(answers, true),
      pregnancy: isStaff ? (textOf(answers, 'pregnancy_status') ?? null) : null,
      ...(isStaff && weeks !== undefined ? { weeks } : {}),
      deathPlace: textOf(answers, 'death_place') ?? 'UNK',
      deathAt: time === undefined ? day : `${day}T${time}`,
    },
    path: isStaff ? phasesOf(notified, by, path) : [],
    ...{ extent: null, headInvolved: false, hold: null, duplicateOf: null, resembling: [], offers: [] },
    links: { known: [], hidden: false, mayDecide: false, babyToNotify: false },
    waitingFor: isStaff ? { role: 'focal-point', event: 'confirm' } : null,
    ...(isStaff
      ? {
          documents: documents.flatMap((document) =>
            documentRow(document, draftRights(standing, document.form, path), context, facts),
          ),
        }
      : {}),
    ...{ clocks: [], timeline: [], approvals: [], identityReadable: false, identityErasedAt: null },
  };
}

function draftView(
  { notified, by, standing, documents, path, context }: Known,
  form: Form,
): DraftView | null {
  const rights = draftRights(standing, form, path);
  if (rights.reads === 'nothing') return null;
  const seen = (document: CaseDocument): Answers => {
    const { reads, ...rest } = draftRights(standing, document.form, path);
    if (reads === 'nothing') return {};
    return withoutHivQuestions(seenAnswers(document.form, document.answers, reads), { reads, ...rest });
  };
  const others = documents.filter((other) => draftRights(standing, other.form, path).reads !== 'nothing');
  const own = documents.find((document) => document.form === form);
  const isWhole = rights.writes === null && rights.hiv;
  return {
    caseId: notified.command.id,
    form: form.name,
    formVersion: form.version,
    version: own?.version ?? UNSENT,
    answers: own === undefined ? {} : seen(own),
    writable: rights.writes !== 'nothing',
    ...(isWhole ? {} : { writableQuestions: writableQuestions(form, rights) }),
    context: {
      documents: Object.fromEntries(others.map((other) => [other.form.name, seen(other)])),
      facts: context.facts ?? {},
    },
    places: notified.places,
    keptWarnings: {},
    path: phasesOf(notified, by, path),
  };
}

function phasesOf(
  { places }: NotifiedHere,
  { memberships }: NotifierHere,
  path: readonly number[],
): readonly PhaseView[] {
  return path.map((placeId) => {
    const held = memberships.find((one) => one.placeId === placeId);
    return {
      placeId,
      name: places[String(placeId)] ?? held?.placeName ?? '',
      kind: held?.placeKind ?? '',
      mine: held !== undefined,
      ...{ signedAt: null, entry: null, enterable: false, invitation: null },
    };
  });
}

/** Where the server will say that the case lies: at the facility of the death, else at the one that notifies. */
function facilitiesIn(answers: Answers): {
  readonly responsible: number;
  readonly placeIds: readonly number[];
} {
  const [reporting, ofDeath] = [textOf(answers, 'facility_id'), textOf(answers, 'death_facility_id')];
  const responsible = Number(ofDeath ?? reporting);
  return { responsible, placeIds: [...new Set([responsible, Number(reporting)])] };
}

const NOWHERE = 0;

function standingOf({ command: { id, answers } }: NotifiedHere, by: NotifierHere): Standing {
  const { responsible, placeIds } = facilitiesIn(answers);
  const places = { regionId: NOWHERE, districtId: NOWHERE, placeIds };
  const record = {
    ...places,
    id,
    caseId: id,
    responsiblePlaceId: responsible,
    reporterId: by.personId,
    concluded: false,
    auditSealed: false,
    attendeeIds: [],
  };
  return {
    may: (action, subject) => by.may(action, subject, record),
    roles: rolesOn(by.memberships, { ...places, responsibleId: responsible, villageId: null }),
    facilities: facilitiesOf(by.memberships, { placeIds }),
    isReporter: true,
    state: 'notified',
  };
}

function categoryOf(answers: Answers): CaseKind | null {
  return (textOf(answers, 'death_category') as CaseKind | undefined) ?? null;
}
