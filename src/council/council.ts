/** Who is who in a council: the council file of the contract (section 1), read and checked. */

/** A local calendar date, `YYYY-MM-DD`. */
export type LocalDate = string;

export type Office =
  | 'clerk'
  | 'deputy-clerk'
  | 'rfo'
  | 'assistant'
  | 'chair'
  | 'vice-chair'
  | 'mayor'
  | 'deputy-mayor'
  | 'committee-chair';

/** An office held, inclusive of both dates; null where the council file sets no bound. */
export type OfficeTerm = { office: Office; from: LocalDate | null; until: LocalDate | null };

export type Person = {
  id: string;
  name: string;
  role: 'officer' | 'councillor';
  offices: OfficeTerm[];
  /** Lower case. */
  addresses: string[];
  aliases: string[];
  from: LocalDate | null;
  until: LocalDate | null;
  group: string | null;
};

export type SharedAddress = { address: string; heldBy: string[] };
export type DistributionList = { address: string; name: string; members: 'all-councillors' | string[] };
/** Addresses and domains, lower case; a domain includes its subdomains. */
export type AddressSet = { addresses: string[]; domains: string[] };
export type TrustedBody = AddressSet & { name: string };
export type Label = { id: string; name: string; confidential: boolean };

export type Mailbox = {
  id: string;
  /** A person's id or a shared address; null for a journal. */
  owner: string | null;
  journal: boolean;
  /** Absolute path of an .eml file, a folder, a Maildir or an mbox file; null for an IMAP mailbox. */
  path: string | null;
  /** As it is written, with absolute paths: src/settings/imap-settings.ts knows its keys. */
  imap: Record<string, unknown> | null;
};

export type Arrangement = {
  rule: string;
  people: string[];
  subject: string;
  from: LocalDate | null;
  until: LocalDate | null;
  reason: string;
};
/** What the council file says of one rule; undefined keys leave the pack's setting. */
export type RuleOverride = { enabled?: boolean; workingDays?: number; perQuarter?: number; missingAtMost?: number };

export type Council = {
  id: string;
  name: string;
  timezone: string;
  domains: string[];
  protocol: string;
  people: Person[];
  shared: SharedAddress[];
  lists: DistributionList[];
  trusted: TrustedBody[];
  media: AddressSet;
  ministers: AddressSet;
  labels: Label[];
  mailboxes: Mailbox[];
  nation: 'england' | 'wales' | 'scotland' | 'northern-ireland';
  closures: LocalDate[];
  arrangements: Arrangement[];
  spokespersons: { person: string; subject: string }[];
  routing: { clerkFlags: string | null; alternate: string | null; auditor: string | null };
  unread: AddressSet;
  rules: Record<string, RuleOverride>;
};
