/** What people read when something does not go: what happened, and what they can do. Nothing of the error itself. */

import { DatabaseError } from '../database/error.ts';
import { FlagLogError } from '../flaglog/error.ts';
import type { Page } from './views.ts';

type Failure = { status: number; page: Page };

/** Null: there is no such page. */
export function describeFailure(error: unknown): Failure {
  if (error === null) return words(404, 'Page not found', ['There is no such page, or it is not for you.']);
  if (isUnverified(error)) return unverified;
  const status = statusOf(error);
  const known = failures[status];
  if (known !== undefined) return words(status, ...known);
  return words(500, 'Something went wrong', [
    'Nothing was changed by this, unless a page told you so. Whoever runs Candour finds the reason in its log.',
  ]);
}

const failures: Record<number, [title: string, paragraphs: string[]]> = {
  400: [
    'That was not understood',
    ['The browser sent what no form of this page sends. Go back, load the page again and try once more.'],
  ],
  413: ['Too long', ['What you sent is longer than it may be. Go back and shorten the text.']],
  415: ['That was not understood', ['Only the forms of these pages are understood here.']],
  429: ['Too many attempts', ['Wait a minute and try again; for signing in, a quarter of an hour.']],
  503: ['Candour is busy', ['Nothing was changed. Wait a moment, then load the page again.']],
};

/** Nothing is shown from a log that cannot be vouched for; only the page about the log itself goes on. */
export function isUnverified(error: unknown): boolean {
  return error instanceof FlagLogError && error.code === 'log-unverified';
}

const unverified = words(500, 'The flag log does not verify', [
  'Something in the log of this council is not as it was written. Candour shows no flags from such a log, and records no decision in it.',
  'Change nothing, keep a copy of the database, and tell the auditor and whoever runs Candour. The page Log says at which entry it was found.',
]);

function statusOf(error: unknown): number {
  if ((error instanceof DatabaseError || error instanceof FlagLogError) && error.temporary) return 503;
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (typeof status !== 'number') return 500;
  return failures[status] !== undefined ? status : status < 500 ? 400 : 500;
}

function words(status: number, title: string, paragraphs: string[]): Failure {
  return { status, page: { template: 'message', title, data: { paragraphs, links: [] } } };
}

export const notYours: Page = words(403, 'Not for you', [
  'You are signed in, and this is not open to your role at this council.',
]).page;

export const formRefused: Page = words(403, 'That form is no longer valid', [
  'It was not sent from a page of this browser, or you have signed in anew since. Nothing was changed. Go back, load the page again and try once more.',
]).page;
