/** What a cell may hold: a text, a number, or nothing. A day is a text `YYYY-MM-DD` in a column of days. */
export type CellValue = string | number | null;

export interface TableColumn {
  readonly label: string;
  readonly type: 'text' | 'number' | 'day';
}

/** Lines that leave as a file, with what is said of them before the first. */
export interface Table {
  /** Name of the sheet. */
  readonly name: string;
  /** Who took the lines, when, of what, and that they are confidential. */
  readonly notes: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly CellValue[])[];
}

/** What a file says of itself outside its cells. */
export interface Marks {
  readonly title: string;
  readonly confidential: string;
  readonly author: string;
  readonly at: Date;
  /** At the foot of each printed page. */
  readonly foot: string;
}
