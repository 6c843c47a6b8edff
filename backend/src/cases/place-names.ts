import type { EntityManager } from 'typeorm';
import type { Answer, Answers } from '../domain/forms/form.js';

const ID = /^[1-9]\d{0,9}$/;

function idsIn(answer: Answer): readonly string[] {
  if (!('value' in answer)) return [];
  const { value } = answer;
  if (typeof value === 'string') return ID.test(value) ? [value] : [];
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).flatMap((row) =>
    typeof row === 'object' && row !== null
      ? Object.values(row as Record<string, Answer>).flatMap(idsIn)
      : [],
  );
}

/** Names of the places that answers refer to, and of these others, by id as written in an answer. */
export async function placeNames(
  tx: EntityManager,
  answers: Answers,
  others: readonly number[] = [],
): Promise<Readonly<Record<string, string>>> {
  const ids = [...new Set([...Object.values(answers).flatMap(idsIn).map(Number), ...others])].filter(
    (id) => id <= 2_147_483_647,
  );
  if (ids.length === 0) return {};
  const rows: readonly { id: number; name: string }[] = await tx.query(
    'SELECT id, name FROM app.place WHERE id = ANY ($1)',
    [ids],
  );
  return Object.fromEntries(rows.map(({ id, name }) => [String(id), name]));
}
