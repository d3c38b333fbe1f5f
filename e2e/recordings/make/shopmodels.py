# -*- coding: utf-8 -*-
"""Application classes a customer might put into results and exceptions."""
from __future__ import unicode_literals

import collections


class Order(object):
    """A plain custom class: only pickle can carry it."""

    def __init__(self, number, lines):
        self.number = number
        self.lines = lines


class SlotPoint(object):
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y


Money = collections.namedtuple('Money', 'amount currency')


class OrderError(Exception):
    """Custom exception with two arguments and an extra attribute."""

    def __init__(self, number, reason):
        super(OrderError, self).__init__(number, reason)
        self.number = number
        self.reason = reason


class Billing(object):
    class CardDeclined(Exception):
        """Nested class: its qualified name has a dot."""


class Unpicklable(Exception):
    """Refuses to be pickled, so Celery has to wrap or replace it."""

    def __reduce__(self):
        raise TypeError('this exception cannot be pickled')


class UnpicklableValueError(ValueError):
    """Refuses pickling, but has a picklable parent class."""

    def __reduce__(self):
        raise TypeError('this exception cannot be pickled')


class Opaque(object):
    """No serializer knows it; repr() must be used."""

    def __repr__(self):
        return '<Opaque thing>'
