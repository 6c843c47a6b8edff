import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { freePort, runToEnd, sentencesOf, unusedFolder } from './command.js';

jest.setTimeout(60_000);

const whole = unusedFolder();

/** A real data folder whose first start went to its end, made without the server. */
const MAKE = `
  import { openEmbeddedDatabase } from './scripts/embedded-database.mjs';
  const { data, release } = await openEmbeddedDatabase({ serving: true });
  data.save({ stage: 'ready' });
  await release();
`;

beforeAll(async () => {
  const { code, output } = await runToEnd(['--input-type=module', '--eval', MAKE], {
    DENBA_DATA: whole.path,
  });
  if (code !== 0) throw new Error(output);
});

afterAll(() => {
  whole.remove();
});

interface Damage {
  readonly what: string;
  readonly harm: (folder: string) => void;
  readonly french: string;
  readonly english: string;
}

const at = (folder: string, ...parts: readonly string[]): string => join(folder, ...parts);

const DAMAGES: readonly Damage[] = [
  {
    what: 'has lost the control file of PostgreSQL',
    harm: (folder) => {
      rmSync(at(folder, 'postgres/global/pg_control'));
    },
    french: 'est abîmé (global/pg_control) : remettez la dernière sauvegarde',
    english: 'is damaged (global/pg_control): put the last backup',
  },
  {
    what: 'has a control file full of zeros',
    harm: (folder) => {
      writeFileSync(at(folder, 'postgres/global/pg_control'), Buffer.alloc(8192));
    },
    french: 'est abîmé (',
    english: 'is damaged (',
  },
  {
    what: 'has lost its write-ahead log',
    harm: (folder) => {
      rmSync(at(folder, 'postgres/pg_wal'), { recursive: true });
    },
    french: 'est abîmé (pg_wal)',
    english: 'is damaged (pg_wal)',
  },
  {
    what: 'has lost its whole database',
    harm: (folder) => {
      rmSync(at(folder, 'postgres'), { recursive: true });
    },
    french: 'est abîmé (postgres)',
    english: 'is damaged (postgres)',
  },
  {
    what: 'has a truncated marker',
    harm: (folder) => {
      truncateSync(at(folder, 'denba.json'), 10);
    },
    french: 'denba.json manque ou est abîmé',
    english: 'denba.json is missing or damaged',
  },
  {
    what: 'has lost the key of the vault',
    harm: (folder) => {
      rmSync(at(folder, 'keys/master.key'));
    },
    french: 'keys/master.key manque : remettez-la depuis la dernière sauvegarde',
    english: 'keys/master.key is missing: put it back from the last backup',
  },
  {
    what: 'was written by another version of PostgreSQL',
    harm: (folder) => {
      writeFileSync(at(folder, 'postgres/PG_VERSION'), '16\n');
    },
    french: 'vient de PostgreSQL 16, Denba embarque la version 18',
    english: 'comes from PostgreSQL 16, Denba ships version 18',
  },
  {
    what: 'holds a database with other passwords',
    harm: (folder) => {
      const stranger = { superuser: 'a', owner: 'b', app: 'c', vault: 'd', keeper: 'e' };
      writeFileSync(at(folder, 'keys/database.json'), JSON.stringify(stranger));
    },
    french: 'n’a pas été créé par Denba',
    english: 'was not made by Denba',
  },
];

describe('starting on a data folder that', () => {
  it.each(DAMAGES)('$what', async ({ harm, french, english }) => {
    const folder = join(dirname(whole.path), 'damaged');
    spawnSync('cp', ['-a', whole.path, folder]);
    try {
      harm(folder);
      const port = String(await freePort());
      const sentences = sentencesOf(
        await runToEnd(['scripts/start.mjs'], { DENBA_DATA: folder, PORT: port }),
      );
      expect(sentences.french).toContain(french);
      expect(sentences.english).toContain(english);
      expect(existsSync(at(folder, 'postgres/postmaster.pid'))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
