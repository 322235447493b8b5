/** The settings file of the Dovecot that tests start: everything it writes lies in one folder. */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestCertificate } from './certificate.ts';
import type { DovecotOptions } from './dovecot.ts';
import type { Owner } from './maildir.ts';

/** `specialUse` such as `\\Sent`; null: a folder like any other. */
export type DovecotFolder = { name: string; specialUse: string | null };

type Parts = {
  folder: string;
  owner: Owner;
  port: number;
  tlsPort: number;
  certificate: TestCertificate;
  folders: readonly DovecotFolder[];
  options: DovecotOptions;
};

/** Returns the path of the file. */
export function writeDovecotSettings(parts: Parts): string {
  const file = join(parts.folder, 'dovecot.conf');
  writeFileSync(file, [base(parts), services(parts), mailboxes(parts), signingIn(parts)].join('\n'));
  return file;
}

/** Where the system has no more inotify instances for Dovecot, it looks every second: the tests are not about the system's limits. */
function base({ folder, owner, certificate, options }: Parts): string {
  const capability = options.capability === undefined ? '' : `imap_capability = ${options.capability}`;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/dovecot.log
listen = 127.0.0.1, 127.0.0.2
protocols = imap
ssl = yes
ssl_cert = <${certificate.certificateFile}
ssl_key = <${certificate.keyFile}
disable_plaintext_auth = no
auth_failure_delay = 0
auth_cache_size = 0
mail_max_userip_connections = 100
mailbox_idle_check_interval = 1 s
first_valid_uid = 1
mail_location = maildir:~/Maildir
rawlog_dir = ${folder}/rawlog/%u
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/home/%u
}
${capability}
${process.getuid?.() === 0 ? '' : unprivileged()}`;
}

/** Nobody but root can become somebody else, or lock a process into a folder. */
function unprivileged(): string {
  const nameOf = (flag: string): string => execFileSync('id', [flag], { encoding: 'utf8' }).trim();
  return `
default_internal_user = ${nameOf('-un')}
default_login_user = ${nameOf('-un')}
default_internal_group = ${nameOf('-gn')}`;
}

function services({ port, tlsPort }: Parts): string {
  const chroot = process.getuid?.() === 0 ? '' : '\n  chroot =';
  return `
service imap-login {
  process_min_avail = 1
  service_count = 0${chroot}
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service anvil {${chroot}
  # Without this it lets everybody wait who comes after a wrong password.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap {
  process_limit = 500
  service_count = 50
}`;
}

function mailboxes({ folders }: Parts): string {
  const blocks = folders.flatMap(({ name, specialUse }) =>
    specialUse === null ? [] : [`  mailbox "${name}" {\n    special_use = ${specialUse}\n  }`],
  );
  return `
namespace inbox {
  inbox = yes
  separator = /
${blocks.join('\n')}
}`;
}

function signingIn({ folder, options }: Parts): string {
  const passwords = `
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = scheme=plain username_format=%u ${folder}/users
}`;
  if (options.introspectionUrl === undefined) return passwords;
  const file = join(folder, 'oauth2.conf');
  writeFileSync(
    file,
    `introspection_mode = get
introspection_url = ${options.introspectionUrl}
username_attribute = email
active_attribute = active
active_value = true
`,
  );
  return `
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${file}
}${passwords}`;
}
