import {
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { PacketSpan } from '@domain/audits/audit.js';
import { redacted } from '@domain/audits/packet-text.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../../ui/icon';
import { piecesOf } from '../text-pieces';
import { placesOf, trimmed, withDecision, withHidden, type Chosen } from './own-spans';
import { packetTexts } from './texts';

/**
 * One text of the packet: its passages in their place, a decision for each, more passages by selecting or by word, and what the reviewer
 * will read. Inputs: `title`, `text`, `spans`, `writable`. Output: `decide` with all spans of the text.
 */
@Component({
  selector: 'app-packet-text',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <section class="card stack" [attr.aria-label]="title()">
      <div class="card-head">
        <h2>{{ title() }}</h2>
        @if (open() > 0) {
          <span class="chip chip-warn"
            ><svg appIcon="triangle-alert" /> {{ t.count('undecided', open()) }}</span
          >
        } @else {
          <span class="chip chip-ok"><svg appIcon="check" /> {{ t('read') }}</span>
        }
      </div>
      <p #body class="pre packet-story">
        @for (piece of pieces(); track piece.start) {
          @if (piece.span; as span) {
            <mark
              [class.redacted]="span.decision === 'redact'"
              [class.kept]="span.decision === 'keep'"
              [textContent]="piece.text"
            ></mark>
          } @else {
            <span [textContent]="piece.text"></span>
          }
        }
      </p>
      @if (spans().length > 0) {
        <ul class="passages">
          @for (span of spans(); track span.start) {
            <li>
              <p class="grow">
                <b>« {{ words(span) }} »</b><br /><span class="small muted">{{
                  t.find('kind.' + span.kind)
                }}</span>
              </p>
              @if (writable()) {
                <div
                  class="seg seg-fit"
                  role="group"
                  [attr.aria-label]="t('decision', { words: words(span) })"
                >
                  <button
                    type="button"
                    class="btn btn-small"
                    [class.btn-primary]="span.decision === 'redact'"
                    [attr.aria-pressed]="span.decision === 'redact'"
                    (click)="choose(span, 'redact')"
                  >
                    {{ t('hide') }}
                  </button>
                  <button
                    type="button"
                    class="btn btn-small"
                    [class.btn-primary]="span.decision === 'keep'"
                    [attr.aria-pressed]="span.decision === 'keep'"
                    (click)="choose(span, 'keep')"
                  >
                    {{ t('keep') }}
                  </button>
                </div>
              } @else {
                <span class="small">{{ t(span.decision === 'keep' ? 'kept' : 'hidden') }}</span>
              }
            </li>
          }
        </ul>
      } @else {
        <p class="small muted">{{ t('nothing-marked') }}</p>
      }
      @if (writable()) {
        @if (selection(); as chosen) {
          <div class="btns">
            <button type="button" class="btn" (mousedown)="$event.preventDefault()" (click)="hide([chosen])">
              <svg appIcon="eye-off" class="icon-20" />
              {{ t('hide-selection', { words: text().slice(chosen.start, chosen.end) }) }}
            </button>
          </div>
        }
        <form class="search-line" (submit)="hideWords($event)">
          <input
            class="box"
            name="words"
            autocomplete="off"
            maxlength="80"
            [placeholder]="t('words.placeholder')"
            [attr.aria-label]="t('words.label', { title: title() })"
          />
          <button type="submit" class="btn">{{ t('hide') }}</button>
        </form>
        <p class="hint" role="status">{{ note() || t('select-hint') }}</p>
      }
      <details class="more">
        <summary>{{ t('preview') }}</summary>
        <p class="pre packet-story">{{ shown() }}</p>
      </details>
    </section>
  `,
})
export class PacketText {
  readonly title = input.required<string>();
  readonly text = input.required<string>();
  readonly spans = input.required<readonly PacketSpan[]>();
  readonly writable = input(true);
  readonly decide = output<readonly PacketSpan[]>();

  protected readonly t = injectTexts(packetTexts);
  private readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  protected readonly selection = signal<Chosen | null>(null);
  protected readonly note = signal('');
  protected readonly pieces = computed(() => piecesOf(this.text(), this.spans()));
  protected readonly open = computed(() => this.spans().filter(({ decision }) => decision === null).length);
  /** As a release would show it: what nobody decided on is hidden too. */
  protected readonly shown = computed(() =>
    redacted(
      this.text(),
      this.spans().filter(({ decision }) => decision !== 'keep'),
    ),
  );

  constructor() {
    const follow = (): void => {
      this.selection.set(this.selected());
    };
    document.addEventListener('selectionchange', follow);
    inject(DestroyRef).onDestroy(() => {
      document.removeEventListener('selectionchange', follow);
    });
  }

  protected words({ start, end }: PacketSpan): string {
    return this.text().slice(start, end);
  }

  protected choose(span: PacketSpan, decision: 'redact' | 'keep'): void {
    this.decide.emit(withDecision(this.spans(), span, decision));
  }

  protected hide(chosen: readonly Chosen[]): void {
    this.decide.emit(chosen.reduce<readonly PacketSpan[]>(withHidden, this.spans()));
    getSelection()?.removeAllRanges();
  }

  protected hideWords(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const typed = new FormData(form).get('words');
    const found = placesOf(this.text(), typeof typed === 'string' ? typed : '');
    this.note.set(found.length === 0 ? this.t('words.none') : this.t.count('words.hidden', found.length));
    if (found.length === 0) return;
    this.hide(found);
    form.reset();
  }

  /** The part of this text that is selected on the screen; the drawing adds no character to it. */
  private selected(): Chosen | null {
    const root = this.body().nativeElement;
    const chosen = getSelection();
    if (chosen === null || chosen.isCollapsed || chosen.rangeCount === 0) return null;
    const range = chosen.getRangeAt(0);
    if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
    const before = range.cloneRange();
    before.selectNodeContents(root);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    return trimmed(this.text(), { start, end: start + range.toString().length });
  }
}
