import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, input, linkedSignal, type TemplateRef } from '@angular/core';
import { codesOfList } from '@domain/classification/code-list.js';
import type { Answer, Question, Row } from '@domain/forms/form.js';
import { isSame } from '@domain/forms/is-same.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { Segmented } from '../segmented';
import { AnswerWords } from './answer-words';
import type { CellContext, Field } from './field';
import { MissingTicks } from './missing-ticks';
import { formTexts } from './texts';

/** What a grid is made of: the thing of each line, its status, the facility, and what may be said besides. */
interface Parts {
  readonly item: Question;
  readonly status: Question;
  readonly place: Question;
  readonly more: readonly Question[];
}

interface GridLine {
  readonly code: string;
  readonly label: string;
  /** Its row among the answers, -1 while nothing is said. */
  readonly index: number;
  readonly status: string;
  readonly more: readonly Question[];
}

const NOTHING = 'NONE';

/** A list of coded things, each with a coded status, by facility: drawn as one grid instead of line after line. */
export function gridOf(question: Question): Parts | null {
  const [item, status, ...others] = question.columns ?? [];
  const place = others.find(({ type }) => type === 'place');
  if (item?.type !== 'code' || item.neverMissing !== true || status?.type !== 'code' || place === undefined)
    return null;
  return { item, status, place, more: others.filter((column) => column !== place) };
}

/**
 * Everything that could have been done, one line each, with one answer to choose; time and detail open under what was done. One grid per
 * facility of the path. Inputs: `field` (a list that `gridOf` knows).
 */
@Component({
  selector: 'app-grid-control',
  host: { class: 'block field-parts' },
  imports: [Icon, MissingTicks, NgTemplateOutlet, Segmented],
  template: `
    @if (facilities().length > 1) {
      <app-segmented
        [name]="field().id + '-place'"
        [label]="t('grid.place')"
        [choices]="facilities()"
        [value]="place()"
        (choose)="place.set($event)"
      />
    }
    @if (mayBeNothing()) {
      <label class="opt">
        <input type="checkbox" autocomplete="off" [checked]="isNothing()" (change)="toggleNothing()" />
        <span class="opt-text">{{ word(NOTHING) }}</span>
        <span class="square"><svg appIcon="check" /></span>
      </label>
    }
    @if (!isNothing()) {
      <ul class="grid-lines">
        @for (line of lines(); track line.code) {
          <li>
            <div class="grid-line">
              <label [for]="id(line)">{{ line.label }}</label>
              <select
                autocomplete="off"
                class="box"
                [id]="id(line)"
                [class.is-empty]="line.status === ''"
                (change)="set(line, $event)"
              >
                <option value="" [selected]="line.status === ''">{{ t('grid.unsaid') }}</option>
                @for (option of statuses(); track option.code) {
                  <option [value]="option.code" [selected]="line.status === option.code">
                    {{ option.label }}
                  </option>
                }
              </select>
            </div>
            @if (line.index >= 0 && line.more.length > 0) {
              <details class="more grid-more">
                <summary>{{ said(line) || t('grid.more') }}</summary>
                <div class="fields">
                  @for (column of line.more; track column.code) {
                    <ng-container
                      [ngTemplateOutlet]="cell()"
                      [ngTemplateOutletContext]="{
                        $implicit: field().state.cell(field().question, column, line.index),
                      }"
                    />
                  }
                </div>
              </details>
            }
          </li>
        }
      </ul>
    }
    @if (rows().length === 0 && field().missingOffers.length > 0) {
      <app-missing-ticks [field]="field()" />
    }
  `,
})
export class GridControl {
  readonly field = input.required<Field>();
  /** How one cell is drawn: the field of the list draws its cells as it draws itself. */
  readonly cell = input.required<TemplateRef<CellContext>>();

  protected readonly t = injectTexts(formTexts);
  private readonly words = inject(AnswerWords);
  protected readonly NOTHING = NOTHING;

