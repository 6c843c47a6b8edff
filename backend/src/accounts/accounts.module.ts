import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { Actors } from './actors.js';
import { Administrators } from './administrators.js';
import { FirstAdministrator } from './first-administrator.js';
import { MembershipCommands } from './membership-commands.js';
import { MembershipsController, PeopleController } from './people.controller.js';
import { PersonCommands } from './person-commands.js';
import { PersonQueries } from './person-queries.js';
import { SessionController } from './session.controller.js';
import { SessionCommands } from './session-commands.js';
import { SignInAttempts } from './sign-in-attempts.js';

@Module({
  imports: [JournalModule],
  controllers: [SessionController, PeopleController, MembershipsController],
  providers: [
    Actors,
    Administrators,
    FirstAdministrator,
    MembershipCommands,
    PersonCommands,
    PersonQueries,
    SessionCommands,
    SignInAttempts,
  ],
  exports: [Actors, FirstAdministrator, PersonQueries],
})
export class AccountsModule {}
