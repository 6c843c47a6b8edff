import { RULE_VERSION } from '../domain/audits/comparison.js';
import {
  adjudicated,
  auditAlone,
  classify,
  type FinalClassification,
} from '../domain/audits/final-classification.js';
import { getForm } from '../domain/forms/registry.js';
import { toleranceOf, withoutReviewersOwn } from '../audits/conclusions.js';
import { blindContextOf, type FrozenFile } from '../audits/packet-sources.js';
import type { CaseLine } from './case-line.js';
import { OpinionPages, type SeatWritten } from './opinion-pages.js';
import { PacketPages } from './packet-pages.js';
import { instant, type Pen } from './pen.js';
import { SessionPages } from './session-pages.js';

/** The audit of one frozen case, from its session to its conclusion. */
export class AuditPages {
  readonly auditId: string;
  readonly session: SessionPages;
  readonly packet: PacketPages;
  readonly opinions: OpinionPages;

  constructor(
    private readonly pen: Pen,
    private readonly line: CaseLine,
    file: FrozenFile,
    aliases: Set<string>,
  ) {
    const blind = blindContextOf(file);
    this.auditId = pen.id(line.script.times.planned ?? line.script.times.notified);
    this.session = new SessionPages(pen, line);
    this.packet = new PacketPages(pen, line, file, blind, aliases);
    this.opinions = new OpinionPages(pen, line, { file, blind, packetId: this.packet.id });
  }

  /** The session and its audit, as far as they came. */
  audit(): void {
    this.session.write();
    this.opinions.firstAudit(this.auditId, this.session.id, this.session.room);
  }

  /** The draw decides at the seal of the audit. */
  draw(): void {
    const { line, pen } = this;
    const { sealed } = line.script.times;
    if (sealed === undefined) return;
    line.fire('seal-audit', sealed, line.head, {});
    if (line.script.rest === 'audited') return;
    const { drawId, rank, probability, selected } = line.script.drawn;
    pen.sheets.drawResult.add({
      case_id: line.script.id,
      round: 1,
      phase: 'seal',
      draw_id: drawId,
      rank,
      probability,
      selected,
      at: instant(sealed),
    });
    if (selected) {
      line.fire('select', sealed, 'system', {});
      return;
    }
    line.changes.provisional = true;
    line.fire('skip', sealed, 'system', { provisional: true });
    this.conclude(auditAlone(this.opinions.sealed[0] ?? {}, 'skipped'), this.auditId, sealed);
  }

  /** Reviews, comparison and adjudication, as far as they came. Gives the seats, with who sits there. */
  reviews(): readonly SeatWritten[] {
    const { script } = this.line;
    const opened = script.times.sealed;
    if (opened === undefined || !script.drawn.selected || script.rest === 'audited') return [];
    const written = Array.from({ length: script.seats }, (_, seat) =>
      this.opinions.review('counter-audit', seat + 1, script.reviews[seat], opened),
    );
    const sealed = script.reviews.map((review) => review.sealed);
    if (sealed.length < script.seats || sealed.some((at) => at === undefined)) return written;
    return [...written, ...this.compared(Math.max(...sealed.map((at) => at ?? 0)))];
  }

  private compared(at: number): readonly SeatWritten[] {
    const { line, pen } = this;
    const [audit, first, second] = this.opinions.sealed;
    if (audit === undefined || first === undefined)
      throw new Error('a reviewed case has its sealed opinions');
    const opinions = { audit, first, ...(second === undefined ? {} : { second }) };
    const outcome = classify(opinions, toleranceOf({ deathPlace: line.row.deathPlace }));
    for (const { pair, item, left, right, level } of outcome.comparison.items) {
      pen.sheets.comparison.add({
        case_id: line.script.id,
        round: 1,
        pair,
        item,
        left_value: left,
        right_value: right,
        level,
        rule_version: RULE_VERSION,
        at: instant(at),
      });
    }
    const needsAdjudication = outcome.route === 'adjudication';
    const { seats, adjudication: third } = line.script;
    line.fire('compare', at, 'system', { reviewsSealed: seats, reviewsNeeded: seats, needsAdjudication });
    if (outcome.route === 'conclusion') {
      this.conclude(outcome.final, this.auditId, at);
      return [];
    }
    const seat = this.opinions.review('adjudication', 1, third ?? undefined, at);
    if (third?.sealed !== undefined) {
      line.fire('adjudicate', third.sealed, 'system', {});
      this.conclude(adjudicated(this.opinions.sealed.at(-1) ?? {}), seat.id, third.sealed);
    }
    return [seat];
  }

  private conclude(final: FinalClassification, auditId: string, at: number): void {
    const form = getForm('opinion');
    this.pen.sheets.final.add({
      case_id: this.line.script.id,
      round: 1,
      source: final.source,
      audit_id: auditId,
      answers: withoutReviewersOwn(form, final.answers, this.line.row),
      unsettled: [...final.unsettled, ...final.undetermined],
      at: instant(at),
      form_version: form.version,
    });
  }
}
