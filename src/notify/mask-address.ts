/**
 * Enough of an outside address to recognise it by who knows it, and too little to learn it from: one character of the name, one of
 * the domain, and the top-level domain. A whole domain can be a surname.
 */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [name, domain] = at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
  const labels = domain.split('.');
  const top = labels.length > 1 && /^[a-z]{2,12}$/i.test(labels.at(-1) ?? '') ? `.${labels.at(-1)?.toLowerCase()}` : '';
  return `${initialOf(name)}…@${initialOf(labels[0] ?? '')}…${top}`;
}

/** '' where a name is so short that its first character gives away most of it. */
function initialOf(text: string): string {
  const characters = [...text.normalize('NFC')].filter((character) => /[\p{L}\p{N}]/u.test(character));
  return characters.length < 3 ? '' : (characters[0] ?? '').toLowerCase();
}
