import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { newId } from '../support/api.js';
import type { TestApp } from '../support/app.js';
import { tokenOf } from '../support/people.js';
import type { Restore } from '../support/snapshot.js';
import { COLUMNS, type Column } from './people.js';
import { BODIES, Sent } from './requests.js';
import type { World } from './world.js';

/** What a cell may say. */
export const CODES = ['ok', '401', '403', '404', '409'];
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** One request of the table with what each person must be answered. `name` is what it is about in the world. */
export interface Line {
  readonly method: Method;
  readonly path: string;
  readonly name: string;
  readonly cells: Readonly<Record<Column, string>>;
}

/** What the rows of an address are about, by the beginning of it; the others are about nothing, or about a case named in the body. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^\/cases\/:id/, 'case'],
  [/^\/(sessions|recommendations)$/, 'case'],
  [/^\/attachments\/:id/, 'attachment'],
  [/^\/uploads\/:id/, 'upload'],
  [/^\/invitations\/:id/, 'invitation'],
  [/^\/packet-pictures\/:id/, 'picture'],
  [/^\/concerns\/:id/, 'concern'],
  [/^\/links\/:id/, 'link'],
  [/^\/packets\//, 'packet'],
  [/^\/seats\/:id/, 'seat'],
  [/^\/audits\/:id/, 'audit'],
  [/^\/sessions\/:id/, 'session'],
  [/^\/attendances\//, 'attendance'],
  [/^\/approvals\/:id/, 'approval'],
  [/^\/role-requests\/:id/, 'role-request'],
  [/^\/factor-lifts\/:id/, 'factor-lift'],
  [/^\/people\/:id/, 'person'],
  [/^\/session\/devices\/:id/, 'device'],
  [/^\/memberships\//, 'membership'],
  [/^\/affiliations\//, 'affiliation'],
  [/^\/places\/:id/, 'place'],
  [/^\/facility-imports\/:id/, 'import'],
  [/^\/draws\/:id/, 'draw'],
  [/^\/reports\/:id/, 'report'],
];

function nameOf(path: string, ownership: string, state: string): string {
  // A recommendation is known by two names, which its rows spell out: as the record of a case, and as a bare action.
  const kind = /^\/recommendations\/:id/.test(path)
    ? undefined
    : KINDS.find(([start]) => start.test(path))?.[1];
  return ownership === '-' ? '' : [kind, ownership, state].filter((part) => part !== undefined).join(' ');
}

/** The table as it is written, each state of a row a line of its own. */
export function readTable(): readonly Line[] {
  const file = readFileSync(new URL('expected.csv', import.meta.url), 'utf8');
  const rows: readonly Readonly<Record<string, string>>[] = parse(file, { columns: true });
  return rows.flatMap(({ method, path = '', ownership = '', state = '', ...cells }) =>
    state.split(' ').map((one) => ({
      method: method as Method,
      path,
      name: nameOf(path, ownership, one),
      cells: cells as Line['cells'],
    })),
  );
}

/** Where the version that a person looked at is kept, by the kind of thing. */
const VERSIONED: Readonly<Record<string, string>> = {
  case: 'death_case',
  attachment: 'attachment',
  invitation: 'invitation',
  concern: 'concern',
  link: 'case_link',
  packet: 'packet',
  seat: 'audit',
  audit: 'audit',
  session: 'audit_session',
  attendance: 'attendance',
  approval: 'approval',
  'role-request': 'role_request',
  'factor-lift': 'factor_lift',
  person: 'person',
  place: 'place',
  recommendation: 'recommendation',
  action: 'recommendation',
  report: 'zero_report',
};

