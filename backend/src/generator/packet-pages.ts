import { packetAlias } from '../domain/audits/packet.js';
import {
  canonical,
  contentOf,
  screened,
  type BlindContext,
  type FrozenFile,
} from '../audits/packet-sources.js';
import type { CaseLine } from './case-line.js';
import { instant, type Pen } from './pen.js';

/** The anonymous file: drafted at the freeze, released when reviewers need it, destroyed when it was kept long enough. */
export class PacketPages {
  readonly id: string;
  readonly alias: string;

  constructor(
    private readonly pen: Pen,
    private readonly line: CaseLine,
    private readonly file: FrozenFile,
    private readonly blind: BlindContext,
    aliases: Set<string>,
  ) {
    this.id = pen.random.uuid();
    this.alias = freshAlias(pen, aliases);
  }

  /** Whatever was concluded before this moment is no longer kept. */
  write(retainedFrom: number): void {
    const { pen, line, file } = this;
    const { released, frozen } = line.script.times;
    const vault = Object.values(line.script.story.identity);
    const spans = screened(file, { vault, staff: [], places: [] });
    const read = Object.fromEntries(
      Object.entries(spans).map(([key, marked]) => [
        key,
        marked.map((span) => ({ ...span, decision: 'redact' as const })),
      ]),
    );
    const { concludedAt, provisional } = line.changes;
    const isDestroyed = concludedAt !== null && concludedAt < retainedFrom && !provisional;
    const content = contentOf(file, this.alias, released === undefined ? spans : read);
    const state = isDestroyed ? 'destroyed' : released === undefined ? 'draft' : 'released';
    const isShown = state === 'released';
    pen.sheets.packet.add({
      id: this.id,
      alias: this.alias,
      case_id: line.script.id,
      round: 1,
      file_id: file.id,
      state,
      spans: isDestroyed ? {} : isShown ? read : spans,
      content: isShown ? content : null,
      context: isShown ? this.blind : null,
      sha256: released === undefined ? null : canonical(content).sha256,
      released_by: released === undefined ? null : line.script.district.focalPoint.id,
      released_at: released === undefined ? null : instant(released),
      version: 1 + (released === undefined ? 0 : 1) + (isDestroyed ? 1 : 0),
    });
    if (frozen === undefined) return;
    pen.entry(line.script, {
      at: frozen,
      by: line.head,
      command: 'build',
      subject: 'packet',
      subjectId: this.id,
      fields: [],
    });
  }
}

function freshAlias(pen: Pen, aliases: Set<string>): string {
  for (;;) {
    const alias = packetAlias(pen.random.bytes(8));
    if (aliases.has(alias)) continue;
    aliases.add(alias);
    return alias;
  }
}
