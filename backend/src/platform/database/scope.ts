import { rulesToAST } from '@casl/ability/extra';
import type { Action, AppAbility, SubjectName } from '../../domain/access/subjects.js';

/** A piece of a WHERE clause with its parameters, numbered from the number it was asked for. */
export interface Scope {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/**
 * How each column that a condition may name is written in SQL, with its type: `{ districtId: 'c.district_id int', placeIds: 'c.place_ids
 * int[]' }`. An expression is allowed: `concluded: '(c.concluded_at IS NOT NULL) boolean'`. The type is the last word.
 */
export type ScopeColumns = Readonly<Record<string, string>>;

interface Column {
  readonly sql: string;
  readonly type: string;
  readonly isArray: boolean;
}

interface Node {
  readonly operator: string;
  readonly value: unknown;
  readonly field?: string;
}

/**
 * Compiles what a person may do into a WHERE condition, so that a query starts from the reader's scope. Held against `ability.can` by a
 * differential test. No permission is FALSE, every row is TRUE, and what this compiler does not know throws. A comparison with NULL
 * is unknown, which a WHERE takes for false; only below a NOT it must be made false, and there an index is of no use anyway.
 * [security.md F4, F5]
 */
export function scopeOf(
  ability: AppAbility,
  action: Action,
  subject: SubjectName,
  columns: ScopeColumns,
  firstParam = 1,
): Scope {
  const ast = rulesToAST(ability, action, subject) as Node | null;
  if (ast === null) return { sql: 'FALSE', params: [] };
  const params: unknown[] = [];
  const compiler = new Compiler(columns, (value, type) => {
    params.push(value);
    return `$${firstParam + params.length - 1}::${type}`;
  });
  return { sql: compiler.compile(ast, false), params };
}

class Compiler {
  constructor(
    private readonly columns: ScopeColumns,
    private readonly param: (value: unknown, type: string) => string,
  ) {}

  compile({ operator, value, field }: Node, negated: boolean): string {
    switch (operator) {
      case 'and':
        return joined(this.all(value, negated), 'AND', 'TRUE');
      case 'or':
        return joined(this.all(value, negated), 'OR', 'FALSE');
      case 'not':
      case 'nor':
        return `NOT ${joined(this.all(value, true), 'OR', 'FALSE')}`;
      case 'eq':
        return this.equal(this.column(field), value, negated);
      case 'ne':
        return `NOT ${this.equal(this.column(field), value, true)}`;
      case 'in':
        return this.among(this.column(field), listOf(value), negated);
      case 'nin':
        return `NOT ${this.among(this.column(field), listOf(value), true)}`;
      default:
        throw new Error(`A permission uses the operator "${operator}", which has no SQL`);
    }
  }

  private all(value: unknown, negated: boolean): readonly string[] {
    return (value as readonly Node[]).map((node) => this.compile(node, negated));
  }

  private column(field: string | undefined): Column {
    const declared = field === undefined ? undefined : this.columns[field];
    if (declared === undefined)
      throw new Error(`A permission names "${field ?? ''}", which this query lacks`);
    const at = declared.lastIndexOf(' ');
    const type = declared.slice(at + 1);
    return { sql: declared.slice(0, at), type: type.replace('[]', ''), isArray: type.endsWith('[]') };
  }

  private equal(column: Column, value: unknown, negated: boolean): string {
    if (column.isArray) return this.among(column, [value], negated);
    if (value === null) return `(${column.sql} IS NULL)`;
    return known(`${column.sql} = ${this.param(value, column.type)}`, negated);
  }

  private among(column: Column, values: readonly unknown[], negated: boolean): string {
    if (values.length === 0) return 'FALSE';
    if (column.isArray) {
      if (values.includes(null)) throw new Error('A permission looks for nothing inside a list');
      return known(`${column.sql} && ${this.param(values, `${column.type}[]`)}`, negated);
    }
    const some = values.filter((value) => value !== null);
    const orNull = some.length < values.length ? [`(${column.sql} IS NULL)`] : [];
    // One value compiles to `=`: with an array the planner gives up the order of the index.
    if (some.length === 1) return joined([this.equal(column, some[0], negated), ...orNull], 'OR', 'FALSE');
    if (some.length === 0) return joined(orNull, 'OR', 'FALSE');
    const anyOf = known(`${column.sql} = ANY (${this.param(some, `${column.type}[]`)})`, negated);
    return joined([anyOf, ...orNull], 'OR', 'FALSE');
  }
}

function known(comparison: string, negated: boolean): string {
  return negated ? `COALESCE(${comparison}, FALSE)` : `(${comparison})`;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('A permission lists no values');
  return value;
}

function joined(parts: readonly string[], word: 'AND' | 'OR', none: string): string {
  const [only] = parts;
  if (only === undefined) return none;
  return parts.length === 1 ? only : `(${parts.join(` ${word} `)})`;
}
