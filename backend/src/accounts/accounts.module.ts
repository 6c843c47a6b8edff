import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { SessionController } from './session.controller.js';
import { SessionCommands } from './session-commands.js';
import { SignInAttempts } from './sign-in-attempts.js';

@Module({
  imports: [JournalModule],
  controllers: [SessionController],
  providers: [SessionCommands, SignInAttempts],
})
export class AccountsModule {}
