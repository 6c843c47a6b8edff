import type { EntityManager } from 'typeorm';
import type { PacketContent } from '../domain/audits/audit.js';
import type { PacketFacts, PacketState } from '../domain/audits/packet-workflow.js';
import { absent } from '../domain/problem.js';
import type { BlindContext, SpansByText } from './packet-sources.js';

/** A packet as commands and queries read it. */
export interface PacketRow {
  readonly id: string;
  readonly alias: string;
  readonly caseId: string;
  readonly round: number;
  readonly fileId: string;
  readonly state: PacketState;
  readonly spans: SpansByText;
  readonly content: PacketContent | null;
  readonly context: BlindContext | null;
  readonly version: number;
}

const COLUMNS = `k.id, k.alias, k.case_id AS "caseId", k.round, k.file_id AS "fileId", k.state, k.spans, k.content, k.context, k.version`;

/** Locks a packet that the running scope reaches. */
export async function lockPacket(tx: EntityManager, id: string): Promise<PacketRow> {
  const [row]: readonly PacketRow[] = await tx.query(
    `SELECT ${COLUMNS} FROM app.packet k WHERE k.id = $1 FOR UPDATE`,
    [id],
  );
  if (row === undefined) throw absent('packet');
  return row;
}

/** A packet that the running scope reaches, without lock. */
export async function findPacket(tx: EntityManager, id: string | null): Promise<PacketRow | null> {
  const [row]: readonly PacketRow[] = await tx.query(`SELECT ${COLUMNS} FROM app.packet k WHERE k.id = $1`, [
    id,
  ]);
  return row ?? null;
}

/** The draft or released packet of a file. */
export async function findLivePacket(tx: EntityManager, fileId: string): Promise<PacketRow | null> {
  const [row]: readonly PacketRow[] = await tx.query(
    `SELECT ${COLUMNS} FROM app.packet k WHERE k.file_id = $1 AND k.state IN ('draft', 'released')`,
    [fileId],
  );
  return row ?? null;
}

/** The newest packet of a round of a case: the live one, else the last that was withdrawn. */
export async function newestPacket(
  tx: EntityManager,
  caseId: string,
  round: number,
): Promise<PacketRow | null> {
  const [row]: readonly PacketRow[] = await tx.query(
    `SELECT ${COLUMNS} FROM app.packet k JOIN app.case_file f ON f.id = k.file_id WHERE k.case_id = $1 AND k.round = $2
     ORDER BY (k.state IN ('draft', 'released')) DESC, f.n DESC, k.released_at DESC NULLS LAST LIMIT 1`,
    [caseId, round],
  );
  return row ?? null;
}

/** Facts as they are while nothing is known, with those gathered on top. */
export function packetFacts(gathered: Partial<PacketFacts>): PacketFacts {
  return {
    fileFrozen: false,
    anotherLive: true,
    spansUnread: Number.POSITIVE_INFINITY,
    picturesUnread: Number.POSITIVE_INFINITY,
    reasonGiven: false,
    caseReopened: false,
    retentionOver: false,
    ...gathered,
  };
}
