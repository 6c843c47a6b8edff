import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { Problem } from '../domain/problem.js';
import type { Clock } from '../platform/clock.js';
import { config } from '../platform/config.js';
import { sentenceOf } from '../platform/http/problem-document.js';
import { startOptions } from '../platform/http/server.js';
import { Log } from '../platform/logging.js';
import { StartupRefusal } from '../platform/startup-refusal.js';

/** Runs a command with all features and no server; what the domain refuses is said in both languages. */
export async function withApplication(
  work: (app: INestApplicationContext) => Promise<void>,
  clock?: Clock,
): Promise<void> {
  const log = new Log('error', (line) => process.stderr.write(line));
  const app = await NestFactory.createApplicationContext(AppModule.with(config(), clock), startOptions(log));
  try {
    await app.init();
    await work(app);
  } catch (error) {
    throw error instanceof Problem ? refusalOf(error) : error;
  } finally {
    await app.close();
  }
}

function refusalOf(problem: Problem): StartupRefusal {
  const { fr, en } = sentenceOf(problem.code, problem.details.params);
  return new StartupRefusal(fr, en, problem);
}
