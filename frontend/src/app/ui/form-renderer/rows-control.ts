import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, input, signal, type TemplateRef } from '@angular/core';
import type { Question, Row } from '@domain/forms/form.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { Toasts } from '../toast';
import { AnswerWords } from './answer-words';
import type { CellContext, Field } from './field';
import { MissingTicks } from './missing-ticks';
import { formTexts } from './texts';

/** A repeating group: one summary card per line, opened in place; removing offers to undo, and never asks. */
@Component({
  selector: 'app-rows-control',
  host: { class: 'block field-parts' },
  imports: [Icon, MissingTicks, NgTemplateOutlet],
  template: `
    @for (row of rows(); track $index; let i = $index, first = $first) {
      @if (open() === i && field().writable()) {
        <div class="group-open fields" role="group" [attr.aria-label]="title(i)">
          <p class="body-strong">{{ t('rows.item', { n: i + 1 }) }}</p>
          @for (column of columns(i); track column.code) {
            <ng-container
              [ngTemplateOutlet]="cell()"
              [ngTemplateOutletContext]="{ $implicit: field().state.cell(field().question, column, i) }"
            />
          }
          <div class="btns">
            <button type="button" class="btn" (click)="open.set(null)">{{ t('rows.done') }}</button>
            <button type="button" class="btn btn-link" (click)="remove(i)">{{ t('rows.remove') }}</button>
          </div>
        </div>
      } @else {
        <div class="group-card" [class.is-error]="isWrong(i)">
          <div class="grow">
            <p class="body-strong">{{ title(i) }}</p>
            <p class="small muted">{{ facts(row) }}</p>
          </div>
          @if (field().writable()) {
            @if (!first) {
              <button
                type="button"
                class="btn btn-link small"
                [attr.aria-label]="t('rows.up') + ' ' + title(i)"
                (click)="raise(i)"
              >
                {{ t('rows.up') }}
              </button>
            }
            <button
              type="button"
              class="btn btn-link"
              [attr.aria-label]="t('rows.edit') + ' ' + title(i)"
              (click)="open.set(i)"
            >
              {{ t('rows.edit') }}
            </button>
          }
        </div>
      }
    } @empty {
      @if (!field().writable()) {
        <p class="muted">{{ t('unanswered') }}</p>
      }
    }
    @if (field().writable()) {
      @if (mayAdd() && !field().missing()) {
        <button type="button" class="btn btn-block" [id]="field().id" (click)="add()">
          <svg appIcon="plus" class="icon-20" /> {{ t('rows.add') }}
        </button>
      }
      @if (rows().length === 0 && field().missingOffers.length > 0) {
        <app-missing-ticks [field]="field()" />
      }
    }
  `,
})
export class RowsControl {
  readonly field = input.required<Field>();
  /** How one cell is drawn: the field of the list draws its cells as it draws itself. */
  readonly cell = input.required<TemplateRef<CellContext>>();
  protected readonly t = injectTexts(formTexts);
  private readonly words = inject(AnswerWords);
  private readonly toasts = inject(Toasts);

  protected readonly open = signal<number | null>(null);
  protected readonly rows = computed(() => this.field().state.rows(this.field().question.code));
  protected readonly mayAdd = computed(() => this.rows().length < (this.field().question.rows?.[1] ?? 50));

  protected columns(index: number): readonly Question[] {
    return this.field().state.columns(this.field().question, index);
  }

  /** The first answered cell names the line; the next ones describe it. */
  protected title(index: number): string {
    const row = this.rows()[index];
    const [first] = row ? this.described(row) : [];
    return first ?? this.t('rows.item', { n: index + 1 });
  }

  protected facts(row: Row): string {
    return this.described(row).slice(1, 4).join(' · ');
  }

  protected isWrong(index: number): boolean {
    const list = this.field().question.code;
    const { issues } = this.field().state.validation();
    return issues.some(
      ({ question, row, severity }) => row === index && severity === 'ERR' && question.startsWith(list),
    );
  }

  protected add(): void {
    const rows = this.rows();
    this.field().state.setRows(this.field().question.code, [...rows, {}]);
    this.open.set(rows.length);
    this.focusFirst(rows.length);
  }

  protected remove(index: number): void {
    const list = this.field().question.code;
    const before = this.rows();
    this.open.set(null);
    this.field().state.setRows(
      list,
      before.filter((_, at) => at !== index),
    );
    this.toasts.show(this.t('rows.removed'), {
      act: this.t('rows.undo'),
      run: () => {
        this.field().state.setRows(list, before);
      },
    });
  }

  protected raise(index: number): void {
    const rows = [...this.rows()];
    const [row] = rows.splice(index, 1);
    if (row === undefined) return;
    rows.splice(index - 1, 0, row);
    this.open.set(null);
    this.field().state.setRows(this.field().question.code, rows);
  }

  private described(row: Row): readonly string[] {
    return this.words.row(this.field().question.columns ?? [], row, this.field().state.places());
  }

  private focusFirst(index: number): void {
    const [column] = this.field().question.columns ?? [];
    if (!column) return;
    const id = this.field().state.cell(this.field().question, column, index).id;
    setTimeout(() => {
      const box = document.getElementById(id) ?? document.querySelector<HTMLElement>(`[name="${id}"]`);
      box?.focus();
    });
  }
}
