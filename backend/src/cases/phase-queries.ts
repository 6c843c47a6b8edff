import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { PartView } from '../domain/cases/case.js';
import { partOf, partQuestions, staysOf } from '../domain/cases/clinic-phase.js';
import { absent, Problem } from '../domain/problem.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import { placeIdOf } from '../platform/http/checks.js';
import type { Actor } from '../platform/security/actor.js';
import { CasePhases, entryFacts } from './case-phases.js';
import { CaseTransitions } from './case-transitions.js';
import { findCase, reachOf, readingOf, type LockedCase } from './locked-case.js';
import { PhaseParts } from './phase-parts.js';
import { placeNames } from './place-names.js';

/** The part of one facility as the focal point enters it. */
@Injectable()
export class PhaseQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
    private readonly phases: CasePhases,
    private readonly parts: PhaseParts,
    private readonly journal: Journal,
  ) {}

  async view(actor: Actor, id: string, place: string): Promise<PartView> {
    const { row, part } = await this.transactions.read(actor, async (tx) => {
      const row = await findCase(tx, id);
      if (row === undefined || !may(actor.ability, 'read', 'Case', reachOf(row))) throw absent('case');
      if (!may(actor.ability, 'enter-phase', 'Case', reachOf(row)))
        throw new Problem('forbidden', 'forbidden');
      const placeId = placeIdOf(place);
      if (placeId === undefined) throw absent('phase');
      return { row, part: await this.viewOf(tx, row, placeId) };
    });
    await this.journal.recordReading(actor, { ...readingOf(row, 'open-draft'), fields: [part.form] });
    return part;
  }

  private async viewOf(tx: EntityManager, row: LockedCase, placeId: number): Promise<PartView> {
    const part = await this.parts.open(tx, row, placeId);
    const standing = await this.phases.standingOf(tx, row, part.path, placeId);
    if (!standing.onPath) throw absent('phase');
    this.transitions.assertAccepted(row, 'enter-phase', entryFacts(standing));
    const { form, answers, path, context } = part;
    const names = await placeNames(tx, {}, [placeId]);
    return {
      caseId: row.id,
      number: row.number,
      version: row.version,
      placeId,
      placeName: names[String(placeId)] ?? '',
      deathDate: row.deathDate,
      form: form.name,
      formVersion: form.version,
      questions: partQuestions(form, placeId, path),
      stays: staysOf(form, answers, placeId),
      answers: partOf(form, answers, placeId, path),
      facts: context.facts ?? {},
    };
  }
}
