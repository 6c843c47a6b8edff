import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ReviewView } from '../domain/audits/audit.js';
import { anonymousOrder } from '../domain/audits/final-classification.js';
import { redacted } from '../domain/audits/packet-text.js';
import { toNeutral, type Origin } from '../domain/audits/relative-time.js';
import { identifyingPassages, type Surroundings } from '../domain/cases/identifying-text.js';
import type { Answer, Answers, Question, Row } from '../domain/forms/form.js';
import { minutesOf } from '../domain/forms/local-time.js';
import { questionsOf } from '../domain/forms/questions.js';
import { getForm } from '../domain/forms/registry.js';
import type { LockedCase } from '../cases/locked-case.js';
import { NameScreen } from '../cases/name-screen.js';
import { frozenFile, originOfFile } from './packet-sources.js';
import { placeNamesOf } from './place-names.js';
import { sealedRound } from './sealed-opinions.js';

const LETTERS = ['A', 'B', 'C'] as const;
type Side = NonNullable<ReviewView['opinions']>[number];

/** The sealed opinions as an adjudicator reads them: three letters, one calendar, nothing that tells which one is the audit. */
@Injectable()
export class BlindOpinions {
  constructor(private readonly screen: NameScreen) {}

  /** In system scope, for a person whose right to read the sides was checked. */
  async sidesOf(tx: EntityManager, row: LockedCase): Promise<readonly Side[]> {
    const { audit, reviews } = await sealedRound(tx, row);
    const sides = anonymousOrder([...(audit === null ? [] : [audit]), ...reviews]);
    const [file]: readonly { readonly id: string }[] = await tx.query(
      'SELECT id FROM app.case_file WHERE case_id = $1 AND round = $2 ORDER BY n DESC LIMIT 1',
      [row.id, row.round],
    );
    const origin = file === undefined ? undefined : originOfFile(await frozenFile(tx, file.id));
    const names = await this.screen.namesOf(tx, row);
    const around = { ...names, places: await placeNamesOf(tx, row) };
    const questions = questionsOf(getForm('opinion'));
    return sides.slice(0, LETTERS.length).map(({ answers }, index) => ({
      letter: LETTERS[index] ?? 'C',
      answers: blinded(questions, answers, (text) => hidden(text, around), origin),
    }));
  }
}

function hidden(text: string, around: Surroundings): string {
  return redacted(text, identifyingPassages(text, around));
}

/** Times on the neutral calendar, free texts screened as in the packet. Typed by the session, they were read by nobody else. */
function blinded(
  questions: readonly Question[],
  answers: Answers | Row,
  screen: (text: string) => string,
  origin: Origin | undefined,
): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([code, answer]): readonly [string, Answer] => {
      const question = questions.find((candidate) => candidate.code === code);
      if (question === undefined || !('value' in answer)) return [code, answer];
      const { value } = answer;
      if (question.type === 'list' && Array.isArray(value)) {
        const rows = (value as readonly Row[]).map((row) =>
          blinded(question.columns ?? [], row, screen, origin),
        );
        return [code, { ...answer, value: rows }];
      }
      if (typeof value !== 'string') return [code, answer];
      if (question.type === 'text' || question.type === 'longtext')
        return [code, { ...answer, value: screen(value) }];
      if (question.type !== 'datetime' || origin === undefined || minutesOf(value) === undefined)
        return [code, answer];
      return [code, { ...answer, value: toNeutral(value, origin) }];
    }),
  );
}
