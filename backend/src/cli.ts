import 'reflect-metadata';
import { createAdministrator } from './commands/create-administrator.js';
import { renewEpoch } from './commands/epoch.js';
import { generateCases } from './commands/generate-cases.js';
import { importFacilities } from './commands/import-facilities.js';
import { loadDemonstration } from './commands/load-demonstration.js';
import { removeSecondFactor, ruleSecondFactor } from './commands/second-factor.js';
import { exportHeads, verifyJournal } from './commands/verify-journal.js';
import { destroyPreviousKey, rekeyVault, vaultStatus } from './commands/vault.js';
import { writeDocuments } from './commands/write-documents.js';
import { ownerUrl } from './platform/config.js';
import { migrate } from './platform/database/data-source.js';
import { exitCodeOf, StartupRefusal } from './platform/startup-refusal.js';

interface Command {
  /** The words it is called by. */
  readonly words: readonly string[];
  readonly usage: string;
  readonly run: (args: readonly string[]) => Promise<void>;
}

const COMMANDS: readonly Command[] = [
  { words: ['migrate'], usage: 'migrate', run: runMigrations },
  { words: ['admin', 'create'], usage: 'admin create [USERNAME]', run: createAdministrator },
  { words: ['second-factor', 'remove'], usage: 'second-factor remove USERNAME', run: removeSecondFactor },
  { words: ['second-factor'], usage: 'second-factor required|offered', run: ruleSecondFactor },
  { words: ['facilities', 'import'], usage: 'facilities import FILE', run: importFacilities },
  { words: ['demo'], usage: 'demo', run: loadDemonstration },
  { words: ['generate'], usage: 'generate --cases N --seed S [--replay K]', run: generateCases },
  { words: ['journal', 'heads'], usage: 'journal heads', run: exportHeads },
  { words: ['journal', 'verify'], usage: 'journal verify [--heads SEALS]', run: verifyJournal },
  { words: ['vault', 'status'], usage: 'vault status', run: vaultStatus },
  { words: ['vault', 'rekey'], usage: 'vault rekey', run: rekeyVault },
  {
    words: ['vault', 'destroy-previous'],
    usage: 'vault destroy-previous',
    run: destroyPreviousKey,
  },
  { words: ['epoch', 'renew'], usage: 'epoch renew', run: renewEpoch },
  { words: ['docs'], usage: 'docs FOLDER', run: writeDocuments },
];

async function runMigrations(): Promise<void> {
  const done = await migrate(ownerUrl());
  process.stderr.write(`${done.length} migrations\n`);
}

async function runCommand(args: readonly string[]): Promise<void> {
  const command = COMMANDS.find(({ words }) => words.every((word, at) => args[at] === word));
  if (command) return command.run(args.slice(command.words.length));
  const usages = COMMANDS.map(({ usage }) => `  npm run denba -- ${usage}`).join('\n');
  throw new StartupRefusal(
    `La commande « ${args.join(' ')} » n’existe pas. Voici celles qui existent :\n${usages}`,
    `The command "${args.join(' ')}" does not exist; the known ones are listed above.`,
  );
}

process.exitCode = await exitCodeOf(() => runCommand(process.argv.slice(2)));
