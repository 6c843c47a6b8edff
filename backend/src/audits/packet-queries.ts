import { Injectable } from '@nestjs/common';
import { may } from '../domain/access/abilities.js';
import type { PacketView } from '../domain/audits/audit.js';
import { packetMachine, type PacketEvent } from '../domain/audits/packet-workflow.js';
import { absent } from '../domain/problem.js';
import { offers } from '../domain/workflow/machine.js';
import { CASE_COLUMNS, reachOf, type LockedCase } from '../cases/locked-case.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { documentsIn, picturesOf, pictureViews, unlooked } from './packet-picture-rows.js';
import { newestPacket, packetFacts } from './packet-rows.js';
import { contentOf, frozenFile, textsOfFile } from './packet-sources.js';

/** What the focal point reads while preparing a packet. */
@Injectable()
export class PacketQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
  ) {}

  async ofCase(actor: Actor, caseId: string): Promise<PacketView> {
    const { row, view } = await this.transactions.read(actor, async (tx) => {
      const [row]: readonly LockedCase[] = await tx.query(
        `SELECT ${CASE_COLUMNS} FROM app.death_case c JOIN app.place r ON r.id = c.responsible_id WHERE c.id = $1`,
        [caseId],
      );
      if (row === undefined) throw absent('packet');
      const reach = { ...reachOf(row), readerIds: [] };
      const packet = may(actor.ability, 'read', 'Packet', reach)
        ? await newestPacket(tx, row.id, row.round)
        : null;
      if (packet === null) throw absent('packet');
      const file = await frozenFile(tx, packet.fileId);
      const pictures = await picturesOf(tx, packet);
      const marked = Object.values(packet.spans).flat();
      const facts = packetFacts({
        fileFrozen: true,
        anotherLive: false,
        spansUnread: marked.filter(({ decision }) => decision === null).length,
        picturesUnread: unlooked(pictures),
        reasonGiven: true,
      });
      const view: PacketView = {
        id: packet.id,
        version: packet.version,
        alias: packet.alias,
        state: packet.state,
        content: packet.content ?? {
          ...contentOf(file, packet.alias, packet.spans),
          ...documentsIn(pictures),
        },
        texts: textsOfFile(file).map(({ key, text }) => ({ key, text, spans: packet.spans[key] ?? [] })),
        pictures: pictureViews(pictures),
        offers: offers<typeof packet.state, PacketEvent, typeof facts>(
          packetMachine,
          packet.state,
          facts,
          (event) => (event === 'destroy' ? false : may(actor.ability, event, 'Packet', reach)),
        ),
      };
      return { row, view };
    });
    await this.journal.recordReading(actor, {
      command: 'open-packet',
      subject: 'packet',
      subjectId: view.id,
      placeId: row.responsibleId,
      districtId: row.districtId,
      fields: [],
    });
    return view;
  }
}
