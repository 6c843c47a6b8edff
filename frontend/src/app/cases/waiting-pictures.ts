import { Component, inject, input, signal } from '@angular/core';
import type { AnnouncedFile } from '@domain/cases/attachment.js';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import type { Row } from '../offline/outbox-row';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { pictureTexts } from '../ui/pictures/texts';
import { ProblemBanner } from '../ui/problem-banner';
import { casesTexts } from './texts';

/** Pictures of a case that the server has not: on this device, on their way, refused with the reason. Input: their `rows`. */
@Component({
  selector: 'app-waiting-pictures',
  host: { class: 'block' },
  imports: [Dialog, Icon, ProblemBanner],
  template: `
    @if (rows().length > 0) {
      <ul class="rows" [attr.aria-label]="t('pictures.waiting')">
        @for (row of rows(); track row.key) {
          <li>
            <div class="picture-line">
              <div class="row">
                <span class="tile"><svg appIcon="image" /></span>
                <div class="row-text">
                  <b class="row-title">{{ kindOf(row) }}</b>
                  <p class="row-sub" role="status">{{ state(row) }}</p>
                  @if (shareOf(row); as share) {
                    <div class="meter" aria-hidden="true"><i [style.width.%]="100 * share"></i></div>
                  }
                </div>
              </div>
              <button
                type="button"
                class="btn btn-icon"
                [attr.aria-label]="t('pictures.drop.one', { name: kindOf(row) })"
                (click)="asked.set(row)"
              >
                <svg appIcon="trash" />
              </button>
            </div>
            @if (row.state === 'refused' || row.state === 'aside') {
              <div class="picture-told stack-8">
                @if (row.problem; as problem) {
                  <app-problem-banner [problem]="problem" [again]="false" />
                }
                <button type="button" class="btn" (click)="again(row)">
                  <svg appIcon="refresh" /> {{ t('pictures.again') }}
                </button>
              </div>
            }
          </li>
        }
      </ul>
    }
    <app-dialog [open]="asked() !== null" [title]="t('pictures.drop')" (closed)="asked.set(null)">
      <p>{{ t('pictures.drop.text') }}</p>
      <div class="btns">
        <button type="button" class="btn btn-danger" (click)="drop()">{{ t('pictures.forget') }}</button>
        <button type="button" class="btn" data-safe (click)="asked.set(null)">
          {{ t('pictures.drop.keep') }}
        </button>
      </div>
    </app-dialog>
  `,
})
export class WaitingPictures {
  readonly rows = input.required<readonly Row[]>();

  protected readonly t = injectTexts(casesTexts);
  private readonly words = injectTexts(pictureTexts);
  private readonly formats = inject(Formats);
  private readonly outbox = inject(Outbox);
  protected readonly asked = signal<Row | null>(null);

  protected kindOf({ file }: Row): string {
    return this.words(`kind.${(file?.announce.body as AnnouncedFile).kind}`);
  }

  protected shareOf({ key }: Row): number | null {
    const file = this.outbox.desk.fileOnItsWay();
    return file?.key === key ? file.share : null;
  }

  protected state(row: Row): string {
    const share = this.shareOf(row);
    if (share !== null) return this.t('pictures.sending', { share: this.formats.share(share) });
    if (row.state !== 'kept') return this.t(`pictures.${row.state === 'aside' ? 'aside' : 'refused'}`);
    return this.t(this.outbox.lasting() ? 'pictures.here' : 'pictures.page');
  }

  protected again({ key }: Row): Promise<void> {
    return this.outbox.desk.act((core) => core.resume(key));
  }

  protected async drop(): Promise<void> {
    const row = this.asked();
    this.asked.set(null);
    if (row !== null) await this.outbox.desk.act((core) => core.takeAway(row.key));
  }
}
