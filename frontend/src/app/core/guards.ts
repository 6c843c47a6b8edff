import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanActivateFn } from '@angular/router';
import type { Role } from '@domain/accounts/person.js';
import { Permissions } from './permissions';
import { Session } from './session';

/** Only for somebody signed in; the page asked for is opened after signing in. A first password is changed first. */
export const signedIn: CanActivateFn = (route, state) => {
  const router = inject(Router);
  const view = inject(Session).view();
  if (view === null) {
    const queryParams = state.url === '/' ? {} : { suite: state.url };
    return new RedirectCommand(router.createUrlTree(['/entrer'], { queryParams }), { replaceUrl: true });
  }
  if (view.mustChangePassword && route.routeConfig?.path !== 'code') {
    return new RedirectCommand(router.parseUrl('/code'), { replaceUrl: true });
  }
  return true;
};

/** Only for somebody not signed in. */
export const signedOut: CanActivateFn = () =>
  inject(Session).view() === null ? true : new RedirectCommand(inject(Router).parseUrl('/'));

/** Only for these roles; others see the page that says so. The server refuses by itself. */
export function forRoles(...roles: readonly Role[]): CanActivateFn {
  return () =>
    inject(Permissions).is(...roles)
      ? true
      : new RedirectCommand(inject(Router).parseUrl('/refuse'), { skipLocationChange: true });
}
