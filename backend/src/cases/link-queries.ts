import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import {
  babyNotificationFrom,
  deadBabiesTold,
  type BabyNotification,
  type CaseLinks,
  type LinkKind,
  type LinkView,
} from '../domain/cases/case-links.js';
import { textOf } from '../domain/forms/read.js';
import { Problem } from '../domain/problem.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { DraftQueries } from './draft-queries.js';
import { toldBy } from './link-proposals.js';
import { CASE_COLUMNS, reachOf, type LockedCase } from './locked-case.js';

interface LinkRow {
  readonly id: string;
  readonly version: number;
  readonly kind: LinkKind;
  readonly state: 'proposed' | 'confirmed';
  readonly firstId: string;
  readonly otherId: string;
}

/** The links of a case as its reader may know them. */
@Injectable()
export class LinkQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly drafts: DraftQueries,
  ) {}

  /**
   * A link is told whole to whoever may read both cases. Somebody who reads the file of this one only learns that a confirmed link
   * exists, which their own file tells as well (what became of the child, of the mother), and nothing that leads to the other case: no number,
   * no place, no count. Whoever reads no file (the relais, the region) learns of no case that they may not open, and of no proposal.
   * [domain 7.2, 7.3]
   */
  async of(tx: EntityManager, actor: Actor, row: LockedCase, readsFile: boolean): Promise<CaseLinks> {
    const [links, told] = await this.transactions.asSystem(tx, async () => [
      await liveLinks(tx, row.id),
      await toldBy(tx, row.id),
    ]);
    const others = await casesOf(
      tx,
      links.map(({ otherId }) => otherId),
    );
    const open = others.filter((other) => may(actor.ability, 'read', 'Case', reachOf(other)));
    const known = links.flatMap((link): readonly LinkView[] => {
      const other = open.find(({ id }) => id === link.otherId);
      return other === undefined ? [] : [viewOf(link, row, other)];
    });
    const confirmed = links.filter(({ state }) => state === 'confirmed');
    const unseen = confirmed.some(({ otherId }) => !open.some(({ id }) => id === otherId));
    return {
      known,
      hidden: readsFile && unseen,
      mayDecide: may(actor.ability, 'link', 'Case', reachOf(row)),
      babyToNotify: readsFile && babiesOf(links, row.id) < deadBabiesTold(told),
    };
  }

  /** What the file of the mother, as this person reads it, gives to the notification of her baby. */
  async babyOf(actor: Actor, id: string): Promise<BabyNotification> {
    const notification = await this.drafts.view(actor, id, 'notification');
    const review = await this.drafts.view(actor, id, 'maternal_review').catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'form.other-kind') return { answers: {} };
      throw error;
    });
    const category = textOf(notification.answers, 'death_category');
    if (category !== 'MAT' && category !== 'WRA') throw new Problem('conflict', 'link.kinds');
    const already = await this.transactions.read(actor, (tx) =>
      this.transactions.asSystem(tx, async () => babiesOf(await liveLinks(tx, id), id)),
    );
    return {
      answers: babyNotificationFrom(notification.answers, review.answers, already),
      places: notification.places,
    };
  }
}

function viewOf(
  { id, version, kind, state, firstId }: LinkRow,
  row: LockedCase,
  other: LockedCase,
): LinkView {
  const as = kind === 'twin' ? 'twin' : firstId === row.id ? 'baby' : 'mother';
  return {
    id,
    version,
    as,
    state,
    caseId: other.id,
    number: other.number,
    kind: other.kind ?? other.category,
    placeName: other.responsibleName,
    deathDate: other.deathDate,
  };
}

/** Babies of a mother that have a case. */
const babiesOf = (links: readonly LinkRow[], id: string): number =>
  links.filter(({ kind, firstId }) => kind === 'mother' && firstId === id).length;

/** What stands or waits for somebody to decide; once a baby's mother is known, no other is proposed. */
async function liveLinks(tx: EntityManager, caseId: string): Promise<readonly LinkRow[]> {
  return tx.query(
    `SELECT l.id, l.version, l.kind, l.state, l.first_id AS "firstId",
       CASE WHEN l.first_id = $1 THEN l.second_id ELSE l.first_id END AS "otherId"
     FROM app.case_link l JOIN app.death_case o ON o.id = CASE WHEN l.first_id = $1 THEN l.second_id ELSE l.first_id END
     WHERE (l.first_id = $1 OR l.second_id = $1) AND l.state <> 'removed' AND o.state NOT IN ('discarded', 'duplicate')
       AND NOT (l.kind = 'mother' AND l.state = 'proposed' AND EXISTS (SELECT FROM app.case_link m
         WHERE m.second_id = l.second_id AND m.kind = 'mother' AND m.state = 'confirmed'))
     ORDER BY l.id`,
    [caseId],
  );
}

async function casesOf(tx: EntityManager, ids: readonly string[]): Promise<readonly LockedCase[]> {
  if (ids.length === 0) return [];
  return tx.query(
    `SELECT ${CASE_COLUMNS} FROM app.death_case c JOIN app.place r ON r.id = c.responsible_id WHERE c.id = ANY ($1::uuid[])`,
    [ids],
  );
}
