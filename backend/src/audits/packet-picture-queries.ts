import { Injectable } from '@nestjs/common';
import { may } from '../domain/access/abilities.js';
import { absent } from '../domain/problem.js';
import { findCase, reachOf, type LockedCase } from '../cases/locked-case.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { Vault } from '../platform/vault/vault.js';

interface Found {
  readonly packetId: string;
  readonly caseId: string;
  readonly readerIds: readonly string[];
}

/** A copy of a picture, for its reviewers behind the gate and for the focal point who made it. */
@Injectable()
export class PacketPictureQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly vault: Vault,
    private readonly journal: Journal,
  ) {}

  /** Its opening is written down first. Of a reviewer the line is their own: a district does not learn who reads its cases. */
  async open(actor: Actor, id: string): Promise<Buffer> {
    const { packetId, row, blind } = await this.transactions.read(actor, async (tx) => {
      const [found]: readonly Found[] = await tx.query(
        `SELECT k.id AS "packetId", k.case_id AS "caseId",
           ARRAY(SELECT a.assignee_id FROM app.audit a WHERE a.packet_id = k.id AND k.state = 'released'
                 AND a.state IN ('in-progress', 'sealed') AND a.assignee_id IS NOT NULL) AS "readerIds"
         FROM app.packet_picture p JOIN app.packet k ON k.id = p.packet_id WHERE p.id = $1 AND p.sha256 IS NOT NULL`,
        [id],
      );
      if (found === undefined) throw absent('packet');
      const row = await this.transactions.asSystem(tx, () => findCase(tx, found.caseId));
      if (row === undefined || !may(actor.ability, 'read', 'Packet', { ...reachOf(row), ...found })) {
        throw absent('packet');
      }
      return { ...found, row, blind: !opensAsFocalPoint(actor, row) };
    });
    const bytes = await this.vault.readContent(row.subjectRef, id);
    if (bytes === undefined) throw absent('packet');
    await this.transactions.system((tx) =>
      this.journal.record(tx, actor, {
        command: 'open',
        subject: 'packet',
        subjectId: packetId,
        fields: ['pictures'],
        ...(blind ? {} : { placeId: row.responsibleId, districtId: row.districtId }),
      }),
    );
    return bytes;
  }
}

const opensAsFocalPoint = (actor: Actor, row: LockedCase): boolean =>
  may(actor.ability, 'redact', 'Packet', { ...reachOf(row), readerIds: [] });
