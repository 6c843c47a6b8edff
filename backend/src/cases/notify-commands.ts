import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { factsOfCase } from '../domain/cases/case-documents.js';
import { isCaseNumber } from '../domain/cases/case-number.js';
import type { DuplicateWarning, NotifyCommand } from '../domain/cases/case.js';
import type { Answers, Validation } from '../domain/forms/form.js';
import { questionsOf } from '../domain/forms/questions.js';
import { getForm } from '../domain/forms/registry.js';
import { separateIdentity } from '../domain/forms/identity.js';
import { textOf } from '../domain/forms/read.js';
import { validate } from '../domain/forms/validate.js';
import { absent, Problem, type FieldFault } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions, type Written } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Vault } from '../platform/vault/vault.js';
import { placesOfNotification, type NotifiedPlaces } from './case-places.js';
import { CaseTasks } from './case-tasks.js';
import { CaseTransitions } from './case-transitions.js';
import { DeathCase } from './case.entity.js';
import { LinkProposals } from './link-proposals.js';
import { findCase, lockCase, reachOf, type LockedCase } from './locked-case.js';
import { columnsOf } from './notification-columns.js';
import { settingsAt } from '../facilities/settings.js';
import { likenessOf, SimilarCases } from './similar-cases.js';
import { insertDraft } from './draft-rows.js';

/** What the notifier learns at once. */
export interface Notified {
  readonly number: string;
  readonly warning: DuplicateWarning;
}

const FORM = getForm('notification');

/** The notification of a death: form F1, the identity apart. */
@Injectable()
export class NotifyCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
    private readonly tasks: CaseTasks,
    private readonly similar: SimilarCases,
    private readonly links: LinkProposals,
    private readonly journal: Journal,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  notify(actor: Actor, request: WriteRequest, command: NotifyCommand): Promise<Receipt & Notified> {
    refuseIdentity(command.answers);
    refuseNumber(command.number);
    return this.transactions.run(
      actor,
      request,
      (tx) => this.notified(tx, actor, command),
      (tx, kept) => this.again(tx, actor, kept.id),
    );
  }

  private async notified(
    tx: EntityManager,
    actor: Actor,
    command: NotifyCommand,
  ): Promise<Written & Notified> {
    const given = claimed(command.answers, this.clock.local());
    const places = await placesOfNotification(tx, actor, given);
    const mother = await motherOf(tx, actor, command.motherCaseId);
    const settings = await settingsAt(tx, places.responsibleId);
    const context = { now: this.clock.local(), documents: {}, facts: factsOfCase(given, null, settings) };
    const validation = validate(FORM, { ...given, ...identityAnswers(command.identity) }, context);
    refuseFaults(validation);
    const answers = Object.fromEntries(
      Object.entries(given).filter(([code]) => validation.visible.includes(code)),
    );
    await this.transactions.asSystem(tx, () => refuseTaken(tx, command.number));
    const subjectRef = randomUUID();
    await this.keepIdentity(subjectRef, command.identity);
    await this.insert(tx, actor, command, answers, places, subjectRef, validation.computed['late'] === true);
    await this.transactions.asSystem(tx, async () => {
      const row = await lockCase(tx, command.id);
      if (mother !== undefined) await this.links.named(tx, row, mother);
      await this.links.look(tx, row);
    });
    return {
      id: command.id,
      version: 1,
      number: command.number,
      warning: await this.similar.warn(tx, actor, likenessOf(answers, places, command.id)),
    };
  }

  private async insert(
    tx: EntityManager,
    actor: Actor,
    command: NotifyCommand,
    answers: Answers,
    places: NotifiedPlaces,
    subjectRef: string,
    late: boolean,
  ): Promise<void> {
    const at = this.clock.now();
    await this.transactions.asSystem(tx, async () => {
      await tx.insert(DeathCase, {
        ...columnsOf(answers),
        ...places,
        placeIds: [...places.placeIds],
        id: command.id,
        number: command.number,
        state: 'notified',
        round: 1,
        version: 1,
        reporterId: actor.person.id,
        subjectRef,
        reportedAt: textOf(answers, 'notified_at') ?? this.clock.local(),
        receivedAt: at,
        late,
      });
      await insertDraft(tx, { caseId: command.id, round: 1, form: FORM, answers, at });
      const row = await lockCase(tx, command.id);
      await this.transitions.tell(tx, row, {
        event: 'notify',
        from: null,
        to: 'notified',
        by: actor,
        reason: null,
        audience: 'all',
        late,
      });
      await this.tasks.renew(tx, row);
    });
    await this.journal.record(tx, actor, {
      command: 'notify',
      subject: 'case',
      subjectId: command.id,
      placeId: places.responsibleId,
      districtId: places.districtId,
      fields: [...Object.keys(answers), ...Object.keys(command.identity)],
    });
  }

  /** The vault first, by its own connection: a case never names an identity that was not kept. */
  private async keepIdentity(ref: string, identity: NotifyCommand['identity']): Promise<void> {
    const fields = Object.entries(identity).flatMap(([field, value]: [string, unknown]) =>
      typeof value === 'string' && value.trim() !== '' ? [[field, value.trim()] as const] : [],
    );
    if (fields.length > 0) await this.vault.write(ref, Object.fromEntries(fields));
  }

  /** In system scope, as when it was written: a clinician may notify a death of a centre whose cases they do not read. */
  private async again(tx: EntityManager, actor: Actor, id: string): Promise<Notified> {
    if (actor.bars.absent.includes(id)) throw absent('case');
    const row = await this.transactions.asSystem(tx, () => lockCase(tx, id));
    const warning = await this.similar.warn(tx, actor, {
      except: id,
      mother: row.category === 'MAT' || row.category === 'WRA',
      deathDate: row.deathDate,
      placeIds: row.placeIds,
      villageId: row.villageId,
      ageDays: row.ageDays,
      parity: null,
      sex: null,
      birthWeight: null,
    });
    return { number: row.number, warning };
  }
}

