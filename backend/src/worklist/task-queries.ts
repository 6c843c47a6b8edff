import { Injectable } from '@nestjs/common';
import { reachOf } from '../domain/access/reach.js';
import type { TaskFilter, TaskView, WorklistView } from '../domain/tasks.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { keyOf, pageOf } from '../platform/http/paging.js';
import type { Actor } from '../platform/security/actor.js';
import type { TasksQuery } from './dto/tasks-query.js';

interface TaskRow {
  readonly id: string;
  readonly event: string;
  readonly subject: TaskView['subject'];
  readonly subjectId: string;
  readonly label: string;
  readonly kind: TaskView['kind'];
  readonly placeName: string | null;
  readonly startedAt: string;
  /** As text, so that a deadline without end stays one. */
  readonly due: string;
}
interface WorklistRow {
  readonly items: readonly TaskRow[] | null;
  readonly total: number;
  readonly elsewhere: WorklistView['elsewhere'] | null;
}

const COLUMNS = {
  caseId: 't.case_id uuid',
  placeIds: 'app.places_of(t.case_id) int[]',
  personId: 't.person_id uuid',
  role: 't.role text',
  placeId: 't.place_id int',
  districtId: 't.district_id int',
} as const;

const KINDS_OF_FILTER: Readonly<Record<TaskFilter, readonly string[] | null>> = {
  maternal: ['MAT', 'WRA'],
  perinatal: ['SB', 'NND'],
  child: ['CHILD'],
  'follow-up': null,
};
const WITHOUT_END = 'infinity';

/** What waits for me, by deadline, and how much waits at others where my role oversees them: one statement for the whole page. */
@Injectable()
export class TaskQueries {
  constructor(private readonly transactions: Transactions) {}

  worklist(actor: Actor, query: TasksQuery): Promise<WorklistView> {
    const [due, after] =
      query.cursor === undefined ? [null, null] : keyOf(query.cursor, ['string', 'string']);
    const { seats } = reachOf({ id: actor.person.id, memberships: actor.memberships, bars: actor.bars });
    const mine = scopeOf(actor.ability, 'read', 'Task', COLUMNS, 8);
    const overseen = scopeOf(actor.ability, 'oversee', 'Task', COLUMNS, 8 + mine.params.length);
    return this.transactions.read(actor, async (tx) => {
      const [row] = await tx.query<WorklistRow[]>(worklistSql(mine.sql, overseen.sql), [
        actor.person.id,
        seats,
        query.filter === undefined ? null : (KINDS_OF_FILTER[query.filter] ?? []),
        query.filter === 'follow-up',
        due,
        after,
        query.limit + 1,
        ...mine.params,
        ...overseen.params,
      ]);
      const page = pageOf(row?.items ?? [], query.limit, (task) => [task.due, task.id], taskViewOf);
      return { ...page, total: row?.total ?? 0, elsewhere: row?.elsewhere ?? [] };
    });
  }
}

/**
 * Own tasks and those of the seats are read once, for the page and for their number: each reading sets the policy of tasks up anew, which
 * costs more than the rows. The scope only takes away what the person is barred from.
 * $1 person, $2 seats, $3 kinds, $4 follow-up only, $5 and $6 the last task of the page before, $7 how many.
 */
function worklistSql(mine: string, overseen: string): string {
  // A link is decided by who may read both its cases; what a closed case has set in motion is closed with it. Their policies decide.
  const readable = `(t.subject <> 'link' OR app.sees_link(t.subject_id)) AND ((SELECT app.is_free()) OR CASE t.subject
    WHEN 'approval' THEN app.sees_approval(t.subject_id) WHEN 'recommendation' THEN app.sees_action(t.subject_id) ELSE true END)`;
  const wanted = `CASE WHEN $4 THEN t.subject = 'recommendation'
    ELSE $3::text[] IS NULL OR (t.kind = ANY ($3) AND t.subject <> 'recommendation') END`;
  const isOwn = 't.person_id = $1::uuid';
  const isSeat = 't.seat = ANY ($2::text[])';
  return `
    WITH waiting AS MATERIALIZED (
      SELECT t.id, t.event, t.subject, CASE WHEN t.subject IN ('packet', 'link') THEN t.case_id ELSE t.subject_id END AS subject_id,
        t.label, t.kind, t.place_name, t.started_at, t.due_at
      FROM app.task t WHERE (${isOwn} OR ${isSeat}) AND ${mine} AND ${readable} AND ${wanted})
    SELECT (SELECT json_agg(json_build_object('id', m.id, 'event', m.event, 'subject', m.subject, 'subjectId', m.subject_id,
        'label', m.label, 'kind', m.kind, 'placeName', m.place_name, 'startedAt', m.started_at, 'due', m.due_at::text)
        ORDER BY m.due_at, m.id)
      FROM (SELECT * FROM waiting WHERE $5::timestamptz IS NULL OR (due_at, id) > ($5, $6::uuid)
        ORDER BY due_at, id LIMIT $7) m) AS items,
    (SELECT count(*)::int FROM waiting) AS total,
    (SELECT json_agg(json_build_object('event', o.event, 'count', o.count) ORDER BY o.count DESC, o.event)
      FROM (SELECT t.event, count(*)::int AS count FROM app.task t
            WHERE ${overseen} AND t.person_id IS DISTINCT FROM $1::uuid AND NOT COALESCE(${isSeat}, FALSE)
            GROUP BY t.event) o) AS elsewhere`;
}

function taskViewOf(task: TaskRow): TaskView {
  const { id, event, subject, subjectId, label, kind, placeName } = task;
  return {
    id,
    event,
    subject,
    subjectId,
    label,
    kind,
    placeName,
    startedAt: new Date(task.startedAt).toISOString(),
    dueAt: task.due === WITHOUT_END ? null : new Date(task.due).toISOString(),
  };
}
