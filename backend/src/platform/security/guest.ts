/** Who holds the code of an invitation: no person, no session; one case and, in it, one facility. */
export interface Guest {
  readonly invitationId: string;
  readonly caseId: string;
  readonly placeId: number;
}
