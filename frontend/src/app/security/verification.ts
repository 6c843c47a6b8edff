import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Session } from '../core/session';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Enrolment } from './enrolment';
import { GiveCode } from './give-code';
import { securityTexts } from './texts';

/** Between the password and everything else: the code of the phone, or the making of a second factor. */
@Component({
  selector: 'app-verification',
  imports: [Enrolment, GiveCode, Icon, PageHead, ProblemBanner],
  template: `
    <app-page-head [title]="t(asksCode() ? 'code.title' : 'enrol.title')" [back]="back()" />
    <div class="page">
      <div class="narrow stack">
        @if (problem(); as found) {
          <app-problem-banner [problem]="found" (retry)="leave()" />
        }
        @if (asksCode()) {
          <app-give-code (given)="goOn()" />
        } @else {
          <app-enrolment [needed]="step() === 'enrol'" (finished)="goOn()" />
        }
        @if (step() !== 'open') {
          <p>
            <button type="button" class="btn btn-link" (click)="leave()">
              <svg appIcon="sign-out" class="icon-20" /> {{ t('leave') }}
            </button>
          </p>
        }
      </div>
    </div>
  `,
})
export class Verification {
  /** The page asked for before. */
  readonly suite = input<string>();

  protected readonly t = injectTexts(securityTexts);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly step = computed(() => this.session.view()?.step ?? 'open');
  protected readonly asksCode = computed(() => this.step() === 'code');
  protected readonly back = computed(() => (this.step() === 'open' ? ['/securite'] : null));

  protected async goOn(): Promise<void> {
    const suite = this.suite() ?? '/';
    await this.router.navigateByUrl(suite.startsWith('/') && !suite.startsWith('//') ? suite : '/', {
      replaceUrl: true,
    });
  }

  protected async leave(): Promise<void> {
    try {
      await this.session.signOut();
      await this.router.navigateByUrl('/entrer');
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
