/**
 * The words by which a condition is told as a sentence, in one language. `{name}` is replaced by the parameter of that name; clauses follow
 * "if". Named conditions go by their name, or by `form.name` where a form means something else by it.
 */
export interface ConditionWords {
  readonly when: string;
  readonly unless: string;
  readonly and: string;
  readonly or: string;
  /** Before the last of several values. */
  readonly orValue: string;
  readonly quoted: string;
  readonly is: string;
  readonly isNot: string;
  readonly isKnown: string;
  readonly isKnownAndNot: string;
  readonly atLeast: string;
  readonly answered: string;
  readonly rowHas: string;
  readonly inDocument: string;
  readonly not: string;
  readonly yes: string;
  readonly no: string;
  readonly missing: Readonly<Record<'UNK' | 'NR' | 'NA' | 'REF', string>>;
  readonly named: Readonly<Record<string, string>>;
  readonly facts: Readonly<
    Record<string, { readonly clause: string; readonly values: Readonly<Record<string, string>> }>
  >;
}
