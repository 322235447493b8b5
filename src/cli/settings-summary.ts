/** What a settings file means, in lines for whoever wrote it. */

import type { Council } from '../council/council.ts';
import type { CouncilSettings, Settings } from '../settings/settings.ts';
import { parseAcceptedPeers } from '../sources/delivery/accepted-peers.ts';
import { DeliveryError } from '../sources/delivery/delivery.ts';
import { countOf } from './plain-words.ts';

export function summariseSettings({ councils, database, queue, mail, http, delivery, web }: Settings): string[] {
  const { transport } = mail;
  const sent =
    transport.kind === 'file'
      ? `written into ${transport.folder}, and sent to nobody`
      : `sent through ${transport.host}, port ${transport.port}, ${transport.security}`;
  return [
    `Councils: ${councils.length}`,
    ...councils.map(summariseCouncilSettings),
    `Database: ${database.kind === 'sqlite' ? `SQLite, ${database.path}` : 'PostgreSQL'}; its key: ${database.keyPath}`,
    `Queue: ${queue.kind === 'redis' ? `Redis, prefix ${queue.prefix}` : 'within the process'}`,
    `Mail: from ${mail.from.name} <${mail.from.address}>, ${sent}`,
    `Health: ${http === null ? 'off' : `http://${http.host}:${http.port}/healthz, /readyz and /metrics`}`,
    `Delivery: ${delivery === null ? 'none' : `${delivery.protocol} on ${delivery.host}, port ${delivery.port}`}`,
    `Console: ${web === null ? 'off' : (web.publicUrl ?? `http://${web.host}:${web.port}`)}`,
  ];
}

function summariseCouncilSettings(council: CouncilSettings): string {
  const { hour, minute } = council.digestAt;
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  const parts = [
    council.auditFrom === null ? 'audits all mail' : `audits mail from ${council.auditFrom}`,
    ...(council.observeDays === 0 ? [] : [`no immediate alerts for ${countOf(council.observeDays, 'day')}`]),
    council.alertsPerHour === null ? 'no cap on alerts' : `at most ${countOf(council.alertsPerHour, 'alert')} an hour`,
    `digest at ${time}`,
  ];
  return `  ${council.file}: ${parts.join(', ')}`;
}

/** What the listener would refuse to begin with, and mailboxes that no council has: each as its key and a sentence. */
export function checkDelivery({ delivery }: Settings, councils: readonly Council[]): string[] {
  if (delivery === null) return [];
  const known = new Set(councils.flatMap(({ id, mailboxes }) => mailboxes.map((mailbox) => `${id}/${mailbox.id}`)));
  const named = Object.entries(delivery.recipients).map(([recipient, to]) => ({
    key: `recipients.${recipient}`,
    ...to,
  }));
  if (delivery.gateway !== null) named.push({ key: 'gateway', ...delivery.gateway });
  const strangers = named.flatMap(({ key, council, mailbox }) =>
    known.has(`${council}/${mailbox}`)
      ? []
      : [`delivery.${key} – There is no mailbox ${mailbox} in a council ${council}.`],
  );
  return [...checkPeers(delivery.acceptFrom), ...strangers];
}

function checkPeers(acceptFrom: readonly string[]): string[] {
  try {
    parseAcceptedPeers(acceptFrom);
  } catch (error) {
    if (error instanceof DeliveryError) return [`delivery.acceptFrom – ${error.message}`];
    throw error;
  }
  return [];
}