/** The version of what a row is about, where it has one. */
export async function versionOf(app: TestApp, { name }: Line, id: string): Promise<number | undefined> {
  const [kind = ''] = name.split(' ');
  const table = VERSIONED[kind];
  if (table === undefined) return undefined;
  const key = kind === 'action' ? 'alias' : 'id';
  const rows = await app.sql<{ version: number }>(
    `SELECT version FROM app.${table} WHERE ${key}::text = $1`,
    [id],
  );
  return rows[0]?.version;
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** What a cell says: done, or the status of the refusal. 401 not signed in, 403 not this person, 404 absent for them, 409 not in this state. */
const codeOf = (status: number): string => (status < 300 ? 'ok' : String(status));

/** Writes about the caller alone, which do not meet each other. */
const OF_THE_CALLER = /^\/session(\/|$)/;

/** Plays one table against one world. */
export class Play {
  constructor(
    private readonly app: TestApp,
    private readonly world: World,
    private readonly restore: Restore,
  ) {}

  /** Every cell of these lines that is not answered as it is written, in words. */
  async wrongCells(lines: readonly Line[]): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const line of lines) wrong.push(...(await this.wrongIn(line)));
    return wrong;
  }

  /** Refusals and readings change nothing and go side by side; each write that is done is undone before the next. */
  private async wrongIn(line: Line): Promise<readonly string[]> {
    const columns = Object.keys(COLUMNS) as Column[];
    const writes = line.method !== 'GET';
    const done = columns.filter((column) => writes && line.cells[column] === 'ok');
    const refused = columns.filter((column) => !done.includes(column));
    const subject = line.name === '' ? '' : this.world.id(line.name);
    const version = subject === '' ? undefined : await versionOf(this.app, line, subject);
    const ask = (column: Column): Promise<string | null> => this.compared(line, column, subject, version);
    const answers = await Promise.all(refused.map(ask));
    // Somebody did what they may not: the others are asked about the world as it was.
    if (writes && answers.some((fault) => fault !== null)) await this.restore();
    if (OF_THE_CALLER.test(line.path)) {
      answers.push(...(await Promise.all(done.map(ask))));
      await this.restore();
    } else {
      for (const column of done) {
        answers.push(await ask(column));
        await this.restore();
      }
    }
    return answers.filter((fault) => fault !== null);
  }

  private async compared(
    line: Line,
    column: Column,
    subject: string,
    version: number | undefined,
  ): Promise<string | null> {
    const { status, text } = await this.send(line, column, subject, version);
    const code = codeOf(status);
    const expected = line.cells[column];
    if (code === expected) return null;
    const why = code === 'ok' ? '' : ` ${text.slice(0, 400)}`;
    return `${line.method} ${line.path} [${line.name}] ${column}: ${expected} expected, ${code} answered${why}`;
  }

  /** Past the socket, which sixteen thousand questions would wear out; everything behind it is the real server. */
  private async send(
    { method, path }: Line,
    column: Column,
    subject: string,
    version: number | undefined,
  ): Promise<Answered> {
    const member = COLUMNS[column];
    const body = method === 'GET' ? undefined : await this.bodyOf(`${method} ${path}`, column, subject);
    const address = `/api${path.replace(':id', subject).replace(':place', this.place()).replace(':n', '0')}`;
    const request = {
      method,
      url: body instanceof Sent && body.query !== '' ? `${address}?${body.query}` : address,
      headers: {
        ...(member === null ? {} : { cookie: `denba-sid=${tokenOf(member)}` }),
        ...(method === 'GET' ? {} : { 'x-denba': '1', 'idempotency-key': newId() }),
        ...(body instanceof Sent ? { 'content-type': 'application/octet-stream' } : {}),
        ...(version === undefined ? {} : { 'if-match': `"${String(version)}"` }),
      },
      ...(body === undefined ? {} : { payload: body instanceof Sent ? body.bytes : body }),
    };
    let answer = await this.app.nest.inject(request);
    // Twenty people who print at once wait for a connection in vain: whoever is told to come again does.
    while (answer.statusCode === 503) answer = await this.app.nest.inject(request);
    return { status: answer.statusCode, text: answer.body };
  }

  /** The facility of the path that nobody signs for. */
  private place(): string {
    return this.world.has('clinic') ? this.world.id('clinic') : '';
  }

  private async bodyOf(route: string, column: Column, subject: string): Promise<object> {
    const body = BODIES[route];
    if (body === undefined) throw new Error(`No body for ${route}`);
    return body({ app: this.app, world: this.world, column, subject });
  }
}
