import { readFileSync } from 'node:fs';
import { Seeded } from '../../backend/src/generator/seeded.js';
import { COLUMNS, type Column } from '../permissions/people.js';
import { BODIES } from '../permissions/requests.js';
import { readTable, versionOf, type Line } from '../permissions/table.js';
import type { World } from '../permissions/world.js';
import { newId } from '../support/api.js';
import type { TestApp } from '../support/app.js';
import { tokenOf } from '../support/people.js';
import { hostileValues } from './values.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly string[];
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What is sent, past the socket: the text is what stands on the wire. */
export interface HostileRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
}

const DOCUMENT = JSON.parse(
  readFileSync(new URL('../../docs/generated/openapi.json', import.meta.url), 'utf8'),
) as Document;

const CONTENT_TYPES = [
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-7',
  '',
];
const BROKEN = [
  '{',
  '{"a":',
  '[1,2',
  '"\\uD800"',
  'null',
  '12',
  '',
  '{"a":1}{"b":2}',
  '\u0000',
  '{"id":"x",}',
  '--x\r\n\r\n--x--',
];

/** Requests drawn from the OpenAPI document and the rows of the permission table: nearly right, and wrong in one or a few places. */
export class HostileRequests {
  private readonly random: Seeded;
  private readonly values: readonly unknown[];
  private readonly lines: readonly Line[];
  private readonly columns = Object.keys(COLUMNS) as Column[];

  constructor(
    private readonly app: TestApp,
    private readonly world: World,
    seed: number,
    /** Only this address of the table. */
    path?: string,
  ) {
    this.random = new Seeded(seed);
    this.values = hostileValues(seed);
    this.lines = readTable().filter(
      (line) => (line.name === '' || world.has(line.name)) && (path ?? line.path) === line.path,
    );
  }

  /** Operations of the document that no row would ever reach. */
  unreached(): readonly string[] {
    const reached = new Set(this.lines.map((line) => operationOf(line)));
    return Object.entries(DOCUMENT.paths)
      .flatMap(([, operations]) => Object.values(operations))
      .filter((operation) => !reached.has(operation))
      .map((operation) => JSON.stringify(operation).slice(0, 80));
  }

  async next(): Promise<HostileRequest> {
    const line = this.random.pick(this.lines);
    const column = this.somebody(line);
    const operation = operationOf(line);
    const subject = line.name === '' ? '' : this.world.id(line.name);
    const path = `/api${line.path.replace(':id', this.random.chance(0.15) ? this.segment() : subject)}`;
    const version = subject === '' ? undefined : await versionOf(this.app, line, subject);
    const headers = this.headers(line, column, version);
    const payload = line.method === 'GET' ? undefined : await this.payload(line, column, subject, operation);
    return {
      method: line.method,
      url: `${path}${this.query(operation)}`,
      headers,
      ...(payload === undefined ? {} : { payload }),
    };
  }

  /** Mostly somebody who may, so that what is wrong is met by the rules and not at the door. */
  private somebody({ cells }: Line): Column {
    const allowed = this.columns.filter((column) => cells[column] === 'ok');
    return this.random.pick(allowed.length > 0 && this.random.chance(0.7) ? allowed : this.columns);
  }

  private headers(line: Line, column: Column, version: number | undefined): Readonly<Record<string, string>> {
    const member = COLUMNS[column];
    return {
      ...(member === null ? {} : { cookie: `denba-sid=${tokenOf(member)}` }),
      ...(line.method === 'GET'
        ? {}
        : {
            'x-denba': '1',
            'idempotency-key': this.random.chance(0.05) ? this.headerText() : newId(),
            'content-type': this.random.chance(0.05) ? this.random.pick(CONTENT_TYPES) : 'application/json',
          }),
      ...this.match(version),
      ...(this.random.chance(0.05) ? { 'accept-language': this.headerText() } : {}),
      ...(this.random.chance(0.05) ? { 'x-forwarded-for': this.headerText() } : {}),
      ...(this.random.chance(0.05) ? { 'accept-encoding': this.headerText() } : {}),
    };
  }

  private match(version: number | undefined): Readonly<Record<string, string>> {
    if (this.random.chance(0.1)) return { 'if-match': this.headerText() };
    return version === undefined || this.random.chance(0.1) ? {} : { 'if-match': `"${String(version)}"` };
  }

  private query(operation: Operation | undefined): string {
    const given = (operation?.parameters ?? [])
      .filter((parameter) => parameter.in === 'query' && this.random.chance(0.4))
      .map(
        ({ name, schema }) => `${name}=${this.random.chance(0.3) ? this.ordinary(schema) : this.segment()}`,
      );
    if (this.random.chance(0.05)) given.push(`${this.segment()}=${this.segment()}`);
    return given.length === 0 ? '' : `?${given.join('&')}`;
  }

