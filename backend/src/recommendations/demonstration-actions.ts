import type { INestApplicationContext } from '@nestjs/common';
import { demonstrationId } from '../accounts/demonstration.js';
import type { Tale } from '../cases/demonstration-cases.js';
import type { Answers } from '../domain/forms/form.js';
import { proposalsFor } from '../generator/clinical/proposals.js';
import { Seeded } from '../generator/seeded.js';
import type { SetClock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { ClockJobs } from '../reminders/clock-jobs.js';
import { DemonstrationAudits } from '../sessions/demonstration-audits.js';
import { ProposeBody } from './dto/propose.js';
import { BlockBody, FinishBody, RemarkBody, UpdateBody } from './dto/recommendation-events.js';
import { ProposalCommands } from './proposal-commands.js';
import { RecommendationCommands } from './recommendation-commands.js';

const DAY = 86_400_000;
const FOLLOWER = 'sage-femme';

/** What a session asks for against a factor, in its own words where it has some. */
export interface Asked {
  readonly factor: string;
  readonly changes?: Answers;
}

/** One thing that somebody did about an action. */
export interface Act {
  readonly daysAgo: number;
  readonly by: string;
  readonly tale: string;
  readonly factor: string;
  readonly event: 'accept' | 'start' | 'report' | 'block' | 'finish' | 'verify';
  readonly proof?: string;
  readonly progress?: number;
  readonly obstacle?: string;
  readonly decision?: string;
}

interface Known {
  readonly id: string;
  readonly alias: string;
  readonly version: number;
}

const NOTE: Answers = {
  conflict_declared: { value: 'YES' },
  materials: { value: ['RECORD', 'INTERVIEW'] },
  minutes_note: {
    value:
      'Chacun a parlé, les plus jeunes d’abord. Chaque facteur a été repris, et une action choisie pour chacun.',
  },
  duration_min: { value: 90 },
  agrees_cert: { value: 'NO_CERT' },
  consensus: { value: 'UNANIMOUS' },
};

/** Outside health nobody knows the case: these people are asked by the alias of the action. */
const BY_ALIAS = ['asaco', 'mairie', 'csref-action'];

/** Tells recommendations of the demonstration through the commands, each step at the time it happened. */
export class DemonstrationActions {
  private readonly audits: DemonstrationAudits;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SetClock,
    private readonly now: Date,
  ) {
    this.audits = new DemonstrationAudits(app, clock, now);
  }

  /** A case from its session, which asks for actions, to its conclusion, and the month's batch that follows the session. */
  async concluded(tale: Tale, asked: readonly Asked[], reviewers: readonly [string, string]): Promise<void> {
    const told = await this.audits.opened(tale);
    const auditId = await this.audits.typed(told, told.story.opinion);
    const actor = await this.actor(told.head);
    const start = this.clock.local().slice(0, 10);
    for (const { factor, changes } of asked) {
      const [remedy] = proposalsFor(new Seeded(1), [factor], 1, FOLLOWER, start);
      const command = Object.assign(new ProposeBody(), {
        id: demonstrationId('recommendation', tale.name, factor),
        caseId: told.id,
        auditId,
        answers: { ...remedy?.answers, ...changes },
      });
      const request = this.request(tale.name, `propose ${factor}`);
      await this.app.get(ProposalCommands).propose(actor, request, command);
    }
    await this.audits.sealed(told, NOTE);
    const sealedAt = this.clock.now();
    await this.audits.released(told);
    const sides = [
      await this.audits.assigned(told, reviewers[0]),
      await this.audits.assigned(told, reviewers[1], 'counter-audit', 2),
    ];
    for (const side of sides) {
      await this.audits.declared(told, side);
      await this.audits.reviewed(told, side, told.story.opinion);
      await this.audits.sealedReview(told, side, 41);
    }
    this.clock.set(new Date(Date.UTC(sealedAt.getUTCFullYear(), sealedAt.getUTCMonth() + 1, 1, 6)));
    await this.app.get(ClockJobs, { strict: false }).runClock();
  }

  async happened({ daysAgo, by, tale, factor, event, ...said }: Act): Promise<void> {
    this.clock.set(new Date(this.now.getTime() - daysAgo * DAY));
    const known = await this.known(demonstrationId('recommendation', tale, factor));
    const id = BY_ALIAS.includes(by) ? known.alias : known.id;
    const actor = await this.actor(by);
    const request = this.request(tale, `${event} ${factor}`, known.version);
    const commands = this.app.get(RecommendationCommands);
    switch (event) {
      case 'accept':
      case 'start':
      case 'verify':
        await commands[event](actor, request, id, new RemarkBody());
        return;
      case 'report':
        await commands.report(actor, request, id, Object.assign(new UpdateBody(), said));
        return;
      case 'block':
        await commands.block(actor, request, id, Object.assign(new BlockBody(), said));
        return;
      case 'finish':
        await commands.finish(actor, request, id, Object.assign(new FinishBody(), said));
    }
  }

  private actor(username: string): Promise<Actor> {
    return this.audits.cases.actor(username);
  }

  private request(tale: string, step: string, version?: number): WriteRequest {
    return this.audits.cases.request(tale, step, version);
  }

  private async known(id: string): Promise<Known> {
    const [row] = await this.app
      .get(Transactions)
      .system((tx) =>
        tx.query<Known[]>('SELECT id, alias, version FROM app.recommendation WHERE id = $1', [id]),
      );
    if (!row) throw new Error('the tale lost its thread');
    return row;
  }
}
