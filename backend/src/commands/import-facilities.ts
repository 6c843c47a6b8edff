import { randomUUIDv7 } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { FacilityImportView } from '../domain/facilities/place.js';
import { FacilityImportCommands } from '../facilities/facility-import-commands.js';
import { textOf } from '../facilities/facility-file.js';
import { sentenceOf } from '../platform/http/problem-document.js';
import { StartupRefusal } from '../platform/startup-refusal.js';
import { withApplication } from './with-application.js';

function contentOf(path: string | undefined): string {
  if (path === undefined) {
    throw new StartupRefusal(
      'Dites quel fichier importer : « npm run denba -- facilities import liste.csv ».',
      'Say which file to import: "npm run denba -- facilities import list.csv".',
    );
  }
  try {
    return textOf(readFileSync(path));
  } catch (cause) {
    throw new StartupRefusal(
      `Le fichier ${path} ne peut pas être lu : vérifiez le chemin et les droits.`,
      `The file ${path} cannot be read: check the path and its permissions.`,
      cause,
    );
  }
}

function print(report: FacilityImportView): void {
  const { total, created, unchanged, refused, nearDuplicates } = report;
  const lines = [
    `${total} lignes / lines: ${created} +, ${unchanged} =, ${refused.length} ✗`,
    ...refused.map(({ line, code, params }) => `✗ ${line}: ${sentenceOf(code, params).fr}`),
    ...nearDuplicates.map(({ line, name, existing }) => `≈ ${line}: ${name} ≈ ${existing}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** `facilities import FILE`: the same import as on the screen, its progress on standard error. */
export async function importFacilities([path]: readonly string[]): Promise<void> {
  const csv = contentOf(path);
  await withApplication(async (app) => {
    const imports = app.get(FacilityImportCommands);
    const watch = (done: number, total: number) => process.stderr.write(`\r${done} / ${total}`);
    const report = await imports.importNow(randomUUIDv7(), basename(path ?? ''), csv, watch);
    process.stderr.write('\n');
    print(report);
  });
}
