/** Which function answers which route. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Console } from './console.ts';
import { sendAsset } from './pages/asset.ts';
import { showCoverage } from './pages/coverage.ts';
import { decide } from './pages/decide.ts';
import { sendExport, showExport } from './pages/export.ts';
import { showFlag } from './pages/flag.ts';
import { listFlags } from './pages/flag-list.ts';
import { showHealth } from './pages/health.ts';
import { showCouncil, showHome } from './pages/home.ts';
import { checkLog, showLog } from './pages/log.ts';
import { showMessage } from './pages/message.ts';
import { endMute, recordMute, showMutes } from './pages/mutes.ts';
import { showOverview } from './pages/overview.ts';
import { listPeople, sendReport, showPerson } from './pages/person.ts';
import { askLink, sendLink, showLink, showLinkSent, signIn, signOut } from './pages/sign-in.ts';
import { addStatement, listStatements, showStatement } from './pages/statement.ts';
import { showToday } from './pages/today.ts';
import type { RouteName } from './routes.ts';

export type Handle = (request: FastifyRequest, reply: FastifyReply, console: Console) => unknown;

export const handlers: Record<RouteName, Handle> = {
  asset: sendAsset,
  'ask-link': askLink,
  'send-link': sendLink,
  'link-sent': showLinkSent,
  'show-link': showLink,
  'sign-in': signIn,
  'sign-out': signOut,
  home: showHome,
  council: showCouncil,
  today: showToday,
  flags: listFlags,
  flag: showFlag,
  message: showMessage,
  decide,
  people: listPeople,
  person: showPerson,
  report: sendReport,
  log: showLog,
  'check-log': checkLog,
  export: showExport,
  'send-export': sendExport,
  mutes: showMutes,
  'record-mute': recordMute,
  'end-mute': endMute,
  overview: showOverview,
  coverage: showCoverage,
  statements: listStatements,
  statement: showStatement,
  'add-statement': addStatement,
  health: showHealth,
};
