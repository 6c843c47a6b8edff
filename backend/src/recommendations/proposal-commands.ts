import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Answers, Context } from '../domain/forms/form.js';
import { textOf } from '../domain/forms/read.js';
import { absent, Problem } from '../domain/problem.js';
import type { Proposed } from '../domain/recommendations/recommendation.js';
import { recommendationMachine } from '../domain/recommendations/recommendation-workflow.js';
import type { Settings } from '../domain/settings.js';
import { decide, NOTHING } from '../domain/workflow/machine.js';
import type { LockedCase } from '../cases/locked-case.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { addresseesOf, ownersAt, type Addressees } from './addressees.js';
import { holdsFactor, sourceAudit, type SourceAudit } from './case-factors.js';
import type { EditBody, ProposeBody } from './dto/propose.js';
import { followerOf, type FollowedAt } from './follower.js';
import { findKnown } from './known-recommendation.js';
import { NamesInProposals } from './names-in-proposals.js';
import { ProposalDoor } from './proposal-door.js';
import { proposalOf, type Proposal } from './proposal.js';
import { RecommendationTasks } from './recommendation-tasks.js';
import { RecommendationTransitions, UNASKED } from './recommendation-transitions.js';
import { Recommendation, RecommendationSource } from './recommendation.entity.js';
import { ResponseOfCase } from './response-of-case.js';
import { Successions } from './successions.js';

type Drafted = Omit<Proposal, 'issues'> & { readonly followerId: string };

/** Writing a recommendation: proposed in the session or later, changed until somebody answered it or it was published. */
@Injectable()
export class ProposalCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: ProposalDoor,
    private readonly transitions: RecommendationTransitions,
    private readonly tasks: RecommendationTasks,
    private readonly names: NamesInProposals,
    private readonly response: ResponseOfCase,
    private readonly successions: Successions,
    private readonly clock: Clock,
  ) {}

  propose(actor: Actor, request: WriteRequest, command: ProposeBody): Promise<Proposed> {
    const work = async (tx: EntityManager) => {
      const row = await this.door.caseOf(tx, actor, command);
      const audit = await sourceAudit(tx, row, command.auditId);
      const settings = await settingsAt(tx, row.responsibleId);
      const replaced = await this.successions.replaced(tx, actor, row, command.successorOf);
      if (replaced === undefined) await this.door.assertRoom(tx, row, audit, settings);
      const { issues, ...proposal } = this.checked(command.answers, audit, settings);
      this.successions.assertStronger(replaced, proposal.strength);
      const at = await this.transactions.asSystem(tx, () =>
        addresseesOf(tx, row, proposal.level, command.placeId),
      );
      const drafted = await this.drafted(tx, proposal, { ...at, districtId: row.districtId });
      await this.insert(tx, actor, command.id, { row, audit, at, drafted });
      await this.successions.record(tx, replaced, command.id);
      await this.response.follow(tx, row.id);
      return {
        id: command.id,
        version: 1,
        issues: [...issues, ...(await this.names.issues(tx, row, proposal.answers))],
      };
    };
    return this.transactions.run(actor, request, work, (tx, { id }) => this.issuesOf(tx, id));
  }

  edit(actor: Actor, request: WriteRequest, id: string, { patches }: EditBody): Promise<Proposed> {
    const work = async (tx: EntityManager) => {
      const row = await this.door.editable(tx, actor, request, id);
      const source = await this.door.sourceOf(tx, id);
      const settings = await settingsAt(tx, row.placeId);
      const audit = await sourceAudit(tx, source.row, source.auditId);
      const { issues, ...proposal } = this.checked(patched(row.answers, patches), audit, settings);
      const drafted = await this.drafted(tx, proposal, row);
      const version = row.version + 1;
      await this.transactions.asSystem(tx, async () => {
        const ownerPlaceIds = [...(await ownersAt(tx, proposal.level, row))];
        await tx.update(Recommendation, { id }, { ...drafted, ownerPlaceIds, version });
        const fields = patches.map(({ question }) => question);
        await this.transitions.tell(tx, row, 'edit', { by: actor, side: 'Recommendation' }, fields);
        await this.tasks.renew(tx, id);
      });
      return {
        id,
        version,
        issues: [...issues, ...(await this.names.issues(tx, source.row, proposal.answers))],
      };
    };
    return this.transactions.run(actor, request, work, (tx, kept) => this.issuesOf(tx, kept.id));
  }

  /** The answers as columns, once they say who does what, how and by when about a factor of the case. */
  private checked(answers: Answers, audit: SourceAudit, settings: Settings): Proposal {
    const context: Context = {
      now: this.clock.local(),
      documents: { opinion: { factors: { value: audit.factors } } },
      facts: {
        latestLocalDays: settings['recommendation.latest-local-days'],
        latestOtherDays: settings['recommendation.latest-other-days'],
      },
    };
    const proposal = proposalOf(answers, context);
    const facts = { ...UNASKED, smart: true, factorOfCase: holdsFactor(audit, proposal.factor) };
    const decision = decide(recommendationMachine, NOTHING, 'propose', facts);
    if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
    return proposal;
  }

  private async drafted(
    tx: EntityManager,
    proposal: Omit<Proposal, 'issues'>,
    at: FollowedAt,
  ): Promise<Drafted> {
    const given = textOf(proposal.answers, 'rec_follow_member') ?? '';
    const followerId = await this.transactions.asSystem(tx, () =>
      followerOf(tx, given, proposal.ownerFunction, at, this.clock.today()),
    );
    return { ...proposal, followerId };
  }

  private async insert(
    tx: EntityManager,
    actor: Actor,
    id: string,
    { row, audit, at, drafted }: { row: LockedCase; audit: SourceAudit; at: Addressees; drafted: Drafted },
  ): Promise<void> {
    const now = this.clock.now();
    await tx.insert(Recommendation, {
      id,
      ...drafted,
      placeId: at.placeId,
      placeIds: [...at.placeIds],
      ownerPlaceIds: [...at.ownerPlaceIds],
      asacoPlaceIds: [...at.asacoPlaceIds],
      caseIds: [row.id],
      regionId: row.regionId,
      districtId: row.districtId,
      state: recommendationMachine.initial,
      openedAt: audit.state === 'sealed' ? now : null,
      createdBy: actor.person.id,
      createdAt: now,
      version: 1,
    });
    await this.transactions.asSystem(tx, async () => {
      const source = { recommendationId: id, caseId: row.id, round: row.round, auditId: audit.id };
      await tx.insert(RecommendationSource, { ...source, factor: drafted.factor });
      const known = await findKnown(tx, id);
      if (known === undefined) throw absent('recommendation');
      const by = { by: actor, side: 'Recommendation' } as const;
      await this.transitions.note(tx, known, 'propose', by);
      await this.transitions.tell(tx, known, 'propose', by, ['answers']);
      await this.tasks.renew(tx, id);
    });
  }

  /** What a repeated request is told again: what is left to look at in the words as they stand. */
  private async issuesOf(tx: EntityManager, id: string): Promise<Pick<Proposed, 'issues'>> {
    const known = await findKnown(tx, id);
    if (known === undefined) throw absent('recommendation');
    const { row } = await this.door.sourceOf(tx, id);
    return { issues: await this.names.issues(tx, row, known.answers) };
  }
}

function patched(answers: Answers, patches: EditBody['patches']): Answers {
  const kept = new Map(Object.entries(answers));
  for (const { question, value } of patches) {
    if (value === null) kept.delete(question);
    else kept.set(question, value);
  }
  return Object.fromEntries(kept);
}
