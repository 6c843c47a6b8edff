import { Component, computed, effect, inject, input } from '@angular/core';
import type { Answers, Context, Form, Question, Row } from '@domain/forms/form.js';
import { validate } from '@domain/forms/validate.js';
import { injectTexts } from '../../core/texts';
import { AnswerWords } from '../../ui/form-renderer/answer-words';
import { FormWords } from '../../ui/form-renderer/form-words';
import { reviewTexts } from './texts';

interface Line {
  readonly code: string;
  readonly label: string;
  readonly text: string;
  readonly empty: boolean;
}

/** A list as a table, or as stories, one per facility. */
interface Group {
  readonly code: string;
  readonly label: string;
  readonly columns: readonly { readonly code: string; readonly label: string }[];
  readonly rows: readonly (readonly string[])[];
  readonly stories: readonly { readonly by: string; readonly text: string }[];
  readonly isStory: boolean;
}

interface Part {
  readonly code: string;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly groups: readonly Group[];
  readonly unanswered: number;
}

/**
 * A form to be read, on screen and on paper: answers beside their questions, lists as tables, stories by facility. Questions without an
 * answer are counted, not listed. Inputs: `form`, `answers`, `context`, `places` (names by id).
 */
@Component({
  selector: 'app-answer-sheet',
  host: { class: 'block answer-sheet' },
  template: `
    @for (part of parts(); track part.code) {
      <section [attr.aria-labelledby]="id(part.code)">
        <h3 [id]="id(part.code)">{{ part.title }}</h3>
        @if (part.lines.length > 0) {
          <dl class="answers">
            @for (line of part.lines; track line.code) {
              <div>
                <dt>{{ line.label }}</dt>
                <dd [class.muted]="line.empty">{{ line.text }}</dd>
              </div>
            }
          </dl>
        }
        @for (group of part.groups; track group.code) {
          @if (group.isStory) {
            <h4>{{ group.label }}</h4>
            @for (story of group.stories; track $index) {
              <div class="story">
                @if (story.by) {
                  <p class="small muted">{{ story.by }}</p>
                }
                <p class="pre">{{ story.text }}</p>
              </div>
            }
          } @else {
            <div class="table-scroll" role="region" tabindex="0" [attr.aria-label]="group.label">
              <table class="small">
                <caption>
                  {{
                    group.label
                  }}
                </caption>
                <thead>
                  <tr>
                    @for (column of group.columns; track column.code) {
                      <th scope="col">{{ column.label }}</th>
                    }
                  </tr>
                </thead>
                <tbody>
                  @for (row of group.rows; track $index) {
                    <tr>
                      @for (cell of row; track $index; let first = $first) {
                        @if (first) {
                          <th scope="row">{{ cell }}</th>
                        } @else {
                          <td>{{ cell }}</td>
                        }
                      }
                    </tr>
                  }
                </tbody>
              </table>
            </div>
          }
        }
        @if (part.unanswered > 0) {
          <p class="small muted">{{ t.count('sheet.unanswered', part.unanswered) }}</p>
        }
      </section>
    }
  `,
})
export class AnswerSheet {
  readonly form = input.required<Form>();
  readonly answers = input.required<Answers>();
  readonly context = input.required<Context>();
  readonly places = input<Readonly<Record<string, string>>>({});

  protected readonly t = injectTexts(reviewTexts);
  private readonly words = inject(FormWords);
  private readonly answerWords = inject(AnswerWords);

  private readonly validation = computed(() => validate(this.form(), this.answers(), this.context()));

  protected readonly parts = computed<readonly Part[]>(() => {
    const form = this.form();
    const visible = new Set(this.validation().visible);
    return form.sections
      .map((section): Part => {
        const asked = section.questions.filter(({ code }) => visible.has(code));
        const lists = asked.filter((question) => this.isOpenList(question));
        const known = asked.filter((question) => !lists.includes(question) && this.isAnswered(question));
        return {
          code: section.code,
          title: this.words.section(form, section.code),
          lines: known.map((question) => this.line(question)),
          groups: lists.map((question) => this.group(question)),
          unanswered: asked.filter((question) => question.need !== 'computed' && !this.isAnswered(question))
            .length,
        };
      })
      .filter(({ lines, groups, unanswered }) => lines.length + groups.length + unanswered > 0);
  });

  constructor() {
    effect(() => {
      void this.words.load(this.form());
    });
  }

  protected id(section: string): string {
    return `sheet-${this.form().name}-${section}`;
  }

  private isAnswered({ code, need }: Question): boolean {
    return need === 'computed'
      ? this.validation().computed[code] !== undefined
      : this.answers()[code] !== undefined;
  }

  private isOpenList(question: Question): boolean {
    return question.type === 'list' && this.rows(question.code).length > 0;
  }

  private rows(code: string): readonly Row[] {
    const answer = this.answers()[code];
    return answer && 'value' in answer && Array.isArray(answer.value) ? (answer.value as readonly Row[]) : [];
  }

  private line(question: Question): Line {
    const answer = this.answers()[question.code];
    const computedValue = this.validation().computed[question.code];
    const text =
      question.need === 'computed' && computedValue !== undefined
        ? this.answerWords.value(question, computedValue, this.places())
        : this.answerWords.of(question, answer, this.places());
    const empty = answer !== undefined && 'missing' in answer;
    return { code: question.code, label: this.words.label(this.form(), question.code), text, empty };
  }

  private group(question: Question): Group {
    const columns = question.columns ?? [];
    const story = columns.find(({ type }) => type === 'longtext');
    const rows = this.rows(question.code);
    const used = columns.filter(({ code }) => rows.some((row) => row[code] !== undefined));
    const cell = (row: Row, column: Question): string =>
      row[column.code] === undefined ? '' : this.answerWords.of(column, row[column.code], this.places());
    return {
      code: question.code,
      label: this.words.label(this.form(), question.code),
      columns: used.map(({ code }) => ({
        code,
        label: this.words.label(this.form(), `${question.code}.${code}`),
      })),
      rows: rows.map((row) => used.map((column) => cell(row, column))),
      stories:
        story === undefined
          ? []
          : rows.map((row) => ({
              by: columns
                .filter(({ code }) => code !== story.code)
                .map((column) => cell(row, column))
                .filter((words) => words !== '')
                .join(' · '),
              text: cell(row, story),
            })),
      isStory: story !== undefined,
    };
  }
}
