import { basename } from 'node:path';

/** A refusal a newcomer can act on: what is wrong and what to do, in one French and one English sentence. */
export class Failure extends Error {
  constructor(french, english, cause) {
    super(english, cause ? { cause } : undefined);
    this.french = french;
  }
}

export function noSpace(place) {
  return new Failure(
    `Le disque est plein (${place}) : libérez de la place, puis relancez la commande.`,
    `The disk is full (${place}): free some space, then run the command again.`,
  );
}

export function notWritable(place) {
  return new Failure(
    `Le dossier ${place} n’est pas accessible en écriture : donnez-en le droit à l’utilisateur courant, ou choisissez un autre dossier avec DENBA_DATA.`,
    `The folder ${place} is not writable: give the current user the right to write there, or choose another folder with DENBA_DATA.`,
  );
}

function asFailure(error) {
  if (error instanceof Failure) return error;
  if (error?.code === 'ENOSPC' || error?.code === 'EDQUOT') return noSpace(error.path ?? error.dest ?? '?');
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(error?.code) && error.path) {
    return notWritable(error.path);
  }
  return undefined;
}

/** Runs a command to its end; a refusal becomes two lines and exit code 1, anything else keeps its stack. */
export async function runCommand(work) {
  try {
    await work();
  } catch (error) {
    const failure = asFailure(error);
    process.exitCode = 1;
    if (failure) {
      console.error(`\n✗ ${failure.french}\n✗ ${failure.message}`);
    } else {
      console.error(`\n${basename(process.argv[1] ?? 'denba')}:`, error);
    }
  }
}
