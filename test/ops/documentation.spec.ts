import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  connectCluster,
  startThrowawayCluster,
  type ThrowawayCluster,
} from '../../scripts/throwaway-cluster.mjs';
import { launch, type Outcome, ROOT, sentencesOf, unusedFolder } from './command.js';

jest.setTimeout(180_000);

const PAGES = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })].filter(
  (page) => !page.startsWith(join('docs', 'generated')),
);

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Readonly<
  Record<'scripts' | 'dependencies' | 'devDependencies', Readonly<Record<string, string>>>
>;

/** What a reader is told to type, inside text or on a line of its own, in the order it is read. */
const commands = [
  ...new Set(
    PAGES.flatMap((page) => [...read(page).matchAll(/(?:`|^)(npm (?:run [^`\n]+|start|test))/gm)])
      .map(([, command]) => command ?? '')
      .map((command) => command.trim()),
  ),
];

describe('what the documents say', () => {
  it('stands on the pages that README.md leads to', () => {
    expect(PAGES).toEqual(
      expect.arrayContaining(['README.md', join('docs', 'operations.md'), join('docs', 'architecture.md')]),
    );
  });

  it('is about commands that exist', () => {
    expect(commands).toEqual(expect.arrayContaining(['npm start', 'npm test', 'npm run docs']));
    for (const command of commands) {
      const name = command.replace(/^npm (run )?/, '').split(' ')[0] ?? '';
      const script = manifest.scripts[name] ?? '';
      expect({ command, script }).toEqual({ command, script: expect.stringContaining('node ') });
      for (const [file] of script.matchAll(/(?:scripts|node_modules)\/\S+/g)) {
        expect({ command, file: existsSync(join(ROOT, file)) }).toEqual({ command, file: true });
      }
    }
  });

  it.each(PAGES)('links from %s to pages that exist', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target]) => target ?? '');
    const lost = links.filter((target) => !existsSync(join(ROOT, dirname(page), target)));
    expect(lost).toEqual([]);
  });

  it('names files where they are', () => {
    const named = PAGES.flatMap((page) => [
      ...read(page).matchAll(/`((?:domain|platform|backend|frontend|scripts|test|docs)\/[^\s`]+)`/g),
    ]).map(([, path]) => path ?? '');
    const lost = named.filter((path) => {
      const pattern = path.replaceAll('…', '*');
      return [pattern, `backend/src/${pattern}`].every((at) => globSync(at, { cwd: ROOT }).length === 0);
    });
    expect(named.length).toBeGreaterThan(5);
    expect(lost).toEqual([]);
  });

  it('names variables that something reads', () => {
    const sources = [...globSync('scripts/*.mjs', { cwd: ROOT }), 'backend/src/platform/config.ts']
      .map(read)
      .join('\n');
    const named = PAGES.flatMap((page) => [...read(page).matchAll(/`((?:DENBA|DATABASE)_[A-Z_]+|PORT)`/g)]);
    const lost = named.map(([, name]) => name ?? '').filter((name) => !sources.includes(name));
    expect(named.length).toBeGreaterThan(5);
    expect(lost).toEqual([]);
  });

  it('gives a reason for every dependency', () => {
    const reasons = [...read('docs/decisions/0004-dependencies.md').matchAll(/^\| ([^|]+) \|/gm)]
      .flatMap(([, names]) => (names ?? '').split(', '))
      .map((name) => new RegExp(`^${name.trim().replaceAll('*', '.*')}$`));
    const unexplained = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
      .filter((name) => !name.startsWith('@types/'))
      .filter((name) => !reasons.some((reason) => reason.test(name)));
    expect(unexplained).toEqual([]);
  });
});

describe('the documented commands of the command line', () => {
  const folder = unusedFolder();
  const list = join(dirname(folder.path), 'list.csv');
  const seals = join(dirname(folder.path), 'seals.jsonl');
  let cluster: ThrowawayCluster;
  let environment: Readonly<Record<string, string>>;

  beforeAll(async () => {
    cluster = await startThrowawayCluster();
    const handle = connectCluster(cluster.description);
    await handle.createDatabase('documented');
    const urls = handle.urls('documented');
    environment = {
      DATABASE_URL: urls.app,
      DATABASE_OWNER_URL: urls.owner,
      DENBA_VAULT_DATABASE_URL: urls.vault,
      DENBA_KEEPER_DATABASE_URL: urls.keeper,
      DENBA_DATA: folder.path,
      DENBA_ADMIN_PASSWORD: 'une-phrase-de-passe',
      DENBA_TEST: '1',
    };
    writeFileSync(seals, '');
    writeFileSync(list, 'Nom;Type;Région\nCSCom de Sanankoro;CSCom;Bamako\n');
    const migrated = await denba('migrate');
    if (migrated.code !== 0) throw new Error(migrated.output);
  });

  afterAll(async () => {
    await cluster.stop();
    for (const file of [list, seals]) rmSync(file, { force: true });
    folder.remove();
  });

  const denba = (words: string): Promise<Outcome> =>
    launch(['scripts/denba.mjs', ...words.split(' ')], environment).ended;

  /** The words that stand for something, and something cheap instead. */
  const cheap: Readonly<Record<string, string>> = {
    FILE: list,
    SEALS: seals,
    N: '20',
    S: '1',
    USERNAME: 'admin',
  };

  it.each(commands.filter((command) => command.startsWith('npm run denba -- ')))(
    '%s does what it says',
    async (command) => {
      const words = command
        .replace('npm run denba -- ', '')
        .replace(/\b[A-Z]+\b/g, (word) => cheap[word] ?? word);
      const { code, output } = await denba(words);
      expect({ output, code }).toEqual({ output, code: 0 });
    },
  );

  it('tells the seals of the journal from any other file', async () => {
    expect(await denba(`journal verify --heads ${seals}`)).toMatchObject({
      output: expect.stringContaining('Journal entier'),
    });
    writeFileSync(seals, 'Sceau du journal : 9f2c 11ab 34de 5678 90ab\n');
    const lost = sentencesOf(await denba(`journal verify --heads ${seals}`));
    expect(lost.french).toContain('Aucun sceau du journal ne commence par 9f2c11ab34de567890ab');
    writeFileSync(seals, '');
    const { french } = sentencesOf(await denba(`journal verify --heads ${list}`));
    expect(french).toContain(`${list} n’est pas une liste de sceaux`);
  });

  it('is told when it types one that does not exist', async () => {
    const { code, output } = await denba('facilities export');
    expect(code).not.toBe(0);
    expect(output).toContain('npm run denba -- facilities import FILE');
  });
});
