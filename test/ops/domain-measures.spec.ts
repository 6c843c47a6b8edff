import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { launch, ROOT } from './command.js';

const MEASURE = `
  const bench = await import('./scripts/bench/domain.mjs');
  console.log(JSON.stringify({
    ratio: bench.validationAgainstParsing(),
    classified: bench.classifiedPerSecond(),
    french: bench.causeListWeight('Laparoschisis'),
    english: bench.causeListWeight('Gastroschisis'),
  }));
`;

interface Weight {
  readonly parts: readonly string[];
  readonly kilobytes: number;
}

interface Measures {
  readonly ratio: number;
  readonly classified: number;
  readonly french: Weight;
  readonly english: Weight;
}

/** On the built product, in a Node of its own: inside the test runner every global costs more than the work measured. */
async function measured(): Promise<Measures> {
  const { code, output } = await launch(['--input-type=module', '--eval', MEASURE]).ended;
  expect([code, output]).toEqual([0, output]);
  return JSON.parse(output) as Measures;
}

describe('the built domain', () => {
  it('checks a form and puts causes into groups fast enough, and loads the list of causes apart', async () => {
    const { ratio, classified, french, english } = await measured();
    expect(ratio).toBeLessThanOrEqual(8);
    expect(classified).toBeGreaterThanOrEqual(100_000);
    const page = readFileSync(join(ROOT, 'dist', 'frontend', 'index.html'), 'utf8');
    for (const { parts, kilobytes } of [french, english]) {
      expect(parts).toHaveLength(1);
      expect(kilobytes).toBeLessThanOrEqual(40);
      // Not even asked for ahead of time by the first page.
      for (const part of parts) expect(page).not.toContain(part);
    }
  });
});
