import { Component, computed, effect, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Answer, Answers, Form, Question, Row } from '@domain/forms/form.js';
import { minutesOf } from '@domain/forms/local-time.js';
import { getForm } from '@domain/forms/registry.js';
import { rowsOf, textOf } from '@domain/forms/read.js';
import { validate } from '@domain/forms/validate.js';
import { injectTexts } from '../core/texts';
import { localNow } from '../core/formats';
import { Empty } from '../ui/empty';
import { AnswerWords } from '../ui/form-renderer/answer-words';
import { FormSection } from '../ui/form-renderer/form-section';
import { FormWords } from '../ui/form-renderer/form-words';
import { SavedMark } from '../ui/form-renderer/saved-mark';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { OpinionNotes } from '../ui/opinion/opinion-notes';
import { SessionDesk } from './session-desk';
import { sessionsTexts } from './texts';

interface Told {
  readonly place: string;
  readonly text: string;
}

interface Happened {
  readonly at: number;
  readonly when: string;
  readonly what: string;
}

interface Part {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly words: string; readonly isLong: boolean }[];
}

/** The frozen file as it is read aloud: the stories, the times, the delays, then every answer; beside it the course of the session. */
@Component({
  selector: 'app-story-tab',
  host: { class: 'block' },
  imports: [Empty, FormSection, Icon, ProblemBanner, RouterLink, SavedMark],
  template: `
    @if (documents().length === 0) {
      <app-empty icon="lock" [title]="t('story.closed.title')" [text]="t('story.closed.text')" />
    } @else {
      <div class="cols cols-form">
        <div>
          @for (told of narratives(); track $index) {
            <section class="card" [attr.aria-label]="t('story.narratives') + ', ' + told.place">
              <h2>
                {{ t('story.narratives') }} <span class="muted small">{{ told.place }}</span>
              </h2>
              <p class="pre prose">{{ told.text }}</p>
            </section>
          }
          <section class="card" aria-labelledby="times">
            <h2 id="times">{{ t('story.times') }}</h2>
            <ol class="chrono chrono-dates">
              @for (one of times(); track $index) {
                <li>
                  <b>{{ one.when }}</b> <span>{{ one.what }}</span>
                </li>
              }
            </ol>
          </section>
          @for (part of parts(); track part.key) {
            <details class="card fold">
              <summary>
                <span class="grow">{{ part.title }}</span>
                <span class="small muted num">{{ t.count('story.answers', part.lines.length) }}</span>
                <svg appIcon="chevron-down" class="icon-20" />
              </summary>
              <dl class="facts">
                @for (line of part.lines; track line.label) {
                  <div [class.fact-long]="line.isLong">
                    <dt>{{ line.label }}</dt>
                    <dd>{{ line.words }}</dd>
                  </div>
                }
              </dl>
            </details>
          }
        </div>
        <div>
          @if (delays().length > 0) {
            <section class="card" aria-labelledby="delays">
              <h2 id="delays">{{ t('story.delays') }}</h2>
              <dl class="delay-words">
                @for (delay of delays(); track delay.label) {
                  <div>
                    <dt>{{ delay.label }}</dt>
                    <dd>{{ delay.words }}</dd>
                  </div>
                }
              </dl>
              <p>
                <a [routerLink]="['/cas', desk.view()?.caseId, 'retards']">{{ t('story.picture') }}</a>
              </p>
            </section>
          }
          @if (desk.note(); as note) {
            <section class="card" aria-labelledby="course">
              <div class="card-head">
                <h2 id="course">{{ t('story.course') }}</h2>
                @if (note.state.writable()) {
                  <app-saved-mark [saver]="note.saver" />
                }
              </div>
              @if (note.saver.problem(); as problem) {
                <app-problem-banner [problem]="problem" (retry)="note.saver.retry()" />
              }
              <app-form-section [state]="note.state" section="course" [except]="['session_date']" />
            </section>
          }
        </div>
      </div>
    }
  `,
})
export class StoryTab {
  protected readonly desk = inject(SessionDesk);
  protected readonly t = injectTexts(sessionsTexts);
  private readonly words = inject(FormWords);
  private readonly answers = inject(AnswerWords);
  private readonly notes = inject(OpinionNotes);

