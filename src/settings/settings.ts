/** What `config/candour.yaml` settles for an installation. Paths are absolute; secrets are read, never written in the file. */

import type { LocalDate } from '../council/council.ts';

export type Settings = {
  councils: CouncilSettings[];
  database: DatabaseSettings;
  queue: QueueSettings;
  mail: MailSettings;
  /** Where `/healthz`, `/readyz` and `/metrics` answer; null: nowhere. */
  http: { host: string; port: number } | null;
  /** The listener for journal reports and gateway copies; null: none. */
  delivery: DeliverySettings | null;
  /** The console; null: none. */
  web: WebSettings | null;
};

export type CouncilSettings = {
  file: string;
  /** A first run audits mail from this local day; null: all there is. */
  auditFrom: LocalDate | null;
  /** Days after set-up with digests only, and no immediate alerts. */
  observeDays: number;
  digestAt: { hour: number; minute: number };
  /** Alerts to one person within an hour before the rest is announced in one; null: no cap. */
  alertsPerHour: number | null;
  /** Working days in which a flag is to be decided; then the alternate is told. */
  decideWorkingDays: number;
  /** Where a flag can be seen: its id is put behind; null: the page of the console, or the command where there is none. */
  flagLink: string | null;
};

/** `keyPath`: the key of the flag ids (see flaglog/key-file.ts); beside an SQLite file always `<path>.key`. */
export type DatabaseSettings =
  | { kind: 'sqlite'; path: string; keyPath: string }
  | { kind: 'postgresql'; url: Secret; keyPath: string };

export type QueueSettings = { kind: 'in-process' } | { kind: 'redis'; url: Secret; prefix: string };

export type MailSettings = { from: { name: string; address: string }; transport: TransportSettings };
export type TransportSettings =
  | { kind: 'file'; folder: string }
  | {
      kind: 'smtp';
      host: string;
      port: number;
      /** `none` only to loopback. */
      security: 'tls' | 'starttls' | 'none';
      authentication: Authentication | null;
      timeoutMs: number;
    };

/** How to sign in to a mail server. OAuth2 as Microsoft 365 (client credentials) and Google (refresh token, service account) have it. */
export type Authentication =
  | { kind: 'password'; user: string; password: Secret }
  | {
      kind: 'microsoft';
      user: string;
      tenant: string;
      clientId: string;
      clientSecret: Secret;
      /** Null: Microsoft's own, `https://login.microsoftonline.com`. */
      authority: string | null;
    }
  | {
      kind: 'google-refresh-token';
      user: string;
      clientId: string;
      clientSecret: Secret;
      refreshToken: Secret;
      tokenUrl: string | null;
    }
  | { kind: 'google-service-account'; user: string; account: string; privateKey: Secret; tokenUrl: string | null };

/**
 * Where a secret stands: the name of an environment variable or the path of a file. It is read when it is needed, so that one that
 * was changed is found without a restart, and so that settings can be printed.
 */
export type Secret = { variable: string } | { file: string };

export type DeliverySettings = {
  host: string;
  port: number;
  protocol: 'lmtp' | 'smtp';
  /** IP addresses of those who may deliver, CIDR allowed. */
  acceptFrom: string[];
  /** Recipient address, lower case, to the mailbox it is for. */
  recipients: Record<string, { council: string; mailbox: string }>;
  /** For a gateway that delivers with the original envelope: recipients that are not named above are the message's own; null: refused. */
  gateway: { council: string; mailbox: string } | null;
  messageBytes: number;
};

/** An IMAP mailbox of a council file: `mailboxes[].imap` (contract, section 1), checked. */
export type ImapSettings = {
  host: string;
  port: number;
  /** `none` only to loopback. */
  security: 'tls' | 'starttls' | 'none';
  /** A file with the certificates of a private authority; null: those of the system. */
  certificateFile: string | null;
  authentication: Authentication;
  /** Folder names or special uses such as `\\Sent`; null: the default choice. Subfolders of a named folder with `/*` behind it. */
  folders: string[] | null;
};

export type WebSettings = {
  host: string;
  /** 0: any that is free. */
  port: number;
  /** Scheme, host and port as a browser shows them, such as `https://candour.example.gov.uk`; null: the address it listens on. */
  publicUrl: string | null;
  /** IP addresses and ranges of the proxies that bring the requests; empty: browsers come by themselves. */
  proxies: string[];
  /** Addresses of those who see settings and health, and no flag. Lower case. */
  operators: string[];
};