  private ordinary(schema: Schema | undefined): string {
    if (schema?.enum !== undefined) return this.random.pick(schema.enum);
    return schema?.type === 'number' ? '7' : 'Awa';
  }

  private async payload(
    { method, path }: Line,
    column: Column,
    subject: string,
    operation: Operation | undefined,
  ): Promise<string> {
    if (this.random.chance(0.04)) return this.random.pick(BROKEN);
    const schema = operation?.requestBody?.content['application/json']?.schema;
    const make = BODIES[`${method} ${path}`];
    const body =
      make === undefined || this.random.chance(0.25)
        ? this.fromSchema(schema, 4)
        : // What an earlier request undid, a session or a factor, cannot be prepared: then the body is made up.
          await Promise.resolve(make({ app: this.app, world: this.world, column, subject })).catch(() =>
            this.fromSchema(schema, 4),
          );
    let wrong: unknown = structuredClone(body);
    for (let times = this.random.whole(1, 3); times > 0; times -= 1) wrong = this.mutated(wrong);
    return textOf(wrong);
  }

  private fromSchema(schema: Schema | undefined, depth: number): unknown {
    if (schema === undefined || depth === 0) return this.random.pick(this.values);
    if (schema.$ref !== undefined)
      return this.fromSchema(DOCUMENT.components.schemas[schema.$ref.split('/').at(-1) ?? ''], depth - 1);
    if (schema.properties !== undefined)
      return Object.fromEntries(
        Object.entries(schema.properties)
          .filter(() => this.random.chance(0.9))
          .map(([name, property]) => [name, this.fromSchema(property, depth - 1)]),
      );
    if (schema.type === 'array')
      return Array.from({ length: this.random.whole(0, 3) }, () => this.fromSchema(schema.items, depth - 1));
    if (schema.enum !== undefined && this.random.chance(0.8)) return this.random.pick(schema.enum);
    return this.random.pick(this.values);
  }

  /** The same with one place of it replaced, taken away, doubled, or added to. */
  private mutated(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || this.random.chance(0.15))
      return this.random.pick(this.values);
    if (Array.isArray(value)) {
      const list: unknown[] = value;
      if (list.length === 0 || this.random.chance(0.1)) return [...list, this.random.pick(this.values)];
      const at = this.random.whole(0, list.length - 1);
      return list.map((one, n) => (n === at ? this.mutated(one) : one));
    }
    const entries = Object.entries(value);
    if (entries.length === 0 || this.random.chance(0.1))
      return { ...value, [this.key()]: this.random.pick(this.values) };
    const [name, old] = this.random.pick<[string, unknown]>(entries);
    if (this.random.chance(0.1)) return Object.fromEntries(entries.filter(([one]) => one !== name));
    return { ...value, [name]: this.mutated(old) };
  }

  private key(): string {
    return this.random.pick([
      '__proto__x',
      'id',
      'version',
      'personId',
      'constructor',
      'value',
      '\u0000',
      '',
    ]);
  }

  /** A hostile part of an address, as a browser or as nobody would write it. */
  private segment(): string {
    const text = textOf(this.random.pick(this.values)).slice(0, 300);
    return this.random.chance(0.1)
      ? this.random.pick(['%', '%ff', '%00', '..%2f', '%u0041', ''])
      : encoded(text);
  }

  /** Any bytes that an HTTP header may carry. */
  private headerText(): string {
    return textOf(this.random.pick(this.values))
      .slice(0, 200)
      .replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
  }
}

/** Addresses with the fewest places to fill first: `/places/assign-district` is no `/places/{id}`. */
const TEMPLATES = Object.entries(DOCUMENT.paths)
  .map(([template, operations]) => ({
    pattern: new RegExp(`^${template.slice('/api'.length).replace(/\{[^}]+\}/g, '[^/]+')}$`),
    operations,
  }))
  .toSorted((a, b) => a.pattern.source.split('[^/]').length - b.pattern.source.split('[^/]').length);

/** The operation of the document that a row of the table asks for. */
function operationOf({ method, path }: Line): Operation | undefined {
  return TEMPLATES.find(({ pattern }) => pattern.test(path))?.operations[method.toLowerCase()];
}

const textOf = (value: unknown): string => JSON.stringify(value);

/** Lone surrogates are no text that can be encoded; they go as the bytes that some programs write for them. */
function encoded(text: string): string {
  const plain = text.replace(/^"|"$/g, '');
  return encodeURIComponent(plain.toWellFormed());
}