  protected readonly documents = computed(() =>
    Object.entries(this.desk.view()?.context.documents ?? {}).map(([name, answers]) => ({
      form: getForm(name),
      answers,
    })),
  );
  private readonly places = computed(() => this.desk.view()?.places ?? {});

  protected readonly narratives = computed<readonly Told[]>(() =>
    this.documents().flatMap(({ form, answers }) =>
      listsOf(form)
        .filter(isStory)
        .flatMap((list) =>
          rowsOf(answers, list.code).map((row) => ({
            place: this.places()[textOf(row, 'ref') ?? ''] ?? '',
            text: textOf(row, 'text') ?? '',
          })),
        ),
    ),
  );
  protected readonly times = computed<readonly Happened[]>(() =>
    this.documents()
      .flatMap(({ form, answers }) => [
        ...questionsIn(form)
          .filter(({ type }) => type === 'datetime')
          .flatMap((question) =>
            this.happened(question, answers[question.code], this.words.label(form, question.code)),
          ),
        ...listsOf(form).flatMap((list) =>
          rowsOf(answers, list.code).flatMap((row) => this.happenedIn(form, list, row)),
        ),
      ])
      .sort((left, right) => left.at - right.at),
  );
  protected readonly parts = computed<readonly Part[]>(() =>
    this.documents().flatMap(({ form, answers }) => this.partsOf(form, answers)),
  );
  protected readonly delays = computed(() => {
    const view = this.desk.view();
    if (view === undefined) return [];
    const notes = this.notes.of({}, { now: localNow(), ...view.context }, {});
    return [
      { label: this.t('story.delay1'), words: notes['delay1_lvl'] ?? '' },
      { label: this.t('story.delay2'), words: notes['delay2_lvl'] ?? '' },
    ].filter(({ words }) => words !== '');
  });

  constructor() {
    effect(() => {
      for (const { form } of this.documents()) void this.words.load(form);
    });
  }

  private happened(question: Question, answer: Answer | undefined, what: string): readonly Happened[] {
    if (answer === undefined || !('value' in answer) || typeof answer.value !== 'string') return [];
    const at = minutesOf(answer.value);
    return at === undefined ? [] : [{ at, when: this.answers.of(question, answer), what }];
  }

  /** A line of a repeating group that has its time: what was given, where she was. */
  private happenedIn(form: Form, list: Question, row: Row): readonly Happened[] {
    const columns = list.columns ?? [];
    const told = this.answers
      .row(
        columns.filter(({ type }) => type !== 'datetime'),
        row,
        this.places(),
      )
      .join(', ');
    return columns
      .filter(({ type }) => type === 'datetime')
      .flatMap((column) => {
        const label = this.words.label(form, `${list.code}.${column.code}`);
        const what = list.columns?.[0]?.type === 'place' ? `${label}, ${told}` : told;
        return this.happened(column, row[column.code], what);
      });
  }

  private partsOf(form: Form, answers: Answers): readonly Part[] {
    const view = this.desk.view();
    const context = { now: localNow(), ...(view?.context ?? { documents: {}, facts: {} }) };
    const visible = new Set(validate(form, answers, context).visible);
    return form.sections
      .map(({ code, questions }) => ({
        key: `${form.name}.${code}`,
        title: this.words.section(form, code),
        lines: questions
          .filter(
            (question) => visible.has(question.code) && question.identity !== true && !isStory(question),
          )
          .flatMap((question) => {
            const answer = answers[question.code];
            if (answer === undefined) return [];
            const words = this.answers.of(question, answer, this.places());
            return [{ label: this.words.label(form, question.code), words, isLong: words.length > 60 }];
          }),
      }))
      .filter(({ lines }) => lines.length > 0);
  }
}

function questionsIn(form: Form): readonly Question[] {
  return form.sections.flatMap(({ questions }) => questions);
}

function listsOf(form: Form): readonly Question[] {
  return questionsIn(form).filter(({ type }) => type === 'list');
}

/** A list of stories: a facility and a long text on each line. */
function isStory(question: Question): boolean {
  const columns = question.columns ?? [];
  return columns.some(({ type }) => type === 'longtext') && columns.some(({ type }) => type === 'place');
}
