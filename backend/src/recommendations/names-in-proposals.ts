import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { namesInText } from '../domain/cases/names-in-text.js';
import type { Answers, Issue } from '../domain/forms/form.js';
import { textOf } from '../domain/forms/read.js';
import type { LockedCase } from '../cases/locked-case.js';
import { NameScreen } from '../cases/name-screen.js';

type NamedCase = Pick<LockedCase, 'subjectRef' | 'placeIds'>;

/** Free texts of F7: all of them leave the room of the session. */
const FREE_TEXTS = ['rec_problem', 'rec_action', 'rec_indicator'];

/** V21 on a recommendation: names of the vault and of the staff, titles, phones. A warning that says where, never whose name it is. */
@Injectable()
export class NamesInProposals {
  constructor(private readonly screen: NameScreen) {}

  async issues(tx: EntityManager, row: NamedCase, answers: Answers): Promise<readonly Issue[]> {
    const names = await this.screen.namesOf(tx, row);
    return FREE_TEXTS.filter(
      (question) => namesInText(textOf(answers, question) ?? '', names).length > 0,
    ).map((question) => ({ code: 'V21', severity: 'WARN', question }));
  }

  /** Whether a text names somebody of one of these cases. In system scope. */
  async areIn(tx: EntityManager, text: string, caseIds: readonly string[]): Promise<boolean> {
    const cases: readonly NamedCase[] = await tx.query(
      `SELECT c.subject_ref AS "subjectRef", c.place_ids AS "placeIds" FROM app.death_case c WHERE c.id = ANY ($1)`,
      [caseIds],
    );
    for (const row of cases) {
      if (namesInText(text, await this.screen.namesOf(tx, row)).length > 0) return true;
    }
    return false;
  }
}
