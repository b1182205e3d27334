// What /api/v1 says of itself (openapi.json), and its answers held against that.
import assert from 'node:assert/strict';
import Ajv2020 from 'ajv/dist/2020.js';

const VIETNAMESE = /[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/i;

export class Api {
  constructor(document) {
    this.document = document;
    // OpenAPI's own words (x-…) are none of JSON Schema's.
    this.ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false });
    this.ajv.addSchema({ $id: 'giaoban', ...document });
    this.operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), id: operation.operationId, ...operation })));
  }

  static async of(giaoban) {
    const { status, body } = await giaoban.request('/api/v1/openapi.json');
    assert.equal(status, 200);
    return new Api(JSON.parse(body));
  }

  // A path below /api/v1 with something for each of its parameters.
  path(operation, params = {}) {
    return operation.path.replace('/api/v1', '').replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? GUESS[name] ?? 'khong-co'));
  }

  body(operation) {
    return operation.requestBody?.content;
  }

  schema(operation) {
    let schema = this.body(operation)?.['application/json']?.schema;
    if (schema?.$ref) schema = schema.$ref.split('/').slice(1).reduce((at, name) => at[name], this.document);
    return schema;
  }

  isOpen(operation) {
    return operation.security.length === 0;
  }

  isBearer(operation) {
    return operation.security.some((one) => 'joinToken' in one);
  }

  // Whether the answer is one that the description allows: a success of its schema, or a problem in Vietnamese.
  check(operation, answer) {
    const { status, headers, body } = answer;
    const what = `${operation.method} ${operation.path}: ${status} ${JSON.stringify(body)?.slice(0, 300)}`;
    assert.ok(status < 500, what);
    if (status >= 400) {
      if (typeof body !== 'object') return; // 405, 411 and 413 of the web server itself
      assert.match(headers['content-type'], /^application\/problem\+json/, what);
      this.validate('#/components/schemas/problem', body, what);
      assert.match(body.title, VIETNAMESE, what);
      return;
    }
    const described = operation.responses[String(status)];
    assert.ok(described, `not described: ${what}`);
    const [type, media] = Object.entries(described.content ?? {})[0] ?? [];
    if (!type) {
      assert.equal(body, '', what);
    } else {
      assert.ok(headers['content-type'].startsWith(type), `${headers['content-type']} is not ${type}: ${what}`);
      if (media.schema) this.validate(pointer(operation, status, type), body, what);
    }
  }

  validate(place, body, what) {
    const validate = this.ajv.getSchema(`giaoban${place}`);
    assert.ok(validate, place);
    assert.ok(validate(body), `${this.ajv.errorsText(validate.errors)}: ${what}`);
  }
}

const GUESS = { id: '999999', name: 'rules', view: 'sites' };

function pointer(operation, status, type) {
  const parts = ['paths', operation.path, operation.method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'];
  return `#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
}
