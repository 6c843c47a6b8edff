import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import {
  ATTACHMENT_CAPS,
  ATTACHMENT_KINDS,
  type AttachmentKind,
  type AttachmentsView,
  type AttachmentView,
} from '@domain/cases/attachment.js';
import { Api } from '../core/api';
import { coreTexts } from '../core/core-texts';
import { Formats } from '../core/formats';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { Outbox } from '../offline/outbox';
import { recordBefore } from '../offline/outbox-row';
import { Banner } from '../ui/banner';
import { groupNumber } from '../ui/copy-number';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { PictureViewer } from '../ui/pictures/picture-viewer';
import { pictureTexts } from '../ui/pictures/texts';
import { ProblemBanner } from '../ui/problem-banner';
import { ReasonField } from '../ui/reason-field';
import { Toasts } from '../ui/toast';
import { PictureQueue } from './picture-queue';
import { casesTexts } from './texts';
import { WaitingPictures } from './waiting-pictures';

const NOTHING_KNOWN: AttachmentsView = { mayAttach: true, left: ATTACHMENT_CAPS.perCase, attachments: [] };

/**
 * Photographed pages of a case: taken on the spot, opened, taken away again before the freeze. Inputs: `caseId`, `number`, `onlyHere`.
 * Output: `changed`.
 */
@Component({
  selector: 'app-case-attachments',
  host: { class: 'block no-print' },
  imports: [Banner, Dialog, Icon, PictureViewer, ProblemBanner, ReasonField, WaitingPictures],
  template: `
    <section class="card stack-8" aria-labelledby="pictures">
      <h2 id="pictures">{{ t('pictures') }}</h2>
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (view(); as view) {
        @if (found.value() && view.attachments.length === 0 && waiting().length === 0) {
          <p class="muted">{{ t(view.mayAttach ? 'pictures.empty' : 'pictures.none') }}</p>
        }
        @if (view.attachments.length > 0) {
          <ul class="rows">
            @for (one of view.attachments; track one.id) {
              <li class="picture-line">
                <button type="button" class="row" (click)="shown.set(one)">
                  <span class="tile"><svg appIcon="image" /></span>
                  <span class="row-text">
                    <span class="row-title">{{ nameOf(one) }}</span>
                    <span class="row-sub">
                      {{ formats.date(one.addedAt) }} · {{ one.placeName }}
                      @if (receipts().get(one.id); as receipt) {
                        · {{ t('pictures.receipt', { receipt }) }}
                      }
                    </span>
                  </span>
                </button>
                @if (one.mayRemove) {
                  <button
                    type="button"
                    class="btn btn-icon"
                    [attr.aria-label]="t('pictures.remove', { name: nameOf(one) })"
                    (click)="ask(one)"
                  >
                    <svg appIcon="trash" />
                  </button>
                }
              </li>
            }
          </ul>
          <p class="quiet-note"><svg appIcon="lock" /> {{ t('pictures.told') }}</p>
        }
        <app-waiting-pictures [rows]="waiting()" />
        @if (fault(); as words) {
          <app-banner tone="warn"
            ><span role="status">{{ t(words) }}</span></app-banner
          >
        }
        @if (view.mayAttach && view.left > waiting().length) {
          <div class="field">
            <label class="label" for="picture-kind">{{ t('pictures.kind') }}</label>
            <select autocomplete="off" id="picture-kind" class="box" (change)="choose($event)">
              @for (one of kinds; track one) {
                <option [value]="one" [selected]="one === kind()">{{ kindWord(one) }}</option>
              }
            </select>
          </div>
          <div class="btns">
            <label class="btn btn-primary file-btn">
              <input
                type="file"
                class="visually-hidden"
                accept="image/*"
                capture="environment"
                (change)="take($event)"
              />
              <svg appIcon="camera" /> {{ t('pictures.take') }}
            </label>
            <label class="btn file-btn">
              <input
                type="file"
                class="visually-hidden"
                accept="image/*,application/pdf"
                multiple
                (change)="take($event)"
              />
              <svg appIcon="plus" /> {{ t('pictures.choose') }}
            </label>
          </div>
          <p class="hint">{{ t('pictures.hint') }}</p>
        } @else if (view.mayAttach) {
          <p class="muted">{{ t('pictures.full') }}</p>
        }
      }
    </section>
    <app-picture-viewer [path]="path()" [title]="shownName()" (closed)="shown.set(null)" />
    <app-dialog [open]="removing() !== null" [title]="t('pictures.question')" (closed)="leave()">
      @if (act.problem(); as problem) {
        <app-problem-banner [problem]="problem" [again]="false" />
      }
      <p>{{ t('pictures.removal') }}</p>
      <app-reason-field [(value)]="reason" [missing]="asked() && reason().trim() === ''" />
      <div class="btns">
        <button type="button" class="btn btn-danger" [disabled]="act.busy()" (click)="remove()">
          {{ t('pictures.remove.verb') }}
        </button>
        <button type="button" class="btn" data-safe (click)="leave()">{{ core('cancel') }}</button>
      </div>
    </app-dialog>
  `,
})
export class CaseAttachments {
  readonly caseId = input.required<string>();
  readonly number = input.required<string>();
  /** The server has not heard of the case yet: its pictures wait here with it. */
  readonly onlyHere = input(false);
  readonly changed = output();

