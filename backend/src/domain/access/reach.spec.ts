import { describe, expect, it } from '@jest/globals';
import { ROLES, type PlaceKind, type Role } from '../accounts/person.js';
import { NO_BARS } from './bars.js';
import { reachOf } from './reach.js';

const held = (role: Role, placeId: number, placeKind: PlaceKind) => ({
  role,
  placeId,
  placeKind,
  placePath: [1, placeId],
});
const NOTHING = {
  reach: 'own',
  regions: [],
  districts: [],
  places: [],
  asacos: [],
  owned: [],
  followed: [],
  coordinated: [],
  coordinatesCountry: false,
  bars: NO_BARS,
};

describe('how far the database lets a person reach', () => {
  it.each<[Role, PlaceKind, object]>([
    ['notifier', 'village', {}],
    ['clinician', 'cscom', { places: [7] }],
    ['centre-head', 'csref', { places: [7] }],
    ['asaco-member', 'cscom', { asacos: [7] }],
    ['action-owner', 'commune', { followed: [7] }],
    ['action-owner', 'country', { owned: [7] }],
    ['focal-point', 'district', { districts: [7] }],
    ['coordinator', 'region', { coordinated: [7] }],
    ['coordinator', 'country', { coordinated: [7], coordinatesCountry: true }],
    ['counter-auditor', 'district', {}],
    ['region', 'region', { regions: [7] }],
    ['partner', 'organisation', { followed: [7] }],
    ['national-viewer', 'country', { reach: 'country' }],
    ['administrator', 'country', {}],
  ])('as %s at a %s', (role, kind, expected) => {
    expect(reachOf({ id: 'p', memberships: [held(role, 7, kind)], bars: NO_BARS })).toEqual({
      ...NOTHING,
      seats: [`${role}@7`],
      roles: [role],
      ...expected,
    });
  });

  it('is nothing without a role', () => {
    expect(reachOf({ id: 'p', memberships: [], bars: { ...NO_BARS, absent: ['c1'] } })).toEqual({
      ...NOTHING,
      seats: [],
      roles: [],
      bars: { ...NO_BARS, absent: ['c1'] },
    });
  });

  it('is the union of several roles, each place once', () => {
    const memberships = [
      held('clinician', 7, 'cscom'),
      held('centre-head', 7, 'cscom'),
      held('focal-point', 3, 'district'),
    ];
    expect(reachOf({ id: 'p', memberships, bars: NO_BARS })).toMatchObject({ places: [7], districts: [3] });
  });

  it('never makes a system of a person', () => {
    const memberships = ROLES.map((role) => held(role, 1, 'country'));
    expect(reachOf({ id: 'p', memberships, bars: NO_BARS }).reach).toBe('country');
  });
});
