import { Module, type DynamicModule } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { demonstration } from './accounts/demonstration.js';
import { Affiliation, Device, Login, Membership, Person, RoleRequest } from './accounts/person.entity.js';
import { Audit, Opinion, Seal } from './audits/audit.entity.js';
import { AuditsModule } from './audits/audits.module.js';
import { Packet } from './audits/packet.entity.js';
import { Attachment } from './cases/attachment.entity.js';
import { Approval, CaseEventRow, DeathCase } from './cases/case.entity.js';
import { CaseLink } from './cases/case-link.entity.js';
import { Upload } from './cases/upload.entity.js';
import { CasesModule } from './cases/cases.module.js';
import { FacilitiesModule } from './facilities/facilities.module.js';
import { FacilityImport } from './facilities/facility-import.entity.js';
import { Place, Setting } from './facilities/place.entity.js';
import { JournalModule } from './journal/journal.module.js';
import type { Clock } from './platform/clock.js';
import type { Config } from './platform/config.js';
import { PaperModule } from './paper/paper.module.js';
import { PlatformModule } from './platform/platform.module.js';
import {
  Recommendation,
  RecommendationSource,
  RecommendationUpdate,
} from './recommendations/recommendation.entity.js';
import { RecommendationsModule } from './recommendations/recommendations.module.js';
import { Concern } from './safeguarding/concern.entity.js';
import { SafeguardingModule } from './safeguarding/safeguarding.module.js';
import { ZeroReport, ZeroReportVersion } from './reports/report.entity.js';
import { PublishedCount } from './reports/published-count.entity.js';
import { ReportsModule } from './reports/reports.module.js';
import { Attendance, AuditSession } from './sessions/session.entity.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SyncModule } from './sync/sync.module.js';
import { Task } from './worklist/task.entity.js';
import { WorklistModule } from './worklist/worklist.module.js';

/** Every table that a feature maps. */
export const ENTITIES = [
  Affiliation,
  Approval,
  Attachment,
  Attendance,
  Audit,
  AuditSession,
  CaseEventRow,
  CaseLink,
  Concern,
  DeathCase,
  FacilityImport,
  Device,
  Login,
  Membership,
  RoleRequest,
  Opinion,
  Packet,
  Person,
  Place,
  Recommendation,
  RecommendationSource,
  RecommendationUpdate,
  Seal,
  Setting,
  Task,
  ZeroReport,
  ZeroReportVersion,
  PublishedCount,
  Upload,
];

/** The only list of all features, in their order: each may use those before it. */
const FEATURES = [
  JournalModule,
  FacilitiesModule,
  AccountsModule,
  WorklistModule,
  CasesModule,
  SafeguardingModule,
  ReportsModule,
  PaperModule,
  AuditsModule,
  SessionsModule,
  RecommendationsModule,
  SyncModule,
];

@Module({})
export class AppModule {
  static with(config: Config, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with({ config, entities: ENTITIES, demonstration, ...(clock ? { clock } : {}) }),
        ...FEATURES,
      ],
    };
  }
}
