import { Component, computed, effect, inject, input, signal } from '@angular/core';
import type { PacketContent, PacketItem } from '@domain/audits/audit.js';
import type { Form } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import { injectTexts } from '../../core/texts';
import { FilterChips } from '../filter-chips';
import { FormWords } from '../form-renderer/form-words';
import { PacketDocuments } from '../pictures/packet-documents';
import { PacketWords } from './packet-words';
import { packetFileTexts } from './texts';

interface Line {
  readonly label: string;
  readonly words: string;
  readonly isMissing: boolean;
  readonly isLong: boolean;
}

interface Part {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly groups: readonly { readonly title: string; readonly rows: readonly Line[] }[];
}

const LONG = 40;

/** The blind file: what happened on the relative clock, the facts by section, the stories. Input: `packet`. */
@Component({
  selector: 'app-packet-view',
  host: { class: 'block stack' },
  imports: [FilterChips, PacketDocuments],
  template: `
    <h2 class="visually-hidden">{{ t('tab') }}</h2>
    <app-filter-chips
      [chips]="chips()"
      [selected]="shown()"
      [label]="t('parts')"
      (choose)="shown.set($event)"
    />
    <app-packet-documents [documents]="packet().documents ?? []" />
    @if (shown() === 'story') {
      @for (told of packet().narratives; track $index) {
        <section class="packet-part">
          <h3>{{ facilityOf(told.facility) }}</h3>
          <p class="pre prose">{{ told.text }}</p>
        </section>
      } @empty {
        <p class="muted">{{ t('no-story') }}</p>
      }
    } @else {
      <section class="packet-part" aria-labelledby="chronology">
        <h3 id="chronology">
          {{ t('chronology') }} <span class="small muted">{{ t('relative') }}</span>
        </h3>
        <ol class="chrono">
          @for (event of chronology(); track $index) {
            <li>
              <b>{{ event.when }}</b> <span>{{ event.what }}</span>
            </li>
          } @empty {
            <li class="muted">{{ t('no-times') }}</li>
          }
        </ol>
      </section>
      @for (part of parts(); track part.key) {
        <section class="packet-part" [attr.aria-labelledby]="'packet-' + part.key">
          @if (part.title) {
            <h3 [id]="'packet-' + part.key">{{ part.title }}</h3>
          }
          @if (part.lines.length > 0) {
            <dl class="facts">
              @for (line of part.lines; track line.label) {
                <div [class.fact-long]="line.isLong" [class.fact-missing]="line.isMissing">
                  <dt>{{ line.label }}</dt>
                  <dd>{{ line.words }}</dd>
                </div>
              }
            </dl>
          }
          @for (group of part.groups; track group.title) {
            @if (group.title) {
              <h4>{{ group.title }}</h4>
            }
            <ul class="done-things">
              @for (row of group.rows; track $index) {
                <li>
                  <span>{{ row.label }}</span> <span class="muted num">{{ row.words }}</span>
                </li>
              }
            </ul>
          }
        </section>
      }
    }
  `,
})
export class PacketView {
  readonly packet = input.required<PacketContent>();

  protected readonly t = injectTexts(packetFileTexts);
  private readonly words = inject(PacketWords);
  private readonly forms = inject(FormWords);
  protected readonly shown = signal('facts');

  protected readonly chips = computed(() => [
    { value: 'facts', label: this.t('facts') },
    { value: 'story', label: this.t('story') },
  ]);
  /** What happened at the same hour stands on one line. */
  protected readonly chronology = computed(() => {
    const lines: { when: string; what: string }[] = [];
    for (const event of this.packet().chronology) {
      const when = this.words.hours(event);
      const what = this.eventOf(event);
      const last = lines.at(-1);
      if (last?.when === when) last.what = `${last.what} · ${what}`;
      else lines.push({ when, what });
    }
    return lines;
  });
  /** Facts by section; times with their hour stand in the chronology already. */
  protected readonly parts = computed<readonly Part[]>(() => {
    const parts = new Map<string, PacketItem[]>();
    for (const item of this.packet().items) {
      if (item.time?.minutes !== undefined) continue;
      const key = `${item.form}-${item.section}`;
      parts.set(key, [...(parts.get(key) ?? []), item]);
    }
    return [...parts].map(([key, items]) => this.partOf(key, items));
  });

  constructor() {
    effect(() => {
      const used = new Set(this.packet().items.map(({ form }) => form));
      for (const form of used) void this.forms.load(this.formOf(form));
    });
  }

  /** "Sulfate de magnésium, Donné (A)" for a line of a list, else the label of its question. */
  private eventOf(event: PacketContent['chronology'][number]): string {
    const [list = '', column] = event.label.split('.');
    const label = this.forms.label(this.formOf(event.form), event.label);
    const minutes = Math.round(event.hours * 60);
    const row =
      column === undefined
        ? undefined
        : this.packet()
            .items.find(({ form, question }) => form === event.form && question === list)
            ?.rows?.find((cells) =>
              cells.some(({ question, time }) => question === column && time?.minutes === minutes),
            );
    const coded = (row ?? []).filter(({ codes }) => codes !== undefined).map((cell) => this.words.item(cell));
    const what = coded.length > 0 ? coded.join(', ') : label;
    return event.place === undefined ? what : `${what} (${event.place})`;
  }

  /** The words of a facility are made here, in the reader's language, from its letter. */
  protected facilityOf(text: string): string {
    const letter = /^Structure (\w+),/.exec(text)?.[1];
    const known = this.packet()
      .items.flatMap((item) => [item, ...(item.rows ?? []).flat()])
      .find(({ facility }) => facility !== undefined && facility.letter === letter)?.facility;
    return known === undefined ? text : this.words.facility(known);
  }

  /** The form as it was answered. */
  private formOf(name: string): Form {
    return getForm(name, this.packet().formVersions?.[name]);
  }

  private partOf(key: string, items: readonly PacketItem[]): Part {
    const [first] = items;
    return {
      key,
      title: first === undefined ? '' : this.forms.section(this.formOf(first.form), first.section),
      lines: items.filter(({ rows }) => rows === undefined).map((item) => this.lineOf(item)),
      groups: items
        .filter(({ rows }) => rows !== undefined && rows.length > 0)
        .map((item) => ({
          title: this.forms.label(this.formOf(item.form), item.question),
          rows: (item.rows ?? []).map((cells) => this.rowOf(item, cells)),
        })),
    };
  }

  private lineOf(item: PacketItem): Line {
    const words = this.words.item(item);
    return {
      label: this.forms.label(this.formOf(item.form), item.question),
      words,
      isMissing: item.missing !== undefined,
      isLong: words.length > LONG,
    };
  }

  /** The first cell names the line, the others follow it; times say which they are. */
  private rowOf(list: PacketItem, cells: readonly PacketItem[]): Line {
    const [first = '', ...rest] = cells.map((cell) => {
      const words = this.words.item(cell);
      if (cell.time === undefined) return words;
      const label = this.forms.label(this.formOf(list.form), `${list.question}.${cell.question}`);
      return `${label} ${words.replace(' · ', ', ')}`;
    });
    return { label: first, words: rest.join(' · '), isMissing: false, isLong: false };
  }
}
