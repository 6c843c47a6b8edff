import { Component, computed, input, output, signal, type ElementRef, viewChild } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import { injectTexts } from '../core/texts';
import { Icon } from './icon';

/** One thing a search may give. */
export interface Found {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** A search over the network waits for the fingers to rest. */
const PAUSE = 250;

/**
 * A box that searches as one types, by keyboard too (arrows, Enter, Escape). Inputs: `boxId`, `label` (spoken when no visible label
 * points to `boxId`), `placeholder`, `search` (text to choices; called after a pause), `first` (choices before anything is typed),
 * `least` (letters before searching), `pause` (milliseconds), `text` (what the box shows when closed), `describedBy`, `invalid`. Outputs: `pick`, `left`.
 *
 *     <app-combo boxId="place" label="Structure" [search]="findPlaces" (pick)="choose($event)" />
 */
@Component({
  selector: 'app-combo',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <div class="combo boxed with-search">
      <svg appIcon="search" />
      <input
        #box
        class="box"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        maxlength="80"
        aria-autocomplete="list"
        [id]="boxId()"
        [attr.aria-label]="label()"
        [attr.aria-controls]="boxId() + '-list'"
        [attr.aria-expanded]="open()"
        [attr.aria-activedescendant]="open() && active() >= 0 ? boxId() + '-' + active() : null"
        [attr.aria-describedby]="describedBy()"
        [attr.aria-invalid]="invalid()"
        [placeholder]="placeholder()"
        [value]="open() ? typed() : text()"
        (focus)="begin()"
        (input)="type($event)"
        (keydown)="key($event)"
        (blur)="end()"
      />
      <ul
        class="combo-list"
        role="listbox"
        [id]="boxId() + '-list'"
        [attr.aria-label]="placeholder() || label()"
        [hidden]="!open() || (choices().length === 0 && note() === '')"
      >
        @for (choice of choices(); track choice.value; let i = $index) {
          <li
            role="option"
            [id]="boxId() + '-' + i"
            [attr.aria-selected]="i === active()"
            (mousedown)="take($event, choice)"
          >
            {{ choice.label }}
            @if (choice.hint) {
              <span class="row-sub">{{ choice.hint }}</span>
            }
          </li>
        }
        @if (note()) {
          <li class="combo-note" role="option" aria-disabled="true" aria-selected="false">{{ note() }}</li>
        }
      </ul>
    </div>
  `,
})
export class Combo {
  readonly boxId = input.required<string>();
  readonly label = input<string | null>(null);
  readonly placeholder = input('');
  readonly search = input.required<(text: string) => Promise<readonly Found[]>>();
  readonly first = input<readonly Found[]>([]);
  readonly least = input(2);
  readonly text = input('');
  readonly pause = input(PAUSE);
  readonly describedBy = input<string | null>(null);
  readonly invalid = input<true | null>(null);
  /** Words under the list: nothing found, more letters wanted, no network. */
  readonly notes = input({ more: '', none: '', reading: '', offline: '' });
  readonly pick = output<Found>();
  readonly left = output();

  protected readonly t = injectTexts(coreTexts);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  protected readonly open = signal(false);
  protected readonly typed = signal('');
  protected readonly active = signal(-1);
  private readonly found = signal<readonly Found[]>([]);
  private readonly phase = signal<'rest' | 'reading' | 'done' | 'offline'>('rest');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;
  /** Enter came before what was searched for: the first choice is taken when it comes. */
  private hasEntered = false;

  protected readonly choices = computed(() =>
    this.typed().length < this.least() ? this.first() : this.found(),
  );
  protected readonly note = computed(() => {
    const { more, none, reading, offline } = this.notes();
    if (this.typed().length < this.least()) return this.first().length > 0 ? '' : more;
    switch (this.phase()) {
      case 'offline':
        return offline;
      case 'done':
        return this.found().length === 0 ? none : '';
      case 'rest':
      case 'reading':
        return this.found().length === 0 ? reading : '';
    }
  });

  protected begin(): void {
    this.typed.set('');
    this.found.set([]);
    this.active.set(-1);
    this.open.set(true);
  }

  protected end(): void {
    clearTimeout(this.timer);
    this.open.set(false);
    this.left.emit();
  }

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value.trimStart());
    this.hasEntered = false;
    this.active.set(-1);
    this.open.set(true);
    clearTimeout(this.timer);
    if (this.typed().length < this.least()) return;
    this.phase.set('reading');
    this.timer = setTimeout(() => void this.run(this.typed()), this.pause());
  }

  protected key(event: KeyboardEvent): void {
    const last = this.choices().length - 1;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      this.open.set(true);
      const step = key === 'ArrowDown' ? 1 : -1;
      this.active.update((at) => Math.max(0, Math.min(last, at + step)));
      document
        .getElementById(`${this.boxId()}-${String(this.active())}`)
        ?.scrollIntoView({ block: 'nearest' });
    } else if (key === 'Enter') {
      const choice = this.choices()[this.active()] ?? (last === 0 ? this.choices()[0] : undefined);
      if (!this.open()) return;
      event.preventDefault();
      if (choice === undefined || this.phase() === 'reading')
        this.hasEntered = this.typed().length >= this.least();
      else this.choose(choice);
    } else if (key === 'Escape' && this.open()) {
      event.preventDefault();
      this.open.set(false);
    }
  }

  protected take(event: Event, choice: Found): void {
    event.preventDefault();
    this.choose(choice);
  }

  private choose(choice: Found): void {
    this.open.set(false);
    this.typed.set('');
    this.box().nativeElement.value = '';
    this.pick.emit(choice);
  }

  private async run(text: string): Promise<void> {
    this.turn += 1;
    const turn = this.turn;
    try {
      const found = await this.search()(text);
      if (turn !== this.turn) return;
      this.found.set(found);
      this.active.set(found.length > 0 ? 0 : -1);
      this.phase.set('done');
      const [first] = found;
      if (this.hasEntered && first !== undefined) this.choose(first);
    } catch {
      if (turn === this.turn) this.phase.set('offline');
    }
  }
}