  private readonly parts = computed(() => gridOf(this.field().question));
  protected readonly rows = computed(() => this.field().state.rows(this.field().question.code));
  /** Facilities of the path, and any that a line already names. */
  protected readonly facilities = computed(
    () => {
      const { state, key } = this.field();
      const near = state.source.nearPlaces?.(key) ?? [];
      const named = this.rows().flatMap((row) => this.placeOf(row) ?? []);
      const others = [...new Set(named)].filter((id) => near.every((place) => place.id !== id));
      return [
        ...near.map(({ id, name }) => ({ value: id, label: name })),
        ...others.map((id) => ({ value: id, label: state.places()[id] ?? id })),
      ];
    },
    { equal: isSame },
  );
  /** The facility chosen stays while its lines are written; the last one reached comes first. */
  protected readonly place = linkedSignal<readonly { readonly value: string }[], string | null>({
    source: this.facilities,
    computation: (facilities, before) =>
      facilities.find(({ value }) => value === before?.value)?.value ?? facilities.at(-1)?.value ?? null,
  });
  protected readonly statuses = computed(() => {
    const list = this.parts()?.status.list;
    return codesOfList(list ?? '').map((code) => ({ code, label: this.words.code(list, code) }));
  });
  private readonly codes = computed(() => codesOfList(this.parts()?.item.list ?? ''));
  protected readonly mayBeNothing = computed(() => this.codes().includes(NOTHING));
  protected readonly isNothing = computed(() => this.indexOf(NOTHING) >= 0);
  protected readonly lines = computed<readonly GridLine[]>(
    () =>
      this.codes()
        .filter((code) => code !== NOTHING)
        .map((code) => {
          const index = this.indexOf(code);
          const visible = index < 0 ? [] : this.field().state.columns(this.field().question, index);
          return {
            code,
            label: this.word(code),
            index,
            status: this.statusOf(index),
            more: (this.parts()?.more ?? []).filter((column) => visible.includes(column)),
          };
        }),
    { equal: isSame },
  );

  protected id({ code }: GridLine): string {
    return `${this.field().id}-${this.place() ?? ''}-${code}`;
  }

  protected word(code: string): string {
    return this.words.code(this.parts()?.item.list, code);
  }

  /** What is said besides: "jeu. 19 nov., 10 h 30 · 5 UI". */
  protected said({ index, more }: GridLine): string {
    const row = this.rows()[index];
    if (row === undefined) return '';
    return more
      .filter(({ code }) => row[code] !== undefined)
      .map((column) => this.words.of(column, row[column.code], this.field().state.places()))
      .join(' · ');
  }

  protected set(line: GridLine, event: Event): void {
    const status = (event.target as HTMLSelectElement).value;
    this.write(line.code, status === '' ? null : { value: status });
  }

  /** Nothing was given here: every other line of the facility goes. */
  protected toggleNothing(): void {
    const others = this.rows().filter((row) => !this.isHere(row));
    this.save(this.isNothing() ? others : [...others, this.line(NOTHING)]);
  }

  private write(code: string, status: Answer | null): void {
    const parts = this.parts();
    if (parts === null) return;
    const index = this.indexOf(code);
    const rows = this.rows();
    if (status === null) this.save(rows.filter((_, at) => at !== index));
    else if (index < 0) this.save([...rows, { ...this.line(code), [parts.status.code]: status }]);
    else this.save(rows.map((row, at) => (at === index ? { ...row, [parts.status.code]: status } : row)));
    this.field().leave();
  }

  private line(code: string): Row {
    const [parts, place] = [this.parts(), this.place()];
    if (parts === null) return {};
    return {
      [parts.item.code]: { value: code },
      ...(place === null ? {} : { [parts.place.code]: { value: place } }),
    };
  }

  private save(rows: readonly Row[]): void {
    this.field().state.setRows(this.field().question.code, rows);
  }

  private indexOf(code: string): number {
    const item = this.parts()?.item.code ?? '';
    return this.rows().findIndex((row) => this.isHere(row) && valueIn(row, item) === code);
  }

  private isHere(row: Row): boolean {
    const place = this.placeOf(row);
    return place === this.place() || (place === undefined && this.facilities().length <= 1);
  }

  private placeOf(row: Row): string | undefined {
    return valueIn(row, this.parts()?.place.code ?? '');
  }

  private statusOf(index: number): string {
    const row = this.rows()[index];
    return row === undefined ? '' : (valueIn(row, this.parts()?.status.code ?? '') ?? '');
  }
}

function valueIn(row: Row, column: string): string | undefined {
  const cell = row[column];
  return cell !== undefined && 'value' in cell && typeof cell.value === 'string' ? cell.value : undefined;
}
