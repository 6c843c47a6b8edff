/** One line of the journal: who did what when and how it ended. Values never appear, only names of changed fields. */
export interface JournalEntryView {
  readonly seq: string;
  readonly at: string;
  readonly username: string | null;
  readonly role: string | null;
  readonly command: string;
  readonly subject: string;
  readonly subjectId: string | null;
  readonly placeName: string | null;
  readonly outcome: 'done' | 'refused';
  readonly fields: readonly string[];
}