/** The case from which the notification of a baby began: one that the notifier reads. */
async function motherOf(
  tx: EntityManager,
  actor: Actor,
  id: string | undefined,
): Promise<LockedCase | undefined> {
  if (id === undefined) return undefined;
  const row = await findCase(tx, id);
  if (row !== undefined && may(actor.ability, 'read', 'Case', reachOf(row))) return row;
  throw new Problem('invalid', 'link.unknown', {
    fields: [{ field: 'motherCaseId', code: 'link.unknown' }],
  });
}

/** The time the device claims, never later than the server's own: a wrong clock on a phone loses no notification. */
function claimed(answers: Answers, now: string): Answers {
  const time = textOf(answers, 'notified_at');
  return time !== undefined && time <= now ? answers : { ...answers, notified_at: { value: now } };
}

function identityAnswers(identity: NotifyCommand['identity']): Answers {
  return Object.fromEntries(
    Object.entries(identity).flatMap(([code, value]: [string, unknown]) =>
      typeof value === 'string' && value.trim() !== '' ? [[code, { value: value.trim() }]] : [],
    ),
  );
}

function refuseIdentity(answers: Answers): void {
  const kept = Object.keys(separateIdentity(FORM, answers).answers);
  const fields = Object.keys(answers)
    .filter((code) => !kept.includes(code))
    .map((code): FieldFault => ({ field: `answers.${code}`, code: 'identity.in-answers' }));
  if (fields.length > 0) throw new Problem('invalid', 'identity.in-answers', { fields });
}

function refuseNumber(number: string): void {
  if (isCaseNumber(number)) return;
  throw new Problem('invalid', 'number.malformed', {
    fields: [{ field: 'number', code: 'number.malformed' }],
  });
}

async function refuseTaken(tx: EntityManager, number: string): Promise<void> {
  const [taken]: readonly unknown[] = await tx.query('SELECT 1 FROM app.death_case WHERE number = $1', [
    number,
  ]);
  if (taken !== undefined)
    throw new Problem('conflict', 'number.taken', { fields: [{ field: 'number', code: 'number.taken' }] });
}

/** No answer is longer for it: the first faults are enough to go on with. */
const MOST_FAULTS = 100;

const IDENTITY_QUESTIONS = questionsOf(FORM)
  .filter(({ identity }) => identity === true)
  .map(({ code }) => code);

const fieldOf = (question: string): string =>
  `${IDENTITY_QUESTIONS.includes(question) ? 'identity' : 'answers'}.${question}`;

/** A notification is sent whole: what is wrong or missing is named, question by question. */
function refuseFaults({ issues, missing }: Validation): void {
  const fields = [
    ...issues
      .filter(({ severity }) => severity === 'ERR')
      .map(({ question, code, params }): FieldFault => ({
        field: fieldOf(question),
        code,
        ...(params ? { params } : {}),
      })),
    ...missing.map((question): FieldFault => ({ field: fieldOf(question), code: 'field.required' })),
  ].slice(0, MOST_FAULTS);
  if (fields.length === 0) return;
  const onlyLate = fields.every(({ field }) => field === 'answers.late_reason');
  throw new Problem('invalid', onlyLate ? 'late-reason.missing' : 'answers.refused', { fields });
}
