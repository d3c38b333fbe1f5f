#!/usr/bin/env python3
"""Writes Python values as pickles of every protocol, for the tests of lib/celery/pickle.ts.

usage: /usr/bin/python3 pickles.py > ../pickles.json
"""
import base64
import collections
import datetime
import decimal
import enum
import fractions
import json
import pickle
import sys
import types
import uuid
import zoneinfo

shop = types.ModuleType('shop')
sys.modules['shop'] = shop


def public(cls):
    """As if the class stood in a module of an application."""
    cls.__module__ = 'shop'
    setattr(shop, cls.__name__, cls)
    return cls


@public
class Order:
    def __init__(self):
        self.number = 'A'
        self.lines = [{'sku': 1}]


@public
class Outer:
    class Inner(Exception):
        pass


Outer.Inner.__module__ = 'shop'


@public
class Failure(Exception):
    def __init__(self, code, reason):
        super().__init__(code, reason)
        self.code = code


@public
class Lines(list):
    pass


@public
class Color(enum.Enum):
    RED = 1


Money = public(collections.namedtuple('Money', 'amount currency'))
tz = datetime.timezone
hours = datetime.timedelta
loop, ring, order = [1], {}, Order()
loop.append(loop)
ring['self'] = ring
order.me = order
shared = ['s']
cases = {
    'scalars': [None, True, False, 0, 1, 255, 256, 65535, 65536, -1, -2 ** 31, 2 ** 31, 2 ** 70, -2 ** 70, 2 ** 63, 1.5, -0.0,
                1e100, 1e16, 5e-324, float('inf'), float('-inf'), float('nan')],
    'text': ['', 'a', 'é', '日本', '🎉', '\ud800', '\0', 'a\nb\\u0041', "it's \"quoted\"", '\u2028', 'x' * 300],
    'bytes': [b'', b'abc', 'café'.encode(), bytes([0, 127, 128, 255]), bytearray(b'xy'), bytearray(b'\xff')],
    'containers': [[], (), {}, set(), frozenset(), [1, (2,), (3, 4), (5, 6, 7), (1, 2, 3, 4)], {'a': {'b': []}},
                   {1: 'x', (1, 2): 'y', None: 0}, {1}, frozenset(['a'])],
    'long list': list(range(1500)),
    'cycles': [loop, ring, order],
    'shared': [shared, shared, {'again': shared}],
    'dates': [datetime.datetime(2024, 5, 17, 13, 45, 30, 123456), datetime.datetime(1, 1, 1),
              datetime.datetime(2024, 10, 27, 2, 30, fold=1), datetime.datetime(2024, 5, 17, 13, 45, 30, tzinfo=tz.utc),
              datetime.datetime(2024, 5, 17, 13, 45, 30, tzinfo=tz(hours(hours=-5, minutes=-30))),
              datetime.datetime(2024, 5, 17, tzinfo=tz(hours(seconds=3661), 'odd')), datetime.date(2024, 5, 17),
              datetime.time(13, 45, 30, 5000), datetime.time(1, 2, tzinfo=tz.utc), hours(days=-1, seconds=5, microseconds=3)],
    'zone by name': datetime.datetime(2024, 5, 17, 13, 45, 30, tzinfo=zoneinfo.ZoneInfo('Europe/Athens')),
    'typed': [decimal.Decimal('1.10'), decimal.Decimal('NaN'), uuid.UUID('7d9f1cf6-4d0f-4f8a-9a5c-0f1e2d3c4b5a'),
              uuid.UUID(int=1), complex(1, -2), collections.OrderedDict([('z', 1), ('a', 2)])],
    'objects': [fractions.Fraction(1, 3), collections.deque([1, 2], 5), collections.defaultdict(list, {'a': [1]})],
    'classes': [Order, Outer.Inner, len],
    'enum': Color.RED,
    'tuple with names': Money(1, 'x'),
    'list with attributes': Lines([1, 2]),
    'exceptions': [ValueError('x'), RuntimeError(), OSError(2, 'No such', 'f'), UnicodeDecodeError('utf-8', b'\xff', 0, 1, 'bad'),
                   Outer.Inner('card'), Failure('a', 2), KeyError(('a', 1)), ExceptionGroup('s', [ValueError(1)])],
    'looks typed': [{'__type__': 'a', '__value__': 1}, {'__type__': 'a'}],
}
cases['list with attributes'].note = 3
print(json.dumps([{'case': name, 'protocol': protocol, 'pickle': base64.b64encode(pickle.dumps(value, protocol)).decode()}
                  for name, value in cases.items() for protocol in range(6)], indent=0))
