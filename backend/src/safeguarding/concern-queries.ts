import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findCase, reachOf } from '../cases/locked-case.js';
import { may } from '../domain/access/abilities.js';
import { absent } from '../domain/problem.js';
import type { ConcernView, TelephoneRoute } from '../domain/safeguarding/survivor-checklist.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { Concern } from './concern.entity.js';

/** Alerts as their keeper reads them. */
@Injectable()
export class ConcernQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
  ) {}

  async view(actor: Actor, id: string): Promise<ConcernView> {
    const view = await this.transactions.read(actor, async (tx) =>
      this.viewOf(tx, actor, await this.kept(tx, actor, id, 'read')),
    );
    // Without district, as every line on alerts: who opens the journal does not learn that there is one.
    await this.journal.recordReading(actor, {
      command: 'read',
      subject: 'concern',
      subjectId: id,
      fields: [],
    });
    return view;
  }

  /** The alert of whom the district names today; for anybody else there is none. */
  async kept(tx: EntityManager, actor: Actor, id: string, action: 'read' | 'update'): Promise<Concern> {
    const concern = await tx.findOneBy(Concern, { id });
    if (concern === null) throw absent('concern');
    const [named]: readonly { keeper: string | null }[] = await tx.query(
      'SELECT app.safeguarding_keeper($1) AS keeper',
      [concern.districtId],
    );
    const { caseId, districtId } = concern;
    const row = { caseId, districtId, keeperId: named?.keeper ?? null };
    if (!may(actor.ability, action, 'Concern', row)) throw absent('concern');
    return concern;
  }

  async viewOf(tx: EntityManager, actor: Actor, concern: Concern): Promise<ConcernView> {
    const [seen]: readonly { number: string; placeName: string; raisedBy: string | null }[] =
      await this.transactions.asSystem(tx, () =>
        tx.query(
          `SELECT c.number, r.name AS "placeName", p.display_name AS "raisedBy"
           FROM app.death_case c JOIN app.place r ON r.id = c.responsible_id
           LEFT JOIN app.person p ON p.id = $2 WHERE c.id = $1`,
          [concern.caseId, concern.raisedBy],
        ),
      );
    const row = await findCase(tx, concern.caseId);
    const opens = row !== undefined && may(actor.ability, 'read', 'Case', reachOf(row));
    return {
      id: concern.id,
      version: concern.version,
      caseNumber: seen?.number ?? '',
      placeName: seen?.placeName ?? '',
      raisedAt: concern.raisedAt.toISOString(),
      raisedBy: seen?.raisedBy ?? null,
      closedAt: concern.closedAt?.toISOString() ?? null,
      checklist: concern.checklist,
      route: await this.routeAt(tx, concern.districtId),
      caseId: opens ? concern.caseId : null,
    };
  }

  async routeAt(tx: EntityManager, placeId: number): Promise<TelephoneRoute> {
    const settings = await settingsAt(tx, placeId);
    return {
      service: settings['safeguarding.service'],
      telephone: settings['safeguarding.telephone'],
    };
  }
}
