import { readFileSync } from 'node:fs';
import { JournalVerification, type Fault } from '../journal/journal-verification.js';
import type { ExportedHead } from '../journal/sealed-head.js';
import { StartupRefusal } from '../platform/startup-refusal.js';
import { withApplication } from './with-application.js';

const SENTENCES: Readonly<Record<Fault, (seq: string) => { readonly fr: string; readonly en: string }>> = {
  'entry-changed': (seq) => ({
    fr: `L’entrée ${seq} n’est plus ce qu’elle était quand elle a été scellée.`,
    en: `Entry ${seq} is no longer what it was when it was sealed.`,
  }),
  'entry-missing': (seq) => ({
    fr: `L’entrée ${seq} a été scellée et manque.`,
    en: `Entry ${seq} was sealed and is missing.`,
  }),
  'entry-added': (seq) => ({
    fr: `L’entrée ${seq} n’y était pas au moment du scellement.`,
    en: `Entry ${seq} was not there when its batch was sealed.`,
  }),
  'head-changed': (seq) => ({
    fr: `Le sceau qui finit à l’entrée ${seq} a été modifié.`,
    en: `The seal that ends at entry ${seq} was changed.`,
  }),
  'head-missing': (seq) => ({
    fr: `Un sceau manque après l’entrée ${seq}.`,
    en: `A seal is missing after entry ${seq}.`,
  }),
  'head-forged': (seq) => ({
    fr: `Le sceau qui finit à l’entrée ${seq} n’est pas signé par cette installation.`,
    en: `The seal that ends at entry ${seq} is not signed by this installation.`,
  }),
  'exported-missing': (seq) => ({
    fr: `Le journal a été coupé : le sceau emporté de l’entrée ${seq} n’y est plus.`,
    en: `The journal was cut: the seal taken away for entry ${seq} is no longer in it.`,
  }),
  'exported-differs': (seq) => ({
    fr: `Le sceau emporté de l’entrée ${seq} dit autre chose que celui du journal : le journal a été récrit.`,
    en: `The seal taken away for entry ${seq} says something else than the journal's: the journal was rewritten.`,
  }),
  'printed-missing': (seal) => ({
    fr: `Aucun sceau du journal ne commence par ${seal} : mal recopié du papier, ou le journal a été coupé ou récrit.`,
    en: `No seal of the journal begins with ${seal}: copied wrongly from the paper, or the journal was cut or rewritten.`,
  }),
  'exported-forged': (seq) => ({
    fr: `Le sceau emporté de l’entrée ${seq} n’est pas signé par cette installation : est-ce le bon fichier, la bonne clé ?`,
    en: `The seal taken away for entry ${seq} is not signed by this installation: is it the right file, the right key?`,
  }),
};

interface Taken {
  readonly exported: readonly ExportedHead[];
  readonly printed: readonly string[];
}

const NOTHING_TAKEN: Taken = { exported: [], printed: [] };
/** At least 64 bits: nobody finds another journal that begins so. */
const PAPER_SEAL = /^[0-9a-f]{16,64}$/;

/** `journal heads`: the seals, one JSON object a line, to be kept elsewhere. */
export async function exportHeads(): Promise<void> {
  await withApplication(async (app) => {
    for (const head of await app.get(JournalVerification).exported())
      process.stdout.write(`${JSON.stringify(head)}\n`);
  });
}

/** `journal verify [--heads SEALS]`: whether the journal is as it was sealed; names the first broken entry and ends with a fault. */
export async function verifyJournal([option, file, ...rest]: readonly string[]): Promise<void> {
  const isAsked = option === '--heads' && file !== undefined && rest.length === 0;
  if (option !== undefined && !isAsked) {
    throw new StartupRefusal(
      'Écrivez « journal verify » ou « journal verify --heads SCEAUX ».',
      'Write "journal verify" or "journal verify --heads SEALS".',
    );
  }
  const { exported, printed } = file === undefined ? NOTHING_TAKEN : sealsIn(file);
  await withApplication(async (app) => {
    const { entries, heads, unsealed, broken } = await app.get(JournalVerification).verify(exported, printed);
    if (broken !== null) {
      const { fr, en } = SENTENCES[broken.fault](broken.seq);
      throw new StartupRefusal(fr, en, broken);
    }
    process.stdout.write(
      `✓ Journal entier : ${entries} entrées sous ${heads} sceaux, ${unsealed} pas encore scellées.\n` +
        `✓ Journal whole: ${entries} entries under ${heads} seals, ${unsealed} not sealed yet.\n`,
    );
  });
}

/** One a line: as `journal heads` wrote it, or copied from the foot of a paper. */
function sealsIn(file: string): Taken {
  try {
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return {
      exported: lines.filter((line) => line.startsWith('{')).map((line) => headOf(JSON.parse(line))),
      printed: lines.filter((line) => !line.startsWith('{')).map(onPaper),
    };
  } catch (cause) {
    throw new StartupRefusal(
      `Le fichier ${file} n’est pas une liste de sceaux : prenez celui que « journal heads » a écrit, ou un sceau de papier par ligne.`,
      `The file ${file} is not a list of seals: take the one that "journal heads" wrote, or one seal of a paper a line.`,
      cause,
    );
  }
}

function onPaper(line: string): string {
  const seal = line.replace(/^.*:/, '').replace(/\s/g, '').toLowerCase();
  if (!PAPER_SEAL.test(seal)) throw new TypeError('not a seal of the journal');
  return seal;
}

function headOf(line: unknown): ExportedHead {
  const { seq, root, at, signature, key } = line as Readonly<Record<string, unknown>>;
  const parts = [seq, root, at, signature, key];
  if (!parts.every((part) => typeof part === 'string') || Number.isNaN(Date.parse(String(at))))
    throw new TypeError('not a head of the journal');
  return line as ExportedHead;
}
