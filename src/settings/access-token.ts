/** What signs in by OAuth2 (RFC 6750): mail is fetched and sent with tokens, and neither has to know where they come from. */
export interface AccessTokenSource {
  /** One that is good for minutes yet, from memory or fetched anew. */
  token(): Promise<string>;
  /** The server refused the last one: the next is fetched anew. */
  invalidate(): void;
}
