import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PlaceKind, Profession } from '../domain/accounts/person.js';
import type { QuorumCondition } from '../domain/sessions/session.js';
import type { SessionState } from '../domain/sessions/session-workflow.js';
import {
  isQuorate,
  quorumLevel,
  quorumOf,
  votes,
  type Attendee,
  type QuorumRule,
} from '../domain/sessions/quorum.js';
import type { Settings } from '../domain/settings.js';
import { settingsAt } from '../facilities/settings.js';
import { frozenPath } from './packet-sources.js';

/** Somebody of a session as quorum and seal read it; no name. */
export interface AttendanceRow extends Attendee {
  readonly id: string;
  readonly sessionId: string;
  readonly personId: string | null;
  readonly vaultRef: string | null;
  readonly profession: Profession;
  readonly function: string;
  readonly placeName: string | null;
  readonly charterSignedAt: Date | null;
  readonly consensus: 'agrees' | 'dissents' | null;
  readonly dissent: string | null;
  readonly version: number;
}

/** A session with its quorum, as it stands now. */
export interface SessionStanding {
  readonly id: string;
  readonly caseId: string;
  readonly round: number;
  readonly state: SessionState;
  readonly placeId: number;
  readonly districtId: number;
  readonly type: string;
  readonly attendances: readonly AttendanceRow[];
  readonly quorum: readonly QuorumCondition[];
  readonly quorumMet: boolean;
  readonly chartersSigned: number;
  readonly attending: number;
}

interface SessionPlaceRow {
  readonly id: string;
  readonly caseId: string;
  readonly round: number;
  readonly state: SessionState;
  readonly placeId: number;
  readonly placeKind: PlaceKind;
  readonly districtId: number;
  readonly type: string;
  readonly placeIds: readonly number[];
}

/** Reads who attends a session and whether it may decide. */
@Injectable()
export class QuorumQueries {
  /** The facilities of the path, by the frozen file. */
  pathOf(
    tx: EntityManager,
    row: { readonly id: string; readonly round: number; readonly placeIds: readonly number[] },
  ): Promise<readonly number[]> {
    return frozenPath(tx, row);
  }

  /** How the session stands; `null` when the running scope does not reach it. */
  async find(tx: EntityManager, sessionId: string): Promise<SessionStanding | null> {
    const [session]: readonly SessionPlaceRow[] = await tx.query(
      `SELECT s.id, s.case_id AS "caseId", s.round, s.state, s.place_id AS "placeId", p.kind AS "placeKind",
         c.district_id AS "districtId", s.type, c.place_ids AS "placeIds"
       FROM app.audit_session s JOIN app.death_case c ON c.id = s.case_id JOIN app.place p ON p.id = s.place_id WHERE s.id = $1`,
      [sessionId],
    );
    if (session === undefined) return null;
    const attendances: readonly AttendanceRow[] = await tx.query(
      `SELECT t.id, t.session_id AS "sessionId", t.person_id AS "personId", t.vault_ref AS "vaultRef", t.profession, t.function,
         t.place_id AS "placeId", l.name AS "placeName", t.presence, t.involved_in_care AS "involvedInCare",
         t.charter_signed_at AS "charterSignedAt", t.charter_signed_at IS NOT NULL AS "charterSigned",
         COALESCE(t.place_id <> $2, FALSE) AS "fromOutside", t.consensus, t.dissent, t.version
       FROM app.attendance t LEFT JOIN app.place l ON l.id = t.place_id WHERE t.session_id = $1 ORDER BY t.id`,
      [sessionId, session.placeId],
    );
    const { caseId: id, round, placeIds } = session;
    const path = session.type === 'JOINT' ? await this.pathOf(tx, { id, round, placeIds }) : [];
    const rule = ruleOf(await settingsAt(tx, session.placeId), session.placeKind);
    const quorum = quorumOf(attendances, rule, path);
    const here = attendances.filter(({ presence }) => presence !== 'absent');
    return {
      ...session,
      attendances,
      quorum,
      quorumMet: isQuorate(quorum),
      attending: here.length,
      chartersSigned: here.filter(({ charterSigned }) => charterSigned).length,
    };
  }
}

function ruleOf(settings: Settings, kind: PlaceKind): QuorumRule {
  const level = quorumLevel(kind);
  return {
    voices: settings[`quorum.${level}.voices`],
    professions: settings[`quorum.${level}.professions`],
    outside: settings[`quorum.${level}.outside`],
    notInvolved: settings[`quorum.${level}.not-involved`],
  };
}

/** The persons of a session who sign its opinion, with their voice: everybody who attends, by profession and function. */
export function signersOf(standing: SessionStanding): readonly {
  readonly attendanceId: string;
  readonly profession: Profession;
  readonly function: string;
  readonly votes: boolean;
}[] {
  return standing.attendances
    .filter(({ presence }) => presence !== 'absent')
    .map((attendance) => ({
      attendanceId: attendance.id,
      profession: attendance.profession,
      function: attendance.function,
      votes: votes(attendance),
    }));
}
