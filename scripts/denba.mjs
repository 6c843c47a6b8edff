import { openDatabase, runCli } from './database.mjs';
import { runCommand } from './failure.mjs';

/** `npm run denba -- ...`: one command of the command line, on the embedded or the given database. */
await runCommand(async () => {
  const database = await openDatabase({ serving: false });
  try {
    const { code } = await runCli(process.argv.slice(2), database.ownerEnvironment());
    process.exitCode = code ?? 1;
  } finally {
    await database.release();
  }
});
