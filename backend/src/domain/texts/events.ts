import type { AuditEvent } from '../audits/audit-workflow.js';
import type { PacketEvent } from '../audits/packet-workflow.js';
import type { CaseEvent } from '../cases/case-workflow.js';
import type { RecommendationEvent } from '../recommendations/recommendation-workflow.js';
import type { ReportEvent } from '../reports/zero-report-workflow.js';
import type { SessionEvent } from '../sessions/session-workflow.js';

/** Words of one event: the verb of its button, what the timeline says once it happened, and what will no longer change. */
export interface EventText {
  readonly verb: string;
  readonly done: string;
  /** Shown before an irreversible or two-person event. */
  readonly warning?: string;
}

/** Words of every event, by machine; a missing one does not compile. */
export interface EventTexts {
  readonly case: Readonly<Record<CaseEvent | 'notify', EventText>>;
  readonly audit: Readonly<Record<AuditEvent, EventText>>;
  readonly packet: Readonly<Record<PacketEvent, EventText>>;
  readonly session: Readonly<Record<SessionEvent, EventText>>;
  readonly recommendation: Readonly<Record<RecommendationEvent, EventText>>;
  readonly 'zero-report': Readonly<Record<ReportEvent | 'remind', EventText>>;
}
