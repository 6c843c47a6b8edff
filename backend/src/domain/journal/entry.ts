/** One line of the journal: who did what when and how it ended. Values never appear, only names of changed fields. */
export interface JournalEntryView {
  /** Names the line and tells nothing: its number would count what everybody else wrote in between. */
  readonly line: string;
  readonly at: string;
  readonly username: string | null;
  readonly role: string | null;
  readonly command: string;
  readonly subject: string;
  readonly subjectId: string | null;
  readonly placeName: string | null;
  readonly outcome: 'done' | 'refused';
  readonly fields: readonly string[];
  /** Why an identity was opened; of an export how many lines left, as `lines-12`; of what the vault swept `identities-3`; of everything else null. */
  readonly reason: string | null;
}

/** What an entry of the journal is about. `sign-in` is a session of the browser, `session` one of an audit. */
export type JournalSubject =
  | 'person'
  | 'membership'
  | 'affiliation'
  | 'sign-in'
  | 'place'
  | 'facility-import'
  | 'setting'
  | 'case'
  | 'concern'
  | 'draft'
  | 'invitation'
  | 'identity'
  | 'attachment'
  | 'approval'
  | 'packet'
  | 'session'
  | 'attendance'
  | 'audit'
  | 'opinion'
  | 'seat'
  | 'draw'
  | 'recommendation'
  | 'report'
  | 'task'
  | 'journal'
  | 'vault';

/** The part of the product an entry belongs to; the administrator reads the first three only. */
export type JournalTopic = 'accounts' | 'facilities' | 'settings' | 'cases' | 'audits' | 'recommendations';

/** Topic of each subject. [product: journal's readers] */
export const TOPIC_OF: Readonly<Record<JournalSubject, JournalTopic>> = {
  person: 'accounts',
  membership: 'accounts',
  affiliation: 'accounts',
  'sign-in': 'accounts',
  place: 'facilities',
  'facility-import': 'facilities',
  setting: 'settings',
  case: 'cases',
  concern: 'cases',
  draft: 'cases',
  invitation: 'cases',
  identity: 'cases',
  attachment: 'cases',
  approval: 'cases',
  packet: 'cases',
  session: 'audits',
  attendance: 'audits',
  audit: 'audits',
  opinion: 'audits',
  seat: 'audits',
  draw: 'audits',
  recommendation: 'recommendations',
  report: 'cases',
  task: 'cases',
  journal: 'cases',
  vault: 'settings',
};
