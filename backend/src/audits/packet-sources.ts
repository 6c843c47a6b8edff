import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EntityManager } from 'typeorm';
import type { PlaceKind } from '../domain/accounts/person.js';
import type { PacketContent, PacketSpan } from '../domain/audits/audit.js';
import { neutralDocuments } from '../domain/audits/neutral-file.js';
import { buildPacket } from '../domain/audits/packet.js';
import { ageBand } from '../domain/audits/packet-item.js';
import { lettersOf, packetOrigin, type PacketSource } from '../domain/audits/packet-source.js';
import { textsOf, type FileText } from '../domain/audits/packet-text.js';
import type { Origin } from '../domain/audits/relative-time.js';
import type { CaseKind } from '../domain/cases/case.js';
import { pathOf } from '../domain/cases/phases.js';
import { identifyingPassages, type Surroundings } from '../domain/cases/identifying-text.js';
import type { Answers } from '../domain/forms/form.js';
import { numberOf } from '../domain/forms/read.js';
import { formOrder, getForm } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import { absent } from '../domain/problem.js';

/** Marked passages of a file's texts, by text key. */
export type SpansByText = Readonly<Record<string, readonly PacketSpan[]>>;

/** A frozen file as packets and opinions read it. */
export interface FrozenFile {
  readonly id: string;
  readonly sha256: string;
  readonly caseKind: CaseKind;
  readonly sources: readonly PacketSource[];
  readonly documents: Readonly<Record<string, Answers>>;
  readonly levelOf: (placeId: string) => PlaceKind | undefined;
  readonly responsibleKind: PlaceKind;
  readonly ageDays: number | null;
}

/** What a blind reviewer's opinion is checked against, and what the gate tells. */
export interface BlindContext {
  readonly documents: Readonly<Record<string, Answers>>;
  readonly level: PlaceKind | 'other';
  readonly ageBand: string | null;
}

interface FileRow {
  readonly id: string;
  readonly sha256: string;
  readonly documents: Readonly<Record<string, { readonly version: number; readonly answers: Answers }>>;
  readonly frozenAt: Date;
  readonly kind: CaseKind;
  readonly responsibleKind: PlaceKind;
  readonly ageDays: number | null;
}

/** Reads a frozen file with the level of each facility it names. The running scope must reach the case. */
export async function frozenFile(tx: EntityManager, fileId: string): Promise<FrozenFile> {
  const [file]: readonly FileRow[] = await tx.query(
    `SELECT f.id, f.sha256, f.documents, f.frozen_at AS "frozenAt", c.kind, p.kind AS "responsibleKind", c.age_days AS "ageDays"
     FROM app.case_file f JOIN app.death_case c ON c.id = f.case_id JOIN app.place p ON p.id = c.responsible_id WHERE f.id = $1`,
    [fileId],
  );
  if (file === undefined) throw absent('file');
  const documents = Object.fromEntries(
    Object.entries(file.documents).map(([form, { answers }]) => [form, answers]),
  );
  const context = { now: file.frozenAt.toISOString().slice(0, 16), documents, facts: { kind: file.kind } };
  const sources = Object.entries(file.documents)
    .sort(([left], [right]) => formOrder(left) - formOrder(right))
    .map(([name, { version, answers }]): PacketSource => {
      const form = getForm(name, version);
      return { form, answers, computed: validate(form, answers, context).computed };
    });
  const named = [...lettersOf(sources, () => undefined).keys()]
    .filter((id) => /^\d{1,9}$/.test(id))
    .map(Number);
  const places: readonly { readonly id: number; readonly kind: PlaceKind }[] = await tx.query(
    'SELECT id, kind FROM app.place WHERE id = ANY ($1)',
    [named],
  );
  const kinds = new Map(places.map(({ id, kind }) => [String(id), kind]));
  return {
    id: file.id,
    sha256: file.sha256,
    caseKind: file.kind,
    sources,
    documents,
    levelOf: (id) => kinds.get(id),
    responsibleKind: file.responsibleKind,
    ageDays: file.ageDays,
  };
}

/**
 * The facilities of the path as the frozen file of the running round lists them; before there is a file, those known to the case. A case
 * may have been handed to a centre that is not on its path.
 */
export async function frozenPath(
  tx: EntityManager,
  row: { readonly id: string; readonly round: number; readonly placeIds: readonly number[] },
): Promise<readonly number[]> {
  const [file]: readonly { readonly documents: FileRow['documents'] | null }[] = await tx.query(
    'SELECT documents FROM app.case_file WHERE case_id = $1 AND round = $2 ORDER BY n DESC LIMIT 1',
    [row.id, row.round],
  );
  const paths = Object.entries(file?.documents ?? {}).map(([name, { version, answers }]) =>
    pathOf(getForm(name, version), answers, []),
  );
  return paths.find((path) => path.length > 0) ?? row.placeIds;
}

/** The free texts of a file that its packet keeps. */
export function textsOfFile(file: FrozenFile): readonly FileText[] {
  return file.sources.flatMap(({ form, answers }) => textsOf(form, answers));
}

/** Every passage a person must look at before the packet leaves. */
export function screened(file: FrozenFile, around: Surroundings): SpansByText {
  return Object.fromEntries(
    textsOfFile(file).map(({ key, text }) => [
      key,
      identifyingPassages(text, around).map((passage): PacketSpan => ({ ...passage, decision: null })),
    ]),
  );
}

/** The packet of a file under its spans. A passage nobody decided on yet is hidden, so that a draft never shows more than a release. */
export function contentOf(file: FrozenFile, alias: string, spans: SpansByText): PacketContent {
  const redactions = Object.fromEntries(
    Object.entries(spans).map(([key, marked]) => [key, marked.filter(({ decision }) => decision !== 'keep')]),
  );
  return buildPacket({
    alias,
    kind: file.caseKind,
    documents: file.sources,
    redactions,
    levelOf: file.levelOf,
  });
}

/** What the reviewers' rules run on: the kept answers on the neutral calendar. */
export function blindContextOf(file: FrozenFile): BlindContext {
  return {
    documents: neutralDocuments({ documents: file.sources, levelOf: file.levelOf }),
    level: file.responsibleKind,
    ageBand: ageBandOf(file),
  };
}

/** H0 of the file on the real calendar, to bring a reviewer's times back. */
export function originOfFile(file: FrozenFile): Origin | undefined {
  return packetOrigin(file.sources);
}

/** SHA-256 of the canonical JSON (RFC 8785) of a value, in hexadecimal; and that JSON itself. */
export function canonical(value: unknown): { readonly content: string; readonly sha256: string } {
  const content = canonicalize(value);
  if (content === undefined) throw new TypeError('nothing to hash');
  return { content, sha256: createHash('sha256').update(content).digest('hex') };
}

const MONTH_DAYS = 30.4375;

function ageBandOf(file: FrozenFile): string | null {
  const days = file.ageDays ?? 0;
  switch (file.caseKind) {
    case 'MAT': {
      const years =
        numberOf(file.documents['maternal_review'], 'm_age') ??
        numberOf(file.documents['notification'], 'age_years');
      return years === undefined ? null : ageBand(years).join('–');
    }
    case 'NND':
      return days <= 6 ? '0–6' : '7–27';
    case 'CHILD':
      return days / MONTH_DAYS < 12 ? '1–11' : '12–59';
    case 'SB':
    case 'WRA':
      return null;
  }
}
