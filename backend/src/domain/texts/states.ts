import type { AuditState } from '../audits/audit-workflow.js';
import type { PacketState } from '../audits/packet-workflow.js';
import type { CaseState } from '../cases/case-workflow.js';
import type { RecommendationState } from '../recommendations/recommendation-workflow.js';
import type { ReportState } from '../reports/zero-report-workflow.js';
import type { SessionState } from '../sessions/session-workflow.js';

/** The word of every state, by machine; a missing one does not compile. */
export interface StateTexts {
  readonly case: Readonly<Record<CaseState, string>>;
  readonly audit: Readonly<Record<AuditState, string>>;
  readonly packet: Readonly<Record<PacketState, string>>;
  readonly session: Readonly<Record<SessionState, string>>;
  readonly recommendation: Readonly<Record<RecommendationState, string>>;
  readonly 'zero-report': Readonly<Record<ReportState, string>>;
}
