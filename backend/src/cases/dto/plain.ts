/** What a body says, whoever made it: the edge checks a class, commands also take plain objects. */
export type Plain<Body> = { readonly [Key in keyof Body]: Body[Key] };
