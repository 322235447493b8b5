/** HTML from templates. Everything that is put into one is escaped; no text that came from mail is ever a template. */

import { join } from 'node:path';
import nunjucks from 'nunjucks';
import type { RoleName } from '../review/transitions.ts';
import { type Assets, govukFolder } from './assets.ts';
import { type RouteName, routeOf } from './routes.ts';

export type Page = {
  template: string;
  title: string;
  /** For the template. */
  data?: object;
  /** Summary of what is wrong with a form, at the top; `href` leads to the field. */
  errors?: readonly { text: string; href: string | null }[];
  /** What has just been done. */
  banner?: string | null;
};

/** What every page shows around its own content. */
export type Surroundings = {
  /** Of the council that the page is about. */
  council: { id: string; name: string } | null;
  /** Null where nobody is signed in. */
  address: string | null;
  roles: readonly RoleName[];
  /** Null: no form can be sent from this page. */
  formToken: string | null;
  navigation: readonly { name: RouteName; text: string; href: string; isCurrent: boolean }[];
};

export class Views {
  readonly #environment: nunjucks.Environment;
  readonly #urls: Assets['urls'];

  constructor({ urls }: Pick<Assets, 'urls'>) {
    const folders = [join(import.meta.dirname, 'views'), govukFolder];
    const loader = new nunjucks.FileSystemLoader(folders, { noCache: false, watch: false });
    this.#environment = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
    this.#urls = urls;
  }

  render({ template, title, data = {}, errors = [], banner = null }: Page, surroundings: Surroundings): string {
    const context = { ...data, title, errors, banner, urls: this.#urls, around: surroundings, signOut };
    return this.#environment.render(`${template}.njk`, context);
  }
}

const signOut = routeOf('sign-out').path;
