import type { PublishedMark } from '../reports/zero-report.js';

/** The lists that leave as a file. */
export type ExportedList = 'cases' | 'recommendations' | 'counts';

/** Words of the files in which lists leave. `{name}` is replaced by the parameter of that name. */
export interface ExportTexts {
  readonly confidential: string;
  readonly rule: string;
  readonly by: string;
  readonly filters: string;
  readonly unfiltered: string;
  readonly lines: string;
  readonly recorded: string;
  readonly smallNumbers: string;
  /** Title of the sheet, and what the file is called. */
  readonly titles: Readonly<Record<ExportedList, string>>;
  readonly files: Readonly<Record<ExportedList, string>>;
  readonly filter: Readonly<
    Record<'search' | 'state' | 'kind' | 'level' | 'overdue' | 'case' | 'type', string>
  >;
  readonly onHold: string;
  readonly overdue: string;
  readonly kindUnknown: string;
  readonly columns: {
    readonly cases: readonly [
      number: string,
      kind: string,
      state: string,
      round: string,
      hold: string,
      place: string,
      death: string,
      notified: string,
    ];
    readonly recommendations: readonly [
      action: string,
      factor: string,
      level: string,
      owner: string,
      strength: string,
      state: string,
      place: string,
      start: string,
      deadline: string,
      late: string,
    ];
    readonly counts: readonly [
      period: string,
      from: string,
      to: string,
      place: string,
      kind: string,
      expected: string,
      received: string,
      onTime: string,
      missing: string,
      deaths: string,
      note: string,
    ];
  };
  readonly placeKinds: Readonly<Record<'district' | 'region' | 'country', string>>;
  readonly periodTypes: Readonly<Record<'EPI_WEEK' | 'MONTH', string>>;
  readonly marks: Readonly<Record<PublishedMark, string>>;
}
