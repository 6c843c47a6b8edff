/** What a username is made of, as the server wants it. */
export const USERNAME = /^[a-z0-9][a-z0-9._-]{2,39}$/;

/** Signs of a password, at least. */
export const LEAST_PASSWORD = 10;
