import decimal
import sqlite3
import uuid


class CardDeclined(Exception):
    def __init__(self, code, order):
        super().__init__("card declined with code %s for order %s" % (code, order))


class OutOfStock(Exception):
    pass


def charge(order, code):
    raise CardDeclined(code, order)


def refund(order, code):
    raise CardDeclined(code, order)


def total(lines):
    return sum(line["price"] * line["count"] for line in lines)


def average(amounts):
    return sum(amounts) / len(amounts)


def share(amount, people):
    return amount / people


def parse_amount(text):
    return decimal.Decimal(text)


def parse_count(text):
    return int(text)


def parse_id(text):
    return uuid.UUID(text)


def reserve(item, count, left):
    if count > left:
        raise OutOfStock("item %s: %d wanted, %d left" % (item, count, left))


def ship(item, count, left):
    if count > left:
        raise OutOfStock("item %s: %d wanted, %d left" % (item, count, left))


def insert(table, number):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY)")
    connection.execute("INSERT INTO orders VALUES (?)", (number,))
    connection.execute("INSERT INTO %s VALUES (?)" % table, (number,))


def first(rows):
    return rows[0]


def last(rows):
    return rows[len(rows)]


def price_of(item):
    return item.price


def weight_of(item):
    return item.weight


def add_up(a, b):
    return a + b


def wrapped(order):
    try:
        return total(order)
    except KeyError as error:
        raise ValueError("order %s is not complete" % id(order)) from error


def cleaned(order):
    try:
        return total(order)
    except KeyError:
        return share(1, 0)
