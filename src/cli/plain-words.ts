/** The words of tables, which notices use as well. */

export * from '../rules/plain-words.ts';
