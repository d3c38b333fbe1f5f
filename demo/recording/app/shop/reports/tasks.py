import os
import signal
import time

from ..celery import app


@app.task(soft_time_limit=1)
def daily_sales(day):
    for region in ('north', 'south', 'east', 'west'):
        sum_region(day, region)


def sum_region(day, region):
    time.sleep(2)


@app.task(time_limit=2)
def customer_statement(customer_id):
    time.sleep(20)


@app.task
def warehouse_heatmap(warehouse):
    os.kill(os.getpid(), signal.SIGKILL)


@app.task
def sales_by_region(region, day):
    if region == 'south':
        raise LookupError(f'no rates for {day}')
    return {'region': region, 'cents': 1_234_500}


@app.task
def merge_regions(parts):
    return sum(part['cents'] for part in parts)
