import { Controller, Get, Inject } from '@nestjs/common';
import { Transactions } from './database/transactions.js';
import { Installation } from './installation.js';
import { Public } from './security/allow.js';

/** One line of the sign-in page of a demonstration. */
export interface DemonstrationAccount {
  readonly username: string;
  readonly role: string;
}

/** Accounts and their shared password, told by the sign-in page of a demonstration and by nothing else. */
export interface Demonstration {
  readonly accounts: readonly DemonstrationAccount[];
  readonly password: string;
}

export const DEMONSTRATION = Symbol('demonstration');

export interface HealthView {
  readonly status: 'ok' | 'degraded';
  readonly version: string;
  readonly database: 'ok' | 'unreachable';
  readonly demonstration: Demonstration | null;
}

@Controller('health')
export class HealthController {
  constructor(
    private readonly transactions: Transactions,
    private readonly installation: Installation,
    @Inject(DEMONSTRATION) private readonly demonstration: Demonstration,
  ) {}

  @Public()
  @Get()
  async health(): Promise<HealthView> {
    const answers = await this.transactions.isReachable();
    return {
      status: answers ? 'ok' : 'degraded',
      version: this.installation.version,
      database: answers ? 'ok' : 'unreachable',
      demonstration: this.installation.isDemonstration ? this.demonstration : null,
    };
  }
}
