import { Component, input, signal } from '@angular/core';
import type { PacketDocument } from '@domain/audits/audit.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { PictureViewer } from './picture-viewer';
import { pictureTexts } from './texts';

/** The pictures of a blind file, by number alone. Input: `documents`. */
@Component({
  selector: 'app-packet-documents',
  host: { class: 'block' },
  imports: [Icon, PictureViewer],
  template: `
    @if (documents().length > 0) {
      <section class="packet-part" aria-labelledby="packet-documents">
        <h3 id="packet-documents">{{ t('documents') }}</h3>
        <ul class="rows">
          @for (document of documents(); track document.id) {
            <li>
              <button type="button" class="row" (click)="shown.set(document)">
                <span class="tile"><svg appIcon="image" /></span>
                <span class="row-text row-title">{{ t('document', { n: document.n }) }}</span>
                <svg appIcon="chevron" class="icon-20 row-end" />
              </button>
            </li>
          }
        </ul>
      </section>
      <app-picture-viewer [path]="path()" [title]="title()" (closed)="shown.set(null)" />
    }
  `,
})
export class PacketDocuments {
  readonly documents = input.required<readonly PacketDocument[]>();

  protected readonly t = injectTexts(pictureTexts);
  protected readonly shown = signal<PacketDocument | null>(null);

  protected path(): string | null {
    const document = this.shown();
    return document === null ? null : `/packet-pictures/${document.id}/content`;
  }

  protected title(): string {
    return this.t('document', { n: this.shown()?.n ?? 1 });
  }
}
