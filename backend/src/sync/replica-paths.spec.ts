import { describe, expect, it } from '@jest/globals';
import type { Membership, Role } from '../domain/accounts/person.js';
import { caseOfDraft, firstPaths, hasRoom, pathsIn } from './replica-paths.js';

const held = (role: Role): Membership => ({
  id: '0',
  role,
  placeId: 3,
  placeName: 'Cinzana',
  placeKind: 'cscom',
  placePath: [1, 2, 3],
  from: '2026-01-01',
  to: null,
});
const anything = () => true;

describe('the paths that a device holds', () => {
  it('begin with the lists that the person may read, and the places around', () => {
    expect(firstPaths({ memberships: [held('clinician')], can: (_, subject) => subject === 'Task' })).toEqual(
      ['/tasks', '/places?parent=2&limit=30'],
    );
  });

  it('are none for a reviewer, whatever else they are, and none for who works online', () => {
    expect(firstPaths({ memberships: [held('clinician'), held('counter-auditor')], can: anything })).toEqual(
      [],
    );
    expect(firstPaths({ memberships: [held('region')], can: anything })).toEqual([]);
  });

  it('go on with where the district refers to', () => {
    const items = [{ districtId: 2 }, { districtId: 2 }, { districtId: null }];
    expect(pathsIn('/places?parent=2&limit=30', { items })).toEqual([
      '/places?parent=2&kind=csref%2Chospital%2Cprivate&limit=30',
    ]);
    expect(pathsIn('/places?parent=2&kind=csref%2Chospital%2Cprivate&limit=30', { items })).toEqual([]);
  });

  it('go on with the cases that are worked on', () => {
    const items = [
      { id: 'a', state: 'documenting' },
      { id: 'b', state: 'closed' },
    ];
    expect(pathsIn('/cases', { items })).toEqual(['/cases/a']);
  });

  it('hold of a case the drafts that its reader writes, while it is being written', () => {
    const documents = [
      { form: 'maternal_review', writable: true },
      { form: 'notification', writable: false },
    ];
    expect(pathsIn('/cases/a', { state: 'documenting', documents })).toEqual([
      '/cases/a/attachments',
      '/cases/a/forms/maternal_review',
    ]);
    expect(pathsIn('/cases/a', { state: 'ready', documents })).toEqual(['/cases/a/attachments']);
    expect(caseOfDraft('/cases/a/forms/maternal_review')).toBe('/cases/a');
    expect(caseOfDraft('/cases/a')).toBe(null);
  });

  it('are so many of a kind and no more', () => {
    const cases = Array.from({ length: 25 }, (_, n) => `/cases/${String(n)}`);
    expect(hasRoom('/cases/new', cases.slice(1))).toBe(true);
    expect(hasRoom('/cases/new', cases)).toBe(false);
    expect(hasRoom('/sessions/new', cases)).toBe(true);
    expect(hasRoom('/cases/0/attachments', cases)).toBe(true);
  });
});
