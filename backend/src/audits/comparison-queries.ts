import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { sightOf, type Sight } from '../domain/access/sight.js';
import type { ComparedItem, ComparisonView } from '../domain/audits/audit.js';
import { ITEM_QUESTIONS, ITEMS, worst, type Item } from '../domain/audits/comparison.js';
import type { Answer, Answers } from '../domain/forms/form.js';
import { textOf } from '../domain/forms/read.js';
import { absent, Problem } from '../domain/problem.js';
import { shownConclusion } from '../cases/conclusion.js';
import { findCase, reachOf, readingOf, type LockedCase } from '../cases/locked-case.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { sealedRound, type SealedRound } from './sealed-opinions.js';

interface Final {
  readonly source: ComparisonView['route'];
  readonly answers: Answers;
}

/** The opinions side by side, once the case is concluded, for those who may see them; reviewers are letters. */
@Injectable()
export class ComparisonQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
  ) {}

  async get(actor: Actor, caseId: string): Promise<ComparisonView> {
    const { row, view } = await this.transactions.read(actor, async (tx) => {
      const row = await findCase(tx, caseId);
      if (row === undefined) throw absent('comparison');
      const reach = reachOf(row);
      if (!may(actor.ability, 'read', 'Comparison', reach)) {
        // Only who reads the case already learns that it will have a comparison.
        const later =
          may(actor.ability, 'read', 'Case', reach) &&
          may(actor.ability, 'read', 'Comparison', { ...reach, concluded: true });
        throw later ? new Problem('conflict', 'comparison.not-yet') : absent('comparison');
      }
      const sight = sightOf(actor.ability, reach);
      return { row, view: await this.transactions.asSystem(tx, () => this.viewOf(tx, row, sight)) };
    });
    await this.journal.recordReading(actor, readingOf(row, 'open-comparison'));
    return view;
  }

  /** Of a concluded case whose reader was looked at before; in system scope. */
  async viewOf(tx: EntityManager, row: LockedCase, sight: Sight): Promise<ComparisonView> {
    const [final]: readonly Final[] = await tx.query(
      'SELECT source, answers FROM app.final_classification WHERE case_id = $1 AND round = $2',
      [row.id, row.round],
    );
    if (final === undefined) throw absent('comparison');
    const items: readonly ComparedItem[] = await tx.query(
      `SELECT pair, item, left_value AS left, right_value AS right, level FROM app.comparison WHERE case_id = $1 AND round = $2
       ORDER BY array_position($3::text[], item), pair`,
      [row.id, row.round, ITEMS],
    );
    const round = await sealedRound(tx, row);
    return {
      caseId: row.id,
      number: row.number,
      route: final.source,
      level: worst(items.map(({ level }) => level)),
      columns: columnsOf(round, final).map(({ seat, answers }) => ({
        seat,
        answers: shownConclusion(answers, sight),
      })),
      items: items.map((item) => ({
        ...item,
        left: shown(item, item.left, sight),
        right: shown(item, item.right, sight),
      })),
      reason:
        round.adjudication === null
          ? null
          : (textOf(round.adjudication.answers, 'adjudication_reason') ?? null),
    };
  }
}

function columnsOf({ audit, reviews, adjudication }: SealedRound, final: Final): ComparisonView['columns'] {
  const [first, second] = reviews;
  return [
    ...(audit === null ? [] : [{ seat: 'A' as const, answers: audit.answers }]),
    ...(first === undefined ? [] : [{ seat: 'R1' as const, answers: first.answers }]),
    ...(second === undefined ? [] : [{ seat: 'R2' as const, answers: second.answers }]),
    ...(adjudication === null ? [] : [{ seat: 'ADJ' as const, answers: adjudication.answers }]),
    { seat: 'FINAL' as const, answers: final.answers },
  ];
}

function shown({ item }: ComparedItem, answer: Answer | null, sight: Sight): Answer | null {
  if (answer === null) return null;
  const [question] = ITEM_QUESTIONS[item as Item];
  return shownConclusion({ [question]: answer }, sight)[question] ?? null;
}
