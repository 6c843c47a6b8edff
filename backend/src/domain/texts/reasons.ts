import type { AuditReason } from '../audits/audit-workflow.js';
import type { IndependenceReason } from '../audits/independence.js';
import type { PacketReason } from '../audits/packet-workflow.js';
import type { CaseReason } from '../cases/case-workflow.js';
import type { LeakReason } from '../recommendations/batch.js';
import type { RecommendationReason } from '../recommendations/recommendation-workflow.js';
import type { SmartQuestion } from '../recommendations/smart.js';
import type { ReportReason } from '../reports/zero-report-workflow.js';
import type { QuorumCode } from '../sessions/quorum.js';
import type { SessionReason } from '../sessions/session-workflow.js';

/** Every code that explains why something is not possible yet, or what is asked for. */
export type Reason =
  | CaseReason
  | AuditReason
  | PacketReason
  | SessionReason
  | RecommendationReason
  | ReportReason
  | IndependenceReason
  | QuorumCode
  | SmartQuestion
  | LeakReason;

/** The sentence of every reason; a missing one does not compile. */
export type ReasonTexts = Readonly<Record<Reason, string>>;
