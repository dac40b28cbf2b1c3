#!/usr/bin/env python3
"""TLS before a storage that has none: door.py HOST PORT BEHIND CERTIFICATE KEY. BEHIND is the port of the storage at that host."""

import asyncio
import ssl
import sys

CHUNK = 1 << 16


async def main(host, port, behind, certificate, key):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)

    async def enter(reader, writer):
        inner_reader, inner_writer = await asyncio.open_connection(host, int(behind))
        await asyncio.gather(pass_on(reader, inner_writer), pass_on(inner_reader, writer))

    async with await asyncio.start_server(enter, host, int(port), ssl=tls) as server:
        await server.serve_forever()


async def pass_on(reader, writer):
    """Until one end closes; then the other is closed too."""
    try:
        while some := await reader.read(CHUNK):
            writer.write(some)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
