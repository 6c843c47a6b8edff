import type { CaseKind } from './cases/case.js';

/** One line of a worklist: a verb, a subject, a deadline. `subject` and `id` make the link. */
export interface TaskView {
  readonly id: string;
  readonly event: string;
  readonly subject:
    | 'case'
    | 'link'
    | 'audit'
    | 'session'
    | 'recommendation'
    | 'packet'
    | 'approval'
    | 'assignment'
    | 'concern'
    | 'report'
    | 'role-request'
    | 'factor-lift'
    /** A post that somebody free must hold; it names no record. */
    | 'post';
  /** What the reader opens: the record itself, and of a packet or a link its case, which whoever decides may read. */
  readonly subjectId: string;
  /** Case number, packet alias, action or district, by what the reader may see. */
  readonly label: string;
  readonly kind: CaseKind | null;
  readonly placeName: string | null;
  readonly startedAt: string;
  readonly dueAt: string | null;
}

/** What a worklist may be narrowed to: the deaths of a kind, or the follow-up of recommendations. */
export const TASK_FILTERS = ['maternal', 'perinatal', 'child', 'follow-up'] as const;
export type TaskFilter = (typeof TASK_FILTERS)[number];

/** The home page. `elsewhere` counts what waits at others, by event, where the role oversees them. */
export interface WorklistView {
  readonly items: readonly TaskView[];
  readonly next: string | null;
  readonly total: number;
  readonly elsewhere: readonly { readonly event: string; readonly count: number }[];
}
