import { Component, computed, inject, signal } from '@angular/core';
import type { DeviceView } from '@domain/accounts/device.js';
import { Api } from '../core/api';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toast';
import { deviceName } from './device-name';
import { securityTexts } from './texts';

/** Where one's account is open, and the closing of what should not be. */
@Component({
  selector: 'app-devices',
  host: { class: 'block' },
  imports: [ActFoot, Dialog, Icon, ProblemBanner, Skeleton],
  template: `
    <section class="card stack" aria-labelledby="devices">
      <h2 id="devices">{{ t('devices') }}</h2>
      <p class="small muted">{{ t('devices.text') }}</p>
      @if (found.problem() ?? act.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="again()" />
      }
      @if (found.value(); as devices) {
        @for (device of devices; track device.id) {
          <div class="line wrap spread">
            <div>
              <p class="line wrap">
                <b>{{ name(device) }}</b>
                @if (device.current) {
                  <span class="chip">{{ t('device.this') }}</span>
                }
                @if (device.registered) {
                  <span class="chip">{{ t('device.registered') }}</span>
                }
              </p>
              <p class="small muted">
                {{
                  t(device.registered ? 'device.registered-times' : 'device.times', {
                    since: formats.dateTime(device.since),
                    seen: formats.dateTime(device.seenAt),
                  })
                }}
              </p>
            </div>
            @if (!device.current || device.registered) {
              <button
                type="button"
                class="btn btn-small"
                [disabled]="act.busy()"
                [attr.aria-label]="t('device.end.label', { device: name(device) })"
                (click)="end(device)"
              >
                {{ t('device.end') }}
              </button>
            }
          </div>
        }
        @if (hasOthers()) {
          <div class="btns">
            <button type="button" class="btn" (click)="asking.set(true)">
              <svg appIcon="lock" class="icon-20" /> {{ t('devices.end') }}
            </button>
          </div>
        }
      } @else if (found.loading()) {
        <app-skeleton shape="list" />
      }
    </section>
    <app-dialog [open]="asking()" [title]="t('devices.end.title')" (closed)="asking.set(false)">
      <p>{{ t('devices.end.text') }}</p>
      <app-act-foot
        [verb]="t('devices.end')"
        [busy]="act.busy()"
        (act)="endOthers()"
        (leave)="asking.set(false)"
      />
    </app-dialog>
  `,
})
export class Devices {
  protected readonly t = injectTexts(securityTexts);
  protected readonly formats = inject(Formats);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  protected readonly found = inject(Api).read<readonly DeviceView[]>(() => '/session/devices');
  protected readonly asking = signal(false);
  protected readonly hasOthers = computed(() => (this.found.value() ?? []).some(({ current }) => !current));

  protected name({ device }: DeviceView): string {
    const known = deviceName(device);
    return known === null ? this.t('device.unknown') : this.t('device.on', known);
  }

  protected again(): void {
    this.act.forget();
    this.found.reload();
  }

  protected async end({ id, registered }: DeviceView): Promise<void> {
    if (!(await this.act.send({ method: 'DELETE', url: `/session/devices/${id}`, subject: 'devices' })))
      return;
    this.toasts.show(this.t(registered ? 'device.revoked' : 'device.ended'));
    this.found.reload();
  }

  protected async endOthers(): Promise<void> {
    const done = await this.act.send({ method: 'DELETE', url: '/session/devices', subject: 'devices' });
    this.asking.set(false);
    if (!done) return;
    this.toasts.show(this.t('devices.ended'));
    this.found.reload();
  }
}
