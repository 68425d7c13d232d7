import { z } from 'zod';
import { ERROR_STATUS } from '../errors';
import { ROUTE_DOCS, type RouteDoc } from './route-docs';
import { ROUTE_TABLE } from './routes';

type Json = Readonly<Record<string, unknown>>;

const ERROR: Json = {
  type: 'object',
  required: ['data', 'error'],
  properties: {
    data: { type: 'null' },
    error: {
      type: 'object',
      required: ['status', 'name', 'message', 'details'],
      properties: {
        status: { type: 'integer' },
        name: { type: 'string' },
        message: { type: 'string', description: 'What is wrong and what to do.' },
        details: {
          type: 'object',
          properties: {
            code: { enum: Object.keys(ERROR_STATUS), description: 'docs/errors.md' },
            field: { type: 'string' },
          },
        },
      },
    },
  },
};

/**
 * The REST surface as OpenAPI 3.1, out of the schemas that requests are checked with.
 *
 * @param version of the plugin
 */
export function openApi(version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [method, path, handler, permission] of ROUTE_TABLE) {
    const address = `/backup${path.replace(/:(\w+)/g, '{$1}')}`;
    const names = Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => name);
    const operation = operationOf(ROUTE_DOCS[handler], names, permission);
    paths[address] = {
      ...paths[address],
      [method.toLowerCase()]: { operationId: handler, ...operation },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Strapi Backup',
      version,
      description:
        'Backup and restore for Strapi 5. Sizes are bytes, times ISO 8601 in UTC, durations milliseconds.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://localhost:1337' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'An admin token, or the access token of a signed-in super-admin.',
        },
      },
      responses: {
        Error: {
          description: 'Strapi’s error shape, with a stable code.',
          content: { 'application/json': { schema: ERROR } },
        },
      },
    },
  };
}

function operationOf(doc: RouteDoc, names: readonly string[], permission: string | null): Json {
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...queryParameters(doc.query),
    ...Object.entries(doc.headers ?? {}).map(([name, example]) => ({
      ...{ name, in: 'header', required: true, schema: { type: 'string' }, example },
    })),
  ];
  return {
    summary: doc.summary,
    ...(permission === null
      ? { security: [] }
      : { description: `Permission: \`plugin::backup.${permission}\`` }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...bodyOf(doc),
    responses: {
      [String(doc.status ?? 200)]: answerOf(doc.answer),
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (query === undefined) return [];
  const { properties, required } = jsonSchema(query, 'input') as {
    properties: Readonly<Record<string, Json>>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required?.includes(name) ?? false,
    schema,
  }));
}

function bodyOf({ body, form }: RouteDoc): Json {
  if (body !== undefined) {
    return {
      requestBody: { content: { 'application/json': { schema: jsonSchema(body, 'input') } } },
    };
  }
  if (form === undefined) return {};
  const fields = jsonSchema(form, 'input') as { properties: Json };
  const file = { type: 'string', contentMediaType: 'application/octet-stream' };
  const schema = { ...fields, required: ['file'], properties: { ...fields.properties, file } };
  return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
}

function answerOf(answer: RouteDoc['answer']): Json {
  const description = 'Done, or begun.';
  if (answer === null) return { description };
  const content =
    typeof answer === 'string'
      ? { [answer]: {} }
      : { 'application/json': { schema: jsonSchema(answer, 'output') } };
  return { description, content };
}

/** @param side of a transformation: what is sent, or what comes out */
function jsonSchema(schema: z.ZodType, side: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: side, unrepresentable: 'any' });
  return rest;
}
