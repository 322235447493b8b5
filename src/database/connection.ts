/** What both databases do with every query, so that neither differs from the other where mail is hostile or something fails. */

import type { CompiledQuery, DatabaseConnection } from 'kysely';

const guarded = new WeakSet<DatabaseConnection>();

/** From now on every query of the connection, inside transactions and out of them, rejects with what `mapError` makes of its error. */
export function guardConnection(
  connection: DatabaseConnection,
  mapError: (cause: unknown) => unknown,
): DatabaseConnection {
  if (guarded.has(connection)) return connection;
  guarded.add(connection);
  const executeQuery = connection.executeQuery.bind(connection);
  connection.executeQuery = async (query, options) => {
    try {
      return await executeQuery(withoutNul(query), options);
    } catch (cause) {
      throw mapError(cause);
    }
  };
  return connection;
}

/** PostgreSQL takes no NUL in text: a message could carry one into its id, and would fail for ever. */
function withoutNul(query: CompiledQuery): CompiledQuery {
  const isClean = query.parameters.every((value) => typeof value !== 'string' || !value.includes('\0'));
  if (isClean) return query;
  const clean = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value);
  return { ...query, parameters: query.parameters.map(clean) };
}
