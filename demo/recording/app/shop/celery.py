import os

import django
from celery import Celery
from django.conf import settings

settings.configure(
    DATABASES={
        'default': {
            'ENGINE': 'django.db.backends.postgresql',
            'HOST': os.environ['SHOP_DB_HOST'],
            'PORT': os.environ['SHOP_DB_PORT'],
            'NAME': 'postgres',
            'USER': 'postgres',
        }
    },
    USE_TZ=True,
)
django.setup()

app = Celery('shop', include=[
    'shop.catalog.tasks', 'shop.mail.tasks', 'shop.orders.tasks', 'shop.payments.tasks', 'shop.reports.tasks',
    'shop.webhooks.tasks',
])
spool = os.environ['SHOP_SPOOL']
app.conf.update(
    broker_url='filesystem://',
    broker_transport_options={
        'data_folder_in': f'{spool}/queue', 'data_folder_out': f'{spool}/queue', 'control_folder': f'{spool}/control',
    },
    result_backend=f'file://{spool}/results',
    result_extended=True,
    task_track_started=True,
    worker_enable_remote_control=False,
)
