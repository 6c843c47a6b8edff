import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LinkView } from '@domain/cases/case-links.js';
import type { CaseView } from '@domain/cases/case.js';
import { coreTexts } from '../core/core-texts';
import { formText } from '../core/form-text';
import { Formats } from '../core/formats';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { groupNumber } from '../ui/copy-number';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { kindIcon } from '../ui/kind-icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { casesTexts } from './texts';

/** The deaths that belong together: links this reader may open, that another exists, and the baby who has no case yet. Output: `changed`. */
@Component({
  selector: 'app-case-links',
  host: { class: 'block no-print' },
  imports: [Dialog, Field, Icon, ProblemBanner, RouterLink],
  template: `
    @if (isShown()) {
      <section class="card stack-8" aria-labelledby="links">
        <h2 id="links">{{ t('links') }}</h2>
        @if (act.problem(); as problem) {
          @if (!naming()) {
            <app-problem-banner [problem]="problem" (retry)="again()" />
          }
        }
        @for (link of view().links.known; track link.id) {
          <div class="stack-8">
            <a class="row" [routerLink]="['/cas', link.caseId]">
              <span class="tile"><svg [appIcon]="iconOf(link)" /></span>
              <span class="row-text">
                <span class="row-title">{{ t.find('links.as.' + link.as) }}</span>
                <span class="row-sub"
                  ><span class="num nowrap">{{ grouped(link.number) }}</span> ·
                  {{ formats.date(link.deathDate) }} · {{ link.placeName }}</span
                >
              </span>
              <svg appIcon="chevron" class="icon-20 row-end" />
            </a>
            @if (link.state === 'proposed') {
              <p class="small muted">{{ t('links.proposed') }}</p>
            }
            @if (view().links.mayDecide) {
              <div class="btns">
                @if (link.state === 'proposed') {
                  <button
                    type="button"
                    class="btn btn-primary"
                    [disabled]="act.busy()"
                    (click)="decide(link, 'confirm')"
                  >
                    <svg appIcon="check" /> {{ t('links.confirm') }}
                  </button>
                }
                <button type="button" class="btn" [disabled]="act.busy()" (click)="decide(link, 'remove')">
                  {{ t(link.state === 'proposed' ? 'links.wrong' : 'links.remove') }}
                </button>
              </div>
            }
          </div>
        }
        @if (view().links.hidden) {
          <p class="quiet-note"><svg appIcon="lock" /> {{ t('links.hidden') }}</p>
        }
        @if (view().links.babyToNotify) {
          <p>{{ t('links.baby') }}</p>
          @if (may.can('notify', 'Case')) {
            <a class="btn btn-block" routerLink="/notifier" [queryParams]="{ mere: view().id }">
              <svg appIcon="newborn" /> {{ t('links.notify') }}
            </a>
          }
        }
        @if (view().links.mayDecide) {
          <button type="button" class="btn btn-block" (click)="naming.set(true)">
            <svg appIcon="plus" /> {{ t('links.add') }}
          </button>
        }
      </section>
      <app-dialog [open]="naming()" [title]="t('links.question')" (closed)="leave()">
        @if (act.problem(); as problem) {
          <app-problem-banner [problem]="problem" [again]="false" />
        }
        <form class="form form-tight" novalidate (submit)="add($event)">
          <app-field
            boxId="linked"
            name="with"
            [label]="t('links.number')"
            [hint]="t('links.number.hint')"
            [problem]="act.problem()"
          >
            <input id="linked" name="with" class="box num" maxlength="40" autocomplete="off" />
          </app-field>
          <div class="btns">
            <button type="submit" class="btn btn-primary" [disabled]="act.busy()">
              {{ t('links.link') }}
            </button>
            <button type="button" class="btn" data-safe (click)="leave()">{{ core('cancel') }}</button>
          </div>
        </form>
      </app-dialog>
    }
  `,
})
export class CaseLinks {
  readonly view = input.required<CaseView>();
  readonly changed = output();

  protected readonly t = injectTexts(casesTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly formats = inject(Formats);
  protected readonly may = inject(Permissions);
  private readonly toasts = inject(Toasts);
  protected readonly act = acting();
  protected readonly naming = signal(false);
  protected readonly grouped = groupNumber;

  protected readonly isShown = computed(() => {
    const { links, kind } = this.view();
    const { known, hidden, babyToNotify, mayDecide } = links;
    return known.length > 0 || hidden || babyToNotify || (mayDecide && kind !== 'CHILD');
  });

  protected iconOf({ kind }: LinkView): ReturnType<typeof kindIcon> {
    return kindIcon(kind);
  }

  protected leave(): void {
    this.naming.set(false);
    this.act.forget();
  }

  protected again(): void {
    this.act.forget();
    this.changed.emit();
  }

  protected async decide({ id, version }: LinkView, what: 'confirm' | 'remove'): Promise<void> {
    const write = {
      method: 'POST',
      url: `/links/${id}/${what}`,
      body: {},
      ifMatch: version,
      subject: id,
    } as const;
    if (!(await this.act.send(write))) return;
    this.toasts.show(this.t(what === 'confirm' ? 'links.confirmed' : 'links.removed'));
    this.changed.emit();
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    const { id } = this.view();
    const body = { with: formText(event.target, 'with').trim() };
    if (!(await this.act.send({ method: 'POST', url: `/cases/${id}/link`, body, subject: id }))) return;
    this.naming.set(false);
    this.toasts.show(this.t('links.confirmed'));
    this.changed.emit();
  }
}
