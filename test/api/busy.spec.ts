import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import pg from 'pg';
import { APP_CONNECTIONS, VAULT_CONNECTIONS } from '../../backend/src/platform/database/database-settings.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { Vault } from '../../backend/src/platform/vault/vault.js';
import { as, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aDocumentedCase } from '../support/given.js';

let app: TestApp;
let paper: string;
beforeAll(async () => {
  app = await startApp();
  const { id } = await aDocumentedCase(app);
  paper = `/cases/${id}/forms/maternal_review/paper.pdf`;
});
afterAll(() => app.close());

const print = (headers: Readonly<Record<string, string>> = {}): Promise<Answer<ProblemDocument>> =>
  as(app, 'referralHead').get(paper, headers);

/** Does something while every connection of the vault is in use elsewhere. */
async function withoutVault<T>(work: () => Promise<T>): Promise<T> {
  const { pool } = app.nest.get<Vault, { readonly pool: pg.Pool }>(Vault);
  const held = await Promise.all(Array.from({ length: VAULT_CONNECTIONS }, () => pool.connect()));
  try {
    return await work();
  } finally {
    for (const client of held) client.release();
  }
}

/** The same for the main database. */
async function withoutDatabase<T>(work: () => Promise<T>): Promise<T> {
  const runners = Array.from({ length: APP_CONNECTIONS }, () => app.nest.get(DataSource).createQueryRunner());
  await Promise.all(runners.map((runner) => runner.connect()));
  try {
    return await work();
  } finally {
    await Promise.all(runners.map((runner) => runner.release()));
  }
}

describe.each([
  ['the vault', withoutVault],
  ['the database', withoutDatabase],
])('when no connection of %s comes free in time', (_, without) => {
  it('asks to come again, and answers as before once one is free', async () => {
    const busy = await without(() => print());
    expect([busy.status, busy.headers['retry-after'], busy.body.code]).toEqual([503, '5', 'busy']);
    expect(busy.body.detail).toEqual({
      fr: 'Denba est très occupé en ce moment. Rien n’est perdu : réessayez dans 5 secondes.',
      en: 'Denba is very busy just now. Nothing is lost: try again in 5 seconds.',
    });
    const free = await print();
    expect([free.status, free.headers['content-type']]).toEqual([200, 'application/pdf']);
  });
});

/** Asks, and lets the database end every connection while the answer waits for a table. */
async function cutUnderWay<T>(ask: () => Promise<T>): Promise<T> {
  const other = new pg.Client({ connectionString: app.urls.superuser });
  await other.connect();
  try {
    await other.query('BEGIN; LOCK TABLE app.death_case IN ACCESS EXCLUSIVE MODE');
    const asked = ask();
    const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await other.query(`SELECT ${waiting}`)).rows.length === 0)
      await other.query('SELECT pg_sleep(0.02), pg_stat_clear_snapshot()');
    await other.query(`SELECT pg_terminate_backend(pid) ${waiting}`);
    return await asked;
  } finally {
    await other.end();
  }
}

describe('when the database stops under way', () => {
  it('asks to come again, and answers as before afterwards', async () => {
    const busy = await cutUnderWay(() => print());
    expect([busy.status, busy.headers['retry-after'], busy.body.code]).toEqual([503, '5', 'busy']);
    expect((await print()).status).toBe(200);
  });
});

describe('a paper that is opened in a window of its own', () => {
  it('says there what was refused, with a link to ask again', async () => {
    const busy = await withoutVault(() => print({ 'sec-fetch-mode': 'navigate' }));
    expect([busy.status, busy.headers['retry-after']]).toEqual([503, '5']);
    expect(busy.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(busy.text).toContain('Rien n’est perdu : réessayez dans 5 secondes.');
    expect(busy.text).toContain('<a href="">Réessayer</a>');
  });
});
