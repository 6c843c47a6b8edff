import { Foundations1764000000001 } from './1764000000001-foundations.js';
import { PlacesAndPeople1764000000002 } from './1764000000002-places-and-people.js';
import { Cases1764000000003 } from './1764000000003-cases.js';
import { Audits1764000000004 } from './1764000000004-audits.js';
import { Recommendations1764000000005 } from './1764000000005-recommendations.js';
import { VaultAndTrail1764000000006 } from './1764000000006-vault-and-trail.js';
import { Safeguarding1764000000020 } from './1764000000020-safeguarding.js';
import { ZeroReports1764000000021 } from './1764000000021-zero-reports.js';
import { CaseLinks1764000000022 } from './1764000000022-case-links.js';
import { AgainstProposal1764000000023 } from './1764000000023-against-proposal.js';
import { ConclusionVersion1764000000024 } from './1764000000024-conclusion-version.js';
import { JournalSeal1764000000030 } from './1764000000030-journal-seal.js';
import { PhasesOnBehalf1764000000040 } from './1764000000040-phases-on-behalf.js';
import { Invitations1764000000041 } from './1764000000041-invitations.js';
import { ChangedKind1764000000050 } from './1764000000050-changed-kind.js';
import { ReviewExtent1764000000051 } from './1764000000051-review-extent.js';
import { SessionVersion1764000000052 } from './1764000000052-session-version.js';
import { SecondFactor1764000000060 } from './1764000000060-second-factor.js';
import { IdentityErasure1764000000071 } from './1764000000071-identity-erasure.js';
import { RoleRequests1764000000061 } from './1764000000061-role-requests.js';
import { VaultKeys1764000000070 } from './1764000000070-vault-keys.js';
import { Attachments1764000000080 } from './1764000000080-attachments.js';
import { PublishedCounts1764000000090 } from './1764000000090-published-counts.js';
import { ReachFunctions1764000000091 } from './1764000000091-reach-functions.js';
import { Allowances1764000000100 } from './1764000000100-allowances.js';
import { CaseExports1764000000101 } from './1764000000101-case-exports.js';
import { NameIndex1764000000110 } from './1764000000110-name-index.js';
import { FactorLifts1764000000111 } from './1764000000111-factor-lifts.js';
import { RegisteredDevices1764000000120 } from './1764000000120-registered-devices.js';
import { Epoch1764000000140 } from './1764000000140-epoch.js';
import { Independence1764000000150 } from './1764000000150-independence.js';
import { IndependenceWall1764000000151 } from './1764000000151-independence-wall.js';
import { Uploads1764000000160 } from './1764000000160-uploads.js';
import { BarsPlannedOnce1764000000170 } from './1764000000170-bars-planned-once.js';
import { SignInPlannedOnce1764000000171 } from './1764000000171-sign-in-planned-once.js';
import { NarrowReach1764000000180 } from './1764000000180-narrow-reach.js';
import { BarsPastPolicies1764000000190 } from './1764000000190-bars-past-policies.js';
import { TasksAskedOnce1764000000191 } from './1764000000191-tasks-asked-once.js';
import { PublishedAudience1764000000200 } from './1764000000200-published-audience.js';
import { TiesPastPolicies1764000000210 } from './1764000000210-ties-past-policies.js';

/** Every migration, in order. A released one is never edited. */
export const MIGRATIONS = [
  Foundations1764000000001,
  PlacesAndPeople1764000000002,
  Cases1764000000003,
  Audits1764000000004,
  Recommendations1764000000005,
  VaultAndTrail1764000000006,
  Safeguarding1764000000020,
  ZeroReports1764000000021,
  CaseLinks1764000000022,
  AgainstProposal1764000000023,
  ConclusionVersion1764000000024,
  JournalSeal1764000000030,
  PhasesOnBehalf1764000000040,
  Invitations1764000000041,
  ChangedKind1764000000050,
  ReviewExtent1764000000051,
  SessionVersion1764000000052,
  SecondFactor1764000000060,
  RoleRequests1764000000061,
  VaultKeys1764000000070,
  IdentityErasure1764000000071,
  Attachments1764000000080,
  PublishedCounts1764000000090,
  ReachFunctions1764000000091,
  Allowances1764000000100,
  CaseExports1764000000101,
  NameIndex1764000000110,
  FactorLifts1764000000111,
  RegisteredDevices1764000000120,
  Epoch1764000000140,
  Independence1764000000150,
  IndependenceWall1764000000151,
  Uploads1764000000160,
  BarsPlannedOnce1764000000170,
  SignInPlannedOnce1764000000171,
  NarrowReach1764000000180,
  BarsPastPolicies1764000000190,
  TasksAskedOnce1764000000191,
  PublishedAudience1764000000200,
  TiesPastPolicies1764000000210,
];
