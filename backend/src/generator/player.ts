import { ProposeBody } from '../recommendations/dto/propose.js';
import {
  BlockBody,
  EffectBody,
  FinishBody,
  ReasonBody,
  RemarkBody,
} from '../recommendations/dto/recommendation-events.js';
import { randomBytes, randomUUIDv7 } from 'node:crypto';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Actors } from '../accounts/actors.js';
import { AuditCommands } from '../audits/audit-commands.js';
import { PacketCommands } from '../audits/packet-commands.js';
import { SeatCommands } from '../audits/seat-commands.js';
import { CaseCommands } from '../cases/case-commands.js';
import { DraftCommands } from '../cases/draft-commands.js';
import { NotifyCommands } from '../cases/notify-commands.js';
import type { PacketSpan } from '../domain/audits/audit.js';
import { originOf, toNeutral } from '../domain/audits/relative-time.js';
import type { FieldPatch } from '../domain/cases/case.js';
import type { Answers } from '../domain/forms/form.js';
import { minutesOf } from '../domain/forms/local-time.js';
import { getForm } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import type { SetClock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { ProposalCommands } from '../recommendations/proposal-commands.js';
import { RecommendationCommands } from '../recommendations/recommendation-commands.js';
import { AttendanceCommands } from '../sessions/attendance-commands.js';
import { SessionCommands } from '../sessions/session-commands.js';
import { DISCARDED } from './life.js';
import { documentsOf } from './clinical/stories.js';
import type { DrawnNumber } from './draws.js';
import type { Held } from './land.js';
import type { ToldLife } from './life.js';
import { READING } from './opinion-pages.js';
import { PROOF, REFUSAL, type RestingRecommendation } from './recommendation-pages.js';
import type { ReviewScript } from './script.js';
import { noteOfSession } from './session-pages.js';

type Scene = readonly [at: number, act: () => Promise<unknown>];

const patchesOf = (answers: Answers): readonly FieldPatch[] =>
  Object.entries(answers).map(([question, value]) => ({ question, base: null, value }));

/** Plays a life that was written once more, through the commands of the product, each at its time and in the name of its people. */
export class Player {
  private readonly id = randomUUIDv7();
  private readonly sessionId = randomUUIDv7();

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SetClock,
    private readonly told: ToldLife,
    private readonly drawn: DrawnNumber,
    private readonly keptNumber: string | null,
  ) {}

  /** Gives the id of the case it made. */
  async play(): Promise<string> {
    const scenes = [
      ...this.file(),
      ...this.audit(),
      ...this.reviews(),
      ...this.recommendations(),
      ...this.end(),
    ];
    for (const [at, act] of scenes.toSorted(([left], [right]) => left - right)) {
      this.clock.set(new Date(at * 60_000));
      await act();
    }
    return this.id;
  }

  private file(): readonly Scene[] {
    const { script } = this.told;
    const { story, times, centre, district } = script;
    const scenes: Scene[] = [
      [
        times.notified,
        async () =>
          this.on(NotifyCommands).notify(await this.as(centre.midwife), this.request(null), {
            id: this.id,
            number: this.drawn.number,
            answers: story.notification,
            identity: story.identity,
          }),
      ],
    ];
    const { left, confirmed, documented, frozen } = times;
    if (left !== undefined) scenes.push([left, () => this.leave()]);
    if (confirmed !== undefined) {
      scenes.push([
        confirmed,
        async () =>
          this.on(CaseCommands).confirm(
            await this.as(district.focalPoint),
            await this.seen('death_case'),
            this.id,
            {
              kind: story.kind,
            },
          ),
      ]);
    }
    if (documented !== undefined) {
      for (const [form, answers] of documentsOf(story, documented)) {
        scenes.push([
          documented,
          async () =>
            this.on(DraftCommands).save(
              await this.head(),
              this.request(null),
              this.id,
              form,
              patchesOf(answers),
            ),
        ]);
      }
    }
    if (frozen !== undefined) {
      scenes.push([
        frozen,
        async () =>
          this.on(CaseCommands).freeze(await this.head(), await this.seen('death_case'), this.id, {
            namesSeen: true,
          }),
      ]);
    }
    return scenes;
  }

  private async leave(): Promise<unknown> {
    const focalPoint = await this.as(this.told.script.district.focalPoint);
    const request = await this.seen('death_case');
    if (this.told.state === 'duplicate') {
      const of = this.keptNumber ?? '';
      return this.on(CaseCommands).markDuplicate(focalPoint, request, this.id, { of, reason: DISCARDED });
    }
    const reasons = { reasonCode: 'OUT_OF_AREA', reason: DISCARDED };
    return this.on(CaseCommands).discard(focalPoint, request, this.id, reasons);
  }

  private audit(): readonly Scene[] {
    const { times, opinion } = this.told.script;
    const scenes: Scene[] = [];
    const { planned, opened, sealed } = times;
    if (planned !== undefined) scenes.push([planned, () => this.plan(planned)]);
    if (opened !== undefined) {
      scenes.push([opened - 5, () => this.gather()]);
      scenes.push([
        opened,
        async () =>
          this.on(SessionCommands).open(
            await this.head(),
            await this.seen('audit_session', this.sessionId),
            this.sessionId,
          ),
      ]);
      scenes.push([
        opened + 1,
        async () =>
          this.on(AuditCommands).write(
            await this.head(),
            this.request(null),
            await this.auditId(),
            patchesOf(opinion),
          ),
      ]);
      scenes.push([
        opened + 2,
        async () =>
          this.on(SessionCommands).write(
            await this.head(),
            this.request(null),
            this.sessionId,
            patchesOf(noteOfSession()),
          ),
      ]);
    }
    if (sealed !== undefined) {
      scenes.push([sealed, () => this.seal()]);
      scenes.push([
        sealed + 10,
        async () =>
          this.on(SessionCommands).close(
            await this.head(),
            await this.seen('audit_session', this.sessionId),
            this.sessionId,
          ),
      ]);
    }
    return scenes;
  }

  private async plan(planned: number): Promise<unknown> {
    const plannedFor = new Date((planned + 1440) * 60_000).toISOString().slice(0, 16);
    const command = { id: this.sessionId, caseId: this.id, plannedFor };
    return this.on(SessionCommands).plan(await this.head(), this.request(null), command);
  }

  private async gather(): Promise<void> {
    const head = await this.head();
    for (const one of this.told.room) {
      const id = randomUUIDv7();
      await this.on(AttendanceCommands).add(head, this.request(null), this.sessionId, {
        id,
        personUsername: one.person.username,
        profession: one.person.profession,
        function: one.function,
        presence: one.presence,
        involvedInCare: one.involved,
      });
      await this.on(AttendanceCommands).signCharter(head, this.request(1), id);
    }
  }

  private async seal(): Promise<void> {
    const head = await this.head();
    const auditId = await this.auditId();
    await this.on(AuditCommands).seal(head, await this.seen('audit', auditId), auditId, null);
  }

  private reviews(): readonly Scene[] {
    const { script } = this.told;
    const { released } = script.times;
    const scenes: Scene[] = released === undefined ? [] : [[released, () => this.release()]];
    for (const [seat, review] of script.reviews.entries())
      scenes.push(...this.review('counter-audit', seat + 1, review));
    if (script.adjudication !== null && this.told.isAdjudicated)
      scenes.push(...this.review('adjudication', 1, script.adjudication));
    return scenes;
  }

  private async release(): Promise<void> {
    const focalPoint = await this.as(this.told.script.district.focalPoint);
    const packetId = await this.one('SELECT id FROM app.packet WHERE case_id = $1', [this.id]);
    const texts = await this.read<{ key: string; spans: readonly PacketSpan[] }>(
      `SELECT key, value AS spans FROM app.packet, jsonb_each(spans) WHERE id = $1 AND value <> '[]' ORDER BY key`,
      [packetId],
    );
    for (const { key, spans } of texts) {
      const change = { key, spans: spans.map((span) => ({ ...span, decision: 'redact' as const })) };
      await this.on(PacketCommands).decideSpans(
        focalPoint,
        await this.seen('packet', packetId),
        packetId,
        change,
      );
    }
    await this.on(PacketCommands).release(focalPoint, await this.seen('packet', packetId), packetId);
  }

  private review(
    kind: 'counter-audit' | 'adjudication',
    seat: number,
    review: ReviewScript,
  ): readonly Scene[] {
    const id = () =>
      this.one('SELECT id FROM app.audit WHERE case_id = $1 AND kind = $2 AND seat = $3', [
        this.id,
        kind,
        seat,
      ]);
    const scenes: Scene[] = [
      [
        review.assigned,
        async () => {
          const coordinator = await this.as(this.told.script.district.coordinator);
          const audit = await id();
          return this.on(SeatCommands).assign(
            coordinator,
            await this.seen('audit', audit),
            audit,
            review.by.id,
          );
        },
      ],
    ];
    const { declared, sealed } = review;
    if (declared !== undefined) {
      const none = { postingsComplete: true, recognise: false, treatedSimilar: false, closeInvolved: false };
      scenes.push([
        declared,
        async () => {
          const audit = await id();
          return this.on(AuditCommands).declareNone(
            await this.as(review.by),
            await this.seen('audit', audit),
            audit,
            none,
          );
        },
      ]);
    }
    if (sealed !== undefined) {
      scenes.push([
        sealed,
        async () => {
          const audit = await id();
          const actor = await this.as(review.by);
          const answers = await this.asRead(review.answers, kind);
          await this.on(AuditCommands).write(actor, this.request(null), audit, patchesOf(answers));
          return this.on(AuditCommands).seal(actor, await this.seen('audit', audit), audit, READING);
        },
      ]);
    }
    return scenes;
  }

  /** Answers as the reader of the blind packet gives them: on its calendar, to the questions it asks. */
  private async asRead(answers: Answers, auditKind: string): Promise<Answers> {
    const { story } = this.told.script;
    const [packet] = await this.read<{ context: { documents: Readonly<Record<string, Answers>> } }>(
      'SELECT context FROM app.packet WHERE case_id = $1',
      [this.id],
    );
    const onset = originOf(story.review ?? {}) ?? 0;
    const moved = Object.fromEntries(
      Object.entries(answers).map(([question, answer]) => {
        const text = 'value' in answer && typeof answer.value === 'string' ? answer.value : '';
        return minutesOf(text) === undefined
          ? [question, answer]
          : [question, { ...answer, value: toNeutral(text, onset) }];
      }),
    );
    const context = {
      now: '2999-12-31T23:59',
      documents: packet?.context.documents ?? {},
      facts: { kind: story.kind, auditKind },
    };
    const { visible } = validate(getForm('opinion'), moved, context);
    return Object.fromEntries(Object.entries(moved).filter(([code]) => visible.includes(code)));
  }

  private recommendations(): readonly Scene[] {
    return this.told.recommendations.flatMap((one) => this.recommendation(one));
  }

  private recommendation(one: RestingRecommendation): readonly Scene[] {
    const id = randomUUIDv7();
    const fire = async (event: string, by: Held): Promise<unknown> => {
      const commands = this.on(RecommendationCommands);
      const actor = await this.as(by);
      const request = await this.seen('recommendation', id);
      switch (event) {
        case 'accept':
          return commands.accept(actor, request, id, Object.assign(new RemarkBody(), {}));
        case 'refuse':
          return commands.refuse(actor, request, id, Object.assign(new ReasonBody(), { reason: REFUSAL }));
        case 'start':
          return commands.start(actor, request, id, Object.assign(new RemarkBody(), {}));
        case 'block':
          return commands.block(actor, request, id, Object.assign(new BlockBody(), { obstacle: 'MONEY' }));
        case 'finish':
          return commands.finish(actor, request, id, Object.assign(new FinishBody(), { proof: PROOF }));
        case 'verify':
          return commands.verify(actor, request, id, Object.assign(new RemarkBody(), {}));
        case 'check-effect':
          return commands.checkEffect(
            actor,
            request,
            id,
            Object.assign(new EffectBody(), { effect: 'FACTOR_REDUCED' }),
          );
        default:
          throw new Error(`no life holds ${event}`);
      }
    };
    return [
      [
        one.proposedAt,
        async () =>
          this.on(ProposalCommands).propose(
            await this.head(),
            this.request(null),
            Object.assign(new ProposeBody(), {
              id,
              caseId: this.id,
              auditId: await this.auditId(),
              answers: one.answers,
            }),
          ),
      ],
      ...one.steps.map(([event, at, by]): Scene => [at, () => fire(event, by)]),
    ];
  }

  private end(): readonly Scene[] {
    const { closed } = this.told.script.times;
    if (closed === undefined) return [];
    const close = async (): Promise<unknown> =>
      this.on(CaseCommands).close(
        await this.as(this.told.script.district.focalPoint),
        await this.seen('death_case'),
        this.id,
        { feedback: ['STAFF', 'VILLAGE'] },
      );
    return [[closed, close]];
  }

  private on<Commands>(type: Type<Commands>): Commands {
    return this.app.get(type, { strict: false });
  }

  private as(person: Held): Promise<Actor> {
    return this.on(Actors).named(person.username);
  }

  private head(): Promise<Actor> {
    const { story, district, centre } = this.told.script;
    return this.as(story.placeIds[0] === district.csref.id ? district.csref.head : centre.head);
  }

  private auditId(): Promise<string> {
    return this.one('SELECT id FROM app.audit WHERE session_id = $1', [this.sessionId]);
  }

  /** A request in the version that stands now. */
  private async seen(table: string, id: string = this.id): Promise<WriteRequest> {
    const [row] = await this.read<{ version: number }>(`SELECT version FROM app.${table} WHERE id = $1`, [
      id,
    ]);
    return this.request(row?.version ?? 0);
  }

  private request(ifMatch: number | null): WriteRequest {
    return { key: randomUUIDv7(), hash: randomBytes(16).toString('hex'), ifMatch };
  }

  private async one(sql: string, params: readonly unknown[]): Promise<string> {
    const [row] = await this.read<{ id: string }>(sql, params);
    if (row === undefined) throw new Error(`nothing found: ${sql}`);
    return row.id;
  }

  private read<Row>(sql: string, params: readonly unknown[]): Promise<readonly Row[]> {
    return this.on(Transactions).system((tx) => tx.query<Row[]>(sql, [...params]));
  }
}
