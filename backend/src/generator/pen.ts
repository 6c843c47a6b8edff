import type { CaseKind } from '../domain/cases/case.js';
import type { Role } from '../domain/accounts/person.js';
import { TOPIC_OF, type JournalSubject } from '../domain/journal/entry.js';
import type { Settings } from '../domain/settings.js';
import type { TaskView } from '../domain/tasks.js';
import { uuidv7 } from '../domain/uuid.js';
import type { Secrets } from '../platform/security/secrets.js';
import type { Held } from './land.js';
import type { CaseScript } from './script.js';
import type { Seeded } from './seeded.js';
import type { Sheets } from './sheets.js';

/** Who did something: a person in a role, or a consequence. */
export type By = Held | 'system';

export interface WrittenTask {
  readonly subject: TaskView['subject'];
  readonly subjectId: string;
  readonly event: string;
  readonly to: { readonly personId: string } | { readonly role: Role; readonly placeId: number };
  readonly at: number;
  /** Local time `YYYY-MM-DDTHH:MM`. */
  readonly due: string | null;
  readonly label: string;
  readonly kind: CaseKind | null;
  readonly placeName: string | null;
  readonly caseId: string | null;
  readonly districtId: number | null;
  readonly regionId: number | null;
}

export const instant = (minutes: number): Date => new Date(minutes * 60_000);

/** Writes the rows of lives, each as the command that makes it would. */
export class Pen {
  constructor(
    readonly sheets: Sheets,
    readonly settings: Settings,
    readonly secrets: Secrets,
    readonly random: Seeded,
  ) {}

  id(minutes: number): string {
    return uuidv7(minutes * 60_000, this.random.bytes(10));
  }

  task(task: WrittenTask): void {
    this.sheets.task.add({
      id: this.id(task.at),
      subject: task.subject,
      subject_id: task.subjectId,
      event: task.event,
      person_id: 'personId' in task.to ? task.to.personId : null,
      role: 'role' in task.to ? task.to.role : null,
      place_id: 'placeId' in task.to ? task.to.placeId : null,
      district_id: task.districtId,
      region_id: task.regionId,
      case_id: task.caseId,
      kind: task.kind,
      label: task.label,
      place_name: task.placeName,
      started_at: instant(task.at),
      due_at: task.due === null ? 'infinity' : `${task.due}:00Z`,
    });
  }

  /** A line of the journal. Reviewers leave no place in it. */
  entry(
    script: CaseScript,
    line: {
      readonly at: number;
      readonly by: By;
      readonly command: string;
      readonly subject: JournalSubject;
      readonly subjectId: string;
      readonly fields: readonly string[];
      readonly isBlind?: boolean;
    },
  ): void {
    const isBlind = line.isBlind ?? false;
    this.sheets.entry.add({
      at: instant(line.at),
      person_id: line.by === 'system' ? null : line.by.id,
      role: line.by === 'system' ? 'system' : line.by.role,
      place_id: isBlind ? null : (script.story.placeIds[0] ?? null),
      district_id: isBlind ? null : script.district.id,
      command: line.command,
      subject: line.subject,
      subject_id: line.subjectId,
      topic: TOPIC_OF[line.subject],
      outcome: 'done',
      fields: line.fields,
    });
  }
}
