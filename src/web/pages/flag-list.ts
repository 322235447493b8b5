/** All flags of a reader, newest first, with filters that stand in the URL, so that a list can be kept and passed on. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLocalDate } from '../../council/dates.ts';
import { toPlain } from '../../notify/document.ts';
import { stateNames } from '../../review/transitions.ts';
import { nameOf } from '../../rules/people.ts';
import { ruleInWords } from '../../rules/plain-words.ts';
import type { Console } from '../console.ts';
import type { SeenFlag } from '../flag-book.ts';
import { flagInShort, stateNamesInWords } from '../flag-words.ts';
import { doneBanner } from './decide.ts';
import { requireMember } from './require-member.ts';

export const flagsPerPage = 25;
const severities = ['serious', 'ordinary', 'advice'];

type Filters = { state: string; rule: string; severity: string; person: string; from: string; until: string };
const filterNames = ['state', 'rule', 'severity', 'person', 'from', 'until'] as const;

export async function listFlags(request: FastifyRequest, reply: FastifyReply, console: Console): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const { council, roster } = view.live;
  const query = request.query as Readonly<Record<string, unknown>>;
  const filters = readFilters(query);
  const book = await view.bookFor(member);
  const all = book.newestFirst;
  const isFiltered = filterNames.some((name) => filters[name] !== '');
  const among = filters.person === '' ? all : book.naming(filters.person);
  const found = isFiltered ? among.filter((seen) => isWanted(seen, filters)) : all;
  const pages = Math.max(1, Math.ceil(found.length / flagsPerPage));
  const page = Math.min(pages, readPage(query.page));
  const base = `/${council.id}/flags`;
  const rules = [...book.rules].sort();
  return console.answer(request, reply, {
    template: 'flags',
    title: pages > 1 ? `All flags, page ${page} of ${pages}` : 'All flags',
    banner: doneBanner(query.done),
    data: {
      base,
      filters,
      isFiltered,
      total: all.length,
      found: found.length,
      flags: found.slice((page - 1) * flagsPerPage, page * flagsPerPage).map((seen) => flagInShort(seen, view.live)),
      states: stateNamesInWords,
      severities: severities.map((value) => ({ value, text: value.replace(/^./, (letter) => letter.toUpperCase()) })),
      rules: rules.map((value) => ({ value, text: ruleInWords(value) })),
      people: council.people.map(({ id }) => ({ value: id, text: toPlain(nameOf(id, roster)) })),
      pagination: paginate(base, filters, page, pages),
    },
  });
}

/** What is no value of a filter is none. */
export function readFilters(query: Readonly<Record<string, unknown>>): Filters {
  const word = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const one = (name: string, values: readonly string[]): string => (values.includes(word(name)) ? word(name) : '');
  const day = (name: string): string => (isLocalDate(word(name)) ? word(name) : '');
  const id = (name: string): string => (/^[\w-]{1,80}$/.test(word(name)) ? word(name) : '');
  return {
    state: one('state', stateNames),
    severity: one('severity', severities),
    rule: id('rule'),
    person: id('person'),
    from: day('from'),
    until: day('until'),
  };
}

function isWanted({ flag, review }: SeenFlag, { state, rule, severity, from, until }: Filters): boolean {
  const day = flag.date?.slice(0, 10) ?? '';
  return (
    (state === '' || review.state === state) &&
    (rule === '' || flag.rule === rule) &&
    (severity === '' || flag.severity === severity) &&
    (from === '' || day >= from) &&
    (until === '' || (day !== '' && day <= until))
  );
}

function readPage(written: unknown): number {
  return typeof written === 'string' && /^[1-9]\d{0,6}$/.test(written) ? Number(written) : 1;
}

/** As the pagination component wants it: the first, the last, and those around this one. */
function paginate(base: string, filters: Filters, page: number, pages: number) {
  if (pages === 1) return null;
  const href = (number: number): string => {
    const search = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
    if (number > 1) search.set('page', String(number));
    return search.size === 0 ? base : `${base}?${search}`;
  };
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter((each) => each >= 1 && each <= pages);
  return {
    previous: page > 1 ? { href: href(page - 1) } : null,
    next: page < pages ? { href: href(page + 1) } : null,
    items: shown.flatMap((number, index) => [
      ...(index > 0 && number - (shown[index - 1] ?? 0) > 1 ? [{ ellipsis: true }] : []),
      { number, href: href(number), current: number === page },
    ]),
  };
}
