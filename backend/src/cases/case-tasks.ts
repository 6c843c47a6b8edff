import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../domain/accounts/person.js';
import type { CaseState } from '../domain/cases/case-workflow.js';
import { TaskBoard } from '../worklist/task-board.js';
import type { LockedCase } from './locked-case.js';

/** Who must act on a case in each state, and by when. Events of sessions, packets and audits are opened by their own features. */
@Injectable()
export class CaseTasks {
  constructor(private readonly board: TaskBoard) {}

  /** Ends what waited on the case and opens what waits in its present state. */
  async renew(tx: EntityManager, row: LockedCase): Promise<void> {
    await this.board.done(tx, row.id);
    for (const wait of WAITS[row.state](row)) {
      await this.board.open(tx, {
        subject: 'case',
        subjectId: row.id,
        event: wait.event,
        to: { role: wait.role, placeId: wait.placeId },
        caseId: row.id,
        districtId: row.districtId,
        regionId: row.regionId,
        kind: row.kind ?? row.category,
        label: row.number,
        placeName: row.responsibleName,
      });
    }
  }
}

interface Wait {
  readonly event: string;
  readonly role: Role;
  readonly placeId: number;
}

const nobody = (): readonly Wait[] => [];
const closing = (row: LockedCase): readonly Wait[] => [
  { event: 'close', role: 'focal-point', placeId: row.districtId },
];

const WAITS: Readonly<Record<CaseState, (row: LockedCase) => readonly Wait[]>> = {
  notified: (row) => [
    { event: 'confirm', role: 'focal-point', placeId: row.districtId },
    { event: 'confirm', role: 'centre-head', placeId: row.responsibleId },
  ],
  documenting: (row) => [
    ...row.placeIds.map((placeId) => ({ event: 'document', role: 'clinician' as const, placeId })),
    row.headInvolved
      ? { event: 'freeze', role: 'focal-point', placeId: row.districtId }
      : { event: 'freeze', role: 'centre-head', placeId: row.responsibleId },
  ],
  ready: nobody,
  audited: nobody,
  'counter-auditing': nobody,
  adjudicating: nobody,
  concluded: closing,
  responding: closing,
  closed: nobody,
  discarded: nobody,
  duplicate: nobody,
};
