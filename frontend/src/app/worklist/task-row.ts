import type { TaskView } from '@domain/tasks.js';
import type { IconName } from '../ui/icons';
import { kindIcon } from '../ui/kind-icon';

/** The filters of the worklist, as `GET /tasks?filter=` knows them. */
export const FILTERS = ['maternal', 'perinatal', 'child', 'follow-up'] as const;
export type TaskFilter = (typeof FILTERS)[number];

/** Which filter keeps a task; `null` for those that only "Tout" shows. */
export function filterOf(task: TaskView): TaskFilter | null {
  if (task.subject === 'recommendation') return 'follow-up';
  switch (task.kind) {
    case 'MAT':
    case 'WRA':
      return 'maternal';
    case 'SB':
    case 'NND':
      return 'perinatal';
    case 'CHILD':
      return 'child';
    case null:
      return null;
  }
}

/** Where a task is done. */
export function linkOf({ subject, subjectId, event }: TaskView): readonly string[] {
  switch (subject) {
    case 'case':
      return event === 'interview' ? ['/cas', subjectId, 'formulaire', 'community_va'] : ['/cas', subjectId];
    case 'link':
      return ['/cas', subjectId];
    // A second person may confirm on a case that they may not open: what waits for them has its own page.
    case 'approval':
      return ['/cas', 'confirmations'];
    case 'role-request':
    case 'factor-lift':
      return ['/comptes', 'demandes'];
    case 'post':
      return [event === 'name-focal-point' ? '/comptes' : '/structures'];
    case 'packet':
      return ['/cas', subjectId, 'paquet'];
    case 'audit':
      return ['/contre-audits', subjectId];
    case 'session':
      return ['/seances', subjectId];
    case 'recommendation':
      return ['/suites', subjectId];
    case 'concern':
      return ['/protection', subjectId];
    case 'assignment':
      return ['/sieges'];
    case 'report':
      return event === 'remind' ? ['/rapports', 'district'] : ['/rapports'];
  }
}

/** What the page of a task reads, as far as it may be kept on a device: any other needs the network. */
export function readingOf({ subject, subjectId, event }: TaskView): string {
  if (subject === 'case' && event === 'interview') return `/cases/${subjectId}/forms/community_va`;
  if (subject === 'case' || subject === 'link') return `/cases/${subjectId}`;
  if (subject === 'session') return `/sessions/${subjectId}`;
  if (subject === 'recommendation') return `/recommendations/${subjectId}`;
  if (subject === 'report') return event === 'remind' ? '/reports/grid' : '/reports';
  return `/${subject}`;
}

const ICON_OF_FILTER: Readonly<Record<TaskFilter, IconName>> = {
  maternal: 'mother',
  perinatal: 'newborn',
  child: 'child',
  'follow-up': 'handshake',
};

export function filterIcon(filter: TaskFilter): IconName {
  return ICON_OF_FILTER[filter];
}

/** The tile: the kind of death where there is one, else the tool. */
export function iconOf(task: TaskView): IconName {
  if (task.subject === 'recommendation') return 'handshake';
  if (task.subject === 'assignment') return 'scales';
  if (task.subject === 'concern') return 'shield';
  if (task.subject === 'report') return 'calendar';
  if (task.subject === 'role-request') return 'key';
  if (task.subject === 'factor-lift') return 'smartphone';
  if (task.subject === 'post' || (task.subject === 'approval' && task.kind === null)) return 'users';
  return kindIcon(task.kind);
}
