import { createMongoAbility, subject, type MongoAbility, type RawRuleOf } from '@casl/ability';
import { unpackRules, type PackRule } from '@casl/ability/extra';
import type { Action, SubjectName } from '@domain/access/subjects.js';

type Ability = MongoAbility<[string, string | object]>;

/** Answers whether an action on a kind of thing, or on one record of it, is allowed. */
export type Ask = (action: Action, kind: SubjectName, record?: Readonly<Record<string, unknown>>) => boolean;

/** Reads the packed rules of a session. Loaded with the session: the door needs no rules. */
export function askOf(rules: readonly unknown[]): Ask {
  const packed = rules as PackRule<RawRuleOf<Ability>>[];
  const ability = createMongoAbility<Ability>(unpackRules<RawRuleOf<Ability>>(packed));
  return (action, kind, record) => ability.can(action, record ? subject(kind, { ...record }) : kind);
}
