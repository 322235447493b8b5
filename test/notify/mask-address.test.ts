import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskAddress } from '../../src/notify/mask-address.ts';

test.each([
  ['joan.petrie@petrie-family.example', 'j…@p….example'],
  ['J.Smith@mail.smith.co.uk', 'j…@m….uk'],
  ['jo@ab.example', '…@….example'],
  ['élodie@été.example', 'é…@é….example'],
  ['"<script>"@xyz.example', 's…@x….example'],
  ['nobody', 'n…@…'],
  ['', '…@…'],
])('%s becomes %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});

test('nothing of an address can be learnt but two characters and the top-level domain', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      (name, domain) => {
        expect(maskAddress(`${name}@${domain}.uk`)).toMatch(/^[\p{L}\p{N}]{0,3}…@[\p{L}\p{N}]{0,3}…\.uk$/u);
      },
    ),
  );
});
