/** The protocol clause by clause: what is watched, what is switched off, and what email cannot test. As `candour coverage` says it. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { buildCoverage } from '../../protocol/coverage.ts';
import {
  clausesByState,
  countsInWords,
  explanation,
  protocolInWords,
  statementsOf,
  withoutClauseInWords,
} from '../../protocol/coverage-words.ts';
import type { Console } from '../console.ts';
import { requireMember } from './require-member.ts';

export function showCoverage(request: FastifyRequest, reply: FastifyReply, console: Console): FastifyReply {
  const { view } = requireMember(request, console);
  const coverage = buildCoverage(view.live.pack, view.live.council);
  return console.answer(request, reply, {
    template: 'coverage',
    title: 'Coverage of the protocol',
    data: {
      protocol: protocolInWords(coverage),
      counts: countsInWords(coverage),
      explanation,
      byState: clausesByState(coverage),
      without: withoutClauseInWords(coverage),
      sections: coverage.sections.map(({ title, clauses }, index) => ({
        title,
        id: `section-${index + 1}`,
        clauses: clauses.map((clause) => ({ ...clause, statements: statementsOf(clause) })),
      })),
    },
  });
}
