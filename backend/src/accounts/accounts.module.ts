import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { WorklistModule } from '../worklist/worklist.module.js';
import { Actors } from './actors.js';
import { Administrators } from './administrators.js';
import { DeviceCommands } from './device-commands.js';
import { FactorCommands } from './factor-commands.js';
import { FirstAdministrator } from './first-administrator.js';
import { MembershipCommands } from './membership-commands.js';
import { OwnSecurityController } from './own-security.controller.js';
import { MembershipsController, PeopleController } from './people.controller.js';
import { PersonCommands } from './person-commands.js';
import { PersonQueries } from './person-queries.js';
import { ProofCommands } from './proof-commands.js';
import { Proofs } from './proofs.js';
import { RoleRequests } from './role-requests.js';
import { RoleRequestsController } from './role-requests.controller.js';
import { SecondFactorRules } from './second-factor-rules.js';
import { SessionController } from './session.controller.js';
import { SessionCommands } from './session-commands.js';
import { SignInAttempts } from './sign-in-attempts.js';

@Module({
  imports: [JournalModule, WorklistModule],
  controllers: [
    SessionController,
    OwnSecurityController,
    PeopleController,
    MembershipsController,
    RoleRequestsController,
  ],
  providers: [
    Actors,
    Administrators,
    DeviceCommands,
    FactorCommands,
    FirstAdministrator,
    MembershipCommands,
    PersonCommands,
    PersonQueries,
    ProofCommands,
    Proofs,
    RoleRequests,
    SecondFactorRules,
    SessionCommands,
    SignInAttempts,
  ],
  exports: [Actors, FirstAdministrator, PersonQueries],
})
export class AccountsModule {}
