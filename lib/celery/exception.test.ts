import { describe, expect, it } from 'vitest'
import { readException } from './exception'
import { parsePythonJson, sliceOf } from './python-json'

function exceptionIn(json: string) {
  const outcome = parsePythonJson(json)
  if (outcome.kind === 'problem') throw new Error(outcome.message)
  return readException(outcome.value, (part) => sliceOf(json, part))
}

const pickled = (name: string, module: string, args: string) =>
  `{"__type__": "object", "__value__": {"class": "${module}.${name}", "module": "${module}", "args": ${args}}}`

describe('readException', () => {
  it.each([
    // Celery 4.2 and later: the list of arguments.
    ['{"exc_type": "E", "exc_message": ["bad"], "exc_module": "m"}', 'E', 'm', 'bad', '["bad"]'],
    ['{"exc_type": "Billing.Declined", "exc_message": [], "exc_module": "shop"}', 'Billing.Declined', 'shop', '', '[]'],
    [
      '{"exc_type": "E", "exc_message": ["bad", 42, null], "exc_module": "m"}',
      'E',
      'm',
      'bad, 42, null',
      '["bad", 42, null]',
    ],
    ['{"exc_type": "E", "exc_message": [9007199254740993]}', 'E', null, '9007199254740993', '[9007199254740993]'],
    ['{"exc_type": "E", "exc_message": [{"code": 1}]}', 'E', null, '{"code": 1}', '[{"code": 1}]'],
    [
      '{"exc_type": "E", "exc_message": [{"__type__": "decimal", "__value__": "9.99"}, [true]]}',
      'E',
      null,
      '9.99, [true]',
      '[{"__type__": "decimal", "__value__": "9.99"}, [true]]',
    ],
    [
      '{"exc_type": "FileNotFoundError", "exc_message": [2, "No such file"]}',
      'FileNotFoundError',
      null,
      'No such file',
      '[2, "No such file"]',
    ],
    ['{"exc_type": "OSError", "exc_message": ["plain"]}', 'OSError', null, 'plain', '["plain"]'],
    ['{"exc_type": "ValueError", "exc_message": [2, "two"]}', 'ValueError', null, '2, two', '[2, "two"]'],
    // Celery 3.1 to 4.1: one text.
    [
      '{"exc_type": "ValueError", "exc_message": "(\'bad\', 42)"}',
      'ValueError',
      null,
      "('bad', 42)",
      '"(\'bad\', 42)"',
    ],
    ['{"exc_type": "KeyError", "exc_message": "\'sku\'"}', 'KeyError', null, "'sku'", '"\'sku\'"'],
    // Anything else.
    ['{"exc_type": "E"}', 'E', null, '', '[]'],
    ['{"exc_type": "E", "exc_message": null}', 'E', null, '', '[null]'],
    ['{"exc_type": "E", "exc_message": 5, "exc_module": 6}', 'E', null, '5', '[5]'],
    ['{"exc_type": "E", "exc_message": {"a": [1]}}', 'E', null, '{"a": [1]}', '[{"a": [1]}]'],
    // Pickled objects.
    [pickled('ValueError', 'builtins', '["bad"]'), 'ValueError', 'builtins', 'bad', '["bad"]'],
    [pickled('Billing.Declined', 'shop.models', '[]'), 'Billing.Declined', 'shop.models', '', '[]'],
    [
      pickled(
        'UnpickleableExceptionWrapper',
        'celery.utils.serialization',
        '["shop", "Odd", ["boom", 1], "Odd(\'boom\', 1)"]',
      ),
      'Odd',
      'shop',
      'boom, 1',
      '["boom", 1]',
    ],
    [
      '{"exc_type": "UnpickleableExceptionWrapper", "exc_message": ["shop", "Odd", ["boom"], "Odd(\'boom\')"]}',
      'UnpickleableExceptionWrapper',
      null,
      "Odd('boom')",
      '["shop", "Odd", ["boom"], "Odd(\'boom\')"]',
    ],
  ])('%s', (json, type, module, message, args) => expect(exceptionIn(json)).toEqual({ type, module, message, args }))

  it.each([
    'null',
    '"disk full"',
    '{"reason": "disk full"}',
    '{"exc_type": 5}',
    '{"exc_type": ""}',
    '["E", "bad"]',
    '{"__type__": "decimal", "__value__": "1"}',
    '{"__type__": "object", "__value__": {"class": "m.C"}}',
  ])('takes %s for no exception', (json) => expect(exceptionIn(json)).toBeNull())
})
