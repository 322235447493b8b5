/** What all pages of the console share: its councils, who is asking, and the way to an answer. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database, DatabaseAddress } from '../database/open-database.ts';
import type { MailTransport } from '../notify/transport/transport.ts';
import type { Installation } from '../operation/installation.ts';
import type { LiveCouncil } from '../operation/live-council.ts';
import type { Logger } from '../operation/logger.ts';
import type { WebSettings } from '../settings/settings.ts';
import type { Assets } from './assets.ts';
import { type Cookies, cookiesFor } from './cookies.ts';
import { CouncilView } from './council-view.ts';
import { isUnverified } from './failures.ts';
import { formTokenOf } from './form-token.ts';
import { type Member, type MembershipFacts, memberOf } from './membership.ts';
import { isFor, navigation, routeOf } from './routes.ts';
import { type Page, type Surroundings, Views } from './views.ts';

export type ConsoleParts = {
  settings: WebSettings;
  councils: ReadonlyMap<string, LiveCouncil>;
  database: Database;
  /** For what opens the database once more, in a thread of its own. */
  address: DatabaseAddress;
  transport: MailTransport;
  /** The address that letters come from. */
  from: string;
  logger: Logger;
  now: () => number;
  /** What a form has given somebody to do is done at once, not when the reconciler next looks. Never rejects. */
  enqueue: Installation['enqueue'];
  /** Where letters are sent to nobody, the person at the terminal is shown the link. */
  onLink?: (address: string, url: string) => void;
};

/** Who asks, as access.ts found out. */
export type Visit = {
  /** Of the session; null where nobody is signed in. */
  address: string | null;
  /** What forms are bound to: the secret of the session, else of the browser; null: the browser has none yet. */
  secret: string | null;
  /** At the council that the route names. */
  member: Member | null;
  view: CouncilView | null;
};

export class Console {
  readonly parts: ConsoleParts;
  readonly assets: Assets;
  readonly cookies: Cookies;
  readonly isSecure: boolean;
  readonly views: ReadonlyMap<string, CouncilView>;
  readonly #pages: Views;
  readonly #visits = new WeakMap<FastifyRequest, Visit>();
  readonly #background = new Set<Promise<void>>();
  #url: string;

  constructor(parts: ConsoleParts, assets: Assets) {
    const { settings, councils, database, now } = parts;
    this.parts = parts;
    this.assets = assets;
    this.#pages = new Views(assets);
    this.isSecure = settings.publicUrl?.startsWith('https:') ?? false;
    this.cookies = cookiesFor(this.isSecure);
    this.#url = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
    this.views = new Map([...councils].map(([id, live]) => [id, new CouncilView(live, database, now)]));
  }

  /** Without a stroke at its end. Of the settings, never of a request. */
  get url(): string {
    return this.#url;
  }

  /** Where the settings left the port open. */
  noteListening(port: number): void {
    const { publicUrl, host } = this.parts.settings;
    if (publicUrl === null) this.#url = `http://${host}:${port}`;
  }

  visitOf(request: FastifyRequest): Visit {
    return this.#visits.get(request) ?? { address: null, secret: null, member: null, view: null };
  }

  noteVisit(request: FastifyRequest, visit: Visit): void {
    this.#visits.set(request, visit);
  }

  async factsOf(view: CouncilView): Promise<MembershipFacts> {
    await view.catchUp().catch((error: unknown) => {
      // Roles come from the council file: whoever has one must get as far as the page that says what is wrong with the log.
      if (!isUnverified(error)) throw error;
    });
    const { live, day, concerned } = view;
    return { roster: live.roster, day, concerned, operators: this.parts.settings.operators };
  }

  async memberAt(view: CouncilView, address: string): Promise<Member | null> {
    return memberOf(address, await this.factsOf(view));
  }

  answer(request: FastifyRequest, reply: FastifyReply, page: Page): FastifyReply {
    return reply.type('text/html; charset=utf-8').send(this.#pages.render(page, this.#surroundings(request)));
  }

  /** Goes on after the answer, which must not tell by its time what was done. */
  inBackground(work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => this.parts.logger.warn('web', { error }))
      .finally(() => this.#background.delete(running));
    this.#background.add(running);
  }

  async settle(): Promise<void> {
    await Promise.all(this.#background);
  }

  #surroundings(request: FastifyRequest): Surroundings {
    const { address, secret, member, view } = this.visitOf(request);
    const council = view === null || member === null ? null : view.live.council;
    const current = request.routeOptions.config.route?.name;
    const roles = member?.roles ?? new Set();
    return {
      council: council === null ? null : { id: council.id, name: council.name },
      address,
      roles: [...roles],
      formToken: secret === null ? null : formTokenOf(secret),
      navigation:
        council === null
          ? []
          : navigation
              .filter(({ name }) => isFor(routeOf(name), roles))
              .map(({ name, text }) => ({
                name,
                text,
                href: routeOf(name).path.replace(':council', council.id),
                isCurrent: name === current,
              })),
    };
  }
}
