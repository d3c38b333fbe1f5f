"""Sends the made-up host names of the shop to loopback, where record.py plays their servers."""
import socket

ask = socket.getaddrinfo


def getaddrinfo(host, *args, **kwargs):
    ours = str(host).endswith(('.internal', '.example')) and '.db.' not in str(host)
    return ask('127.0.0.1' if ours else host, *args, **kwargs)


socket.getaddrinfo = getaddrinfo
