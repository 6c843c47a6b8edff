import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock } from './clock.js';
import type { Config } from './config.js';
import { type Entities, openDatabase } from './database/data-source.js';
import { Epoch } from './database/epoch.js';
import { Keeper } from './database/keeper.js';
import { Transactions } from './database/transactions.js';
import { DEMONSTRATION, type Demonstration, HealthController } from './health.controller.js';
import { CursorSeal } from './http/cursor-seal.js';
import { ProblemFilter } from './http/problem-filter.js';
import { Refusals } from './http/refusals.js';
import { Uploads } from './http/uploads.js';
import { Installation } from './installation.js';
import { Log } from './logging.js';
import { Pictures } from './pictures/pictures.js';
import { Allowances } from './security/allowances.js';
import { Passwords } from './security/passwords.js';
import { RequestLimits } from './security/request-limits.js';
import { RouteDeclarations } from './security/route-declarations.js';
import { Secrets } from './security/secrets.js';
import { SessionGuard } from './security/session.guard.js';
import { SignIns } from './security/sign-ins.js';
import { MasterKeys } from './vault/master-keys.js';
import { NameIndex } from './vault/name-index.js';
import { Rekeying } from './vault/rekeying.js';
import { Vault } from './vault/vault.js';

/** What the platform must be told: where it runs, which tables the features map, and the time. */
export interface PlatformOptions {
  readonly config: Config;
  readonly entities: Entities;
  readonly demonstration: Demonstration;
  readonly clock?: Clock;
}

/** A whole hospital opens the door behind one address: it may ask ten times as much as one session. */
function limitsOf({ requestsPerMinute: session }: Config): RequestLimits {
  return new RequestLimits({ session, address: 10 * session });
}

/** How: HTTP, sessions, transactions, vault, time. It knows no feature. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(private readonly database: DataSource) {}

  static with({ config, entities, demonstration, clock }: PlatformOptions): DynamicModule {
    const secrets = new Secrets(config.masterKey);
    const keys = new MasterKeys(secrets.keys, config.masterKeyFile);
    const installation = new Installation(config.version, config.demonstration, config.tls !== null);
    const shared = [
      { provide: Clock, useValue: clock ?? new Clock() },
      { provide: Log, useValue: new Log(config.logLevel) },
      { provide: Secrets, useValue: secrets },
      { provide: Installation, useValue: installation },
      { provide: DataSource, useFactory: () => openDatabase(config, entities) },
      {
        provide: Vault,
        inject: [Clock],
        useFactory: (time: Clock) => new Vault(config.vaultUrl, keys, time),
      },
      {
        provide: Rekeying,
        inject: [Clock],
        useFactory: (time: Clock) => new Rekeying(config.vaultUrl, keys, time),
      },
      { provide: Keeper, useFactory: () => new Keeper(config.keeperUrl) },
      { provide: RequestLimits, useValue: limitsOf(config) },
      Allowances,
      NameIndex,
      Transactions,
      CursorSeal,
      Epoch,
      Passwords,
      Pictures,
      SignIns,
      Refusals,
      RouteDeclarations,
      Uploads,
    ];
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      controllers: [HealthController],
      providers: [
        ...shared,
        { provide: DEMONSTRATION, useValue: demonstration },
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: shared.map((provider) => ('provide' in provider ? provider.provide : provider)),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.destroy();
  }
}