  protected readonly t = injectTexts(casesTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly words = injectTexts(pictureTexts);
  protected readonly formats = inject(Formats);
  private readonly queue = inject(PictureQueue);
  private readonly outbox = inject(Outbox);
  private readonly toasts = inject(Toasts);
  protected readonly act = acting();

  protected readonly kinds = ATTACHMENT_KINDS;
  protected readonly found = inject(Api).read<AttachmentsView>(() =>
    this.onlyHere() ? undefined : `/cases/${this.caseId()}/attachments`,
  );
  private readonly may = inject(Permissions);
  /** What nobody can tell is left to the server: a picture may be taken, and waits for its answer. */
  protected readonly view = computed<AttachmentsView | undefined>(() => {
    const isUnknown = this.onlyHere() || this.found.problem()?.status === 0;
    const known = this.found.value();
    return known ?? (isUnknown && this.may.can('attach', 'Attachment') ? NOTHING_KNOWN : undefined);
  });
  private readonly sent = computed(() =>
    this.outbox.rows().filter((row) => row.file !== undefined && recordBefore(row) === this.caseId()),
  );
  protected readonly waiting = computed(() => this.sent().filter(({ state }) => state !== 'received'));
  protected readonly receipts = computed(
    () => new Map(this.sent().map(({ file, receipt }) => [file?.id ?? '', receipt])),
  );
  private readonly arrived = computed(() => this.sent().length - this.waiting().length);
  protected readonly fault = signal<'pictures.large' | 'pictures.unread' | null>(null);
  protected readonly kind = signal<AttachmentKind>('register');
  protected readonly shown = signal<AttachmentView | null>(null);
  protected readonly removing = signal<AttachmentView | null>(null);
  protected readonly reason = signal('');
  protected readonly asked = signal(false);
  protected readonly path = computed(() => {
    const one = this.shown();
    return one === null ? null : `/attachments/${one.id}/content`;
  });
  protected readonly shownName = computed(() => {
    const one = this.shown();
    return one === null ? '' : this.nameOf(one);
  });

  constructor() {
    let known: number | null = null;
    effect(() => {
      const arrived = this.arrived();
      const news = known === null ? 0 : arrived - known;
      known = arrived;
      if (news > 0) {
        untracked(() => {
          this.told(news);
        });
      }
    });
  }

  protected kindWord(kind: AttachmentKind): string {
    return this.words(`kind.${kind}`);
  }

  protected nameOf({ kind, n }: AttachmentView): string {
    return this.words('name', { kind: this.kindWord(kind), n });
  }

  protected choose(event: Event): void {
    const chosen = (event.target as HTMLSelectElement).value;
    this.kind.set(ATTACHMENT_KINDS.find((kind) => kind === chosen) ?? 'other');
  }

  protected async take(event: Event): Promise<void> {
    const box = event.target as HTMLInputElement;
    const files = [...(box.files ?? [])];
    // The same picture may be chosen again after a refusal.
    box.value = '';
    this.fault.set(null);
    const kind = this.kind();
    const one = { id: this.caseId(), about: `${groupNumber(this.number())} · ${this.kindWord(kind)}` };
    // One after the other: a cheap telephone holds one picture at a time.
    for (const file of files) {
      const outcome = await this.queue.keep(one, kind, file);
      if (outcome !== 'kept') this.fault.set(`pictures.${outcome}`);
    }
  }

  protected ask(one: AttachmentView): void {
    this.reason.set('');
    this.asked.set(false);
    this.removing.set(one);
  }

  protected leave(): void {
    this.removing.set(null);
    this.act.forget();
  }

  protected async remove(): Promise<void> {
    this.asked.set(true);
    const one = this.removing();
    const reason = this.reason().trim();
    if (one === null || reason === '') return;
    const write = {
      method: 'POST',
      url: `/attachments/${one.id}/remove`,
      body: { reason },
      ifMatch: one.version,
      subject: one.id,
    } as const;
    if (!(await this.act.send(write))) return;
    this.removing.set(null);
    this.toasts.show(this.t('pictures.removed'));
    this.found.reload();
  }

  private told(taken: number): void {
    this.toasts.show(this.t.count('pictures.kept', taken));
    this.found.reload();
    this.changed.emit();
  }
}
