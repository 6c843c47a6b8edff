import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import prettier from 'prettier';
import { ROOT } from '../shipped-node.mjs';

/** The lines of the benchmark: what was asked, what was found, whether it is enough. */
export class Report {
  #lines = [];

  get isMissed() {
    return this.#lines.some(({ verdict }) => verdict === 'missed');
  }

  atMost(name, target, value, unit = '', digits = 0) {
    this.#add(name, `≤ ${target}`, value, unit, digits, value <= target);
  }

  atLeast(name, target, value, digits = 2) {
    this.#add(name, `≥ ${target}`, value, '', digits, value >= target);
  }

  /** For the reader; nothing is asked of it. */
  note(name, value, unit, digits = 0) {
    this.#add(name, '', value, unit, digits, undefined);
  }

  #add(name, target, value, unit, digits, isEnough) {
    const figure =
      value === undefined ? 'not measured here' : `${value.toFixed(digits)}${unit && ` ${unit}`}`;
    const verdict = value === undefined || isEnough === undefined ? '' : isEnough ? 'met' : 'missed';
    this.#lines.push({ name, target: target && `${target}${unit && ` ${unit}`}`, figure, verdict });
    console.log(`${name.padEnd(46)} ${(target ?? '').padEnd(8)} ${figure.padStart(16)}  ${verdict}`);
  }

  async write(cases) {
    const text = [
      '# Benchmark',
      '',
      `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${cases} generated cases, ${cpus().length} cores`,
      `(${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, PostgreSQL embedded and durable.`,
      'What each line means and how it is measured: `scripts/bench.mjs`.',
      '',
      '| measure | target | value | verdict |',
      '| --- | --- | ---: | --- |',
      ...this.#lines.map(
        ({ name, target, figure, verdict }) => `| ${name} | ${target} | ${figure} | ${verdict} |`,
      ),
      '',
    ].join('\n');
    const file = join(ROOT, 'docs/bench.md');
    const options = { ...(await prettier.resolveConfig(file)), parser: 'markdown' };
    writeFileSync(file, await prettier.format(text, options));
  }
}
