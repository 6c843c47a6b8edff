import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ActionsView, ActionView } from '@domain/recommendations/recommendation.js';
import { Api } from '../../core/api';
import { coreTexts } from '../../core/core-texts';
import { Formats, localNow } from '../../core/formats';
import { Permissions } from '../../core/permissions';
import { Session } from '../../core/session';
import { injectTexts } from '../../core/texts';
import { Empty } from '../../ui/empty';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { pictureOf } from './action-picture';
import { ActionSign } from './action-sign';
import { ActionWords } from './action-words';
import { SpeakButton } from './speak-button';
import { actionTexts } from './texts';

const RANK: Readonly<Record<ActionView['progressWord'], number>> = {
  blocked: 1,
  'not-started': 2,
  'in-progress': 3,
  done: 4,
  verified: 5,
};

/** The actions of the month's meeting, for the ASACO and other owners: what, who, by when, where are we; nothing of a case. */
@Component({
  selector: 'app-action-list',
  imports: [ActionSign, Empty, Icon, PageHead, ProblemBanner, RouterLink, Skeleton, SpeakButton],
  template: `
    <app-page-head [title]="title()" [lead]="lead()" [phoneActs]="true">
      <span class="only-wide">
        <a class="btn" target="_blank" rel="noopener" href="/api/actions/sheet.pdf"
          ><svg appIcon="printer" class="icon-20" /> {{ t('sheet') }}</a
        >
      </span>
      <app-speak-button [words]="aloud()" [label]="t('speak.all')" />
    </app-page-head>
    <div class="page">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value()) {
        @if (items().length > 0) {
          <ul class="counts" [attr.aria-label]="t('counts')">
            <li class="late">
              <span class="display"><svg appIcon="overdue" class="icon-32" /> {{ late() }}</span>
              <span class="count-word">{{ t('count.late') }}</span>
            </li>
            <li class="going">
              <span class="display"><app-action-sign sign="half" /> {{ going() }}</span>
              <span class="count-word">{{ t.count('count.going', going()) }}</span>
            </li>
            <li class="ok">
              <span class="display"><svg appIcon="done" class="icon-32" /> {{ done() }}</span>
              <span class="count-word">{{ t.count('count.done', done()) }}</span>
            </li>
          </ul>
          <ul class="action-cards">
            @for (action of items(); track action.id) {
              <li class="card action-card">
                <div class="action-head">
                  <span class="tile tile-big"><svg [appIcon]="picture(action)" class="icon-46" /></span>
                  <h2>
                    <a [routerLink]="['/actions', action.id]">{{ action.what }}</a>
                  </h2>
                  <app-speak-button
                    [words]="words.aloud(action)"
                    [label]="t('speak', { what: action.what })"
                  />
                </div>
                <ul class="action-facts">
                  <li>
                    <svg appIcon="user" /><span class="visually-hidden">{{ t('who') }} </span>
                    {{ words.who(action) }}
                  </li>
                  <li>
                    <svg appIcon="calendar" /><span class="visually-hidden">{{ t('by') }} </span>
                    {{ words.day(action) }}
                  </li>
                </ul>
                @let look = words.look(action);
                <p class="strip" [class]="'strip-' + look.tone">
                  <app-action-sign [sign]="look.icon" />
                  <span class="grow">{{ look.word }}</span>
                  @if (look.note) {
                    <small>{{ look.note }}</small>
                  }
                </p>
                @if (words.obstacle(action); as obstacle) {
                  <p class="small">{{ obstacle }}</p>
                }
                @if (words.decision(action); as decision) {
                  <p class="small">{{ decision }}</p>
                }
              </li>
            }
          </ul>
        } @else {
          <app-empty icon="handshake" [title]="t('empty.title')" [text]="t('empty.text')" />
        }
        <div class="stack-8 sheet-line">
          <a class="btn btn-block" target="_blank" rel="noopener" href="/api/actions/sheet.pdf"
            ><svg appIcon="printer" class="icon-20" /> {{ t('sheet') }}</a
          >
          <p class="small muted">{{ t('sheet.text') }}</p>
        </div>
        <p class="quiet-note"><svg appIcon="shield" /> {{ core('motto') }}</p>
      } @else if (found.loading()) {
        <app-skeleton [rows]="4" />
      }
    </div>
  `,
})
export class ActionList {
  protected readonly t = injectTexts(actionTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly words = inject(ActionWords);
  private readonly formats = inject(Formats);
  private readonly may = inject(Permissions);
  private readonly session = inject(Session);

  protected readonly found = inject(Api).read<ActionsView>(() => '/actions');
  protected readonly picture = ({ what }: ActionView): ReturnType<typeof pictureOf> => pictureOf(what);

  /** Late first, then what is blocked, what has not begun, what goes on, what is done. */
  protected readonly items = computed(() =>
    [...(this.found.value()?.items ?? [])].sort((a, b) => rank(a) - rank(b)),
  );
  protected readonly late = computed(() => this.items().filter(({ overdue }) => overdue).length);
  protected readonly done = computed(
    () => this.items().filter(({ progressWord }) => isDone(progressWord)).length,
  );
  protected readonly going = computed(() => this.items().length - this.late() - this.done());

  protected readonly title = computed(() => {
    const month = this.formats.month(this.found.value()?.month ?? localNow().slice(0, 7));
    return this.t(this.may.is('asaco-member') ? 'meeting' : 'actions', { month });
  });
  protected readonly lead = computed(() => {
    const place = this.session.view()?.memberships[0]?.placeName;
    return place === undefined ? this.t('lead') : `${this.t('lead')} · ${place}`;
  });
  protected readonly aloud = computed(() =>
    [this.title(), ...this.items().map((action) => this.words.aloud(action))].join('. '),
  );
}

function isDone(word: ActionView['progressWord']): boolean {
  return word === 'done' || word === 'verified';
}

function rank({ overdue, progressWord }: ActionView): number {
  return overdue ? 0 : RANK[progressWord];
}
