import { Component, computed, inject, input } from '@angular/core';
import { wholeOf } from '@domain/classification/delay-layout.js';
import {
  linkOf,
  type DelayLink,
  type DelayStory,
  type LinkPart,
} from '@domain/classification/delay-story.js';
import { injectTexts } from '../../core/texts';
import { DelayDrawing } from './delay-drawing';
import { DelayWords } from './delay-words';
import { delayPanelTexts } from './texts';

interface DelayRow {
  readonly lane: 1 | 2 | 3;
  readonly detail: string;
  readonly value: string;
  readonly margin: string;
  /** "le plus long", '' for the others. */
  readonly longest: string;
}

const PARTS: Readonly<Record<DelayRow['lane'], readonly LinkPart[]>> = {
  1: ['decide'],
  2: ['reach', 'transfer'],
  3: ['care'],
};

/**
 * The three delays of a story: the picture, or the table, and a sentence for each delay. Inputs: `story`; `wide` (room for the names of the
 * lanes); `asTable`; `start` (H0 of a blind file).
 *
 *     <app-delay-panel [story]="story()" [wide]="isWide()" />
 */
@Component({
  selector: 'app-delay-panel',
  host: { class: 'block' },
  imports: [DelayDrawing],
  template: `
    @if (asTable()) {
      <table class="table-cards">
        <caption class="visually-hidden">
          {{
            t('title')
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ t('column.delay') }}</th>
            <th scope="col">{{ t('column.between') }}</th>
            <th scope="col" class="num">{{ t('column.duration') }}</th>
            <th scope="col" class="num">{{ t('column.margin') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.lane) {
            <tr>
              <th scope="row">{{ name(row.lane) }}</th>
              <td [attr.data-label]="t('column.between')">{{ row.detail }}</td>
              <td class="num" [attr.data-label]="t('column.duration')">
                {{ row.value }}
                @if (row.longest) {
                  <span class="small muted">({{ row.longest }})</span>
                }
              </td>
              <td class="num" [attr.data-label]="t('column.margin')">{{ row.margin || '–' }}</td>
            </tr>
          }
        </tbody>
      </table>
    } @else {
      @if (drawable()) {
        <app-delay-drawing [story]="story()" [wide]="wide()" [label]="sentence()" [start]="start()" />
      }
      <ul class="delay-rows">
        @for (row of rows(); track row.lane) {
          <li>
            <svg viewBox="0 0 32 32" class="delay-swatch" aria-hidden="true">
              <rect width="32" height="32" rx="5" [attr.fill]="'url(#delay-' + row.lane + ')'" />
            </svg>
            <span class="grow">
              <b>{{ t(number(row.lane)) }}</b>
              <span class="muted"> {{ verb(row.lane) }}</span><br /><span class="small muted">{{
                row.detail
              }}</span>
            </span>
            <span class="delay-length num">
              <b class="delay-value">{{ row.value }}</b>
              @if (row.longest) {
                <br /><span class="small">{{ row.longest }}</span>
              }
            </span>
          </li>
        }
      </ul>
    }
  `,
})
export class DelayPanel {
  readonly story = input.required<DelayStory>();
  readonly wide = input(false);
  readonly asTable = input(false);
  readonly start = input<string | null>(null);

  protected readonly t = injectTexts(delayPanelTexts);
  private readonly words = inject(DelayWords);
  private readonly wording = computed(() => this.words.wording(this.start()));
  protected readonly drawable = computed(() => wholeOf(this.story()) !== null);

  protected readonly rows = computed<readonly DelayRow[]>(() =>
    ([1, 2, 3] as const).map((lane) => this.rowOf(lane)),
  );
  protected readonly sentence = computed(() =>
    this.t('label', {
      sentences: this.rows()
        .map(({ lane, value, longest }) => {
          const said = longest === '' ? value : `${value}, ${longest}`;
          return this.t('sentence', { name: this.name(lane), said });
        })
        .join(' '),
    }),
  );

  protected name(lane: DelayRow['lane']): string {
    return `${this.t(this.number(lane))}, ${this.verb(lane)}`;
  }

  protected number(lane: DelayRow['lane']): '1' | '2' | '3' {
    return `${lane}`;
  }

  protected verb(lane: DelayRow['lane']): string {
    if (lane === 3 && !['MAT', 'WRA'].includes(this.story().kind)) return this.t('3.name.other');
    return this.t(`${lane}.name`);
  }

  private rowOf(lane: DelayRow['lane']): DelayRow {
    const story = this.story();
    const links = PARTS[lane].map((part) => linkOf(story, part)).filter((link) => link !== null);
    const [first, second] = links;
    const wording = this.wording();
    if (first === undefined || wording === null) {
      const detail = story.inside && lane < 3 ? this.t('inside') : '';
      return { lane, detail, value: detail === '' ? this.t('unknown') : '–', margin: '', longest: '' };
    }
    const isLongest = links.some((link) => link.longest);
    const interval = this.words.interval(first, wording);
    return {
      lane,
      detail: [
        first.part === 'transfer' ? this.t('2.only', { between: this.between(first) }) : this.between(first),
        interval,
        this.care(first),
        second === undefined ? null : this.transfer(second),
      ]
        .filter((part) => part !== null && part !== '')
        .join(' · '),
      value: first.open ? '–' : this.words.link(first, wording),
      margin: interval ?? '',
      longest: isLongest ? this.t(story.longestIsSure ? 'longest' : 'longest.perhaps') : '',
    };
  }

  private transfer(link: DelayLink): string {
    const wording = this.wording();
    if (wording === null) return '';
    return this.t('2.transfer', { duration: this.words.link(link, wording), between: this.between(link) });
  }

  private care(link: DelayLink): string | null {
    if (link.part !== 'care') return null;
    return this.t(link.open ? '3.open' : link.censored ? '3.none' : '3.given');
  }

  /** "de 1 à 2", by the numbers of the list; a moment that is not noted has none. */
  private between({ start, end, hours }: DelayLink): string {
    const number = (key: string): string | undefined => {
      const mark = this.story().marks.find((one) => one.key === key);
      return mark === undefined ? undefined : String(mark.n);
    };
    const [from, to] = [number(start), number(end)];
    if (end === 'death') return this.t('until-death', { from: from ?? '?' });
    if (end === 'birth') return this.t('until-birth', { from: from ?? '?' });
    if (hours === null || from === undefined || to === undefined) return this.t('unnoted');
    return this.t('since', { from, to });
  }
}
