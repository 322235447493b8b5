import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Console } from '../console.ts';
import { describeFailure } from '../failures.ts';

export function sendAsset(request: FastifyRequest, reply: FastifyReply, console: Console): FastifyReply {
  const { file } = request.params as { file: string };
  const asset = console.assets.files.get(file);
  if (asset === undefined) return console.answer(request, reply.code(404), describeFailure(null).page);
  return reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.contentType).send(asset.body);
}
