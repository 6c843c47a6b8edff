import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { WorklistModule } from '../worklist/worklist.module.js';
import { Actors } from './actors.js';
import { Administrators } from './administrators.js';
import { DeviceCommands } from './device-commands.js';
import { DeviceController } from './device.controller.js';
import { DeviceDoor } from './device-door.js';
import { FactorCommands } from './factor-commands.js';
import { FactorLifts } from './factor-lifts.js';
import { FactorLiftsController } from './factor-lifts.controller.js';
import { FirstAdministrator } from './first-administrator.js';
import { Logins } from './logins.js';
import { MembershipCommands } from './membership-commands.js';
import { OwnSecurityController } from './own-security.controller.js';
import { MembershipsController, PeopleController } from './people.controller.js';
import { PersonCommands } from './person-commands.js';
import { PersonQueries } from './person-queries.js';
import { ProofCommands } from './proof-commands.js';
import { Proofs } from './proofs.js';
import { RegisteredDevices } from './registered-devices.js';
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
    DeviceController,
    PeopleController,
    MembershipsController,
    RoleRequestsController,
    FactorLiftsController,
  ],
  providers: [
    Actors,
    Administrators,
    DeviceCommands,
    DeviceDoor,
    FactorCommands,
    FactorLifts,
    FirstAdministrator,
    Logins,
    MembershipCommands,
    PersonCommands,
    PersonQueries,
    ProofCommands,
    Proofs,
    RegisteredDevices,
    RoleRequests,
    SecondFactorRules,
    SessionCommands,
    SignInAttempts,
  ],
  exports: [Actors, FirstAdministrator, PersonQueries],
})
export class AccountsModule {}
