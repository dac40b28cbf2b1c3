"""Where everything is: all on loopback."""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
TERN = str(ROOT / "tern")
KAFKA, HTTP, HEALTH, OTHER_HTTP, OTHER_HEALTH = 29192, 28546, 28547, 28556, 28557
FARM, FARM_ADMIN, DOOR, ISSUER = 28180, 28179, 28443, 28190
CANARY, LOAD, JMX, PROMETHEUS = 28448, 28449, 29404, 29090
EXPORTER = os.environ.get("JMX_EXPORTER")
# Storages 1 to 6 copy in a circle; those behind them are asked over TLS, too, and with tokens.
CIRCLE = 6
GUARDED = ("127.1.0.7", "127.1.0.8")
