/** The server or a command cannot start: what is wrong and what to do, in one French and one English sentence. */
export class StartupRefusal extends Error {
  constructor(
    readonly french: string,
    english: string,
    cause?: unknown,
  ) {
    super(english, cause === undefined ? undefined : { cause });
    this.name = 'StartupRefusal';
  }
}

/** Runs a start or a command to its end; a refusal is printed as two lines, everything else keeps its stack. Gives the exit code. */
export async function exitCodeOf(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (error instanceof StartupRefusal) process.stderr.write(`\n✗ ${error.french}\n✗ ${error.message}\n`);
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}
