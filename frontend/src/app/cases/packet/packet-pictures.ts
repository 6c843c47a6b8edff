import { Component, computed, inject, signal } from '@angular/core';
import type { PacketPicture } from '@domain/audits/audit.js';
import type { PictureBox } from '@domain/cases/attachment.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../../ui/icon';
import { PictureCover } from '../../ui/pictures/picture-cover';
import { pictureTexts } from '../../ui/pictures/texts';
import { PacketDesk } from './packet-desk';
import { packetTexts } from './texts';

/** Which pictures go to the reviewers; each that goes is looked at, and what identifies is covered. */
@Component({
  selector: 'app-packet-pictures',
  host: { class: 'block' },
  imports: [Icon, PictureCover],
  template: `
    @if (pictures().length > 0) {
      <section class="card stack-8" aria-labelledby="packet-pictures">
        <h2 id="packet-pictures">{{ t('pictures') }}</h2>
        <p class="small muted">{{ t(writable() ? 'pictures.text' : 'pictures.gone') }}</p>
        <ul class="opts">
          @for (one of pictures(); track one.attachmentId) {
            <li class="stack-8">
              <label class="opt">
                <input
                  type="checkbox"
                  autocomplete="off"
                  [checked]="one.chosen"
                  [disabled]="!writable() || busy()"
                  (change)="choose(one)"
                />
                <span class="opt-text"
                  ><b>{{ nameOf(one) }}</b> <span class="small muted block">{{ stateOf(one) }}</span></span
                >
                <span class="square"><svg appIcon="check" /></span>
              </label>
              @if (one.chosen && writable()) {
                <button
                  type="button"
                  class="btn btn-block"
                  [class.btn-primary]="one.boxes === null"
                  [disabled]="busy()"
                  (click)="opened.set(one)"
                >
                  <svg appIcon="eye" />
                  {{ t(one.boxes === null ? 'pictures.look' : 'pictures.again', { name: nameOf(one) }) }}
                </button>
              }
            </li>
          }
        </ul>
      </section>
      <app-picture-cover
        [path]="path()"
        [title]="openedName()"
        [boxes]="opened()?.boxes ?? []"
        [busy]="busy()"
        (cover)="cover($event)"
        (closed)="opened.set(null)"
      />
    }
  `,
})
export class PacketPictures {
  protected readonly t = injectTexts(packetTexts);
  private readonly words = injectTexts(pictureTexts);
  private readonly desk = inject(PacketDesk);

  protected readonly busy = signal(false);
  protected readonly opened = signal<PacketPicture | null>(null);
  protected readonly pictures = computed(() => this.desk.view()?.pictures ?? []);
  protected readonly writable = computed(() => this.desk.view()?.state === 'draft');
  protected readonly path = computed(() => {
    const one = this.opened();
    return one === null ? null : `/attachments/${one.attachmentId}/content`;
  });
  protected readonly openedName = computed(() => {
    const one = this.opened();
    return one === null ? '' : this.nameOf(one);
  });

  protected nameOf({ kind, n }: PacketPicture): string {
    return this.words('name', { kind: this.words(`kind.${kind}`), n });
  }

  protected stateOf({ chosen, boxes }: PacketPicture): string {
    if (!chosen) return this.t('pictures.stays');
    if (boxes === null) return this.t('pictures.unread');
    return boxes.length === 0 ? this.words('cover.none') : this.words.count('cover.count', boxes.length);
  }

  protected async choose(picture: PacketPicture): Promise<void> {
    const chosen = this.pictures().filter((one) => one.chosen !== (one === picture));
    await this.acting(() => this.desk.choose(chosen.map(({ attachmentId }) => attachmentId)));
  }

  protected async cover(boxes: readonly PictureBox[]): Promise<void> {
    const one = this.opened();
    if (one === null) return;
    await this.acting(() => this.desk.cover(one.attachmentId, boxes));
    this.opened.set(null);
  }

  private async acting(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    try {
      await work();
    } finally {
      this.busy.set(false);
    }
  }
}
