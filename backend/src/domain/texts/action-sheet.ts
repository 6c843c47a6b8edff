/** Words of the sheet that an ASACO fills by hand at its monthly meeting. `{name}` is replaced by the parameter of that name. */
export interface ActionSheetTexts {
  readonly title: string;
  readonly meeting: string;
  readonly sheet: string;
  readonly number: string;
  readonly date: string;
  readonly present: string;
  readonly columns: readonly [
    what: string,
    who: string,
    when: string,
    where: string,
    obstacle: string,
    decision: string,
  ];
  readonly boxes: {
    readonly done: string;
    readonly 'in-progress': string;
    readonly late: string;
    readonly blocked: string;
  };
  readonly tell: readonly [heading: string, sentence: string];
  readonly signatures: readonly [string, string, string];
  readonly foot: string;
  readonly printed: string;
}
