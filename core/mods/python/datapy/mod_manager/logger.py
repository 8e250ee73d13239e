# SPDX-License-Identifier: Apache-2.0
"""Loggers whose records dcr shows on the terminal and writes to the log file of the run."""

import logging

from datapy._dcr import wire
from datapy._dcr.encode import plain_text


class _ToDcr(logging.Handler):
    """Hands records to dcr; on stderr where there is none."""

    def emit(self, record):
        try:
            text = self.format(record)
            if wire.channel() is None:
                raise wire.Disconnected
            wire.channel().send({"log": {"level": record.levelname, "logger": record.name,
                                         "message": text}})
        except (wire.Disconnected, OSError):
            logging.lastResort.handle(record)
        except Exception:
            self.handleError(record)


_handler = _ToDcr()
_loggers = []


def get_logger(name="datapy"):
    """A logger that obeys the global `log_level`."""
    logger = logging.getLogger(f"datapy.{plain_text(name)}")
    if _handler not in logger.handlers:
        logger.addHandler(_handler)
        logger.propagate = False
        _loggers.append(logger)
    logger.setLevel(_level())
    return logger


def set_levels():
    """Another mod runs now, and its `log_level` may be another: loggers are kept by modules."""
    for logger in _loggers:
        logger.setLevel(_level())


def _level():
    from datapy.mod_manager import sdk
    params = wire.current.get("params") or {}
    level = (params.get("_globals") or sdk.get_global_config()).get("log_level", "INFO")
    number = logging.getLevelName(level.upper()) if isinstance(level, str) else None
    return number if isinstance(number, int) else logging.INFO


setup_logger = get_logger
