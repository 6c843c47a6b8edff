import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { PhaseView } from '../domain/cases/case.js';
import { isEnterable, type PhaseEntry, type PhaseStanding } from '../domain/cases/clinic-phase.js';
import type { CaseFacts } from '../domain/cases/case-workflow.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { invitationsOf, invitationView } from './invitation-rows.js';
import { reachOf, type LockedCase } from './locked-case.js';

interface PhaseRow {
  readonly placeId: number;
  readonly name: string;
  readonly kind: string;
  readonly signedAt: Date | null;
  readonly how: PhaseEntry['how'] | null;
  readonly from: PhaseEntry['from'] | null;
  readonly on: string | null;
}

/** The facilities of the path, whether each has signed its part in the running round, and who could sign it. */
@Injectable()
export class CasePhases {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async views(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    path: readonly number[],
  ): Promise<readonly PhaseView[]> {
    const rows: readonly PhaseRow[] = await tx.query(
      `SELECT p.id AS "placeId", p.name, p.kind, ${SIGNATURE}
     FROM unnest($1::int[]) WITH ORDINALITY AS step (id, place) JOIN app.place p ON p.id = step.id
     LEFT JOIN app.contribution t ON t.case_id = $2 AND t.round = $3 AND t.place_id = p.id ORDER BY step.place`,
      [path, row.id, row.round],
    );
    const enters =
      row.state === 'documenting' &&
      rows.some(({ signedAt }) => signedAt === null) &&
      may(actor.ability, 'enter-phase', 'Case', reachOf(row));
    const people = enters ? await this.peopleOf(tx, path) : null;
    const invitations = enters ? await invitationsOf(tx, row) : [];
    return rows.map((phase) => ({
      placeId: phase.placeId,
      name: phase.name,
      kind: phase.kind,
      mine: actor.memberships.some((held) => held.placeId === phase.placeId),
      signedAt: phase.signedAt?.toISOString() ?? null,
      entry: entryOf(phase),
      enterable:
        people !== null &&
        isEnterable({
          onPath: true,
          signed: phase.signedAt !== null,
          people: people.get(phase.placeId) ?? 0,
        }),
      invitation:
        phase.signedAt === null
          ? invitationView(
              invitations.find(({ placeId }) => placeId === phase.placeId),
              this.clock.now(),
            )
          : null,
    }));
  }

  async standingOf(
    tx: EntityManager,
    row: LockedCase,
    path: readonly number[],
    placeId: number,
  ): Promise<PhaseStanding> {
    const [signature]: readonly { signed: boolean }[] = await tx.query(
      `SELECT signed_at IS NOT NULL AS signed FROM app.contribution WHERE case_id = $1 AND round = $2 AND place_id = $3`,
      [row.id, row.round, placeId],
    );
    const people = await this.peopleOf(tx, [placeId]);
    return {
      onPath: path.includes(placeId),
      signed: signature?.signed ?? false,
      people: people.get(placeId) ?? 0,
    };
  }

  /** Whether some part of the path can be entered, else what holds every one of them back. */
  async factsOfPath(
    tx: EntityManager,
    row: LockedCase,
    path: readonly number[],
  ): Promise<Partial<CaseFacts>> {
    const signed: readonly { placeId: number }[] = await tx.query(
      `SELECT place_id AS "placeId" FROM app.contribution WHERE case_id = $1 AND round = $2 AND signed_at IS NOT NULL`,
      [row.id, row.round],
    );
    const open = path.filter((place) => !signed.some(({ placeId }) => placeId === place));
    const people = await this.peopleOf(tx, open);
    return {
      facilityOnPath: path.length > 0,
      phaseSigned: open.length === 0,
      facilitySigns: open.length > 0 && open.every((place) => (people.get(place) ?? 0) > 0),
    };
  }

  /** Active accounts that can sign for a facility today. Read in system scope: memberships of others are closed to most. */
  private peopleOf(tx: EntityManager, places: readonly number[]): Promise<ReadonlyMap<number, number>> {
    return this.transactions.asSystem(tx, async () => {
      const rows: readonly { placeId: number; people: number }[] = await tx.query(
        `SELECT m.place_id AS "placeId", count(DISTINCT p.id)::int AS people
         FROM app.membership m JOIN app.person p ON p.id = m.person_id
         WHERE m.place_id = ANY ($1) AND m.role IN ('clinician', 'centre-head') AND p.disabled_at IS NULL
           AND $2::date >= m.from_date AND $2::date <= COALESCE(m.to_date, 'infinity') GROUP BY m.place_id`,
        [places, this.clock.today()],
      );
      return new Map(rows.map(({ placeId, people }) => [placeId, people]));
    });
  }
}

const SIGNATURE = `t.signed_at AS "signedAt", t.obtained_how AS how, t.obtained_from AS "from",
  to_char(t.obtained_on, 'YYYY-MM-DD') AS "on"`;

function entryOf({ how, from, on }: Pick<PhaseRow, 'how' | 'from' | 'on'>): PhaseEntry | null {
  return how === null || from === null || on === null ? null : { how, from, on };
}

/** The facts that guard entering the part of one facility. */
export const entryFacts = ({ onPath, signed, people }: PhaseStanding): Partial<CaseFacts> => ({
  facilityOnPath: onPath,
  phaseSigned: signed,
  facilitySigns: people > 0,
});

/** The parts of a round that were entered on behalf of their facility, in no particular order. */
export async function entriesOf(
  tx: EntityManager,
  caseId: string,
  round: number,
): Promise<readonly (PhaseEntry & { readonly placeId: number })[]> {
  return tx.query(
    `SELECT t.place_id AS "placeId", t.obtained_how AS how, t.obtained_from AS "from",
       to_char(t.obtained_on, 'YYYY-MM-DD') AS "on"
     FROM app.contribution t WHERE t.case_id = $1 AND t.round = $2 AND t.obtained_how IS NOT NULL ORDER BY t.place_id`,
    [caseId, round],
  );
}
