import type { EntityManager } from 'typeorm';
import { standingOfInvitation, type InvitationView } from '../domain/cases/invitation.js';

/** An invitation as it is kept; of its code there is the SHA-256, which no query gives back. */
export interface InvitationRow {
  readonly id: string;
  readonly caseId: string;
  readonly round: number;
  readonly placeId: number;
  readonly madeAt: Date;
  readonly until: Date;
  readonly openedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly usedAt: Date | null;
  readonly usedKey: string | null;
  readonly usedRequest: string | null;
  readonly receipt: string | null;
  readonly version: number;
}

const ROWS = `SELECT i.id, i.case_id AS "caseId", i.round, i.place_id AS "placeId", i.made_at AS "madeAt", i.until,
    i.opened_at AS "openedAt", i.revoked_at AS "revokedAt", i.used_at AS "usedAt", i.used_key AS "usedKey",
    i.used_request AS "usedRequest", i.receipt, i.version
  FROM app.invitation i`;

/** The last invitation of each facility in the running round. */
export async function invitationsOf(
  tx: EntityManager,
  row: { readonly id: string; readonly round: number },
): Promise<readonly InvitationRow[]> {
  return tx.query(`${ROWS} WHERE i.case_id = $1 AND i.round = $2 ORDER BY i.made_at DESC, i.id DESC`, [
    row.id,
    row.round,
  ]);
}

/** The invitation whose code has this hash. */
export async function invitationOfCode(
  tx: EntityManager,
  sha256: string,
): Promise<InvitationRow | undefined> {
  const [row] = await tx.query<InvitationRow[]>(`${ROWS} WHERE i.code_sha256 = decode($1, 'hex')`, [sha256]);
  return row;
}

export async function findInvitation(tx: EntityManager, id: string): Promise<InvitationRow | undefined> {
  const [row] = await tx.query<InvitationRow[]>(`${ROWS} WHERE i.id = $1`, [id]);
  return row;
}

export function invitationView(row: InvitationRow | undefined, now: Date): InvitationView | null {
  if (row === undefined) return null;
  return {
    id: row.id,
    standing: standingOfInvitation(row, now),
    madeAt: row.madeAt.toISOString(),
    until: row.until.toISOString(),
    openedAt: row.openedAt?.toISOString() ?? null,
    version: row.version,
  };
}
