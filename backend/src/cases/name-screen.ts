import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sightOf } from '../domain/access/sight.js';
import type { CaseDocument } from '../domain/cases/case-documents.js';
import type { NameSpan } from '../domain/cases/case.js';
import { namesInText, type NamesToFind } from '../domain/cases/names-in-text.js';
import type { Answer, Question } from '../domain/forms/form.js';
import { questionsOf } from '../domain/forms/questions.js';
import { absent, Problem } from '../domain/problem.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { Vault } from '../platform/vault/vault.js';
import { documentsOf } from './case-documents.js';
import { findCase, reachOf, type LockedCase } from './locked-case.js';

const FREE_TEXT: readonly Question['type'][] = ['text', 'longtext'];
const NAMES = ['deceased_name', 'mother_name'];

/** V21: looks through the free text of a file for names of the vault, of the staff, titles and phones. Tells positions only. */
@Injectable()
export class NameScreen {
  constructor(
    private readonly transactions: Transactions,
    private readonly vault: Vault,
    private readonly journal: Journal,
  ) {}

  /** The places to look at, for a person who may read the file; the reading of the vault is journalled. */
  async read(actor: Actor, id: string): Promise<readonly NameSpan[]> {
    const { row, spans } = await this.transactions.read(actor, async (tx) => {
      const found = await findCase(tx, id);
      const sight = found === undefined ? undefined : sightOf(actor.ability, reachOf(found));
      if (found === undefined || sight?.page !== 'full') throw absent('case');
      if (sight.file !== 'whole') throw new Problem('forbidden', 'forbidden');
      return { row: found, spans: await this.spans(tx, found) };
    });
    await this.transactions.system((tx) => this.recordReading(tx, actor, row));
    return spans;
  }

  /** The places to look at in the documents of the running round. */
  async spans(tx: EntityManager, row: LockedCase): Promise<readonly NameSpan[]> {
    const names = await this.namesOf(tx, row);
    return (await documentsOf(tx, row)).flatMap((document) => spansIn(document, names));
  }

  /** Names to find for a case: its own from the vault, those of whoever works or holds a role at a facility of its path. */
  async namesOf(tx: EntityManager, row: Pick<LockedCase, 'subjectRef' | 'placeIds'>): Promise<NamesToFind> {
    return { vault: await this.namesKept(row), staff: await this.staffOf(tx, row) };
  }

  /** The names of the case itself. The vault has few connections of its own: a transaction that need not wait for one ends first. */
  async namesKept(row: Pick<LockedCase, 'subjectRef'>): Promise<NamesToFind['vault']> {
    const identity = await this.vault.read(row.subjectRef);
    return NAMES.flatMap((field) => identity[field] ?? []);
  }

  /** Whoever works or holds a role at a facility of the path. */
  async staffOf(tx: EntityManager, row: Pick<LockedCase, 'placeIds'>): Promise<NamesToFind['staff']> {
    const staff: readonly { name: string }[] = await this.transactions.asSystem(tx, () =>
      tx.query(
        `SELECT p.display_name AS name FROM app.person p WHERE p.id IN (
           SELECT person_id FROM app.membership WHERE place_id = ANY ($1)
           UNION SELECT person_id FROM app.affiliation WHERE place_id = ANY ($1) AND link = 'works')`,
        [row.placeIds],
      ),
    );
    return staff.map(({ name }) => name);
  }

  recordReading(tx: EntityManager, actor: Actor, row: LockedCase): Promise<void> {
    return this.journal.record(tx, actor, {
      command: 'screen-names',
      subject: 'identity',
      subjectId: row.id,
      placeId: row.responsibleId,
      districtId: row.districtId,
      fields: NAMES,
    });
  }
}

function spansIn({ form, answers }: CaseDocument, names: NamesToFind): readonly NameSpan[] {
  return questionsOf(form).flatMap((question) => {
    const answer = answers[question.code];
    if (answer === undefined || !('value' in answer)) return [];
    if (FREE_TEXT.includes(question.type)) return spansOf(form.name, question.code, undefined, answer, names);
    const columns = (question.columns ?? []).filter(({ type }) => FREE_TEXT.includes(type));
    if (columns.length === 0 || !Array.isArray(answer.value)) return [];
    const rows = answer.value as readonly Readonly<Record<string, Answer>>[];
    return rows.flatMap((cells, index) =>
      columns.flatMap(({ code }) =>
        spansOf(form.name, `${question.code}.${code}`, index, cells[code], names),
      ),
    );
  });
}

function spansOf(
  form: string,
  question: string,
  row: number | undefined,
  answer: Answer | undefined,
  names: NamesToFind,
): readonly NameSpan[] {
  if (answer === undefined || !('value' in answer) || typeof answer.value !== 'string') return [];
  return namesInText(answer.value, names).map((span) => ({
    form,
    question,
    ...(row === undefined ? {} : { row }),
    ...span,
  }));
}
